//! Detente analyses negotiations and conflicts: from the records to a settlement that can be tested.
//!
//! This library is a door to the whole house for programs that want more than one room: each
//! crate under its short name, and [`FolderWorld`], which reads cases from disk.
//!
//! ```no_run
//! let world = detente::FolderWorld::open("cases/korea-1953", &[]).expect("a case folder");
//! let loaded = detente::case::load(&world);
//! for diagnostic in &loaded.diagnostics {
//!     println!("{}", diagnostic.message);
//! }
//! ```

pub use detente_bargain as bargain;
pub use detente_brief as brief;
pub use detente_case as case;
pub use detente_evidence as evidence;
pub use detente_expr as expr;
pub use detente_model as model;
pub use detente_plans as plans;
pub use detente_stability as stability;
pub use detente_text as text;

mod folder;
pub mod report;

pub use folder::{FolderWorld, read_file};
