//! Limits under which the engine works, and the answer it gives when it stops at one.

use num_bigint::BigUint;
use std::fmt;
use std::sync::atomic::{AtomicBool, Ordering};

/// Holds the limits of one run.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    /// The most profiles of pure strategies that are tried.
    pub max_profiles: u64,
    /// The most elementary steps of one question.
    pub max_steps: u64,
    /// The most entries of all sets of outcomes that are kept at once.
    pub max_entries: usize,
    /// Stops the run soon after it becomes true.
    pub cancel: Option<&'a AtomicBool>,
}

impl Default for Context<'_> {
    fn default() -> Self {
        Context { max_profiles: 1 << 20, max_steps: 1 << 32, max_entries: 1 << 27, cancel: None }
    }
}

impl Context<'_> {
    /// Refuses if the run was cancelled.
    pub(crate) fn poll(&self) -> Result<(), Refusal> {
        match self.cancel {
            Some(flag) if flag.load(Ordering::Relaxed) => Err(Refusal::Cancelled),
            _ => Ok(()),
        }
    }

    /// Counts steps, and refuses beyond the limit or if the run was cancelled.
    pub(crate) fn spend(&self, spent: &mut u64, steps: usize) -> Result<(), Refusal> {
        *spent = spent.saturating_add(steps as u64);
        if *spent > self.max_steps {
            return Err(Refusal::TooMuchWork { limit: self.max_steps });
        }
        self.poll()
    }
}

/// Says why the engine gives no answer.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Refusal {
    /// There are more profiles of pure strategies than may be tried.
    TooManyProfiles {
        /// How many there are.
        count: BigUint,
        /// How many may be tried.
        limit: u64,
    },
    /// The question takes more steps than are allowed.
    TooMuchWork {
        /// How many are allowed.
        limit: u64,
    },
    /// The sets of outcomes have more entries than are allowed.
    TooManyEntries {
        /// How many are allowed.
        limit: usize,
    },
    /// There are more plans than are compared with each other.
    TooManyPlans {
        /// How many are.
        limit: usize,
    },
    /// The parties have more pure strategies together than mixtures are looked for among.
    TooManyStrategies {
        /// How many there may be.
        limit: usize,
    },
    /// The question is about two parties; this one decides, too.
    ThirdParty(usize),
    /// The question is about parties that forget nothing, and one forgets what it did.
    Forgets,
    /// The cancel flag was set.
    Cancelled,
    /// The question is about trees without chance; the node is one of chance.
    Chance(usize),
    /// The question is about trees in which everything is seen; the information set has several nodes.
    Unseen(usize),
    /// The question needs exact probabilities; the chance node has none.
    Vague(usize),
    /// The question is about one party's decisions; another decides at the node.
    Other(usize),
    /// More than one unknown probability matters; the second chance node with one.
    SecondUnknown(usize),
    /// A chance node has unknown probabilities of more than two results.
    ManyUnknown(usize),
    /// A party, outcome, node, set or action is not one of the tree's, or a list has another length.
    Mismatch,
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Refusal::TooManyProfiles { count, limit } => {
                write!(f, "{count} profiles of pure strategies, and {limit} may be tried")
            }
            Refusal::TooMuchWork { limit } => write!(f, "more than {limit} steps"),
            Refusal::TooManyEntries { limit } => write!(f, "sets of more than {limit} outcomes"),
            Refusal::TooManyPlans { limit } => write!(f, "more than {limit} plans"),
            Refusal::TooManyStrategies { limit } => {
                write!(f, "the parties have more than {limit} pure strategies together")
            }
            Refusal::ThirdParty(_) => write!(f, "more than two parties decide"),
            Refusal::Forgets => write!(f, "a party forgets what it did"),
            Refusal::Cancelled => write!(f, "the run was cancelled"),
            Refusal::Chance(node) => write!(f, "node {node} is left to chance"),
            Refusal::Unseen(set) => write!(f, "information set {set} has several nodes"),
            Refusal::Vague(node) => write!(f, "chance node {node} has no exact probabilities"),
            Refusal::Other(node) => write!(f, "another party decides at node {node}"),
            Refusal::SecondUnknown(node) => {
                write!(f, "chance node {node} is not the only one with unknown probabilities")
            }
            Refusal::ManyUnknown(node) => {
                write!(f, "chance node {node} has more than two results of unknown probability")
            }
            Refusal::Mismatch => write!(f, "what is given does not fit the tree"),
        }
    }
}

impl std::error::Error for Refusal {}
