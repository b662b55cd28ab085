//! The condition language of Detente: one language for options, rules, questions and bodies.
//!
//! A condition is written with names, `not`, `and`, `or`, `if`, `iff` and parentheses; counting
//! uses `atleast(2, a, b, c)`, `atmost` and `exactly`; the rules of decision bodies add integers,
//! comparisons and functions such as `yes(ALL)`.
//!
//! What lives here: the tokens, the parser, the printer, the meaning of conditions over options
//! ([`Formula`]), the checking of body rules ([`rule`]) and whether they pass ([`vote`]). What does
//! not: which names exist (the caller says) and where in a file the text stood (positions here are
//! bytes of the condition).
//!
//! From loosest to tightest: `if` and `iff` (one of them at a time), `or`, `and`, `not`,
//! comparisons, `+` and `-`, `*`. `A if B` means *not B or A*; `A iff B` means *equivalent*.
//!
//! ```
//! use detente_expr::{Formula, parse};
//!
//! let (expr, faults) = parse("wreck iff not pact");
//! assert!(faults.is_empty());
//! let names = ["pact", "wreck"];
//! let lookup = |name: &str| names.iter().position(|known| *known == name);
//! let (formula, faults) = Formula::resolve(&expr, lookup);
//! assert!(faults.is_empty());
//! assert!(formula.eval(0b10), "wreck without pact");
//! assert!(!formula.eval(0b11), "wreck and pact");
//! ```

mod ast;
mod fault;
mod formula;
mod lexer;
mod parser;
pub mod rule;
pub mod vote;

pub use ast::{Arith, Compare, Expr, ExprKind};
pub use fault::{Fault, FaultKind};
pub use formula::Formula;
pub use lexer::{is_name, keyword};
pub use parser::{MAX_DEPTH, MAX_LENGTH, parse};
