//! Why an outcome holds or breaks: for each mover the move that would improve, who would answer and
//! how, why that leaves the mover no better, and the statement that decides each comparison.

use crate::analysis::{Limits, ReadingResult};
use crate::engine::EngineError;
use crate::hinge::{Origin, origin};
use crate::words::{
    capital, list, move_words, mover_name, party_name, party_short, statement_words,
};
use detente_model::{Model, Preference, Support};
use detente_stability::{Answered, Concept, Mover, PartySet, Step, Verdict, improvements, verdict};

/// Why one mover stays at, or leaves, an outcome.
#[derive(Clone, Debug)]
pub struct Story {
    /// The party or joint set.
    pub mover: Mover,
    /// Whether it stays.
    pub stays: bool,
    /// The engine's verdict, which can be checked.
    pub verdict: Verdict,
    /// The story in sentences, with the statements behind each.
    pub lines: Vec<Line>,
}

/// A sentence with what it rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The sentence.
    pub text: String,
    /// The statements that decide the comparisons in it.
    pub reasons: Vec<Reason>,
}

/// A statement that decides a comparison of two outcomes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason {
    /// The party whose statement it is.
    pub party: usize,
    /// The list it stands in.
    pub origin: Origin,
    /// Its place in the list; nothing for a direct ranking.
    pub place: Option<usize>,
    /// How many statements the list has.
    pub of: usize,
    /// What it rests on.
    pub support: Support,
}

/// Explains one outcome for one mover.
///
/// # Errors
/// If the engine refuses.
pub fn story(
    model: &Model,
    result: &ReadingResult,
    concept: Concept,
    mover: Mover,
    state: usize,
    limits: &Limits<'_>,
) -> Result<Story, EngineError> {
    let verdict = verdict(&result.game, concept, mover, state, &limits.context())?;
    let teller = Teller { model, result, concept, mover, state };
    let lines = match &verdict {
        Verdict::Unstable { improvement, .. } => teller.leaves(*improvement),
        Verdict::Stable { answered } if answered.is_empty() => teller.content(),
        Verdict::Stable { answered } => teller.deterred(answered),
    };
    Ok(Story { mover, stays: verdict.is_stable(), verdict, lines })
}

/// Explains one outcome for every mover, or for those a party belongs to.
///
/// # Errors
/// If the engine refuses.
pub fn stories(
    model: &Model,
    result: &ReadingResult,
    concept: Concept,
    party: Option<usize>,
    state: usize,
    limits: &Limits<'_>,
) -> Result<Vec<Story>, EngineError> {
    let concerns = |mover: &&Mover| match (party, **mover) {
        (None, _) => true,
        (Some(party), Mover::Party(own)) => own == party,
        (Some(party), Mover::Joint(set)) => set.contains(party),
    };
    let movers = result.game.movers().iter().filter(concerns);
    movers.map(|&mover| story(model, result, concept, mover, state, limits)).collect()
}

/// Says why an outcome pays some parties together more than another.
pub(crate) fn gain(
    model: &Model,
    result: &ReadingResult,
    members: PartySet,
    from: usize,
    to: usize,
) -> Line {
    let mover = match members.len() {
        1 => Mover::Party(members.iter().next().unwrap_or(0)),
        _ => Mover::Joint(members),
    };
    let teller = Teller { model, result, concept: Concept::Nash, mover, state: from };
    let (text, reasons) = teller.gains(mover, from, to);
    Line { text, reasons }
}

struct Teller<'a> {
    model: &'a Model,
    result: &'a ReadingResult,
    concept: Concept,
    mover: Mover,
    state: usize,
}

