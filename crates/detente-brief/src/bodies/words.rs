//! Bodies in words: what the planner's table says of one line, and of all of them together.

use super::filling::RuleTried;
use super::table::{BodyReport, Row};
use crate::words::{capital, list, plural};
use detente_bodies::planner::{BlocGame, Need};
use detente_case::Case;
use detente_model::{Body, Voter};

/// The name of a body as it stands in a heading.
pub(crate) fn body_title(body: &Body) -> String {
    body.name.clone().unwrap_or_else(|| capital(&plain(&body.id)))
}

/// The name of a body inside a sentence: "the commission".
pub(crate) fn body_name(body: &Body) -> String {
    let title = body.name.clone().unwrap_or_else(|| plain(&body.id));
    let name = crate::words::in_sentence(&title);
    if name.starts_with("the ") { name } else { format!("the {name}") }
}

/// A name of a case as words.
pub(crate) fn plain(id: &str) -> String {
    id.replace(['_', '-'], " ")
}

/// The name of a bloc inside a sentence: a party or person by its own name, a group as a bloc.
pub(crate) fn bloc_name(case: &Case, bloc: &str) -> String {
    let is_group = case.model.bodies.iter().any(|body| {
        let rivals = body.compositions.iter().flat_map(|composition| &composition.members);
        body.members.iter().chain(rivals).any(|member| member.group.as_deref() == Some(bloc))
    });
    let known = case.model.parties.iter().any(|party| party.id == bloc)
        || case.others.iter().any(|other| other.id == bloc);
    if is_group && !known { format!("the {} bloc", plain(bloc)) } else { seat_name(case, bloc) }
}

/// The name of a bloc in a list or a picture, where it is clear that it is one.
pub(crate) fn bloc_title(case: &Case, bloc: &str) -> String {
    let name = bloc_name(case, bloc);
    match name.strip_suffix(" bloc") {
        Some(bare) => bare.trim_start_matches("the ").to_owned(),
        None => name,
    }
}

/// The name of a member: that of a party or person of the same name, if there is one.
pub(crate) fn seat_name(case: &Case, id: &str) -> String {
    if let Some(party) = case.model.parties.iter().position(|party| party.id == id) {
        return crate::words::party_short(&case.model, party);
    }
    match case.others.iter().find(|other| other.id == id) {
        Some(other) => crate::words::in_sentence(&other.name),
        None => capital(&plain(id)),
    }
}

/// Somebody who can ask or be told.
pub(crate) fn voter_name(case: &Case, voter: &Voter) -> String {
    let model = &case.model;
    match voter {
        Voter::Party(party) => crate::words::party_short(model, *party),
        Voter::Member(id) => seat_name(case, id),
        Voter::Body(id) => {
            let body = model.bodies.iter().find(|body| body.id == *id);
            body.map_or_else(|| plain(id), body_name)
        }
        Voter::Other(id) => seat_name(case, id),
    }
}

/// The name of a rule: short names and classes as they are, without hyphens.
pub(crate) fn rule_name(rule: &RuleTried<'_>) -> String {
    // A rule that is written out on the command line has no other name.
    if rule.name == rule.source { format!("`{}`", rule.source) } else { plain(&rule.name) }
}

/// A filling as it is named in the table: `2-2-1`, or its name where two have the same seats.
pub(crate) fn filling_name(report: &BodyReport<'_>, place: usize) -> String {
    let filling = &report.asked.fillings[place];
    let same = report.asked.fillings.iter().filter(|other| other.seats == filling.seats).count();
    match filling.id.filter(|_| same > 1) {
        Some(id) => format!("{} ({})", filling.seats, plain(id)),
        None => filling.seats.clone(),
    }
}

/// A need in a table: "alone", "1 more", "never".
pub(crate) fn need_cell(need: Need) -> String {
    match need {
        Need::Others(0) => "alone".into(),
        Need::Others(others) => format!("{others} more"),
        Need::Never => "never".into(),
    }
}

/// A need as the rest of a sentence about somebody: "needs 1 more".
fn needs(need: Need) -> String {
    match need {
        Need::Others(0) => "needs nobody".into(),
        Need::Others(others) => format!("needs {others} more"),
        Need::Never => "never can".into(),
    }
}

/// A fraction of a count as a decimal with three digits, as tables of power have them.
pub(crate) fn share(part: u128, whole: u128) -> String {
    decimal(if whole == 0 { 0.0 } else { part as f64 / whole as f64 })
}

/// A number from 0 to 1 with three digits and no leading zero: `.067`.
pub(crate) fn decimal(value: f64) -> String {
    let text = format!("{value:.3}");
    text.strip_prefix('0').map_or(text.clone(), str::to_owned)
}

