//! From the tree of a file to the model: looking names up and giving conditions their meaning.
//! The shape of the tree has been checked before, so what does not fit is passed over in silence
//! here: it has been reported already.

mod bodies;
mod claims;
mod commitments;
mod delegations;
mod drafts;
mod ledger;
mod options;
mod parties;
mod plans;
mod preferences;
mod ratification;
mod readings;
mod records;
mod remedies;
mod schedule;
mod schedule_circles;
mod seats;
mod tables;
mod threats;
mod views;

use crate::claim::{Claim, Other, RecordDef, Voice};
use crate::node::{Entry, Node, Text};
use detente_expr::{Fault, FaultKind, Formula};
use detente_model::{Assumption, OptionDef, Parts, Party, Support};
use detente_text::{Code, Diagnostic, Span, closest, code};
use std::collections::BTreeMap;

/// What a case folder declares, names looked up.
#[derive(Debug, Default)]
pub(crate) struct Declared {
    pub(crate) parts: Parts,
    pub(crate) others: Vec<Other>,
    pub(crate) records: Vec<RecordDef>,
    pub(crate) claims: Vec<Claim>,
    /// Every name under which a voice is known.
    pub(crate) voices: BTreeMap<String, Voice>,
    /// Where the present state is declared.
    pub(crate) status_quo_at: Option<Span>,
}

/// Lowers both files.
pub(crate) fn lower(case: &Node, claims: &Node, out: &mut Vec<Diagnostic>) -> Declared {
    let mut context = Context { out, names: Names::default(), analyst: "analyst".into() };
    let mut declared = Declared::default();
    if let Some(analyst) = case.get("case").and_then(|header| header.string("analyst")) {
        context.analyst.clone_from(&analyst);
        declared.parts.analyst = Some(analyst);
    }
    context.names.claims =
        claims.table().unwrap_or_default().iter().map(|entry| entry.key.clone()).collect();
    parties::lower(&mut context, case, &mut declared);
    records::lower(&mut context, case, &mut declared);
    options::lower(&mut context, case, &mut declared);
    parties::lower_header(&mut context, case, &mut declared);
    options::lower_rules(&mut context, case, &mut declared.parts);
    preferences::lower(&mut context, case, &mut declared.parts);
    readings::lower(&mut context, case, &mut declared.parts);
    views::lower(&mut context, case, &mut declared.parts);
    threats::lower(&mut context, case, &mut declared.parts);
    remedies::lower(&mut context, case, &mut declared.parts);
    ratification::lower(&mut context, case, &mut declared.parts);
    tables::lower_questions(&mut context, case, &mut declared.parts);
    tables::lower_weights(&mut context, case, &mut declared.parts);
    bodies::lower_clauses(&mut context, case, &mut declared.parts);
    tables::lower_issues(&mut context, case, &declared.others, &mut declared.parts);
    bodies::lower(&mut context, case, &declared.others, &mut declared.parts);
    schedule::lower(&mut context, case, &declared.others, &mut declared.parts);
    ledger::lower(&mut context, case, &declared.others, &mut declared.parts);
    plans::lower(&mut context, case, &mut declared.parts);
    commitments::lower(&mut context, case, &declared.others, &mut declared.parts);
    drafts::lower(&mut context, case, &declared.others, &mut declared.parts);
    delegations::lower(&mut context, case, &declared.others, &mut declared.parts);
    claims::lower(&mut context, claims, &mut declared);
    declared
}

/// Lowers the bodies of a file that has nothing else.
pub(crate) fn lower_bodies(file: &Node, out: &mut Vec<Diagnostic>) -> Parts {
    let mut context = Context { out, names: Names::default(), analyst: "analyst".into() };
    let mut parts = Parts::default();
    bodies::lower(&mut context, file, &[], &mut parts);
    parts
}

/// The names known so far.
#[derive(Debug, Default)]
struct Names {
    parties: Vec<String>,
    options: Vec<String>,
    claims: Vec<String>,
}

struct Context<'a> {
    out: &'a mut Vec<Diagnostic>,
    names: Names,
    analyst: String,
}

