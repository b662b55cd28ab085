//! Who sees the case otherwise: each view in words, with what it rests on.

use crate::document::{Block, Inline, Judgement};
use crate::views_words::{Writer, view_sentence};
use crate::words::{capital, condition_words, list, party_name, statement_words};
use detente_model::{Change, Leave, Moves, Preference, View};

impl Writer<'_> {
    /// Each view with what is different in it.
    pub(crate) fn who(&mut self) -> Vec<Block> {
        let mut blocks = Vec::new();
        for (index, view) in self.viewers().enumerate() {
            let mut notes = self.notes.cite(&view.support.because);
            let mut fields = self.differences(view);
            if let Some(assumed) = &view.support.assumed {
                let line = format!("{} ({})", assumed.reason, assumed.by);
                fields.push(("Assumed".to_owned(), vec![vec![Inline::text(line)]]));
            }
            let against = self.notes.cite(&view.support.against);
            if !against.is_empty() {
                let line = vec![Inline::text("see"), Inline::Notes(against)];
                fields.push(("Against it".to_owned(), vec![line]));
            }
            notes.dedup();
            blocks.push(Block::Judgement(Judgement {
                number: index + 1,
                text: vec![Inline::Strong(view_sentence(&self.case.model, view))],
                fields,
                notes,
            }));
        }
        let model = &self.case.model;
        let others: Vec<String> = (0..model.parties.len())
            .filter(|&party| model.view(party).is_none())
            .map(|party| party_name(model, party))
            .collect();
        if !others.is_empty() {
            let see = if others.len() == 1 { "sees" } else { "see" };
            blocks.push(Block::Paragraph(vec![Inline::text(format!(
                "{} {see} the case as it is.",
                capital(&list(&others, "and"))
            ))]));
        }
        blocks
    }

    fn differences(&mut self, view: &View) -> Vec<(String, Vec<Vec<Inline>>)> {
        let model = &self.case.model;
        let mut fields: Vec<(String, Vec<Vec<Inline>>)> = Vec::new();
        let mut add =
            |field: &str, line: Vec<Inline>| match fields.iter_mut().find(|f| f.0 == field) {
                Some((_, lines)) => lines.push(line),
                None => fields.push((field.to_owned(), vec![line])),
            };
        for &(matter, reading) in &view.reads {
            let reading = &model.matters[matter].readings[reading];
            add(
                "Takes for true",
                vec![
                    Inline::text(reading.text.clone()),
                    Inline::Notes(self.notes.cite(&reading.support.because)),
                ],
            );
        }
        for change in &view.changes {
            match change {
                Change::Preference(party, preference) => {
                    let own = if *party == view.party { "its own wishes" } else { "" };
                    let who =
                        if own.is_empty() { party_name(model, *party) } else { own.to_owned() };
                    let mut line = vec![Inline::text(format!("{who}: "))];
                    match preference {
                        Preference::Statements(statements) => {
                            for (place, statement) in statements.iter().enumerate() {
                                let gap = if place == 0 { "" } else { "; " };
                                let words = statement_words(model, statement);
                                line.push(Inline::text(format!("{gap}{} {words}", place + 1)));
                                line.push(Inline::Notes(
                                    self.notes.cite(&statement.support.because),
                                ));
                            }
                        }
                        Preference::Ranking(tiers, support) => {
                            let tiers: Vec<&str> =
                                tiers.iter().map(|tier| tier.source.as_str()).collect();
                            line.push(Inline::text(format!("best first {}", tiers.join(" > "))));
                            line.push(Inline::Notes(self.notes.cite(&support.because)));
                        }
                    }
                    add("Believes the wishes are", line);
                }
                Change::Unseen(option) => {
                    let option = &model.options[*option];
                    let owners: Vec<String> =
                        option.owners.iter().map(|&party| party_name(model, party)).collect();
                    let text = format!("that {} could {}", list(&owners, "and"), option.text);
                    add("Does not see", vec![Inline::text(text)]);
                }
                Change::Unavailable(option) => {
                    add(
                        "Holds impossible",
                        vec![Inline::text(model.options[*option].text.clone())],
                    );
                }
                Change::Impossible(rule) => add(
                    "Holds impossible",
                    vec![
                        Inline::text(condition_words(model, &rule.source)),
                        Inline::Notes(self.notes.cite(&rule.support.because)),
                    ],
                ),
                Change::Moves(option, moves) => {
                    let how = match moves {
                        Moves::Both => "can be done and undone",
                        Moves::Once => "once done, cannot be undone",
                        Moves::Withdraw => "can only be given up",
                    };
                    let text = format!("{}: {how}", model.options[*option].text);
                    add("Thinks", vec![Inline::text(text)]);
                }
                Change::Leave(option, leave) => {
                    let how = match leave {
                        Leave::Any => "any one owner can leave it",
                        Leave::All => "only all owners together can leave it",
                        Leave::None => "nobody can leave it",
                    };
                    let text = format!("{}: {how}", model.options[*option].text);
                    add("Thinks", vec![Inline::text(text)]);
                }
            }
        }
        fields
    }
}