/// Says one line of the table.
pub(crate) fn row_sentence(case: &Case, report: &BodyReport<'_>, row: &Row) -> String {
    if row.winning == 0 {
        return "Nothing ever passes".into();
    }
    let name = |bloc: usize| bloc_name(case, &report.blocs[bloc]);
    let mut parts = Vec::new();
    if row.conflicts > 0 {
        parts.push("opposite things can both pass".to_owned());
    }
    if let (Some(sides), Some(force), Some(forced)) = (report.sides, row.force, row.forced) {
        let (ours, theirs) = (name(sides.ours), name(sides.theirs));
        parts.push(match (force, forced) {
            (Need::Never, Need::Never) => {
                "neither side can push anything through against the other".to_owned()
            }
            (force, forced) if force == forced => {
                format!("each side {} to push something through against the other", needs(force))
            }
            (force, forced) => format!(
                "to push something through against the other, {ours} {} and {theirs} {}",
                needs(force),
                needs(forced)
            ),
        });
    }
    // Without two sides, the roles of all blocs tell who can stop something.
    parts.extend(report.sides.and_then(|_| blocking(report, row, &name)));
    if let Some(game) = &row.game {
        let others = (0..report.blocs.len().min(game.blocs)).filter(|&bloc| {
            let side = report.sides.is_some_and(|sides| bloc == sides.ours || bloc == sides.theirs);
            !side && !report.is_absent(row, bloc)
        });
        // Those of one role are named together.
        let mut roles: Vec<(Role, Vec<String>)> = Vec::new();
        for bloc in others {
            let role = role(game, bloc);
            match roles.iter_mut().find(|(known, _)| *known == role) {
                Some((_, names)) => names.push(name(bloc)),
                None => roles.push((role, vec![name(bloc)])),
            }
        }
        parts.extend(roles.iter().map(|(role, names)| role_words(*role, names, report)));
    }
    capital(&parts.join("; "))
}

/// Who can stop something alone, and how many others the rest need.
fn blocking(report: &BodyReport<'_>, row: &Row, name: &dyn Fn(usize) -> String) -> Option<String> {
    let seated: Vec<(usize, Need)> =
        row.block.iter().enumerate().filter_map(|(bloc, need)| Some((bloc, (*need)?))).collect();
    let sides = report.sides;
    let asked: Vec<(usize, Need)> = match sides {
        Some(sides) => seated
            .iter()
            .copied()
            .filter(|(bloc, _)| *bloc == sides.ours || *bloc == sides.theirs)
            .collect(),
        None => seated.clone(),
    };
    let alone: Vec<String> = asked
        .iter()
        .filter(|(_, need)| *need == Need::Others(0))
        .map(|(bloc, _)| name(*bloc))
        .collect();
    if alone.is_empty() {
        let need = asked.first()?.1;
        let same = asked.iter().all(|(_, other)| *other == need);
        return Some(match need {
            Need::Others(others) if same => {
                format!("to stop something each needs {others} more")
            }
            _ => "nobody can stop anything alone".into(),
        });
    }
    Some(if sides.is_some() && alone.len() == asked.len() {
        "each can stop anything alone".into()
    } else {
        format!("{} can stop anything alone", list(&alone, "and"))
    })
}

/// What a bloc beside the sides amounts to, if blocs vote together.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    Nothing,
    Veto,
    Balance,
}

fn role(game: &BlocGame, bloc: usize) -> Role {
    if game.is_dummy(bloc) {
        Role::Nothing
    } else if game.has_veto(bloc) {
        Role::Veto
    } else {
        Role::Balance
    }
}

fn role_words(role: Role, names: &[String], report: &BodyReport<'_>) -> String {
    let (who, one) = (list(names, "and"), names.len() == 1);
    let too = if report.sides.is_some() { " too" } else { "" };
    match role {
        Role::Nothing if one => format!("{who} decides nothing while blocs vote together"),
        Role::Nothing => format!("{who} decide nothing while blocs vote together"),
        Role::Veto if one => format!("{who} has a veto{too}"),
        Role::Veto => format!("{who} have a veto each{too}"),
        Role::Balance if one => format!("{who} tips the balance"),
        Role::Balance => format!("{who} tip the balance"),
    }
}

