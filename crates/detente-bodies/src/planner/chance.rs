//! The vote model: how likely a thing is to pass if blocs have lines and members depart from them.

use super::Seating;

/// What is stated of how members vote. Probabilities, from 0 to 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct VoteModel {
    /// The chance that a whole bloc takes one draw of its line (κ of the definitions); otherwise each
    /// member draws alone.
    pub cohesion: f64,
    /// The chance that a member departs from its own draw (ε).
    pub departure: f64,
}

/// The chance that the line of each bloc is yes, in the order of the blocs.
pub type Lines<'a> = &'a [f64];

/// Returns the probability that a rule passes: the exact sum over all votes.
///
/// ```
/// use detente_bodies::planner::{Seating, VoteModel, chance};
///
/// // One from each side, unanimity: what the first wants and the second does not.
/// let all = |yes: u64| yes == 0b111;
/// let seating = Seating::new(&[0, 1, 2], &[0; 3], &all)?;
/// let model = VoteModel { cohesion: 0.5, departure: 0.1 };
/// let passes = chance(&seating, model, &[1.0, 0.0, 0.8]);
/// assert!((passes - 0.9 * 0.1 * 0.74).abs() < 1e-12);
/// # Ok::<(), detente_bodies::planner::SeatingError>(())
/// ```
pub fn chance(seating: &Seating<'_>, model: VoteModel, lines: Lines<'_>) -> f64 {
    // The chance of each number of yes votes in a bloc, for one given set of members.
    let votes: Vec<Vec<f64>> = (0..seating.blocs())
        .map(|bloc| {
            let line = lines.get(bloc).copied().unwrap_or_default();
            one_set(seating.seats(bloc), line, model)
        })
        .collect();
    let mut sum = 0.0;
    let mut yes = vec![0; seating.blocs()];
    seating.each(|kind| (0, kind.members.len()), &mut |profile| {
        if !(seating.passes)(profile.mask) {
            return;
        }
        yes.fill(0);
        for (kind, count) in seating.kinds.iter().zip(&profile.yes) {
            yes[kind.bloc] += count;
        }
        let product: f64 = votes.iter().zip(&yes).map(|(votes, &yes)| votes[yes]).product();
        sum += profile.ways as f64 * product;
    });
    sum
}

/// The chance that exactly one given set of `yes` members of a bloc votes yes, for each number.
fn one_set(seats: usize, line: f64, model: VoteModel) -> Vec<f64> {
    let VoteModel { cohesion, departure } = model;
    let alone = line * (1.0 - departure) + (1.0 - line) * departure;
    let power = |base: f64, exponent: usize| (0..exponent).fold(1.0, |product, _| product * base);
    (0..=seats)
        .map(|yes| {
            let no = seats - yes;
            let with = power(1.0 - departure, yes) * power(departure, no);
            let against = power(departure, yes) * power(1.0 - departure, no);
            cohesion * (line * with + (1.0 - line) * against)
                + (1.0 - cohesion) * power(alone, yes) * power(1.0 - alone, no)
        })
        .collect()
}
