//! Commitments judged: what they leave open, what guards each clause, which forms one thing has.

use super::delegations::{DelegationFound, delegations};
use super::drafts::{Comparison, compare};
use super::open::{Gap, open_in_commitment, open_in_text, vague_in};
use detente_case::Case;
use detente_model::{Commitment, Model, Strength};

/// What is found of the commitments of a case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CommitmentsReport {
    /// Groups of instruments that are forms of one thing, by their places; two or more each.
    pub forms: Vec<Vec<usize>>,
    /// What each commitment leaves open.
    pub open: Vec<Vec<Gap>>,
    /// What guards each clause.
    pub guards: Vec<Guard>,
    /// Drafts compared, each with each other of the same instrument.
    pub comparisons: Vec<Comparison>,
    /// What each article of each draft leaves open, by its words alone.
    pub articles: Vec<Vec<Vec<Gap>>>,
    /// Who may sit, and for whom that is bad.
    pub delegations: Vec<DelegationFound>,
    /// Texts typed in beside the case, with what each leaves open by its words alone.
    pub typed: Vec<(String, Vec<Gap>)>,
}

/// What guards a clause.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Guard {
    /// The commitments that serve it, by their places, the firmest first.
    pub commitments: Vec<usize>,
    /// Whether somebody says that it cannot, and nobody vouches.
    pub rests_on_cannot: bool,
    /// What its text leaves open: the words that can be read in more than one way, and, where no
    /// commitment serves it, all that its words do not say.
    pub open: Vec<Gap>,
}

impl Guard {
    /// Tells whether no commitment serves the clause but such as say that they cannot.
    pub fn is_unguarded(&self, model: &Model) -> bool {
        let strength = |&place: &usize| model.commitments[place].strength;
        self.commitments.iter().map(strength).all(|strength| strength == Some(Strength::Cannot))
    }
}

/// Tells whether a case has instruments, commitments, drafts or delegations.
pub fn has_commitments(model: &Model) -> bool {
    !(model.instruments.is_empty()
        && model.commitments.is_empty()
        && model.drafts.is_empty()
        && model.delegations.is_empty())
}

/// Judges the commitments of a case, and texts typed in beside it.
pub fn commitments_report(case: &Case, typed: &[String]) -> CommitmentsReport {
    let model = &case.model;
    let open = model.commitments.iter().map(|commitment| open_in_commitment(model, commitment));
    let guards = (0..model.clauses.len()).map(|clause| guard(case, clause));
    let articles = model.drafts.iter().map(|draft| {
        draft.articles.iter().map(|article| open_in_text(case, &article.text)).collect()
    });
    CommitmentsReport {
        forms: forms(model),
        open: open.collect(),
        guards: guards.collect(),
        comparisons: compare(case),
        articles: articles.collect(),
        delegations: delegations(model),
        typed: typed.iter().map(|text| (text.clone(), open_in_text(case, text))).collect(),
    }
}

/// What guards a clause, by its place.
pub(super) fn guard(case: &Case, clause: usize) -> Guard {
    let model = &case.model;
    let all = model.commitments.iter().enumerate();
    let mut commitments: Vec<usize> = all
        .filter(|(_, commitment)| commitment.clauses.contains(&clause))
        .map(|(place, _)| place)
        .collect();
    commitments.sort_by_key(|&place| firmness(&model.commitments[place]));
    let has = |strength| {
        commitments.iter().any(|&place| model.commitments[place].strength == Some(strength))
    };
    let text = &model.clauses[clause].text;
    let open = if commitments.is_empty() {
        open_in_text(case, text)
    } else {
        vague_in(text).into_iter().map(Gap::Vague).collect()
    };
    Guard { rests_on_cannot: has(Strength::Cannot) && !has(Strength::Vouches), commitments, open }
}

/// Sorts the firmest first. What is said without a strength stands behind the promises and before the
/// refusals.
pub(super) fn firmness(commitment: &Commitment) -> (Strength, bool) {
    (commitment.strength.unwrap_or(Strength::Tries), commitment.strength.is_none())
}

/// Instruments joined by `rival-of`, in either direction.
fn forms(model: &Model) -> Vec<Vec<usize>> {
    let count = model.instruments.len();
    let mut group: Vec<usize> = (0..count).collect();
    for (place, instrument) in model.instruments.iter().enumerate() {
        for &rival in &instrument.rivals {
            let (to, from) = (group[place].min(group[rival]), group[place].max(group[rival]));
            group.iter_mut().filter(|of| **of == from).for_each(|of| *of = to);
        }
    }
    let of = |first: usize| (0..count).filter(|&place| group[place] == first).collect();
    let groups: Vec<Vec<usize>> = (0..count).map(of).collect();
    groups.into_iter().filter(|group| group.len() > 1).collect()
}