/// What seats and rules do while blocs vote together: the sentence that matters.
pub(crate) fn seats_or_rule(case: &Case, report: &BodyReport<'_>) -> Option<String> {
    let filled = report.asked.fillings.len();
    if filled < 2 {
        return None;
    }
    let (mut same, mut differ) = (Vec::new(), Vec::new());
    for (place, rule) in report.asked.rules.iter().enumerate() {
        let rows: Vec<&Row> = report.rows.iter().filter(|row| row.rule == place).collect();
        let games: Vec<&BlocGame> = rows.iter().filter_map(|row| row.game.as_ref()).collect();
        // Where a bloc has no seat, or a rule does not fit, there is nothing to compare.
        let seated = |row: &&Row| (0..report.blocs.len()).all(|bloc| !report.is_absent(row, bloc));
        if games.len() < filled || !rows.iter().all(seated) {
            continue;
        }
        let name = rule_name(rule);
        if games.windows(2).all(|pair| pair[0] == pair[1]) {
            same.push(name);
        } else {
            differ.push(format!("{name}{}", dummies(case, report, &rows)));
        }
    }
    let games: Vec<&BlocGame> = report.rows.iter().filter_map(|row| row.game.as_ref()).collect();
    let rule_matters = report.rows.iter().zip(report.rows.iter().skip(1)).any(|(a, b)| {
        a.filling == b.filling && a.game.is_some() && b.game.is_some() && a.game != b.game
    });
    if games.is_empty() || (same.is_empty() && differ.is_empty()) {
        return None;
    }
    let mut text = String::new();
    if !same.is_empty() {
        text = format!("Seats change nothing under {} if blocs vote together", list(&same, "or"));
        text.push_str(if rule_matters { "; the rule does." } else { "." });
    }
    if !differ.is_empty() {
        let space = if text.is_empty() { "" } else { " " };
        text.push_str(&format!("{space}Seats matter under {}.", list(&differ, "and")));
    }
    Some(text)
}

/// In which fillings a bloc decides nothing under one rule.
fn dummies(case: &Case, report: &BodyReport<'_>, rows: &[&Row]) -> String {
    let mut told = Vec::new();
    for (bloc, name) in report.blocs.iter().enumerate() {
        let idle: Vec<String> = rows
            .iter()
            .filter(|row| row.winning > 0)
            .filter(|row| row.game.as_ref().is_some_and(|game| game.is_dummy(bloc)))
            .map(|row| filling_name(report, row.filling))
            .collect();
        if !idle.is_empty() {
            let name = bloc_name(case, name);
            told.push(format!("{name} decides nothing in {}", list(&idle, "and")));
        }
    }
    if told.is_empty() { String::new() } else { format!(" ({})", told.join(", ")) }
}

/// Which lines keep both sides safe, and which of them is most able to act.
pub(crate) fn safe_and_able(case: &Case, report: &BodyReport<'_>) -> Option<String> {
    report.sides?;
    if let [only] = report.rows.as_slice() {
        return Some(format!("{}.", row_sentence(case, report, only)));
    }
    let able = |row: &Row| match row.chances {
        Some(chances) => chances.common,
        None => row.winning as f64 / sets(row) as f64,
    };
    let total = report.rows.len();
    let mut safe: Vec<&Row> =
        report.rows.iter().filter(|row| report.is_secure(row) && row.winning > 0).collect();
    if safe.is_empty() {
        let least =
            report.rows.iter().filter_map(|row| row.chances).map(|found| found.against_worst);
        let least = least.min_by(f64::total_cmp).map_or_else(String::new, |least| {
            format!(" The least chance of that, at worst, is {}.", decimal(least))
        });
        return Some(format!(
            "In each of {total} combinations a side can push something through against the other.{least}"
        ));
    }
    safe.sort_by(|a, b| able(b).total_cmp(&able(a)));
    let best = safe[0];
    let name = format!(
        "{} under {}",
        filling_name(report, best.filling),
        rule_name(&report.asked.rules[best.rule])
    );
    let figures = match best.chances {
        Some(chances) => format!(
            "it passes {} of what all want, and {} at worst of what the other side wants and ours does not",
            decimal(chances.common),
            decimal(chances.against_worst)
        ),
        None => format!("{} of its votes pass", share(best.winning, sets(best))),
    };
    let lead = match safe.len() {
        1 if total == 1 => {
            return Some(format!("Neither side can push anything through; {figures}."));
        }
        1 => "In one".to_owned(),
        n => format!("In {n}"),
    };
    Some(format!(
        "{lead} of {} neither side can push anything through against the other; the most able to act of these is {name}: {figures}.",
        plural(total, "combination")
    ))
}

/// How many sets of voters there are; there are at most 64 voters.
pub(crate) fn sets(row: &Row) -> u128 {
    1 << row.chamber.voters.len()
}
