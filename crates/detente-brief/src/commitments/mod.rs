//! Commitments and instruments: who is bound to what, what is promised how firmly, what texts leave
//! open, how drafts differ, and who may sit for whom.
//!
//! What lives here: instruments, commitments, drafts and delegations compared, and their words. What
//! does not: what bodies may watch over, and whether a promise would be kept.

mod delegations;
mod document;
mod drafts;
mod drafts_document;
mod guards_document;
mod json;
mod lint;
mod negation;
mod numbers;
mod numerals;
mod open;
mod report;
mod text;

pub use delegations::{Adversity, DefinitionFound, DelegationFound, SideFound, delegations};
pub use document::commitments_document;
pub(crate) use document::guarantees_section;
pub use drafts::{Comparison, Conflict, Hunk, Line, Verdict, compare, hunks};
pub use json::{COMMITMENTS_SCHEMA, CommitmentsOutput};
pub(crate) use lint::lint_commitments;
pub use open::{Gap, VAGUE, open_in_commitment, open_in_text, vague_in};
pub use report::{CommitmentsReport, Guard, commitments_report, has_commitments};
