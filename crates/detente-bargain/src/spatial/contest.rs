//! A challenge of one party to another: who would vote how, who would win, what the challenger gains.

use super::explain::{CastVote, Considered};
use super::options::{Commitment, SpatialOptions};
use super::utility::{estimate, utility};
use super::vote::vote;

/// The strength every coalition of a challenge has before anybody votes. In KTAB (smpbcn.cpp,
/// `minCltn`) it is smaller than the 10⁻⁸ of its elections.
const UNAIDED: f64 = 1e-10;
/// A challenge has to promise more than this.
const WORTH_IT: f64 = 1e-5;

/// What all challenges of a turn depend on.
pub(super) struct Field<'a> {
    /// For each position, its distance from the ideal of every party.
    pub(super) distance: &'a [Vec<f64>],
    /// The risk attitude of each party.
    pub(super) risk: &'a [f64],
    /// The weight of each party, capability times attention.
    pub(super) weight: &'a [f64],
    /// The sum of the saliences of each party.
    pub(super) attention: &'a [f64],
    pub(super) rules: &'a SpatialOptions,
}

/// What party h thinks the positions are worth to everybody.
pub(super) struct View {
    /// For each position asked for, what it is worth to every party; one after the other.
    worth: Vec<f64>,
    /// What its own position is worth to every party.
    own: Vec<f64>,
}

/// A challenge in somebody's view.
#[derive(Clone, Copy)]
pub(super) struct Contest {
    /// How probable it is that the challenger wins.
    pub(super) probability: f64,
    /// What the challenger can expect to gain.
    pub(super) gain: f64,
}

impl Field<'_> {
    /// Returns h's view of all positions.
    pub(super) fn view(&self, h: usize) -> View {
        let positions: Vec<usize> = (0..self.risk.len()).collect();
        self.view_of(h, &positions)
    }

    /// Returns h's view of some positions.
    pub(super) fn view_of(&self, h: usize, positions: &[usize]) -> View {
        let risk: Vec<f64> = self
            .risk
            .iter()
            .map(|&risk| estimate(self.rules.estimate, self.risk[h], risk))
            .collect();
        let mut worth = Vec::with_capacity(positions.len() * risk.len());
        for &position in positions {
            let distances = self.distance[position].iter().zip(&risk);
            worth.extend(distances.map(|(&distance, &risk)| utility(distance, risk)));
        }
        let own = |(party, &risk): (usize, &f64)| utility(self.distance[party][party], risk);
        View { worth, own: risk.iter().enumerate().map(own).collect() }
    }

    /// Returns what comes of party i challenging party j, whose positions are the `at`-th of the view.
    /// Each vote is told to `tell`.
    pub(super) fn contest(
        &self,
        view: &View,
        (i, j): (usize, usize),
        at: (usize, usize),
        mut tell: impl FnMut(CastVote),
    ) -> Contest {
        let parties = self.risk.len();
        let column = |at: usize| &view.worth[at * parties..(at + 1) * parties];
        let (for_i, for_j) = (column(at.0), column(at.1));
        let rule = self.rules.vote;
        let first = vote(rule, self.weight[i], for_i[i] - for_j[i]);
        let second = vote(rule, self.weight[j], for_i[j] - for_j[j]);
        tell(CastVote { party: i, vote: first, principal: true });
        tell(CastVote { party: j, vote: second, principal: true });
        let little_i = UNAIDED + first.max(0.0) + second.max(0.0);
        let little_j = UNAIDED - first.min(0.0) - second.min(0.0);
        let (mut pro, mut contra) = (little_i, little_j);
        // Otherwise what a third party gets does not depend on the side it joins.
        if self.rules.commitment == Commitment::Semi {
            let voters = for_i.iter().zip(for_j).zip(&view.own).zip(self.weight).enumerate();
            for (party, (((&uni, &unj), &unn), &weight)) in voters {
                if party == i || party == j {
                    continue;
                }
                // It joins the side it likes better; that decides how probable victory is.
                let straight = vote(rule, weight, uni - unj);
                let with_i = little_i + straight.max(0.0);
                let with_j = little_j - straight.min(0.0);
                let p = with_i / (with_i + with_j);
                let q = 1.0 - p;
                let joining_i = p * (uni + uni + unn) + q * (unj + unj + unj);
                let joining_j = p * (uni + uni + uni) + q * (unj + unj + unn);
                let vote = vote(rule, weight, joining_i - joining_j);
                pro += vote.max(0.0);
                contra -= vote.min(0.0);
                tell(CastVote { party, vote, principal: false });
            }
        }
        let probability = pro / (pro + contra);
        let (keep, lose) = (for_i[i] + for_i[i], for_j[i] + for_j[i]);
        let fought = probability * keep + contra / (pro + contra) * lose;
        let rival = self.attention[j];
        let gain = (1.0 - rival) * keep + rival * fought - (for_i[i] + for_j[i]);
        Contest { probability, gain }
    }

    /// Returns the challenges that party i considers, and the number of the best if one is worth it.
    pub(super) fn target(&self, i: usize) -> (Vec<Considered>, Option<usize>) {
        let view = self.view(i);
        let consider = |j: usize| {
            let contest = self.contest(&view, (i, j), (i, j), |_| {});
            Considered { target: j, probability: contest.probability, gain: contest.gain }
        };
        let considered: Vec<Considered> =
            (0..self.risk.len()).filter(|&j| j != i).map(consider).collect();
        let best = considered.iter().enumerate().fold(None, |best: Option<usize>, (at, next)| {
            let better = best.is_none_or(|best| considered[best].gain < next.gain);
            if next.gain > WORTH_IT && better { Some(at) } else { best }
        });
        (considered, best)
    }
}
