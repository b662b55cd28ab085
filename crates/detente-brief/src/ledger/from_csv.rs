//! A table of figures as tables of a case.

use std::collections::BTreeMap;
use std::fmt::Write as _;

/// The columns that are read, by their heads; others are passed over. Names of holders are words in such a
/// table and names in a case, so that they come as comments.
const NEEDED: [&str; 2] = ["count", "figure"];
const KINDS: [&str; 8] =
    ["exactly", "at least", "more than", "at most", "less than", "between", "about", "all"];

/// Says what is wrong with a table of figures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CsvFault {
    /// The line, from 1.
    pub line: u64,
    /// What is wrong.
    pub message: String,
}

/// Makes `[ledger.NAME]` tables of a table of figures with the columns that `detente ledger --csv` writes.
///
/// # Errors
/// Every line that cannot be read.
pub fn ledger_from_csv(text: &str) -> Result<String, Vec<CsvFault>> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut reader = csv::ReaderBuilder::new().flexible(false).from_reader(text.as_bytes());
    let heads: Vec<String> = match reader.headers() {
        Ok(heads) => heads.iter().map(|head| head.trim().to_lowercase()).collect(),
        Err(error) => return Err(vec![fault(&error)]),
    };
    let mut faults: Vec<CsvFault> = NEEDED
        .iter()
        .filter(|need| !heads.iter().any(|head| head == *need))
        .map(|need| CsvFault { line: 1, message: format!("there is no column `{need}`") })
        .collect();
    if !faults.is_empty() {
        return Err(faults);
    }
    let mut order: Vec<String> = Vec::new();
    let mut entries: BTreeMap<String, (Vec<String>, Vec<String>)> = BTreeMap::new();
    for record in reader.records() {
        let record = match record {
            Ok(record) => record,
            Err(error) => {
                faults.push(fault(&error));
                continue;
            }
        };
        let line = record.position().map_or(0, csv::Position::line);
        let cell = |name: &str| -> &str {
            let at = heads.iter().position(|head| head == name);
            let cell = at.and_then(|at| record.get(at)).unwrap_or_default().trim();
            // What was marked as text for a spreadsheet.
            cell.strip_prefix('\'').unwrap_or(cell)
        };
        let id = cell("count");
        if id.is_empty() || !id.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_') {
            let message = format!("`{id}` is no name: letters, digits and hyphens");
            faults.push(CsvFault { line, message });
            continue;
        }
        let (_, figures) = entries.entry(id.to_owned()).or_insert_with(|| {
            order.push(id.to_owned());
            let mut lines = vec![format!(
                "text = {}",
                quoted(if cell("text").is_empty() { id } else { cell("text") })
            )];
            for (head, key) in [("unit", "unit"), ("part of", "part-of")] {
                if !cell(head).is_empty() {
                    lines.push(format!("{key} = {}", quoted(cell(head))));
                }
            }
            for head in ["who", "from", "to", "verified by"] {
                if !cell(head).is_empty() {
                    lines.push(format!("# {head}: {}", cell(head).replace(['\n', '\r'], " ")));
                }
            }
            (lines, Vec::new())
        });
        match figure(&cell) {
            Ok(Some(written)) => figures.push(written),
            Ok(None) => {}
            Err(message) => faults.push(CsvFault { line, message }),
        }
    }
    if !faults.is_empty() {
        return Err(faults);
    }
    let mut out = String::new();
    for id in order {
        let Some((lines, figures)) = entries.get(&id) else { continue };
        let _ = writeln!(out, "[ledger.{id}]\n{}", lines.join("\n"));
        match figures.as_slice() {
            [] => {}
            [one] => {
                let _ = writeln!(out, "figures = {one}");
            }
            many => {
                let _ = writeln!(out, "figures = [\n  {},\n]", many.join(",\n  "));
            }
        }
        out.push('\n');
    }
    Ok(out)
}

/// One figure of a line; nothing if the line has none.
fn figure<'a>(cell: &dyn Fn(&str) -> &'a str) -> Result<Option<String>, String> {
    let kind = cell("figure").to_lowercase();
    let number = |name: &str| {
        let text = cell(name).replace([' ', '\u{a0}'], "");
        // Marks of thousands are those that stand before three digits.
        let text = text.replace(',', "");
        text.parse::<i64>().map_err(|_| format!("`{}` is no whole number", cell(name)))
    };
    let amount = match kind.as_str() {
        "" => return Ok(None),
        "exactly" => format!("exactly = {}", number("low")?),
        "at least" => format!("at-least = {}", number("low")?),
        "more than" => format!("more-than = {}", number("low")?),
        "at most" => format!("at-most = {}", number("high")?),
        "less than" => format!("less-than = {}", number("high")?),
        "between" => format!("between = [{}, {}]", number("low")?, number("high")?),
        "about" => format!("about = {}", number("low")?),
        "all" => "all = true".into(),
        "not all" => "all = false".into(),
        other => {
            return Err(format!("`{other}` is no figure: one of {}, not all", KINDS.join(", ")));
        }
    };
    let mut fields = vec![amount];
    if !cell("as of").is_empty() {
        fields.push(format!("as-of = {}", cell("as of")));
    }
    let claims: Vec<String> = cell("claims")
        .split(';')
        .map(str::trim)
        .filter(|own| !own.is_empty())
        .map(quoted)
        .collect();
    match claims.as_slice() {
        [] => {}
        [one] => fields.push(format!("because = {one}")),
        many => fields.push(format!("because = [{}]", many.join(", "))),
    }
    Ok(Some(format!("{{ {} }}", fields.join(", "))))
}

fn fault(error: &csv::Error) -> CsvFault {
    let line = error.position().map_or(1, csv::Position::line);
    CsvFault { line, message: error.to_string() }
}

/// A text as TOML writes it.
fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => {
                out.push('\\');
                out.push(c);
            }
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}
