//! Measures of voting power from counts of winning sets and swings.
//!
//! What lives here: the choice of a method, and the measures that follow from the counts by size. What
//! does not: measures over minimal winning sets (`minimal.rs`), unions, abstention.

use crate::answer::{How, Value};
use crate::context::{Context, Refusal, RefusalCode};
use crate::diagram;
use crate::fraction::orders;
use crate::profile::Profile;
use crate::rule::Rule;
use crate::sort::Kinds;
use crate::table::Table;
use crate::types::Vectors;
use num_bigint::{BigInt, BigUint};
use num_rational::BigRational;
use num_traits::{One, Zero};

/// Count vectors that are walked through before another way is looked for.
const MOST_VECTORS: u128 = 1 << 20;
/// Free voters below which a truth table is written rather than a diagram unfolded.
const SMALL_TABLE: usize = 24;

/// The power of one voter.
#[derive(Clone, Debug, PartialEq)]
pub struct VoterPower {
    /// Swings η: sets of others that the voter turns from losing to winning.
    pub swings: BigUint,
    /// Banzhaf (Penrose) measure, η / 2^(n−1) (Penrose 1946; Banzhaf 1965).
    pub banzhaf: Value,
    /// Banzhaf index: the share in all swings; nothing if there are none.
    pub banzhaf_share: Option<Value>,
    /// Shapley–Shubik index (1954): how often the voter decides in a random order.
    pub shapley: Value,
    /// Coleman's power to prevent action, η / ω (1971); nothing if nothing ever passes.
    pub prevent: Option<Value>,
    /// Coleman's power to initiate action, η / (2^n − ω); nothing if everything passes.
    pub initiate: Option<Value>,
    /// Whether no set wins without the voter, and some does with it.
    pub veto: bool,
    /// Whether the voter decides nothing.
    pub dummy: bool,
    /// Whether the voter alone decides everything.
    pub dictator: bool,
    /// The kind of the voter: voters of one kind are interchangeable. Dummies that do not occur in the
    /// rule have none.
    pub kind: Option<usize>,
}

/// The power of all voters under a rule.
#[derive(Clone, Debug, PartialEq)]
pub struct Power {
    /// How many voters there are.
    pub voters: usize,
    /// Winning sets ω, of 2^n sets.
    pub winning: BigUint,
    /// Coleman's power of a collectivity to act, ω / 2^n (1971).
    pub act: Value,
    /// Each voter's power, in the order of the rule's voters.
    pub each: Vec<VoterPower>,
    /// How the counts were found.
    pub how: How,
}

/// Computes the power of all voters under a rule, exactly.
///
/// The method is chosen by size: counts of interchangeable voters, a truth table, or a decision diagram.
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
/// If the rule is not monotone, with the votes that show it; if it is too large for every exact way; if
/// the run is cancelled.
pub fn power(rule: &Rule, context: &Context<'_>) -> Result<Power, Refusal> {
    let profile = profile(rule, context)?;
    Ok(measured(rule.len(), &profile))
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
    let most = context.max_table.min(30);
    let table = |kinds: &Kinds| -> Result<Profile, Refusal> {
        let table = Table::new(rule, kinds, context)?;
        match table.reversal(voters) {
            Some(reversal) => Err(Refusal::not_monotone(reversal)),
            None => Ok(table.profile(voters)),
        }
    };
    if kinds.free() <= SMALL_TABLE.min(most) || (kinds.free() <= most && !is_monotone(rule)) {
        return table(&kinds);
    }
    if !is_monotone(rule) {
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

/// Tells whether a rule is monotone by its form: sums that only grow, thresholds and gates that are not
/// turned round.
fn is_monotone(rule: &Rule) -> bool {
    use crate::net::Node;
    let grows = rule.sums.iter().all(|sum| sum.iter().all(|term| term.yes >= 0));
    let upright = rule.nodes.iter().all(|node| match node {
        Node::True | Node::Atom { .. } => true,
        Node::Gate { of, .. } => of.iter().all(|lit| !lit.negated()),
        Node::Iff(..) | Node::Positive(_) => false,
    });
    grows && upright && !rule.root.negated()
}

fn measured(voters: usize, profile: &Profile) -> Power {
    // Every dummy doubles the sets that the counts are of.
    let idle = voters - profile.free;
    let doubled = BigUint::one() << idle;
    let winning = profile.wins.iter().sum::<BigUint>() * &doubled;
    let all = BigUint::one() << voters;
    let half = BigUint::one() << voters.saturating_sub(1);
    let losing = &all - &winning;
    let (coefficients, below) = orders(profile.free.max(1));
    let swings: Vec<BigUint> =
        profile.swings.iter().map(|by_size| by_size.iter().sum::<BigUint>() * &doubled).collect();
    let shapley: Vec<Value> = profile
        .swings
        .iter()
        .map(|by_size| {
            let above: BigUint = by_size.iter().zip(&coefficients).map(|(n, c)| n * c).sum();
            fraction(&above, &below)
        })
        .collect();
    let total: BigUint =
        profile.kind.iter().flatten().map(|&kind| swings[kind].clone()).sum::<BigUint>();
    let full = profile.free;
    let each = profile.kind.iter().map(|&kind| {
        let zero = BigUint::zero();
        let own = kind.map_or(&zero, |kind| &swings[kind]);
        let alone = kind
            .is_some_and(|kind| profile.swings[kind].first().is_some_and(|count| !count.is_zero()));
        let veto = !winning.is_zero() && *own == winning;
        VoterPower {
            banzhaf: fraction(own, &half),
            banzhaf_share: Value::ratio(own, &total),
            shapley: kind.map_or_else(|| fraction(&zero, &half), |kind| shapley[kind].clone()),
            prevent: Value::ratio(own, &winning),
            initiate: Value::ratio(own, &losing),
            veto,
            dummy: own.is_zero(),
            dictator: veto && alone && full > 0,
            swings: own.clone(),
            kind,
        }
    });
    Power { voters, act: fraction(&winning, &all), each: each.collect(), winning, how: profile.how }
}

fn fraction(above: &BigUint, below: &BigUint) -> Value {
    Value::exact(BigRational::new(BigInt::from(above.clone()), BigInt::from(below.clone())))
}
