//! Files of other programs read as cases about nothing but positions: scenarios of the KAPSARC toolkit
//! (CSV, XML) and plain tables of one issue.

use crate::picture::fnv;
use detente_bargain::{
    Fault, IssueFile, KtabActor, KtabFile, Scenario, SpatialOptions, is_issue_csv, read_issue_csv,
    read_ktab_csv, read_ktab_xml,
};
use detente_case::{Case, Loaded, plain_text};
use detente_model::{
    Issue, Model, Parts, Party, Point, Position, Preference, Scale, Spread, Support,
};
use detente_text::{Diagnostic, FileId, Sources, code};

/// The largest file that is read, in bytes.
const MOST_BYTES: usize = 64 << 20;

/// A file of positions.
#[derive(Debug)]
pub struct ForecastFile {
    /// The case made of it, what is wrong with the file, and the file itself.
    pub loaded: Loaded,
    /// The spatial model's scenario with the party of each of its seats, where the file is one.
    pub scenario: Option<(Scenario, Vec<usize>)>,
    /// The options of the spatial model that the file sets.
    pub options: SpatialOptions,
}

/// Reads a file of positions. `name` is shown in diagnostics; its ending says what it is: `.xml` for a
/// scenario in XML, anything else for CSV, where the headings tell a plain table from a scenario.
///
/// What cannot be read is told by its line and unknown; the rest is read.
pub fn forecast_file(name: &str, bytes: &[u8]) -> ForecastFile {
    let mut sources = Sources::new();
    let mut out = Vec::new();
    let help = "give a file in UTF-8 of 64 MiB at most";
    let Some(text) = plain_text(name, bytes, MOST_BYTES, help, &mut out) else {
        let loaded = Loaded { case: None, diagnostics: out, sources };
        return ForecastFile { loaded, scenario: None, options: SpatialOptions::default() };
    };
    let file = sources.add(name, text);
    let is_xml = name.rsplit('.').next().is_some_and(|ending| ending.eq_ignore_ascii_case("xml"));
    if !is_xml && is_issue_csv(text) {
        let read = read_issue_csv(text);
        tell(&read.faults, &sources, file, &mut out);
        let parts = (!read.actors.is_empty()).then(|| of_table(name, &read));
        let case = finish(parts, name, bytes, &mut out);
        let loaded = Loaded { case, diagnostics: out, sources };
        return ForecastFile { loaded, scenario: None, options: SpatialOptions::default() };
    }
    let read = if is_xml { read_ktab_xml(text) } else { read_ktab_csv(text) };
    tell(&read.faults, &sources, file, &mut out);
    let scenario = match read.scenario() {
        Ok(made) => Some((made.scenario, made.actors)),
        Err(refusal) => {
            out.push(
                Diagnostic::new(&code::NO_SCENARIO, format!("{name}: {}", refusal.reason))
                    .help(refusal.instead),
            );
            None
        }
    };
    let parts = scenario.is_some().then(|| of_scenario(name, &read));
    let case = finish(parts, name, bytes, &mut out);
    let loaded = Loaded { case, diagnostics: out, sources };
    ForecastFile { loaded, scenario, options: read.options }
}

fn tell(faults: &[Fault], sources: &Sources, file: FileId, out: &mut Vec<Diagnostic>) {
    for fault in faults {
        out.push(
            Diagnostic::new(&code::SCENARIO_GAP, fault.message.clone())
                .at(sources.line(file, fault.line), "in this line")
                .help(fault.help),
        );
    }
}

fn finish(
    parts: Option<Parts>,
    name: &str,
    bytes: &[u8],
    out: &mut Vec<Diagnostic>,
) -> Option<Case> {
    let Some(model) = parts.and_then(|parts| Model::new(parts).ok()) else {
        if out.iter().all(|diagnostic| diagnostic.code.id != code::NO_SCENARIO.id) {
            out.push(
                Diagnostic::new(
                    &code::NO_SCENARIO,
                    format!("{name} has no actor that can be read"),
                )
                .help("mend the lines named before"),
            );
        }
        return None;
    };
    Some(Case::of_model(model, format!("{:016x}", fnv(bytes))))
}

