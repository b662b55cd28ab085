//! Drafts and delegations in words.

use super::delegations::{Adversity, SideFound};
use super::document::{Writer, gap_words};
use super::drafts::{Comparison, Conflict, Hunk, Line, Verdict};
use crate::bodies::{body_name, plain, seat_name, voter_name};
use crate::document::{Block, Inline, Row, Table};
use crate::words::{capital, list, quoted};
use detente_model::{Article, Definition, Draft, Support};

impl<'a> Writer<'a, '_, '_> {
    /// Drafts compared, what their articles leave open, and those of which no text is known.
    pub(super) fn drafts(&mut self) -> Vec<Block> {
        let model = self.model();
        if model.drafts.is_empty() {
            return Vec::new();
        }
        let mut blocks = vec![Block::Heading("Drafts".into())];
        let report = self.report;
        for comparison in &report.comparisons {
            blocks.push(Block::Table(self.compared(comparison)));
        }
        let mut items = Vec::new();
        for (draft, open) in model.drafts.iter().zip(&report.articles) {
            let mut line = vec![Inline::text(capital(&draft_name(draft)))];
            self.notes.mark(&draft.support, &mut line);
            let of = &model.instruments[draft.of].text;
            let from: Vec<String> =
                draft.from.iter().map(|voter| voter_name(self.case, voter)).collect();
            let from = if from.is_empty() {
                String::new()
            } else {
                format!(", from {}", list(&from, "and"))
            };
            let left: Vec<String> = draft
                .articles
                .iter()
                .zip(open)
                .filter(|(_, gaps)| !gaps.is_empty())
                .map(|(article, gaps)| format!("{} ({})", article.id, gap_words(gaps)))
                .collect();
            let rest = if draft.articles.is_empty() {
                "no text of it is in the case, so that it is compared with nothing".to_owned()
            } else if left.is_empty() {
                "its words leave nothing open".to_owned()
            } else {
                format!("its words leave open: {}", left.join("; "))
            };
            line.push(Inline::text(format!(", a draft of {of}{from}: {rest}.")));
            items.push(line);
        }
        blocks.push(Block::List(items));
        blocks
    }

    fn compared(&mut self, comparison: &Comparison) -> Table {
        let model = self.model();
        let (first, second) =
            (&model.drafts[comparison.drafts.0], &model.drafts[comparison.drafts.1]);
        let mut rows = Vec::new();
        for line in &comparison.lines {
            let articles: Vec<&Article> = line
                .first
                .map(|place| &first.articles[place])
                .into_iter()
                .chain(line.second.map(|place| &second.articles[place]))
                .collect();
            let (verdict, what) = self.verdict(line, &articles);
            let mut what = vec![Inline::text(what)];
            for article in articles {
                self.notes.mark(&article.support, &mut what);
            }
            rows.push(Row::Cells(vec![
                vec![Inline::text(line.article.clone())],
                vec![Inline::text(verdict)],
                what,
            ]));
        }
        let of = &model.instruments[comparison.of].text;
        Table {
            caption: format!(
                "Drafts of {of}: from {} to {}",
                draft_name(first),
                draft_name(second)
            ),
            head: ["Article", "", "Words"].map(String::from).into(),
            rows,
        }
    }

    fn verdict(&self, line: &Line, articles: &[&Article]) -> (String, String) {
        let text = || articles.first().map(|article| article.text.clone()).unwrap_or_default();
        let names = |ids: &[String]| {
            let names: Vec<String> = ids.iter().map(|id| self.name(id)).collect();
            list(&names, "and")
        };
        match &line.verdict {
            Verdict::Same => ("Same".into(), text()),
            Verdict::Dropped => ("Dropped".into(), text()),
            Verdict::Added => ("Added".into(), text()),
            Verdict::Changed(hunks) => ("Changed".into(), hunk_words(hunks)),
            Verdict::Conflicting(why, hunks) => {
                let why = match why {
                    Conflict::Marked => "marked by the analyst".to_owned(),
                    Conflict::Negated => "one denies the other".to_owned(),
                    Conflict::Numbers(left, right) => {
                        format!("{} against {}", list(left, "and"), list(right, "and"))
                    }
                    Conflict::Parties(left, right) => {
                        format!("{} against {}", names(left), names(right))
                    }
                };
                (format!("Conflicting: {why}"), hunk_words(hunks))
            }
        }
    }

    /// The name of a party, body or person by its name in the case; of others, the name as words.
    fn name(&self, id: &str) -> String {
        if let Some(body) = self.model().bodies.iter().find(|body| body.id == id) {
            return body_name(body);
        }
        let known =
            self.model().party(id).is_some() || self.case.others.iter().any(|other| other.id == id);
        if known { seat_name(self.case, id) } else { plain(id) }
    }

