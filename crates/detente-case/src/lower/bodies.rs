//! Decision bodies and the clauses they may watch over.

use super::seats::Seats;
use super::{Context, seats, tables, text_or, unknown};
use crate::claim::Other;
use crate::node::{Entry, Node, Text, Value};
use detente_model::{
    Body, BodyRule, Clause, Composition, Group, Mandate, Member, Parts, Reach, Stated, VoteModel,
    Voter, WeightList,
};
use detente_text::{Diagnostic, Span, closest, code};

/// The class of question of a body whose rule stands in `rule`.
const ONLY_CLASS: &str = "decide";

pub(super) fn lower_clauses(context: &mut Context<'_>, case: &Node, parts: &mut Parts) {
    for entry in case.entries("clauses") {
        let Some(text) = text_or(&entry.node, "text") else { continue };
        parts.clauses.push(Clause {
            id: entry.key.clone(),
            text: text.value.clone(),
            category: tables::category(&entry.node, "category"),
            support: context.support(&entry.node, entry.key_span),
        });
    }
}

pub(super) fn lower(context: &mut Context<'_>, case: &Node, others: &[Other], parts: &mut Parts) {
    let names: Vec<&str> = case.entries("bodies").iter().map(|entry| entry.key.as_str()).collect();
    let subjects: Vec<String> = parts
        .clauses
        .iter()
        .map(|clause| clause.id.clone())
        .chain(parts.issues.iter().map(|issue| issue.id.clone()))
        .collect();
    for entry in case.entries("bodies") {
        let mut reader = Reader { context, bodies: &names, others, subjects: &subjects };
        let body = reader.body(entry);
        parts.bodies.push(body);
    }
}

/// What a body may name beside its own members.
struct Reader<'a, 'b> {
    context: &'a mut Context<'b>,
    bodies: &'a [&'a str],
    others: &'a [Other],
    subjects: &'a [String],
}

impl Reader<'_, '_> {
    fn body(&mut self, entry: &Entry) -> Body {
        let node = &entry.node;
        let mut members = seats::members(node);
        seats::check_members(self.context, node, &members);
        let groups = seats::groups(self.context, node, &mut members);
        let places = seats::places(self.context, node, &members);
        let chair =
            node.get_text("chair").and_then(|text| seats::member(self.context, &members, text));
        let weights = seats::weight_lists(self.context, node, &members);
        let seats = Seats { members: &members, groups: &groups };
        let mut rules = self.rules(node, "rules", seats, &weights);
        rules.extend(self.only_rule(node, seats, &weights, &rules));
        let rivals = self.rules(node, "rivals", seats, &weights);
        let mut compositions = Vec::new();
        for composition in node.entries("compositions") {
            compositions.push(self.composition(composition, &groups, &weights));
        }
        let mut side = |key: &str| {
            node.get_text(key).and_then(|text| self.side(text, &members, &compositions))
        };
        let (ours, theirs) = (side("ours"), side("theirs"));
        let classes: Vec<&str> = rules.iter().map(|rule| rule.class.as_str()).collect();
        let mandate = self.mandate(node, &members, &classes);
        Body {
            id: entry.key.clone(),
            name: node.string("name"),
            chair,
            ours,
            theirs,
            votes: node.get("votes").map(|node| self.votes(node)),
            mandate,
            handles: node.get("handles").map(|node| self.stated(node, tables::categories(node))),
            reports_to: node.get("reports-to").map(|node| {
                let to = self.voters(&node.get_texts("to"), &members);
                self.stated(node, to)
            }),
            access: node
                .get("access")
                .map(|node| self.stated(node, node.string("text").unwrap_or_default())),
            members,
            places,
            groups,
            weights,
            rules,
            rivals,
            compositions,
            support: self.context.support(node, entry.key_span),
        }
    }

