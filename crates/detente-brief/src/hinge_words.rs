//! Hinges in words: the assumption that is changed, and what it would mean to be wrong about it.

use crate::answer::Answer;
use crate::hinge::{Change, Hinge, Hinges, Origin};
use crate::words::{condition_words, list, party_short, statement_words};
use detente_model::{Change as ReadingChange, Model, Moves, Preference, Statement, Support};

/// The assumption that a change touches. Dropping and reversing a statement touch the same one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Assumption {
    /// A matter is read as in the base and not otherwise.
    Reading {
        /// The matter.
        matter: usize,
        /// The rival reading.
        reading: usize,
    },
    /// A combination is impossible.
    Rule {
        /// The rule, by its place in the base.
        rule: usize,
    },
    /// An option can be taken and given up, by those who own it.
    Option {
        /// The option.
        option: usize,
    },
    /// The game is not as a party sees it.
    View {
        /// The view, by its place.
        view: usize,
    },
    /// A party wants something.
    Statement {
        /// The party.
        party: usize,
        /// The list.
        origin: Origin,
        /// The place.
        place: usize,
    },
    /// A party wants one thing more than the next.
    Order {
        /// The party.
        party: usize,
        /// The list.
        origin: Origin,
        /// The upper of the two places.
        first: usize,
    },
    /// A statement, or rank, stands high or low in its list, and not somewhere else.
    Place {
        /// The party.
        party: usize,
        /// The list.
        origin: Origin,
        /// The place.
        place: usize,
    },
}

/// Returns the assumption that a change touches.
pub fn assumption_of(change: Change) -> Assumption {
    match change {
        Change::Switch { matter, reading } => Assumption::Reading { matter, reading },
        Change::Allow { rule } => Assumption::Rule { rule },
        Change::Forbid { option } | Change::OneWay { option } | Change::Alone { option, .. } => {
            Assumption::Option { option }
        }
        Change::Adopt { view } => Assumption::View { view },
        Change::Swap { party, origin, first } => Assumption::Order { party, origin, first },
        Change::Move { party, origin, from, .. } => {
            Assumption::Place { party, origin, place: from }
        }
        Change::Drop { party, origin, place } | Change::Reverse { party, origin, place } => {
            Assumption::Statement { party, origin, place }
        }
    }
}

/// An assumption with everything that changes when it does.
#[derive(Clone, Debug)]
pub struct Touched<'a> {
    /// The assumption.
    pub assumption: Assumption,
    /// The hinges that touch it.
    pub hinges: Vec<&'a Hinge>,
    /// How many answers the change of it that changes most changes, of all readings, questions and
    /// concepts.
    pub answers: usize,
}

/// Groups hinges by the assumption they touch, those that change most answers first.
pub fn by_assumption(hinges: &Hinges) -> Vec<Touched<'_>> {
    let mut groups: Vec<Touched<'_>> = Vec::new();
    for hinge in &hinges.hinges {
        let assumption = assumption_of(hinge.change);
        match groups.iter_mut().find(|group| group.assumption == assumption) {
            Some(group) => group.hinges.push(hinge),
            None => groups.push(Touched { assumption, hinges: vec![hinge], answers: 0 }),
        }
    }
    for group in &mut groups {
        // An effect names reading, question and concept, each combination once.
        group.answers = group.hinges.iter().map(|hinge| hinge.effects.len()).max().unwrap_or(0);
    }
    groups.sort_by(|a, b| b.answers.cmp(&a.answers).then(a.assumption.cmp(&b.assumption)));
    groups
}

/// The preference of a party in one of its lists.
pub(crate) fn preference(model: &Model, party: usize, origin: Origin) -> &Preference {
    let changes = match origin {
        Origin::Base => None,
        Origin::Reading(matter, reading) => Some(&model.matters[matter].readings[reading].changes),
        Origin::View(view) => Some(&model.views[view].changes),
    };
    if let Some(changes) = changes {
        let own = changes.iter().find_map(|change| match change {
            ReadingChange::Preference(owner, preference) if *owner == party => Some(preference),
            _ => None,
        });
        if let Some(preference) = own {
            return preference;
        }
    }
    &model.preferences[party]
}

pub(crate) fn statement(
    model: &Model,
    party: usize,
    origin: Origin,
    place: usize,
) -> Option<&Statement> {
    preference(model, party, origin).statements().get(place)
}

/// The words of a statement, or of a rank in a direct ranking.
pub(crate) fn wish(model: &Model, party: usize, origin: Origin, place: usize) -> String {
    match preference(model, party, origin) {
        Preference::Statements(statements) => statements
            .get(place)
            .map(|statement| statement_words(model, statement))
            .unwrap_or_default(),
        Preference::Ranking(tiers, _) => tiers
            .get(place)
            .map(|tier| format!("rank {}: {}", place + 1, tier_words(model, &tier.source)))
            .unwrap_or_default(),
    }
}

/// The outcomes of one rank in words; patterns and state numbers stay as they are.
pub(crate) fn tier_words(model: &Model, source: &str) -> String {
    source.split(" | ").map(|part| condition_words(model, part)).collect::<Vec<_>>().join(", or ")
}

