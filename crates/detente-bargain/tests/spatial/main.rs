//! The spatial model of politics against its definition, its own laws, and KTAB's published run.

mod against_definitions;
mod hostile;
mod ktab;
mod laws;
mod reference;