    /// Who may sit under each definition, and for whom that is bad.
    pub(super) fn delegations(&mut self) -> Vec<Block> {
        let model = self.model();
        let report = self.report;
        let mut blocks = Vec::new();
        for (delegation, found) in model.delegations.iter().zip(&report.delegations) {
            if blocks.is_empty() {
                blocks.push(Block::Heading("Delegations".into()));
            }
            let mut rows = Vec::new();
            for (definition, found) in delegation.definitions.iter().zip(&found.definitions) {
                let mut what = vec![Inline::text(capital(&definition.text))];
                self.notes.mark(&definition.support, &mut what);
                let stated = if definition.majority.is_some() { " (as stated)" } else { "" };
                let none = if definition.counted { "none" } else { "not known" };
                let majority = found.majority.as_ref();
                let majority = majority
                    .map_or_else(|| none.to_owned(), |side| format!("{}{stated}", self.name(side)));
                let absent: Vec<String> = found.absent.iter().map(|who| self.name(who)).collect();
                let absent = if absent.is_empty() { "nobody".into() } else { list(&absent, "and") };
                rows.push(Row::Cells(vec![
                    what,
                    vec![Inline::text(capital(&self.seats(definition)))],
                    vec![Inline::text(capital(&majority))],
                    vec![Inline::text(capital(&absent))],
                ]));
            }
            let mut caption =
                format!("Who sits for {}", voter_name(self.case, &delegation.represents));
            if !delegation.absent.is_empty() {
                let names: Vec<String> =
                    delegation.absent.iter().map(|who| self.name(who)).collect();
                caption.push_str(&format!("; with a claim to a seat: {}", list(&names, "and")));
            }
            let head = ["Definition", "Seats", "Majority", "Absent"].map(String::from).into();
            blocks.push(Block::Table(Table { caption, head, rows }));
            let mut items = Vec::new();
            for side in &found.sides {
                let name = capital(&self.name(&side.side));
                let adverse: Vec<String> = side
                    .adverse
                    .iter()
                    .map(|(place, why)| {
                        let text = quoted(&delegation.definitions[*place].text);
                        format!("{text} ({})", self.adversity_words(why))
                    })
                    .collect();
                items.push(vec![Inline::text(if adverse.is_empty() {
                    format!("{name}: no definition is adverse.")
                } else {
                    format!("{name}: adverse are {}.", list(&adverse, "and"))
                })]);
            }
            let mut line = vec![Inline::text(
                "Adverse to a side is a definition that gives it no seat, or its adversaries the majority",
            )];
            self.notes.mark(&delegation.support, &mut line);
            line.push(Inline::text("."));
            blocks.push(Block::Paragraph(line));
            blocks.push(Block::List(items));
        }
        blocks
    }

    fn seats(&self, definition: &Definition) -> String {
        let mut parts = Vec::new();
        for side in definition.sides() {
            let who: Vec<String> = definition
                .seats
                .iter()
                .filter(|seat| seat.side == side)
                .map(|seat| match seat.seats {
                    Some(seats) => format!("{} ({seats})", self.name(&seat.who)),
                    None => self.name(&seat.who),
                })
                .collect();
            let name = self.name(side);
            parts.push(if who.len() == 1 && who[0] == name {
                name
            } else {
                format!("{name}: {}", list(&who, "and"))
            });
        }
        parts.join("; ")
    }

    fn adversity_words(&self, why: &Adversity) -> String {
        let mut words = Vec::new();
        if why.no_seat {
            words.push("no seat".to_owned());
        }
        if !why.outvoted_by.is_empty() {
            let names: Vec<String> = why.outvoted_by.iter().map(|side| self.name(side)).collect();
            let have = if names.len() == 1 { "has" } else { "have" };
            words.push(format!("{} {have} the majority", list(&names, "and")));
        }
        words.join(", ")
    }

    /// Definitions under which the one represented is outvoted by its adversaries, each as a sentence
    /// with what it rests on: who has the majority, and which of its adversaries is absent. All that
    /// are bad for anybody, if the one represented is none of the sides.
    pub(super) fn adverse_sentences(&self) -> Vec<(String, &'a Support)> {
        let model = self.model();
        let mut sentences = Vec::new();
        for (delegation, found) in model.delegations.iter().zip(&self.report.delegations) {
            let own = delegation.represents.id(&model.parties);
            let sits = found.sides.iter().any(|side| side.side == own);
            for (place, definition) in delegation.definitions.iter().enumerate() {
                let outvoted = |side: &&SideFound| {
                    let mut adverse = side.adverse.iter();
                    adverse.any(|(at, why)| *at == place && !why.outvoted_by.is_empty())
                };
                let concerned = found.sides.iter().filter(|side| !sits || side.side == own);
                let majority = found.definitions[place].majority.as_ref();
                let Some(majority) =
                    majority.filter(|_| concerned.clone().any(|side| outvoted(&side)))
                else {
                    continue;
                };
                let mut text = format!(
                    "{}: {} has the majority",
                    capital(&definition.text),
                    self.name(majority)
                );
                let missing: Vec<String> = found
                    .sides
                    .iter()
                    .filter(outvoted)
                    .filter(|side| definition.seats_of(&side.side) == 0)
                    .map(|side| self.name(&side.side))
                    .collect();
                if !missing.is_empty() {
                    let are = if missing.len() == 1 { "is" } else { "are" };
                    text.push_str(&format!(" and {} {are} absent", list(&missing, "and")));
                }
                sentences.push((text, &definition.support));
            }
        }
        sentences
    }
}

fn draft_name(draft: &Draft) -> String {
    draft.text.clone().unwrap_or_else(|| quoted(&draft.id))
}

/// The changed words: "‘30’ becomes ‘60’".
fn hunk_words(hunks: &[Hunk]) -> String {
    let words: Vec<String> = hunks
        .iter()
        .map(|hunk| match (hunk.from.as_str(), hunk.to.as_str()) {
            (from, "") => format!("{} goes", quoted(from)),
            ("", to) => format!("{} comes", quoted(to)),
            (from, to) => format!("{} becomes {}", quoted(from), quoted(to)),
        })
        .collect();
    if words.is_empty() { "the same words".into() } else { words.join("; ") }
}
