//! Measures of voting power from counts of winning sets and swings.
//!
//! What lives here: the choice of a method, and the measures that follow from the counts by size. What
//! does not: measures over minimal winning sets (`minimal.rs`), unions, abstention.

use crate::answer::{How, Value};
use crate::context::{Context, Refusal, RefusalCode};
use crate::diagram;
use crate::fraction::orders;
use crate::profile::Profile;
use crate::rule::{Rule, Vote};
use crate::sample::sample;
use crate::sort::Kinds;
use crate::table::Table;
use crate::types::Vectors;
use crate::weights::Weighted;
use num_bigint::{BigInt, BigUint};
use num_rational::BigRational;
use num_traits::{One, Zero};
use std::collections::BTreeMap;

/// Count vectors that are walked through before another way is looked for.
const MOST_VECTORS: u128 = 1 << 20;
/// Free voters below which a truth table is written rather than a diagram unfolded.
const SMALL_TABLE: usize = 24;
/// Voters of one threshold from which weights are counted without sizes rather than by a diagram.
const MANY: usize = 40;

/// The power of one voter.
#[derive(Clone, Debug, PartialEq)]
pub struct VoterPower {
    /// Swings η: sets of others that the voter turns from losing to winning; nothing if sampled.
    pub swings: Option<BigUint>,
    /// Banzhaf (Penrose) measure, η / 2^(n−1) (Penrose 1946; Banzhaf 1965). It is also the voter's
    /// decisiveness where every way of voting is equally likely (Laruelle, Valenciano 2005).
    pub banzhaf: Value,
    /// Banzhaf index: the share in all swings; nothing if there are none.
    pub banzhaf_share: Option<Value>,
    /// Shapley–Shubik index (1954): how often the voter decides in a random order.
    pub shapley: Value,
    /// Coleman's power to prevent action, η / ω (1971); nothing if nothing ever passes.
    pub prevent: Option<Value>,
    /// Coleman's power to initiate action, η / (2^n − ω); nothing if everything passes.
    pub initiate: Option<Value>,
    /// Satisfaction: the chance that the outcome is as the voter votes, where every way of voting is
    /// equally likely; (1 + decisiveness) / 2 (Laruelle, Valenciano 2005).
    pub satisfaction: Value,
    /// Luck: satisfaction without having decided, (1 − decisiveness) / 2.
    pub luck: Value,
    /// Whether the voter is in every winning set; so is everybody where nothing ever passes.
    pub veto: bool,
    /// Whether the voter alone can make the body act; so can everybody where everything passes.
    pub passer: bool,
    /// Whether the voter decides nothing; a sampled answer knows it only of voters that do not occur in
    /// the rule.
    pub dummy: bool,
    /// The kind of the voter: voters of one kind are interchangeable. Voters that do not occur in the
    /// rule have none.
    pub kind: Option<usize>,
}

impl VoterPower {
    /// Tells whether the voter alone decides everything.
    pub fn dictator(&self) -> bool {
        self.veto && self.passer && !self.dummy
    }
}

/// The power of all voters under a rule.
#[derive(Clone, Debug, PartialEq)]
pub struct Power {
    /// How many voters there are.
    pub voters: usize,
    /// Winning sets ω, of 2^n sets; nothing if sampled.
    pub winning: Option<BigUint>,
    /// Coleman's power of a collectivity to act, ω / 2^n (1971).
    pub act: Value,
    /// Each voter's power, in the order of the rule's voters.
    pub each: Vec<VoterPower>,
    /// How sets and swings were counted. A bound is of `act` and `banzhaf`; quotients inherit it through
    /// these.
    pub how: How,
    /// How the Shapley–Shubik index was found.
    pub ordering: How,
}

/// Computes the power of all voters under a rule.
///
/// The method is chosen by size and named in the answer: counts of interchangeable voters, a truth table,
/// a recursion over weights, a decision diagram; for a single threshold with many voters and large
/// weights, counting in residues with quadrature for the Shapley–Shubik index; and random draws where
/// nothing else fits.
///
/// ```
/// use detente_bodies::{Context, Rule, power};
///
/// // The council of 1958: Luxembourg is a dummy.
/// let council = Rule::weighted(12, &[4, 4, 4, 2, 2, 1])?;
/// let found = power(&council, &Context::default())?;
/// assert!(found.each[5].dummy);
/// assert_eq!(found.each[0].shapley.to_string(), "7/30");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// If the rule is not monotone, with the votes that show it; if it is too large for every way that the
/// context allows; if the run is cancelled.
pub fn power(rule: &Rule, context: &Context<'_>) -> Result<Power, Refusal> {
    if let Some(weighted) = large(rule, context) {
        return of_weights(rule, &weighted, context);
    }
    match profile(rule, context) {
        Ok(profile) => Ok(of_profile(rule, &profile)),
        // Only a rule that is known to be monotone can be sampled.
        Err(refusal)
            if matches!(refusal.code, RefusalCode::TooLarge | RefusalCode::TooMuchWork)
                && context.samples > 0
                && rule.only_grows() =>
        {
            sampled(rule, context)
        }
        Err(refusal) => Err(refusal),
    }
}

