//! One filling under one rule: who votes, in which bloc, and what passes.

use super::filling::{Filling, RuleTried, bloc_of, of_case, standing};
use detente_bodies::planner::{Seating, SeatingError};
use detente_expr::vote::{Ballot, passes};
use detente_expr::{Expr, ExprKind, rule};
use detente_model::{Body, Member, Model, Voter, WeightList};
use std::fmt::{self, Display, Formatter};

/// Bodies that decide within the rules of other bodies, at most.
const DEEPEST: usize = 8;

/// Why a filling and a rule do not go together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Misfit {
    /// The rule names something that the filling does not have.
    Name(String),
    /// Bodies wait for each other's decision, or one has no rule to decide by.
    Tier(String),
    /// More voters than are computed.
    Size(usize),
}

impl Display for Misfit {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Name(reason) | Self::Tier(reason) => f.write_str(reason),
            Self::Size(voters) => {
                write!(f, "{voters} voters are more than the 64 that are computed")
            }
        }
    }
}

/// A body with a rule, ready to vote.
#[derive(Clone, Debug)]
pub struct Chamber {
    /// The voters: the members, then those of bodies whose decision the rule asks for.
    pub voters: Vec<Member>,
    /// The blocs of the voters, by their places in the list of blocs.
    pub bloc: Vec<usize>,
    /// What voters the rule does not tell apart.
    pub kind: Vec<usize>,
    /// The rule and those it asks for.
    tier: Tier,
}

/// A rule over some of the voters.
#[derive(Clone, Debug)]
struct Tier {
    rule: Expr,
    /// The members, by their names and places among the voters.
    members: Vec<(String, usize)>,
    groups: Vec<(String, Vec<usize>)>,
    weights: Vec<WeightList>,
    chair: Option<usize>,
    /// Members at whose request alone the body acts.
    requests: Vec<usize>,
    default_act: bool,
    bodies: Vec<(String, Tier)>,
}

