//! `detente stability`: which outcomes hold, as a table for people or JSON for machines.

use super::{engine_failure, load_case, select_readings};
use crate::cli::StabilityArgs;
use crate::interrupt::limits;
use crate::output::{Failure, Output};
use crate::table;
use detente::brief::words::{capital, concept_title, concept_words, mover_id};
use detente::brief::{
    Analysis, Answer, ReadingResult, StabilityOutput, analyse, choice_name, grid,
};
use detente::case::Case;
use detente::model::{Model, ReadingChoice};
use detente::report;
use detente::stability::{Concept, describe};
use std::fmt::Write as _;
use std::io::Write as _;
use std::process::ExitCode;

/// More states than this are listed only on request.
const MOST_STATES: usize = 100_000;
/// More patterns than this are counted, not told.
const MOST_PATTERNS: usize = 30;
/// More outcomes than this make a table nobody reads.
const MOST_OUTCOMES: usize = 9;

pub(crate) fn run(args: &StabilityArgs, output: &mut Output) -> Result<ExitCode, Failure> {
    let concepts = concepts(&args.concept)?;
    let case = load_case(&args.case, output)?;
    let choices = select_readings(&case.model, &args.reading)?;
    let (concepts, refused) = split_refused(&case, concepts, !args.concept.is_empty(), output);
    if concepts.is_empty() && !args.json {
        return Err(Failure::Limit {
            message: "none of the concepts asked for can be computed for this case".into(),
            help: "ask for nash, gmr, smr, seq or symseq".into(),
        });
    }
    let mut analysis =
        analyse(&case.model, &concepts, &limits()).map_err(|error| engine_failure(&error))?;
    if !args.reading.is_empty() {
        analysis.readings.retain(|result| choices.contains(&result.choice));
    }
    if !args.csv && !args.json {
        return people(args, &case, &analysis, output);
    }
    let answer = StabilityOutput {
        case: &case,
        analysis: &analysis,
        version: env!("CARGO_PKG_VERSION"),
        equilibria_only: args.equilibria,
        refused: &refused,
    };
    refuse_flood(args, &answer)?;
    if args.csv { csv(&answer, output) } else { json(&answer, output) }
}

fn concepts(names: &[String]) -> Result<Vec<Concept>, Failure> {
    if names.is_empty() {
        return Ok(Concept::ALL.to_vec());
    }
    let parsed = names
        .iter()
        .map(|name| name.parse::<Concept>().map_err(|error| Failure::input(error.to_string(), "")));
    parsed.collect()
}

/// `sim` is not defined where options are held jointly: it is left out with the reason.
fn split_refused(
    case: &Case,
    concepts: Vec<Concept>,
    asked: bool,
    output: &mut Output,
) -> (Vec<Concept>, Vec<(Concept, String)>) {
    if !case.model.options.iter().any(detente::model::OptionDef::is_joint) {
        return (concepts, Vec::new());
    }
    let reason =
        "not defined where an option is held jointly: a joint move is no choice of one party";
    let (kept, refused): (Vec<Concept>, Vec<Concept>) =
        concepts.into_iter().partition(|concept| *concept != Concept::Sim);
    if asked && !refused.is_empty() {
        output.message(&format!("sim is left out: {reason}\n"));
    }
    (kept, refused.into_iter().map(|concept| (concept, reason.to_owned())).collect())
}

fn json(answer: &StabilityOutput<'_>, output: &mut Output) -> Result<ExitCode, Failure> {
    serde_json::to_writer_pretty(output.writer(), answer)
        .map_err(|error| Failure::from(std::io::Error::from(error)))?;
    writeln!(output.writer())?;
    Ok(ExitCode::SUCCESS)
}

/// A long list is written only on request.
fn refuse_flood(args: &StabilityArgs, answer: &StabilityOutput<'_>) -> Result<(), Failure> {
    let states = answer.states_listed();
    if states <= MOST_STATES || args.all {
        return Ok(());
    }
    Err(Failure::Limit {
        message: format!("the answer lists {states} states"),
        help: "add --all to have them written, or --equilibria, --concept or --reading to ask for less".into(),
    })
}

