//! Conflicts saved by GMCR+ (`.gmcr`), read as cases without evidence.
//!
//! The format is JSON. A condition is a list of `[option, "Y"|"N"]`, all of which must hold, or a
//! compound of which one member must. State numbers begin at 1 and count the feasible states in
//! ascending order, options regrouped by decision maker, the first option least significant.

mod json;
mod shapes;
mod views;

use crate::load::{Case, Loaded, plain_text};
use crate::node::{Node, Text, Value};
use crate::shape::{Shape, Table, check};
use detente_expr::{Formula, is_name};
use detente_model::{
    Model, Moves, OptionDef, Parts, Party, Preference, Rule, Statement, Support, Tier,
};
use detente_text::{Diagnostic, Sources, Span, code, has_errors};
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;

/// More feasible states than this cannot be numbered for a manual ranking.
const MAX_RANKED: usize = 1 << 20;

/// Reads a GMCR+ file. `name` is shown in diagnostics and becomes the title.
pub fn load_gmcr(name: &str, bytes: &[u8]) -> Loaded {
    let mut sources = Sources::new();
    let mut out = Vec::new();
    let help = "a .gmcr file is JSON in UTF-8; was it saved by another program?";
    let Some(text) = plain_text(name, bytes, usize::MAX, help, &mut out) else {
        return Loaded { case: None, diagnostics: out, sources };
    };
    let text = text.trim_start_matches('\u{feff}').to_owned();
    let fingerprint: String =
        Sha256::digest(bytes).iter().take(8).map(|byte| format!("{byte:02x}")).collect();
    let file = sources.add(name, text);
    let root = json::parse(&sources, file, &mut out);
    let mut case = None;
    if let Some(root) = root {
        let root = known_keys(root, &mut out);
        check(&Shape::Table(&shapes::FILE), &root, sources.span(file, 0..1), &mut out);
        if !has_errors(&out) {
            let parts = Importer { out: &mut out, order: Vec::new(), names: Vec::new() }
                .parts(&root, &title(name));
            if !has_errors(&out) {
                case = parts.and_then(|parts| Model::new(parts).ok());
            }
        }
    }
    let case = case.map(|model| Case::of_model(model, fingerprint));
    detente_text::sort(&mut out);
    Loaded { case, diagnostics: out, sources }
}

/// The file's name without folder and ending.
fn title(name: &str) -> String {
    let file = name.rsplit(['/', '\\']).next().unwrap_or(name);
    file.strip_suffix(".gmcr").unwrap_or(file).to_owned()
}

/// Drops keys that we do not know, with a note: another program's file may say more than we read.
fn known_keys(mut root: Node, out: &mut Vec<Diagnostic>) -> Node {
    drop_unknown(&mut root, &shapes::FILE, out);
    if let Value::Table(entries) = &mut root.value {
        for entry in entries {
            let table: &Table = match entry.key.as_str() {
                "options" => &shapes::OPTION,
                "decisionMakers" => &shapes::DECISION_MAKER,
                _ => continue,
            };
            if let Value::List(items) = &mut entry.node.value {
                items.iter_mut().for_each(|item| drop_unknown(item, table, out));
            }
        }
    }
    root
}

fn drop_unknown(node: &mut Node, table: &Table, out: &mut Vec<Diagnostic>) {
    let Value::Table(entries) = &mut node.value else { return };
    entries.retain(|entry| {
        let known = table.keys.iter().any(|key| key.name == entry.key);
        if !known {
            out.push(
                Diagnostic::new(&code::FOREIGN_KEY, format!("`{}` is passed over", entry.key))
                    .at(entry.key_span, "not known to this program"),
            );
        }
        known
    });
}

struct Importer<'a> {
    out: &'a mut Vec<Diagnostic>,
    /// Place in our model of each option of the file.
    order: Vec<usize>,
    /// Our names of the options, in our order.
    names: Vec<String>,
}

