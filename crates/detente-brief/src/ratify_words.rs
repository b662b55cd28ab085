//! The document of `detente ratify`: the win-set of each party that needs consent, who binds, and
//! what a change in a ratifier's wishes does.

use crate::analysis::{Analysis, choice_name};
use crate::brief::scope::{scope, scoped};
use crate::document::{Block, Document, Figure, Inline, Judgement, Row, Table};
use crate::notes::Notes;
use crate::picture::{Bar, bars};
use crate::ratify::{WinSet, agreements, common, win_set, win_set_alone};
use crate::words::{
    capital, concept_words, condition_words, in_sentence, list, option_sentence, party_name,
};
use detente_case::Case;
use detente_expr::Formula;
use detente_model::{Model, Ratification};

/// Which outcomes and which parties are asked about.
#[derive(Clone, Debug, Default)]
pub struct RatifyAsked {
    /// The outcomes asked about: the condition as written and its meaning.
    pub at: Option<(String, Formula)>,
    /// Only this party.
    pub party: Option<usize>,
}

/// One party that needs consent, with its win-set in every reading.
#[derive(Clone, Debug)]
pub struct Ratified<'a> {
    /// Whose consent it needs.
    pub needed: &'a Ratification,
    /// Its win-sets, in the order of the readings.
    pub sets: Vec<WinSet>,
}

/// Finds the win-sets that are asked about, from an analysis under one concept.
pub fn ratified<'a>(
    model: &'a Model,
    analysis: &Analysis,
    asked: &RatifyAsked,
) -> Vec<Ratified<'a>> {
    let is_wanted = |party: usize| asked.party.is_none_or(|wanted| wanted == party);
    let wanted = model.ratifications.iter().filter(|needed| is_wanted(needed.party));
    let at = asked.at.as_ref().map(|(_, formula)| formula);
    wanted
        .map(|needed| {
            let each = analysis.readings.iter();
            let sets = each.map(|result| win_set(model, needed, result, 0, at)).collect();
            Ratified { needed, sets }
        })
        .collect()
}

/// Writes what was found.
pub fn ratify_document(
    case: &Case,
    analysis: &Analysis,
    asked: &RatifyAsked,
    found: &[Ratified<'_>],
) -> Document {
    let model = &case.model;
    let mut writer = Writer { case, analysis, notes: Notes::new(case) };
    let mut lead: Vec<String> = found.iter().map(|found| writer.lead(found)).collect();
    lead.extend(writer.common_line(found));
    let mut blocks = vec![
        Block::Lead(vec![vec![Inline::Strong(lead.join(" "))]]),
        Block::Paragraph(writer.method(asked, found)),
        Block::Table(writer.table(found)),
    ];
    blocks.extend(writer.figure(found));
    for (number, found) in found.iter().enumerate() {
        blocks.push(Block::Judgement(writer.card(number + 1, found)));
    }
    let title = format!("{}: whose consent is needed", model.title);
    Document::answer(title, None, blocks, writer.notes.finish())
}

/// One line for each party that needs consent: how much would get it, and who binds. Which outcomes
/// hold is taken from the solutions at `place`.
pub(crate) fn ratify_lines(case: &Case, analysis: &Analysis, place: usize) -> Vec<String> {
    let writer = Writer { case, analysis, notes: Notes::new(case) };
    let model = &case.model;
    let line = |needed| {
        let each = analysis.readings.iter();
        let sets = each.map(|result| win_set_alone(model, needed, result, place)).collect();
        writer.lead(&Ratified { needed, sets })
    };
    model.ratifications.iter().map(line).collect()
}

pub(crate) struct Writer<'a> {
    pub(crate) case: &'a Case,
    pub(crate) analysis: &'a Analysis,
    pub(crate) notes: Notes<'a>,
}

