//! Key judgements: per question, what holds in which reading, what it hangs on, what would change
//! our mind, and the evidence.

use super::{Writer, all_readings};
use crate::answer::Answer;
use crate::document::{Inline, Judgement};
use crate::explain::story;
use crate::hinge::{Change, HingeEffect};
use crate::hinge_words::{
    Assumption, assumption_words, by_assumption, change_words, preference, supports, then_words,
};
use crate::words::{capital, list, statement_words};
use detente_model::Question;
use detente_stability::Concept;

/// How many hinges a judgement names; the rest are counted.
const MOST_HINGES: usize = 3;

/// The answer of a question as a clause, where it is the same in every reading.
pub(super) fn uniform_clause(question: &Question, answer: Answer) -> String {
    match answer {
        Answer::InEvery => question.text.clone(),
        Answer::InNone => denied(question),
        Answer::InSome => format!("it is open whether {}", question.text),
        Answer::NothingStable => {
            format!("no outcome holds, so nothing can be said on whether {}", question.text)
        }
    }
}

fn denied(question: &Question) -> String {
    question.denied.clone().unwrap_or_else(|| format!("it is not so that {}", question.text))
}

impl Writer<'_> {
    pub(super) fn judgements(&mut self) -> Vec<Judgement> {
        (0..self.case.model.questions.len()).map(|question| self.judgement(question)).collect()
    }

    fn judgement(&mut self, index: usize) -> Judgement {
        let question = &self.case.model.questions[index];
        let finding = &self.findings.questions[index];
        let text = match finding.uniform() {
            Some(answer) => capital(&format!("{}.", uniform_clause(question, answer))),
            None => self.hanging_sentence(question, &finding.depends_on),
        };
        let mut cited: Vec<String> = Vec::new();
        let mut fields = vec![("Holds in".to_owned(), self.holds_in(index))];
        if let Some(line) = self.outright_line(index, &mut cited) {
            fields.push(("Note".to_owned(), vec![line]));
        }
        let (hangs, change) = self.hinges_of(index, &mut cited);
        fields.push(("Hangs on".to_owned(), hangs));
        if !change.is_empty() {
            fields.push(("Would change our mind".to_owned(), change));
        }
        self.cite_options(index, &mut cited);
        let notes = self.notes.cite(&cited);
        Judgement { number: index + 1, text: vec![Inline::Strong(text)], fields, notes }
    }

    fn holds_in(&self, index: usize) -> Vec<Vec<Inline>> {
        let finding = &self.findings.questions[index];
        let readings = finding.ahead.len();
        let mut lines = Vec::new();
        match finding.uniform() {
            Some(answer) => {
                let all = if readings == 1 {
                    String::new()
                } else {
                    format!(", in {}", all_readings(readings))
                };
                let text = match answer {
                    Answer::InEvery | Answer::InNone => format!("every outcome that holds{all}"),
                    Answer::InSome => format!("yes in some outcomes that hold, no in others{all}"),
                    Answer::NothingStable => format!("no outcome holds{all}"),
                };
                lines.push(vec![
                    Inline::text(format!("{text}, looking one reply ahead")),
                    technical(Concept::Seq),
                ]);
            }
            None => lines.extend(self.by_answer(index)),
        }
        lines.extend(self.one_step_line(index));
        lines
    }

    /// Which readings give which answer.
    fn by_answer(&self, index: usize) -> Vec<Vec<Inline>> {
        let model = &self.case.model;
        let finding = &self.findings.questions[index];
        let mut lines = Vec::new();
        for (answer, word) in [
            (Answer::InEvery, "yes"),
            (Answer::InSome, "open"),
            (Answer::InNone, "no"),
            (Answer::NothingStable, "nothing holds"),
        ] {
            let mut names: Vec<String> = Vec::new();
            for (result, found) in self.findings.analysis.readings.iter().zip(&finding.ahead) {
                if *found != answer {
                    continue;
                }
                let parts: Vec<String> = finding
                    .depends_on
                    .iter()
                    .map(|&matter| {
                        format!("‘{}’", model.matters[matter].readings[result.choice[matter]].text)
                    })
                    .collect();
                let name = list(&parts, "and");
                if !names.contains(&name) {
                    names.push(name);
                }
            }
            if !names.is_empty() {
                lines.push(vec![
                    Inline::Strong(format!("{word}: ")),
                    Inline::text(names.join("; ")),
                ]);
            }
        }
        lines
    }

    /// Where looking at one's own next step only gives another answer, and why.
    fn one_step_line(&self, index: usize) -> Option<Vec<Inline>> {
        let finding = &self.findings.questions[index];
        let differing: Vec<usize> =
            (0..finding.ahead.len()).filter(|&r| finding.ahead[r] != finding.one_step[r]).collect();
        let &first = differing.first()?;
        let scope = if differing.len() == finding.ahead.len() {
            String::new()
        } else {
            let names: Vec<String> =
                differing.iter().map(|&reading| self.choice_name(reading)).collect();
            format!(" in {}", list(&names, "and"))
        };
        let answer = match finding.one_step[first] {
            Answer::InEvery => "yes",
            Answer::InSome => "open",
            Answer::InNone => "no",
            Answer::NothingStable => "that nothing holds",
        };
        let why = self
            .why_one_step_differs(index, first)
            .map(|why| format!(" Why: {why}"))
            .unwrap_or_default();
        Some(vec![
            Inline::text(format!("one step at a time{scope} the answer would be ")),
            Inline::Strong(answer.into()),
            technical(Concept::Nash),
            Inline::text(format!(".{why}")),
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
        let limits = crate::analysis::Limits::default();
        let told = story(&self.case.model, result, Concept::Seq, mover, state, &limits).ok()?;
        let sentences: Vec<&str> =
            told.lines.iter().take(2).map(|line| line.text.as_str()).collect();
        (told.stays && sentences.len() == 2).then(|| sentences.join(" "))
    }

    fn outright_line(&self, index: usize, cited: &mut Vec<String>) -> Option<Vec<Inline>> {
        let outright = &self.findings.questions[index].outright;
        if !outright.decisive {
            return None;
        }
        let model = &self.case.model;
        let base = self.findings.analysis.base();
        let mut names = Vec::new();
        for &(party, place) in &outright.statements {
            let origin = crate::hinge::origin(model, &base.choice, party);
            let Some(statement) = preference(model, party, origin).statements().get(place) else {
                continue;
            };
            cited.extend(statement.support.because.iter().cloned());
            names.push(format!(
                "{} (statement {}: {})",
                model.parties[party].name,
                place + 1,
                statement_words(model, statement)
            ));
        }
        Some(vec![Inline::text(format!(
            "follows from what was put in, was not discovered: it is wanted outright by {}",
            list(&names, "and by")
        ))])
    }

    /// What a judgement hangs on, and what would change our mind.
    fn hinges_of(
        &self,
        index: usize,
        cited: &mut Vec<String>,
    ) -> (Vec<Vec<Inline>>, Vec<Vec<Inline>>) {
        let model = &self.case.model;
        let ahead = self.findings.ahead;
        let concerns = |effect: &&HingeEffect| effect.question == index && effect.concept == ahead;
        let mut groups: Vec<(Assumption, Vec<(Change, HingeEffect)>)> = Vec::new();
        for touched in by_assumption(&self.findings.hinges) {
            let effects: Vec<(Change, HingeEffect)> = touched
                .hinges
                .iter()
                .flat_map(|hinge| {
                    hinge.effects.iter().filter(concerns).map(|effect| (hinge.change, *effect))
                })
                .collect();
            if !effects.is_empty() {
                groups.push((touched.assumption, effects));
            }
        }
        groups.sort_by_key(|(_, effects)| std::cmp::Reverse(effects.len()));
        if groups.is_empty() {
            let tried = self.findings.hinges.tried;
            return (
                vec![vec![Inline::text(format!(
                    "nothing that was tried ({tried} changes of one assumption)"
                ))]],
                Vec::new(),
            );
        }
        let (mut hangs, mut change) = (Vec::new(), Vec::new());
        for (assumption, effects) in groups.iter().take(MOST_HINGES) {
            let rests = supports(model, *assumption);
            let own = rests.iter().filter(|support| support.is_own()).count();
            for support in &rests {
                cited.extend(support.because.iter().chain(&support.against).cloned());
            }
            let mark = match own {
                0 => "",
                n if n == rests.len() => " (the analyst's own)",
                _ => " (partly the analyst's own)",
            };
            hangs.push(vec![Inline::text(format!(
                "{}{mark}",
                assumption_words(model, *assumption)
            ))]);
            change.push(vec![Inline::text(self.change_line(effects))]);
        }
        if groups.len() > MOST_HINGES {
            hangs.push(vec![Inline::text(format!(
                "and {} more, see below",
                groups.len() - MOST_HINGES
            ))]);
        }
        (hangs, change)
    }

    /// The mildest change of an assumption that changes the answer, and what it changes it to.
    fn change_line(&self, effects: &[(Change, HingeEffect)]) -> String {
        let mild = |change: &Change| match change {
            Change::Switch { .. } | Change::Swap { .. } => 0,
            Change::Drop { .. } => 1,
            Change::Reverse { .. } => 2,
        };
        let mut ordered = effects.to_vec();
        ordered.sort_by_key(|(change, effect)| (mild(change), *change, *effect));
        let (made, effect) = ordered[0];
        let mut readings: Vec<usize> =
            ordered.iter().filter(|(c, _)| *c == made).map(|(_, e)| e.reading).collect();
        readings.dedup();
        let everywhere = readings.len() == self.findings.analysis.readings.len();
        let scope = if everywhere || matches!(made, Change::Switch { .. }) {
            String::new()
        } else {
            let names: Vec<String> =
                readings.iter().map(|&reading| self.choice_name(reading)).collect();
            format!(" (reading {})", list(&names, "and"))
        };
        format!("if {} – {}{scope}", change_words(&self.case.model, made), then_words(effect.to))
    }

    /// The passages behind the options that the question is about.
    fn cite_options(&self, index: usize, cited: &mut Vec<String>) {
        let model = &self.case.model;
        let asked = model.questions[index].formula.options();
        for (place, option) in model.options.iter().enumerate() {
            if asked >> place & 1 == 1 {
                cited.extend(option.support.because.iter().chain(&option.support.against).cloned());
            }
        }
    }
}

fn technical(concept: Concept) -> Inline {
    Inline::Technical(concept.name().to_owned())
}
