//! The challenge model, also called the expected utility model of bargaining.
//!
//! Source: B. Bueno de Mesquita, *Predicting Politics*, Ohio State University Press 2002; in the form of
//! J. B. Scholz, G. J. Calbert, G. A. Smith, Unravelling Bueno De Mesquita's group decision model,
//! *ICAART* 2011 and *Journal of Theoretical Politics* 23(4), 2011. Two variants of it are published:
//! the formulas as printed, and what the authors' tables were computed with.

use crate::context::{Context, Refusal, RefusalCode};
use crate::issue::{Issue, LeftOut, Seated};
use crate::median::median_of;
use crate::parallel;

/// Names which of the published variants to compute.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum ChallengeVariant {
    /// What reproduces the published tables: both utilities under the mover's risk exponent, the
    /// status quo always expected to change for the better (T = 1), and a probability measured
    /// against the votes over all ordered pairs of parties.
    #[default]
    AsComputed,
    /// The formulas as printed: each utility under its own party's risk exponent, T = 1 only where the
    /// median lies nearer to the challenger than to its rival, and a probability of linear votes.
    AsPrinted,
}

/// Holds the options of the challenge model.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ChallengeOptions {
    /// Which variant.
    pub variant: ChallengeVariant,
    /// How many rounds. There is no test of convergence: this is a parameter.
    pub rounds: usize,
    /// Q, how probable each party thinks it that nothing changes if nobody challenges, from 0 to 1.
    pub status_quo: f64,
}

impl Default for ChallengeOptions {
    fn default() -> Self {
        ChallengeOptions { variant: ChallengeVariant::AsComputed, rounds: 4, status_quo: 1.0 }
    }
}

/// Holds a run of the challenge model.
#[derive(Clone, Debug, PartialEq)]
pub struct ChallengeRun {
    /// The parties in the run, in the order of every list of a round.
    pub parties: Vec<usize>,
    /// The state before the first move, and after each round.
    pub rounds: Vec<ChallengeRound>,
    /// Whether nobody moved in the last round. The model often goes on changing for ever.
    pub settled: bool,
    /// The parties of which something is unknown.
    pub left_out: Vec<LeftOut>,
}

impl ChallengeRun {
    /// Returns the weighted median after the last round.
    pub fn outcome(&self) -> f64 {
        self.rounds.last().map_or(0.0, |round| round.median)
    }
}

/// Holds the state after one round, and the moves that led to it.
#[derive(Clone, Debug, PartialEq)]
pub struct ChallengeRound {
    /// The position of each party.
    pub positions: Vec<f64>,
    /// The weighted median.
    pub median: f64,
    /// The end of the interval, where the median is one.
    pub median_up_to: Option<f64>,
    /// The weighted mean.
    pub mean: f64,
    /// The risk exponent of each party in the moves that led here; empty before the first move.
    pub risk: Vec<f64>,
    /// Who moved, and which offers it had; one for each party with an offer.
    pub moves: Vec<ChallengeMove>,
}

/// Says why one party moved.
#[derive(Clone, Debug, PartialEq)]
pub struct ChallengeMove {
    /// The number of the party in the issue.
    pub party: usize,
    /// Where it was.
    pub from: f64,
    /// Where it went.
    pub to: f64,
    /// Which of the offers it took.
    pub taken: usize,
    /// What the others made it do, in the order of the parties.
    pub offers: Vec<Offer>,
}

/// Holds what one party would have to concede to another.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Offer {
    /// The number of the other party in the issue.
    pub other: usize,
    /// What kind of pressure it is.
    pub kind: OfferKind,
    /// Where the party would go.
    pub to: f64,
    /// `E(U_ij)`, what the party expects from challenging the other.
    pub own: f64,
    /// `E(U_ji)`, what it thinks the other expects from challenging it.
    pub others: f64,
    /// How probable the party thinks its victory.
    pub victory: f64,
    /// By which compromises are compared: the smallest is taken.
    pub position_value: f64,
}

