//! What is told of one party that needs consent: who binds, what becomes of the outcomes that hold,
//! and what a change of one wish does.

use crate::document::Inline;
use crate::hinge_words::tier_words;
use crate::ratify::{WinSet, WishChange};
use crate::ratify_words::{Ratified, Writer, taken_words};
use crate::words::{capital, in_sentence, statement_words};
use detente_model::{Model, Preference, Ratifier, Support};

/// Outcomes that hold told one by one.
const MOST_OUTCOMES: usize = 6;
/// Changes of wishes told one by one.
const MOST_CHANGES: usize = 6;

impl Writer<'_> {
    /// What each member's answer does, in the first reading.
    pub(crate) fn members(&mut self, found: &Ratified<'_>) -> Vec<Vec<Inline>> {
        let Some(set) = found.sets.first() else { return Vec::new() };
        let members = found.needed.members.iter().zip(&set.members);
        let lines = members.map(|(member, binding)| {
            let (passing, asked) = (set.passing.len(), set.asked.len());
            let more = change_words(passing, binding.if_always, "if it always consented");
            let fewer = change_words(passing, binding.if_never, "if it always refused");
            let effect = match (more, fewer) {
                (None, None) => "it is not pivotal: the rule never waits for it".to_owned(),
                (None, Some(fewer)) => format!("it does not bind; {fewer}"),
                (Some(more), None) => format!("it binds: {more}"),
                (Some(more), Some(fewer)) => format!("it binds: {more}; {fewer}"),
            };
            let mut line = vec![Inline::text(format!(
                "{} consents to {} of {asked}; {effect}",
                capital(&in_sentence(&member.name)),
                binding.consents
            ))];
            line.extend(self.ground(&member.support));
            line
        });
        lines.collect()
    }

    /// What becomes of the outcomes that hold in the first reading, and why they are refused.
    pub(crate) fn outcomes(&mut self, found: &Ratified<'_>) -> Option<(String, Vec<Vec<Inline>>)> {
        let model = &self.case.model;
        let (set, result) = (found.sets.first()?, self.analysis.readings.first()?);
        let inside = set.holding_inside();
        let instead = model.instead(found.needed);
        let mut lines = Vec::new();
        for &index in set.holding.iter().take(MOST_OUTCOMES) {
            let state = result.space().state(index);
            let passes = inside.contains(&index);
            let word = if passes { "passes" } else { "does not pass" };
            let mut line =
                vec![Inline::Strong(format!("{word}: ")), Inline::text(taken_words(model, state))];
            let members = found.needed.members.iter();
            for member in members.filter(|member| !member.consents(state, instead)) {
                line.push(Inline::text(format!("; {} refuses", in_sentence(&member.name))));
                line.extend(self.reason(member, state, instead));
            }
            lines.push(line);
        }
        if set.holding.len() > MOST_OUTCOMES {
            let more = set.holding.len() - MOST_OUTCOMES;
            lines.push(vec![Inline::text(format!("{more} more; --json lists them all"))]);
        }
        (!lines.is_empty()).then(|| ("What holds".into(), lines))
    }

    /// The wish that decides against a state.
    fn reason(&mut self, member: &Ratifier, state: u64, instead: u64) -> Vec<Inline> {
        let Preference::Statements(statements) = &member.preference else {
            return Vec::new();
        };
        let deciding =
            statements.iter().find(|wish| wish.formula.eval(state) != wish.formula.eval(instead));
        let Some(wish) = deciding else {
            return vec![Inline::text(": it would gain nothing by it")];
        };
        let words = statement_words(&self.case.model, wish);
        let mut line = vec![Inline::text(format!(" for the sake of ‘{words}’"))];
        line.extend(self.ground(&wish.support));
        line
    }

    /// What a change of one wish does: those first that let outcomes that hold in or out.
    pub(crate) fn wishes(&mut self, found: &Ratified<'_>) -> Option<(String, Vec<Vec<Inline>>)> {
        let first = found.sets.first()?;
        let Some(tried) = first.tried else {
            let line = "not tried: too many outcomes";
            return Some(("If it wanted otherwise".into(), vec![vec![Inline::text(line)]]));
        };
        let merged = paired(merged(&found.sets));
        let mut lines = Vec::new();
        for change in merged.iter().take(MOST_CHANGES) {
            let member = &found.needed.members[change.member];
            let words =
                wish_change_words(&self.case.model, member, change.change, change.or_opposite);
            let mut effects = Vec::new();
            match (change.gained, change.lost) {
                (0, 0) => effects.push("nothing changes in the first reading".to_owned()),
                (gained, 0) => effects.push(format!("{gained} more pass")),
                (0, lost) => effects.push(format!("{lost} fewer pass")),
                (gained, lost) => effects.push(format!("{gained} more pass and {lost} no longer")),
            }
            for (readings, word) in [(&change.entering, "enter"), (&change.leaving, "leave")] {
                if !readings.is_empty() {
                    effects.push(self.scoped(&format!("outcomes that hold {word}"), readings));
                }
            }
            let mut line = vec![Inline::text(format!("{words}: {}", effects.join("; ")))];
            line.extend(
                wish_support(member, change.change)
                    .map(|support| self.ground(support))
                    .into_iter()
                    .flatten(),
            );
            lines.push(line);
        }
        let count = |change: &Merged| 1 + usize::from(change.or_opposite);
        let more: usize = merged.iter().skip(MOST_CHANGES).map(count).sum();
        let rest = match more {
            0 => String::new(),
            n => format!("; {n} more of them change something"),
        };
        lines.push(vec![Inline::text(format!("{tried} single changes tried{rest}"))]);
        Some(("If wishes change".into(), lines))
    }

    /// The footnotes of a support, or that it is assumed.
    fn ground(&mut self, support: &Support) -> Vec<Inline> {
        let mut line = Vec::new();
        if let (true, Some(assumed)) = (support.is_own(), &support.assumed) {
            line.push(Inline::text(format!(" (assumed by {}: {})", assumed.by, assumed.reason)));
        }
        let notes = self.notes.cite(&support.because);
        if !notes.is_empty() {
            line.push(Inline::Notes(notes));
        }
        let against = self.notes.cite(&support.against);
        if !against.is_empty() {
            line.push(Inline::text(", against it"));
            line.push(Inline::Notes(against));
        }
        line
    }
}

