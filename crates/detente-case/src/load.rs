//! Loading a case folder. It never stops at the first fault: whatever can be read is read, and
//! everything wrong is told at once.

use crate::claim::{Audience, Claim, Other, RecordDef, Voice};
use crate::evidence::{Evidence, check_evidence};
use crate::grammar::{CASE_FILE, CLAIMS_FILE, SCHEMA_VERSION};
use crate::lock::Lock;
use crate::lower::{Declared, lower};
use crate::node::{Node, Value, parse};
use crate::shape::{Shape, check};
use crate::world::{ReadFailure, World};
use detente_model::{Change, Model, Preference, Support};
use detente_text::{Diagnostic, FileId, Sources, Span, code, has_errors};
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;
use std::fmt::Write as _;

/// The largest case file that is read, in bytes.
pub const MAX_CASE_FILE: usize = 8 * 1024 * 1024;

/// A case that can be computed on.
#[derive(Debug)]
pub struct Case {
    /// The model.
    pub model: Model,
    /// Those who speak or are spoken of but are no parties.
    pub others: Vec<Other>,
    /// The records as declared.
    pub records: Vec<RecordDef>,
    /// The claims.
    pub claims: Vec<Claim>,
    /// What became of every quotation.
    pub evidence: Evidence,
    /// Where the present state is declared.
    pub status_quo_at: Option<Span>,
    /// A hash of `case.toml` and `claims.toml`: the same fingerprint, the same case.
    pub fingerprint: String,
}

/// What loading gives: the case, if it can be computed on, and everything wrong with it.
#[derive(Debug)]
pub struct Loaded {
    /// The case; nothing if there are errors.
    pub case: Option<Case>,
    /// Everything wrong, in the order of the files.
    pub diagnostics: Vec<Diagnostic>,
    /// The files read, for showing the diagnostics.
    pub sources: Sources,
}

/// Loads a case.
pub fn load(world: &dyn World) -> Loaded {
    let mut sources = Sources::new();
    let mut out = Vec::new();
    let case_file = read(world, "case.toml", &mut sources, &mut out);
    let claims_file = read(world, "claims.toml", &mut sources, &mut out);
    let lock_file = read(world, "case.lock", &mut sources, &mut out);
    let Some(case_file) = case_file else {
        if out.is_empty() {
            let place = world.display("case.toml");
            out.push(
                Diagnostic::new(&code::NOT_A_CASE, format!("there is no {place}"))
                    .help("name the folder that holds it, or write one with `detente new DIR`"),
            );
        }
        return Loaded { case: None, diagnostics: out, sources };
    };
    let case_node = parse(&sources, case_file, &mut out);
    let asks = case_node.get("questions").is_some();
    let claims_node = claims_file.map_or_else(
        || Node { span: sources.span(case_file, 0..0), value: Value::Table(Vec::new()) },
        |file| parse(&sources, file, &mut out),
    );
    let case_node = without_schema_key(case_node);
    check(&Shape::Table(&CASE_FILE), &case_node, sources.span(case_file, 0..0), &mut out);
    check_version(&case_node, &mut out);
    check(&Shape::Named(&CLAIMS_FILE), &claims_node, claims_node.span, &mut out);

    let declared = lower(&case_node, &claims_node, &mut out);
    lint(&declared, asks, &mut out);
    let lock = lock_file.and_then(|file| Lock::read(&sources, file, &mut out));
    let evidence = check_evidence(world, &declared, lock.as_ref(), &mut out);

    lint_bargaining(&declared, &evidence, &mut out);
    drop_echoes(&sources, &mut out);
    if claims_file.is_none() {
        tell_missing_claims(world, &mut out);
    }

    let fingerprint = fingerprint(&sources, case_file, claims_file);
    let case = if has_errors(&out) {
        None
    } else {
        let Declared { parts, others, records, claims, status_quo_at, .. } = declared;
        // The parts fit together, for everything that could make them misfit has been reported.
        Model::new(parts).ok().map(|model| Case {
            model,
            others,
            records,
            claims,
            evidence,
            status_quo_at,
            fingerprint,
        })
    };
    detente_text::sort(&mut out);
    Loaded { case, diagnostics: out, sources }
}

