//! Switches without a script: each setting is a radio button, and rules of style show the one part
//! that belongs to the buttons that are set. A browser that does not know such rules shows the part
//! to begin with.

use super::blocks::Page;
use crate::document::Switches;
use maud::{Markup, PreEscaped, html};
use std::fmt::Write as _;

impl Page<'_> {
    pub(super) fn switches(&mut self, switches: &Switches) -> Markup {
        let heading = self.heading(&switches.title);
        let parts: Vec<(String, Markup)> = switches
            .settings
            .iter()
            .map(|(settings, blocks)| {
                let blocks: Vec<Markup> = blocks.iter().map(|block| self.block(block)).collect();
                (class(settings), html! { @for block in blocks { (block) } })
            })
            .collect();
        let base = class(&vec![0; switches.switches.len()]);
        html! {
            style { (PreEscaped(rules(switches))) }
            section.whatif {
                (heading)
                p.caption { (switches.caption) "." }
                @for (place, (question, settings)) in switches.switches.iter().enumerate() {
                    fieldset {
                        legend { (question) }
                        @for (setting, text) in settings.iter().enumerate() {
                            @let id = button(place, setting);
                            label for=(id) {
                                input type="radio" name={ "whatif-" (place) } id=(id) checked[setting == 0];
                                " " (text)
                            }
                        }
                    }
                }
                @for (name, part) in parts {
                    div class={ "setting " (name) @if name == base { " base" } } { (part) }
                }
            }
        }
    }
}

fn button(switch: usize, setting: usize) -> String {
    format!("whatif-{switch}-{setting}")
}

fn class(settings: &[usize]) -> String {
    settings.iter().fold("s".to_owned(), |mut name, setting| {
        let _ = write!(name, "-{setting}");
        name
    })
}

/// One rule for each setting. Everything in them is a number of ours.
fn rules(switches: &Switches) -> String {
    let mut rules = String::new();
    for (settings, _) in &switches.settings {
        rules.push_str(".whatif");
        for (switch, setting) in settings.iter().enumerate() {
            let _ = write!(rules, ":has(#{}:checked)", button(switch, *setting));
        }
        let _ = write!(rules, " .{}{{display:block}}", class(settings));
    }
    format!(
        ".whatif .setting{{display:none}}@supports not selector(:has(a)){{.whatif .base{{display:block}}.whatif \
         fieldset{{display:none}}}}{rules}"
    )
}
