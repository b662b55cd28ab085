//! Comparing lotteries when only ranks are known: which is better whatever the utilities, and if that
//! depends, on what.

use super::{Fraction, Node, Refusal, Tree};
use num_traits::{One, Signed, Zero};
use std::fmt;

/// How probable each level of ranks is, as `base` + p · `slope` for one unknown probability p at most.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lottery {
    /// The part of each level that does not hang on the unknown.
    pub base: Vec<Fraction>,
    /// What of each level hangs on the unknown.
    pub slope: Vec<Fraction>,
    /// The unknown, if there is one.
    pub unknown: Option<Unknown>,
}

/// The probability of the first result of a chance node of two that is not known exactly.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unknown {
    /// The chance node.
    pub node: usize,
    /// It is at least this.
    pub low: Fraction,
    /// It is at most this.
    pub high: Fraction,
}

/// Says what a plan leads to from a node on: how probable each level is.
///
/// `choose` gives the action at each decision that is reached; levels are those of one party, counted
/// from 0, the best.
///
/// # Errors
/// If there is no such node, outcome or action, or more than one probability is unknown.
pub fn lottery(
    tree: &Tree,
    node: usize,
    levels: &[u32],
    choose: impl Fn(usize) -> usize,
) -> Result<Lottery, Refusal> {
    // A level beyond the outcomes would cost memory for levels nothing is on.
    let count = levels.iter().max().map_or(0, |&level| level as usize + 1);
    if node >= tree.len() || levels.len() != tree.outcomes() || count > levels.len() {
        return Err(Refusal::Mismatch);
    }
    let mut found = Lottery {
        base: vec![Fraction::zero(); count],
        slope: vec![Fraction::zero(); count],
        unknown: None,
    };
    // A path meets a chance node once, and one is unknown, so that the chances are linear in it.
    let mut open = vec![(node, Fraction::one(), Fraction::zero())];
    while let Some((node, base, slope)) = open.pop() {
        let children = tree.children(node);
        match tree.node(node) {
            Node::Outcome(outcome) => {
                let level = levels[outcome] as usize;
                found.base[level] += base;
                found.slope[level] += slope;
            }
            Node::Decision(_) => {
                let action = choose(node);
                if action >= children.len() {
                    return Err(Refusal::Mismatch);
                }
                open.push((children.start + action, base, slope));
            }
            Node::Chance(place) => {
                let odds = tree.odds(place);
                if odds.iter().all(|(low, high)| low == high) {
                    for (child, (chance, _)) in children.zip(odds) {
                        open.push((child, &base * chance, &slope * chance));
                    }
                    continue;
                }
                if base.is_zero() && slope.is_zero() {
                    continue;
                }
                let [first, second] = odds else { return Err(Refusal::ManyUnknown(node)) };
                if found.unknown.is_some() {
                    return Err(Refusal::SecondUnknown(node));
                }
                let one = Fraction::one();
                let low = (&one - &second.1).max(first.0.clone());
                let high = (&one - &second.0).min(first.1.clone());
                found.unknown = Some(Unknown { node, low, high });
                open.push((children.start, Fraction::zero(), base.clone()));
                open.push((children.start + 1, base.clone(), -base));
            }
        }
    }
    Ok(found)
}

/// Whether one lottery is better than another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Comparison {
    /// It is, for every utility that fits the ranks and every admissible probability.
    Yes,
    /// It never is.
    No,
    /// It is if and only if the condition holds.
    Depends(Condition),
}

/// The sum over levels k of (`base`\[k\] + p · `slope`\[k\]) · (u(k) − u(k+1)) is greater than nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Condition {
    /// The coefficient of the gap of utility after each level that does not hang on the unknown.
    pub base: Vec<Fraction>,
    /// The coefficient that the unknown is multiplied with.
    pub slope: Vec<Fraction>,
    /// The unknown probability, if there is one.
    pub unknown: Option<Unknown>,
}

/// The unknown probability is above, or below, one weighted sum of gaps divided by another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Threshold {
    /// Whether it must be greater; if not it must be less.
    pub above: bool,
    /// The coefficients of the gaps above the bar.
    pub numerator: Vec<Fraction>,
    /// The coefficients of the gaps below the bar, of which none is negative and one is positive.
    pub denominator: Vec<Fraction>,
}

impl Condition {
    /// Returns whether the condition says no more than that a result of chance is not certain: that the
    /// second is not, or, if it is false, that the first is not; nothing if it says more.
    pub fn unless_certain(&self) -> Option<bool> {
        let Threshold { above, numerator, denominator } = self.threshold()?;
        if above && numerator.iter().all(Zero::is_zero) {
            return Some(true);
        }
        (!above && numerator == denominator).then_some(false)
    }

