//! Drafts of instruments and their articles.

use super::commitments::{actors, instrument_named, report};
use super::{Context, text_or, unknown};
use crate::claim::Other;
use crate::node::{Entry, Node};
use detente_model::{Article, Draft, Parts};
use detente_text::{Diagnostic, code};

pub(super) fn lower(context: &mut Context<'_>, case: &Node, others: &[Other], parts: &mut Parts) {
    let instruments: Vec<String> =
        parts.instruments.iter().map(|instrument| instrument.id.clone()).collect();
    let instruments: Vec<&str> = instruments.iter().map(String::as_str).collect();
    let entries = case.entries("drafts");
    // A draft of nothing is left out, so that the places are those of the drafts that stay.
    let mut kept = Vec::new();
    for entry in entries {
        let of = entry
            .node
            .get_text("of")
            .and_then(|text| instrument_named(context, text, &instruments));
        kept.extend(of.map(|of| (entry, of)));
    }
    let names: Vec<&str> = entries.iter().map(|entry| entry.key.as_str()).collect();
    for (place, (entry, of)) in kept.iter().enumerate() {
        let node = &entry.node;
        let articles = articles(context, entry, place, &kept, &names);
        let draft = Draft {
            id: entry.key.clone(),
            text: node.string("text"),
            of: *of,
            from: actors(context, node, "from", others, parts),
            articles,
            support: context.support(node, entry.key_span),
        };
        parts.drafts.push(draft);
    }
}

fn articles(
    context: &mut Context<'_>,
    entry: &Entry,
    place: usize,
    kept: &[(&Entry, usize)],
    names: &[&str],
) -> Vec<Article> {
    let Some(listed) = entry.node.get("articles").and_then(Node::table) else {
        return Vec::new();
    };
    if listed.is_empty() {
        let message = format!("the draft `{}` has no articles", entry.key);
        context.report(
            Diagnostic::new(&code::MISSING_KEY, message)
                .at(entry.key_span, "`articles` is empty")
                .help("write its articles, or leave `articles` out if no text of it is known"),
        );
    }
    let mut articles = Vec::new();
    for item in listed {
        let plain = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.');
        if item.key.is_empty() || !item.key.chars().all(plain) {
            let message = format!("`{}` cannot name an article", item.key.escape_debug());
            context.report(
                Diagnostic::new(&code::BAD_NAME, message)
                    .at(item.key_span, "not a name")
                    .help("letters, figures, hyphens and stops name an article: `2` or `tasks`"),
            );
            continue;
        }
        let Some(text) = text_or(&item.node, "text") else { continue };
        let mut conflicts = Vec::new();
        for other in item.node.get_texts("conflicts-with") {
            let Some(found) = names.iter().position(|name| *name == other.value) else {
                let known = names.iter().copied();
                let (code, help) = (&code::NO_INSTRUMENT, "declare it in [drafts]");
                let found = unknown(code, "draft", &other.value, other.inside(), known, help);
                context.report(found);
                continue;
            };
            // One that was left out has been told of.
            let Some(draft) = kept.iter().position(|(kept, _)| kept.key == names[found]) else {
                continue;
            };
            let (rival, of) = kept[draft];
            let has = |entry: &Entry| {
                entry.node.entries("articles").iter().any(|other| other.key == item.key)
            };
            if draft == place || of != kept[place].1 || !has(rival) {
                let message = format!(
                    "`{}` of `{}` conflicts with nothing in `{}`",
                    item.key, entry.key, rival.key
                );
                let help = "name another draft of the same instrument with an article of this key";
                report(context, message, other.inside(), "not compared with it", help);
            } else if !conflicts.contains(&draft) {
                conflicts.push(draft);
            }
        }
        articles.push(Article {
            id: item.key.clone(),
            text: text.value.clone(),
            conflicts,
            support: context.support(&item.node, item.key_span),
        });
    }
    articles
}