/// Holds how many sets win, and how often each voter turns a losing set into a winning one.
#[derive(Clone, Debug, PartialEq)]
pub struct Counts {
    /// ω, the number of winning sets.
    pub winning: BigUint,
    /// η, for each voter the number of sets of others that it turns from losing to winning.
    pub swings: Vec<BigUint>,
    /// How they were counted.
    pub how: How,
}

/// Counts winning sets and swings exactly, and nothing else.
///
/// This is all that the measures of Banzhaf and Coleman need, and for a fund with large weights much
/// cheaper than [`power`].
///
/// ```
/// use detente_bodies::{Context, Rule, counts};
///
/// let counts = counts(&Rule::weighted(51, &[50, 49, 1])?, &Context::default())?;
/// assert_eq!(counts.swings, [3_u32.into(), 1_u32.into(), 1_u32.into()]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// As [`power`]; where that would draw at random, this refuses.
pub fn counts(rule: &Rule, context: &Context<'_>) -> Result<Counts, Refusal> {
    match large(rule, context) {
        Some(weighted) => large_counts(rule, &weighted, context),
        None => profile(rule, context).map(|profile| profile_counts(rule.len(), &profile)),
    }
}

/// The rule as one threshold of many voters, too heavy for a recursion over size and weight.
fn large(rule: &Rule, context: &Context<'_>) -> Option<Weighted> {
    let weighted = Weighted::of(rule)?;
    let many = weighted.voters.len() > context.max_table.max(MANY)
        && Kinds::of(rule).vectors() > MOST_VECTORS
        && !weighted.fits(context);
    let fits = many
        && weighted.quadrature_fits(context)
        && weighted.residue_steps() <= u128::from(context.max_steps);
    fits.then_some(weighted)
}

/// The counts of a rule by the cheapest exact way.
pub(crate) fn profile(rule: &Rule, context: &Context<'_>) -> Result<Profile, Refusal> {
    let kinds = Kinds::of(rule);
    let voters = rule.len();
    if kinds.vectors() <= MOST_VECTORS {
        let vectors = Vectors::new(rule, kinds, context)?;
        return match vectors.reversal(voters) {
            Some(reversal) => Err(Refusal::not_monotone(reversal)),
            None => Ok(vectors.profile(voters)),
        };
    }
    if let Some(weighted) = Weighted::of(rule).filter(|weighted| weighted.fits(context)) {
        return Ok(weighted.profile(voters));
    }
    let most = context.max_table.min(30);
    let table = |kinds: &Kinds| -> Result<Profile, Refusal> {
        let table = Table::new(rule, kinds, context)?;
        match table.reversal(voters) {
            Some(reversal) => Err(Refusal::not_monotone(reversal)),
            None => Ok(table.profile(voters)),
        }
    };
    if kinds.free() <= SMALL_TABLE.min(most) || (kinds.free() <= most && !rule.only_grows()) {
        return table(&kinds);
    }
    if !rule.only_grows() {
        return Err(Refusal::new(
            RefusalCode::TooLarge,
            format!(
                "whether more yes can hurt is not seen from the rule, and {} voters are too many to try",
                kinds.free()
            ),
            "state the rule in yes votes and weights alone, without `not`, `iff`, `no(…)` and differences",
        ));
    }
    match diagram::profile(rule, &kinds, context) {
        Err(refusal) if refusal.code == RefusalCode::TooLarge && kinds.free() <= most => {
            table(&kinds)
        }
        found => found,
    }
}

/// Counts over all voters: every dummy doubles the sets that the counts are of.
fn profile_counts(voters: usize, profile: &Profile) -> Counts {
    let idle = voters - profile.free;
    let whole = |counts: &[BigUint]| counts.iter().sum::<BigUint>() << idle;
    let kinds: Vec<BigUint> = profile.swings.iter().map(|counts| whole(counts)).collect();
    let own = |kind: &Option<usize>| kind.map_or_else(BigUint::zero, |kind| kinds[kind].clone());
    Counts {
        winning: whole(&profile.wins),
        swings: profile.kind.iter().map(own).collect(),
        how: profile.how,
    }
}

fn of_profile(rule: &Rule, profile: &Profile) -> Power {
    let (coefficients, below) = orders(profile.free.max(1));
    let value = |by_size: &Vec<BigUint>| {
        let parts = by_size.iter().zip(&coefficients).filter(|(count, _)| !count.is_zero());
        let above: BigUint = parts.map(|(count, coefficient)| count * coefficient).sum();
        fraction(&above, &below)
    };
    let kinds: Vec<Value> = profile.swings.iter().map(value).collect();
    let zero = Value::exact(BigRational::zero());
    let shapley = profile.kind.iter().map(|kind| kind.map_or(&zero, |kind| &kinds[kind]).clone());
    let counts = profile_counts(rule.len(), profile);
    measured(rule, counts, shapley.collect(), profile.how)
}