    fn composition(
        &mut self,
        entry: &Entry,
        groups: &[Group],
        of_body: &[WeightList],
    ) -> Composition {
        let node = &entry.node;
        let members = seats::members(node);
        seats::check_members(self.context, node, &members);
        let weights = seats::weight_lists(self.context, node, &members);
        let known: Vec<WeightList> = weights.iter().chain(of_body).cloned().collect();
        Composition {
            id: entry.key.clone(),
            text: node.string("text"),
            rules: self.rules(node, "rules", Seats { members: &members, groups }, &known),
            members,
            weights,
            support: self.context.support(node, entry.key_span),
        }
    }

    fn rules(
        &mut self,
        node: &Node,
        key: &str,
        seats: Seats<'_>,
        weights: &[WeightList],
    ) -> Vec<BodyRule> {
        let mut rules = Vec::new();
        for entry in node.entries(key) {
            rules.extend(self.rule(&entry.key, &entry.node, entry.key_span, seats, weights));
        }
        rules
    }

    /// The rule of a body with one class of question.
    fn only_rule(
        &mut self,
        node: &Node,
        seats: Seats<'_>,
        weights: &[WeightList],
        others: &[BodyRule],
    ) -> Option<BodyRule> {
        let own = node.get("rule")?;
        if others.iter().any(|rule| rule.class == ONLY_CLASS) {
            self.context.report(
                Diagnostic::new(
                    &code::NAME_TAKEN,
                    format!("`rule` is the rule of `{ONLY_CLASS}`, which `rules` has already"),
                )
                .at(own.span, "the second one")
                .help("keep one of them"),
            );
            return None;
        }
        self.rule(ONLY_CLASS, own, own.span, seats, weights)
    }

    fn rule(
        &mut self,
        class: &str,
        node: &Node,
        at: Span,
        seats: Seats<'_>,
        weights: &[WeightList],
    ) -> Option<BodyRule> {
        let text = text_or(node, "rule")?;
        let lists: Vec<&str> = weights.iter().map(|list| list.id.as_str()).collect();
        let (rule, _) = seats::rule(self.context, text, seats, &lists, self.bodies);
        let abstain = node.get("abstain").map(|node| &node.value);
        Some(BodyRule {
            class: class.to_owned(),
            source: text.value.clone(),
            rule,
            requests: self.voters(&node.get_texts("request"), seats.members),
            default_act: node.get_text("default").is_some_and(|text| text.value == "act"),
            abstain: matches!(abstain, Some(Value::Bool(true))),
            support: self.context.support(node, at),
        })
    }

    /// A bloc or member of the body or of one of its compositions.
    fn side(
        &mut self,
        text: &Text,
        members: &[Member],
        compositions: &[Composition],
    ) -> Option<String> {
        let all = members.iter().chain(compositions.iter().flat_map(|other| &other.members));
        let names: Vec<&str> = all
            .flat_map(|member| member.group.iter().chain([&member.id]))
            .map(String::as_str)
            .collect();
        if names.contains(&text.value.as_str()) {
            return Some(text.value.clone());
        }
        let message = format!("unknown bloc or member `{}`", text.value);
        self.context.report(
            Diagnostic::new(&code::UNKNOWN_MEMBER, message)
                .at(text.inside(), "not in this body")
                .did_you_mean(closest(&text.value, names), "name a bloc of `members`"),
        );
        None
    }

    /// Parties, members, bodies and others by their names.
    fn voters(&mut self, texts: &[&Text], members: &[Member]) -> Vec<Voter> {
        texts.iter().filter_map(|text| self.voter(text, members)).collect()
    }

    fn voter(&mut self, text: &Text, members: &[Member]) -> Option<Voter> {
        let name = &text.value;
        if members.iter().any(|member| member.id == *name) {
            return Some(Voter::Member(name.clone()));
        }
        if let Some(party) = self.context.names.parties.iter().position(|party| party == name) {
            return Some(Voter::Party(party));
        }
        if self.bodies.contains(&name.as_str()) {
            return Some(Voter::Body(name.clone()));
        }
        if self.others.iter().any(|other| other.id == *name) {
            return Some(Voter::Other(name.clone()));
        }
        let known = members
            .iter()
            .map(|member| member.id.as_str())
            .chain(self.context.names.parties.iter().map(String::as_str))
            .chain(self.bodies.iter().copied())
            .chain(self.others.iter().map(|other| other.id.as_str()));
        let diagnostic = unknown(
            &code::UNKNOWN_MEMBER,
            "party, member, body or person",
            name,
            text.inside(),
            known,
            "name a member, or what a case declares in [parties], [bodies] or [others]",
        );
        self.context.report(diagnostic);
        None
    }

