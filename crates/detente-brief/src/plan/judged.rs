//! Later actions of a party as threats and promises, by numbers.

use super::credible::{Kind, tops};
use super::grow::Grown;
use super::numbers::{instructions, refused};
use super::report::Promise;
use detente_model::Plan;
use detente_plans::tree::{
    Context, Credibility, Equilibrium, Fraction, Payoffs, Refusal, answers, carried, expected,
};

/// The most ways in which others can answer that are followed.
pub(super) const MOST_ANSWERS: usize = 64;

/// A later action of the party as a threat or promise, by numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Numbered {
    /// Whether it would be carried out.
    pub credibility: Credibility,
    /// The least cost of doing anything else that would make it credible.
    pub margin: Fraction,
    /// The parties whose best reply it changes.
    pub moves: Vec<usize>,
    /// What it is.
    pub kind: Kind,
    /// What it is set against: the best other action.
    pub instead: usize,
}

/// Judges the later actions of the party, the others answering the plan in subgame perfect equilibrium:
/// `found` are the ways in which they can.
pub(super) fn numbered(
    plan: &Plan,
    grown: &Grown,
    payoffs: &Payoffs,
    promises: &[Promise],
    found: &Result<Vec<Equilibrium>, String>,
    context: &Context<'_>,
) -> Result<Vec<Vec<Numbered>>, String> {
    if promises.is_empty() {
        return Ok(Vec::new());
    }
    let found = found.as_ref().map_err(Clone::clone)?;
    if found.is_empty() {
        return Err("no answer in pure strategies is an equilibrium".to_owned());
    }
    if found.len() > MOST_ANSWERS {
        return Err(format!(
            "others can answer in {} ways, and up to {MOST_ANSWERS} are followed",
            found.len()
        ));
    }
    let words = |refusal: Refusal| refused(plan, grown, &refusal);
    // All questions together take no more than one may.
    let asked = u64::try_from(promises.len()).unwrap_or(u64::MAX).max(1);
    let steps = (4 * context.max_steps / asked).min(context.max_steps);
    let context = &Context { max_steps: steps, ..*context };
    let mut all: Vec<Vec<Numbered>> = Vec::new();
    let mut fixed: Vec<(usize, Vec<Fixed>)> = Vec::new();
    for promise in promises {
        if fixed.last().is_none_or(|(set, _)| *set != promise.set) {
            let actions = 0..grown.tree.sets()[promise.set].actions;
            let each = actions.map(|action| {
                Fixed::new(plan, grown, payoffs, promise.set, action, context).map_err(words)
            });
            fixed.push((promise.set, each.collect::<Result<_, String>>()?));
        }
        let Some((_, fixed)) = fixed.last() else { continue };
        let mut judged: Vec<Numbered> = Vec::new();
        for one in found {
            let own =
                carried(&grown.tree, payoffs, &one.profile, promise.set, promise.action, context);
            let own = own.map_err(words)?;
            let instead = instead(&own.worth, promise);
            let (moves, harms) =
                moved(plan, grown, payoffs, &fixed[promise.action], &fixed[instead])
                    .map_err(words)?;
            let kind = match &own.credibility {
                _ if moves.is_empty() => Kind::Idle,
                _ if harms => Kind::Invites,
                Credibility::Credible => Kind::Deters,
                Credibility::Empty => Kind::Bluff,
                Credibility::Depends(_) => Kind::Open,
            };
            let own =
                Numbered { credibility: own.credibility, margin: own.margin, moves, kind, instead };
            if !judged.contains(&own) {
                judged.push(own);
            }
        }
        all.push(judged);
    }
    Ok(all)
}

/// The best other action, where one is that at every node of the set; else what ranks say.
fn instead(worth: &[Vec<Fraction>], promise: &Promise) -> usize {
    let actions = worth.first().map_or(0, Vec::len);
    let best = |own: &usize| {
        *own != promise.action
            && worth.iter().all(|row| {
                (0..actions).all(|other| other == promise.action || row[*own] >= row[other])
            })
    };
    std::iter::once(promise.instead).chain(0..actions).find(best).unwrap_or(promise.instead)
}

/// Play with one action of the party fixed at one information set.
struct Fixed {
    answers: Vec<Equilibrium>,
}

impl Fixed {
    fn new(
        plan: &Plan,
        grown: &Grown,
        payoffs: &Payoffs,
        set: usize,
        action: usize,
        context: &Context<'_>,
    ) -> Result<Self, Refusal> {
        let mut says = instructions(plan, grown);
        says[set] = Some(action);
        Ok(Self { answers: answers(&grown.tree, payoffs, &says, context)? })
    }

    /// What may be done at an information set.
    fn actions(&self, set: usize) -> Vec<usize> {
        let mut actions: Vec<usize> = self.answers.iter().map(|one| one.profile[set]).collect();
        actions.sort_unstable();
        actions.dedup();
        actions
    }

    /// What a node is worth to a party at least and at most.
    fn worth(
        &self,
        grown: &Grown,
        payoffs: &Payoffs,
        node: usize,
        party: usize,
    ) -> Result<Option<(Fraction, Fraction)>, Refusal> {
        let mut worth = Vec::new();
        for one in &self.answers {
            worth.push(expected(&grown.tree, payoffs, &one.profile, node)?.swap_remove(party));
        }
        worth.sort_unstable();
        Ok(worth.first().cloned().zip(worth.last().cloned()))
    }
}

/// The parties who do something else with one action fixed than with another, and whether that is the
/// worse for the party itself.
fn moved(
    plan: &Plan,
    grown: &Grown,
    payoffs: &Payoffs,
    with: &Fixed,
    without: &Fixed,
) -> Result<(Vec<usize>, bool), Refusal> {
    let party = |set: usize| grown.tree.sets()[set].party;
    let changed =
        |set: &usize| party(*set) != plan.of && with.actions(*set) != without.actions(*set);
    let sets: Vec<usize> = (0..grown.sets.len()).filter(changed).collect();
    let (mut better, mut worse) = (false, false);
    for at in tops(grown, &sets) {
        let one = with.worth(grown, payoffs, at, plan.of)?;
        let other = without.worth(grown, payoffs, at, plan.of)?;
        let Some(((one_low, one_high), (other_low, other_high))) = one.zip(other) else { continue };
        better |= one_high > other_low;
        worse |= one_low < other_high;
    }
    let mut parties: Vec<usize> = sets.iter().map(|&set| party(set)).collect();
    parties.sort_unstable();
    parties.dedup();
    Ok((parties, worse && !better))
}