/// Reads the bytes of a file that stands in place of a case as text, of at most so many bytes; nothing if
/// it is none, or too large, which is then told with the help given.
pub fn plain_text<'a>(
    name: &str,
    bytes: &'a [u8],
    most: usize,
    help: &str,
    out: &mut Vec<Diagnostic>,
) -> Option<&'a str> {
    let text = std::str::from_utf8(bytes).ok().filter(|text| !text.contains('\0'));
    let what = if text.is_none() { "is not a text file" } else { "is too large" };
    let read = text.filter(|_| bytes.len() <= most);
    if read.is_none() {
        out.push(Diagnostic::new(&code::NOT_TEXT, format!("{name} {what}")).help(help));
    }
    read
}

/// Reads the lock of a case folder, if there is one that can be used.
pub fn read_lock(world: &dyn World) -> Option<Lock> {
    let mut sources = Sources::new();
    let mut ignored = Vec::new();
    let file = read(world, "case.lock", &mut sources, &mut ignored)?;
    Lock::read(&sources, file, &mut ignored)
}

/// Reads a case file as text; nothing if it is absent or cannot be used, which is then reported.
pub(crate) fn read(
    world: &dyn World,
    name: &str,
    sources: &mut Sources,
    out: &mut Vec<Diagnostic>,
) -> Option<FileId> {
    let place = world.display(name);
    let bytes = match world.case_file(name) {
        Ok(bytes) => bytes,
        Err(ReadFailure::Absent) => return None,
        Err(ReadFailure::Refused(reason)) => {
            out.push(
                Diagnostic::new(
                    &code::UNREADABLE_FILE,
                    format!("{place} cannot be read: {reason}"),
                )
                .help("check the path and who may read it"),
            );
            return None;
        }
    };
    if bytes.len() > MAX_CASE_FILE {
        out.push(
            Diagnostic::new(
                &code::FILE_TOO_LARGE,
                format!("{place} has {} bytes, more than the {MAX_CASE_FILE} that are read", bytes.len()),
            )
            .help("records belong in files of their own; a case file holds the model and short quotations"),
        );
        return None;
    }
    match String::from_utf8(bytes) {
        Ok(text) if !text.contains('\0') => {
            let text = text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text);
            Some(sources.add(place, text))
        }
        Ok(_) => {
            out.push(not_text(&place, "it holds NUL characters, as binary files do"));
            None
        }
        Err(error) => {
            let at = error.utf8_error().valid_up_to();
            let line = error.as_bytes()[..at].iter().filter(|byte| **byte == b'\n').count() + 1;
            out.push(not_text(&place, &format!("line {line} holds bytes that are not UTF-8")));
            None
        }
    }
}

fn not_text(place: &str, reason: &str) -> Diagnostic {
    Diagnostic::new(&code::NOT_TEXT, format!("{place} is not a text file: {reason}"))
        .help("save it as plain text in UTF-8")
}

/// Editors are told the schema by a `$schema` key, which means nothing to us.
fn without_schema_key(mut node: Node) -> Node {
    if let Value::Table(entries) = &mut node.value {
        entries.retain(|entry| entry.key != "$schema");
    }
    node
}

fn check_version(case: &Node, out: &mut Vec<Diagnostic>) {
    let Some(node) = case.get("schema") else { return };
    if let Value::Int(version) = node.value
        && version != SCHEMA_VERSION
    {
        out.push(
            Diagnostic::new(
                &code::SCHEMA_VERSION,
                format!("case format {version} is not known to this program"),
            )
            .at(node.span, format!("this program reads {SCHEMA_VERSION}"))
            .help(if version > SCHEMA_VERSION {
                "use a newer program"
            } else {
                "write `schema = 1`"
            }),
        );
    }
}

