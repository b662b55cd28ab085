//! Strength of preference: better, and greatly better.
//!
//! A threat to bring about a slightly worse state deters less reliably than one that would ruin; so
//! stability comes in two strengths (Hamouda, Kilgour, Hipel 2004, 2006).

use std::fmt;

use crate::attitude::Attitude;
use crate::concept::Concept;
use crate::context::{Context, Refusal, RefusalCode};
use crate::general::solve_graph;
use crate::graph::Graph;
use crate::ranking::Ranking;
use crate::set::StateSet;
use crate::solve::Solution;
use crate::structure::Mover;

/// Holds one party's preference with strength: s > t (better) or s ≫ t (greatly better).
///
/// Of two states of different rank the higher is better. Which are greatly better agrees with the
/// order: whatever is at least as good as s, where s ≫ t, is greatly better than whatever is no
/// better than t.
///
/// As an [`Attitude`], a slice of these is that of the orders alone: *general* stability counts any
/// improvement and any sanction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Strength {
    ranking: Ranking,
    /// For each rank, below which rank states are greatly worse.
    greatly_below: Vec<u32>,
}

impl Strength {
    /// Takes states to be greatly better than all that are `levels` or more levels of the order
    /// lower; with 0 or 1 every difference is great.
    pub fn by_levels(ranking: Ranking, levels: usize) -> Strength {
        let gap = levels.max(1) - 1;
        let below = (0..ranking.levels()).map(|rank| rank.saturating_sub(gap) as u32).collect();
        Strength { ranking, greatly_below: below }
    }

    /// Takes states to be greatly better than all of a lower tier, and within a tier only better.
    ///
    /// The tiers are a coarser order, such as one made of the first few statements a party's order
    /// is made of.
    ///
    /// ```
    /// use detente_stability::{Ranking, Strength};
    /// // 3 > 2 ≫ 1 > 0
    /// let wants =
    ///     Strength::by_tiers(Ranking::from_values(&[0, 1, 2, 3]), &Ranking::from_values(&[0, 0, 1, 1]))?;
    /// assert!(wants.greatly(0, 2) && wants.greatly(1, 3));
    /// assert!(!wants.greatly(2, 3) && wants.ranking().improves(2, 3));
    /// # Ok::<(), detente_stability::StrengthError>(())
    /// ```
    ///
    /// # Errors
    /// If the tiers are over other states, or put a state into a higher tier than one that is better
    /// or equal.
    pub fn by_tiers(ranking: Ranking, tiers: &Ranking) -> Result<Strength, StrengthError> {
        if ranking.len() != tiers.len() {
            return Err(StrengthError::Length { ranked: ranking.len(), tiered: tiers.len() });
        }
        // Levels of equal states must lie in one tier, and tiers may not fall as ranks rise.
        let mut tier_of: Vec<Option<(u32, usize)>> = vec![None; ranking.levels()];
        for (state, (&rank, &tier)) in ranking.ranks().iter().zip(tiers.ranks()).enumerate() {
            match tier_of[rank as usize] {
                Some((there, other)) if there != tier => {
                    let (higher, lower) =
                        if there > tier { (other, state) } else { (state, other) };
                    return Err(StrengthError::Disagree { higher, lower });
                }
                _ => tier_of[rank as usize] = Some((tier, state)),
            }
        }
        let mut greatly_below = Vec::with_capacity(tier_of.len());
        let mut last: Option<(u32, usize)> = None;
        for (rank, tier) in tier_of.into_iter().enumerate() {
            let Some((tier, state)) = tier else { continue };
            let begin = match last {
                Some((below, other)) if below > tier => {
                    return Err(StrengthError::Disagree { higher: other, lower: state });
                }
                Some((below, _)) if below == tier => greatly_below[rank - 1],
                _ => rank as u32,
            };
            greatly_below.push(begin);
            last = Some((tier, state));
        }
        Ok(Strength { ranking, greatly_below })
    }

    /// Returns the order.
    pub fn ranking(&self) -> &Ranking {
        &self.ranking
    }

    /// Says whether `there` is greatly better than `here`; false for a state that is not ranked.
    pub fn greatly(&self, here: usize, there: usize) -> bool {
        let ranks = self.ranking.ranks();
        let (Some(&here), Some(&there)) = (ranks.get(here), ranks.get(there)) else {
            return false;
        };
        self.greatly_below.get(there as usize).is_some_and(|&below| here < below)
    }
}

