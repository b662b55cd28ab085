//! Sentences about one plan: its nodes, what it leads to, and what its opening hangs on.

use super::report::PlanReport;
use super::windows::window_words;
use crate::words::{capital, list, party_short, quoted};
use detente_case::Case;
use detente_model::{Plan, PlanGoal, PlanKind};
use detente_plans::tree::{Comparison, Condition, Node};

/// Words in one list.
const MOST: usize = 12;

/// Sentences about one plan.
pub(super) struct Told<'a> {
    pub(super) case: &'a Case,
    pub(super) report: &'a PlanReport<'a>,
}

impl Told<'_> {
    pub(super) fn who(&self, party: usize) -> String {
        party_short(&self.case.model, party)
    }

    pub(super) fn goals(&self, node: usize) -> Vec<(String, PlanGoal)> {
        let ways = self.report.plan.nodes[node].kind.ways();
        ways.map(|(name, goal)| (name.to_owned(), goal)).collect()
    }

    pub(super) fn action(&self, node: usize, action: usize) -> String {
        self.report.plan.nodes[node].kind.names().nth(action).map_or_else(String::new, plain)
    }

    /// The name of a node, in quotation marks.
    pub(super) fn place(&self, node: usize) -> String {
        place(self.report.plan, node)
    }

    /// An action at an information set: "‘strike’ at ‘start’".
    pub(super) fn doing(&self, set: usize, action: usize) -> String {
        let node = self.report.grown.sets[set][0];
        format!("‘{}’ at {}", self.action(node, action), self.place(node))
    }

    /// A node in a line: who decides, what may be done, what the plan says.
    pub(super) fn node(&self, node: usize) -> String {
        let own = &self.report.plan.nodes[node];
        let ways: Vec<String> = self
            .goals(node)
            .into_iter()
            .map(|(name, goal)| match goal {
                PlanGoal::End(end) => {
                    format!("{} (end: {})", plain(&name), self.report.plan.ends[end].text)
                }
                PlanGoal::Node(_) => plain(&name),
            })
            .collect();
        let what =
            own.text.clone().map_or_else(String::new, |text| format!("{}: ", capital(&text)));
        let window = window_words(&self.case.model, self.report.plan, &self.report.grown, node);
        match &own.kind {
            PlanKind::Party { party, does, may, .. } => {
                let plan = does.map_or_else(String::new, |does| {
                    format!("; the plan says: {}", plain(&may[does].0))
                });
                let who = capital(&self.who(*party));
                format!("{what}{who} may {}{}{window}{plan}.", list(&ways, "or"), self.alike(node))
            }
            PlanKind::Chance { may } => {
                let odds: Vec<String> = may
                    .iter()
                    .filter_map(|(name, _, odds)| {
                        let (low, high) = (*odds)?;
                        let number = if (low - high).abs() < f64::EPSILON {
                            format!("{low}")
                        } else {
                            format!("{low} to {high}")
                        };
                        Some(format!("{} {number}", plain(name)))
                    })
                    .collect();
                let odds = if odds.is_empty() {
                    "; how likely is not said".to_owned()
                } else {
                    format!("; {}", odds.join(", "))
                };
                let it = if what.is_empty() { "It" } else { "it" };
                format!("{what}{it} turns out: {}{window}{odds}.", list(&ways, "or"))
            }
        }
    }

    /// Whether the ends are more than those of equilibria may be: replies are left open where not
    /// everything is seen, or chance plays a part.
    fn open_replies(&self) -> bool {
        let tree = &self.report.grown.tree;
        let chance = |at: usize| matches!(tree.get(at), Some(Node::Chance(_)));
        self.report.replies.iter().any(|(_, actions)| actions.len() > 1)
            && (tree.unseen().is_some() || (0..tree.len()).any(chance))
    }

    /// The other nodes that look the same to the party that decides at one.
    fn alike(&self, node: usize) -> String {
        let grown = &self.report.grown;
        let Some(Node::Decision(set)) = grown.tree.get(grown.place[node]) else {
            return String::new();
        };
        let others = grown.sets[set].iter().filter(|&&other| other != node);
        let others = others.map(|&other| self.place(other));
        let others: Vec<String> = others.collect();
        if others.is_empty() {
            return String::new();
        }
        format!("; {} looks the same as {}", self.place(node), few(others, "and"))
    }

    pub(super) fn ends_sentence(&self) -> String {
        let plan = self.report.plan;
        let ends = texts(self.report.ends.iter().map(|&end| plan.ends[end].text.as_str()));
        match ends.len() {
            1 => format!("It ends in {}.", ends[0]),
            _ => format!(
                "It ends in {}, as others answer and things turn out{}.",
                few(ends, "or"),
                if self.open_replies() {
                    "; where several replies are left open, what any of them could lead to is counted"
                } else {
                    ""
                }
            ),
        }
    }

    pub(super) fn replies(&self) -> Vec<String> {
        let reply = |(node, actions): &(usize, Vec<usize>)| {
            let PlanKind::Party { party, may, .. } = &self.report.plan.nodes[*node].kind else {
                return None;
            };
            let names: Vec<String> = actions.iter().map(|&action| plain(&may[action].0)).collect();
            let place = self.place(*node);
            let who = self.who(*party);
            if self.report.grown.forced(*node).is_some() {
                return Some(format!(
                    "At {place} the window cannot be met, and it expires to: {}.",
                    list(&names, "or")
                ));
            }
            Some(if names.len() == may.len() && may.len() > 1 {
                format!("At {place} ranks do not say what {} does.", self.who(*party))
            } else {
                format!("At {place} {who} would: {}.", list(&names, "or"))
            })
        };
        self.report.replies.iter().filter_map(reply).collect()
    }

    /// The plan's first action, if there is one.
    fn opening(&self) -> Option<String> {
        match &self.report.plan.nodes.first()?.kind {
            PlanKind::Party { does: Some(does), may, .. } => Some(plain(&may[*does].0)),
            _ => None,
        }
    }

    pub(super) fn openings(&self) -> Vec<String> {
        let Some(own) = self.opening() else { return Vec::new() };
        let sentence = |opening: &super::report::Opening| {
            let other = self.action(0, opening.other);
            match &opening.better {
                None => format!(
                    "Whether ‘{own}’ is better than ‘{other}’ is not settled: what follows is open."
                ),
                Some(Comparison::Yes) => format!(
                    "‘{own}’ is better than ‘{other}’, whatever the ends are worth and whatever turns out."
                ),
                Some(Comparison::No) => format!(
                    "‘{own}’ is never better than ‘{other}’, whatever the ends are worth and whatever turns out."
                ),
                Some(Comparison::Depends(condition)) => format!(
                    "‘{own}’ is better than ‘{other}’ if and only if {}.",
                    self.condition(condition)
                ),
            }
        };
        self.report.openings.iter().map(sentence).collect()
    }

    pub(super) fn opening_sentence(&self) -> Option<String> {
        let measured = self.report.openings.iter().find_map(|opening| self.measured(opening));
        measured.or_else(|| self.openings().into_iter().next())
    }

    /// A condition with its letters explained: which chance, and what u1, u2, … are worth.
    fn condition(&self, condition: &Condition) -> String {
        let plan = self.report.plan;
        let mut text = format!("{condition}");
        let mut with = ", with";
        if let Some(unknown) = &condition.unknown
            && let Some(node) = self.report.grown.node[unknown.node]
        {
            let first = self.action(node, 0);
            if let Some(always) = condition.unless_certain() {
                let other = self.action(node, 1);
                return format!("‘{}’ is not certain", if always { other } else { first });
            }
            text.push_str(&format!(", with p the chance that it turns out ‘{first}’"));
            with = " and";
        }
        if let Some(levels) = &plan.ranks[plan.of] {
            let most = levels.iter().copied().max().unwrap_or(0);
            let named: Vec<String> = (0..=most)
                .map(|level| {
                    let ends = plan.ends.iter().zip(levels).filter(|(_, own)| **own == level);
                    let ends = texts(ends.map(|(end, _)| end.text.as_str()));
                    format!("u{} of {}", level + 1, few(ends, "or"))
                })
                .collect();
            text.push_str(&format!(
                "{with} u the worth to {}: {}",
                self.who(plan.of),
                named.join(", ")
            ));
        }
        text
    }
}

/// The first of many words, and how many others there are.
pub(super) fn few(mut all: Vec<String>, last: &str) -> String {
    if all.len() > MOST + 1 {
        let more = all.len() - MOST;
        all.truncate(MOST);
        all.push(format!("{more} others"));
    }
    list(&all, last)
}

/// Texts in quotation marks, each once.
pub(super) fn texts<'a>(all: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for text in all {
        let quoted = format!("‘{text}’");
        if !out.contains(&quoted) {
            out.push(quoted);
        }
    }
    out
}

/// A name of a plan without hyphens.
pub(crate) fn plain(name: &str) -> String {
    name.replace('-', " ")
}

/// The name of a node, in quotation marks.
pub(super) fn place(plan: &Plan, node: usize) -> String {
    quoted(&plain(&plan.nodes[node].id))
}

/// What a plan is called.
pub(super) fn title(plan: &Plan) -> String {
    plan.text.clone().unwrap_or_else(|| plain(&plan.id))
}
