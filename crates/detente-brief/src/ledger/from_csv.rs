//! A table of figures as tables of a case.

use detente_model::Day;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::ops::Range;

/// The columns that are read, by their heads; others are passed over. Names of holders are words in such a
/// table and names in a case, so that they come as comments.
const HEADS: [&str; 13] = [
    "count",
    "figure",
    "text",
    "unit",
    "who",
    "from",
    "to",
    "part of",
    "verified by",
    "low",
    "high",
    "as of",
    "claims",
];
const NEEDED: [&str; 2] = ["count", "figure"];
const KINDS: [&str; 8] =
    ["exactly", "at least", "more than", "at most", "less than", "between", "about", "all"];

/// Says what is wrong with a table of figures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CsvFault {
    /// Where, in bytes of the text.
    pub at: Range<usize>,
    /// What is wrong.
    pub message: String,
    /// What is wrong here, in a few words.
    pub label: &'static str,
    /// What to do.
    pub help: String,
}

/// What stands in a cell is wrong: what, in a few words, and what to do.
struct Wrong {
    head: &'static str,
    message: String,
    label: &'static str,
    help: String,
}

/// A line of a table, and where it stands in the text.
struct Line<'a> {
    text: &'a str,
    start: usize,
    heads: &'a [String],
    record: &'a csv::StringRecord,
}

impl Line<'_> {
    fn cell(&self, head: &str) -> &str {
        let at = self.heads.iter().position(|own| own == head);
        let cell = at.and_then(|at| self.record.get(at)).unwrap_or_default().trim();
        // What was marked as text for a spreadsheet.
        cell.strip_prefix('\'').unwrap_or(cell)
    }

    /// Where the line stands, without its end.
    fn whole(&self) -> Range<usize> {
        let rest = self.text.get(self.start..).unwrap_or_default();
        // The reader may count the end of the line before to this one.
        let skipped = rest.len() - rest.trim_start_matches(['\r', '\n']).len();
        let rest = &rest[skipped..];
        let end = rest.find(['\r', '\n']).unwrap_or(rest.len());
        self.start + skipped..self.start + skipped + end.max(1)
    }

    /// Where a cell stands, if its words are found behind the cells before it; or else the whole line.
    fn place(&self, head: &str) -> Range<usize> {
        let whole = self.whole();
        let Some(column) = self.heads.iter().position(|own| own == head) else { return whole };
        let mut at = whole.start;
        for (place, cell) in self.record.iter().enumerate().take(column + 1) {
            let cell = cell.trim();
            let rest = self.text.get(at..whole.end).unwrap_or_default();
            let Some(found) = rest.find(cell).filter(|_| !cell.is_empty()) else { continue };
            if place == column {
                return at + found..at + found + cell.len();
            }
            at += found + cell.len();
        }
        whole
    }
}

/// Makes `[ledger.NAME]` tables of a table of figures with the columns that `detente ledger --csv` writes,
/// parted by commas, semicolons or tabs.
///
/// # Errors
/// Every line that cannot be read.
pub fn ledger_from_csv(text: &str) -> Result<String, Vec<CsvFault>> {
    let start = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let first = text[start..].lines().next().unwrap_or_default();
    if let Some(at) = text.rfind('"').filter(|_| text.matches('"').count() % 2 == 1) {
        return Err(vec![CsvFault {
            at: at..at + 1,
            message: "a quotation mark is not closed".into(),
            label: "opened here",
            help: "close it; a mark within a cell is written twice".into(),
        }]);
    }
    let parted = [',', ';', '\t']
        .into_iter()
        .max_by_key(|mark| (first.matches(*mark).count(), *mark == ','));
    let mut reader = csv::ReaderBuilder::new()
        .flexible(true)
        .delimiter(parted.map_or(b',', |mark| mark as u8))
        .from_reader(&text.as_bytes()[start..]);
    let heads: Vec<String> = reader
        .headers()
        .map(|heads| heads.iter().map(|head| head.trim().to_lowercase()).collect())
        .unwrap_or_default();
    let faults = head_faults(&heads, start..start + first.len().max(1));
    if !faults.is_empty() {
        return Err(faults);
    }
    let mut faults = Vec::new();
    let mut order: Vec<String> = Vec::new();
    let mut entries: BTreeMap<String, Entry> = BTreeMap::new();
    for record in reader.records() {
        // A text that is one already has no other faults: lines may differ in length.
        let Ok(record) = record else { continue };
        let at = start + record.position().map_or(0, |own| own.byte() as usize);
        let line = Line { text, start: at, heads: &heads, record: &record };
        if let Err(wrong) = read(&line, &mut order, &mut entries) {
            faults.push(CsvFault {
                at: line.place(wrong.head),
                message: wrong.message,
                label: wrong.label,
                help: wrong.help,
            });
        }
    }
    if faults.is_empty() { Ok(written(&order, &entries)) } else { Err(faults) }
}

