//! `detente agenda`: what is asked, how far each party would go, and what a refusal leads to.

use super::{find_party, load_case, unknown};
use crate::cli::AgendaArgs;
use crate::output::{Failure, Output, check_files, put_document};
use detente::brief::agenda::{AgendaOutput, Refused, agenda, agenda_document};
use detente::model::Model;
use std::process::ExitCode;

pub(crate) fn run(args: &AgendaArgs, output: &mut Output) -> Result<ExitCode, Failure> {
    check_files(&args.files, &args.case)?;
    let case = load_case(&args.case, output)?;
    let model = &case.model;
    if model.issues.is_empty() {
        return Err(Failure::input(
            "this case has no issues",
            "write what is on the table: [issues.NAME] with `question`, `scale` and `positions`",
        ));
    }
    let mut asked: Vec<Refused> = Vec::new();
    for text in &args.refuse {
        let (issue, party) = refused(model, text)?;
        match asked.iter_mut().find(|known| known.issue == issue && known.party == party) {
            Some(known) => known.times += 1,
            None => asked.push(Refused { issue, party, times: 1 }),
        }
    }
    let found = agenda(model, &asked);
    if args.json {
        let version = env!("CARGO_PKG_VERSION");
        output.json(&AgendaOutput { case: &case, agenda: &found, version })?;
    } else {
        put_document(&agenda_document(&case, &found), &args.files, output)?;
    }
    Ok(ExitCode::SUCCESS)
}

/// Reads `line` or `line=us`.
fn refused(model: &Model, text: &str) -> Result<(usize, usize), Failure> {
    let (name, party) =
        text.split_once('=').map_or((text, None), |(name, party)| (name, Some(party)));
    let known = model.issues.iter().map(|issue| issue.id.as_str());
    let Some(issue) = known.clone().position(|id| id == name) else {
        return Err(unknown(["issue", "issues"], name, known));
    };
    let positions = &model.issues[issue].positions;
    let party = match party {
        Some(party) => find_party(model, party)?,
        None => {
            let own = model
                .seen_by
                .filter(|party| positions.iter().any(|position| position.party == *party));
            own.or_else(|| positions.first().map(|position| position.party)).ok_or_else(|| {
                Failure::input(
                    format!("nobody has a position on `{name}`"),
                    "give one in the case: `positions.PARTY`",
                )
            })?
        }
    };
    if !positions.iter().any(|position| position.party == party) {
        let id = &model.parties[party].id;
        return Err(Failure::input(
            format!("`{id}` has no position on `{name}`"),
            "give one in the case: `positions.PARTY`",
        ));
    }
    Ok((issue, party))
}
