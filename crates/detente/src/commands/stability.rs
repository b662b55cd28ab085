//! `detente stability`: which outcomes hold, as a table for people or JSON for machines.

use super::{engine_failure, fill, load_case, select_readings};
use crate::cli::StabilityArgs;
use crate::interrupt::limits;
use crate::output::{Failure, Output};
use crate::table;
use detente::brief::words::{capital, concept_title, concept_words, mover_id};
use detente::brief::{
    Analysis, Answer, EngineError, Further, ReadingResult, StabilityOutput, Way, analyse,
    choice_name, grid, reading_line, under_uncertainty,
};
use detente::case::Case;
use detente::model::{Model, ReadingChoice};
use detente::report;
use detente::stability::{Concept, Extension, RefusalCode, StateSet, describe};
use std::fmt::Write as _;
use std::io::Write as _;
use std::process::ExitCode;

/// More states than this are listed only on request.
const MOST_STATES: usize = 100_000;
/// More patterns than this are counted, not told.
const MOST_PATTERNS: usize = 30;
/// More outcomes than this make a table nobody reads.
const MOST_OUTCOMES: usize = 9;

/// What was found: the fast engine's concepts, and further ways for each combination of readings.
struct Found {
    analysis: Analysis,
    further: Vec<Vec<Further>>,
    refused: Vec<(String, String)>,
}

pub(crate) fn run(args: &StabilityArgs, output: &mut Output) -> Result<ExitCode, Failure> {
    if args.equilibria && !args.json && !args.csv {
        return Err(Failure::input(
            "--equilibria says what to leave out of --json or --csv",
            "add one of them; the table shows outcomes that hold in any case",
        ));
    }
    let ways = ways(&args.concept)?;
    let case = load_case(&args.case, output)?;
    let found = match &args.unknown {
        Some(letter) => unknown(args, &case, &ways, letter)?,
        None => known(args, &case, ways, output)?,
    };
    if !args.csv && !args.json {
        return people(args, &case, &found, output);
    }
    let answer = StabilityOutput {
        case: &case,
        analysis: &found.analysis,
        version: env!("CARGO_PKG_VERSION"),
        equilibria_only: args.equilibria,
        further: &found.further,
        unknown: args.unknown.as_deref(),
        refused: &found.refused,
    };
    refuse_flood(args, &answer)?;
    if args.csv { csv(&answer, output) } else { json(&answer, output) }
}

fn ways(names: &[String]) -> Result<Vec<Way>, Failure> {
    if names.is_empty() {
        return Ok(Concept::ALL.into_iter().map(Way::Single).collect());
    }
    let parsed =
        names.iter().map(|name| name.parse::<Way>().map_err(|e| Failure::input(e.to_string(), "")));
    parsed.collect()
}

/// Each combination of readings by itself.
fn known(
    args: &StabilityArgs,
    case: &Case,
    ways: Vec<Way>,
    output: &mut Output,
) -> Result<Found, Failure> {
    let choices = select_readings(&case.model, &args.reading)?;
    let single = ways.iter().filter_map(|way| match way {
        Way::Single(concept) => Some(*concept),
        _ => None,
    });
    let asked = !args.concept.is_empty();
    let (concepts, mut refused) = split_refused(case, single.collect(), asked, output);
    let mut concepts = concepts;
    let mut solved = analyse(&case.model, &concepts, &limits());
    // Nobody asked for `sim` by name; where it is too much the rest is still an answer.
    if let Err(EngineError::Refused(refusal)) = &solved
        && refusal.code == RefusalCode::TooMuchWork
        && !asked
        && concepts.contains(&Concept::Sim)
    {
        let reason = format!("{}; {}", refusal.reason, refusal.instead);
        left_out(output, "sim", &reason);
        refused.push(("sim".into(), reason));
        concepts.retain(|concept| *concept != Concept::Sim);
        solved = analyse(&case.model, &concepts, &limits());
    }
    let mut analysis = solved.map_err(|error| engine_failure(&error))?;
    if !args.reading.is_empty() {
        analysis.readings.retain(|result| choices.contains(&result.choice));
    }
    let mut further = vec![Vec::new(); analysis.readings.len()];
    for way in ways.into_iter().filter(|way| !matches!(way, Way::Single(_))) {
        let solved = analysis
            .readings
            .iter()
            .map(|result| detente::brief::further(&case.model, &analysis, result, way, &limits()))
            .collect::<Result<Vec<Further>, EngineError>>();
        match solved {
            Ok(solved) => further.iter_mut().zip(solved).for_each(|(list, way)| list.push(way)),
            // What is not defined here is left out with the reason; the rest is still an answer.
            Err(EngineError::Refused(refusal)) if is_undefined(refusal.code) => {
                let reason = format!("{}; {}", refusal.reason, refusal.instead);
                left_out(output, &way.to_string(), &reason);
                refused.push((way.to_string(), reason));
            }
            Err(error) => return Err(engine_failure(&error)),
        }
    }
    let nothing = concepts.is_empty() && further.iter().all(Vec::is_empty);
    if nothing && !args.json {
        return Err(Failure::Limit {
            message: "none of the concepts asked for can be computed for this case".into(),
            help: "ask for nash, gmr, smr, seq or symseq".into(),
        });
    }
    Ok(Found { analysis, further, refused })
}