fn head_faults(heads: &[String], at: Range<usize>) -> Vec<CsvFault> {
    let fault = |message: String, label: &'static str, help: &str| CsvFault {
        at: at.clone(),
        message,
        label,
        help: help.to_owned(),
    };
    let missing: Vec<String> = NEEDED
        .iter()
        .filter(|need| !heads.iter().any(|head| head == *need))
        .map(|need| format!("`{need}`"))
        .collect();
    if !missing.is_empty() {
        let message = format!("there is no column {}", missing.join(" and no column "));
        let help =
            "name the columns in the first line; they are those that `detente ledger --csv` writes";
        return vec![fault(message, "not among these", help)];
    }
    let twice = |head: &&&str| heads.iter().filter(|own| own == *head).count() > 1;
    let twice = HEADS.iter().filter(twice);
    twice
        .map(|head| {
            fault(format!("two columns are called `{head}`"), "twice here", "keep one of them")
        })
        .collect()
}

/// What is known of a count: the line of each of its keys, and its figures.
#[derive(Default)]
struct Entry {
    lines: Vec<String>,
    figures: Vec<String>,
}

/// Reads a line into the count that it is about.
fn read(
    line: &Line<'_>,
    order: &mut Vec<String>,
    entries: &mut BTreeMap<String, Entry>,
) -> Result<(), Wrong> {
    let wrong =
        |head, message, label, help: &str| Wrong { head, message, label, help: help.into() };
    if line.record.len() != line.heads.len() {
        let message = format!("{} cells under {} heads", line.record.len(), line.heads.len());
        let help = "give every column a cell, empty if need be; put a cell with a comma in \"quotation marks\"";
        return Err(wrong("", message, "this line", help));
    }
    let cell = |head: &str| line.cell(head);
    let id = cell("count");
    if id.is_empty() || !id.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_') {
        let message = format!("`{id}` is no name");
        return Err(wrong("count", message, "no name", "use letters, digits and hyphens"));
    }
    let figure = figure(&cell)?;
    let mut lines =
        vec![format!("text = {}", quoted(if cell("text").is_empty() { id } else { cell("text") }))];
    for (head, key) in [("unit", "unit"), ("part of", "part-of")] {
        if !cell(head).is_empty() {
            lines.push(format!("{key} = {}", quoted(cell(head))));
        }
    }
    for head in ["who", "from", "to", "verified by"] {
        if !cell(head).is_empty() {
            lines.push(format!("# {head}: {}", cell(head).replace(char::is_control, " ")));
        }
    }
    match entries.get_mut(id) {
        Some(known) if known.lines != lines => {
            let message = format!("`{id}` is not the same here as on an earlier line");
            let help =
                "give a count one text, unit, group and holder, the same on each of its lines";
            return Err(wrong("count", message, "again, otherwise", help));
        }
        Some(known) => known.figures.extend(figure),
        None => {
            order.push(id.to_owned());
            entries.insert(id.to_owned(), Entry { lines, figures: figure.into_iter().collect() });
        }
    }
    Ok(())
}