/// One change of a wish, over all readings.
struct Merged {
    member: usize,
    change: WishChange,
    /// Whether wanting the opposite does the same as not wanting it.
    or_opposite: bool,
    /// In the first reading.
    gained: usize,
    lost: usize,
    /// The readings in which outcomes that hold enter or leave.
    entering: Vec<usize>,
    leaving: Vec<usize>,
}

fn merged(sets: &[WinSet]) -> Vec<Merged> {
    let mut list: Vec<Merged> = Vec::new();
    for (reading, set) in sets.iter().enumerate() {
        for effect in &set.effects {
            let known = list
                .iter()
                .position(|known| (known.member, known.change) == (effect.member, effect.change));
            let place = known.unwrap_or(list.len());
            if known.is_none() {
                list.push(Merged {
                    member: effect.member,
                    change: effect.change,
                    or_opposite: false,
                    gained: 0,
                    lost: 0,
                    entering: Vec::new(),
                    leaving: Vec::new(),
                });
            }
            let merged = &mut list[place];
            if reading == 0 {
                (merged.gained, merged.lost) = (effect.gained, effect.lost);
            }
            if !effect.entering.is_empty() {
                merged.entering.push(reading);
            }
            if !effect.leaving.is_empty() {
                merged.leaving.push(reading);
            }
        }
    }
    list.sort_by_key(|merged| {
        let holding = merged.entering.len() + merged.leaving.len();
        std::cmp::Reverse((holding, merged.gained + merged.lost))
    });
    list
}

/// Tells dropping and reversing a wish in one where they do the same.
fn paired(list: Vec<Merged>) -> Vec<Merged> {
    let effect = |change: &Merged| {
        (change.gained, change.lost, change.entering.clone(), change.leaving.clone())
    };
    let mut out: Vec<Merged> = Vec::new();
    for change in list {
        let twin = match change.change {
            WishChange::Swap(_) => None,
            WishChange::Drop(place) => Some(WishChange::Reverse(place)),
            WishChange::Reverse(place) => Some(WishChange::Drop(place)),
        };
        let same = |other: &&mut Merged| {
            (other.member, Some(other.change)) == (change.member, twin)
                && effect(other) == effect(&change)
        };
        match out.iter_mut().find(same) {
            Some(first) => {
                first.or_opposite = true;
                if let WishChange::Reverse(place) = first.change {
                    first.change = WishChange::Drop(place);
                }
            }
            None => out.push(change),
        }
    }
    out
}

fn change_words(now: usize, then: usize, when: &str) -> Option<String> {
    match now.cmp(&then) {
        std::cmp::Ordering::Less => Some(format!("{} more would pass {when}", then - now)),
        std::cmp::Ordering::Greater => Some(format!("{} fewer {when}", now - then)),
        std::cmp::Ordering::Equal => None,
    }
}

fn wish_words(model: &Model, member: &Ratifier, place: usize) -> String {
    match &member.preference {
        Preference::Statements(statements) => {
            statements.get(place).map(|wish| statement_words(model, wish)).unwrap_or_default()
        }
        Preference::Ranking(tiers, _) => tiers
            .get(place)
            .map(|tier| format!("rank {}: {}", place + 1, tier_words(model, &tier.source)))
            .unwrap_or_default(),
    }
}

fn wish_change_words(
    model: &Model,
    member: &Ratifier,
    change: WishChange,
    or_opposite: bool,
) -> String {
    let name = in_sentence(&member.name);
    let wish = |place| wish_words(model, member, place);
    match change {
        WishChange::Swap(first) => {
            format!("if for {name} ‘{}’ counted more than ‘{}’", wish(first + 1), wish(first))
        }
        WishChange::Drop(place) => {
            let or = if or_opposite { ", or its opposite did" } else { "" };
            format!("if ‘{}’ did not matter to {name}{or}", wish(place))
        }
        WishChange::Reverse(place) => {
            format!("if {name} wanted the opposite of ‘{}’", wish(place))
        }
    }
}

/// What the wish rests on that a change takes away; an order rests on two.
fn wish_support(member: &Ratifier, change: WishChange) -> Option<&Support> {
    match change {
        WishChange::Swap(_) => None,
        WishChange::Drop(place) | WishChange::Reverse(place) => {
            member.preference.statements().get(place).map(|wish| &wish.support)
        }
    }
}
