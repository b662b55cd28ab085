//! Equilibria in mixed strategies of trees in which two parties decide.

use super::consistent::recalls;
use super::equilibria::Play;
use super::strategies::{Strategy, strategies};
use super::{Context, Fraction, Payoffs, Refusal, Tree};
use num_traits::{One, Signed, Zero};

/// The most pure strategies of both parties together.
pub const MAX_STRATEGIES: usize = 14;

/// A Nash equilibrium, strategies mixed or pure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mixed {
    /// How probable each action is at each information set; nothing where the party never comes by what
    /// it does itself.
    pub chances: Vec<Option<Vec<Fraction>>>,
    /// What it is worth to each party.
    pub value: Vec<Fraction>,
}

impl Mixed {
    /// Returns whether something is left to a party's own dice.
    pub fn is_mixed(&self) -> bool {
        let own = self.chances.iter().flatten().flatten();
        own.into_iter().any(|chance| !chance.is_zero() && !chance.is_one())
    }
}

/// Lists the extreme Nash equilibria of a tree in which at most two parties decide: the corners of the
/// sets of equilibria, so that every other is a mixture of some of these.
///
/// Strategies are those of the normal form, each with actions only where it can lead. An equilibrium is a
/// pair of corners of the two polytopes of best replies that together have every label (von Stengel,
/// "Computing equilibria for two-person games", *Handbook of Game Theory* 3, 2002); corners are found by
/// solving every choice of bounds in exact numbers. As the parties forget nothing, chances at each set
/// say the same as chances of strategies (Kuhn 1953). Subgame perfection is not asked for.
///
/// # Errors
/// If more than two parties decide, one forgets what it did, there are more than [`MAX_STRATEGIES`], a
/// probability is not exact, the payoffs do not fit, or a limit is reached.
pub fn mixed(tree: &Tree, payoffs: &Payoffs, context: &Context<'_>) -> Result<Vec<Mixed>, Refusal> {
    let play = Play::new(tree, payoffs)?;
    let mut spent = 0;
    let mut parties: Vec<usize> = tree.sets.iter().map(|set| set.party).collect();
    parties.sort_unstable();
    parties.dedup();
    if parties.len() > 2 {
        return Err(Refusal::ThirdParty(parties[2]));
    }
    if !recalls(tree, &tree.members(), &mut spent, context)? {
        return Err(Refusal::Forgets);
    }
    let of = |place: usize, spent: &mut u64| match parties.get(place) {
        Some(&party) => {
            let found = strategies(tree, party, &|_, _| true, MAX_STRATEGIES, spent, context)?;
            found.ok_or(Refusal::TooManyStrategies { limit: MAX_STRATEGIES })
        }
        None => Ok(vec![vec![None; tree.sets.len()]]),
    };
    let (rows, columns) = (of(0, &mut spent)?, of(1, &mut spent)?);
    if rows.len() + columns.len() > MAX_STRATEGIES {
        return Err(Refusal::TooManyStrategies { limit: MAX_STRATEGIES });
    }
    let mut worth: Vec<Vec<Vec<Fraction>>> = Vec::new();
    for row in &rows {
        let mut line = Vec::new();
        for column in &columns {
            let action = |set: usize| row[set].or(column[set]).unwrap_or(0);
            let (value, met) = play.worth(0, &action);
            context.spend(&mut spent, met)?;
            line.push(value);
        }
        worth.push(line);
    }
    // A party that does not decide does not care.
    let own = |place: usize, value: &[Fraction]| {
        parties.get(place).map_or_else(Fraction::zero, |&party| value[party].clone())
    };
    let first: Vec<Vec<Fraction>> =
        worth.iter().map(|line| line.iter().map(|value| own(0, value)).collect()).collect();
    let second: Vec<Vec<Fraction>> = (0..columns.len())
        .map(|column| worth.iter().map(|line| own(1, &line[column])).collect())
        .collect();
    let of_columns = corners(&first, &mut spent, context)?;
    let of_rows = corners(&second, &mut spent, context)?;
    let mut found: Vec<Mixed> = Vec::new();
    let (all_rows, all_columns) = ((1_u32 << rows.len()) - 1, (1_u32 << columns.len()) - 1);
    for left in &of_rows {
        for right in &of_columns {
            context.spend(&mut spent, 1)?;
            // A strategy is not used, or best.
            let labels = (left.unused | right.tight, right.unused | left.tight);
            if labels != (all_rows, all_columns) {
                continue;
            }
            let mut value = vec![Fraction::zero(); tree.parties()];
            for (line, one) in worth.iter().zip(&left.chances) {
                for (cell, other) in line.iter().zip(&right.chances) {
                    let chance = one * other;
                    value.iter_mut().zip(cell).for_each(|(sum, own)| *sum += own * &chance);
                }
            }
            let mut chances = vec![None; tree.sets.len()];
            behave(tree, &rows, &left.chances, &mut chances);
            behave(tree, &columns, &right.chances, &mut chances);
            let one = Mixed { chances, value };
            if !found.contains(&one) {
                found.push(one);
            }
        }
    }
    Ok(found)
}

