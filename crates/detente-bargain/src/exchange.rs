//! The exchange model: parties trade support on one issue for support on another.
//!
//! Source: F. N. Stokman, R. Van Oosten, The exchange of voting positions: an object-oriented model of
//! policy networks, in B. Bueno de Mesquita, F. N. Stokman (eds), *European Community Decision Making*,
//! Yale University Press 1994; here with equal gains, and the outcome of each issue its weighted mean.
//!
//! What a party would like does not change; what it supports does. Which side of an outcome a party is
//! on is judged by what it would like, how far it can still move by what it supports.

use crate::context::{Context, Refusal, RefusalCode};
use crate::issue::{Issue, LeftOut};
use crate::mean::weighted_mean;
use crate::parallel;

/// A gain below this part of the largest a party could have is no gain, but rounding.
const NOTHING: f64 = 1e-9;

/// Holds a run of the exchange model.
#[derive(Clone, Debug, PartialEq)]
pub struct ExchangeRun {
    /// The outcome of each issue without exchanges: its weighted mean.
    pub before: Vec<f64>,
    /// The outcome of each issue after all exchanges.
    pub after: Vec<f64>,
    /// The exchanges, in the order in which they were made.
    pub exchanges: Vec<Exchange>,
    /// What each party supports in the end, issue by issue; none where it takes no part.
    pub supports: Vec<Vec<Option<f64>>>,
    /// Whether no gainful exchange is left. Otherwise the run reached its limit.
    pub exhausted: bool,
    /// The parties left out of each issue.
    pub left_out: Vec<Vec<LeftOut>>,
}

/// Holds one exchange.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Exchange {
    /// What the first party gets, and the second gives.
    pub first: Shift,
    /// What the second party gets, and the first gives.
    pub second: Shift,
    /// What each of the two gains: salience times the change of the outcome towards it, added up over
    /// both issues.
    pub gain: f64,
    /// What limits the exchange.
    pub limit: ExchangeLimit,
}

/// Holds one half of an exchange.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Shift {
    /// The party that gets it.
    pub demander: usize,
    /// The party that moves for it.
    pub supplier: usize,
    /// The issue.
    pub issue: usize,
    /// What the supplier supported before.
    pub from: f64,
    /// What it supports now.
    pub to: f64,
    /// The outcome before.
    pub outcome_from: f64,
    /// The outcome now.
    pub outcome_to: f64,
}

/// Names what limits an exchange.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ExchangeLimit {
    /// The supplier supports what the demander wants.
    Position,
    /// The outcome is what the demander wants.
    Outcome,
}

/// Trades support between parties on several issues until no pair gains by it.
///
/// The parties have the same number in every issue. Positions and saliences of different issues are
/// compared, so the scales should be made alike before, for instance 0 to 100.
///
/// ```
/// use detente_bargain::{Context, Issue, exchange};
/// // The first cares for the first issue, the second for the second.
/// let first = Issue::of(&[(0.0, 0.9, 1.0), (100.0, 0.1, 1.0)])?;
/// let second = Issue::of(&[(0.0, 0.1, 1.0), (100.0, 0.9, 1.0)])?;
/// let run = exchange(&[first, second], 1_000, &Context::default())?;
/// assert!(run.after[0] < run.before[0] && run.after[1] > run.before[1]);
/// assert!(run.exchanges[0].gain > 0.0);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// If an issue has no distances, nobody has weight on one, the issues differ in their number of parties,
/// or the run is too large. An exchange takes about n²m² steps for n parties and m issues.
pub fn exchange(
    issues: &[Issue],
    most: usize,
    context: &Context<'_>,
) -> Result<ExchangeRun, Refusal> {
    let mut table = Table::new(issues)?;
    context.seat(table.parties)?;
    let each = (table.parties as u64).saturating_mul(issues.len() as u64).saturating_pow(2);
    let before = table.outcome.clone();
    let mut exchanges = Vec::new();
    let mut exhausted = true;
    loop {
        context.afford("the exchange model", each.saturating_mul(exchanges.len() as u64 + 1))?;
        let Some(best) = table.best(context) else { break };
        if exchanges.len() >= most {
            exhausted = false;
            break;
        }
        table.make(&best);
        exchanges.push(best);
    }
    let supports = (0..table.parties)
        .map(|party| {
            table.seats.iter().map(|seats| seats[party].map(|seat| seat.supports)).collect()
        })
        .collect();
    let left_out = issues.iter().map(Issue::left_out).collect();
    Ok(ExchangeRun { before, after: table.outcome, exchanges, supports, exhausted, left_out })
}

#[derive(Clone, Copy)]
struct Seat {
    wants: f64,
    supports: f64,
    salience: f64,
    /// Its share of the weight on the issue.
    share: f64,
}

struct Table {
    parties: usize,
    /// For each issue the seat of each party.
    seats: Vec<Vec<Option<Seat>>>,
    outcome: Vec<f64>,
    /// The range of what parties want on each issue.
    range: Vec<f64>,
}

/// How far an outcome could move.
struct Reach {
    /// The change of the outcome.
    by: f64,
    limit: ExchangeLimit,
}

