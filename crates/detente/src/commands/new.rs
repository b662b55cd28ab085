//! `detente new`: a small commented case to start from.

use crate::cli::NewArgs;
use crate::output::{Failure, Output, write_file};
use detente::case::scaffold;
use std::process::ExitCode;

pub(crate) fn run(args: &NewArgs, output: &mut Output) -> Result<ExitCode, Failure> {
    let files = scaffold();
    for file in &files {
        let path = args.dir.join(file.name);
        if path.exists() {
            let message = format!("{} is there already", path.display());
            return Err(Failure::input(
                message,
                "nothing was written; name a folder that is new or empty",
            ));
        }
    }
    for file in &files {
        let path = args.dir.join(file.name);
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder).map_err(|error| {
                Failure::input(
                    format!("{} cannot be made: {error}", folder.display()),
                    "check the path",
                )
            })?;
        }
        write_file(&path, file.text)?;
        output.print(&format!("wrote {}\n", path.display()))?;
    }
    let dir = args.dir.display();
    output.print(&format!(
        "\nNext:\n  detente check {dir}    everything wrong with it (nothing yet)\n  detente brief {dir}    what it answers\n  edit {dir}/case.toml   each part says what it is\n"
    ))?;
    Ok(ExitCode::SUCCESS)
}
