//! The power of single members: a filling and a rule given to the engine of voting power.

use super::filling::{Filling, RuleTried};
use super::trial::engine_rule;
use detente_bodies::{
    Context, Minimal, Power, Refusal, Reversal, Splits, TernaryPower, constant, minimal,
    minimal_winning, power, splits, ternary_power,
};
use detente_model::Model;

/// Minimal winning or blocking sets that are listed; more are counted only.
pub const MOST_SETS: usize = 10_000;

/// The power of single members under one rule.
#[derive(Clone, Debug, PartialEq)]
pub struct MemberPower<'a> {
    /// The rule.
    pub rule: RuleTried<'a>,
    /// The names of the voters: the members, then those of bodies that the rule asks for.
    pub voters: Vec<String>,
    /// What each decides with yes and no.
    pub power: Power,
    /// Whether the rule passes whoever votes for it, or never; nothing if it does neither.
    pub constant: Option<bool>,
    /// Splits in which both camps or neither can act, where they can be counted.
    pub splits: Option<Splits>,
    /// Measures over minimal winning sets, where there are few enough ways of voting to look at.
    pub minimal: Option<Minimal>,
    /// The minimal winning and the minimal blocking sets, if they are at most [`MOST_SETS`] each.
    pub sets: Option<[Vec<Vec<usize>>; 2]>,
    /// What each decides where it may abstain, if the rule lets it.
    pub ternary: Option<TernaryPower>,
}

/// Why the power of members is not told.
#[derive(Clone, Debug, PartialEq)]
pub struct NoPower {
    /// The name of the rule.
    pub rule: String,
    /// The reason.
    pub reason: String,
    /// For a rule that is not monotone: the voters, and the votes that show it.
    pub reversal: Option<(Vec<String>, Reversal)>,
}

/// Computes the power of the members of a filling under a rule.
///
/// # Errors
/// Says why not: the rule does not fit, is not monotone, or is too large.
pub fn member_power<'a>(
    model: &Model,
    filling: &Filling<'_>,
    tried: &RuleTried<'a>,
) -> Result<MemberPower<'a>, NoPower> {
    let no = |reason: String| NoPower { rule: tried.name.clone(), reason, reversal: None };
    let rule = engine_rule(model, filling, tried).map_err(|misfit| no(misfit.to_string()))?;
    let refused = |refusal: Refusal| {
        let reversal = refusal.reversal.clone().map(|shown| (rule.voters().to_vec(), *shown));
        NoPower { reversal, ..no(refusal.to_string()) }
    };
    let context = Context::default();
    let found = power(&rule, &context).map_err(refused)?;
    let ternary = tried.abstain.then(|| ternary_power(&rule, &context));
    let ternary = ternary.transpose().map_err(refused)?;
    let listed =
        |rule: &detente_bodies::Rule| minimal_winning(rule, MOST_SETS, &context).ok().flatten();
    let sets = listed(&rule).and_then(|winning| Some([winning, listed(&rule.dual().ok()?)?]));
    Ok(MemberPower {
        rule: tried.clone(),
        voters: rule.voters().to_vec(),
        power: found,
        constant: constant(&rule),
        splits: splits(&rule, &context).ok(),
        minimal: minimal(&rule, &context).ok(),
        sets,
        ternary,
    })
}