impl Importer<'_> {
    fn fault(&mut self, at: Span, message: String, label: &str, help: &str) {
        self.out.push(Diagnostic::new(&code::GMCR_REFERENCE, message).at(at, label).help(help));
    }

    fn parts(&mut self, root: &Node, title: &str) -> Option<Parts> {
        let options = root.get("options").and_then(Node::list).unwrap_or_default();
        let makers = root.get("decisionMakers").and_then(Node::list).unwrap_or_default();
        let owners = self.owners(options, makers)?;
        let mut parts = Parts {
            title: title.to_owned(),
            question: format!("What holds in {title}?"),
            ..Parts::default()
        };
        let mut taken = BTreeSet::new();
        for maker in makers {
            let name = maker.string("name").unwrap_or_default();
            let id = unique(&name, None, &mut taken);
            // Broken lines would break tables, and two of one name could not be told apart.
            let mut name = name.split_whitespace().collect::<Vec<_>>().join(" ");
            let same = parts.parties.iter().filter(|party| party.name == name).count();
            if same > 0 {
                name = format!("{name} ({})", same + 1);
            }
            parts.parties.push(Party {
                id,
                name: name.clone(),
                short: name,
                adversaries: Vec::new(),
                ratifiers: Vec::new(),
                support: Support { at: Some(maker.span), ..Support::default() },
            });
        }
        // Options are regrouped by decision maker: state numbers count them in that order.
        let mut taken = BTreeSet::new();
        for owner in 0..makers.len() {
            for (index, option) in
                options.iter().enumerate().filter(|(index, _)| owners[*index] == owner)
            {
                self.order[index] = parts.options.len();
                let text = option.string("name").unwrap_or_default();
                let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
                let moves =
                    match option.get_text("permittedDirection").map(|text| text.value.as_str()) {
                        Some("fwd") => Moves::Once,
                        Some("back") => Moves::Withdraw,
                        _ => Moves::Both,
                    };
                let id = unique(&text, Some(&parts.parties[owner].id), &mut taken);
                self.names.push(id.clone());
                parts.options.push(OptionDef {
                    id,
                    owners: vec![owner],
                    // Names of options are verbs, nouns or sentences; so each can be said of anybody.
                    done: Some(format!("‘{text}’ is taken")),
                    undone: Some(format!("‘{text}’ is not taken")),
                    text: format!("take ‘{text}’"),
                    moves,
                    leave: detente_model::Leave::Any,
                    support: Support { at: Some(option.span), ..Support::default() },
                });
            }
        }
        // One wrong number does not hide the next: everything is read before anything is given up.
        for condition in root.get("infeasibles").and_then(Node::list).unwrap_or_default() {
            let Some((formula, source)) = self.condition(condition) else { continue };
            let support = Support { at: Some(condition.span), ..Support::default() };
            parts.impossible.push(Rule { source, formula, support });
        }
        let manual = ["useManualPreferenceRanking", "useManualPreferenceVectors"]
            .iter()
            .any(|key| matches!(root.get(key).map(|node| &node.value), Some(Value::Bool(true))));
        // Only rankings number the states; the engine finds them by itself.
        let at = root.get("options").map_or(root.span, |node| node.span);
        let states = if manual && !has_errors(self.out) { self.states(&parts, at) } else { None };
        for maker in makers {
            let preference = self.preference(maker, manual, states.as_deref());
            parts.preferences.extend(preference);
        }
        parts.views = self.views(makers);
        parts.coalitions = self.coalitions(root, makers.len());
        Some(parts)
    }

    /// The owner of each option: exactly one.
    fn owners(&mut self, options: &[Node], makers: &[Node]) -> Option<Vec<usize>> {
        let mut owners: Vec<Option<usize>> = vec![None; options.len()];
        self.order = vec![0; options.len()];
        let before = self.out.len();
        for (maker_index, maker) in makers.iter().enumerate() {
            for node in maker.get("options").and_then(Node::list).unwrap_or_default() {
                let Some(index) = self.index(node, options.len()) else { continue };
                if owners[index].replace(maker_index).is_some_and(|other| other != maker_index) {
                    self.fault(
                        node.span,
                        format!("option {index} belongs to two decision makers"),
                        "the second",
                        "give each decision maker an option of its own; a step that needs both is a joint option of a case",
                    );
                }
            }
        }
        for (index, owner) in owners.iter().enumerate() {
            if owner.is_none() {
                self.fault(
                    options[index].span,
                    format!("option {index} belongs to no decision maker"),
                    "nobody can take it",
                    "add its number to the `options` of a decision maker",
                );
            }
        }
        if options.len() > detente_model::MAX_OPTIONS {
            let at = options[detente_model::MAX_OPTIONS].span;
            self.out.push(
                Diagnostic::new(
                    &code::TOO_MANY_OPTIONS,
                    format!("{} options are more than 64", options.len()),
                )
                .at(at, "the first too many"),
            );
        }
        if self.out.len() > before && has_errors(self.out) {
            None
        } else {
            owners.into_iter().collect()
        }
    }

    fn index(&mut self, node: &Node, options: usize) -> Option<usize> {
        let Value::Int(value) = node.value else { return None };
        let index = usize::try_from(value).ok().filter(|index| *index < options);
        if index.is_none() {
            let last = options.saturating_sub(1);
            self.fault(
                node.span,
                format!("there is no option {value}"),
                "not an option",
                &format!("options are numbered from 0 to {last}"),
            );
        }
        index
    }

    /// A condition with its wording in our language.
    fn condition(&mut self, node: &Node) -> Option<(Formula, String)> {
        if let Some(members) = node.get("members").and_then(Node::list) {
            if let Some(flag) =
                node.get("compound").filter(|n| matches!(n.value, Value::Bool(false)))
            {
                self.fault(
                    flag.span,
                    "a condition with members that is not compound".into(),
                    "must be true",
                    "write `true`, or give the condition as a list of [option, \"Y\"|\"N\"]",
                );
                return None;
            }
            if members.is_empty() {
                self.fault(
                    node.span,
                    "a compound condition without members".into(),
                    "can never hold",
                    "name its members, or leave the condition out",
                );
                return None;
            }
            let parts: Option<Vec<(Formula, String)>> =
                members.iter().map(|member| self.condition(member)).collect();
            let (formulas, sources): (Vec<Formula>, Vec<String>) = parts?.into_iter().unzip();
            let any = Formula::all(formulas.into_iter().map(Formula::negated)).negated();
            return Some((any, joined(&sources, " or ")));
        }
        let mut formulas = Vec::new();
        let mut sources = Vec::new();
        for pair in node.list()? {
            let [option, answer] = pair.list()? else {
                self.fault(
                    pair.span,
                    "a part of a condition is a pair".into(),
                    "not a pair",
                    "write [option, \"Y\"] or [option, \"N\"]",
                );
                return None;
            };
            let index = self.index(option, self.order.len());
            let yes = match answer.text().map(|text: &Text| text.value.as_str()) {
                Some("Y") => true,
                Some("N") => false,
                _ => {
                    self.fault(
                        answer.span,
                        "an option is answered by Y or N".into(),
                        "neither",
                        "write \"Y\" or \"N\"",
                    );
                    return None;
                }
            };
            let place = self.order[index?];
            let option = Formula::option(place);
            formulas.push(if yes { option } else { option.negated() });
            let name = &self.names[place];
            sources.push(if yes { name.clone() } else { format!("not {name}") });
        }
        if let Some(twice) = contradiction(&sources) {
            self.fault(
                node.span,
                format!("`{twice}` is asked to be taken and not taken at once"),
                "can never hold",
                "keep one of the two, or write a compound of both",
            );
            return None;
        }
        if sources.is_empty() {
            // A condition of no parts holds everywhere; in our language it needs a part to say so.
            sources.extend(self.names.first().map(|name| format!("atleast(0, {name})")));
        }
        Some((Formula::all(formulas), joined(&sources, " and ")))
    }

    /// The feasible states in ascending order.
    fn states(&mut self, parts: &Parts, at: Span) -> Option<Vec<u64>> {
        let mut states = Vec::new();
        let complete = descend(&parts.impossible, parts.options.len(), 0, 0, &mut states);
        if complete && !states.is_empty() {
            return Some(states);
        }
        let (code, message, help) = if complete {
            (
                &code::NO_FEASIBLE_STATE,
                "no state is feasible".to_owned(),
                "the infeasible conditions rule everything out",
            )
        } else {
            let options = parts.options.len();
            let message = format!(
                "more than {MAX_RANKED} states are feasible, of {} combinations of {options} options",
                1_u128 << options
            );
            (
                &code::TOO_MANY_STATES,
                message,
                "add infeasible conditions, or give statements instead of rankings: four times as many are then allowed",
            )
        };
        self.out.push(
            Diagnostic::new(code, message)
                .at(Span { end: at.start + 1, ..at }, "these options")
                .help(help),
        );
        None
    }

    fn preference(
        &mut self,
        maker: &Node,
        manual: bool,
        states: Option<&[u64]>,
    ) -> Option<Preference> {
        let support = Support { at: Some(maker.span), ..Support::default() };
        let ranking = maker.get("preferenceRanking").or_else(|| maker.get("preferenceVector"));
        if let (true, Some(ranking)) = (manual, ranking) {
            // Without the feasible states their numbers mean nothing.
            return self.ranking(ranking, states?).map(|tiers| Preference::Ranking(tiers, support));
        }
        if manual {
            let name = maker.string("name").unwrap_or_default();
            self.fault(
                maker.span,
                format!("rankings count in this file, and `{name}` has none"),
                "no `preferenceRanking`",
                "rank its states, or set `useManualPreferenceRanking` to false",
            );
            return None;
        }
        let mut statements = Vec::new();
        for node in maker.get("preferences").and_then(Node::list).unwrap_or_default() {
            let Some((formula, source)) = self.condition(node) else { continue };
            let support = Support { at: Some(node.span), ..Support::default() };
            statements.push(Statement {
                source,
                formula,
                text: None,
                vital: false,
                open: 0,
                above: Vec::new(),
                support,
            });
        }
        if statements.is_empty() {
            let name = maker.string("name").unwrap_or_default();
            self.out.push(
                Diagnostic::new(&code::INDIFFERENT, format!("nothing says what `{name}` wants"))
                    .at(maker.span, "has no statements")
                    .help("all states are alike to it, and it would stay anywhere"),
            );
        }
        Some(Preference::Statements(statements))
    }

    fn ranking(&mut self, node: &Node, states: &[u64]) -> Option<Vec<Tier>> {
        let mut seen = vec![false; states.len()];
        let mut tiers = Vec::new();
        let before = self.out.len();
        for item in node.list()? {
            let numbers = item.list().unwrap_or(std::slice::from_ref(item));
            let mut tier = Vec::new();
            for number in numbers {
                let Value::Int(value) = number.value else { continue };
                let place = usize::try_from(value).ok().and_then(|value| value.checked_sub(1));
                match place.filter(|place| *place < states.len()) {
                    None => self.fault(
                        number.span,
                        format!("there is no state {value}"),
                        "not a state",
                        &format!("the feasible states are numbered from 1 to {}", states.len()),
                    ),
                    Some(place) if std::mem::replace(&mut seen[place], true) => self.out.push(
                        Diagnostic::new(
                            &code::RANKING_REPEATS,
                            format!("state {value} is ranked twice"),
                        )
                        .at(number.span, "the second time")
                        .help("remove it"),
                    ),
                    Some(place) => tier.push(states[place]),
                }
            }
            let source = numbers.iter().filter_map(|n| {
                if let Value::Int(v) = n.value { Some(v.to_string()) } else { None }
            });
            let source = format!("state {}", source.collect::<Vec<_>>().join(", "));
            tiers.push(Tier { source, formula: Formula::states(tier), cliff: false });
        }
        let missing: Vec<String> = seen
            .iter()
            .enumerate()
            .filter(|(_, seen)| !**seen)
            .map(|(place, _)| (place + 1).to_string())
            .collect();
        if !missing.is_empty() && self.out.len() == before {
            let shown = missing.iter().take(10).cloned().collect::<Vec<_>>().join(", ");
            self.out.push(
                Diagnostic::new(
                    &code::RANKING_INCOMPLETE,
                    format!(
                        "the ranking leaves out {} of {} feasible states",
                        missing.len(),
                        states.len()
                    ),
                )
                .at(node.span, "incomplete")
                .note(format!("left out: {shown}"))
                .help("rank every feasible state; equal ones in a list of their own"),
            );
        }
        if self.out.len() > before { None } else { Some(tiers) }
    }
}

