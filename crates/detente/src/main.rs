//! Detente.
fn main() {}