    /// Returns the condition as a bound on the unknown probability; nothing if there is none, or if its
    /// direction hangs on the utilities.
    pub fn threshold(&self) -> Option<Threshold> {
        self.unknown.as_ref()?;
        if self.slope.iter().all(Zero::is_zero) {
            return None;
        }
        let above = !self.slope.iter().any(Signed::is_negative);
        if !above && self.slope.iter().any(Signed::is_positive) {
            return None;
        }
        let numerator = self.base.iter().map(|base| if above { -base } else { base.clone() });
        let denominator = self.slope.iter().map(Signed::abs);
        Some(Threshold {
            above,
            numerator: numerator.collect(),
            denominator: denominator.collect(),
        })
    }
}

/// Compares two lotteries of one party by first-order stochastic dominance.
///
/// With levels of falling utility, the difference of expected utilities is the sum over levels of how
/// much more probable the first makes it to do at least so well, times the gap to the next level; the
/// gaps can be anything positive (Hadar, Russell, "Rules for ordering uncertain prospects", 1969). As
/// it is linear in the unknown, the two ends of its range decide.
///
/// # Errors
/// If the lotteries have different numbers of levels or different unknowns.
pub fn compare(left: &Lottery, right: &Lottery) -> Result<Comparison, Refusal> {
    if left.base.len() != right.base.len()
        || left.slope.len() != left.base.len()
        || right.slope.len() != right.base.len()
    {
        return Err(Refusal::Mismatch);
    }
    let unknown = match (&left.unknown, &right.unknown) {
        (Some(one), Some(other)) if one != other => return Err(Refusal::SecondUnknown(other.node)),
        (one, other) => one.clone().or_else(|| other.clone()),
    };
    let gaps = left.base.len().saturating_sub(1);
    let running = |left: &[Fraction], right: &[Fraction]| {
        let mut sum = Fraction::zero();
        let mut sums = Vec::with_capacity(gaps);
        for (left, right) in left.iter().zip(right).take(gaps) {
            sum += left - right;
            sums.push(sum.clone());
        }
        sums
    };
    let base = running(&left.base, &right.base);
    let slope = running(&left.slope, &right.slope);
    let zero = Fraction::zero();
    let ends = unknown.as_ref().map_or([&zero; 2], |unknown| [&unknown.low, &unknown.high]);
    let mut all_better = true;
    let mut none_better = true;
    for end in ends {
        let sums = base.iter().zip(&slope).map(|(base, slope)| base + end * slope);
        let sums: Vec<Fraction> = sums.collect();
        let (mut more, mut less) = (false, false);
        for sum in &sums {
            more |= sum.is_positive();
            less |= sum.is_negative();
        }
        all_better &= more && !less;
        none_better &= !more;
    }
    Ok(if all_better {
        Comparison::Yes
    } else if none_better {
        Comparison::No
    } else {
        Comparison::Depends(Condition { base, slope, unknown })
    })
}

/// Writes a weighted sum of gaps in as few differences of utilities as there are.
fn sum(f: &mut fmt::Formatter<'_>, gaps: &[Fraction]) -> fmt::Result {
    let mut from = 0;
    let mut written = false;
    while from < gaps.len() {
        let run = gaps[from..].iter().take_while(|&gap| *gap == gaps[from]).count();
        let (weight, to) = (&gaps[from], from + run);
        if !weight.is_zero() {
            let sign = match (written, weight.is_negative()) {
                (false, false) => "",
                (false, true) => "-",
                (true, false) => " + ",
                (true, true) => " - ",
            };
            write!(f, "{sign}")?;
            if !weight.abs().is_one() {
                write!(f, "{}*", weight.abs())?;
            }
            write!(f, "(u{}-u{})", from + 1, to + 1)?;
            written = true;
        }
        from = to;
    }
    if written { Ok(()) } else { write!(f, "0") }
}

impl fmt::Display for Threshold {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "p {} ", if self.above { '>' } else { '<' })?;
        let terms = |gaps: &[Fraction]| {
            let mut starts = gaps.iter().enumerate();
            let new = |(place, gap): &(usize, &Fraction)| {
                !gap.is_zero() && (*place == 0 || gaps[place - 1] != **gap)
            };
            starts.by_ref().filter(new).count()
        };
        let part = |f: &mut fmt::Formatter<'_>, gaps: &[Fraction]| {
            if terms(gaps) > 1 {
                write!(f, "[")?;
                sum(f, gaps)?;
                write!(f, "]")
            } else {
                sum(f, gaps)
            }
        };
        part(f, &self.numerator)?;
        write!(f, "/")?;
        part(f, &self.denominator)
    }
}

impl fmt::Display for Condition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(threshold) = self.threshold() {
            return write!(f, "{threshold}");
        }
        sum(f, &self.base)?;
        if self.slope.iter().any(|slope| !slope.is_zero()) {
            write!(f, " + p*[")?;
            sum(f, &self.slope)?;
            write!(f, "]")?;
        }
        write!(f, " > 0")
    }
}
