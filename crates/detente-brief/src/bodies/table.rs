//! The planner's table: every way to fill a body under every rule, with what blocs can force and stop,
//! how often nobody can decide, and the chances of passing as far as the analyst states how members
//! vote.

use super::filling::{FAMILIES, Filling, RuleTried, family, with_seats};
use super::members::{MemberPower, NoPower, member_power};
use super::trial::{Chamber, chamber};
use detente_bodies::planner::{BlocGame, Need, Seating, VoteModel, bloc_game, chance, frontier};
use detente_model::{Body, Model, VoteModel as StatedVotes};

/// The two sides, by the places of their blocs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sides {
    /// The bloc whose side the analyst takes.
    pub ours: usize,
    /// The bloc it is set against.
    pub theirs: usize,
}

/// What is asked of a body.
#[derive(Clone, Debug, PartialEq)]
pub struct BodyAsked<'a> {
    /// The body.
    pub body: &'a Body,
    /// The ways to fill it.
    pub fillings: Vec<Filling<'a>>,
    /// The rules.
    pub rules: Vec<RuleTried<'a>>,
    /// The two sides, if they are known, by name.
    pub sides: Option<(String, String)>,
    /// How members vote, if it is stated.
    pub votes: Option<StatedVotes>,
    /// Whether rules that are improper, or that come to the same as an earlier one under a filling, are
    /// left out.
    pub distinct: bool,
    /// Whether the power of single members is asked for too, which can take long for large bodies.
    pub members: bool,
    /// Whether their minimal winning and blocking sets are wanted too.
    pub sets: bool,
}

/// The chances of passing, from 0 to 1, as far as the analyst states how members vote.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Chances {
    /// That what they want and we do not passes: the mean over the leanings of the others.
    pub against_mean: f64,
    /// The same, for the leaning that is worst for us.
    pub against_worst: f64,
    /// The same worst chance with the sides exchanged: that what we want passes against them.
    pub for_worst: f64,
    /// That what all sides want passes.
    pub common: f64,
}

/// One line of the table.
#[derive(Clone, Debug)]
pub struct Row {
    /// The place of the filling.
    pub filling: usize,
    /// The place of the rule.
    pub rule: usize,
    /// The voters.
    pub chamber: Chamber,
    /// Sets of voters that pass.
    pub winning: u128,
    /// Splits of the voters in which neither side passes what it wants.
    pub deadlocks: u128,
    /// Splits in which both sides do: a rule with any is improper.
    pub conflicts: u128,
    /// Whether each way of voting passes, as [`Seating::outcomes`] lists it.
    pub outcomes: Vec<bool>,
    /// What it comes to if each bloc votes together.
    pub game: Option<BlocGame>,
    /// How many others each bloc needs to stop something, in the order of the blocs; nothing for a bloc
    /// without a seat.
    pub block: Vec<Option<Need>>,
    /// How many others we need to push something through against them.
    pub force: Option<Need>,
    /// How many others they need to push something through against us.
    pub forced: Option<Need>,
    /// The chances of passing.
    pub chances: Option<Chances>,
}

/// A filling that a rule does not fit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unfit {
    /// The place of the filling.
    pub filling: usize,
    /// The place of the rule.
    pub rule: usize,
    /// Why.
    pub reason: String,
}

/// What was found of one body.
#[derive(Clone, Debug)]
pub struct BodyReport<'a> {
    /// What was asked.
    pub asked: BodyAsked<'a>,
    /// The names of the blocs, with those of voters in other bodies.
    pub blocs: Vec<String>,
    /// The two sides, if they are known.
    pub sides: Option<Sides>,
    /// The lines, fillings in order, rules within each.
    pub rows: Vec<Row>,
    /// What could not be computed, and why.
    pub unfit: Vec<Unfit>,
    /// How many lines were left out as improper or the same as an earlier one.
    pub spare: usize,
    /// The lines that no other beats both in what it can do and in what can be done to us.
    pub frontier: Vec<usize>,
    /// The body as it stands under the rules of its classes of question, where other rules are
    /// compared.
    pub classes: Vec<(RuleTried<'a>, Row)>,
    /// The power of single members of the body as it stands, under its own rules or, if it has none,
    /// those compared; or the name of the rule, and why there is none to tell.
    pub members: Vec<Result<MemberPower<'a>, NoPower>>,
}