impl Writer<'_> {
    /// Some words, and in which readings they are true if not in all.
    pub(crate) fn scoped(&self, words: &str, readings: &[usize]) -> String {
        scoped(&self.case.model, self.analysis, words, readings)
    }

    fn method(&self, asked: &RatifyAsked, found: &[Ratified<'_>]) -> Vec<Inline> {
        let model = &self.case.model;
        let which = match &asked.at {
            Some((source, _)) => {
                format!("Asked about: outcomes where {}", condition_words(model, source))
            }
            None => {
                let joint = "outcomes in which some joint option of the party is taken";
                let none =
                    found.iter().any(|found| agreements(model, found.needed.party).is_none());
                let all = if none { " (all, if it has none)" } else { "" };
                format!("Asked about: {joint}{all}")
            }
        };
        let mut line = vec![Inline::text(format!(
            "{which}. A ratifier consents to what it ranks above what there would be instead; a tie is a refusal."
        ))];
        if let Some(&concept) = self.analysis.concepts.first() {
            line.push(Inline::text(format!(
                " Which outcomes hold: looking at {}",
                concept_words(concept)
            )));
            line.push(Inline::Technical(concept.name().to_owned()));
            line.push(Inline::text("."));
        }
        if let [first, _, ..] = self.analysis.readings.as_slice() {
            line.push(Inline::text(format!(
                " Who binds and what holds are told for the reading {}; --reading chooses another.",
                choice_name(model, &first.choice)
            )));
        }
        line
    }

    fn lead(&self, found: &Ratified<'_>) -> String {
        let sizes = grouped(&found.sets, |set| (set.passing.len(), set.asked.len()));
        let sizes: Vec<String> = sizes
            .iter()
            .enumerate()
            .map(|(place, ((passing, asked), readings))| {
                let words = if place == 0 { " outcomes would get it" } else { "" };
                self.scoped(&format!("{passing} of {asked}{words}"), readings)
            })
            .collect();
        let holding =
            grouped(&found.sets, |set| match (set.holding.len(), set.holding_inside().len()) {
                (0, _) => "none holds",
                (_, 0) => "none that holds would",
                (all, inside) if all == inside => "every one that holds would",
                _ => "some but not all that hold would",
            });
        let holding: Vec<String> =
            holding.iter().map(|(words, readings)| self.scoped(words, readings)).collect();
        format!(
            "{}: {}; {}. {}",
            found.needed.text.trim_end_matches('.'),
            sizes.join(", "),
            holding.join("; "),
            binding_line(found)
        )
    }

    /// The zone of possible agreement of all parties that need consent.
    fn common_line(&self, found: &[Ratified<'_>]) -> Option<String> {
        if found.len() < 2 {
            return None;
        }
        let sizes: Vec<usize> =
            (0..self.analysis.readings.len()).map(|reading| shared(found, reading).len()).collect();
        let groups = grouped(&sizes, |size| *size);
        let parts: Vec<String> = groups
            .iter()
            .map(|(size, readings)| {
                let words = match size {
                    0 => "no outcome".to_owned(),
                    1 => "1 outcome".to_owned(),
                    n => format!("{n} outcomes"),
                };
                self.scoped(&words, readings)
            })
            .collect();
        Some(format!("All consents together: {}.", parts.join(", ")))
    }

    fn table(&self, found: &[Ratified<'_>]) -> Table {
        let model = &self.case.model;
        let mut rows = Vec::new();
        let row = |whose: &str, readings: &[usize], numbers: [usize; 4]| {
            let labels = [whose.to_owned(), self.place(readings)];
            let cells = labels.into_iter().chain(numbers.map(|number| number.to_string()));
            Row::Cells(cells.map(|cell| vec![Inline::text(cell)]).collect())
        };
        for found in found {
            let whose = &model.parties[found.needed.party].short;
            let groups = grouped(&found.sets, numbers);
            rows.extend(groups.iter().map(|(numbers, readings)| row(whose, readings, *numbers)));
        }
        if found.len() > 1 {
            let each: Vec<[usize; 4]> = (0..self.analysis.readings.len())
                .map(|reading| shared_numbers(found, reading))
                .collect();
            let groups = grouped(&each, |numbers| *numbers);
            rows.extend(
                groups.iter().map(|(numbers, readings)| row("All together", readings, *numbers)),
            );
        }
        Table {
            caption:
                "Win-sets: outcomes asked about, those that would pass, those that hold, and both"
                    .into(),
            head: ["Whose", "Reading", "Asked", "Pass", "Hold", "Both"].map(str::to_owned).to_vec(),
            rows,
        }
    }

    fn place(&self, readings: &[usize]) -> String {
        let model = &self.case.model;
        if let Some(scope) = scope(model, self.analysis, readings) {
            return scope;
        }
        match self.analysis.readings.as_slice() {
            [only] if !model.matters.is_empty() => choice_name(model, &only.choice),
            [_] => "as it stands".into(),
            _ => "every reading".into(),
        }
    }

    fn figure(&self, found: &[Ratified<'_>]) -> Option<Block> {
        let model = &self.case.model;
        let most = found.iter().flat_map(|found| &found.sets).map(|set| set.asked.len()).max()?;
        let mut drawn = Vec::new();
        for found in found {
            let groups = grouped(&found.sets, |set| set.passing.len());
            for (value, readings) in groups {
                let name = capital(&party_name(model, found.needed.party));
                let place = scope(model, self.analysis, &readings);
                let label = place.map_or_else(|| name.clone(), |place| format!("{name}, {place}"));
                drawn.push(Bar { label, value });
            }
        }
        let caption = format!("Outcomes in the win-set, of {most} asked about at most");
        Some(Block::Figure(Figure {
            svg: bars(&caption, &drawn, most),
            caption,
            bars: drawn,
            in_text: true,
            ..Figure::default()
        }))
    }

    fn card(&mut self, number: usize, found: &Ratified<'_>) -> Judgement {
        let model = &self.case.model;
        let needed = found.needed;
        let notes = self.notes.cite(&needed.support.because);
        let instead = taken_words(model, model.instead(needed));
        let mut fields: Vec<(String, Vec<Vec<Inline>>)> = vec![
            ("Needed".into(), vec![vec![Inline::text(rule_words(needed))]]),
            ("Otherwise".into(), vec![vec![Inline::text(instead)]]),
        ];
        fields.push(("Who binds".into(), self.members(found)));
        fields.extend(self.outcomes(found));
        fields.extend(self.wishes(found));
        if let Some(assumed) = &needed.support.assumed {
            let words = format!("{} ({})", assumed.reason, assumed.by);
            fields.push(("Assumed".into(), vec![vec![Inline::text(words)]]));
        }
        let against = self.notes.cite(&needed.support.against);
        if !against.is_empty() {
            let line = vec![Inline::text("what speaks against the need"), Inline::Notes(against)];
            fields.push(("Against it".into(), vec![line]));
        }
        let text = format!("{}.", needed.text.trim_end_matches('.'));
        Judgement { number, text: vec![Inline::Strong(text)], fields, notes }
    }
}

/// Says who binds, over all readings.
fn binding_line(found: &Ratified<'_>) -> String {
    let names = |wanted: &dyn Fn(&WinSet, usize) -> bool| -> Vec<String> {
        let members = found.needed.members.iter().enumerate();
        let members = members
            .filter(|(place, _)| found.sets.iter().any(|set| wanted(set, *place)))
            .map(|(_, member)| in_sentence(&member.name));
        members.collect()
    };
    let binding = names(&|set, place| set.members[place].if_always != set.passing.len());
    let pivotal = names(&|set, place| set.members[place].is_pivotal());
    match (binding.len(), pivotal.len()) {
        (0, 0) => "No ratifier decides anything.".into(),
        (0, _) => "No ratifier binds.".into(),
        (1, _) => format!("{} binds.", capital(&binding[0])),
        _ => format!("{} bind.", capital(&list(&binding, "and"))),
    }
}

fn numbers(set: &WinSet) -> [usize; 4] {
    [set.asked.len(), set.passing.len(), set.holding.len(), set.holding_inside().len()]
}

/// The outcomes that get the consent of all parties that need it, in a reading.
pub(crate) fn shared(found: &[Ratified<'_>], reading: usize) -> Vec<usize> {
    let sets: Vec<&WinSet> = found.iter().map(|found| &found.sets[reading]).collect();
    common(&sets)
}

/// The numbers of a row for all parties together.
fn shared_numbers(found: &[Ratified<'_>], reading: usize) -> [usize; 4] {
    let common = shared(found, reading);
    let everywhere = |state: &usize, list: fn(&WinSet) -> &Vec<usize>| {
        found.iter().all(|found| list(&found.sets[reading]).binary_search(state).is_ok())
    };
    let first = &found[0].sets[reading];
    let asked = first.asked.iter().filter(|state| everywhere(state, |set| &set.asked));
    let holding = first.holding.iter().filter(|state| everywhere(state, |set| &set.asked));
    let both = holding.clone().filter(|state| common.contains(state));
    [asked.count(), common.len(), holding.count(), both.count()]
}

/// How the answers of the members add up.
fn rule_words(needed: &Ratification) -> String {
    let names: Vec<String> =
        needed.members.iter().map(|member| in_sentence(&member.name)).collect();
    let who = list(&names, "and");
    match (needed.source.as_str(), names.len()) {
        ("unanimity(ALL)" | "all(ALL)", 1) => format!("the consent of {who}"),
        ("unanimity(ALL)" | "all(ALL)", 2) => format!("the consent of both {who}"),
        ("unanimity(ALL)" | "all(ALL)", _) => format!("the consent of {who}, all of them"),
        ("majority(ALL)", _) => format!("the consent of a majority of {who}"),
        (rule, _) => format!("of {who}, by the rule `{rule}`"),
    }
}

/// What is done in a state, the rest being left undone.
pub(crate) fn taken_words(model: &Model, state: u64) -> String {
    let options = model.options.iter().enumerate();
    let taken: Vec<String> = options
        .filter(|(index, _)| state >> index & 1 == 1)
        .map(|(_, option)| option_sentence(model, option, true))
        .collect();
    match taken.len() {
        0 => "nothing is done".into(),
        n if n == model.options.len() => taken.join("; "),
        _ => format!("{}; nothing else", taken.join("; ")),
    }
}

/// The readings by what is true in them, in the order in which it first occurs.
pub(crate) fn grouped<T, K: PartialEq>(items: &[T], key: impl Fn(&T) -> K) -> Vec<(K, Vec<usize>)> {
    let mut groups: Vec<(K, Vec<usize>)> = Vec::new();
    for (reading, item) in items.iter().enumerate() {
        let key = key(item);
        match groups.iter_mut().find(|(known, _)| *known == key) {
            Some((_, readings)) => readings.push(reading),
            None => groups.push((key, vec![reading])),
        }
    }
    groups
}