/// A name that occurs twice gets a number behind it.
fn parties<'a>(names: impl Iterator<Item = &'a str>) -> Vec<Party> {
    let mut seen: std::collections::BTreeMap<&str, usize> = std::collections::BTreeMap::new();
    let party = |name: &'a str| {
        let times = seen.entry(name).or_insert(0);
        *times += 1;
        let id = match (*times, name) {
            (1, "") => "?".to_owned(),
            (1, name) => name.to_owned(),
            (times, name) => format!("{name} ({times})"),
        };
        Party {
            name: id.clone(),
            short: id.clone(),
            id,
            adversaries: Vec::new(),
            ratifiers: Vec::new(),
            support: Support::default(),
        }
    };
    names.map(party).collect()
}

fn parts(title: &str, parties: Vec<Party>, issues: Vec<Issue>) -> Parts {
    let preferences = vec![Preference::Statements(Vec::new()); parties.len()];
    Parts { title: title.to_owned(), parties, preferences, issues, ..Parts::default() }
}

fn issue(id: &str, (from, to): (f64, f64), positions: Vec<Position>) -> Issue {
    Issue {
        id: id.to_owned(),
        question: id.to_owned(),
        category: None,
        scale: Scale::Numbers { from, to, unit: String::new() },
        places: None,
        reference: None,
        asked_by: Vec::new(),
        asked_of: Vec::new(),
        guards: Vec::new(),
        blocks: Vec::new(),
        links: Vec::new(),
        positions,
        support: Support::default(),
    }
}

fn position(party: usize, at: f64, salience: Option<f64>, capability: Option<f64>) -> Position {
    Position {
        party,
        opening: None,
        at: Point::Number(at),
        fallbacks: Vec::new(),
        floor: None,
        spread: None,
        salience: salience.map(Spread::known),
        capability: capability.map(Spread::known),
        support: Support::default(),
    }
}

fn of_table(name: &str, read: &IssueFile) -> Parts {
    let seats = parties(read.actors.iter().map(|(name, _)| name.as_str()));
    let positions: Vec<Position> = read
        .actors
        .iter()
        .enumerate()
        .filter_map(|(party, (_, stake))| {
            let salience = stake.salience.map(|share| share * 100.0);
            Some(position(party, stake.position?, salience, stake.capability))
        })
        .collect();
    let places = read.actors.iter().filter_map(|(_, stake)| stake.position);
    let ends = places
        .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), at| (low.min(at), high.max(at)));
    let ends = if ends.0.is_finite() { ends } else { (0.0, 0.0) };
    let title = file_name(name);
    parts(title, seats, vec![issue(title, ends, positions)])
}

/// Positions from 0 to 1, as the toolkit computes with them; one issue for each dimension.
fn of_scenario(name: &str, read: &KtabFile) -> Parts {
    let seats = parties(read.actors.iter().map(|actor| actor.name.as_str()));
    let at = |actor: &KtabActor, list: fn(&KtabActor) -> &Vec<Option<f64>>, dimension: usize| {
        list(actor).get(dimension).copied().flatten()
    };
    let mut issues: Vec<Issue> = Vec::new();
    for dimension in 0..read.dimensions.len() {
        let positions = read.actors.iter().enumerate().filter_map(|(party, actor)| {
            let place = at(actor, |actor| &actor.position, dimension)? / 100.0;
            let salience = at(actor, |actor| &actor.salience, dimension);
            Some(position(party, place, salience, actor.capability))
        });
        let id = match read.dimensions[dimension].trim() {
            "" => format!("dimension {}", dimension + 1),
            named if issues.iter().any(|other| other.id == named) => {
                format!("{named} ({})", dimension + 1)
            }
            named => named.to_owned(),
        };
        issues.push(issue(&id, (0.0, 1.0), positions.collect()));
    }
    let title = if read.name.is_empty() { file_name(name) } else { &read.name };
    parts(title, seats, issues)
}

/// The file's name without folder and ending.
fn file_name(name: &str) -> &str {
    let file = name.rsplit(['/', '\\']).next().unwrap_or(name);
    file.rsplit_once('.').map_or(file, |(stem, _)| stem)
}
