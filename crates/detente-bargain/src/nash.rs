//! Bargaining solutions between parties that must all agree: Nash, and Kalai and Smorodinsky.
//!
//! Both start from a reference position, what holds if there is no agreement. Capabilities and
//! saliences are weights in Nash's product; in Kalai and Smorodinsky's they only say who sits there.

use crate::context::{Refusal, RefusalCode};
use crate::issue::{Issue, LeftOut, MAX_NUMBER, Seated};

/// Names how a party's utility falls with the distance from its position.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Loss {
    /// u(z) = −|z − x|.
    Linear,
    /// u(z) = −(z − x)².
    Quadratic,
}

/// Holds a bargaining solution.
#[derive(Clone, Debug, PartialEq)]
pub struct Bargained {
    /// The point agreed on, or the reference position if there is no agreement.
    pub outcome: f64,
    /// What the parties gain, or why there is no agreement.
    pub result: Agreement,
    /// The parties of which something is unknown.
    pub left_out: Vec<LeftOut>,
}

/// Says whether there is something that every party with weight prefers to the reference position.
#[derive(Clone, Debug, PartialEq)]
pub enum Agreement {
    /// There is.
    Agreed {
        /// What each party with weight gains.
        gains: Vec<Gain>,
        /// Everything that every party prefers lies strictly between these two points.
        zone: (f64, f64),
    },
    /// There is nothing: whatever helps one hurts another.
    NoAgreement {
        /// The parties that want less than the reference position.
        below: Vec<usize>,
        /// The parties that want exactly the reference position.
        at: Vec<usize>,
        /// The parties that want more.
        above: Vec<usize>,
    },
}

/// Says what one party gains by an agreement.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Gain {
    /// The number of the party.
    pub party: usize,
    /// Its utility of the agreement minus that of the reference position, above 0.
    pub gain: f64,
    /// The largest gain it could have from anything that every party prefers.
    pub best: f64,
}

/// Computes the Nash solution: the z that maximises Σ wᵢ ln(uᵢ(z) − uᵢ(r)).
///
/// Source: Nash, The bargaining problem, *Econometrica* 18, 1950; with weights Harsanyi, Selten, A
/// generalized Nash solution for two-person bargaining games with incomplete information, *Management
/// Science* 18, 1972. The derivative is solved by bisection down to neighbouring numbers.
///
/// ```
/// use detente_bargain::{Agreement, Issue, Loss, nash_bargain};
/// let issue = Issue::of(&[(60.0, 1.0, 1.0), (100.0, 1.0, 1.0)])?;
/// let solution = nash_bargain(&issue, 0.0, Loss::Linear)?;
/// assert!((solution.outcome - 60.0).abs() < 1e-9);
/// let against = Issue::of(&[(-1.0, 1.0, 1.0), (100.0, 1.0, 1.0)])?;
/// let none = nash_bargain(&against, 0.0, Loss::Linear)?;
/// assert_eq!(none.outcome, 0.0);
/// assert!(matches!(none.result, Agreement::NoAgreement { .. }));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// If the scale has no distances, nobody has weight, or the reference is no number to count with.
pub fn nash_bargain(issue: &Issue, reference: f64, loss: Loss) -> Result<Bargained, Refusal> {
    solve(issue, reference, "the Nash solution", loss, |parties, far| {
        // With y the step from the reference and t the step to the own position, the gain is y or
        // 2t − y if linear, y(2t − y) if quadratic. Both make the sum concave.
        bisect(far, |y| {
            let slope = |party: &Side| match loss {
                Loss::Linear if y < party.step => party.weight / y,
                Loss::Linear => -party.weight / (2.0 * party.step - y),
                Loss::Quadratic => party.weight * (1.0 / y - 1.0 / (2.0 * party.step - y)),
            };
            parties.iter().map(slope).sum::<f64>() > 0.0
        })
    })
}