fn written(order: &[String], entries: &BTreeMap<String, Entry>) -> String {
    let mut out = String::new();
    for id in order {
        let Some(Entry { lines, figures }) = entries.get(id) else { continue };
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
    out
}

/// A whole number of a cell, not below nought.
fn number(head: &'static str, text: &str) -> Result<i64, Wrong> {
    let wrong = |message, label, help: &str| Wrong { head, message, label, help: help.into() };
    if text.is_empty() {
        let message = format!("this figure needs a number under `{head}`");
        return Err(wrong(message, "none here", "write a whole number there"));
    }
    // Marks of thousands are those that stand before three digits.
    let digits = text.replace([' ', ',', '\u{a0}', '\u{202f}'], "");
    match digits.parse::<i64>() {
        Ok(number) if number >= 0 => Ok(number),
        Ok(_) => Err(wrong(
            format!("`{text}` is less than nothing"),
            "below 0",
            "write a whole number from 0 on",
        )),
        Err(_) => Err(wrong(
            format!("`{text}` is no whole number"),
            "no whole number",
            "write it in figures, such as 27000",
        )),
    }
}

/// A figure that stands in one cell, as kind, low and high: `27000`, `more than 27,000`, `20 to 30`.
fn in_one_cell(text: &str) -> Option<(&'static str, &str, &str)> {
    let first = text.find(|c: char| c.is_ascii_digit())?;
    // A sign belongs to its number.
    let first = text[..first].strip_suffix('-').map_or(first, str::len);
    let (words, numbers) = (text[..first].trim(), text[first..].trim());
    let two = [" to ", " and ", "–"].into_iter().find_map(|mark| numbers.split_once(mark));
    let kind = match (words, two) {
        ("" | "between" | "from", Some((low, high))) => {
            return Some(("between", low.trim(), high.trim()));
        }
        ("" | "exactly", None) => "exactly",
        ("at least", None) => "at least",
        ("more than" | "over", None) => "more than",
        ("at most" | "up to", None) => "at most",
        ("less than" | "fewer than" | "under", None) => "less than",
        ("about" | "some", None) => "about",
        _ => return None,
    };
    Some((kind, numbers, numbers))
}

/// One figure of a line; nothing if the line has none.
fn figure<'a>(cell: &dyn Fn(&str) -> &'a str) -> Result<Option<String>, Wrong> {
    let stated = cell("figure").to_lowercase();
    let whole = in_one_cell(&stated);
    let kind = whole.map_or(stated.as_str(), |(kind, ..)| kind);
    if let (Some(_), Some(head)) =
        (whole, ["low", "high"].into_iter().find(|head| !cell(head).is_empty()))
    {
        let message = format!("`{stated}` has its number, and there is one under `{head}` too");
        let help = format!("leave `{head}` empty, or write the words alone under `figure`");
        return Err(Wrong { head: "figure", message, label: "a number here", help });
    }
    let number = |head: &'static str| match whole {
        Some((_, low, high)) => number("figure", if head == "low" { low } else { high }),
        None => number(head, cell(head)),
    };
    let amount = match kind {
        "" => return Ok(None),
        "exactly" => format!("exactly = {}", number("low")?),
        "at least" => format!("at-least = {}", number("low")?),
        "more than" => format!("more-than = {}", number("low")?),
        "at most" => format!("at-most = {}", number("high")?),
        "less than" => format!("less-than = {}", number("high")?),
        "between" => {
            let (low, high) = (number("low")?, number("high")?);
            if low > high {
                let message = format!("between {low} and {high} lies nothing");
                let (head, label) = if whole.is_some() {
                    ("figure", "reversed")
                } else {
                    ("low", "more than `high`")
                };
                let help = "put the smaller one first, or under `low`".to_owned();
                return Err(Wrong { head, message, label, help });
            }
            format!("between = [{low}, {high}]")
        }
        "about" => format!("about = {}", number("low")?),
        "all" => "all = true".into(),
        "not all" => "all = false".into(),
        other => {
            let message = format!("`{other}` is no figure");
            let help = format!("write a number, or one of {}, not all", KINDS.join(", "));
            return Err(Wrong { head: "figure", message, label: "no figure", help });
        }
    };
    let mut fields = vec![amount];
    let day = cell("as of");
    if !day.is_empty() {
        if day.len() != 10 || Day::from_iso(day).is_none() {
            let message = format!("`{day}` is no day");
            let help = "write it as 1953-07-05".to_owned();
            return Err(Wrong { head: "as of", message, label: "no day", help });
        }
        fields.push(format!("as-of = {day}"));
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