/// Says the assumption as a clause that follows "hangs on".
pub fn assumption_words(model: &Model, assumption: Assumption) -> String {
    match assumption {
        Assumption::Reading { matter, reading } => {
            let readings = &model.matters[matter].readings;
            format!("‘{}’ rather than ‘{}’", readings[0].text, readings[reading].text)
        }
        Assumption::Rule { rule } => {
            format!(
                "this being impossible: {}",
                condition_words(model, &model.impossible[rule].source)
            )
        }
        Assumption::Option { option } => {
            let option = &model.options[option];
            let owners: Vec<String> =
                option.owners.iter().map(|&party| party_short(model, party)).collect();
            let how = match (option.is_joint(), option.moves) {
                (true, _) => " only together",
                (false, Moves::Both) => " and stop again",
                (false, _) => "",
            };
            format!("{} being able to {}{how}", list(&owners, "and"), option.text)
        }
        Assumption::View { view } => {
            format!(
                "the case not being as it looks to {}",
                party_short(model, model.views[view].party)
            )
        }
        Assumption::Place { party, origin, place } => format!(
            "how high ‘{}’ stands for {}{}",
            wish(model, party, origin, place),
            party_short(model, party),
            reading_mark(model, party, origin, place)
        ),
        Assumption::Statement { party, origin, place } => format!(
            "{} wanting ‘{}’{}",
            party_short(model, party),
            wish(model, party, origin, place),
            reading_mark(model, party, origin, place)
        ),
        Assumption::Order { party, origin, first } => format!(
            "{} wanting ‘{}’ more than ‘{}’{}",
            party_short(model, party),
            wish(model, party, origin, first),
            wish(model, party, origin, first + 1),
            reading_mark(model, party, origin, first)
        ),
    }
}

/// Names the reading of a wish that occurs under more than one, where the words alone do not tell.
fn reading_mark(model: &Model, party: usize, origin: Origin, place: usize) -> String {
    let Origin::Reading(matter, reading) = origin else { return String::new() };
    let readings = &model.matters[matter].readings;
    let words = wish(model, party, origin, place);
    let elsewhere = (0..readings.len()).filter(|&other| other != reading).any(|other| {
        let origin = Origin::Reading(matter, other);
        let wishes = preference(model, party, origin).statements().len();
        (0..wishes).any(|place| wish(model, party, origin, place) == words)
    });
    if elsewhere { format!(" (in ‘{}’)", readings[reading].id) } else { String::new() }
}

/// Says a change as a clause that follows "if".
pub fn change_words(model: &Model, change: Change) -> String {
    match change {
        Change::Switch { matter, reading } => {
            format!("‘{}’ is the right reading", model.matters[matter].readings[reading].text)
        }
        Change::Allow { rule } => {
            format!(
                "this is possible after all: {}",
                condition_words(model, &model.impossible[rule].source)
            )
        }
        Change::Forbid { option } => {
            let option = &model.options[option];
            let owners: Vec<String> =
                option.owners.iter().map(|&party| party_short(model, party)).collect();
            format!("{} cannot {}", list(&owners, "and"), option.text)
        }
        Change::OneWay { option } => {
            format!("this cannot be undone once done: {}", model.options[option].text)
        }
        Change::Alone { option, party } => {
            format!("{} alone can {}", party_short(model, party), model.options[option].text)
        }
        Change::Adopt { view } => {
            format!("the case is as {} sees it", party_short(model, model.views[view].party))
        }
        Change::Move { party, origin, from, to } => {
            let (more, than) = if to < from { ("more", to) } else { ("less", to) };
            format!(
                "for {} ‘{}’ counts {more} than ‘{}’",
                party_short(model, party),
                wish(model, party, origin, from),
                wish(model, party, origin, than)
            )
        }
        Change::Swap { party, origin, first } => format!(
            "for {} ‘{}’ counts more than ‘{}’",
            party_short(model, party),
            wish(model, party, origin, first + 1),
            wish(model, party, origin, first)
        ),
        Change::Drop { party, origin, place } => {
            format!(
                "‘{}’ does not matter to {}",
                wish(model, party, origin, place),
                party_short(model, party)
            )
        }
        Change::Reverse { party, origin, place } => format!(
            "the opposite of ‘{}’ is what matters to {}",
            wish(model, party, origin, place),
            party_short(model, party)
        ),
    }
}

/// What an assumption rests on: one support, or two for an order.
pub(crate) fn supports(model: &Model, assumption: Assumption) -> Vec<&Support> {
    match assumption {
        Assumption::Reading { matter, reading } => {
            let readings = &model.matters[matter].readings;
            vec![&readings[0].support, &readings[reading].support]
        }
        Assumption::Rule { rule } => vec![&model.impossible[rule].support],
        Assumption::Option { option } => vec![&model.options[option].support],
        Assumption::View { view } => vec![&model.views[view].support],
        Assumption::Statement { party, origin, place }
        | Assumption::Place { party, origin, place } => {
            statement(model, party, origin, place).map(|s| &s.support).into_iter().collect()
        }
        Assumption::Order { party, origin, first } => match preference(model, party, origin) {
            Preference::Ranking(_, support) => vec![support],
            Preference::Statements(statements) => {
                statements.iter().skip(first).take(2).map(|statement| &statement.support).collect()
            }
        },
    }
}

/// Says an answer as the end of "if …".
pub(crate) fn then_words(answer: Answer) -> &'static str {
    match answer {
        Answer::InEvery => "yes in every outcome that holds",
        Answer::InSome => "undecided",
        Answer::InNone => "no in every outcome that holds",
        Answer::NothingStable => "nothing holds at all",
    }
}