impl Chamber {
    /// Tells whether the voters whose bits are set make the body act.
    pub fn acts(&self, yes: u64) -> bool {
        self.tier.acts(yes)
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

impl Tier {
    fn acts(&self, yes: u64) -> bool {
        let says = |place: usize| yes >> place & 1 == 1;
        if self.requests.iter().any(|&place| says(place)) {
            return true;
        }
        // Those against must fulfil the rule to stop what happens of itself.
        let for_rule = |place: usize| says(place) != self.default_act;
        let ballot = Ballot {
            members: self
                .members
                .iter()
                .map(|(id, place)| (id.as_str(), for_rule(*place)))
                .collect(),
            groups: self.groups.iter().map(|(id, places)| (id.as_str(), places.clone())).collect(),
            weights: self
                .weights
                .iter()
                .map(|list| (list.id.as_str(), list.weights.as_slice()))
                .collect(),
            chair: self.chair,
            bodies: self
                .bodies
                .iter()
                .map(|(id, tier)| (id.as_str(), tier.acts(yes) != self.default_act))
                .collect(),
        };
        passes(&self.rule, &ballot) != self.default_act
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
    let mut voters = filling.members.clone();
    let tier = tier(model, filling, tried, &mut voters, 0)?;
    if voters.len() > 64 {
        return Err(Misfit::Size(voters.len()));
    }
    let bloc = voters.iter().map(|voter| {
        let name = bloc_of(voter);
        blocs.iter().position(|known| known == name).unwrap_or_else(|| {
            blocs.push(name.to_owned());
            blocs.len() - 1
        })
    });
    let bloc: Vec<usize> = bloc.collect();
    let mut keys: Vec<Vec<String>> = Vec::new();
    let kind = (0..voters.len()).map(|place| {
        let mut key = vec![bloc[place].to_string()];
        tier.tell_apart(place, &mut key);
        keys.iter().position(|known| *known == key).unwrap_or_else(|| {
            keys.push(key);
            keys.len() - 1
        })
    });
    Ok(Chamber { kind: kind.collect(), bloc, voters, tier })
}

impl Tier {
    /// Adds everything by which the rule can tell a voter from others.
    fn tell_apart(&self, place: usize, key: &mut Vec<String>) {
        let Some(seat) = self.members.iter().position(|(_, voter)| *voter == place) else {
            key.push("outside".into());
            self.bodies.iter().for_each(|(_, tier)| tier.tell_apart(place, key));
            return;
        };
        let (id, _) = &self.members[seat];
        let named = names(&self.rule);
        let by_name = named.contains(&id.as_str())
            || self.requests.contains(&place)
            || (self.chair == Some(seat) && named.contains(&"chair"));
        key.push(if by_name { format!("name {id}") } else { String::new() });
        for (group, seats) in &self.groups {
            if seats.contains(&seat) && named.contains(&group.as_str()) {
                key.push(format!("group {group}"));
            }
        }
        for list in self.weights.iter().filter(|list| named.contains(&list.id.as_str())) {
            key.push(format!("{} {}", list.id, list.weights[seat]));
        }
        self.bodies.iter().for_each(|(_, tier)| tier.tell_apart(place, key));
    }
}

fn tier(
    model: &Model,
    filling: &Filling<'_>,
    tried: &RuleTried<'_>,
    voters: &mut Vec<Member>,
    depth: usize,
) -> Result<Tier, Misfit> {
    let members: Vec<(String, usize)> = filling
        .members
        .iter()
        .map(|member| {
            // A member of two bodies is one voter.
            let known = voters.iter().position(|voter| voter.id == member.id);
            let place = known.unwrap_or_else(|| {
                voters.push(member.clone());
                voters.len() - 1
            });
            (member.id.clone(), place)
        })
        .collect();
    let mut groups: Vec<(String, Vec<usize>)> = Vec::new();
    for (seat, member) in filling.members.iter().enumerate() {
        let Some(name) = &member.group else { continue };
        match groups.iter_mut().find(|(known, _)| known == name) {
            Some((_, seats)) => seats.push(seat),
            None => groups.push((name.clone(), vec![seat])),
        }
    }
    fits(model, filling, tried, &groups)?;
    let mut bodies = Vec::new();
    for name in names(&tried.rule) {
        let is_member = filling.members.iter().any(|member| member.id == name);
        let other = model.bodies.iter().find(|body| body.id == name);
        let Some(other) = other.filter(|_| !is_member) else { continue };
        if bodies.iter().any(|(known, _)| known == name) {
            continue;
        }
        if depth == DEEPEST {
            return Err(Misfit::Tier(format!(
                "`{name}` is asked for {DEEPEST} bodies deep; do two bodies wait for each other?"
            )));
        }
        let (filling, tried) = second(other, &tried.name)?;
        bodies.push((name.to_owned(), tier(model, &filling, &tried, voters, depth + 1)?));
    }
    let requests = tried.requests.iter().filter_map(|voter| match voter {
        Voter::Member(id) => members.iter().find(|(known, _)| known == id).map(|(_, place)| *place),
        Voter::Party(_) | Voter::Body(_) | Voter::Other(_) => None,
    });
    Ok(Tier {
        rule: tried.rule.clone(),
        requests: requests.collect(),
        members,
        groups,
        weights: filling.weights.clone(),
        chair: filling.chair,
        default_act: tried.default_act,
        bodies,
    })
}

/// A body as it stands, with its rule for a class of question, or its only one.
fn second<'a>(body: &'a Body, class: &str) -> Result<(Filling<'a>, RuleTried<'a>), Misfit> {
    let rule = match body.rules.as_slice() {
        [one] => Some(one),
        rules => rules.iter().find(|rule| rule.class == class),
    };
    let Some(rule) = rule else {
        return Err(Misfit::Tier(format!(
            "`{}` has no rule for `{class}`, and not just one rule",
            body.id
        )));
    };
    Ok((standing(body), of_case(rule, true)))
}

/// Says why a rule does not fit: a name that the filling does not have.
fn fits(
    model: &Model,
    filling: &Filling<'_>,
    tried: &RuleTried<'_>,
    groups: &[(String, Vec<usize>)],
) -> Result<(), Misfit> {
    let lookup = |name: &str| {
        if name == "ALL" || groups.iter().any(|(known, _)| known == name) {
            Some(rule::Entity::Group)
        } else if filling.members.iter().any(|member| member.id == name) {
            Some(rule::Entity::Member)
        } else if filling.weights.iter().any(|list| list.id == name) {
            Some(rule::Entity::Weights)
        } else {
            model.bodies.iter().any(|body| body.id == name).then_some(rule::Entity::Body)
        }
    };
    match rule::check(&tried.rule, &lookup).first() {
        Some(fault) => Err(Misfit::Name(fault.message.clone())),
        None => Ok(()),
    }
}

/// Every name in a rule, in the order in which they stand, and `chair` where that function does.
fn names(rule: &Expr) -> Vec<&str> {
    let mut found = Vec::new();
    collect(rule, &mut found);
    found
}

fn collect<'a>(expr: &'a Expr, found: &mut Vec<&'a str>) {
    match &expr.kind {
        ExprKind::Name(name) => found.push(name),
        ExprKind::Not(inner) => collect(inner, found),
        ExprKind::And(items) | ExprKind::Or(items) => {
            items.iter().for_each(|item| collect(item, found));
        }
        ExprKind::If(left, right)
        | ExprKind::Iff(left, right)
        | ExprKind::Compare(_, left, right)
        | ExprKind::Arith(_, left, right) => {
            collect(left, found);
            collect(right, found);
        }
        ExprKind::Call { name, args, .. } => {
            if name == "chair" {
                found.push(name);
            }
            args.iter().for_each(|item| collect(item, found));
        }
        ExprKind::Int(_) | ExprKind::Broken => {}
    }
}
