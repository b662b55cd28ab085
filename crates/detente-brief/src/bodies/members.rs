//! The power of single members: a filling and a rule given to the engine of voting power.

use super::filling::{Filling, RuleTried, of_case, standing};
use detente_bodies::{
    Body as Voting, Context, Minimal, Power, Rule, TernaryPower, Tiers, minimal, power,
    ternary_power,
};
use detente_model::{Model, Voter};

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
/// Says why not: the rule does not fit, is not monotone, or is too large; or the body acts by default,
/// which has no winning sets of those who say yes.
pub fn member_power<'a>(
    model: &Model,
    filling: &Filling<'_>,
    tried: &RuleTried<'a>,
) -> Result<MemberPower<'a>, String> {
    let rule = engine_rule(model, filling, tried)?;
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

fn engine_rule(
    model: &Model,
    filling: &Filling<'_>,
    tried: &RuleTried<'_>,
) -> Result<Rule, String> {
    if tried.default_act {
        return Err("it acts unless it is stopped; power is told of rules that members pass".into());
    }
    let mut tiers = Tiers::new();
    for body in model.bodies.iter().filter(|body| !is_member(filling, &body.id)) {
        let own = match body.rules.as_slice() {
            [one] => Some(one),
            rules => rules.iter().find(|rule| rule.class == tried.name),
        };
        let Some(own) = own else { continue };
        let voting = voting(&standing(body))?;
        let own = of_case(own, true);
        tiers = tiers.with(&body.id, voting, own.rule).map_err(|error| error.to_string())?;
    }
    let body = voting(filling)?;
    let rule = Rule::compile_with(&tried.rule, &body, &tiers).map_err(|faults| {
        faults.first().map_or_else(String::new, |fault| fault.fault.message.clone())
    })?;
    // Members at whose request alone the body acts win by themselves.
    let alone = tried.requests.iter().filter_map(|voter| match voter {
        Voter::Member(id) => rule.voters().iter().position(|known| known == id),
        Voter::Party(_) | Voter::Body(_) | Voter::Other(_) => None,
    });
    let alone: Vec<Vec<usize>> = alone.map(|voter| vec![voter]).collect();
    if alone.is_empty() {
        return Ok(rule);
    }
    let asking = Rule::from_winning_sets(rule.len(), &alone).map_err(|error| error.to_string())?;
    Rule::any_of(&[rule, asking]).map_err(|error| error.to_string())
}

fn is_member(filling: &Filling<'_>, id: &str) -> bool {
    filling.members.iter().any(|member| member.id == id)
}

fn voting(filling: &Filling<'_>) -> Result<Voting, String> {
    let members = filling.members.iter().map(|member| member.id.clone());
    let mut body = Voting::new(members).map_err(|error| error.to_string())?;
    let mut groups: Vec<&str> = Vec::new();
    for member in &filling.members {
        if let Some(group) = member.group.as_deref()
            && !groups.contains(&group)
        {
            groups.push(group);
        }
    }
    for group in groups {
        let of = filling.members.iter().filter(|member| member.group.as_deref() == Some(group));
        let of: Vec<&str> = of.map(|member| member.id.as_str()).collect();
        body = body.with_group(group, &of).map_err(|error| error.to_string())?;
    }
    for list in &filling.weights {
        body = body.with_weights(&list.id, &list.weights).map_err(|error| error.to_string())?;
    }
    if let Some(chair) = filling.chair {
        body = body.with_chair(&filling.members[chair].id).map_err(|error| error.to_string())?;
    }
    Ok(body)
}