/// Says why tiers do not fit an order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StrengthError {
    /// Order and tiers are over different numbers of states.
    Length {
        /// States in the order.
        ranked: usize,
        /// States in the tiers.
        tiered: usize,
    },
    /// A state is in a higher tier than one that is better or equal.
    Disagree {
        /// The state in the higher tier.
        higher: usize,
        /// The state in the lower tier.
        lower: usize,
    },
}

impl fmt::Display for StrengthError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            StrengthError::Length { ranked, tiered } => {
                write!(f, "the order is over {ranked} states, the tiers over {tiered}")
            }
            StrengthError::Disagree { higher, lower } => {
                write!(f, "state {higher} is in a higher tier than {lower}, but is not better")
            }
        }
    }
}

impl std::error::Error for StrengthError {}

impl Attitude for [Strength] {
    fn fits(&self, parties: usize, states: usize) -> bool {
        self.len() == parties && self.iter().all(|strength| strength.ranking.len() == states)
    }
    fn tempted(&self, party: usize, here: usize, there: usize) -> bool {
        self.get(party).is_some_and(|strength| strength.ranking.improves(here, there))
    }
    fn deterred(&self, party: usize, here: usize, outcome: usize) -> bool {
        !self.tempted(party, here, outcome)
    }
}

/// Counts as a sanction only what is greatly worse, and as an improvement whatever is better:
/// *strong* stability.
#[derive(Clone, Copy, Debug)]
pub struct Strongly<'a>(
    /// The preferences, one per party.
    pub &'a [Strength],
);

impl Attitude for Strongly<'_> {
    fn fits(&self, parties: usize, states: usize) -> bool {
        self.0.fits(parties, states)
    }
    fn tempted(&self, party: usize, here: usize, there: usize) -> bool {
        self.0.tempted(party, here, there)
    }
    fn deterred(&self, party: usize, here: usize, outcome: usize) -> bool {
        self.0.get(party).is_some_and(|strength| strength.greatly(outcome, here))
    }
}

/// Holds what is stable in general and what strongly, under one concept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StrengthSolution {
    /// What is stable when any sanction deters: the same as for the orders alone.
    pub general: Solution,
    /// What is stable when only a sanction that is greatly worse deters, and, under `smr` and
    /// `symseq`, every way out of it is greatly worse too. Part of `general`.
    pub strong: Solution,
}

impl StrengthSolution {
    /// Returns the states *weakly* stable for a mover: stable, but not strongly.
    pub fn weak(&self, mover: Mover) -> Option<StateSet> {
        let (general, strong) = (self.general.stable(mover)?, self.strong.stable(mover)?);
        Some(without(general, strong))
    }

    /// Returns the weak equilibria: equilibria in general that are not strongly stable for all.
    pub fn weak_equilibria(&self) -> StateSet {
        without(self.general.equilibria(), self.strong.equilibria())
    }
}

fn without(all: &StateSet, taken: &StateSet) -> StateSet {
    let mut left = all.clone();
    left.subtract(taken);
    left
}

/// Finds what is stable in general and strongly (Hamouda, Kilgour, Hipel 2004 for two parties, 2006
/// for more; `symseq` by the same principle).
///
/// A state where nothing tempts a party is strongly stable for it. The names are `strong-gmr`,
/// `strong-smr`, `strong-seq`, `strong-symseq`, and `weak-…` for the rest.
///
/// # Errors
/// [`RefusalCode::NotDefined`] for `nash`, which knows no sanctions, and `sim`; otherwise as
/// [`solve_graph`].
pub fn solve_strength(
    graph: &Graph,
    strengths: &[Strength],
    concept: Concept,
    context: &Context<'_>,
) -> Result<StrengthSolution, Refusal> {
    if concept == Concept::Nash {
        return Err(Refusal::new(
            RefusalCode::NotDefined,
            "nash knows no sanctions, and so none that is greatly worse",
            "solve for nash by the orders alone",
        ));
    }
    let general = solve_graph(graph, strengths, concept, context)?;
    let strong = solve_graph(graph, &Strongly(strengths), concept, context)?;
    Ok(StrengthSolution { general, strong })
}
