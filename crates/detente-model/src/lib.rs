//! The typed model of a dispute.
//!
//! What lives here: parties, options, preferences, readings, questions, issues and bodies with all
//! names looked up, and what each of them rests on. What does not: files, the texts of records, and
//! any computation of what will hold.
//!
//! A [`Model`] can only be made from [`Parts`] that fit together, so code that has one need not
//! check again that an index is in range.

mod body;
mod commitment;
mod delegation;
mod inputs;
mod issue;
mod ledger;
mod model;
mod plan;
mod preference;
mod ratification;
mod reading;
mod remedy;
mod schedule;
mod support;
mod threat;

pub use body::{
    Body, BodyRule, Clause, Composition, Group, Mandate, Member, Places, Reach, Stated, VoteModel,
    Voter, WeightList,
};
pub use commitment::{Article, Commitment, Draft, Instrument, InstrumentKind, Strength, Timing};
pub use delegation::{Definition, Delegation, Seat};
pub use issue::{Category, Issue, Linkage, Point, Position, Scale, Shift, Spread, Weights};
pub use ledger::{Amount, FigureStated, LedgerEntry, group_of, unit_of};
pub use model::{
    Game, Leave, MAX_OPTIONS, Misfit, Model, Moves, OptionDef, Parts, Party, Question, Rule,
    state_of,
};
pub use plan::{ChanceResult, Plan, PlanDate, PlanEnd, PlanGoal, PlanKind, PlanNode, PlanWindow};
pub use preference::{Preference, Statement, Tier};
pub use ratification::{Ratification, Ratifier};
pub use reading::{Change, Matter, Reading, ReadingChoice, View};
pub use remedy::Remedy;
pub use schedule::{After, Day, MONTHS, ScheduleStep};
pub use support::{Assumption, Input, InputKind, Support};
pub use threat::Threat;