impl BodyReport<'_> {
    /// Tells whether neither side can push anything through against the other.
    pub fn is_secure(&self, row: &Row) -> bool {
        row.force == Some(Need::Never) && row.forced == Some(Need::Never)
    }

    /// Tells whether a bloc has no voter in a line.
    pub fn is_absent(&self, row: &Row, bloc: usize) -> bool {
        !row.chamber.bloc.contains(&bloc)
    }
}

/// Computes the table.
pub fn body_report<'a>(model: &Model, asked: BodyAsked<'a>) -> BodyReport<'a> {
    let mut blocs = super::filling::blocs(asked.body);
    let place = |name: &str, blocs: &[String]| blocs.iter().position(|known| known == name);
    let sides = asked.sides.as_ref().and_then(|(ours, theirs)| {
        Some(Sides { ours: place(ours, &blocs)?, theirs: place(theirs, &blocs)? })
    });
    let (mut rows, mut unfit, mut spare) = (Vec::new(), Vec::new(), 0);
    for (filling_place, filling) in asked.fillings.iter().enumerate() {
        let first = rows.len();
        for (rule_place, tried) in asked.rules.iter().enumerate() {
            // A filling with a rule of its own for a class of question is judged by that one.
            let own = filling.rules.iter().find(|rule| tried.class && rule.class == tried.name);
            let own = own.map(|rule| super::filling::of_case(rule, true));
            let made = chamber(model, filling, own.as_ref().unwrap_or(tried), &mut blocs);
            let found = made
                .map_err(|misfit| misfit.to_string())
                .and_then(|chamber| row(&chamber, sides, asked.votes.as_ref()));
            match found {
                Ok(found) if asked.distinct && is_spare(&found, &rows[first..]) => spare += 1,
                Ok(found) => rows.push(Row { filling: filling_place, rule: rule_place, ..found }),
                Err(reason) => {
                    unfit.push(Unfit { filling: filling_place, rule: rule_place, reason });
                }
            }
        }
    }
    let points: Vec<(f64, f64)> = rows
        .iter()
        .filter_map(|row: &Row| row.chances.map(|chances| (chances.common, chances.against_worst)))
        .collect();
    let frontier = if points.len() == rows.len() { frontier(&points) } else { Vec::new() };
    let classes = classes(model, &asked, sides, &mut blocs);
    let members = members(model, &asked);
    BodyReport { asked, blocs, sides, rows, unfit, spare, frontier, classes, members }
}

/// The power of single members, where nothing but the body itself is asked about.
fn members<'a>(model: &Model, asked: &BodyAsked<'a>) -> Vec<Result<MemberPower<'a>, NoPower>> {
    if !asked.members {
        return Vec::new();
    }
    let own: Vec<RuleTried<'a>> =
        asked.body.rules.iter().map(|rule| super::filling::of_case(rule, true)).collect();
    let rules = if own.is_empty() { asked.rules.clone() } else { own };
    let standing = super::filling::standing(asked.body);
    let each = rules.into_iter();
    each.map(|rule| member_power(model, &standing, &rule, asked.sets)).collect()
}

/// Whether a line tells nothing beside the others of its filling, or is of an improper rule.
fn is_spare(found: &Row, others: &[Row]) -> bool {
    let same =
        |other: &Row| other.chamber.kind == found.chamber.kind && other.outcomes == found.outcomes;
    found.conflicts > 0 || others.iter().any(same)
}

/// The body as it stands, class by class, unless its own rules are what is compared.
fn classes<'a>(
    model: &Model,
    asked: &BodyAsked<'a>,
    sides: Option<Sides>,
    blocs: &mut Vec<String>,
) -> Vec<(RuleTried<'a>, Row)> {
    if asked.rules.iter().any(|rule| rule.class) {
        return Vec::new();
    }
    let standing = super::filling::standing(asked.body);
    let each = asked.body.rules.iter().filter_map(|rule| {
        let tried = super::filling::of_case(rule, true);
        let made = chamber(model, &standing, &tried, blocs).ok()?;
        Some((tried, row(&made, sides, asked.votes.as_ref()).ok()?))
    });
    each.collect()
}