/// Chances of actions from chances of strategies.
fn behave(
    tree: &Tree,
    strategies: &[Strategy],
    chances: &[Fraction],
    into: &mut [Option<Vec<Fraction>>],
) {
    for (set, own) in into.iter_mut().enumerate() {
        let mut sums = vec![Fraction::zero(); tree.sets[set].actions];
        for (strategy, chance) in strategies.iter().zip(chances) {
            if let Some(action) = strategy[set] {
                sums[action] += chance;
            }
        }
        let all: Fraction = sums.iter().sum();
        if all.is_positive() {
            *own = Some(sums.into_iter().map(|sum| sum / &all).collect());
        }
    }
}

/// A mixture of one party that leaves some strategies of the other best.
struct Corner {
    chances: Vec<Fraction>,
    /// Its own strategies without a chance, as bits.
    unused: u32,
    /// The other's strategies that are best.
    tight: u32,
}

/// The corners of the mixtures of whoever chooses columns: `v ≥ 0`, `matrix · v ≤ 1`, but for 0. The
/// matrix has what each row is worth to the other party.
fn corners(
    matrix: &[Vec<Fraction>],
    spent: &mut u64,
    context: &Context<'_>,
) -> Result<Vec<Corner>, Refusal> {
    let (height, width) = (matrix.len(), matrix.first().map_or(0, Vec::len));
    // With every number positive the polytope is bounded, and replies are the same.
    let least = matrix.iter().flatten().min().cloned().unwrap_or_else(Fraction::zero);
    let shift = Fraction::one() - least;
    let matrix: Vec<Vec<Fraction>> =
        matrix.iter().map(|row| row.iter().map(|value| value + &shift).collect()).collect();
    let mut found: Vec<Corner> = Vec::new();
    // Which bounds hold exactly: rows of the matrix in the low bits, then columns without a chance.
    for bounds in
        (0_u32..1 << (height + width)).filter(|bounds| bounds.count_ones() as usize == width)
    {
        context.spend(spent, width * width * width)?;
        let rows: Vec<usize> = (0..height).filter(|row| bounds >> row & 1 == 1).collect();
        let used: Vec<usize> =
            (0..width).filter(|column| bounds >> (height + column) & 1 == 0).collect();
        let lines = rows.iter().map(|&row| {
            let line = used.iter().map(|&column| matrix[row][column].clone());
            line.chain([Fraction::one()]).collect()
        });
        let Some(solved) = solve(lines.collect()) else { continue };
        if used.is_empty() || solved.iter().any(Signed::is_negative) {
            continue;
        }
        let mut point = vec![Fraction::zero(); width];
        used.iter().zip(solved).for_each(|(&column, value)| point[column] = value);
        let mut tight = 0;
        let mut inside = true;
        for (place, row) in matrix.iter().enumerate() {
            let value: Fraction = row.iter().zip(&point).map(|(one, other)| one * other).sum();
            inside &= value <= Fraction::one();
            tight |= u32::from(value.is_one()) << place;
        }
        if !inside {
            continue;
        }
        let unused = point.iter().enumerate().map(|(place, own)| u32::from(own.is_zero()) << place);
        let unused = unused.sum();
        let all: Fraction = point.iter().sum();
        let chances: Vec<Fraction> = point.into_iter().map(|own| own / &all).collect();
        if !found.iter().any(|known| known.chances == chances) {
            found.push(Corner { chances, unused, tight });
        }
    }
    Ok(found)
}

/// Solves as many equations as unknowns, each line with its right side; nothing if there is not exactly
/// one answer.
fn solve(mut lines: Vec<Vec<Fraction>>) -> Option<Vec<Fraction>> {
    let size = lines.len();
    for column in 0..size {
        let pivot = (column..size).find(|&row| !lines[row][column].is_zero())?;
        lines.swap(column, pivot);
        let factor = lines[column][column].clone();
        lines[column].iter_mut().for_each(|value| *value /= &factor);
        let own = lines[column].clone();
        for (row, line) in lines.iter_mut().enumerate() {
            let factor = line[column].clone();
            if row != column && !factor.is_zero() {
                line.iter_mut().zip(&own).for_each(|(value, other)| *value -= &factor * other);
            }
        }
    }
    lines.into_iter().map(|mut line| line.pop()).collect()
}
