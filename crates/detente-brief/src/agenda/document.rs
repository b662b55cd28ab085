//! The document of `detente agenda`, and the agenda of a brief.

use super::report::{Agenda, Ladder, LinkedLadder, Rung, RungKind, Walk, Zone};
use crate::bodies::voter_name;
use crate::document::{Block, Document, Inline, Row, Table};
use crate::notes::Notes;
use crate::words::{capital, list, party_short, plural, quoted};
use detente_case::Case;
use detente_model::{Issue, Model, Point, Scale, Shift, Voter};

/// Writes the agenda of a case.
pub fn agenda_document(case: &Case, agenda: &Agenda) -> Document {
    let mut notes = Notes::new(case);
    let mut writer = Writer { case, agenda, notes: &mut notes };
    let mut blocks = vec![Block::Lead(vec![vec![Inline::Strong(writer.lead())]])];
    blocks.push(Block::Table(writer.table()));
    blocks.push(Block::Paragraph(vec![Inline::text(
        "Ladders run from what is asked for to the least that would be taken; … where nothing is known below. What all could take is what every ladder reaches, counting that more than the least is taken too.",
    )]));
    blocks.extend(writer.open());
    blocks.extend(writer.refusals());
    let walks: Vec<Walk> = agenda.walks.clone();
    for walk in &walks {
        blocks.extend(writer.walk(walk));
    }
    let title = format!("{}: the agenda", case.model.title);
    Document::answer(title, None, blocks, notes.finish())
}

/// The agenda in the annex of a brief.
pub(crate) fn agenda_section<'a>(
    case: &'a Case,
    agenda: &Agenda,
    notes: &mut Notes<'a>,
) -> Vec<Block> {
    let mut writer = Writer { case, agenda, notes };
    let mut blocks = vec![Block::Heading("On the table".into()), Block::Table(writer.table())];
    blocks.extend(writer.open());
    blocks
}

struct Writer<'a, 'g, 'n> {
    case: &'a Case,
    agenda: &'g Agenda,
    notes: &'n mut Notes<'a>,
}

/// A place on a scale in words.
pub(super) fn point_words(issue: &Issue, point: Point) -> String {
    match (point, &issue.scale) {
        (Point::Word(word), Scale::Words(words)) => words.get(word).cloned().unwrap_or_default(),
        (Point::Number(value), Scale::Numbers { unit, .. }) => number_words(value, unit),
        (Point::Word(word), Scale::Numbers { .. }) => word.to_string(),
        (Point::Number(value), Scale::Words(_)) => value.to_string(),
    }
}

/// A rung in words: a place, or `20 to 30 crowns` where it lies between two numbers.
fn rung_words(issue: &Issue, rung: &Rung) -> String {
    match (rung.between, &issue.scale) {
        (Some((low, high)), Scale::Numbers { unit, .. }) => {
            format!("{low} to {}", number_words(high, unit))
        }
        _ => point_words(issue, rung.point),
    }
}

/// A number with its unit, which cases give in the plural.
fn number_words(value: f64, unit: &str) -> String {
    let one = value.to_bits() == 1.0_f64.to_bits();
    let unit = if one { unit.strip_suffix('s').unwrap_or(unit) } else { unit };
    format!("{value} {unit}")
}

