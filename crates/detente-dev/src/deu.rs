//! Decided issues of the European Union as the folder of DEU III data holds them.
//!
//! Capability is a member's votes in the council, or from 2015 its population; the Commission and the
//! Parliament, which have no votes there, count like the largest member.

use serde_json::Value;
use std::collections::BTreeMap;
use std::path::Path;

/// Issues with fewer actors whose position and salience are known are left out.
const FEWEST: usize = 3;

/// One decided issue, on a line from 0 to 100.
pub(crate) struct Decided {
    pub(crate) id: String,
    /// The proposal it is part of; issues of one stand together.
    pub(crate) proposal: String,
    /// Where it stood if nothing was agreed, if that is known.
    pub(crate) reference: Option<f64>,
    pub(crate) outcome: f64,
    /// Position, salience and capability of each actor, in one order for all issues.
    pub(crate) actors: Vec<(Option<f64>, Option<f64>, Option<f64>)>,
}

/// Position and salience of each actor by name.
type Stands = BTreeMap<String, (Option<f64>, Option<f64>)>;

/// Reads the decided issues.
pub(crate) fn read(folder: &Path) -> Result<Vec<Decided>, String> {
    let text = |name: &str| {
        let path = folder.join(name);
        std::fs::read_to_string(&path).map_err(|error| format!("{}: {error}\n", path.display()))
    };
    let powers = powers(&text("eu_council_power.json")?)?;
    let mut stands: BTreeMap<String, Stands> = BTreeMap::new();
    let mut names: Vec<String> = Vec::new();
    for row in rows(&text("deu3_positions.csv")?, 4)? {
        let number = |at: usize| row[at].parse().ok();
        if !names.contains(&row[1]) {
            names.push(row[1].clone());
        }
        stands.entry(row[0].clone()).or_default().insert(row[1].clone(), (number(2), number(3)));
    }
    let mut decided = Vec::new();
    for row in rows(&text("deu3_issues.csv")?, 10)? {
        let Ok(outcome) = row[8].parse::<f64>() else { continue };
        let year: i32 = row[6].parse().map_err(|_| format!("{}: no year\n", row[0]))?;
        let power = &powers[if year <= 2004 { 0 } else { 1 + usize::from(year > 2014) }];
        let Some(own) = stands.get(&row[0]) else { continue };
        let known = own.values().filter(|(at, salience)| at.is_some() && salience.is_some());
        if known.count() < FEWEST {
            continue;
        }
        let seated = own.iter().filter(|(_, (at, salience))| at.is_some() && salience.is_some());
        let largest = seated.filter_map(|(name, _)| power.get(name)).copied().fold(0.0, f64::max);
        let actors = names.iter().map(|name| {
            let (position, salience) = own.get(name).copied().unwrap_or_default();
            let capability = match name.as_str() {
                "com" | "ep" => Some(largest),
                name => power.get(name).copied(),
            };
            (position, salience, capability)
        });
        decided.push(Decided {
            id: row[0].clone(),
            proposal: row[1].clone(),
            reference: row[7].parse().ok(),
            outcome,
            actors: actors.collect(),
        });
    }
    Ok(decided)
}

/// Votes or populations by regime: to 2004, to 2014, and from 2015.
fn powers(text: &str) -> Result<[BTreeMap<String, f64>; 3], String> {
    let value: Value = serde_json::from_str(text).map_err(|error| format!("{error}\n"))?;
    let mut found = [const { BTreeMap::new() }; 3];
    for (regime, start) in found.iter_mut().zip(["pre_nice", "nice", "population"]) {
        let fields = value.as_object().into_iter().flatten();
        let table =
            fields.filter(|(key, _)| key.starts_with(start)).find_map(|(_, own)| own.as_object());
        let table = table.ok_or_else(|| format!("eu_council_power.json has no `{start}…`\n"))?;
        *regime =
            table.iter().filter_map(|(name, own)| Some((name.clone(), own.as_f64()?))).collect();
    }
    Ok(found)
}

/// The rows of a table without quoted fields, headings left out.
fn rows(text: &str, columns: usize) -> Result<Vec<Vec<String>>, String> {
    let row = |(at, line): (usize, &str)| {
        let row: Vec<String> = line.split(',').map(|field| field.trim().to_owned()).collect();
        if row.len() == columns {
            Ok(row)
        } else {
            Err(format!("line {}: {} fields, not {columns}\n", at + 1, row.len()))
        }
    };
    text.lines().enumerate().skip(1).filter(|(_, line)| !line.is_empty()).map(row).collect()
}
