//! What the spatial model is about: parties with positions and saliences on several dimensions.

use crate::context::{Refusal, RefusalCode};
use crate::issue::{Issue, LeftOut, MIN_NUMBER};

/// The largest capability of a party. Eighth powers of sums of such numbers stay finite.
pub const MAX_CAPABILITY: f64 = 1e12;
/// Saliences that add up to more than 1 by less than this are taken for 1: they are rounded figures.
pub const SALIENCE_SLACK: f64 = 1e-9;

/// Holds one party of a [`Scenario`].
#[derive(Clone, Debug, PartialEq)]
pub struct SpatialParty {
    /// What it can bring to bear, from [`MIN_NUMBER`] to [`MAX_CAPABILITY`].
    pub capability: f64,
    /// Where it stands on each dimension, from 0 to 1.
    pub position: Vec<f64>,
    /// What it would like most, from 0 to 1; none where that is its position.
    pub ideal: Option<Vec<f64>>,
    /// Which share of its attention each dimension has; not negative, together above 0 and at most 1.
    pub salience: Vec<f64>,
}

/// Holds parties in a space, whose numbers have been looked at.
#[derive(Clone, Debug, PartialEq)]
pub struct Scenario {
    pub(crate) dimensions: usize,
    pub(crate) capability: Vec<f64>,
    /// One row for each party.
    pub(crate) salience: Vec<f64>,
    pub(crate) position: Vec<f64>,
    pub(crate) ideal: Vec<f64>,
    /// The sum of the saliences of each party.
    pub(crate) attention: Vec<f64>,
    /// For each party, whose positions draw its ideal and how much; none for the identity.
    pub(crate) accommodation: Option<Vec<Vec<(usize, f64)>>>,
}

fn refuse(code: RefusalCode, reason: String, instead: &str) -> Refusal {
    Refusal::new(code, reason, instead)
}

impl Scenario {
    /// Makes a scenario of its parties. Ideals follow positions at once.
    ///
    /// # Errors
    /// If there is no party or dimension, a list is too short or long, or a number out of its range.
    pub fn new(dimensions: usize, parties: &[SpatialParty]) -> Result<Scenario, Refusal> {
        if dimensions == 0 || parties.is_empty() {
            return Err(refuse(
                RefusalCode::NotDefined,
                format!("there are {} parties and {dimensions} dimensions", parties.len()),
                "give at least one of each",
            ));
        }
        for (number, party) in parties.iter().enumerate() {
            check(dimensions, number, party)?;
        }
        let flat = |list: fn(&SpatialParty) -> &Vec<f64>| -> Vec<f64> {
            parties.iter().flat_map(|party| list(party).iter().copied()).collect()
        };
        Ok(Scenario {
            dimensions,
            capability: parties.iter().map(|party| party.capability).collect(),
            salience: flat(|party| &party.salience),
            position: flat(|party| &party.position),
            ideal: flat(|party| party.ideal.as_ref().unwrap_or(&party.position)),
            attention: parties.iter().map(|party| party.salience.iter().sum()).collect(),
            accommodation: None,
        })
    }

    /// Makes a scenario of one dimension from an issue whose scale goes from `low` to `high`.
    ///
    /// Saliences are divided by `full`, what on their scale is all of a party's attention. Returns
    /// also the number in the issue of each party of the scenario, and who is left out: parties of
    /// which something is unknown, and parties without weight, which the model does not define.
    ///
    /// # Errors
    /// If the scale has no distances, nobody has weight, or a number is out of its range.
    pub fn from_issue(
        issue: &Issue,
        (low, high): (f64, f64),
        full: f64,
    ) -> Result<(Scenario, Vec<usize>, Vec<LeftOut>), Refusal> {
        let range = high - low;
        if !(range > 0.0 && range.is_finite() && full > 0.0 && full.is_finite()) {
            return Err(refuse(
                RefusalCode::BadOption,
                format!("the scale goes from {low} to {high}, full salience is {full}"),
                "give the ends of the scale, the lower first, and a full salience above 0",
            ));
        }
        let seated = issue.measured("the spatial model")?;
        let mut left_out = issue.left_out();
        let (mut numbers, mut parties) = (Vec::new(), Vec::new());
        for seated in seated {
            if seated.weight > 0.0 {
                numbers.push(seated.party);
                parties.push(SpatialParty {
                    capability: seated.capability,
                    position: vec![(seated.position - low) / range],
                    ideal: None,
                    salience: vec![seated.salience / full],
                });
            } else {
                let unknown = Vec::new();
                left_out.push(LeftOut { party: seated.party, unknown, weightless: true });
            }
        }
        left_out.sort_by_key(|left| left.party);
        Ok((Scenario::new(1, &parties)?, numbers, left_out))
    }

