//! Opening records, and checking what a case says of their paragraphs.

use super::{RecordState, Standing};
use crate::claim::RecordDef;
use crate::lock::{Lock, LockedRecord};
use crate::world::{ReadFailure, World};
use detente_evidence::{Format, Record};
use detente_text::{Diagnostic, code};

pub(super) fn locked<'a>(lock: &'a Lock, def: &RecordDef) -> Option<(&'a LockedRecord, &'a str)> {
    lock.records.get(&def.id).map(|record| (record, lock.checked.as_str()))
}

pub(super) fn open(
    world: &dyn World,
    def: &RecordDef,
    locked: Option<(&LockedRecord, &str)>,
    out: &mut Vec<Diagnostic>,
) -> RecordState {
    let checked = locked.map(|(_, date)| date.to_owned());
    let without = |standing| RecordState {
        standing,
        record: None,
        sha256: locked.map(|(record, _)| record.sha256.clone()),
        checked: checked.clone(),
    };
    let bytes = match world.record(&def.file) {
        Ok(bytes) => bytes,
        Err(ReadFailure::Absent) => {
            let (standing, known) = match locked {
                Some((record, date)) => (
                    Standing::Absent,
                    format!(
                        "its quotations were checked on {date} against sha256 {}",
                        short(&record.sha256)
                    ),
                ),
                None => (Standing::Unseen, "its quotations have never been checked".to_owned()),
            };
            out.push(
                Diagnostic::new(
                    &code::RECORD_ABSENT,
                    format!("the record `{}` ({}) is not at hand; {known}", def.id, def.file),
                )
                .at(def.at, "not found")
                .help("say where records lie with `--records DIR` or DETENTE_RECORDS"),
            );
            return without(standing);
        }
        Err(ReadFailure::Refused(reason)) => {
            out.push(unreadable(def, &reason, "check the path in `file`, and who may read it"));
            return without(Standing::Unreadable);
        }
    };
    let format = def.format.unwrap_or_else(|| Format::guess(&def.file, &bytes));
    match Record::parse(&bytes, format) {
        Ok(record) => {
            let changed = locked.is_some_and(|(locked, _)| locked.sha256 != record.sha256());
            if let (true, Some((old, date))) = (changed, locked) {
                out.push(
                    Diagnostic::new(&code::RECORD_CHANGED, format!("the record `{}` is not the one its quotations were checked against on {date}", def.id))
                        .at(def.at, "changed")
                        .note(format!("locked sha256 {}, found {}", short(&old.sha256), short(record.sha256())))
                        .help("a corrected edition is a new record; if this one is right, run `detente lock`"),
                );
            }
            RecordState {
                standing: if changed { Standing::Changed } else { Standing::AtHand },
                sha256: Some(record.sha256().to_owned()),
                record: Some(record),
                checked,
            }
        }
        Err(error) => {
            out.push(unreadable(
                def,
                &error.to_string(),
                "records are UTF-8 text or TEI; say which with `format`",
            ));
            without(Standing::Unreadable)
        }
    }
}

fn unreadable(def: &RecordDef, reason: &str, help: &str) -> Diagnostic {
    Diagnostic::new(
        &code::RECORD_UNREADABLE,
        format!("the record `{}` ({}) cannot be read: {reason}", def.id, def.file),
    )
    .at(def.at, "cannot be read")
    .help(help)
}

/// The first twelve digits of a hash.
pub fn short(sha256: &str) -> &str {
    sha256.get(..12).unwrap_or(sha256)
}

pub(super) fn check_layers(def: &RecordDef, state: &RecordState, out: &mut Vec<Diagnostic>) {
    let Some(record) = &state.record else { return };
    for layer in &def.layers {
        let place = |id: &str| {
            let paragraph = record.paragraph(id)?;
            record.paragraphs().iter().position(|other| other.id == paragraph.id)
        };
        let problem = match (place(&layer.from), place(&layer.to)) {
            (None, _) => format!("the record has no paragraph `{}`", layer.from),
            (_, None) => format!("the record has no paragraph `{}`", layer.to),
            (Some(from), Some(to)) if from > to => {
                format!("`{}` comes after `{}`", layer.from, layer.to)
            }
            _ => continue,
        };
        out.push(
            Diagnostic::new(
                &code::LAYER_RANGE,
                format!("the layer `{}` does not fit its record: {problem}", layer.id),
            )
            .at(layer.at, "does not fit")
            .help(format!("the record has paragraphs {}", span_of(record))),
        );
    }
    for (range, at) in &def.background {
        if paragraphs(record, range).is_none() {
            out.push(
                Diagnostic::new(
                    &code::NO_SUCH_PARAGRAPH,
                    format!("the record `{}` has no paragraphs `{range}`", def.id),
                )
                .at(*at, "not there")
                .help(format!("the record has paragraphs {}", span_of(record))),
            );
        }
    }
}

pub(super) fn span_of(record: &Record) -> String {
    match record.paragraphs() {
        [] => "none".into(),
        [only] => format!("{} only", only.id),
        [first, .., last] => format!("{} to {}", first.id, last.id),
    }
}

/// The code points of a paragraph or a range of paragraphs such as `p46-p49`.
pub(crate) fn paragraphs(record: &Record, range: &str) -> Option<std::ops::Range<usize>> {
    if let Some(paragraph) = record.paragraph(range.trim()) {
        return Some(paragraph.start..paragraph.end);
    }
    let (from, to) = range.split_once('-')?;
    let (from, to) = (record.paragraph(from.trim())?, record.paragraph(to.trim())?);
    (from.start <= to.start).then_some(from.start..to.end)
}
