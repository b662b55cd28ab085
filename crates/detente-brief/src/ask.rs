//! Ask next: the few questions whose answers would settle most, made of what the answers hang on and
//! of how thin the evidence for it is.

use crate::analysis::Analysis;
use crate::hinge::{Change, Hinge, HingeEffect};
use crate::hinge_words::{Assumption, by_assumption, change_words, statement, supports, wish};
use crate::hinges_words::HingeReport;
use crate::words::{condition_words, list, party_short, statement_words, words_of};
use detente_case::Case;
use detente_expr::{Expr, ExprKind, parse};
use detente_model::{Model, Support};
use std::collections::BTreeSet;

/// A question to the world, with what follows from its answers.
#[derive(Clone, Debug)]
pub struct Ask {
    /// The assumption it is about.
    pub assumption: Assumption,
    /// The question.
    pub text: String,
    /// If this is so, these answers of the model change; otherwise they stay. Empty for a matter in
    /// dispute: there each reading has its own answers.
    pub branches: Vec<(Change, Vec<HingeEffect>)>,
    /// How many answers hang on it, of all readings, questions and concepts.
    pub answers: usize,
    /// How many of these hang on nothing that is asked before.
    pub fresh: usize,
    /// Why the evidence is thin, if it is.
    pub thin: Vec<String>,
}

/// Says why the evidence for an assumption is thin: none, one quotation, second-hand, or contradicted.
pub fn thinness(case: &Case, support: &[&Support]) -> Vec<String> {
    let mut thin = Vec::new();
    let claims: BTreeSet<usize> = support
        .iter()
        .flat_map(|support| &support.because)
        .filter_map(|id| case.claim(id))
        .collect();
    if claims.is_empty() {
        thin.push("the analyst's own".to_owned());
    } else {
        if support.iter().any(|support| support.is_own()) {
            thin.push("partly the analyst's own".to_owned());
        }
        if claims.len() == 1 {
            thin.push("one quotation".to_owned());
        }
        let holders: BTreeSet<_> = claims.iter().map(|&claim| case.claims[claim].holder).collect();
        if claims.len() > 1 && holders.len() == 1 {
            thin.push("one voice".to_owned());
        }
        if claims.iter().all(|&claim| case.claims[claim].is_second_hand()) {
            thin.push("second-hand".to_owned());
        }
        if claims.iter().any(|&claim| case.claims[claim].hedge.is_some()) {
            thin.push("hedged".to_owned());
        }
    }
    if support.iter().any(|support| !support.against.is_empty()) {
        thin.push(CONTRADICTED.to_owned());
    }
    thin
}

/// Chooses at most `most` questions: each time the one on which most answers hang, under a concept by
/// its place, that hang on nothing asked so far. Thin evidence counts double, what is contradicted or
/// in dispute treble.
///
/// What a quotation says can be done, and nothing contradicts, is not asked. The choice is greedy, so a
/// better set of questions may exist; what follows from each is exact.
pub fn ask_next(report: HingeReport<'_>, most: usize) -> Vec<Ask> {
    let HingeReport { case, analysis, hinges, concept, only, .. } = report;
    let model = &case.model;
    // With each candidate the answers that hang on it, by reading and question.
    let mut candidates: Vec<(Ask, BTreeSet<(usize, usize)>)> = (0..model.matters.len())
        .map(|matter| {
            let assumption = Assumption::Reading { matter, reading: 1 };
            let mut hang = in_dispute(analysis, matter, concept);
            hang.retain(|(_, question)| only.is_none_or(|only| only == *question));
            (Ask::new(case, assumption, Vec::new(), hang.len()), hang)
        })
        .collect();
    for touched in by_assumption(hinges) {
        let supports = supports(model, touched.assumption);
        let asserted = supports.iter().all(|s| !s.is_own() && s.against.is_empty());
        match touched.assumption {
            Assumption::Reading { .. } => continue,
            Assumption::Option { .. } if asserted => continue,
            _ => {}
        }
        let branches = branches(&touched.hinges, concept);
        let hang: BTreeSet<(usize, usize)> = branches
            .iter()
            .flat_map(|(_, effects)| effects)
            .map(|effect| (effect.reading, effect.question))
            .collect();
        candidates.push((Ask::new(case, touched.assumption, branches, hang.len()), hang));
    }
    let mut covered: BTreeSet<(usize, usize)> = BTreeSet::new();
    let mut chosen: Vec<Ask> = Vec::new();
    while chosen.len() < most {
        let weight = |(ask, hang): &(Ask, BTreeSet<(usize, usize)>)| {
            let disputed = matches!(ask.assumption, Assumption::Reading { .. })
                || ask.thin.iter().any(|word| word == CONTRADICTED);
            hang.difference(&covered).count()
                * if disputed { 3 } else { 1 + usize::from(!ask.thin.is_empty()) }
        };
        // Of equal weight the first: on it most answers hang in all ways of looking ahead.
        let best =
            (0..candidates.len()).max_by_key(|&at| (weight(&candidates[at]), usize::MAX - at));
        let Some(best) = best.filter(|&best| weight(&candidates[best]) > 0) else { break };
        let (mut ask, hang) = candidates.remove(best);
        ask.fresh = hang.difference(&covered).count();
        covered.extend(hang);
        chosen.push(ask);
    }
    chosen
}

const CONTRADICTED: &str = "contradicted";