/// A name that stands in a list of parts both as it is and denied.
fn contradiction(sources: &[String]) -> Option<&str> {
    let denied = sources.iter().filter_map(|source| source.strip_prefix("not "));
    denied.into_iter().find(|name| sources.iter().any(|source| source == name))
}

/// Lists the feasible states from the last option to the first, *no* before *yes*: in ascending order.
/// Stops, and says so, when there are too many.
fn descend(
    impossible: &[Rule],
    left: usize,
    known: u64,
    state: u64,
    states: &mut Vec<u64>,
) -> bool {
    if impossible.iter().any(|rule| rule.formula.decide(known, state) == Some(true)) {
        return true;
    }
    if left == 0 {
        states.push(state);
        return states.len() <= MAX_RANKED;
    }
    let bit = 1 << (left - 1);
    descend(impossible, left - 1, known | bit, state, states)
        && descend(impossible, left - 1, known | bit, state | bit, states)
}

fn joined(sources: &[String], word: &str) -> String {
    let grouped = |source: &String| {
        let mixed = source.contains(" and ") || source.contains(" or ");
        if mixed { format!("({source})") } else { source.clone() }
    };
    match sources {
        [one] => one.clone(),
        many => many.iter().map(grouped).collect::<Vec<_>>().join(word),
    }
}

/// A name of ours for one of theirs: letters, digits and hyphens, unlike any before.
fn unique(text: &str, prefix: Option<&str>, taken: &mut BTreeSet<String>) -> String {
    let mut slug = String::new();
    for c in text.chars() {
        if c.is_alphanumeric() {
            slug.extend(c.to_lowercase());
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    let slug = slug.trim_end_matches('-').to_owned();
    let slug =
        if is_name(&slug) { slug } else { format!("x-{slug}").trim_end_matches('-').to_owned() };
    let mut candidate = slug.clone();
    if let (true, Some(prefix)) = (taken.contains(&candidate), prefix) {
        candidate = format!("{prefix}-{slug}");
    }
    let mut number = 2;
    while !taken.insert(candidate.clone()) {
        candidate = format!("{slug}-{number}");
        number += 1;
    }
    candidate
}
