//! Whose consent parties need.

use super::{Context, parties, preferences, seats as chamber};
use crate::node::{Entry, Node};
use detente_expr::parse;
use detente_model::{Member, Parts, Preference, Ratification, Ratifier};
use detente_text::{Diagnostic, code};

/// The rule of a ratification that gives none.
const EVERYBODY: &str = "unanimity(ALL)";

pub(super) fn lower(context: &mut Context<'_>, case: &Node, parts: &mut Parts) {
    for entry in case.entries("ratification") {
        let lowered = ratification(context, entry);
        parts.ratifications.extend(lowered);
    }
}

fn ratification(context: &mut Context<'_>, entry: &Entry) -> Option<Ratification> {
    let node = &entry.node;
    // Looked up before anything is given up, so that every fault is reported.
    let party = context.party_of(entry);
    let support = context.support_by(node, entry.key_span, "assumed-by");
    let listed = node.entries("members");
    let members: Vec<Option<Ratifier>> =
        listed.iter().map(|entry| ratifier(context, entry)).collect();
    if listed.is_empty() && node.get("members").is_some() {
        let message = format!("nobody ratifies for `{}`", entry.key);
        context.report(
            Diagnostic::new(&code::MISSING_KEY, message)
                .at(entry.key_span, "`members` is empty")
                .help("name at least one whose consent is needed"),
        );
    }
    let seats: Vec<Member> = listed
        .iter()
        .map(|entry| Member { id: entry.key.clone(), group: entry.node.string("group") })
        .collect();
    let weights = chamber::weight_lists(context, node, &seats);
    let chair = node.get_text("chair").map(|text| chamber::member(context, &seats, text));
    let lists: Vec<&str> = weights.iter().map(|list| list.id.as_str()).collect();
    let rule = match node.get_text("rule") {
        Some(text) => {
            let (rule, clean) = chamber::rule(
                context,
                text,
                chamber::Seats { members: &seats, groups: &[] },
                &lists,
                &[],
            );
            clean.then_some((text.value.clone(), rule))
        }
        None => Some((EVERYBODY.to_owned(), parse(EVERYBODY).0)),
    };
    let instead =
        node.get("instead").map(|node| parties::taken(context, &node.texts(), "if it fails"));
    let (source, rule) = rule?;
    let members: Vec<Ratifier> = members.into_iter().collect::<Option<_>>()?;
    let chair = match chair {
        None => None,
        Some(found) => Some(found?),
    };
    let ratification = Ratification {
        party: party?,
        source,
        rule,
        members,
        chair,
        weights,
        instead,
        text: node.string("text").unwrap_or_default(),
        support,
    };
    (!ratification.members.is_empty()).then_some(ratification)
}

fn ratifier(context: &mut Context<'_>, entry: &Entry) -> Option<Ratifier> {
    let node = &entry.node;
    let support = context.support(node, entry.key_span);
    let preference = wishes(context, entry);
    Some(Ratifier {
        id: entry.key.clone(),
        name: node.string("name").unwrap_or_else(|| entry.key.clone()),
        group: node.string("group"),
        preference: preference?,
        support,
    })
}

/// Statements under `wants`, or the ranking that stands beside the other keys of the member.
fn wishes(context: &mut Context<'_>, entry: &Entry) -> Option<Preference> {
    let node = &entry.node;
    match (node.get("wants"), node.get("ranking")) {
        (Some(wants), None) => Some(preferences::preference(context, wants)),
        (None, Some(_)) => Some(preferences::preference(context, node)),
        (Some(_), Some(ranking)) => {
            let message = format!("`{}` has both wishes and a ranking", entry.key);
            context.report(
                Diagnostic::new(&code::UNKNOWN_KEY, message)
                    .at(ranking.span, "beside `wants` this has no meaning")
                    .help("keep one of the two"),
            );
            None
        }
        (None, None) => {
            let message = format!("what `{}` wants is missing", entry.key);
            context.report(
                Diagnostic::new(&code::MISSING_KEY, message)
                    .at(entry.key_span, "neither `wants` nor `ranking`")
                    .help(
                        "say what it wants: `wants = [{ wants = \"sign\", because = \"claim\" }]`",
                    ),
            );
            None
        }
    }
}