impl Writer<'_, '_, '_> {
    fn model(&self) -> &Model {
        &self.case.model
    }

    fn lead(&self) -> String {
        let model = self.model();
        let agreed = |zone: &&Zone| matches!(zone, Zone::Words(_) | Zone::Numbers(..));
        let known = self.agenda.zones.iter().filter(|zone| **zone != Zone::Unknown).count();
        let meet = self.agenda.zones.iter().filter(agreed).count();
        let mut text = format!(
            "Of {} on the table, {known} {} positions of two parties or more; on {meet} of them their ladders meet.",
            plural(model.issues.len(), "issue"),
            if known == 1 { "has" } else { "have" },
        );
        let unguarded = self.agenda.unguarded.len();
        if unguarded > 0 {
            text.push_str(&format!(
                " If one signs now, {} without a guarantee.",
                if unguarded == 1 {
                    "1 clause is".into()
                } else {
                    format!("{unguarded} clauses are")
                }
            ));
        }
        text
    }

    fn table(&mut self) -> Table {
        let mut rows = Vec::new();
        for (index, issue) in self.case.model.issues.iter().enumerate() {
            let category = issue.category.map_or(String::new(), |of| format!(" ({})", of.word()));
            let mut what = vec![Inline::text(format!("{}{category}", issue.question))];
            self.notes.mark(&issue.support, &mut what);
            if !issue.asked_by.is_empty() {
                what.push(Inline::text(format!(" – asked by {}", self.names(&issue.asked_by))));
            }
            if !issue.asked_of.is_empty() {
                what.push(Inline::text(format!(" of {}", self.names(&issue.asked_of))));
            }
            let mut ladders = Vec::new();
            let own: Vec<Ladder> = self
                .agenda
                .ladders
                .iter()
                .filter(|ladder| ladder.issue == index)
                .cloned()
                .collect();
            for (count, ladder) in own.iter().enumerate() {
                let position =
                    issue.positions.iter().find(|position| position.party == ladder.party);
                let before = if count > 0 { "; " } else { "" };
                let words = self.ladder(issue, ladder);
                ladders.push(Inline::text(format!("{before}{words}")));
                if let Some(position) = position {
                    self.notes.mark(&position.support, &mut ladders);
                }
            }
            if ladders.is_empty() {
                ladders.push(Inline::text("–"));
            }
            let zone = match &self.agenda.zones[index] {
                // Every party has said how far down it would go.
                Zone::Nothing if own.iter().all(|ladder| ladder.bounded) => "nothing".to_owned(),
                zone => Self::zone(issue, zone),
            };
            let zone = vec![Inline::text(zone)];
            rows.push(Row::Cells(vec![what, ladders, zone]));
        }
        Table {
            caption: "Issues, how far each party would go, and what all could take".into(),
            head: ["Issue", "Ladders", "All could take"].map(String::from).into(),
            rows,
        }
    }

    fn names(&self, voters: &[Voter]) -> String {
        let names: Vec<String> = voters.iter().map(|voter| voter_name(self.case, voter)).collect();
        list(&names, "and")
    }

    fn ladder(&self, issue: &Issue, ladder: &Ladder) -> String {
        format!("{}: {}", party_short(self.model(), ladder.party), Self::rungs(issue, ladder))
    }

    /// The rungs of a ladder, first to last.
    fn rungs(issue: &Issue, ladder: &Ladder) -> String {
        let rungs = ladder.rungs.iter().map(|rung| rung_words(issue, rung));
        let rungs: Vec<String> = rungs.collect();
        format!("{}{}", rungs.join(" → "), if ladder.bounded { "" } else { " → …" })
    }

    fn zone(issue: &Issue, zone: &Zone) -> String {
        match (zone, &issue.scale) {
            (Zone::Words(words), _) => {
                let words: Vec<String> =
                    words.iter().map(|&word| point_words(issue, Point::Word(word))).collect();
                list(&words, "or")
            }
            (Zone::Numbers(from, to), Scale::Numbers { unit, .. }) => {
                if from.to_bits() == to.to_bits() {
                    number_words(*from, unit)
                } else {
                    format!("{from} to {}", number_words(*to, unit))
                }
            }
            (Zone::Numbers(from, to), Scale::Words(_)) => format!("{from} to {to}"),
            (Zone::Nothing, _) => "nothing known".into(),
            (Zone::Unknown, _) => "–".into(),
        }
    }

    /// What stays unguarded, and what waits, as long as issues are open.
    fn open(&self) -> Vec<Block> {
        let model = self.model();
        let questions = |issues: &[usize]| {
            let each: Vec<String> =
                issues.iter().map(|&issue| quoted(&model.issues[issue].question)).collect();
            list(&each, "and")
        };
        let mut items = Vec::new();
        for (clause, issues) in &self.agenda.unguarded {
            items.push(format!(
                "No guarantee that {}: {} {} open.",
                model.clauses[*clause].text,
                questions(issues),
                if issues.len() == 1 { "is" } else { "are" }
            ));
        }
        for (step, issues) in &self.agenda.waiting {
            let text = model.schedule.iter().find(|known| known.id == *step);
            let text = text.map_or(step.as_str(), |step| step.text.as_str());
            items.push(format!("{} waits for {}.", capital(&quoted(text)), questions(issues)));
        }
        if !self.agenda.bare.is_empty() {
            items.push(format!("Nobody's position is known on {}.", questions(&self.agenda.bare)));
        }
        if items.is_empty() {
            return Vec::new();
        }
        let items = items.into_iter().map(|item| vec![Inline::text(item)]);
        vec![Block::Heading("If one signs now".into()), Block::List(items.collect())]
    }

    /// What is done elsewhere when something is refused.
    fn refusals(&mut self) -> Vec<Block> {
        let mut items = Vec::new();
        for issue in &self.case.model.issues {
            for link in &issue.links {
                let to = link
                    .to
                    .as_ref()
                    .and_then(|to| self.case.model.issues.iter().find(|other| other.id == *to));
                let to = to.map_or_else(String::new, |other| format!(" ({})", other.question));
                let mut line =
                    vec![Inline::text(format!("{} Refused: {}{to}.", issue.question, link.text))];
                self.notes.mark(&link.support, &mut line);
                items.push(line);
            }
        }
        if items.is_empty() {
            return Vec::new();
        }
        vec![Block::Heading("What follows from a refusal".into()), Block::List(items)]
    }

    fn walk(&mut self, walk: &Walk) -> Vec<Block> {
        let issue = &self.case.model.issues[walk.refused.issue];
        let who = party_short(self.model(), walk.refused.party);
        let times = match walk.refused.times {
            1 => "once".to_owned(),
            2 => "twice".to_owned(),
            n => format!("{n} times"),
        };
        let mut items = Vec::new();
        for (count, rung) in walk.steps.iter().enumerate() {
            let place = rung_words(issue, rung);
            let kind = match rung.kind {
                RungKind::Opening => "what is asked for at first",
                RungKind::Target => "what is wanted",
                RungKind::Fallback => "what is fallen back to",
                RungKind::Least => "the least that would be taken",
            };
            let when = match count {
                0 => "Before any refusal".to_owned(),
                1 => "Refused once".to_owned(),
                2 => "Refused twice".to_owned(),
                n => format!("Refused {n} times"),
            };
            items.push(vec![Inline::text(format!("{when}: ‘{place}’, {kind}."))]);
        }
        if walk.ends {
            let end = if walk.bounded {
                "Refused again: nothing below that would be taken."
            } else {
                "Refused again: the case does not say what then."
            };
            items.push(vec![Inline::text(end)]);
            for linked in &walk.linked {
                let link = &issue.links[linked.link];
                let mut line = vec![Inline::text(format!("Instead: {}.", link.text))];
                self.notes.mark(&link.support, &mut line);
                items.push(line);
                if let Some(to) = &linked.to {
                    items.push(vec![Inline::text(self.linked(to, link.shift, &who))]);
                }
            }
        }
        let heading = format!("{} refused {times}: {}", capital(&who), issue.question);
        vec![Block::Heading(heading), Block::List(items)]
    }

    /// What a refusal does to the ladder of whoever is refused on another issue.
    fn linked(&self, to: &LinkedLadder, shift: Option<Shift>, who: &str) -> String {
        let issue = &self.case.model.issues[to.issue];
        let rungs = |ladder: &Option<Ladder>| {
            ladder.as_ref().map_or("no position known".into(), |own| Self::rungs(issue, own))
        };
        let (before, after) = (rungs(&to.before), rungs(&to.after));
        let what = match shift {
            _ if to.before == to.after => {
                return format!("{} {who} stands where it stood: {before}.", issue.question);
            }
            Some(Shift::Releases(_)) => "is released and goes further down",
            _ => "is bound and goes no lower than this",
        };
        let zone = match &to.zone {
            Zone::Unknown => String::new(),
            zone => format!(" All could then take: {}.", Self::zone(issue, zone)),
        };
        format!("{} {who} {what}: {after}; before: {before}.{zone}", issue.question)
    }
}