/// Computes the Kalai–Smorodinsky solution: the z at which the smallest gain, relative to the party's
/// own best gain, is largest.
///
/// A party's best gain is the largest it could have from anything that every party prefers to the
/// reference position, as in Kalai, Smorodinsky, Other solutions to Nash's bargaining problem,
/// *Econometrica* 43, 1975. For several parties see Thomson, Two characterizations of the Raiffa
/// solution, *Economics Letters* 6, 1980.
///
/// # Errors
/// As [`nash_bargain`].
pub fn kalai_smorodinsky(issue: &Issue, reference: f64, loss: Loss) -> Result<Bargained, Refusal> {
    solve(issue, reference, "the Kalai–Smorodinsky solution", loss, |parties, far| {
        bisect(far, |y| {
            let relative = |party: &Side| party.gain(y, loss) / party.best(far, loss);
            // The smallest of concave functions is concave: whoever has it says where to go.
            let least = parties.iter().fold((f64::INFINITY, false), |least, party| {
                let relative = relative(party);
                if relative < least.0 { (relative, y < party.step) } else { least }
            });
            least.1
        })
    })
}

/// A party seen from the reference position, the direction of agreement being positive.
struct Side {
    party: usize,
    weight: f64,
    /// How far its position is.
    step: f64,
}

impl Side {
    fn gain(&self, y: f64, loss: Loss) -> f64 {
        match loss {
            Loss::Linear => y.min(2.0 * self.step - y),
            Loss::Quadratic => y * (2.0 * self.step - y),
        }
    }

    fn best(&self, far: f64, loss: Loss) -> f64 {
        self.gain(self.step.min(far), loss)
    }
}

fn solve(
    issue: &Issue,
    reference: f64,
    model: &str,
    loss: Loss,
    step: impl FnOnce(&[Side], f64) -> f64,
) -> Result<Bargained, Refusal> {
    if !(-MAX_NUMBER..=MAX_NUMBER).contains(&reference) {
        return Err(Refusal::new(
            RefusalCode::BadNumber,
            format!("the reference position is {reference}"),
            "give what holds if there is no agreement, as a number on the scale",
        ));
    }
    let mut seated = issue.measured(model)?;
    seated.retain(|seated| seated.weight > 0.0);
    let left_out = issue.left_out();
    let side = |wanted: fn(&f64, &f64) -> bool| {
        let parties = seated.iter().filter(|seated| wanted(&seated.position, &reference));
        parties.map(|seated: &Seated| seated.party).collect::<Vec<usize>>()
    };
    let (below, above) = (side(f64::lt), side(f64::gt));
    if below.len().max(above.len()) < seated.len() {
        let at = side(|position, reference| position.total_cmp(reference).is_eq());
        let result = Agreement::NoAgreement { below, at, above };
        return Ok(Bargained { outcome: reference, result, left_out });
    }
    let sign = if above.is_empty() { -1.0 } else { 1.0 };
    let side = |seated: &Seated| Side {
        party: seated.party,
        weight: seated.weight,
        step: (seated.position - reference).abs(),
    };
    let parties: Vec<Side> = seated.iter().map(side).collect();
    let nearest = parties.iter().fold(f64::INFINITY, |near, party| near.min(party.step));
    let far = 2.0 * nearest;
    let y = step(&parties, far);
    let gain = |party: &Side| Gain {
        party: party.party,
        gain: party.gain(y, loss),
        best: party.best(far, loss),
    };
    let gains = parties.iter().map(gain).collect();
    let end = reference + sign * far;
    let zone = if sign > 0.0 { (reference, end) } else { (end, reference) };
    let result = Agreement::Agreed { gains, zone };
    Ok(Bargained { outcome: reference + sign * y, result, left_out })
}

/// Returns the point between 0 and `far` up to which `rising` holds.
fn bisect(far: f64, rising: impl Fn(f64) -> bool) -> f64 {
    let (mut low, mut high) = (0.0, far);
    loop {
        let middle = low + (high - low) / 2.0;
        // Neighbouring numbers have no number between them.
        if middle <= low || middle >= high {
            return middle;
        }
        if rising(middle) {
            low = middle;
        } else {
            high = middle;
        }
    }
}
