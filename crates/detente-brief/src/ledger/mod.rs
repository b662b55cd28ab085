//! The ledger of a case: what its figures leave possible, where they contradict each other, who holds
//! what and who verifies it.
//!
//! What lives here: the way from the figures of a case to the engine and back, the words, and the table
//! for spreadsheets. What does not: the arithmetic, which `detente-plans` does.

mod csv;
mod document;
mod from_csv;
mod json;
mod lint;
mod report;

pub use csv::ledger_csv;
pub use document::ledger_document;
pub(crate) use document::ledger_section;
pub use from_csv::{CsvFault, ledger_from_csv};
pub use json::{LEDGER_SCHEMA, LedgerOutput};
pub(crate) use lint::lint_ledger;
pub use report::{LedgerReport, ledger_report};