fn row(
    chamber: &Chamber,
    sides: Option<Sides>,
    votes: Option<&StatedVotes>,
) -> Result<Row, String> {
    let acts = |yes: u64| chamber.acts(yes);
    let seating = chamber.seating(&acts).map_err(|error| error.to_string())?;
    if !chamber.only_grows()
        && let Some((votes, member)) = seating.not_monotone()
    {
        return Err(not_monotone(chamber, votes, member));
    }
    let against = |x: usize, y: usize| {
        (x < seating.blocs() && y < seating.blocs()).then(|| seating.force(&[x], &[y]))
    };
    let each = 0..seating.blocs();
    let blocks = |bloc| (seating.seats(bloc) > 0).then(|| seating.block(&[bloc]));
    let found = Row {
        filling: 0,
        rule: 0,
        winning: seating.winning(),
        deadlocks: seating.deadlocks(),
        conflicts: seating.conflicts(),
        outcomes: seating.outcomes(),
        game: bloc_game(&seating),
        block: each.map(blocks).collect(),
        force: sides.and_then(|sides| against(sides.ours, sides.theirs)),
        forced: sides.and_then(|sides| against(sides.theirs, sides.ours)),
        chances: sides.zip(votes).map(|(sides, votes)| chances(&seating, sides, votes)),
        chamber: chamber.clone(),
    };
    Ok(found)
}

pub(crate) fn not_monotone(chamber: &Chamber, votes: u64, member: usize) -> String {
    let who = |place: usize| chamber.voters[place].id.as_str();
    let yes: Vec<&str> =
        (0..chamber.voters.len()).filter(|place| votes >> place & 1 == 1).map(who).collect();
    let with = if yes.is_empty() { "nobody".to_owned() } else { crate::words::list(&yes, "and") };
    format!("it passes with {with} and fails when {} joins them", who(member))
}

fn chances(seating: &Seating<'_>, sides: Sides, votes: &StatedVotes) -> Chances {
    let model = VoteModel { cohesion: votes.cohesion, departure: votes.departure };
    let with = |yes: usize, no: usize, leaning: f64| {
        let mut lines = vec![leaning; seating.blocs()];
        for (bloc, line) in [(yes, 1.0), (no, 0.0)] {
            if let Some(found) = lines.get_mut(bloc) {
                *found = line;
            }
        }
        chance(seating, model, &lines)
    };
    let against: Vec<f64> =
        votes.leanings.iter().map(|&leaning| with(sides.theirs, sides.ours, leaning)).collect();
    let for_us = votes.leanings.iter().map(|&leaning| with(sides.ours, sides.theirs, leaning));
    Chances {
        against_mean: against.iter().sum::<f64>() / against.len().max(1) as f64,
        against_worst: against.iter().copied().fold(0.0, f64::max),
        for_worst: for_us.fold(0.0, f64::max),
        common: chance(seating, model, &vec![votes.common; seating.blocs()]),
    }
}

/// Every filling of up to so many seats that treats the two sides alike, under every rule with a short
/// name, for [`body_report`]. Blocs other than the two sides have up to as many seats as a side has.
pub fn search_rows<'a>(
    blocs: &[String],
    sides: (&str, &str),
    most: usize,
) -> (Vec<Filling<'a>>, Vec<RuleTried<'a>>) {
    let is_side = |bloc: &String| bloc == sides.0 || bloc == sides.1;
    let mut fillings = Vec::new();
    for each in 1..=most / 2 {
        let others = blocs.iter().filter(|bloc| !is_side(bloc)).count();
        let mut counts = vec![0; others];
        loop {
            let total = 2 * each + counts.iter().sum::<usize>();
            if total <= most {
                let mut rest = counts.iter();
                let seats: Vec<usize> = blocs
                    .iter()
                    .map(
                        |bloc| if is_side(bloc) { each } else { rest.next().copied().unwrap_or(0) },
                    )
                    .collect();
                fillings.push(with_seats(blocs, &seats));
            }
            let Some(next) = counts.iter().position(|&count| count < each) else { break };
            counts[next] += 1;
            counts[..next].fill(0);
        }
    }
    let rules = FAMILIES.iter().filter_map(|(name, _)| family(name, Some(sides))).collect();
    (fillings, rules)
}
