//! Developer commands.
//!
//! `detente-dev regenerate` writes the generated files of the repository; `detente-dev measure CASE…`
//! prints what a brief of each case costs; `detente-dev bench stability` what solving large random
//! models costs, `detente-dev bench hinges` what changing every assumption costs, `detente-dev bench bodies` how
//! long the power of known bodies takes, `detente-dev bench forecast` how long forecasts take and how far off
//! they are on decided issues.

mod bench_bodies;
mod bench_bound;
mod bench_forecast;
mod bench_hinges;
mod bench_stability;
mod deu;
mod measure;

use detente_dev::generated;
use std::path::Path;
use std::process::ExitCode;

fn usage() -> String {
    format!(
        "usage: detente-dev regenerate | detente-dev measure CASE… | {} | detente-dev bench hinges | detente-dev bench bodies | {}\n",
        bench_stability::USAGE,
        bench_forecast::USAGE
    )
}

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let result = match args.split_first() {
        Some((command, [])) if command == "regenerate" => regenerate(),
        Some((command, cases)) if command == "measure" && !cases.is_empty() => measure::run(cases),
        Some((command, [what, sizes @ ..])) if command == "bench" && what == "stability" => {
            bench_stability::run(sizes)
        }
        Some((command, [what])) if command == "bench" && what == "hinges" => bench_hinges::run(),
        Some((command, [what])) if command == "bench" && what == "bodies" => {
            Ok(bench_bodies::run())
        }
        Some((command, [what, args @ ..])) if command == "bench" && what == "forecast" => {
            bench_forecast::run(args)
        }
        _ => Err(usage()),
    };
    match result {
        Ok(text) => {
            print!("{text}");
            ExitCode::SUCCESS
        }
        Err(message) => {
            eprint!("{message}");
            ExitCode::from(2)
        }
    }
}

fn regenerate() -> Result<String, String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut report = String::new();
    for file in generated() {
        let path = root.join(file.path);
        let old = std::fs::read_to_string(&path).unwrap_or_default();
        if old != file.text {
            if let Some(folder) = path.parent() {
                std::fs::create_dir_all(folder)
                    .map_err(|error| format!("{}: {error}\n", file.path))?;
            }
            std::fs::write(&path, &file.text)
                .map_err(|error| format!("{}: {error}\n", file.path))?;
            report.push_str(&format!("wrote {}\n", file.path));
        }
    }
    Ok(if report.is_empty() { "everything is up to date\n".into() } else { report })
}
