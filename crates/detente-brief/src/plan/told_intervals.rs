//! Sentences about which plans stand where chances lie between bounds.

use super::figures::{number, range};
use super::intervals::Intervals;
use super::told::Told;
use crate::words::list;
use detente_plans::tree::Maximal;

impl Told<'_> {
    /// What holds for every chance within its bounds.
    pub(super) fn intervals(&self, found: &Intervals) -> Vec<String> {
        let plan = self.report.plan;
        let id = |node: usize| self.place(node);
        let mut items = vec![format!(
            "{} alone decides here: the others do what they do against the plan{}.",
            crate::words::capital(&self.who(plan.of)),
            if found.open.is_empty() {
                String::new()
            } else {
                let open: Vec<String> = found.open.iter().map(|&node| id(node)).collect();
                format!(", and at {} anything that ranks leave open", list(&open, "and"))
            }
        )];
        for (node, actions) in &found.decisions {
            let names: Vec<String> =
                actions.iter().map(|&action| format!("‘{}’", self.action(*node, action))).collect();
            items.push(match names.as_slice() {
                [one] => format!("At {} {one} is best whatever the chances are.", id(*node)),
                _ => format!(
                    "At {} {} can each be best, as the chances are (maximal, and E-admissible).",
                    id(*node),
                    list(&names, "and")
                ),
            });
        }
        if let Some(reason) = &found.unseen {
            items.push(format!(
                "Decisions are not told one by one, nor which plans are best for some chances (E-admissible): {reason}, and what is best at one hangs on the other."
            ));
        }
        match &found.plans {
            Err(reason) => items.push(format!("Whole plans are not compared: {reason}.")),
            Ok(plans) => {
                items.push(match plans.len() {
                    1 => "One plan is not worth less than another whatever the chances are (maximal).".to_owned(),
                    many => format!("{many} plans are not worth less than another whatever the chances are (maximal)."),
                });
                for (one, own) in plans.iter().zip(&found.own) {
                    items.push(self.maximal(one, *own));
                }
                if !found.own.contains(&true) {
                    items.push(if found.completes {
                        "The plan as it stands says nothing somewhere, and can be completed to one of them.".to_owned()
                    } else {
                        "The plan as it stands is not among them: another is worth more whatever the chances are.".to_owned()
                    });
                }
            }
        }
        items
    }

    fn maximal(&self, one: &Maximal, own: bool) -> String {
        let does = one.actions.iter().enumerate();
        let does = does.filter_map(|(set, action)| Some(self.doing(set, (*action)?)));
        let does: Vec<String> = does.collect();
        let does =
            if does.is_empty() { "nothing to decide".to_owned() } else { list(&does, "and") };
        let worth = if one.low == one.high {
            format!("worth {}", number(&one.low))
        } else {
            format!("worth {}", range(&one.low, &one.high))
        };
        let best = match one.best_for_some {
            Some(true) => ", best for some chances (E-admissible)",
            Some(false) => ", best for none",
            None => "",
        };
        let own = if own { "; so the plan says" } else { "" };
        let text = format!("{does}: {worth}{best}{own}.");
        crate::words::capital(&text)
    }
}
