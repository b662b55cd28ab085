//! Decision bodies: commissions, councils, chairs, vetoes.

pub mod planner;