impl Context<'_> {
    fn report(&mut self, diagnostic: Diagnostic) {
        self.out.push(diagnostic);
    }

    fn party(&mut self, text: &Text) -> Option<usize> {
        self.party_named(&text.value, text.inside())
    }

    fn party_of(&mut self, entry: &Entry) -> Option<usize> {
        self.party_named(&entry.key, entry.key_span)
    }

    fn party_named(&mut self, name: &str, at: Span) -> Option<usize> {
        let found = self.names.parties.iter().position(|party| party == name);
        if found.is_none() {
            let names = self.names.parties.iter().map(String::as_str);
            let diagnostic =
                unknown(&code::UNKNOWN_PARTY, "party", name, at, names, "declare it in [parties]");
            self.report(diagnostic);
        }
        found
    }

    fn option_of(&mut self, entry: &Entry) -> Option<usize> {
        self.option_named(&entry.key, entry.key_span)
    }

    fn option_named(&mut self, name: &str, at: Span) -> Option<usize> {
        let found = self.names.options.iter().position(|option| option == name);
        if found.is_none() {
            let names = self.names.options.iter().map(String::as_str);
            let diagnostic = unknown(
                &code::UNKNOWN_OPTION,
                "option",
                name,
                at,
                names,
                "declare it in [options]",
            );
            self.report(diagnostic);
        }
        found
    }

    /// The claims and the assumption that stand beside an input.
    fn support(&mut self, node: &Node, at: Span) -> Support {
        self.support_by(node, at, "by")
    }

    /// The same, where the author of an assumption stands under another key.
    fn support_by(&mut self, node: &Node, at: Span, author: &str) -> Support {
        let because = self.claim_list(node, "because");
        let against = self.claim_list(node, "against");
        let assumed = node.string("assumed").map(|reason| Assumption {
            reason,
            by: node.string(author).unwrap_or_else(|| self.analyst.clone()),
        });
        Support { because, against, assumed, at: Some(at) }
    }

    fn claim_list(&mut self, node: &Node, key: &str) -> Vec<String> {
        let mut list = Vec::new();
        for text in node.get_texts(key) {
            if self.names.claims.contains(&text.value) {
                list.push(text.value.clone());
            } else {
                let names = self.names.claims.iter().map(String::as_str);
                let diagnostic = unknown(
                    &code::UNKNOWN_CLAIM,
                    "claim",
                    &text.value,
                    text.inside(),
                    names,
                    "add it to claims.toml, or write `assumed = \"…\"` with a reason",
                );
                self.report(diagnostic);
            }
        }
        list
    }

    /// Reads a condition over options; nothing if it has faults, which are reported.
    fn condition(&mut self, text: &Text) -> Option<Formula> {
        let (expr, mut faults) = detente_expr::parse(&text.value);
        let (formula, unresolved) = {
            let options = &self.names.options;
            Formula::resolve(&expr, |name| options.iter().position(|option| option == name))
        };
        faults.extend(unresolved);
        let clean = faults.is_empty();
        for fault in faults {
            let diagnostic = self.fault(text, fault);
            self.report(diagnostic);
        }
        clean.then_some(formula)
    }

    fn fault(&self, text: &Text, fault: Fault) -> Diagnostic {
        let mut span = text.part(fault.span.clone());
        if span.start == span.end {
            // At the end of a string the caret stands under the closing mark.
            span.end += 1;
        }
        let diagnostic =
            Diagnostic::new(fault_code(fault.kind), fault.message).at(span, fault.label);
        if fault.kind == FaultKind::UnknownName {
            let name = &text.value[fault.span];
            let candidate = closest(name, self.names.options.iter().map(String::as_str));
            let otherwise = if self.names.parties.iter().any(|party| party == name) {
                format!("`{name}` is a party; conditions are about options")
            } else {
                "declare it in [options], or use an option that is there".into()
            };
            return diagnostic.did_you_mean(candidate, otherwise);
        }
        Diagnostic { help: fault.help, ..diagnostic }
    }
}

fn fault_code(kind: FaultKind) -> &'static Code {
    match kind {
        FaultKind::Syntax => &code::CONDITION_SYNTAX,
        FaultKind::TooDeep => &code::CONDITION_TOO_DEEP,
        FaultKind::Chain => &code::CONDITION_CHAIN,
        FaultKind::UnknownName => &code::UNKNOWN_OPTION,
        FaultKind::Function => &code::UNKNOWN_FUNCTION,
        FaultKind::Type => &code::CONDITION_TYPE,
    }
}

fn unknown<'a>(
    code: &'static Code,
    noun: &str,
    name: &str,
    at: Span,
    known: impl Iterator<Item = &'a str>,
    otherwise: &str,
) -> Diagnostic {
    Diagnostic::new(code, format!("unknown {noun} `{name}`"))
        .at(at, format!("no {noun} has this name"))
        .did_you_mean(closest(name, known), otherwise)
}

/// A table, or the shorthand of a single text under the key that the text stands for.
fn text_or<'a>(node: &'a Node, key: &str) -> Option<&'a Text> {
    node.text().or_else(|| node.get_text(key))
}

fn push_party(names: &mut Names, parties: &mut Vec<Party>, party: Party) {
    names.parties.push(party.id.clone());
    parties.push(party);
}

fn push_option(names: &mut Names, options: &mut Vec<OptionDef>, option: OptionDef) {
    names.options.push(option.id.clone());
    options.push(option);
}
