//! Contingent plans: what one party means to do, and what others and chance may do in turn.

use crate::schedule::Day;
use crate::support::Support;
use detente_expr::Formula;
use detente_text::Span;

/// A contingent plan of one party: a tree of decisions, chance and ends, with its instructions.
///
/// It covers only what the analyst foresaw.
#[derive(Clone, Debug, PartialEq)]
pub struct Plan {
    /// Name of the plan.
    pub id: String,
    /// What it is about, in words.
    pub text: Option<String>,
    /// Whose plan it is.
    pub of: usize,
    /// The nodes; the first is where it begins. Each but the first is led to once.
    pub nodes: Vec<PlanNode>,
    /// What it can end in.
    pub ends: Vec<PlanEnd>,
    /// For each party the levels of the ends, 0 the best, ties allowed; those of `worth` where only that
    /// is stated, and nothing where neither is.
    pub ranks: Vec<Option<Vec<u32>>>,
    /// For each party what the ends are worth to it, where the analyst states numbers.
    pub worth: Vec<Option<Vec<f64>>>,
    /// Where it stands in the case file.
    pub at: Option<Span>,
    /// What it rests on.
    pub support: Support,
}

/// A node of a plan.
#[derive(Clone, Debug, PartialEq)]
pub struct PlanNode {
    /// Name of the node.
    pub id: String,
    /// What it is, in words.
    pub text: Option<String>,
    /// Who or what decides at it.
    pub kind: PlanKind,
    /// When it can be acted on, if that is bounded.
    pub window: Option<PlanWindow>,
    /// What it rests on.
    pub support: Support,
}

/// The days on which a node can be acted on, the first and the last among them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlanWindow {
    /// When it opens.
    pub from: Option<PlanDate>,
    /// When it closes.
    pub until: Option<PlanDate>,
    /// Where it stands in the case file.
    pub at: Option<Span>,
}

/// A bound of a window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PlanDate {
    /// A day.
    Day(Day),
    /// A step of the schedule, by its place: it opens a window on its earliest day, and closes one on its
    /// latest.
    Step(usize),
}

/// Who or what decides at a node.
#[derive(Clone, Debug, PartialEq)]
pub enum PlanKind {
    /// A party.
    Party {
        /// Which.
        party: usize,
        /// What it sees: nodes of one name look alike to it. Its own name if nothing is said.
        sees: String,
        /// What it may do, and where that leads.
        may: Vec<(String, PlanGoal)>,
        /// The instruction of the plan, by its place in `may`.
        does: Option<usize>,
        /// What happens if nothing is done before the window closes, by its place in `may`.
        expires: Option<usize>,
    },
    /// Chance, or what is not known.
    Chance {
        /// What may turn out, where that leads, and how probable it is, from and to; nothing where that
        /// is not known.
        may: Vec<ChanceResult>,
    },
}

impl PlanKind {
    /// Returns what may be done or turn out by its name, in order.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.ways().map(|(name, _)| name)
    }

    /// Returns where each of it leads, in order.
    pub fn goals(&self) -> impl Iterator<Item = PlanGoal> + '_ {
        self.ways().map(|(_, goal)| goal)
    }

    /// Returns the nodes it leads to, in order; ends are left out.
    pub fn below(&self) -> impl Iterator<Item = usize> + '_ {
        self.goals().filter_map(|goal| match goal {
            PlanGoal::Node(node) => Some(node),
            PlanGoal::End(_) => None,
        })
    }

    /// Returns the instruction of the plan, by its place; nothing where chance decides.
    pub fn does(&self) -> Option<usize> {
        match self {
            PlanKind::Party { does, .. } => *does,
            PlanKind::Chance { .. } => None,
        }
    }

    /// Returns what may be done or turn out, and where it leads, in order.
    pub fn ways(&self) -> impl Iterator<Item = (&str, PlanGoal)> {
        let (party, chance) = match self {
            PlanKind::Party { may, .. } => (may.as_slice(), &[][..]),
            PlanKind::Chance { may } => (&[][..], may.as_slice()),
        };
        let party = party.iter().map(|(name, goal)| (name.as_str(), *goal));
        party.chain(chance.iter().map(|(name, goal, _)| (name.as_str(), *goal)))
    }
}

/// A result of chance: its name, where it leads, and how probable it is, from and to, where that is known.
pub type ChanceResult = (String, PlanGoal, Option<(f64, f64)>);

/// Where an action leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PlanGoal {
    /// To another node.
    Node(usize),
    /// To an end.
    End(usize),
}

/// What a plan can end in.
#[derive(Clone, Debug, PartialEq)]
pub struct PlanEnd {
    /// Name of the end.
    pub id: String,
    /// What it is, in words.
    pub text: String,
    /// The outcomes of the conflict that it is, if it is one.
    pub state: Option<Formula>,
}
