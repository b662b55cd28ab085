//! KTAB's CSV format: a line on the scenario, a line of headings, a line for each actor.

use super::dialect::Dialect;
use super::{CAPABILITY, KtabActor, KtabFile, PERCENT, Place, shortened};

/// Reads a KTAB scenario in CSV.
///
/// Line 1 holds name, description, number of actors and of dimensions; line 2 the headings; each line
/// after it name, description, capability, and position and salience for each dimension. Fields may be
/// quoted, with a doubled quote for one, and parted by semicolons or tabs too, where decimals may have a
/// comma. A byte order mark, either kind of line ends, and empty fields
/// at the end of a line are passed over. The numbers of line 1 are only compared with what is there.
///
/// ```
/// let text = "Tariff,A duty,2,1,\nActor,About,Power,Duty,Salience\n\
///             North,\"Wants it low, very low\",50,10,80\nSouth,Wants it high,30,,60\n";
/// let file = detente_bargain::read_ktab_csv(text);
/// assert_eq!(file.actors[0].position, [Some(10.0)]);
/// assert_eq!(file.faults[0].line, 4);
/// assert_eq!(file.scenario()?.left_out[0].party, 1);
/// # Ok::<(), detente_bargain::Refusal>(())
/// ```
pub fn read_ktab_csv(text: &str) -> KtabFile {
    let mut file = KtabFile::empty();
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut rows = text
        .lines()
        .enumerate()
        .map(|(at, line)| (at + 1, line))
        .filter(|(_, line)| !line.trim().is_empty());
    let Some((line, first)) = rows.next() else {
        file.error(1, "there is nothing in it", "begin with name, description, actors, dimensions");
        return file;
    };
    let counts =
        |head: &[String]| head.len() >= 4 && head[2..4].iter().all(|field| whole(field.trim()));
    let dialect = Dialect::of(first, counts);
    let head = dialect.fields(first, line, &mut file);
    if !counts(&head) && head.len() < 3 {
        let message = "this is no scenario: its first line has not the four fields of one";
        let help = "begin with name, description, actors, dimensions, or, for one issue, with the headings actor,capability,position,salience";
        file.error(line, message, help);
        return file;
    }
    file.name = head.first().map(|name| name.trim().to_owned()).unwrap_or_default();
    file.description = head.get(1).map(|about| about.trim().to_owned()).unwrap_or_default();
    let declared_actors = count(&head, 2, "actors", line, &mut file);
    let declared = count(&head, 3, "dimensions", line, &mut file);

    let Some((line, second)) = rows.next() else {
        file.error(line, "there are no headings", "name the columns on the second line");
        return file;
    };
    let headings = dialect.fields(second, line, &mut file);
    let pairs = headings.len().saturating_sub(3) / 2;
    let dimensions =
        declared.filter(|&declared| declared <= pairs && declared > 0).unwrap_or(pairs);
    if declared.is_some_and(|declared| declared != dimensions) || dimensions == 0 {
        let message = format!("the headings have columns for {dimensions} dimensions");
        file.error(line, message, "give a position and a salience column for each dimension");
    }
    file.dimensions = (0..dimensions).map(|at| headings[3 + 2 * at].trim().to_owned()).collect();
    for (line, row) in rows {
        read_actor(dialect, row, line, &mut file);
    }
    if let Some(declared) = declared_actors.filter(|&declared| declared != file.actors.len()) {
        let message = format!(
            "line 1 speaks of {declared} actors, there are {}; all are read",
            file.actors.len()
        );
        file.warn(1, message, "correct the number, or add what is missing");
    }
    file.finish()
}

fn count(
    head: &[String],
    at: usize,
    what: &str,
    line: usize,
    file: &mut KtabFile,
) -> Option<usize> {
    let text = head.get(at).map_or("", |text| text.trim());
    // Too large a count for this machine is larger than what is there.
    if whole(text) {
        return Some(text.parse().unwrap_or(usize::MAX));
    }
    let message = format!(
        "the number of {what} is `{}`",
        if text.is_empty() { text.into() } else { shortened(text) }
    );
    file.warn(line, message, "write it as the third or fourth field of the first line");
    None
}

/// Tells whether a field is a whole number.
fn whole(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn read_actor(dialect: Dialect, row: &str, line: usize, file: &mut KtabFile) {
    let fields = dialect.fields(row, line, file);
    let dimensions = file.dimensions.len();
    let wanted = 3 + 2 * dimensions;
    let name = fields.first().map_or("", |name| name.trim()).to_owned();
    let description = fields.get(1).map_or("", |about| about.trim()).to_owned();
    if name.is_empty() {
        file.error(line, "an actor has no name", "write it in the first field");
    }
    let short = fields.len() < wanted;
    if short {
        let message =
            format!("the line of {} has {} fields of {wanted}", shortened(&name), fields.len());
        let help = "add the missing fields; until then the actor is left out";
        file.error(line, message, help);
    }
    let extra = fields.iter().skip(wanted).find(|field| !field.trim().is_empty());
    if let Some(extra) = extra {
        let message = format!("`{}` stands behind the last column", shortened(extra));
        file.warn(line, message, "remove it, or quote a field that holds commas");
    }
    let mut number = |at: usize, which: &str, bounds| {
        // Of a field that is not there the fault of the whole line speaks.
        let text = fields.get(at)?;
        file.number(&dialect.decimal(text), &Place { line, which, actor: &name }, bounds)
    };
    let capability = number(2, "the capability", CAPABILITY);
    let mut pairs = |from: usize, which: &str| -> Vec<Option<f64>> {
        // Nothing is kept for each dimension where the line has not that much.
        (0..if short { 0 } else { dimensions })
            .map(|at| number(from + 2 * at, &format!("{which} {}", at + 1), PERCENT))
            .collect()
    };
    let (position, salience) = (pairs(3, "position"), pairs(4, "salience"));
    file.actors.push(KtabActor { name, description, capability, position, salience, line });
}
