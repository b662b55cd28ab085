//! Decision bodies: commissions, councils, chairs, vetoes.

pub mod nucleolus;
pub mod planner;
pub mod spatial;
