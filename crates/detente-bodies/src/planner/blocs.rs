//! Blocs as single voters: what a body comes to if every bloc votes together.

use super::Seating;

/// The rule over blocs, each with one vote.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BlocGame {
    /// How many blocs there are.
    pub blocs: usize,
    /// Whether each set of blocs passes, by the number whose bits are its blocs.
    pub passes: Vec<bool>,
}

/// The most blocs that are treated as voters.
const MAX_BLOCS: usize = 16;

/// Returns the rule over blocs; nothing if there are more than sixteen.
///
/// ```
/// use detente_bodies::planner::{Seating, bloc_game};
///
/// // Two a side and one neutral, two thirds: the neutral decides nothing if the sides vote together.
/// let four_of_five = |yes: u64| yes.count_ones() >= 4;
/// let seating = Seating::new(&[0, 0, 1, 1, 2], &[0; 5], &four_of_five)?;
/// let game = bloc_game(&seating).unwrap();
/// assert!(game.is_dummy(2));
/// assert_eq!(game.swings(), [2, 2, 0]);
/// # Ok::<(), detente_bodies::planner::SeatingError>(())
/// ```
pub fn bloc_game(seating: &Seating<'_>) -> Option<BlocGame> {
    let blocs = seating.blocs();
    if blocs > MAX_BLOCS {
        return None;
    }
    let masks: Vec<u64> = (0..blocs)
        .map(|bloc| {
            let kinds = seating.kinds.iter().filter(|kind| kind.bloc == bloc);
            kinds.flat_map(|kind| &kind.members).fold(0, |mask, member| mask | 1 << member)
        })
        .collect();
    let passes = (0..1_usize << blocs)
        .map(|set| {
            let yes = (0..blocs)
                .filter(|bloc| set >> bloc & 1 == 1)
                .fold(0, |yes, bloc| yes | masks[bloc]);
            (seating.passes)(yes)
        })
        .collect();
    Some(BlocGame { blocs, passes })
}

impl BlocGame {
    /// Returns in how many ways of voting of the others each bloc decides, of `2^(blocs − 1)`
    /// (η of the definitions).
    pub fn swings(&self) -> Vec<u64> {
        (0..self.blocs)
            .map(|bloc| {
                let without = (0..self.passes.len()).filter(|set| set >> bloc & 1 == 0);
                without.filter(|set| !self.passes[*set] && self.passes[set | 1 << bloc]).count()
                    as u64
            })
            .collect()
    }

    /// Tells whether a bloc decides nothing, however the others vote.
    pub fn is_dummy(&self, bloc: usize) -> bool {
        self.swings()[bloc] == 0
    }

    /// Tells whether nothing passes without a bloc, and something does with it.
    pub fn has_veto(&self, bloc: usize) -> bool {
        let all = self.passes.len() - 1;
        self.passes[all] && !self.passes[all & !(1 << bloc)]
    }

    /// Tells whether nothing ever passes.
    pub fn never_passes(&self) -> bool {
        self.passes.last().is_none_or(|passes| !passes)
    }
}