/// Says what is left out, and why.
fn left_out(output: &mut Output, way: &str, reason: &str) {
    output.message(&format!("{}\n", fill(&format!("{way} is left out: {reason}"), "  ")));
}

fn is_undefined(code: RefusalCode) -> bool {
    matches!(code, RefusalCode::NotDefined | RefusalCode::JointOptions)
}

/// All selected readings together, what they disagree on being unknown.
fn unknown(
    args: &StabilityArgs,
    case: &Case,
    ways: &[Way],
    letter: &str,
) -> Result<Found, Failure> {
    let choices = select_readings(&case.model, &args.reading)?;
    let asked = ways.iter().map(|way| match way {
        Way::Single(Concept::Sim) if args.concept.is_empty() => Ok(None),
        Way::Single(concept) if *concept != Concept::Sim => Ok(Some(*concept)),
        _ => Err(Failure::input(
            format!("{way} is not computed with unknown preferences"),
            "ask for nash, gmr, smr, seq or symseq",
        )),
    });
    let concepts: Vec<Concept> =
        asked.collect::<Result<Vec<_>, _>>()?.into_iter().flatten().collect();
    let extension = Extension::ALL.into_iter().find(|extension| extension.name() == letter);
    // The command line takes no other letters.
    let extension = extension.unwrap_or(Extension::A);
    let mut analysis =
        analyse(&case.model, &[], &limits()).map_err(|error| engine_failure(&error))?;
    analysis.readings.retain(|result| choices.contains(&result.choice));
    let found = under_uncertainty(&case.model, &analysis, &concepts, extension, &limits())
        .map_err(|error| engine_failure(&error))?;
    analysis.readings.truncate(1);
    Ok(Found { analysis, further: vec![found], refused: Vec::new() })
}

/// `sim` is not defined where options are held jointly: it is left out with the reason.
fn split_refused(
    case: &Case,
    concepts: Vec<Concept>,
    asked: bool,
    output: &mut Output,
) -> (Vec<Concept>, Vec<(String, String)>) {
    if !case.model.options.iter().any(detente::model::OptionDef::is_joint) {
        return (concepts, Vec::new());
    }
    let reason =
        "not defined where an option is held jointly: a joint move is no choice of one party";
    let (kept, refused): (Vec<Concept>, Vec<Concept>) =
        concepts.into_iter().partition(|concept| *concept != Concept::Sim);
    if asked && !refused.is_empty() {
        left_out(output, "sim", reason);
    }
    let named = |concept: Concept| (concept.name().to_owned(), reason.to_owned());
    (kept, refused.into_iter().map(named).collect())
}

