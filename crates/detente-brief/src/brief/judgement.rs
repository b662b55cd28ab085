//! Key judgements: per question, what holds in which reading, what it hangs on, what would change
//! our mind, and the evidence.

use super::scope::scope;
use super::{Writer, all_readings};
use crate::analysis::Limits;
use crate::answer::Answer;
use crate::document::{Inline, Judgement};
use crate::explain::story;
use crate::finding::Findings;
use crate::hinge::{Change, HingeEffect, origin};
use crate::hinge_words::{
    Assumption, assumption_words, by_assumption, change_words, preference, supports, then_words,
};
use crate::robust::scope_words;
use crate::words::{capital, list, party_short};
use detente_model::{Question, Support};
use detente_stability::Concept;
use std::collections::BTreeMap;

/// How many hinges a judgement names; the rest are counted.
const MOST_HINGES: usize = 2;
/// How many footnotes a judgement cites.
const MOST_NOTES: usize = 4;

/// The answer of a question as a clause, where it is the same in every reading.
pub(super) fn uniform_clause(question: &Question, answer: Answer) -> String {
    match answer {
        Answer::InEvery => question.text.clone(),
        Answer::InNone => denied(question),
        Answer::InSome => format!("it is undecided whether {}", question.text),
        Answer::NothingStable => {
            format!("no outcome holds, so nothing can be said on whether {}", question.text)
        }
    }
}

fn denied(question: &Question) -> String {
    question.denied.clone().unwrap_or_else(|| format!("it is not so that {}", question.text))
}

/// The answers in the order in which a reader wants them, each with its word.
const ANSWERS: [(Answer, &str); 4] = [
    (Answer::InEvery, "yes"),
    (Answer::InSome, "undecided"),
    (Answer::InNone, "no"),
    (Answer::NothingStable, "nothing holds"),
];

/// What changes the answer to one question: an assumption with the changes of it that do.
type Group = (Assumption, Vec<(Change, HingeEffect)>);

