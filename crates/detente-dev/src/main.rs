//! Dev.
fn main() {}
