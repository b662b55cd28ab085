//! Spoilers at a glance: the line that says who would wreck an outcome, and the table.

use crate::document::{Inline, Row, Table};
use crate::spoiler::{OutcomeSpoilers, SpoilerQuestion, is_inside};
use crate::spoiler_words::{
    grouped, in_readings, of_mover, offer_words, standing_words, types_words,
};
use crate::words::{capital, mover_name};
use detente_model::OptionDef;
use detente_stability::Mover;

/// Everybody asked about, in the order of the game.
pub(crate) fn movers(outcome: &OutcomeSpoilers) -> Vec<Mover> {
    let mut movers: Vec<Mover> = Vec::new();
    for found in outcome.readings.iter().flat_map(|at| &at.movers) {
        if !movers.contains(&found.mover) {
            movers.push(found.mover);
        }
    }
    movers
}

/// Says who would end the condition at an outcome, and who would go elsewhere, in which readings.
pub(crate) fn wreckers(question: &SpoilerQuestion<'_>, outcome: &OutcomeSpoilers) -> String {
    let mut parts = who(question, outcome, "wrecks", "wreck it");
    if parts.is_empty() {
        parts.push("nobody would wreck it".into());
    }
    parts.extend(who(question, outcome, "moves-on", "move on and keep it"));
    parts.join("; ")
}

/// One clause for each mover with a standing.
fn who(
    question: &SpoilerQuestion<'_>,
    outcome: &OutcomeSpoilers,
    wanted: &str,
    acts: &str,
) -> Vec<String> {
    let mut parts = Vec::new();
    for mover in movers(outcome) {
        let readings: Vec<usize> = of_mover(outcome, mover)
            .filter(|(_, found)| found.standing.code() == wanted)
            .map(|(at, _)| at.reading)
            .collect();
        if !readings.is_empty() {
            let scope = in_readings(question, outcome, &readings);
            parts.push(format!("{} would {acts}{scope}", mover_name(question.model, mover)));
        }
    }
    parts
}

/// The table of one outcome: who, with a signature or not, what it does, of what type it is, and
/// what would stop it.
pub(crate) fn spoiler_table(
    question: &SpoilerQuestion<'_>,
    outcome: &OutcomeSpoilers,
    caption: String,
) -> Table {
    table(question, outcome, caption, true)
}

/// The same without types, where the condition is too narrow for them to mean much.
pub(crate) fn short_table(
    question: &SpoilerQuestion<'_>,
    outcome: &OutcomeSpoilers,
    caption: String,
) -> Table {
    table(question, outcome, caption, false)
}

fn table(
    question: &SpoilerQuestion<'_>,
    outcome: &OutcomeSpoilers,
    caption: String,
    types: bool,
) -> Table {
    let model = question.model;
    let signs = model.options.iter().any(OptionDef::is_joint);
    let mut head = vec!["Who".to_owned()];
    if signs {
        head.push("Signature".into());
    }
    head.push("At this outcome".into());
    if types {
        head.push("Type of spoiler".into());
    }
    head.push("What stops it".into());
    // Those who hold something together and have nothing left to take are left out.
    let idle = |mover: &Mover| {
        matches!(mover, Mover::Joint(_))
            && of_mover(outcome, *mover).all(|(_, found)| found.standing.code() == "no-move")
    };
    let shown = movers(outcome).into_iter().filter(|mover| !idle(mover));
    let rows = shown.map(|mover| {
        let mut cells = vec![capital(&mover_name(model, mover))];
        if signs {
            cells.push(match mover {
                Mover::Party(party) if is_inside(model, outcome.state, party) => "inside".into(),
                Mover::Party(_) => "outside".into(),
                Mover::Joint(_) => "–".into(),
            });
        }
        let standings = of_mover(outcome, mover)
            .map(|(at, found)| (at.reading, standing_words(&found.standing).to_owned()));
        cells.push(with_readings(question, outcome, standings));
        if types {
            cells.push(types_words(question, outcome, mover));
        }
        let remedies = of_mover(outcome, mover).filter_map(|(at, found)| {
            let offers = &found.remedy.as_ref()?.offers;
            let result = &question.analysis.readings[at.reading];
            let words = match offers.first.first() {
                Some(offer) => offer_words(model, result, at.index, offer.to),
                None if offers.tried => "none".to_owned(),
                None => "not tried".to_owned(),
            };
            let more = match offers.total {
                0 | 1 => String::new(),
                n => format!(" (or {} more)", n - 1),
            };
            Some((at.reading, format!("{words}{more}")))
        });
        let remedies = with_readings(question, outcome, remedies);
        cells.push(if remedies.is_empty() { "–".into() } else { remedies });
        Row::Cells(cells.into_iter().map(|text| vec![Inline::text(text)]).collect())
    });
    Table { caption, head, rows: rows.collect() }
}

/// Words with the readings in which they hold; without where they hold wherever anything is said.
fn with_readings(
    question: &SpoilerQuestion<'_>,
    outcome: &OutcomeSpoilers,
    found: impl Iterator<Item = (usize, String)>,
) -> String {
    let groups = grouped(found);
    let words = groups.iter().map(|(words, readings)| match groups.len() {
        1 => words.clone(),
        _ => format!("{words}{}", in_readings(question, outcome, readings)),
    });
    words.collect::<Vec<_>>().join("; ")
}