    /// Sets how ideals follow positions: after each turn the ideal of party i becomes
    /// Σⱼ aᵢⱼ·(position of j) + (1 − Σⱼ aᵢⱼ)·(old ideal of i). The rows of the matrix are the parties.
    ///
    /// # Errors
    /// If the matrix is not square in the number of parties, a number is outside 0 to 1, or a row adds
    /// up to more than 1.
    pub fn with_accommodation(self, matrix: &[Vec<f64>]) -> Result<Scenario, Refusal> {
        let parties = self.parties();
        if matrix.len() != parties || matrix.iter().any(|row| row.len() != parties) {
            return Err(refuse(
                RefusalCode::Mismatch,
                format!("the accommodation matrix is not {parties} by {parties}"),
                "give one row for each party, with one number for each party",
            ));
        }
        let sparse = |row: &Vec<f64>| -> Vec<(usize, f64)> {
            // What is no number stays, to be refused.
            row.iter().copied().enumerate().filter(|&(_, share)| share != 0.0).collect()
        };
        self.follow(matrix.iter().map(sparse).collect())
    }

    /// Sets the accommodation matrix by what of each row is not 0.
    pub(crate) fn follow(mut self, rows: Vec<Vec<(usize, f64)>>) -> Result<Scenario, Refusal> {
        for (number, row) in rows.iter().enumerate() {
            let bad =
                row.iter().map(|&(_, share)| share).find(|share| !(0.0..=1.0).contains(share));
            let sum: f64 = row.iter().map(|&(_, share)| share).sum();
            if bad.is_some() || sum > 1.0 + SALIENCE_SLACK {
                let figure =
                    bad.map_or_else(|| format!("adds up to {sum}"), |bad| format!("has {bad}"));
                return Err(refuse(
                    RefusalCode::BadNumber,
                    format!("row {number} of the accommodation matrix {figure}"),
                    "give numbers from 0 to 1 that together are at most 1",
                ));
            }
        }
        self.accommodation = Some(rows);
        Ok(self)
    }

    /// Returns the scenario with its parties in reverse order.
    ///
    /// Where several things are equally good the model takes the first, as KTAB does: what comes out
    /// otherwise in another order hangs on the order alone.
    #[must_use]
    pub fn reversed(&self) -> Scenario {
        let rows = |list: &[f64]| -> Vec<f64> {
            list.chunks(self.dimensions).rev().flatten().copied().collect()
        };
        let turned = |list: &[f64]| list.iter().rev().copied().collect();
        let last = self.parties().saturating_sub(1);
        let accommodation = self.accommodation.as_ref().map(|matrix| {
            let row = |row: &Vec<(usize, f64)>| {
                row.iter().rev().map(|&(party, share)| (last - party, share)).collect()
            };
            matrix.iter().rev().map(row).collect()
        });
        Scenario {
            dimensions: self.dimensions,
            capability: turned(&self.capability),
            salience: rows(&self.salience),
            position: rows(&self.position),
            ideal: rows(&self.ideal),
            attention: turned(&self.attention),
            accommodation,
        }
    }

    /// Returns the number of parties.
    pub fn parties(&self) -> usize {
        self.capability.len()
    }

    /// Returns the number of dimensions.
    pub fn dimensions(&self) -> usize {
        self.dimensions
    }

    /// Returns the positions before the first turn, one row for each party.
    pub fn positions(&self) -> &[f64] {
        &self.position
    }
}

fn check(dimensions: usize, number: usize, party: &SpatialParty) -> Result<(), Refusal> {
    let lists = [&party.position, &party.salience].into_iter().chain(party.ideal.as_ref());
    if let Some(list) = lists.clone().find(|list| list.len() != dimensions) {
        return Err(refuse(
            RefusalCode::Mismatch,
            format!("party {number} has {} numbers for {dimensions} dimensions", list.len()),
            "give a position and a salience for each dimension, or leave the party out",
        ));
    }
    let bad = |what: &str, value: f64, instead: &str| {
        Err(refuse(RefusalCode::BadNumber, format!("{what} of party {number} is {value}"), instead))
    };
    if !(MIN_NUMBER..=MAX_CAPABILITY).contains(&party.capability) {
        return bad(
            "the capability",
            party.capability,
            "give a number from 10⁻¹⁰⁰ to 10¹², or leave the party out",
        );
    }
    let points = party.position.iter().chain(party.ideal.iter().flatten());
    if let Some(&value) = points.clone().find(|value| !(0.0..=1.0).contains(*value)) {
        return bad("a position or ideal", value, "give positions as shares of the scale, 0 to 1");
    }
    if let Some(&value) = party.salience.iter().find(|value| !(0.0..=1.0).contains(*value)) {
        return bad("a salience", value, "give shares of attention, from 0 to 1");
    }
    let attention: f64 = party.salience.iter().sum();
    if attention > 1.0 + SALIENCE_SLACK {
        return bad("the sum of saliences", attention, "give shares that together are at most 1");
    }
    // So small a square would be lost.
    if attention < MIN_NUMBER {
        return bad("the sum of saliences", attention, "leave out a party that does not care");
    }
    Ok(())
}
