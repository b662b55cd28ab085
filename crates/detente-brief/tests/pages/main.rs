//! The pages a document becomes, and the pictures in them, seen from outside.

// A test that cannot go on has failed.
#![allow(clippy::unwrap_used)]

mod escaping;
mod fixture;
mod golden;
mod links;
mod pictures;
mod width;
