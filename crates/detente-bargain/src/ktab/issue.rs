//! A plain table of one issue: a line for each actor, with any units.

use super::dialect::Dialect;
use super::{CAPABILITY, Fault, KtabFile, Place, Severity, shortened};
use crate::issue::{MAX_NUMBER, Stake};
use std::collections::BTreeMap;

/// The columns of the table, in any order; others are passed over.
const COLUMNS: [&str; 4] = ["actor", "capability", "position", "salience"];

/// Holds one issue as a table gives it, and what is wrong with the table.
#[derive(Clone, Debug, PartialEq)]
pub struct IssueFile {
    /// The actors with what is known of them, in the order of the table. Saliences are shares: a table
    /// with a salience above 1 has them from 0 to 100.
    pub actors: Vec<(String, Stake)>,
    /// What is wrong, in the order of the lines.
    pub faults: Vec<Fault>,
}

/// Tells whether a text is a table of one issue: whether its first line names two of the four columns, and
/// so is meant for one, whatever it lacks.
pub fn is_issue_csv(text: &str) -> bool {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let first = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    meant(first).is_some()
}

/// Returns how a line of headings is written; nothing if it is none.
fn meant(first: &str) -> Option<Dialect> {
    let mut scratch = KtabFile::empty();
    let mut named = |dialect: Dialect| {
        let names = headings(dialect, first, 1, &mut scratch);
        COLUMNS.iter().filter(|column| names.iter().any(|name| name == *column)).count()
    };
    Dialect::ALL.into_iter().find(|&dialect| named(dialect) >= 2)
}

fn headings(dialect: Dialect, row: &str, line: usize, file: &mut KtabFile) -> Vec<String> {
    dialect.fields(row, line, file).iter().map(|name| name.trim().to_lowercase()).collect()
}

