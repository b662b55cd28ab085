//! The document of `detente ledger`, and the ledger of a brief.

use super::report::{LedgerReport, amount_words, clash_words, how_many, range_words, taking_part};
use crate::bodies::voter_name;
use crate::document::{Block, Document, Inline, Row, Table};
use crate::notes::Notes;
use crate::words::{capital, list};
use detente_case::Case;
use detente_model::{Day, Model, Voter, unit_of};
use detente_plans::ledger::Range;

/// Writes the ledger of a case.
pub fn ledger_document(case: &Case, report: &LedgerReport) -> Document {
    let mut notes = Notes::new(case);
    let mut writer = Writer { case, report, notes: &mut notes };
    let mut blocks = vec![Block::Lead(vec![vec![Inline::Strong(writer.lead())]])];
    blocks.extend(writer.body());
    let title = format!("{}: the figures", case.model.title);
    Document::answer(title, None, blocks, notes.finish())
}

/// The ledger in the annex of a brief.
pub(crate) fn ledger_section<'a>(
    case: &'a Case,
    report: &LedgerReport,
    notes: &mut Notes<'a>,
) -> Vec<Block> {
    let mut writer = Writer { case, report, notes };
    let mut blocks = vec![Block::Heading("The figures".into())];
    blocks.extend(writer.body());
    blocks
}

struct Writer<'a, 'r, 'n> {
    case: &'a Case,
    report: &'r LedgerReport,
    notes: &'n mut Notes<'a>,
}