/// Names the kind of an offer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum OfferKind {
    /// Both gain by a challenge, the other more: the party gives in altogether.
    Confrontation,
    /// The party would lose, the other gain more than that: it moves part of the way.
    Compromise,
}

/// Runs the challenge model.
///
/// ```
/// use detente_bargain::{ChallengeOptions, Context, Issue, challenge};
/// let issue = Issue::of(&[(0.0, 0.5, 10.0), (40.0, 0.5, 40.0), (100.0, 0.9, 60.0)])?;
/// let run = challenge(&issue, &ChallengeOptions::default(), &Context::default())?;
/// assert_eq!(run.rounds.len(), 5);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// If the scale has no distances, nobody has weight, a salience is above 1, an option is out of its range, or the run is too
/// large. A round takes about n³ steps.
pub fn challenge(
    issue: &Issue,
    options: &ChallengeOptions,
    context: &Context<'_>,
) -> Result<ChallengeRun, Refusal> {
    if !(0.0..=1.0).contains(&options.status_quo) {
        return Err(Refusal::new(
            RefusalCode::BadOption,
            format!("the probability of the status quo is {}", options.status_quo),
            "give a number from 0 to 1",
        ));
    }
    let seated = issue.measured("the challenge model")?;
    // Its formula weighs what a party risks with its salience and the rest of 1.
    if let Some(party) = seated.iter().find(|seated| seated.salience > 1.0) {
        return Err(Refusal::new(
            RefusalCode::BadNumber,
            format!("the salience of party {} is {}, above 1", party.party, party.salience),
            "give saliences as shares, from 0 to 1",
        ));
    }
    context.seat(seated.len())?;
    let pairs = (seated.len() as u64).pow(2);
    let each = pairs * seated.len() as u64;
    context.afford("the challenge model", each.saturating_mul(options.rounds as u64))?;
    let mut model = Model::new(&seated, *options, *context);
    let mut rounds = vec![model.state(Vec::new(), Vec::new())];
    for _ in 0..options.rounds {
        context.poll()?;
        let (risk, moves) = model.round();
        rounds.push(model.state(risk, moves));
    }
    let last = rounds.last().map_or(&[][..], |round| &round.moves);
    let settled =
        options.rounds > 0 && last.iter().all(|step| step.from.total_cmp(&step.to).is_eq());
    let parties = model.parties;
    Ok(ChallengeRun { parties, rounds, settled, left_out: issue.left_out() })
}

struct Model<'a> {
    parties: Vec<usize>,
    x: Vec<f64>,
    salience: Vec<f64>,
    weight: Vec<f64>,
    /// The initial range of positions.
    range: f64,
    median: f64,
    options: ChallengeOptions,
    context: Context<'a>,
}

/// `E(U_ij)` and the probability in it.
#[derive(Clone, Copy)]
struct Expected {
    utility: f64,
    victory: f64,
}

