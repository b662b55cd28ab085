//! The power of single members: a filling and a rule given to the engine of voting power.

use super::filling::{Filling, RuleTried};
use super::trial::engine_rule;
use detente_bodies::{Context, Minimal, Power, TernaryPower, minimal, power, ternary_power};
use detente_model::Model;

/// The power of single members under one rule.
#[derive(Clone, Debug, PartialEq)]
pub struct MemberPower<'a> {
    /// The rule.
    pub rule: RuleTried<'a>,
    /// The names of the voters: the members, then those of bodies that the rule asks for.
    pub voters: Vec<String>,
    /// What each decides with yes and no.
    pub power: Power,
    /// Minimal winning sets, where there are few enough ways of voting to look at.
    pub minimal: Option<Minimal>,
    /// What each decides where it may abstain, if the rule lets it.
    pub ternary: Option<TernaryPower>,
}

/// Computes the power of the members of a filling under a rule, exactly.
///
/// # Errors
/// Says why not: the rule does not fit, is not monotone, or is too large.
pub fn member_power<'a>(
    model: &Model,
    filling: &Filling<'_>,
    tried: &RuleTried<'a>,
) -> Result<MemberPower<'a>, String> {
    let rule = engine_rule(model, filling, tried).map_err(|misfit| misfit.to_string())?;
    let context = Context::default();
    let found = power(&rule, &context).map_err(|refusal| refusal.to_string())?;
    let ternary = tried.abstain.then(|| ternary_power(&rule, &context));
    let ternary = ternary.transpose().map_err(|refusal| refusal.to_string())?;
    Ok(MemberPower {
        rule: tried.clone(),
        voters: rule.voters().to_vec(),
        power: found,
        minimal: minimal(&rule, &context).ok(),
        ternary,
    })
}
