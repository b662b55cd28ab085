//! One filling under one rule: who votes, in which bloc, and what passes.
//!
//! What lives here: the case's bodies given to the engine. What does not: what a rule means, which is
//! `detente-bodies`'.

use super::filling::{Filling, RuleTried, bloc_of, of_case, standing};
use detente_bodies::planner::{Seating, SeatingError};
use detente_bodies::{Body as Voting, BodyError, Question, Rule, Tiers};
use detente_expr::{Expr, ExprKind};
use detente_model::{Body, Member, Model, Voter};
use std::fmt::{self, Display, Formatter};

/// Why a filling and a rule do not go together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Misfit {
    /// The rule names something that the filling does not have.
    Name(String),
    /// Bodies wait for each other's decision, or another is at fault.
    Tier(String),
    /// A body whose decision is asked for has no rule to decide by.
    NoRule(String),
    /// More voters than the planner's table is computed for.
    Size(usize),
}

impl Display for Misfit {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Name(reason) | Self::Tier(reason) | Self::NoRule(reason) => f.write_str(reason),
            Self::Size(voters) => {
                write!(f, "{voters} voters are more than the 64 that are computed")
            }
        }
    }
}

impl From<BodyError> for Misfit {
    fn from(error: BodyError) -> Self {
        Self::Name(error.to_string())
    }
}

/// A body with a rule, ready to vote.
#[derive(Clone, Debug)]
pub struct Chamber {
    /// The voters: the members, then those of bodies whose decision the rule asks for.
    pub voters: Vec<Member>,
    /// The blocs of the voters, by their places in the list of blocs.
    pub bloc: Vec<usize>,
    /// What voters of one bloc the rule does not tell apart.
    pub kind: Vec<usize>,
    rule: Rule,
}

impl Chamber {
    /// Tells whether the voters whose bits are set make the body act.
    pub fn acts(&self, yes: u64) -> bool {
        self.rule.passes_mask(yes)
    }

    /// Tells whether the form of the rule shows that more yes never hurts.
    pub fn only_grows(&self) -> bool {
        self.rule.only_grows()
    }

    /// Tells whether the rule passes whoever votes for it, or never; nothing if it does neither.
    pub fn constant(&self) -> Option<bool> {
        detente_bodies::constant(&self.rule)
    }

    /// Gives the seating to a planner.
    ///
    /// # Errors
    /// If there are too many voters.
    pub fn seating<'a>(
        &self,
        acts: &'a (dyn Fn(u64) -> bool + Sync),
    ) -> Result<Seating<'a>, SeatingError> {
        Seating::new(&self.bloc, &self.kind, acts)
    }
}

/// Puts a filling and a rule together. `blocs` are the blocs known so far; those of further voters are
/// added.
///
/// # Errors
/// Says why the rule does not fit the filling.
pub fn chamber(
    model: &Model,
    filling: &Filling<'_>,
    tried: &RuleTried<'_>,
    blocs: &mut Vec<String>,
) -> Result<Chamber, Misfit> {
    let rule = engine_rule(model, filling, tried)?;
    if rule.len() > 64 {
        return Err(Misfit::Size(rule.len()));
    }
    let voters: Vec<Member> = rule.voters().iter().map(|id| voter(model, filling, id)).collect();
    let bloc = voters.iter().map(|voter| {
        let name = bloc_of(voter);
        blocs.iter().position(|known| known == name).unwrap_or_else(|| {
            blocs.push(name.to_owned());
            blocs.len() - 1
        })
    });
    let bloc: Vec<usize> = bloc.collect();
    let mut keys: Vec<(usize, Option<usize>)> = Vec::new();
    let kind = bloc.iter().zip(rule.kinds()).map(|(&bloc, kind)| {
        keys.iter().position(|known| *known == (bloc, kind)).unwrap_or_else(|| {
            keys.push((bloc, kind));
            keys.len() - 1
        })
    });
    Ok(Chamber { kind: kind.collect(), bloc, voters, rule })
}

/// A voter with its bloc: that of the filling, or of the first body it sits in.
fn voter(model: &Model, filling: &Filling<'_>, id: &str) -> Member {
    let others = model.bodies.iter().flat_map(|body| &body.members);
    let known = filling.members.iter().chain(others).find(|member| member.id == id);
    known.cloned().unwrap_or_else(|| Member { id: id.to_owned(), group: None })
}