impl Ask {
    fn new(
        case: &Case,
        assumption: Assumption,
        branches: Vec<(Change, Vec<HingeEffect>)>,
        answers: usize,
    ) -> Self {
        let thin = match assumption {
            // What is in dispute says so by itself.
            Assumption::Reading { .. } => Vec::new(),
            _ => thinness(case, &supports(&case.model, assumption)),
        };
        let text = question(&case.model, assumption, &branches);
        Self { assumption, text, branches, answers, fresh: 0, thin }
    }
}

/// The answers that another reading of a matter would change, by combination of readings and question.
fn in_dispute(analysis: &Analysis, matter: usize, concept: usize) -> BTreeSet<(usize, usize)> {
    let mut hang = BTreeSet::new();
    for (reading, result) in analysis.readings.iter().enumerate() {
        let rivals = analysis.readings.iter().filter(|other| {
            let mut choices = other.choice.iter().zip(&result.choice).enumerate();
            choices.all(|(place, (other, own))| (place == matter) == (other != own))
        });
        for rival in rivals {
            let pairs = result.answers.iter().zip(&rival.answers).enumerate();
            hang.extend(
                pairs
                    .filter(|(_, (own, other))| own[concept] != other[concept])
                    .map(|(question, _)| (reading, question)),
            );
        }
    }
    hang
}

/// What each change of an assumption changes under a concept; of changes with one effect the first.
pub(crate) fn branches(hinges: &[&Hinge], concept: usize) -> Vec<(Change, Vec<HingeEffect>)> {
    let mut branches: Vec<(Change, Vec<HingeEffect>)> = Vec::new();
    for hinge in hinges {
        let effects = hinge.effects.iter().filter(|effect| effect.concept == concept);
        let effects: Vec<HingeEffect> = effects.copied().collect();
        if !effects.is_empty() && !branches.iter().any(|(_, known)| *known == effects) {
            branches.push((hinge.change, effects));
        }
    }
    branches.sort_by_key(|(_, effects)| std::cmp::Reverse(effects.len()));
    branches
}

/// The question in plain words.
fn question(
    model: &Model,
    assumption: Assumption,
    branches: &[(Change, Vec<HingeEffect>)],
) -> String {
    match assumption {
        Assumption::Reading { matter, .. } => {
            let matter = &model.matters[matter];
            match &matter.question {
                Some(question) => format!("{}?", question.trim_end_matches('?')),
                None => {
                    let texts: Vec<String> =
                        matter.readings.iter().map(|r| format!("‘{}’", r.text)).collect();
                    format!("Which is right: {}?", list(&texts, "or"))
                }
            }
        }
        Assumption::Rule { rule } => {
            let words = condition_words(model, &model.impossible[rule].source);
            format!("Is this really impossible: {words}?")
        }
        Assumption::Option { option } => {
            let def = &model.options[option];
            let owners: Vec<String> =
                def.owners.iter().map(|&party| party_short(model, party)).collect();
            match branches.first() {
                Some((Change::OneWay { .. }, _)) => {
                    format!("Once it is done, can it be undone: {}?", def.text)
                }
                Some((Change::Alone { party, .. }, _)) => {
                    format!("Could {} {} alone?", party_short(model, *party), def.text)
                }
                _ => format!("Could {} really {}?", list(&owners, "and"), def.text),
            }
        }
        Assumption::View { view } => format!("Is this so: {}?", model.views[view].text),
        Assumption::Order { party, origin, first } => format!(
            "What matters more to {}: that {}, or that {}?",
            party_short(model, party),
            wish(model, party, origin, first),
            wish(model, party, origin, first + 1)
        ),
        Assumption::Place { party, origin, place } => format!(
            "How much does it matter to {} that {}?",
            party_short(model, party),
            wish(model, party, origin, place)
        ),
        Assumption::Statement { party, origin, place } => {
            let conditional = statement(model, party, origin, place)
                .and_then(|statement| conditional(model, party, &statement.source));
            conditional.unwrap_or_else(|| {
                let words = statement(model, party, origin, place)
                    .map(|statement| statement_words(model, statement))
                    .unwrap_or_default();
                format!("Does it matter to {} that {words}?", party_short(model, party))
            })
        }
    }
}

/// "What would Rhee do if no pact is promised: obstruct the armistice, or not?", for a wish that makes
/// a party's own act depend on something else.
fn conditional(model: &Model, party: usize, source: &str) -> Option<String> {
    let (expr, faults) = parse(source);
    let (ExprKind::If(act, when) | ExprKind::Iff(act, when)) = &expr.kind else { return None };
    if !faults.is_empty() {
        return None;
    }
    let option = &model.options[model.option(single(act)?)?];
    if option.owners != [party] {
        return None;
    }
    Some(format!(
        "What would {} do if {}: {}, or not?",
        party_short(model, party),
        words_of(model, when, true),
        option.text
    ))
}

/// The option that an expression is about, if it is an option or its denial.
fn single(expr: &Expr) -> Option<&str> {
    match &expr.kind {
        ExprKind::Name(name) => Some(name),
        ExprKind::Not(inner) => single(inner),
        _ => None,
    }
}

/// Says a branch as the beginning of a sentence: "If the opposite of ‘…’ is what matters to Rhee".
pub(crate) fn branch_words(model: &Model, change: Change) -> String {
    format!("If {}", change_words(model, change))
}
