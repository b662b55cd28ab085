//! Beliefs: for which of them, over the nodes of an information set, an action is best.

use super::{Context, Fraction, Refusal};
use num_traits::{One, Signed, Zero};

/// For which beliefs over the nodes of its information set an action is best.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Rationality {
    /// For every belief.
    ForEveryBelief,
    /// For some beliefs and not for others.
    ForSome(Beliefs),
    /// For no belief.
    ForNone,
}

/// Beliefs for which an action is best.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Beliefs {
    /// Those that give the second of two nodes at least `low` and at most `high`, and no others.
    Interval {
        /// The least.
        low: Fraction,
        /// The most.
        high: Fraction,
    },
    /// One such belief over more than two nodes, a number for each.
    Example(Vec<Fraction>),
}

/// Judges an action from what each node makes of each action, `worth[node][action]`.
pub(super) fn judge(
    worth: &[Vec<Fraction>],
    action: usize,
    spent: &mut u64,
    context: &Context<'_>,
) -> Result<Rationality, Refusal> {
    // How much better than each other action it is at each node.
    let lead = |row: &Vec<Fraction>| {
        let others = row.iter().enumerate().filter(|(other, _)| *other != action);
        others.map(|(_, value)| &row[action] - value).collect::<Vec<_>>()
    };
    let leads: Vec<Vec<Fraction>> = worth.iter().map(lead).collect();
    if !leads.iter().flatten().any(Signed::is_negative) {
        return Ok(Rationality::ForEveryBelief);
    }
    let (zero, one) = (Fraction::zero(), Fraction::one());
    if let [first, second] = &leads[..] {
        let (mut low, mut high) = (zero, one);
        for (first, second) in first.iter().zip(second) {
            // first + q (second − first) ≥ 0.
            let slope = second - first;
            if slope.is_zero() {
                if first.is_negative() {
                    return Ok(Rationality::ForNone);
                }
                continue;
            }
            let bound = -first / &slope;
            if slope.is_positive() {
                low = low.max(bound);
            } else {
                high = high.min(bound);
            }
        }
        return Ok(if low > high {
            Rationality::ForNone
        } else {
            Rationality::ForSome(Beliefs::Interval { low, high })
        });
    }
    Ok(match best_mix(&leads, spent, context)? {
        (value, _) if value.is_negative() => Rationality::ForNone,
        (_, belief) => Rationality::ForSome(Beliefs::Example(belief)),
    })
}

/// The value of a matrix game to whoever mixes rows to make the least column as great as possible, and
/// the mixture, by the simplex method with Bland's rule, which ends.
fn best_mix(
    rows: &[Vec<Fraction>],
    spent: &mut u64,
    context: &Context<'_>,
) -> Result<(Fraction, Vec<Fraction>), Refusal> {
    let (height, width) = (rows.len(), rows.first().map_or(0, Vec::len));
    // With all numbers positive the value is, and the columns' problem begins at a feasible point.
    let least = rows.iter().flatten().min().cloned().unwrap_or_else(Fraction::zero);
    let shift = Fraction::one() - least;
    let all = width + height;
    // Maximise the sum of y under M y ≤ 1; a column per variable, then per slack, then the right side.
    let mut table: Vec<Vec<Fraction>> = Vec::with_capacity(height + 1);
    for (place, row) in rows.iter().enumerate() {
        let mut line: Vec<Fraction> = row.iter().map(|value| value + &shift).collect();
        line.extend(
            (0..height).map(|slack| Fraction::from_integer(i32::from(slack == place).into())),
        );
        line.push(Fraction::one());
        table.push(line);
    }
    let mut goal = vec![-Fraction::one(); width];
    goal.resize(all + 1, Fraction::zero());
    let mut basis: Vec<usize> = (width..all).collect();
    while let Some(enter) = goal[..all].iter().position(Signed::is_negative) {
        context.spend(spent, (height + 1) * (all + 1))?;
        let ratios = table.iter().enumerate().filter(|(_, line)| line[enter].is_positive());
        let ratios = ratios.map(|(place, line)| (&line[all] / &line[enter], basis[place], place));
        // Every entry of an original column is positive, so that the problem is bounded.
        let Some((_, _, leave)) = ratios.min() else { break };
        let pivot = table[leave][enter].clone();
        for value in &mut table[leave] {
            *value /= &pivot;
        }
        let line = table[leave].clone();
        let clear = |row: &mut Vec<Fraction>| {
            let factor = row[enter].clone();
            if !factor.is_zero() {
                row.iter_mut().zip(&line).for_each(|(value, other)| *value -= &factor * other);
            }
        };
        let others = table.iter_mut().enumerate().filter(|(place, _)| *place != leave);
        others.for_each(|(_, row)| clear(row));
        clear(&mut goal);
        basis[leave] = enter;
    }
    let sum = goal[all].clone();
    if sum.is_zero() {
        // No columns: there is nothing that could be better.
        let mut belief = vec![Fraction::zero(); height];
        belief.iter_mut().take(1).for_each(|first| *first = Fraction::one());
        return Ok((Fraction::zero(), belief));
    }
    let belief = goal[width..all].iter().map(|dual| dual / &sum).collect();
    Ok((sum.recip() - shift, belief))
}