impl<'a> Model<'a> {
    fn new(seated: &[Seated], options: ChallengeOptions, context: Context<'a>) -> Model<'a> {
        let x: Vec<f64> = seated.iter().map(|seated| seated.position).collect();
        let (low, high) = x
            .iter()
            .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), &x| (low.min(x), high.max(x)));
        // The sum of saliences of everybody is no matter; each is a share of attention.
        let most = seated.iter().fold(0.0, |most: f64, seated| most.max(seated.weight));
        Model {
            parties: seated.iter().map(|seated| seated.party).collect(),
            x,
            salience: seated.iter().map(|seated| seated.salience).collect(),
            // Only ratios of weights matter; so scaled, no sum of them can overflow.
            weight: seated.iter().map(|seated| seated.weight / most).collect(),
            range: high - low,
            median: 0.0,
            options,
            context,
        }
    }

    fn state(&self, risk: Vec<f64>, moves: Vec<ChallengeMove>) -> ChallengeRound {
        let points: Vec<(f64, f64)> =
            self.x.iter().copied().zip(self.weight.iter().copied()).collect();
        let (median, median_up_to) = median_of(&points);
        let (pairs, total) = points
            .iter()
            .fold((0.0, 0.0), |(pairs, total), &(x, weight)| (pairs + x * weight, total + weight));
        let mean = pairs / total;
        ChallengeRound { positions: self.x.clone(), median, median_up_to, mean, risk, moves }
    }

    /// Moves everybody once; returns the risk exponents and the moves.
    fn round(&mut self) -> (Vec<f64>, Vec<ChallengeMove>) {
        let parties = self.x.len();
        self.median = self.state(Vec::new(), Vec::new()).median;
        // Where all want the same there is nothing to challenge, and no range to measure by.
        if self.range <= 0.0 {
            return (vec![1.0; parties], Vec::new());
        }
        let neutral = vec![1.0; parties];
        let victory = self.victories(&neutral);
        let danger = |i: usize| {
            (0..parties)
                .filter(|&j| j != i)
                .map(|j| self.expected(j, i, 1.0, &victory).utility)
                .sum()
        };
        let risk = exponents(&(0..parties).map(danger).collect::<Vec<f64>>());
        let victory = self.victories(&risk);
        let moves: Vec<ChallengeMove> =
            (0..parties).filter_map(|i| self.choose(i, &risk, &victory)).collect();
        for step in &moves {
            if let Some(at) = self.parties.iter().position(|&party| party == step.party) {
                self.x[at] = step.to;
            }
        }
        (risk, moves)
    }

    /// Returns `P_ij` for all pairs, row by row, given the risk exponents.
    fn victories(&self, risk: &[f64]) -> Vec<f64> {
        let parties = self.x.len();
        let printed = self.options.variant == ChallengeVariant::AsPrinted;
        // How much party k dislikes the place of party i.
        let far = |k: usize, i: usize| {
            let distance = (self.x[k] - self.x[i]).abs();
            if printed { distance } else { power(distance / self.range, risk[k]) }
        };
        let dislike: Vec<f64> =
            (0..parties * parties).map(|at| far(at / parties, at % parties)).collect();
        let steps = (parties as u64).pow(3);
        // Party by party, so that each adds to all pairs of a row at once and sums keep its order.
        let row = |i: usize| -> Vec<(f64, f64)> {
            let (mut winning, mut all) = (vec![0.0; parties], vec![0.0; parties]);
            for (row, &weight) in dislike.chunks_exact(parties).zip(&self.weight) {
                let here = row[i];
                for ((winning, all), there) in winning.iter_mut().zip(&mut all).zip(row) {
                    let vote: f64 = weight * (there - here);
                    *winning += vote.max(0.0);
                    *all += vote.abs();
                }
            }
            winning.into_iter().zip(all).collect()
        };
        let sums: Vec<(f64, f64)> = parallel::map(parties, steps, self.context.threads, row)
            .into_iter()
            .flatten()
            .collect();
        // For each party the votes of all over all ordered pairs of others.
        let every: f64 = sums.iter().map(|&(_, all)| all).sum();
        let share = |at: usize| {
            let (winning, all) = sums[at];
            let of = if printed { all } else { every };
            let same = self.x[at / parties].total_cmp(&self.x[at % parties]).is_eq();
            if same || of <= 0.0 { 0.0 } else { winning / of }
        };
        (0..parties * parties).map(share).collect()
    }

    /// Returns what i expects from challenging j, under the risk exponent r.
    fn expected(&self, i: usize, j: usize, r: f64, victory: &[f64]) -> Expected {
        let distance = (self.x[i] - self.x[j]).abs() / self.range;
        let off = (self.x[i] - self.median).abs() / self.range;
        let utility = |base: f64| 2.0 - 4.0 * power(base, r);
        let success = utility(0.5 - 0.5 * distance);
        let failure = utility(0.5 + 0.5 * distance);
        let same = utility(0.5);
        let nearer = (self.x[i] - self.median).abs() < (self.x[j] - self.median).abs();
        let improves = match self.options.variant {
            ChallengeVariant::AsComputed => true,
            ChallengeVariant::AsPrinted => nearer,
        };
        let p = victory[i * self.x.len() + j];
        let rival = self.salience[j];
        let quiet = self.options.status_quo;
        // If nothing can change unless it is challenged, which most assume, no power is taken in vain.
        let waiting = if quiet < 1.0 {
            let change = 0.25 * (off + distance);
            quiet * same
                + (1.0 - quiet) * utility(if improves { 0.5 - change } else { 0.5 + change })
        } else {
            same
        };
        let challenging = rival * (p * success + (1.0 - p) * failure) + (1.0 - rival) * success;
        Expected { utility: challenging - waiting, victory: p }
    }

    /// Returns what party i does, if anybody makes it do something.
    fn choose(&self, i: usize, risk: &[f64], victory: &[f64]) -> Option<ChallengeMove> {
        let offers: Vec<Offer> = (0..self.x.len())
            .filter(|&j| j != i)
            .filter_map(|j| self.offer(i, j, risk, victory))
            .collect();
        let from = self.x[i];
        let key = |offer: &Offer| match offer.kind {
            OfferKind::Confrontation => (0, (offer.to - from).abs()),
            OfferKind::Compromise => (1, offer.position_value),
        };
        let first = |best: Option<usize>, at: usize| {
            let better = best.is_none_or(|best| {
                let (new, old) = (key(&offers[at]), key(&offers[best]));
                new.0 < old.0 || (new.0 == old.0 && new.1 < old.1)
            });
            if better { Some(at) } else { best }
        };
        let taken = (0..offers.len()).fold(None, first)?;
        Some(ChallengeMove { party: self.parties[i], from, to: offers[taken].to, taken, offers })
    }

    fn offer(&self, i: usize, j: usize, risk: &[f64], victory: &[f64]) -> Option<Offer> {
        let theirs = match self.options.variant {
            ChallengeVariant::AsComputed => risk[i],
            ChallengeVariant::AsPrinted => risk[j],
        };
        let own = self.expected(i, j, risk[i], victory);
        let (a, b) = (own.utility, self.expected(j, i, theirs, victory).utility);
        let (xi, xj) = (self.x[i], self.x[j]);
        let (kind, to) = if b > a && a > 0.0 {
            (OfferKind::Confrontation, xj)
        } else if a < 0.0 && b > -a {
            (OfferKind::Compromise, xi + (xj - xi) * (a / b).abs())
        } else {
            return None;
        };
        Some(Offer {
            other: self.parties[j],
            kind,
            to,
            own: a,
            others: b,
            victory: own.victory,
            position_value: (a.abs() * xi + b.abs() * xj) / (a.abs() + b.abs()),
        })
    }
}

/// Returns xʳ for x not below 0; rounding may leave x a little below.
fn power(x: f64, r: f64) -> f64 {
    let x = x.max(0.0);
    // Neutral parties, who are a third of all, need no power.
    if r.total_cmp(&1.0).is_eq() { x } else { libm::pow(x, r) }
}

/// Returns the risk exponents that follow from how endangered each party is.
fn exponents(danger: &[f64]) -> Vec<f64> {
    let (least, most) =
        danger.iter().fold((f64::INFINITY, f64::NEG_INFINITY), |(least, most), &danger| {
            (least.min(danger), most.max(danger))
        });
    let exponent = |danger: &f64| {
        let spread = most - least;
        let risk = if spread > 0.0 { (2.0 * danger - most - least) / spread } else { 0.0 };
        (1.0 - risk / 3.0) / (1.0 + risk / 3.0)
    };
    danger.iter().map(exponent).collect()
}