impl Writer<'_> {
    pub(super) fn judgements(&mut self) -> Vec<Judgement> {
        // A reason that has been given once is referred to, not repeated.
        let mut told: BTreeMap<String, usize> = BTreeMap::new();
        (0..self.case.model.questions.len())
            .map(|question| self.judgement(question, &mut told))
            .collect()
    }

    fn judgement(&mut self, index: usize, told: &mut BTreeMap<String, usize>) -> Judgement {
        let question = &self.case.model.questions[index];
        let finding = &self.findings.questions[index];
        let text = match finding.uniform() {
            Some(answer) => capital(&format!("{}.", uniform_clause(question, answer))),
            None => self.hanging_sentence(&[question], &finding.depends_on),
        };
        let groups = self.groups(index);
        let mut fields = vec![("Holds in".to_owned(), self.holds_in(index, told))];
        let Findings { analysis, robust, ahead, .. } = self.findings;
        let open = scope_words(&self.case.model, analysis, robust, index, *ahead);
        fields.extend(
            open.map(|words| ("In open orders".to_owned(), vec![vec![Inline::text(words)]])),
        );
        fields.extend(self.outright_line(index).map(|line| ("Note".to_owned(), vec![line])));
        fields.push(("Hangs on".to_owned(), self.hangs_on(&groups)));
        if !groups.is_empty() {
            let effects: Vec<(Change, HingeEffect)> =
                groups.iter().flat_map(|(_, effects)| effects.clone()).collect();
            fields.extend(
                self.change_line(&effects)
                    .map(|line| ("Would change our mind".to_owned(), vec![line])),
            );
        }
        let (cited, counter) = self.cited(index, &groups);
        let notes = self.notes.cite(cited.iter().take(MOST_NOTES));
        let against = self.notes.cite(counter.iter().take(MOST_NOTES));
        if !against.is_empty() {
            fields.push(("Counter-evidence".to_owned(), vec![vec![Inline::Notes(against)]]));
        }
        Judgement { number: index + 1, text: vec![Inline::Strong(text)], fields, notes }
    }

    fn holds_in(&self, index: usize, told: &mut BTreeMap<String, usize>) -> Vec<Vec<Inline>> {
        let finding = &self.findings.questions[index];
        let readings = finding.ahead.len();
        let one_step = self.one_step(index, told);
        let Some(answer) = finding.uniform() else {
            let mut line = self.by_answer(index);
            if let Some(one_step) = one_step {
                line.push(Inline::text("; "));
                line.extend(one_step);
            }
            return vec![line];
        };
        let all =
            if readings == 1 { String::new() } else { format!(", in {}", all_readings(readings)) };
        let text = match answer {
            Answer::InEvery | Answer::InNone => format!("every outcome that holds{all}"),
            Answer::InSome => format!("some outcomes that hold and not others{all}"),
            Answer::NothingStable => format!("no outcome holds{all}"),
        };
        let mut line =
            vec![Inline::text(format!("{text}, looking one reply ahead")), technical(Concept::Seq)];
        if let Some(one_step) = one_step {
            line.push(Inline::text("; "));
            line.extend(one_step);
        }
        vec![line]
    }

    /// Which readings give which answer.
    fn by_answer(&self, index: usize) -> Vec<Inline> {
        let finding = &self.findings.questions[index];
        let mut line = Vec::new();
        for (answer, word) in ANSWERS {
            let set = (0..finding.ahead.len()).filter(|&reading| finding.ahead[reading] == answer);
            let set: Vec<usize> = set.collect();
            if set.is_empty() {
                continue;
            }
            if !line.is_empty() {
                line.push(Inline::text("; "));
            }
            line.push(Inline::Strong(word.to_owned()));
            let names = scope(&self.case.model, &self.findings.analysis, &set);
            line.push(Inline::text(names.map(|names| format!(" in {names}")).unwrap_or_default()));
        }
        line.push(Inline::text(", looking one reply ahead"));
        line.push(technical(Concept::Seq));
        line
    }

    /// Where looking at one's own next step only gives another answer, and why.
    fn one_step(&self, index: usize, told: &mut BTreeMap<String, usize>) -> Option<Vec<Inline>> {
        let finding = &self.findings.questions[index];
        let differing =
            (0..finding.ahead.len()).filter(|&r| finding.ahead[r] != finding.one_step[r]);
        let differing: Vec<usize> = differing.collect();
        let &first = differing.first()?;
        let mut clauses = Vec::new();
        for (answer, word) in ANSWERS {
            let set = differing.iter().copied().filter(|&r| finding.one_step[r] == answer);
            let set: Vec<usize> = set.collect();
            if !set.is_empty() {
                let scope = scope(&self.case.model, &self.findings.analysis, &set);
                let scope = scope.map(|scope| format!(" in {scope}")).unwrap_or_default();
                clauses.push(format!("{word}{scope}"));
            }
        }
        let why = self.why_one_step_differs(index, first).map(|why| match told.get(&why) {
            Some(earlier) => format!(", as in {earlier}."),
            None => {
                told.insert(why.clone(), index + 1);
                let which = scope(&self.case.model, &self.findings.analysis, &[first]);
                let which = which.filter(|_| clauses.len() > 1).map(|name| format!(" (in {name})"));
                format!(". Why the two differ{}: {why}", which.unwrap_or_default())
            }
        });
        Some(vec![
            Inline::text(format!("one step at a time {}", clauses.join(", "))),
            technical(Concept::Nash),
            Inline::text(why.unwrap_or_else(|| ".".into())),
        ])
    }

    /// The story of an outcome that holds looking ahead but not one step at a time.
    fn why_one_step_differs(&self, index: usize, reading: usize) -> Option<String> {
        let result = &self.findings.analysis.readings[reading];
        let (ahead, one_step) =
            (&result.solutions[self.findings.ahead], &result.solutions[self.findings.one_step]);
        let question = &self.case.model.questions[index].formula;
        let mut only_ahead: Vec<usize> = ahead
            .equilibria()
            .iter()
            .filter(|state| !one_step.equilibria().contains(*state))
            .collect();
        // An outcome with the answer that one step misses tells most.
        let missing = matches!(
            self.findings.questions[index].ahead[reading],
            Answer::InEvery | Answer::InSome
        );
        only_ahead.sort_by_key(|&state| question.eval(result.space().state(state)) != missing);
        let &state = only_ahead.first()?;
        let (mover, _) = one_step.movers().find(|(_, stable)| !stable.contains(state))?;
        let told =
            story(&self.case.model, result, Concept::Seq, mover, state, &Limits::default()).ok()?;
        let sentences: Vec<&str> =
            told.lines.iter().take(2).map(|line| line.text.as_str()).collect();
        (told.stays && sentences.len() == 2).then(|| sentences.join(" "))
    }

    fn outright_line(&self, index: usize) -> Option<Vec<Inline>> {
        let finding = &self.findings.questions[index];
        if !finding.outright.decisive || finding.uniform().is_none() {
            return None;
        }
        let model = &self.case.model;
        let names: Vec<String> = finding
            .outright
            .statements
            .iter()
            .map(|&(party, place)| format!("{} (wish {})", party_short(model, party), place + 1))
            .collect();
        Some(vec![Inline::text(format!(
            "this follows from what was put in and was not discovered: {} outright",
            wanted_by(&names)
        ))])
    }

    /// The hinges of one question, looking ahead, those that change most readings first.
    fn groups(&self, index: usize) -> Vec<Group> {
        let concerns = |effect: &&HingeEffect| {
            effect.question == index && effect.concept == self.findings.ahead
        };
        let mut groups: Vec<Group> = Vec::new();
        for touched in by_assumption(&self.findings.hinges) {
            let effects = touched.hinges.iter().flat_map(|hinge| {
                hinge.effects.iter().filter(concerns).map(|effect| (hinge.change, *effect))
            });
            let effects: Vec<(Change, HingeEffect)> = effects.collect();
            if !effects.is_empty() {
                groups.push((touched.assumption, effects));
            }
        }
        groups.sort_by_key(|(_, effects)| std::cmp::Reverse(effects.len()));
        groups
    }

    fn hangs_on(&self, groups: &[Group]) -> Vec<Vec<Inline>> {
        let model = &self.case.model;
        if let Some(figures) = &self.findings.hinges.not_tried {
            return vec![vec![Inline::text(format!("not tried: {figures} are too many"))]];
        }
        if groups.is_empty() {
            let tried = self.findings.hinges.tried;
            return vec![vec![Inline::text(format!(
                "nothing that was tried ({tried} changes of one assumption)"
            ))]];
        }
        let mut parts: Vec<String> = Vec::new();
        for (assumption, _) in groups.iter().take(MOST_HINGES) {
            let rests = supports(model, *assumption);
            let own = rests.iter().filter(|support| support.is_own()).count();
            let mark = match own {
                0 => "",
                n if n == rests.len() => " (the analyst's own)",
                _ => " (partly the analyst's own)",
            };
            parts.push(format!("{}{mark}", assumption_words(model, *assumption)));
        }
        if groups.len() > MOST_HINGES {
            parts.push(format!("and {} more", groups.len() - MOST_HINGES));
        }
        vec![vec![Inline::text(parts.join("; "))]]
    }

    /// The mildest change that changes the answer, and what it changes it to; of equally mild ones, the
    /// one that does so in most readings. What a reading would change is said before.
    fn change_line(&self, effects: &[(Change, HingeEffect)]) -> Option<Vec<Inline>> {
        let mild = |change: &Change| match change {
            Change::Switch { .. } | Change::Adopt { .. } | Change::Swap { .. } => 0,
            Change::Drop { .. } | Change::Allow { .. } | Change::Move { .. } => 1,
            Change::Forbid { .. } | Change::OneWay { .. } | Change::Alone { .. } => 2,
            Change::Reverse { .. } => 3,
        };
        let mut changes: BTreeMap<Change, Vec<HingeEffect>> = BTreeMap::new();
        for (change, effect) in
            effects.iter().filter(|(change, _)| !matches!(change, Change::Switch { .. }))
        {
            changes.entry(*change).or_default().push(*effect);
        }
        let (made, effects) = changes.into_iter().min_by_key(|(change, effects)| {
            (mild(change), std::cmp::Reverse(effects.len()), *change)
        })?;
        let readings: Vec<usize> = effects.iter().map(|effect| effect.reading).collect();
        let scope = scope(&self.case.model, &self.findings.analysis, &readings);
        let scope = scope.map(|scope| format!(", in {scope}")).unwrap_or_default();
        let change = change_words(&self.case.model, made);
        Some(vec![Inline::text(format!("if {change}: {}{scope}", then_words(effects[0].to)))])
    }

    /// The claims for a judgement and those against it, nearest first: the readings it hangs on, the
    /// wishes that say it, the assumptions it hangs on, the options it is about.
    fn cited(&self, index: usize, groups: &[Group]) -> (Vec<String>, Vec<String>) {
        let model = &self.case.model;
        let finding = &self.findings.questions[index];
        // What speaks against one reading speaks for its rival: here both sides are evidence.
        let matters = finding.depends_on.iter().flat_map(|&matter| &model.matters[matter].readings);
        let readings: Vec<&Support> = matters.map(|reading| &reading.support).collect();
        let mut rest: Vec<&Support> = Vec::new();
        if finding.outright.decisive {
            let base = self.findings.analysis.base();
            for &(party, place) in &finding.outright.statements {
                let list = preference(model, party, origin(model, base, party)).statements();
                rest.extend(list.get(place).map(|statement| &statement.support));
            }
        }
        let wishes = groups
            .iter()
            .filter(|(assumption, _)| !matches!(assumption, Assumption::Reading { .. }));
        for (assumption, _) in wishes.take(MOST_HINGES) {
            rest.extend(supports(model, *assumption));
        }
        let asked = model.questions[index].formula.options();
        let options = model.options.iter().enumerate().filter(|(place, _)| asked >> place & 1 == 1);
        rest.extend(options.map(|(_, option)| &option.support));
        // The first claim of each support comes before the second of any.
        let all = readings.iter().chain(&rest);
        let first = all.clone().filter_map(|support| support.because.first());
        let second = all.filter_map(|support| support.because.get(1));
        let counter = rest.iter().flat_map(|support| &support.against);
        (unique(first.chain(second)), unique(counter))
    }
}

/// Each claim once, in order of first mention.
fn unique<'a>(claims: impl Iterator<Item = &'a String>) -> Vec<String> {
    let mut list: Vec<String> = Vec::new();
    for claim in claims {
        if !list.contains(claim) {
            list.push(claim.clone());
        }
    }
    list
}

fn wanted_by(names: &[String]) -> String {
    let verb = if names.len() == 1 { "wants it" } else { "want it" };
    format!("{} {verb}", list(names, "and"))
}

fn technical(concept: Concept) -> Inline {
    Inline::Technical(concept.name().to_owned())
}
