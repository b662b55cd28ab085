//! Tests of the engine from outside, against definitions, laws and published conflicts.

#![allow(clippy::unwrap_used, reason = "helpers of tests may fail a test as tests themselves do")]

mod against_definitions;
mod attitudes;
mod catalogue;
mod coalitions;
mod describing;
mod exhaustive;
mod foresight;
mod graphs;
mod inverse;
mod joint;
mod laws;
mod limits;
mod models;
mod nightly;
mod paths;
mod pictures;
mod plain;
mod reference;
mod witnesses;