/// One line per state that is stable for somebody, written as it comes. For whom: a party, parties
/// joined by `+`, or `equilibrium` for everybody.
fn csv(answer: &StabilityOutput<'_>, output: &mut Output) -> Result<ExitCode, Failure> {
    let model = &answer.case.model;
    let out = output.writer();
    writeln!(out, "reading,concept,stable_for,state")?;
    for result in &answer.analysis.readings {
        // Names of readings hold neither commas nor quotation marks; the list of them does.
        let reading = choice_name(model, &result.choice).replace(", ", ";");
        for solution in &result.solutions {
            let concept = solution.concept().name();
            let movers = solution.movers().filter(|_| !answer.equilibria_only);
            let sets = movers.map(|(mover, set)| (mover_id(model, mover), set));
            for (name, set) in sets.chain([("equilibrium".to_owned(), solution.equilibria())]) {
                for index in set.iter() {
                    let state = model.pattern(result.space().state(index));
                    writeln!(out, "{reading},{concept},{name},{state}")?;
                }
            }
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn people(
    args: &StabilityArgs,
    case: &Case,
    analysis: &Analysis,
    output: &mut Output,
) -> Result<ExitCode, Failure> {
    let model = &case.model;
    let mut text = heading(&model.title);
    let _ = writeln!(
        text,
        "Columns are the outcomes that hold in at least one way.\n\
         ● taken, or holds   ○ not taken   · does not   × would gain by moving"
    );
    output.print(&text)?;
    let most = if args.all { usize::MAX } else { MOST_OUTCOMES };
    for result in &analysis.readings {
        let mut text = format!(
            "\n{}\n{} possible outcomes\n\n",
            reading_heading(case, &result.choice),
            result.space().len()
        );
        if args.patterns {
            text.push_str(&patterns(model, result)?);
            output.print(&text)?;
            continue;
        }
        let grid = grid(model, analysis, result, most);
        if grid.total == 0 {
            text.push_str("No outcome holds in any of the ways computed.\n");
        } else {
            text.push_str(&table::draw(&grid));
        }
        for (question, answers) in model.questions.iter().zip(&result.answers) {
            let _ = writeln!(
                text,
                "\n{}",
                textwrap::fill(&format!("{}:", capital(&question.text)), 80)
            );
            for (words, concepts) in grouped(&analysis.concepts, answers) {
                let line = format!("{words} — {concepts}");
                let options =
                    textwrap::Options::new(80).initial_indent("  ").subsequent_indent("      ");
                let _ = writeln!(text, "{}", textwrap::fill(&line, options));
            }
        }
        output.print(&text)?;
    }
    let mut text = String::from("\nWays of looking ahead:\n");
    for concept in &analysis.concepts {
        let _ = writeln!(
            text,
            "  {:<28} {} ({})",
            concept_words(*concept),
            concept.name(),
            concept_title(*concept)
        );
    }
    output.print(&text)?;
    Ok(ExitCode::SUCCESS)
}

/// The outcomes that hold as patterns: one letter per option, `-` for either.
fn patterns(model: &Model, result: &ReadingResult) -> Result<String, Failure> {
    let names: Vec<&str> = model.options.iter().map(|option| option.id.as_str()).collect();
    let mut text =
        format!("Y taken, N not, - either; the options in order: {}\n", names.join(", "));
    text = format!("{}\n", textwrap::fill(text.trim_end(), 80));
    for solution in &result.solutions {
        let described = describe(result.space(), solution.equilibria(), &limits().context())
            .map_err(|refusal| engine_failure(&refusal.into()))?;
        let concept = solution.concept();
        let few = if described.is_fewest() { ", as few as can be" } else { "" };
        let _ = writeln!(
            text,
            "\n{} ({}): {} in {}{few}",
            capital(concept_words(concept)),
            concept.name(),
            report::plural(described.states(), "outcome"),
            report::plural(described.patterns().len(), "pattern"),
        );
        for pattern in described.patterns().iter().take(MOST_PATTERNS) {
            let _ = writeln!(
                text,
                "  {}  {}",
                pattern.pattern.text(names.len()),
                report::plural(pattern.states, "outcome")
            );
        }
        if described.patterns().len() > MOST_PATTERNS {
            let _ = writeln!(text, "  … and {} more", described.patterns().len() - MOST_PATTERNS);
        }
    }
    Ok(text)
}

/// A title, underlined.
fn heading(title: &str) -> String {
    let wrapped = textwrap::fill(title, 80);
    let width = wrapped.lines().map(unicode_width::UnicodeWidthStr::width).max().unwrap_or(0);
    format!("{wrapped}\n{}\n", "=".repeat(width))
}

fn reading_heading(case: &Case, choice: &ReadingChoice) -> String {
    let model = &case.model;
    if model.matters.is_empty() {
        return "The case".into();
    }
    let texts: Vec<&str> = model
        .matters
        .iter()
        .zip(choice)
        .map(|(matter, &index)| matter.readings[index].text.as_str())
        .collect();
    textwrap::fill(&format!("Reading {}: {}", choice_name(model, choice), texts.join("; ")), 80)
}

/// Concepts with the same answer share a line.
fn grouped(concepts: &[Concept], answers: &[Answer]) -> Vec<(&'static str, String)> {
    let mut groups: Vec<(&'static str, Vec<&str>)> = Vec::new();
    for (concept, answer) in concepts.iter().zip(answers) {
        let words = match answer {
            Answer::InEvery => "in every outcome that holds",
            Answer::InSome => "in some outcomes that hold",
            Answer::InNone => "in none that holds",
            Answer::NothingStable => "nothing holds",
        };
        match groups.iter_mut().find(|(known, _)| *known == words) {
            Some((_, names)) => names.push(concept.name()),
            None => groups.push((words, vec![concept.name()])),
        }
    }
    groups.into_iter().map(|(words, names)| (words, names.join(", "))).collect()
}
