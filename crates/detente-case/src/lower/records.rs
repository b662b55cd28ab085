//! Records as declared: header, layers, doubts, background.

use super::{Context, Declared};
use crate::claim::{Audience, Doubt, Layer, QuotePart, RecordDef};
use crate::node::{Node, Value};
use detente_evidence::Format;

/// Header fields that are shown as they are.
const HEADER: [&str; 5] = ["language", "translator", "confidentiality", "from", "to"];

pub(super) fn lower(_: &mut Context<'_>, case: &Node, declared: &mut Declared) {
    for entry in case.entries("records") {
        let node = &entry.node;
        let (Some(file), Some(title)) = (node.string("file"), node.string("title")) else {
            continue;
        };
        let header = HEADER.iter().filter_map(|name| Some((*name, node.string(name)?)));
        declared.records.push(RecordDef {
            id: entry.key.clone(),
            file,
            title,
            format: node.get_text("format").and_then(|text| match text.value.as_str() {
                "text" => Some(Format::Text),
                "tei" => Some(Format::Tei),
                _ => None,
            }),
            date: node.get("date").and_then(date),
            archive: node.string("archive"),
            header: header.collect(),
            background: node
                .get_texts("background")
                .iter()
                .map(|text| (text.value.clone(), text.inside()))
                .collect(),
            layers: node
                .entries("layers")
                .iter()
                .filter_map(|entry| {
                    Some(Layer {
                        id: entry.key.clone(),
                        from: entry.node.string("from")?,
                        to: entry.node.string("to")?,
                        audience: Audience::from_word(&entry.node.get_text("audience")?.value)?,
                        sincerity: entry.node.string("sincerity"),
                        title: entry.node.string("title"),
                        at: entry.key_span,
                    })
                })
                .collect(),
            doubts: node
                .get("doubts")
                .and_then(Node::list)
                .unwrap_or_default()
                .iter()
                .filter_map(|doubt| {
                    Some(Doubt { parts: quote_parts(doubt), problem: doubt.string("problem")? })
                })
                .collect(),
            at: entry.key_span,
        });
    }
}

fn date(node: &Node) -> Option<String> {
    match &node.value {
        Value::Date(date) => Some(date.clone()),
        Value::Text(text) => Some(text.value.clone()),
        _ => None,
    }
}

/// The parts of a quotation. One paragraph serves all parts; several go with the parts in order.
pub(super) fn quote_parts(node: &Node) -> Vec<QuotePart> {
    let paragraphs = node.get_texts("paragraph");
    node.get_texts("quote")
        .into_iter()
        .enumerate()
        .map(|(index, text)| {
            let paragraph =
                if paragraphs.len() == 1 { paragraphs.first() } else { paragraphs.get(index) };
            QuotePart {
                text: text.value.clone(),
                paragraph: paragraph.map(|text| text.value.clone()),
                paragraph_at: paragraph.map(|text| text.inside()),
                at: text.inside(),
            }
        })
        .collect()
}
