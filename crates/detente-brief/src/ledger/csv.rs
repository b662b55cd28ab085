//! The ledger as a table for spreadsheets: one line per figure.

use super::report::LedgerReport;
use crate::bodies::voter_name;
use detente_case::Case;
use detente_model::Amount;

/// The heads of the columns.
const HEAD: &str =
    "count,text,unit,who,from,to,part of,verified by,figure,low,high,as of,claims,least,most";

/// Writes the ledger as comma-separated values. Counts without a figure have one line.
pub fn ledger_csv(case: &Case, report: &LedgerReport) -> String {
    let mut out = format!("{HEAD}\n");
    let names = |voters: &[detente_model::Voter]| {
        let names: Vec<String> = voters.iter().map(|voter| voter_name(case, voter)).collect();
        names.join("; ")
    };
    for (place, entry) in case.model.ledger.iter().enumerate() {
        let group = entry.part_of.map_or("", |group| case.model.ledger[group].id.as_str());
        let (from, to) = entry.moved.as_ref().map_or_else(Default::default, |(from, to)| {
            (voter_name(case, from), voter_name(case, to))
        });
        let range = report.counts.ranges[place];
        let whole = |count: Option<i64>| count.map_or_else(String::new, |count| count.to_string());
        let can_be =
            [whole(range.map(|range| range.low)), whole(range.and_then(|range| range.high))];
        let head = [
            entry.id.clone(),
            entry.text.clone(),
            entry.unit.clone().unwrap_or_default(),
            names(&entry.holders),
            from,
            to,
            group.to_owned(),
            names(&entry.verifiers),
        ];
        let mut lines: Vec<[String; 5]> = entry
            .figures
            .iter()
            .map(|figure| {
                let (kind, low, high) = match figure.amount {
                    Amount::Exactly(n) => ("exactly", Some(n), Some(n)),
                    Amount::AtLeast(n) => ("at least", Some(n), None),
                    Amount::MoreThan(n) => ("more than", Some(n), None),
                    Amount::AtMost(n) => ("at most", None, Some(n)),
                    Amount::LessThan(n) => ("less than", None, Some(n)),
                    Amount::Between(low, high) => ("between", Some(low), Some(high)),
                    Amount::About(n) => ("about", Some(n), Some(n)),
                    Amount::All => ("all", None, None),
                    Amount::NotAll => ("not all", None, None),
                };
                let day = figure.as_of.map_or_else(String::new, |day| day.to_string());
                [kind.to_owned(), whole(low), whole(high), day, figure.support.because.join("; ")]
            })
            .collect();
        if lines.is_empty() {
            lines.push(Default::default());
        }
        for line in lines {
            let cells: Vec<String> =
                head.iter().chain(&line).chain(&can_be).map(|cell| quoted(cell)).collect();
            out.push_str(&cells.join(","));
            out.push('\n');
        }
    }
    out
}

/// A cell as RFC 4180 has it. A cell that a spreadsheet would take for a formula is marked as text.
fn quoted(cell: &str) -> String {
    let formula = cell.starts_with(['=', '+', '-', '@']);
    let cell = if formula { format!("'{cell}") } else { cell.to_owned() };
    if cell.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", cell.replace('"', "\"\""))
    } else {
        cell
    }
}