fn json(answer: &StabilityOutput<'_>, output: &mut Output) -> Result<ExitCode, Failure> {
    output.json(&answer)?;
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
    for (place, result) in answer.analysis.readings.iter().enumerate() {
        // Names of readings hold neither commas nor quotation marks; the list of them does.
        let reading = match answer.unknown {
            Some(_) => String::new(),
            None => choice_name(model, &result.choice).replace(", ", ";"),
        };
        let mut rows = |concept: &str, name: &str, set: &StateSet| {
            set.iter().try_for_each(|index| {
                let state = model.pattern(result.space().state(index));
                writeln!(out, "{reading},{concept},{name},{state}")
            })
        };
        for solution in &result.solutions {
            let concept = solution.concept().name();
            for (mover, set) in solution.movers().filter(|_| !answer.equilibria_only) {
                rows(concept, &mover_id(model, mover), set)?;
            }
            rows(concept, "equilibrium", solution.equilibria())?;
        }
        for way in answer.further.get(place).into_iter().flatten() {
            for (name, set) in way.stable.iter().filter(|_| !answer.equilibria_only) {
                rows(&way.name, name, set)?;
            }
            rows(&way.name, "equilibrium", &way.equilibria)?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn people(
    args: &StabilityArgs,
    case: &Case,
    found: &Found,
    output: &mut Output,
) -> Result<ExitCode, Failure> {
    let model = &case.model;
    let analysis = &found.analysis;
    let mut text = heading(&model.title);
    if !args.patterns {
        let _ = writeln!(
            text,
            "Columns are the outcomes that hold in at least one way.\n\
         ● taken, or holds   ○ not taken   · does not   × would gain by moving"
        );
    }
    output.print(&text)?;
    let most = if args.all { usize::MAX } else { MOST_OUTCOMES };
    for (result, further) in analysis.readings.iter().zip(&found.further) {
        let heading = match &args.unknown {
            Some(letter) => {
                let which =
                    if args.reading.is_empty() { "All readings" } else { "The readings chosen" };
                let words = format!(
                    "{which} at once: what they disagree on is unknown, extension {letter}"
                );
                textwrap::fill(&words, 80)
            }
            None => reading_heading(case, &result.choice),
        };
        let count = report::plural(result.space().len(), "possible outcome");
        let mut text = format!("\n{heading}\n{count}\n\n");
        if args.patterns {
            text.push_str(&patterns(model, result, further)?);
            output.print(&text)?;
            continue;
        }
        let grid = grid(model, analysis, result, further, most);
        if grid.total == 0 {
            text.push_str("No outcome holds in any of the ways computed.\n");
        } else {
            text.push_str(&table::draw(&grid));
        }
        for (place, question) in model.questions.iter().enumerate() {
            let _ = writeln!(
                text,
                "\n{}",
                textwrap::fill(&format!("{}:", capital(&question.text)), 80)
            );
            let single = analysis.concepts.iter().map(|concept| concept.name());
            let single = single.zip(result.answers[place].iter().copied());
            let answers =
                single.chain(further.iter().map(|way| (way.name.as_str(), way.answers[place])));
            for (words, concepts) in grouped(answers) {
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
        let (words, title) = (concept_words(*concept), concept_title(*concept));
        let _ = writeln!(text, "  {words:<30} {} ({title})", concept.name());
    }
    for way in found.further.first().into_iter().flatten() {
        let line = format!("  {:<30} {} ({})", way.words, way.name, way.title);
        let _ = writeln!(text, "{}", fill(&line, "      "));
    }
    if !model.views.is_empty() {
        let _ = writeln!(
            text,
            "\nSome see the case otherwise: `detente views` lets each act on what it sees."
        );
    }
    output.print(&text)?;
    Ok(ExitCode::SUCCESS)
}

/// The outcomes that hold as patterns: one letter per option, `-` for either.
fn patterns(model: &Model, result: &ReadingResult, further: &[Further]) -> Result<String, Failure> {
    let names: Vec<&str> = model.options.iter().map(|option| option.id.as_str()).collect();
    let mut text =
        format!("Y taken, N not, - either; the options in order: {}\n", names.join(", "));
    text = format!("{}\n", textwrap::fill(text.trim_end(), 80));
    let single = result.solutions.iter().map(|solution| {
        let concept = solution.concept();
        (concept.name(), concept_words(concept), solution.equilibria())
    });
    let further =
        further.iter().map(|way| (way.name.as_str(), way.words.as_str(), &way.equilibria));
    let all: Vec<_> = single.chain(further).collect();
    let stage = limits().stage("putting outcomes into patterns", all.len());
    for (name, words, equilibria) in all {
        let described = describe(result.space(), equilibria, &limits().context())
            .map_err(|refusal| engine_failure(&refusal.into()))?;
        stage.step();
        let few = if described.is_fewest() { ", as few as can be" } else { "" };
        let _ = writeln!(
            text,
            "\n{} ({}): {} in {}{few}",
            capital(words),
            name,
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
    let line = reading_line(&case.model, choice).unwrap_or_else(|| "The case".into());
    textwrap::fill(&line, 80)
}

/// Concepts with the same answer share a line.
fn grouped<'a>(answers: impl Iterator<Item = (&'a str, Answer)>) -> Vec<(&'static str, String)> {
    let mut groups: Vec<(&'static str, Vec<&str>)> = Vec::new();
    for (name, answer) in answers {
        let words = match answer {
            Answer::InEvery => "in every outcome that holds",
            Answer::InSome => "in some outcomes that hold",
            Answer::InNone => "in none that holds",
            Answer::NothingStable => "nothing holds",
        };
        match groups.iter_mut().find(|(known, _)| *known == words) {
            Some((_, names)) => names.push(name),
            None => groups.push((words, vec![name])),
        }
    }
    groups.into_iter().map(|(words, names)| (words, names.join(", "))).collect()
}