/// Faults that are not errors: inputs that rest on nothing, claims that carry nothing.
fn lint(declared: &Declared, asks: bool, out: &mut Vec<Diagnostic>) {
    if !asks && !declared.parts.options.is_empty() {
        out.push(
            Diagnostic::new(&code::NO_QUESTIONS, "the case asks no question")
                .help("add [questions], such as `truce = { holds = \"sign\", text = \"an armistice is in force\" }`"),
        );
    }
    if has_errors(out) {
        // A broken case has broken links, and each would cause a second complaint.
        return;
    }
    let Ok(model) = Model::new(declared.parts.clone()) else { return };
    let mut used: BTreeSet<&str> = BTreeSet::new();
    for input in model.inputs() {
        let Support { because, against, at, .. } = input.support;
        used.extend(because.iter().chain(against).map(String::as_str));
        if let (true, Some(at)) = (input.support.is_bare(), at) {
            out.push(
                Diagnostic::new(
                    &code::UNSUPPORTED_INPUT,
                    format!("{} rests on nothing", input.label),
                )
                .at(*at, "neither a claim nor a reason")
                .help("add `because = \"claim\"`, or `assumed = \"reason\"`"),
            );
        }
    }
    for party in &model.parties {
        used.extend(party.support.because.iter().chain(&party.support.against).map(String::as_str));
    }
    for issue in &model.issues {
        used.extend(issue.support.because.iter().chain(&issue.support.against).map(String::as_str));
    }
    for claim in &declared.claims {
        if !used.contains(claim.id.as_str()) && claim.role != crate::claim::Role::Context {
            out.push(
                Diagnostic::new(
                    &code::UNUSED_CLAIM,
                    format!("nothing rests on the claim `{}`", claim.id),
                )
                .at(claim.at, "unused")
                .help("name it in a `because` or `against`, or mark it `role = \"context\"`"),
            );
        }
    }
}

/// Wishes that rest on bargaining text: what is demanded of an adversary need not be wanted.
fn lint_bargaining(declared: &Declared, evidence: &Evidence, out: &mut Vec<Diagnostic>) {
    let bargaining = |index: usize| {
        let layers = &declared.records[declared.claims[index].record].layers;
        let places = evidence.claims[index].iter().filter_map(|part| part.place.as_ref());
        places
            .filter_map(|place| layers.get(place.layer?))
            .any(|layer| layer.audience == Audience::Adversary)
    };
    let readings = declared.parts.matters.iter().flat_map(|matter| &matter.readings);
    let changes = readings.map(|reading| &reading.changes);
    let changes = changes.chain(declared.parts.views.iter().map(|view| &view.changes)).flatten();
    let changed = changes.filter_map(|change| match change {
        Change::Preference(_, preference) => Some(preference),
        _ => None,
    });
    let members = declared.parts.ratifications.iter().flat_map(|needed| &needed.members);
    let members = members.map(|member| &member.preference);
    for preference in declared.parts.preferences.iter().chain(changed).chain(members) {
        let statements = preference.statements().iter().map(|statement| &statement.support);
        let ranking = match preference {
            Preference::Ranking(_, support) => Some(support),
            Preference::Statements(_) => None,
        };
        for support in statements.chain(ranking) {
            let claims = declared.claims.iter().enumerate();
            let found = claims
                .filter(|(_, claim)| support.because.contains(&claim.id))
                .find(|(index, _)| bargaining(*index));
            let (Some((_, claim)), Some(at)) = (found, support.at) else { continue };
            // A claim of an inner kind has been warned about at its own place.
            if claim.kind.is_inner() {
                continue;
            }
            out.push(
                Diagnostic::new(
                    &code::BARGAINING_WISH,
                    format!(
                        "this wish rests on `{}`, which was written for the adversary",
                        claim.id
                    ),
                )
                .at(at, "bargaining text")
                .help("rest it on another passage, or write `assumed = \"reason\"`"),
            );
        }
    }
}