fn large_counts(
    rule: &Rule,
    weighted: &Weighted,
    context: &Context<'_>,
) -> Result<Counts, Refusal> {
    let idle = rule.len() - weighted.voters.len();
    let totals = weighted.totals(rule.len(), context)?;
    let swings = totals.swings.into_iter().map(|count| count << idle).collect();
    Ok(Counts { winning: totals.winning << idle, swings, how: totals.how })
}

fn of_weights(rule: &Rule, weighted: &Weighted, context: &Context<'_>) -> Result<Power, Refusal> {
    let counts = large_counts(rule, weighted, context)?;
    let (values, ordering) = weighted.shapley(rule.len(), context)?;
    Ok(measured(rule, counts, values.into_iter().map(Value::approx).collect(), ordering))
}

/// Puts exact counts, and Shapley–Shubik values with how they were found, into all measures.
fn measured(rule: &Rule, counts: Counts, shapley: Vec<Value>, ordering: How) -> Power {
    let voters = rule.len();
    let Counts { winning, swings, how } = counts;
    let all = BigUint::one() << voters;
    let half = BigUint::one() << voters.saturating_sub(1);
    let (twice, losing) = (&half + &half, &all - &winning);
    let total: BigUint = swings.iter().sum();
    let kinds = rule.kinds();
    let measure = |voter: usize, own: BigUint, shapley: Value| {
        let passer = alone(rule, voter);
        let veto = own == winning;
        VoterPower {
            banzhaf: fraction(&own, &half),
            banzhaf_share: Value::ratio(&own, &total),
            shapley,
            prevent: Value::ratio(&own, &winning),
            initiate: Value::ratio(&own, &losing),
            satisfaction: fraction(&(&half + &own), &twice),
            luck: fraction(&(&half - &own), &twice),
            veto,
            passer,
            dummy: own.is_zero(),
            swings: Some(own),
            kind: kinds[voter],
        }
    };
    // Interchangeable voters are measured once: with thousands, fractions have thousands of digits.
    let mut first: BTreeMap<Option<usize>, usize> = BTreeMap::new();
    let mut each: Vec<VoterPower> = Vec::with_capacity(voters);
    for (voter, (own, shapley)) in swings.into_iter().zip(shapley).enumerate() {
        let known = first.get(&kinds[voter]).map(|&known: &usize| each[known].clone());
        first.entry(kinds[voter]).or_insert(voter);
        each.push(known.unwrap_or_else(|| measure(voter, own, shapley)));
    }
    let act = fraction(&winning, &all);
    Power { voters, act, each, winning: Some(winning), how, ordering }
}

/// Whether this voter alone makes the rule pass.
fn alone(rule: &Rule, voter: usize) -> bool {
    let mut votes = vec![Vote::No; rule.len()];
    votes[voter] = Vote::Yes;
    rule.passes(&votes)
}

fn sampled(rule: &Rule, context: &Context<'_>) -> Result<Power, Refusal> {
    let drawn = sample(rule, context)?;
    let share = |count: u64| count as f64 / drawn.draws as f64;
    let act = share(drawn.passed);
    let total: f64 = drawn.decisive.iter().map(|count| share(*count)).sum();
    let ratio = |own: f64, below: f64| (below > 0.0).then(|| Value::approx(own / below));
    let kinds = rule.kinds();
    let mut votes = vec![Vote::Yes; rule.len()];
    let each = (0..rule.len()).map(|voter| {
        let own = share(drawn.decisive[voter]);
        let passer = alone(rule, voter);
        votes[voter] = Vote::No;
        let veto = !rule.passes(&votes);
        votes[voter] = Vote::Yes;
        VoterPower {
            swings: None,
            banzhaf: Value::approx(own),
            banzhaf_share: ratio(own, total),
            shapley: Value::approx(share(drawn.pivotal[voter])),
            prevent: ratio(own, 2.0 * act),
            initiate: ratio(own, 2.0 * (1.0 - act)),
            satisfaction: Value::approx(f64::midpoint(1.0, own)),
            luck: Value::approx((1.0 - own) / 2.0),
            veto,
            passer,
            dummy: kinds[voter].is_none(),
            kind: kinds[voter],
        }
    });
    let (voters, act) = (rule.len(), Value::approx(act));
    let (how, ordering) = (drawn.how, drawn.how);
    Ok(Power { voters, act, each: each.collect(), winning: None, how, ordering })
}

fn fraction(above: &BigUint, below: &BigUint) -> Value {
    Value::exact(BigRational::new(BigInt::from(above.clone()), BigInt::from(below.clone())))
}
