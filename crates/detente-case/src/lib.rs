//! Case folders: reading, checking and locking them.
//!
//! A case is a folder of plain text: `case.toml` (the model), `claims.toml` (the evidence),
//! `case.lock` (what the quotations were checked against) and perhaps `records/`. What lives here:
//! the keys of those files, the way from text to [`Case`], and every complaint on the way. What does
//! not: the file system, which comes in through [`World`]; and any answer to the case's questions.
//!
//! ```
//! use detente_case::{MemoryWorld, load};
//!
//! let world = MemoryWorld::new().with("case.toml", r#"
//! schema = 1
//! case = { title = "A wall", question = "Will the neighbours agree?" }
//! parties = { a = "Anna", b = "Ben" }
//! options.agree = { by = ["a", "b"], text = "agree on the wall", assumed = "they talk" }
//! preferences = { a = ["agree"], b = ["not agree"] }
//! questions.wall = "agree"
//! "#);
//! let loaded = load(&world);
//! assert!(loaded.case.is_some());
//! assert!(loaded.diagnostics.iter().all(|diagnostic| diagnostic.code.id == "W101"));
//! ```

mod bodies_file;
mod claim;
mod coverage;
mod evidence;
mod gmcr;
mod grammar;
mod load;
mod lock;
mod lower;
mod node;
mod outcome;
mod scaffold;
mod schema;
mod shape;
mod suggestion;
mod world;

pub use bodies_file::{is_bodies_file, load_bodies};
pub use claim::{Audience, Claim, Doubt, Kind, Layer, Other, QuotePart, RecordDef, Role, Voice};
pub use coverage::{RecordCoverage, coverage};
pub use evidence::{
    Checked, Evidence, Place, RecordState, Standing, Verified, around, make_lock, short,
};
pub use gmcr::load_gmcr;
pub use load::{Case, Loaded, MAX_CASE_FILE, load, plain_text, read_lock};
pub use lock::{Lock, LockedQuote, LockedRecord};
pub use outcome::{
    DateOutcome, FigureOutcome, IssueOutcome, Outcomes, Prediction, Ranked, Verdict, load_outcome,
};
pub use scaffold::{ScaffoldFile, scaffold};
pub use schema::{case_schema, claims_schema, reference};
pub use world::{MemoryWorld, ReadFailure, World};