impl Writer<'_, '_, '_> {
    fn model(&self) -> &Model {
        &self.case.model
    }

    fn lead(&self) -> String {
        let model = self.model();
        let clashes = self.report.counts.clashes.len();
        let mut text = match clashes {
            0 => "No figure contradicts another.".to_owned(),
            n => format!("{} cannot be true together.", how_many(n, "pair or group of figures")),
        };
        if let Some(&clash) = self.report.counts.clashes.first() {
            let day = self.report.days.first().copied().flatten();
            text = format!("{}.", capital(&clash_words(model, clash, day)));
            if clashes > 1 {
                text.push_str(&format!(" {} more of the kind.", clashes - 1));
            }
        }
        let open = self.open();
        if !open.is_empty() {
            let texts: Vec<String> =
                open.iter().map(|&place| format!("‘{}’", model.ledger[place].text)).collect();
            text.push_str(&format!(" Open: {}.", list(&texts, "and")));
        }
        let unverified = model.ledger.iter().filter(|entry| entry.verifiers.is_empty()).count();
        if unverified > 0 {
            let have = if unverified == 1 { "has" } else { "have" };
            text.push_str(&format!(
                " {} {have} nobody who verifies.",
                how_many(unverified, "count")
            ));
        }
        text
    }

    /// Counts of which nothing is known, or whose figures clash.
    fn open(&self) -> Vec<usize> {
        let ranges = self.report.counts.ranges.iter().enumerate();
        ranges
            .filter(|(_, range)| matches!(range, None | Some(Range { low: 0, high: None })))
            .map(|(place, _)| place)
            .collect()
    }

    fn body(&mut self) -> Vec<Block> {
        let mut blocks = vec![Block::Table(self.table())];
        let clashes: Vec<_> = self.report.counts.clashes.iter().zip(&self.report.days).collect();
        if !clashes.is_empty() {
            let mut items = Vec::new();
            for (&clash, &day) in clashes {
                let words = capital(&clash_words(self.model(), clash, day));
                let mut line = vec![Inline::text(words)];
                let mut claims: Vec<String> = Vec::new();
                for (place, index) in taking_part(self.model(), clash, day) {
                    claims.extend(
                        self.case.model.ledger[place].figures[index].support.because.clone(),
                    );
                }
                self.notes.add(&claims, &mut line);
                items.push(line);
            }
            blocks.push(Block::Heading("What cannot be true together".into()));
            blocks.push(Block::List(items));
        }
        let changes = self.changes();
        if !changes.is_empty() {
            blocks.push(Block::Heading("What changes from day to day".into()));
            blocks.push(Block::List(changes));
        }
        let holders = self.holders();
        if !holders.is_empty() {
            blocks.push(Block::Heading("Who has what".into()));
            blocks.push(Block::List(holders));
        }
        blocks
    }

    fn table(&mut self) -> Table {
        let mut rows = Vec::new();
        let units = self.case.model.ledger.iter().any(|entry| entry.unit.is_some());
        for place in self.order() {
            let entry = &self.case.model.ledger[place];
            let mut depth = 0;
            let mut at = place;
            while let Some(group) = self.case.model.ledger[at].part_of {
                depth += 1;
                at = group;
            }
            let of = if depth == 0 {
                capital(&entry.text)
            } else {
                format!("{}of these: {}", "– ".repeat(depth - 1), entry.text)
            };
            let mut what = vec![Inline::text(of)];
            if entry.figures.is_empty() {
                self.notes.mark(&entry.support, &mut what);
            }
            let mut figures = Vec::new();
            for (index, figure) in entry.figures.iter().enumerate() {
                let before = if index > 0 { "; " } else { "" };
                let day =
                    figure.as_of.map_or_else(String::new, |day| format!(" ({})", day.in_full()));
                figures.push(Inline::text(format!("{before}{}{day}", amount_words(figure.amount))));
                self.notes.mark(&figure.support, &mut figures);
            }
            if figures.is_empty() {
                figures.push(Inline::text("–"));
            }
            let names = |voters: &[Voter]| {
                let names: Vec<String> =
                    voters.iter().map(|voter| voter_name(self.case, voter)).collect();
                if names.is_empty() { "–".into() } else { capital(&list(&names, "and")) }
            };
            let mut cells = vec![
                what,
                figures,
                vec![Inline::text(range_words(self.report.counts.ranges[place]))],
                vec![Inline::text(names(&entry.verifiers))],
            ];
            if units {
                let unit = unit_of(&self.case.model.ledger, place).unwrap_or("–");
                cells.insert(1, vec![Inline::text(unit)]);
            }
            rows.push(Row::Cells(cells));
        }
        let head = ["What", "Unit", "Figures", "Can be", "Verified by"];
        let head = head.into_iter().filter(|head| units || *head != "Unit");
        Table {
            caption: "Counts as the record gives them, and what they can be".into(),
            head: head.map(String::from).collect(),
            rows,
        }
    }

    /// Counts whose figures are of different days, day by day.
    fn changes(&mut self) -> Vec<Vec<Inline>> {
        let mut items = Vec::new();
        for (place, figures) in &self.report.changes {
            let entry = &self.case.model.ledger[*place];
            let mut line = vec![Inline::text(format!("{}: ", capital(&entry.text)))];
            for (count, figure) in figures.iter().map(|&index| &entry.figures[index]).enumerate() {
                let before = if count > 0 { ", then " } else { "" };
                let day = figure.as_of.map_or_else(String::new, Day::in_full);
                let amount = amount_words(figure.amount);
                line.push(Inline::text(format!("{before}{amount} on {day}")));
                self.notes.add(&figure.support.because, &mut line);
            }
            items.push(line);
        }
        items
    }

    /// Every group before its parts.
    fn order(&self) -> Vec<usize> {
        let ledger = &self.case.model.ledger;
        let mut order = Vec::new();
        let mut open: Vec<usize> =
            (0..ledger.len()).rev().filter(|&place| ledger[place].part_of.is_none()).collect();
        while let Some(place) = open.pop() {
            order.push(place);
            open.extend(
                (0..ledger.len()).rev().filter(|&part| ledger[part].part_of == Some(place)),
            );
        }
        order
    }

    /// What each holder has, and what moves.
    fn holders(&self) -> Vec<Vec<Inline>> {
        let ledger = &self.case.model.ledger;
        let mut holders: Vec<&Voter> = Vec::new();
        for entry in ledger {
            for holder in &entry.holders {
                if !holders.contains(&holder) {
                    holders.push(holder);
                }
            }
        }
        let count = |place: usize| {
            format!("{} ({})", ledger[place].text, range_words(self.report.counts.ranges[place]))
        };
        let mut items = Vec::new();
        for holder in holders {
            let theirs = (0..ledger.len()).filter(|&place| ledger[place].holders.contains(holder));
            let theirs: Vec<String> = theirs.map(count).collect();
            let name = capital(&voter_name(self.case, holder));
            items.push(vec![Inline::text(format!("{name}: {}.", theirs.join("; ")))]);
        }
        for (place, entry) in ledger.iter().enumerate() {
            if let Some((from, to)) = &entry.moved {
                items.push(vec![Inline::text(format!(
                    "From {} to {}: {}.",
                    voter_name(self.case, from),
                    voter_name(self.case, to),
                    count(place)
                ))]);
            }
        }
        items
    }
}