impl Table {
    fn new(issues: &[Issue]) -> Result<Table, Refusal> {
        let parties = issues.first().map_or(0, |issue| issue.stakes().len());
        if issues.iter().any(|issue| issue.stakes().len() != parties) {
            return Err(Refusal::new(
                RefusalCode::Mismatch,
                "the issues have different numbers of parties",
                "give every party a stake on every issue, unknown where it has none",
            ));
        }
        let mut table =
            Table { parties, seats: Vec::new(), outcome: Vec::new(), range: Vec::new() };
        for issue in issues {
            let mean = weighted_mean(issue)?;
            let mut seats = vec![None; parties];
            for (seated, pull) in issue.seated().iter().zip(&mean.pulls) {
                seats[seated.party] = Some(Seat {
                    wants: seated.position,
                    supports: seated.position,
                    salience: seated.salience,
                    share: pull.share,
                });
            }
            let wants = mean.pulls.iter().map(|pull| pull.position);
            let low = wants.clone().fold(f64::INFINITY, f64::min);
            table.range.push(wants.fold(f64::NEG_INFINITY, f64::max) - low);
            table.seats.push(seats);
            table.outcome.push(mean.outcome);
        }
        Ok(table)
    }

    /// Returns the exchange with the highest gain, the first of equals.
    fn best(&self, context: &Context<'_>) -> Option<Exchange> {
        let issues = self.seats.len();
        let steps = (self.parties as u64).saturating_mul(issues as u64).saturating_pow(2);
        let better = |best: Option<Exchange>, next: Exchange| match best {
            Some(best) if best.gain >= next.gain => Some(best),
            _ => Some(next),
        };
        let firsts = parallel::map(self.parties, steps, context.threads, |i| {
            let mut best = None;
            for j in i + 1..self.parties {
                for p in 0..issues {
                    for q in p + 1..issues {
                        best = self.between((i, j), (p, q)).into_iter().fold(best, better);
                    }
                }
            }
            best
        });
        firsts.into_iter().flatten().fold(None, better)
    }

    /// Returns what two parties would exchange on two issues, if they gain by it.
    fn between(&self, (i, j): (usize, usize), (p, q): (usize, usize)) -> Option<Exchange> {
        let (ip, jp) = (self.seats[p][i]?, self.seats[p][j]?);
        let (iq, jq) = (self.seats[q][i]?, self.seats[q][j]?);
        // Whoever cares for p the more, relatively, gets p.
        let (mine, theirs) = (ip.salience * jq.salience, jp.salience * iq.salience);
        if mine < theirs {
            return self.trade((j, i), (p, q), (jp, jq), (ip, iq));
        }
        if mine > theirs { self.trade((i, j), (p, q), (ip, iq), (jp, jq)) } else { None }
    }

    fn trade(
        &self,
        (i, j): (usize, usize),
        (p, q): (usize, usize),
        (ip, iq): (Seat, Seat),
        (jp, jq): (Seat, Seat),
    ) -> Option<Exchange> {
        let (gets, gives) = (self.reach(p, ip, jp)?, self.reach(q, jq, iq)?);
        // Equal gains: dq = dp (s_ip + s_jp)/(s_iq + s_jq).
        let (on_p, on_q) = (ip.salience + jp.salience, iq.salience + jq.salience);
        let (dp, dq, limit) = if gets.by * on_p <= gives.by * on_q {
            (gets.by, gets.by * on_p / on_q, gets.limit)
        } else {
            (gives.by * on_q / on_p, gives.by, gives.limit)
        };
        let gain = ip.salience * dp - iq.salience * dq;
        let most = ip.salience * self.range[p] + iq.salience * self.range[q];
        if gain <= NOTHING * most {
            return None;
        }
        let shift = |demander, supplier, issue: usize, gets: Seat, gives: Seat, by: f64| {
            let outcome = self.outcome[issue];
            let towards = (gets.wants - outcome).signum();
            let to = gives.supports + towards * by / gives.share;
            // Rounding must not carry it past what the other wants.
            let to = if towards > 0.0 { to.min(gets.wants) } else { to.max(gets.wants) };
            Shift {
                demander,
                supplier,
                issue,
                from: gives.supports,
                to,
                outcome_from: outcome,
                outcome_to: outcome + gives.share * (to - gives.supports),
            }
        };
        let first = shift(i, j, p, ip, jp, dp);
        let second = shift(j, i, q, jq, iq, dq);
        Some(Exchange { first, second, gain, limit })
    }

    /// Returns how far the supplier can move the outcome of an issue for the demander, if the two are on
    /// opposite sides of it.
    fn reach(&self, issue: usize, demander: Seat, supplier: Seat) -> Option<Reach> {
        let outcome = self.outcome[issue];
        let close = NOTHING * self.range[issue];
        let wanted = demander.wants - outcome;
        let opposed = outcome - supplier.wants;
        if wanted.abs() <= close || opposed.abs() <= close || wanted * opposed <= 0.0 {
            return None;
        }
        let room = (demander.wants - supplier.supports) * wanted.signum();
        if room <= close || supplier.share <= 0.0 {
            return None;
        }
        let by_position = supplier.share * room;
        Some(if by_position <= wanted.abs() {
            Reach { by: by_position, limit: ExchangeLimit::Position }
        } else {
            Reach { by: wanted.abs(), limit: ExchangeLimit::Outcome }
        })
    }

    fn make(&mut self, exchange: &Exchange) {
        for shift in [exchange.first, exchange.second] {
            if let Some(seat) = &mut self.seats[shift.issue][shift.supplier] {
                seat.supports = shift.to;
            }
            // Summed anew, so that errors do not add up over many exchanges.
            let seats = self.seats[shift.issue].iter().flatten();
            self.outcome[shift.issue] = seats.map(|seat| seat.share * seat.supports).sum();
        }
    }
}