impl Teller<'_> {
    fn state(&self, index: usize) -> u64 {
        self.result.space().state(index)
    }

    fn name(&self) -> String {
        capital(&mover_name(self.model, self.mover))
    }

    // Names may be singular or plural, so the sentences are built to fit both.

    fn content(&self) -> Vec<Line> {
        let text = match self.mover {
            Mover::Party(_) => format!("{} would gain nothing by moving alone.", self.name()),
            Mover::Joint(_) => format!("{} would not all gain from any joint step.", self.name()),
        };
        vec![Line { text, reasons: Vec::new() }]
    }

    fn leaves(&self, improvement: usize) -> Vec<Line> {
        let acts = move_words(self.model, self.state(self.state), self.state(improvement));
        let (gains, reasons) = self.gains(self.mover, self.state, improvement);
        let mut lines =
            vec![Line { text: format!("{} would {acts}: {gains}.", self.name()), reasons }];
        let text = match self.concept {
            Concept::Nash => "Looking at that next step only, nothing stands in the way.",
            Concept::Sim => {
                "Nothing that the others would want to do at the same moment undoes that gain."
            }
            Concept::Seq | Concept::SymSeq => {
                "No reply that others would want to make undoes that gain."
            }
            _ => "No reply of the others undoes that gain.",
        };
        lines.push(Line { text: text.into(), reasons: Vec::new() });
        lines
    }

    fn deterred(&self, answered: &[Answered]) -> Vec<Line> {
        // The most tempting improvement is the one to explain; the others are counted.
        let best = self.most_tempting(answered);
        let name = mover_name(self.model, self.mover);
        let acts = move_words(self.model, self.state(self.state), self.state(best.improvement));
        let (gains, reasons) = self.gains(self.mover, self.state, best.improvement);
        let mut lines = vec![Line {
            text: format!("At first it would pay {name} to {acts}: {gains}."),
            reasons,
        }];
        if self.concept == Concept::Sim {
            // The steps are simultaneous: each is where that choice alone would lead from here.
            lines.extend(
                best.steps
                    .iter()
                    .map(|step| self.answer(self.state, step, "But at the same moment")),
            );
        } else {
            let mut from = best.improvement;
            for (index, step) in best.steps.iter().enumerate() {
                lines.push(self.answer(
                    from,
                    step,
                    if index == 0 { "But then" } else { "Thereupon" },
                ));
                from = step.to;
            }
        }
        let (loses, reasons) = self.no_better(best.outcome);
        let stuck = match self.concept {
            Concept::Smr | Concept::SymSeq => ", with no way back out of it",
            _ => "",
        };
        lines.push(Line {
            text: format!("In the end {loses}{stuck}. So {name} would stay."),
            reasons,
        });
        if answered.len() > 1 {
            let others = answered.len() - 1;
            let plural = if others == 1 { "way to gain is" } else { "ways to gain are" };
            lines.push(Line {
                text: format!("{others} other {plural} answered too."),
                reasons: Vec::new(),
            });
        }
        lines
    }

    fn most_tempting<'a>(&self, answered: &'a [Answered]) -> &'a Answered {
        let first = match self.mover {
            Mover::Party(party) => party,
            Mover::Joint(set) => set.iter().next().unwrap_or(0),
        };
        let ranks = self.result.game.rankings()[first].ranks();
        let mut best = &answered[0];
        for other in answered {
            if ranks[other.improvement] > ranks[best.improvement] {
                best = other;
            }
        }
        best
    }

    /// One step of the others.
    fn answer(&self, from: usize, step: &Step, but: &str) -> Line {
        let acts = move_words(self.model, self.state(from), self.state(step.to));
        let who = mover_name(self.model, step.mover);
        let wants = improvements(&self.result.game, step.mover, from).contains(&step.to);
        if wants {
            let (gains, reasons) = self.gains(step.mover, from, step.to);
            return Line { text: format!("{but} {who} would {acts}: {gains}."), reasons };
        }
        let text = format!("{but} {who} could {acts}, though it would not pay.");
        Line { text, reasons: Vec::new() }
    }

    /// What a mover gains between two outcomes.
    fn gains(&self, mover: Mover, from: usize, to: usize) -> (String, Vec<Reason>) {
        let members: Vec<usize> = match mover {
            Mover::Party(party) => vec![party],
            Mover::Joint(set) => set.iter().collect(),
        };
        let mut reasons = Vec::new();
        let mut clauses = Vec::new();
        for party in members {
            let decided = decide(self.model, self.result, party, self.state(from), self.state(to));
            let (reason, words) = decided.unzip();
            reasons.extend(reason);
            let short = party_short(self.model, party);
            clauses.push(match (words.flatten(), mover) {
                (Some(words), Mover::Party(_)) => format!("what counts most here is that {words}"),
                (Some(words), Mover::Joint(_)) => {
                    format!("what counts most here for {short} is that {words}")
                }
                (None, _) => format!("that outcome stands higher in the ranking of {short}"),
            });
        }
        (list(&clauses, "and"), reasons)
    }

    /// Why the end of an answer is no better for the mover.
    fn no_better(&self, outcome: usize) -> (String, Vec<Reason>) {
        let members: Vec<usize> = match self.mover {
            Mover::Party(party) => vec![party],
            Mover::Joint(set) => set.iter().collect(),
        };
        // Of a joint set one member suffices; the first that is no better off is named.
        for party in members {
            let ranks = self.result.game.rankings()[party].ranks();
            if ranks[outcome] > ranks[self.state] {
                continue;
            }
            let who = party_name(self.model, party);
            if ranks[outcome] == ranks[self.state] {
                return (format!("{who} would be exactly as well off as now"), Vec::new());
            }
            return match decide(
                self.model,
                self.result,
                party,
                self.state(outcome),
                self.state(self.state),
            ) {
                Some((reason, Some(words))) => {
                    (format!("{who} would have lost this: {words}"), vec![reason])
                }
                Some((reason, None)) => {
                    (format!("{who} would be left with a lower rank"), vec![reason])
                }
                None => (format!("{who} would be worse off than now"), Vec::new()),
            };
        }
        ("nothing is gained".into(), Vec::new())
    }
}

/// The statement that makes `better` better than `worse` for a party, with its words; a direct
/// ranking has none.
pub(crate) fn decide(
    model: &Model,
    result: &ReadingResult,
    party: usize,
    worse: u64,
    better: u64,
) -> Option<(Reason, Option<String>)> {
    let origin = origin(model, result, party);
    match &result.assumptions.preferences[party] {
        Preference::Statements(statements) => {
            let place =
                statements.iter().position(|s| s.formula.eval(worse) != s.formula.eval(better))?;
            let statement = &statements[place];
            let reason = Reason {
                party,
                origin,
                place: Some(place),
                of: statements.len(),
                support: statement.support.clone(),
            };
            Some((reason, Some(statement_words(model, statement))))
        }
        Preference::Ranking(tiers, support) => {
            let reason =
                Reason { party, origin, place: None, of: tiers.len(), support: support.clone() };
            Some((reason, None))
        }
    }
}