/// Gives a filling and a rule to the engine, with the bodies whose decision the rule asks for.
///
/// # Errors
/// Says why the rule does not fit the filling.
pub(crate) fn engine_rule(
    model: &Model,
    filling: &Filling<'_>,
    tried: &RuleTried<'_>,
) -> Result<Rule, Misfit> {
    let mut tiers = Tiers::new();
    let mut open: Vec<Expr> = vec![tried.rule.clone()];
    let mut seen: Vec<&str> = Vec::new();
    let mut members: Vec<Vec<Member>> = vec![filling.members.clone()];
    while let (Some(rule), Some(own)) = (open.pop(), members.pop()) {
        for name in names(&rule) {
            let other = model.bodies.iter().find(|body| body.id == name);
            let Some(other) = other.filter(|_| own.iter().all(|member| member.id != name)) else {
                continue;
            };
            if seen.contains(&other.id.as_str()) {
                continue;
            }
            seen.push(&other.id);
            let (filling, tried) = second(other, &tried.name)?;
            tiers =
                tiers.with_question(&other.id, voting(&filling)?, question(&filling, &tried))?;
            open.push(tried.rule);
            members.push(filling.members);
        }
    }
    let body = voting(filling)?;
    Rule::compile_question(&question(filling, tried), &body, &tiers).map_err(|faults| {
        let fault = faults.first();
        let message = fault.map_or_else(String::new, |fault| fault.fault.message.clone());
        match fault.and_then(|fault| fault.tier.as_ref()) {
            Some(_) => Misfit::Tier(message),
            None => Misfit::Name(message),
        }
    })
}

/// A rule with what happens of itself, and at the request of those who sit.
fn question(filling: &Filling<'_>, tried: &RuleTried<'_>) -> Question {
    let mut question = Question::new(tried.rule.clone());
    if tried.default_act {
        question = question.by_default();
    }
    for voter in tried.requests {
        if let Voter::Member(id) = voter
            && filling.members.iter().any(|member| member.id == *id)
        {
            question = question.at_request_of(id);
        }
    }
    question
}

/// A body as it stands, with its rule for a class of question, or its only one.
fn second<'a>(body: &'a Body, class: &str) -> Result<(Filling<'a>, RuleTried<'a>), Misfit> {
    let rule = match body.rules.as_slice() {
        [one] => Some(one),
        rules => rules.iter().find(|rule| rule.class == class),
    };
    let Some(rule) = rule else {
        return Err(Misfit::NoRule(format!(
            "`{}` has no rule for `{class}`, and not just one rule",
            body.id
        )));
    };
    Ok((standing(body), of_case(rule, true)))
}

fn voting(filling: &Filling<'_>) -> Result<Voting, BodyError> {
    let members = filling.members.iter().map(|member| member.id.clone());
    let mut body = Voting::new(members)?;
    for group in &filling.groups {
        let of: Vec<&str> = group.members.iter().map(String::as_str).collect();
        body = body.with_group(&group.id, &of)?;
    }
    let mut blocs: Vec<&str> = Vec::new();
    for bloc in filling.members.iter().filter_map(|member| member.group.as_deref()) {
        if !blocs.contains(&bloc) && filling.groups.iter().all(|group| group.id != bloc) {
            blocs.push(bloc);
        }
    }
    for bloc in blocs {
        let of = filling.members.iter().filter(|member| member.group.as_deref() == Some(bloc));
        let of: Vec<&str> = of.map(|member| member.id.as_str()).collect();
        body = body.with_group(bloc, &of)?;
    }
    for list in &filling.weights {
        body = body.with_weights(&list.id, &list.weights)?;
    }
    if let Some(chair) = filling.chair {
        body = body.with_chair(&filling.members[chair].id)?;
    }
    Ok(body)
}

/// Every name in a rule, in the order in which they stand.
fn names(rule: &Expr) -> Vec<&str> {
    let mut found = Vec::new();
    rule.each(&mut |expr| {
        if let ExprKind::Name(name) = &expr.kind {
            found.push(name.as_str());
        }
    });
    found
}
