//! `detente coverage`: which sentences of the records the case uses.

use super::{fill, load_case};
use crate::cli::CoverageArgs;
use crate::output::{Failure, Output};
use detente::case::coverage;
use detente::evidence::Use;
use std::fmt::Write as _;
use std::process::ExitCode;

pub(crate) fn run(args: &CoverageArgs, output: &mut Output) -> Result<ExitCode, Failure> {
    let case = load_case(&args.case, output)?;
    if case.records.is_empty() {
        output.message("this case rests on no records\n");
    }
    for found in coverage(&case) {
        let def = &case.records[found.record];
        let state = &case.evidence.records[found.record];
        let (Some(coverage), Some(record)) = (found.coverage, &state.record) else {
            let line = format!(
                "{} ({}): not at hand, so its sentences cannot be listed",
                def.title, def.file
            );
            output.print(&format!("{}\n", fill(&line, "  ")))?;
            continue;
        };
        let mut text = format!(
            "{} ({})\n{} sentences: {} used, {} background, {} unused\n",
            def.title,
            def.file,
            coverage.sentences.len(),
            coverage.used,
            coverage.background,
            coverage.unused
        );
        for (sentence, what) in &coverage.sentences {
            let mark = match what {
                Use::Used => "used      ",
                Use::Background => "background",
                Use::Unused => "unused    ",
            };
            if !args.all && *what != Use::Unused {
                continue;
            }
            let words = record.text_of(sentence.start..sentence.end);
            let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
            let _ = writeln!(text, "  {mark} {:<4} {}", sentence.paragraph, clip(&words, 220));
        }
        text.push('\n');
        output.print(&text)?;
    }
    Ok(ExitCode::SUCCESS)
}

/// A long sentence is cut: the reader has the record.
fn clip(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    let cut: String = text.chars().take(most).collect();
    format!("{} …", cut.trim_end())
}