/// Without a claims file every claim is unknown, which is one fault.
fn tell_missing_claims(world: &dyn World, out: &mut Vec<Diagnostic>) {
    let before = out.len();
    out.retain(|diagnostic| diagnostic.code.id != code::UNKNOWN_CLAIM.id);
    let named = before - out.len();
    if named > 0 {
        let place = world.display("claims.toml");
        out.push(
            Diagnostic::new(&code::UNKNOWN_CLAIM, format!("there is no {place}, and {named} inputs name claims"))
                .help("write it beside case.toml: one table per claim, with the record and the quoted words"),
        );
    }
}

/// A line that is not TOML is one fault: what else is said of it, and of names that it would have
/// declared, is only an echo.
fn drop_echoes(sources: &Sources, out: &mut Vec<Diagnostic>) {
    let line = |diagnostic: &Diagnostic| {
        let span = diagnostic.primary.as_ref()?.span;
        Some((span.file, sources.locate(span).line))
    };
    let mut broken: Vec<(FileId, usize)> = Vec::new();
    let mut words: BTreeSet<String> = BTreeSet::new();
    for place in out.iter().filter(|d| d.code.id == code::TOML_SYNTAX.id).filter_map(line) {
        let text = sources.file(place.0).text().lines().nth(place.1 - 1).unwrap_or_default();
        words.extend(
            text.split(|c: char| !(c.is_alphanumeric() || "-_".contains(c))).map(str::to_owned),
        );
        broken.push(place);
    }
    let mut told: Vec<(FileId, usize)> = Vec::new();
    out.retain(|diagnostic| {
        let place = line(diagnostic);
        if diagnostic.code.id == code::TOML_SYNTAX.id {
            let first = place.is_none_or(|place| !told.contains(&place));
            told.extend(place);
            return first;
        }
        let on_broken_line = place.is_some_and(|place| broken.contains(&place));
        let names = [
            code::UNKNOWN_OPTION.id,
            code::UNKNOWN_PARTY.id,
            code::UNKNOWN_CLAIM.id,
            code::UNKNOWN_RECORD.id,
            code::UNKNOWN_HOLDER.id,
        ];
        let name =
            diagnostic.primary.as_ref().map(|label| sources.slice(label.span)).unwrap_or_default();
        let echo = names.contains(&diagnostic.code.id) && words.contains(name);
        !on_broken_line && !echo
    });
}

/// The first 16 hexadecimal digits of SHA-256 over both files, each led by its length.
pub(crate) fn fingerprint(sources: &Sources, case: FileId, claims: Option<FileId>) -> String {
    let mut hash = Sha256::new();
    for file in std::iter::once(case).chain(claims) {
        let text = sources.file(file).text();
        hash.update((text.len() as u64).to_le_bytes());
        hash.update(text.as_bytes());
    }
    hash.finalize().iter().take(8).fold(String::new(), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

impl Case {
    /// Makes a case of a model that another file gives: without records, claims or evidence.
    pub fn of_model(model: Model, fingerprint: String) -> Self {
        Self {
            model,
            others: Vec::new(),
            records: Vec::new(),
            claims: Vec::new(),
            evidence: Evidence::default(),
            status_quo_at: None,
            fingerprint,
        }
    }

    /// Returns the name of a voice.
    pub fn voice_name(&self, voice: Voice) -> &str {
        match voice {
            Voice::Party(index) => self.model.parties.get(index).map_or("", |party| &party.name),
            Voice::Other(index) => self.others.get(index).map_or("", |other| &other.name),
        }
    }

    /// Finds a claim by name.
    pub fn claim(&self, id: &str) -> Option<usize> {
        self.claims.iter().position(|claim| claim.id == id)
    }
}