/// Reads a table of one issue: a line of headings `actor,capability,position,salience`, then a line for
/// each actor. Positions may be in any unit; an empty field is unknown, and told. Fields may be parted by
/// semicolons or tabs too, and decimals then by commas.
///
/// ```
/// let text = "actor,capability,position,salience\nnorth,.5,10,80\nsouth,.3,,60\n";
/// let file = detente_bargain::read_issue_csv(text);
/// assert_eq!(file.actors[0].1.salience, Some(0.8));
/// assert_eq!(file.actors[1].1.position, None);
/// assert_eq!(file.faults[0].line, 3);
/// ```
pub fn read_issue_csv(text: &str) -> IssueFile {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut scratch = KtabFile::empty();
    let mut rows = text
        .lines()
        .enumerate()
        .filter(|(_, line)| !line.trim().is_empty())
        .map(|(at, line)| (at + 1, line));
    let Some((line, first)) = rows.next() else {
        scratch.error(1, "there is nothing in it", "begin with actor,capability,position,salience");
        return IssueFile { actors: Vec::new(), faults: scratch.faults };
    };
    let dialect = meant(first).unwrap_or(Dialect::ALL[0]);
    let names = headings(dialect, first, line, &mut scratch);
    let mut places = [0; 4];
    for (place, column) in places.iter_mut().zip(COLUMNS) {
        match names.iter().position(|name| name == column) {
            Some(found) => *place = found,
            None => {
                let help = "name the columns actor,capability,position,salience";
                scratch.error(line, format!("there is no column `{column}`"), help);
            }
        }
    }
    let mut actors = Vec::new();
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    if scratch.faults.is_empty() {
        for (line, row) in rows {
            let fields = dialect.fields(row, line, &mut scratch);
            let field = |column: usize| fields.get(places[column]).map_or("", |text| text.trim());
            let name = field(0).to_owned();
            if name.is_empty() {
                scratch.error(line, "an actor has no name", "write it in the column `actor`");
                continue;
            }
            if let Some(first) = seen.get(&name) {
                let message = format!("{} is already on line {first}", shortened(&name));
                scratch.error(line, message, "give each actor a line and a name of its own");
                continue;
            }
            seen.insert(name.clone(), line);
            if fields.len() > names.len() {
                let message = format!("the line of {} has too many fields", shortened(&name));
                let help = "quote a field that holds what parts fields";
                scratch.error(line, message, help);
                continue;
            }
            let mut number = |column: usize, bounds| {
                let text = field(column);
                let which = format!("the {}", COLUMNS[column]);
                let place = Place { line, which: &which, actor: &name };
                scratch.number(&dialect.decimal(text), &place, bounds)
            };
            let capability = number(1, CAPABILITY);
            let position = number(2, (-MAX_NUMBER, MAX_NUMBER));
            let salience = number(3, (0.0, 100.0));
            actors.push((name, Stake { position, salience, capability }));
        }
    }
    let percent = actors.iter().any(|(_, stake)| stake.salience.is_some_and(|own| own > 1.0));
    if percent {
        // One figure above 1 among shares is more often a slip than the only percentage.
        let share = |stake: &Stake| stake.salience.is_some_and(|own| own > 0.0 && own < 1.0);
        let shares = actors.iter().filter(|(_, stake)| share(stake)).count();
        let above = actors.iter().find(|(_, stake)| stake.salience.is_some_and(|own| own > 1.0));
        if let (Some((name, stake)), true) = (above, shares > 0) {
            let message = format!(
                "the salience of {} is {}, so that all are read as of 100, {shares} of them below 1",
                shortened(name),
                stake.salience.unwrap_or_default()
            );
            let line = seen.get(name).copied().unwrap_or(1);
            scratch.warn(line, message, "write all from 0 to 1 or all from 0 to 100");
        }
        for (_, stake) in &mut actors {
            stake.salience = stake.salience.map(|own| own / 100.0);
        }
    }
    scratch.faults.sort_by_key(|fault| fault.line);
    if actors.is_empty() && scratch.faults.iter().all(|fault| fault.severity != Severity::Error) {
        scratch.error(1, "there are no actors", "write a line for each below the headings");
    }
    IssueFile { actors, faults: scratch.faults }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_wrong_has_its_line() {
        let text = "salience,actor,position,capability\n80,a,1e400,3\n40,\"b, c\",5,-1\n,a,1,1\nx,d,NaN,inf\n1,e,1,1,1\n";
        assert!(is_issue_csv(text));
        let file = read_issue_csv(text);
        let lines: Vec<usize> = file.faults.iter().map(|fault| fault.line).collect();
        assert_eq!(lines, [2, 3, 4, 5, 5, 5, 6], "{:?}", file.faults);
        let names: Vec<&str> = file.actors.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["a", "b, c", "d"]);
        assert_eq!(
            file.actors[1].1,
            Stake { position: Some(5.0), salience: Some(0.4), capability: None }
        );
        assert!(!is_issue_csv("Scenario,about,3,1\n") && !is_issue_csv(""));
        assert_eq!(read_issue_csv("").faults.len(), 1);
        let short = read_issue_csv("actor,capability,position\na,1,2\n");
        assert!(is_issue_csv("actor,capability,position\n"));
        assert_eq!(short.faults[0].message, "there is no column `salience`");
        assert_eq!(read_issue_csv("actor,capability,position,salience\n").faults.len(), 1);
    }
    /// As spreadsheets write them where decimals have a comma.
    #[test]
    fn semicolons_and_tabs_part_fields_too() {
        let usual = read_issue_csv("actor,capability,position,salience\n\"a, b\",10,0.5,60\n");
        for separator in [";", "\t"] {
            let text = ["actor|capability|position|salience", "a, b|10|0,5|60", ""].join("\n");
            assert_eq!(read_issue_csv(&text.replace('|', separator)), usual);
        }
        let mixed = "actor,capability,position,salience\na,1,0,.8\nb,1,5,9\n";
        let mixed = read_issue_csv(mixed);
        assert_eq!((mixed.faults.len(), mixed.faults[0].line), (1, 3), "{:?}", mixed.faults);
        // Two commas are no decimals, and a point beside a comma is none.
        let odd = read_issue_csv("actor;capability;position;salience\na;1,000,000;1.000,5;1\n");
        assert_eq!(odd.faults.len(), 2, "{:?}", odd.faults);
    }
}