    fn stated<T>(&mut self, node: &Node, value: T) -> Stated<T> {
        Stated { value, support: self.context.support(node, node.span) }
    }

    fn votes(&mut self, node: &Node) -> VoteModel {
        let mut chance = |node: Option<&Node>| {
            let value = node.and_then(Node::number).unwrap_or_default();
            if let Some(node) = node.filter(|_| !(0.0..=1.0).contains(&value)) {
                self.context.report(
                    Diagnostic::new(&code::NO_CHANCE, format!("{value} is no chance"))
                        .at(node.span, "not from 0 to 1")
                        .help("write a number from 0 to 1; ten per cent is 0.1"),
                );
            }
            value
        };
        let departure = chance(node.get("departure"));
        let cohesion = chance(node.get("cohesion"));
        let common = chance(node.get("common"));
        let leanings = node.get("leanings").map_or_else(Vec::new, |node| match node.list() {
            Some(items) => items.iter().map(|item| chance(Some(item))).collect(),
            None => vec![chance(Some(node))],
        });
        let support = self.context.support(node, node.span);
        VoteModel { departure, cohesion, leanings, common, support }
    }

    fn mandate(&mut self, node: &Node, members: &[Member], classes: &[&str]) -> Vec<Mandate> {
        let mut mandate = Vec::new();
        for entry in node.entries("mandate") {
            if !self.subjects.contains(&entry.key) {
                let known = self.subjects.iter().map(String::as_str);
                let noun = "clause or issue";
                let help = "declare it in [clauses] or [issues]";
                let code = &code::UNKNOWN_CLAUSE;
                let found = unknown(code, noun, &entry.key, entry.key_span, known, help);
                self.context.report(found);
            }
            let lines = entry.node.list().unwrap_or(std::slice::from_ref(&entry.node));
            for line in lines {
                mandate.extend(self.line(entry, line, members, classes));
            }
        }
        mandate
    }

    fn line(
        &mut self,
        entry: &Entry,
        node: &Node,
        members: &[Member],
        classes: &[&str],
    ) -> Option<Mandate> {
        let word = text_or(node, "reach")?;
        let of = self.voters(&node.get_texts("of"), members);
        let named = node.get("of");
        let reach = match word.value.as_str() {
            "in" => Reach::In,
            "out" => Reach::Out,
            _ => Reach::OnRequest(of),
        };
        let on_request = matches!(reach, Reach::OnRequest(_));
        if on_request != named.is_some() {
            let (message, help) = if on_request {
                ("a mandate on request does not say of whom", "name them in `of`")
            } else {
                ("`of` names who must ask, and nobody must", "write `reach = \"on request\"`")
            };
            self.context.report(
                Diagnostic::new(&code::NO_BODY, message)
                    .at(named.map_or(word.inside(), |node| node.span), "does not fit")
                    .help(help),
            );
        }
        let mut about = Vec::new();
        for text in node.get_texts("classes") {
            if classes.contains(&text.value.as_str()) {
                about.push(text.value.clone());
                continue;
            }
            let help = "give the body a rule for it in `rules`";
            let known = classes.iter().copied();
            let (code, noun) = (&code::UNKNOWN_CLAUSE, "class of question");
            let found = unknown(code, noun, &text.value, text.inside(), known, help);
            self.context.report(found);
        }
        let support = self.context.support(node, entry.key_span);
        Some(Mandate { on: entry.key.clone(), reach, classes: about, support })
    }
}
