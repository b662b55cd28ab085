//! The power of single members: a filling and a rule given to the engine of voting power.

use super::filling::{Filling, RuleTried};
use super::trial::engine_rule;
use detente_bodies::spatial::{Line, Plane, Point};
use detente_bodies::{
    Context, Minimal, Power, Refusal, Reversal, Rule, Splits, TernaryPower, Vote, constant,
    minimal, minimal_winning, power, splits, ternary_power,
};
use detente_model::{Body, Model};

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
    /// Measures over minimal winning sets, if they are wanted and there are few enough ways of voting to
    /// look at.
    pub minimal: Option<Minimal>,
    /// The minimal winning and the minimal blocking sets, if they are wanted and at most [`MOST_SETS`] each.
    pub sets: Option<[Vec<Vec<usize>>; 2]>,
    /// What each decides where it may abstain, if the rule lets it.
    pub ternary: Option<TernaryPower>,
    /// Where members stand, what would hold there.
    pub spatial: Option<Spatial>,
}

/// Where things stand in a plane, with the members who would leave it, if somebody can.
pub type Leaving = ((f64, f64), Option<Vec<String>>);

/// What holds where members stand on a line or in a plane, each liking points the better the nearer.
#[derive(Clone, Debug, PartialEq)]
pub enum Spatial {
    /// On a line: the points that no winning set would leave, and how far down and up winning sets would
    /// go from where things stand.
    Line {
        /// The core.
        core: Option<(f64, f64)>,
        /// Where things stand, with the ends of what some winning set likes better below and above.
        stands: Option<(f64, Option<f64>, Option<f64>)>,
    },
    /// In a plane: members whose place no winning set would leave, and whether some would leave where
    /// things stand, with the names of those who would.
    Plane {
        /// Members whose places are in the core.
        core: Vec<String>,
        /// Where things stand, and who would leave it, if somebody can.
        stands: Option<Leaving>,
    },
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

/// Computes the power of the members of a filling under a rule; with minimal winning and blocking sets and
/// the measures over them, which take longest, only if they are wanted.
///
/// # Errors
/// Says why not: the rule does not fit, is not monotone, or is too large.
pub fn member_power<'a>(
    model: &Model,
    filling: &Filling<'_>,
    tried: &RuleTried<'a>,
    with_sets: bool,
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
    let listed = |rule: &Rule| minimal_winning(rule, MOST_SETS, &context).ok().flatten();
    let sets = with_sets.then(|| listed(&rule)).flatten();
    let sets = sets.and_then(|winning| Some([winning, listed(&rule.dual().ok()?)?]));
    Ok(MemberPower {
        rule: tried.clone(),
        voters: rule.voters().to_vec(),
        power: found,
        constant: constant(&rule),
        splits: splits(&rule, &context).ok(),
        minimal: with_sets.then(|| minimal(&rule, &context).ok()).flatten(),
        sets,
        ternary,
        spatial: spatial(model, filling, &rule),
    })
}

/// Parts of one in which places are counted.
const PARTS: f64 = 1000.0;

/// Places only stand for the members of the body itself, so that a rule that asks other bodies has none.
fn spatial(model: &Model, filling: &Filling<'_>, rule: &Rule) -> Option<Spatial> {
    let own = |body: &&Body| filling.id.is_none() && body.members == filling.members;
    let places = model.bodies.iter().find(own)?.places.as_ref()?;
    if rule.len() != filling.members.len() || !rule.only_grows() {
        return None;
    }
    let whole = |value: f64| (value * PARTS).round() as i64;
    let back = |value: i64| value as f64 / PARTS;
    let passes = |yes: &[bool]| {
        let votes: Vec<Vote> =
            yes.iter().map(|yes| if *yes { Vote::Yes } else { Vote::No }).collect();
        rule.passes(&votes)
    };
    let plane: Option<Vec<Point>> =
        places.members.iter().map(|(x, y)| Some(Point { x: whole(*x), y: whole((*y)?) })).collect();
    let Some(points) = plane else {
        let line: Vec<i64> = places.members.iter().map(|(x, _)| whole(*x)).collect();
        let line = Line::new(&line, &passes)?;
        let core = line.core().map(|core| (back(core.from), back(core.to)));
        let stands = places.stands.map(|(at, _)| {
            let set = line.win_set(whole(at));
            (at, set.down_to.map(back), set.up_to.map(back))
        });
        return Some(Spatial::Line { core, stands });
    };
    let plane = Plane::new(&points, &passes)?;
    let name = |at: usize| filling.members[at].id.clone();
    let core = points.iter().enumerate().filter(|(_, point)| plane.leave(**point).is_none());
    let core = core.map(|(at, _)| name(at)).collect();
    let stands = places.stands.and_then(|(x, y)| {
        let y = y?;
        let leave = plane.leave(Point { x: whole(x), y: whole(y) });
        Some(((x, y), leave.map(|leave| leave.members.into_iter().map(name).collect())))
    });
    Some(Spatial::Plane { core, stands })
}
