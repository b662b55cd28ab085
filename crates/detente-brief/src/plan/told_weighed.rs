//! Sentences about what a plan is worth, and its equilibria one by one.

use super::figures::{number, range};
use super::numbers::Cardinal;
use super::report::Opening;
use super::told::Told;
use super::weighed::{Measured, Verdict, Weighed};
use crate::words::{list, plural};
use detente_plans::tree::{Equilibrium, Fraction, Sequential};

/// Equilibria that are told one by one.
const MOST: usize = 20;

impl Told<'_> {
    /// One opening against the plan's with the numbers stated.
    pub(super) fn measured(&self, opening: &Opening) -> Option<String> {
        let (own, other) = (self.action(0, self.report.opens?), self.action(0, opening.other));
        if let Some(weighed) = self.report.cardinal.as_ref().and_then(|all| all.weighed.as_ref())
            && let (Some(one), Some(two)) =
                (weighed.openings.get(self.report.opens?), weighed.openings.get(opening.other))
        {
            let figures = format!("{} against {}", range(&one.0, &one.1), range(&two.0, &two.1));
            return Some(if one == two && one.0 == one.1 {
                format!(
                    "With the numbers stated ‘{own}’ is worth as much as ‘{other}’: {}.",
                    number(&one.0)
                )
            } else if one.0 > two.1 {
                format!("With the numbers stated ‘{own}’ is better than ‘{other}’: {figures}.")
            } else if one.1 < two.0 {
                format!("With the numbers stated ‘{own}’ is worse than ‘{other}’: {figures}.")
            } else {
                format!(
                    "With the numbers stated it depends on how others answer whether ‘{own}’ is better than ‘{other}’: {figures}."
                )
            });
        }
        let Measured { own: one, other: two, within, verdict, .. } = opening.measured.as_ref()?;
        let span = |(low, high): &(Fraction, Fraction)| {
            if low <= high { range(low, high) } else { range(high, low) }
        };
        let figures = format!("{} against {}", span(one), span(two));
        let span_of = within.as_ref().map(|(low, high)| range(low, high)).unwrap_or_default();
        let chance = opening.measured.as_ref().and_then(|own| {
            let node = self.report.grown.node[own.chance?]?;
            Some(format!("the chance of ‘{}’", self.action(node, 0)))
        });
        let chance = chance.unwrap_or_default();
        let within = if within.is_some() {
            format!(", {chance} being {span_of}, which decides it")
        } else {
            String::new()
        };
        Some(match verdict {
            Verdict::Better => format!(
                "With the numbers stated ‘{own}’ is better than ‘{other}’: {figures}{within}."
            ),
            Verdict::Worse => format!(
                "With the numbers stated ‘{own}’ is not better than ‘{other}’: {figures}{within}."
            ),
            Verdict::Same => format!(
                "With the numbers stated ‘{own}’ is worth as much as ‘{other}’: {}.",
                span(one)
            ),
            Verdict::Turns(above, at) => format!(
                "With the numbers stated ‘{own}’ is better than ‘{other}’ if and only if {chance} is {} {}; it is {span_of}, which leaves it open: {figures}.",
                if *above { "above" } else { "below" },
                number(at),
            ),
        })
    }

    /// What the plan as written is worth against the best, where numbers say.
    pub(super) fn weighed_sentence(&self) -> Option<String> {
        let weighed = self.report.cardinal.as_ref()?.weighed.as_ref()?;
        Some(self.weighed(weighed))
    }

    /// What the plan as written is worth against the best.
    pub(super) fn weighed(&self, weighed: &Weighed) -> String {
        let who = self.who(self.report.plan.of);
        let (plan, best) = (&weighed.plan, &weighed.best);
        let own = format!("The plan as written is worth {} to {who}", range(&plan.0, &plan.1));
        if plan == best {
            return format!("{own}; against the same replies nothing is worth more.");
        }
        let most = range(&best.0, &best.1);
        let does = weighed.does.as_ref().map_or_else(String::new, |does| {
            let does = does.iter().map(|&(set, action)| self.doing(set, action));
            format!(", {}", list(&does.collect::<Vec<String>>(), "and"))
        });
        format!("{own}; the best against the same replies is worth {most}{does}.")
    }

    /// What the beginning is worth.
    pub(super) fn beginning(&self, cardinal: &Cardinal) -> Option<String> {
        let several = cardinal.values.len() > 1;
        let first = cardinal.values.first()?;
        let each = first.iter().enumerate().filter_map(|(party, worth)| {
            worth.as_ref()?;
            let all = cardinal.values.iter().filter_map(|own| own[party].as_ref());
            let (low, high) = (all.clone().min()?, all.max()?);
            let between = if low == high {
                number(low)
            } else {
                format!("between {} and {}", number(low), number(high))
            };
            Some(format!("{between} to {}", self.who(party)))
        });
        let each = list(&each.collect::<Vec<String>>(), "and");
        let why = if several { ": there are several equilibria" } else { "" };
        Some(format!("If the plan binds nobody, the beginning is worth {each}{why}."))
    }

    /// The equilibria one by one, with what each rests on.
    pub(super) fn equilibria(&self, found: &[Equilibrium]) -> Vec<String> {
        let mut items = vec![match found.len() {
            0 => "No equilibrium in pure strategies is subgame perfect.".to_owned(),
            1 => "One equilibrium in pure strategies is subgame perfect.".to_owned(),
            many => format!("{many} equilibria in pure strategies are subgame perfect."),
        }];
        items.extend(found.iter().take(MOST).map(|one| self.equilibrium(one)));
        if found.len() > MOST {
            items.push(format!(
                "… and {}; --json has all.",
                plural(found.len() - MOST, "other equilibrium")
            ));
        }
        items
    }

    fn equilibrium(&self, one: &Equilibrium) -> String {
        let report = self.report;
        let does = one.profile.iter().enumerate().map(|(set, &action)| self.doing(set, action));
        let worth = one.value.iter().enumerate().filter_map(|(party, worth)| {
            report.plan.worth[party].as_ref()?;
            Some(format!("{} to {}", number(worth), self.who(party)))
        });
        let empty: Vec<String> = one.empty().map(|set| self.doing(set, one.profile[set])).collect();
        let rests = match one.sequential {
            _ if !empty.is_empty() => format!(
                "; it rests on {}, which would not be carried out whatever is believed",
                list(&empty, "and")
            ),
            own => sequential_words(own).to_owned(),
        };
        format!(
            "{} – worth {}{rests}.",
            does.collect::<Vec<String>>().join("; "),
            list(&worth.collect::<Vec<String>>(), "and")
        )
    }
}

/// Whether beliefs that go together make every action of an equilibrium best, behind a sentence.
pub(super) fn sequential_words(own: Sequential) -> &'static str {
    match own {
        Sequential::No => "; no beliefs that go together make every action best (not sequential)",
        Sequential::Yes => "; every action is best with beliefs that go together (sequential)",
        Sequential::Open => {
            "; whether beliefs that go together make every action best is not decided"
        }
    }
}
