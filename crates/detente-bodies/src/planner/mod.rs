//! What a planner of a commission asks: who can push something through against whom, who can stop
//! it, how often nobody can decide, and how likely a thing is to pass if members vote as stated.
//!
//! The notions are ours; `definitions/bodies` of the project's papers has them under "what a
//! conference planner asks". What lives here: force and block, deadlocked splits, blocs as single
//! voters, and the vote model. What does not: rules and their names, and indices of power over single
//! members.
//!
//! Members of one kind are counted, not listed, so that the work grows with the number of kinds and
//! not with two to the number of members.

mod blocs;
mod chance;
mod frontier;

pub use blocs::{BlocGame, bloc_game};
pub use chance::{Lines, VoteModel, chance};
pub use frontier::frontier;

use std::fmt;

/// The most members that a [`Seating`] can have: one bit each.
pub const MAX_SEATS: usize = 64;
/// The most ways of voting that are looked at; more are refused.
pub const MAX_PROFILES: u64 = 1 << 20;

/// A group of members of one bloc that no rule tells apart.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Kind {
    bloc: usize,
    members: Vec<usize>,
}

/// A body as a planner sees it: seats, each in a bloc, and a monotone yes-or-no rule.
pub struct Seating<'a> {
    members: usize,
    blocs: usize,
    kinds: Vec<Kind>,
    passes: &'a (dyn Fn(u64) -> bool + Sync),
}

/// Why a seating cannot be looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SeatingError {
    /// More than [`MAX_SEATS`] members.
    TooManySeats(usize),
    /// More than [`MAX_PROFILES`] ways of voting to tell apart.
    TooManyProfiles,
    /// Not one bloc and one kind for each member.
    Misfit,
}

impl fmt::Display for SeatingError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooManySeats(seats) => write!(
                f,
                "{seats} seats are more than the {MAX_SEATS} that blocs are computed for; read the power of single members"
            ),
            Self::TooManyProfiles => write!(
                f,
                "there are more than {MAX_PROFILES} ways of voting by blocs; put members into blocs, or read the power of single members"
            ),
            Self::Misfit => write!(f, "every member needs one bloc and one kind"),
        }
    }
}

impl std::error::Error for SeatingError {}

/// How many more votes somebody needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Need {
    /// This many members more, at least.
    Others(usize),
    /// No number of others is enough.
    Never,
}

/// One way of voting, up to exchange of members of one kind.
struct Profile {
    /// Yes votes of each kind.
    yes: Vec<usize>,
    /// A set of members who vote so.
    mask: u64,
    /// How many sets of members vote so.
    ways: u128,
}

impl<'a> Seating<'a> {
    /// Makes a seating of `bloc.len()` members. `bloc[i]` is the bloc of member `i`, counted from 0;
    /// members with the same `kind` in the same bloc are interchangeable under the rule; `passes` says
    /// whether the members whose bits are set pass it.
    ///
    /// Give every member a kind of its own if nothing is known of the rule.
    ///
    /// # Errors
    /// If there are more than [`MAX_SEATS`] members or [`MAX_PROFILES`] ways of voting, or if `bloc` and
    /// `kind` differ in length.
    ///
    /// ```
    /// use detente_bodies::planner::{Need, Seating};
    ///
    /// // Two seats a side, two neutrals, four of six.
    /// let four_of_six = |yes: u64| yes.count_ones() >= 4;
    /// let seating = Seating::new(&[0, 0, 1, 1, 2, 2], &[0; 6], &four_of_six)?;
    /// assert_eq!(seating.force(&[0], &[1]), Need::Others(2));
    /// assert_eq!(seating.block(&[0]), Need::Others(1));
    /// # Ok::<(), detente_bodies::planner::SeatingError>(())
    /// ```
    pub fn new(
        bloc: &[usize],
        kind: &[usize],
        passes: &'a (dyn Fn(u64) -> bool + Sync),
    ) -> Result<Self, SeatingError> {
        if bloc.len() > MAX_SEATS {
            return Err(SeatingError::TooManySeats(bloc.len()));
        }
        if bloc.len() != kind.len() {
            return Err(SeatingError::Misfit);
        }
        let mut kinds: Vec<(usize, Kind)> = Vec::new();
        for (member, (&bloc, &kind)) in bloc.iter().zip(kind).enumerate() {
            match kinds.iter_mut().find(|(known, of)| *known == kind && of.bloc == bloc) {
                Some((_, of)) => of.members.push(member),
                None => kinds.push((kind, Kind { bloc, members: vec![member] })),
            }
        }
        let kinds: Vec<Kind> = kinds.into_iter().map(|(_, kind)| kind).collect();
        let profiles = kinds.iter().try_fold(1_u64, |product, kind| {
            product
                .checked_mul(kind.members.len() as u64 + 1)
                .filter(|&profiles| profiles <= MAX_PROFILES)
        });
        if profiles.is_none() {
            return Err(SeatingError::TooManyProfiles);
        }
        let blocs = bloc.iter().max().map_or(0, |most| most + 1);
        Ok(Seating { members: bloc.len(), blocs, kinds, passes })
    }

    /// Returns the number of members.
    pub fn members(&self) -> usize {
        self.members
    }

    /// Returns the number of blocs.
    pub fn blocs(&self) -> usize {
        self.blocs
    }

    /// Returns the number of members of a bloc.
    pub fn seats(&self, bloc: usize) -> usize {
        self.kinds.iter().filter(|kind| kind.bloc == bloc).map(|kind| kind.members.len()).sum()
    }

    /// Returns how many members outside `x` and `y` it takes, at the least, for the blocs `x` to pass
    /// something against all of the blocs `y`.
    pub fn force(&self, x: &[usize], y: &[usize]) -> Need {
        self.fewest(
            |kind| {
                let all = kind.members.len();
                if x.contains(&kind.bloc) {
                    (all, all)
                } else if y.contains(&kind.bloc) {
                    (0, 0)
                } else {
                    (0, all)
                }
            },
            |profile, seating| {
                (seating.passes)(profile.mask).then(|| seating.yes_outside(profile, x))
            },
        )
    }

    /// Returns how many members outside the blocs `x` it takes, at the least, for them to stop
    /// something.
    pub fn block(&self, x: &[usize]) -> Need {
        let outside: usize =
            (0..self.blocs).filter(|bloc| !x.contains(bloc)).map(|bloc| self.seats(bloc)).sum();
        self.fewest(
            |kind| {
                let all = kind.members.len();
                if x.contains(&kind.bloc) { (0, 0) } else { (0, all) }
            },
            |profile, seating| {
                (!(seating.passes)(profile.mask)).then(|| outside - seating.yes_outside(profile, x))
            },
        )
    }

    /// Returns how many sets of members pass: ω of the definitions, of `2^members` sets.
    pub fn winning(&self) -> u128 {
        let mut winning = 0;
        self.each(|kind| (0, kind.members.len()), &mut |profile| {
            if (self.passes)(profile.mask) {
                winning += profile.ways;
            }
        });
        winning
    }

    /// Returns in how many splits into two sides neither side passes what it wants, of
    /// `2^(members − 1)` splits. A strong rule has none.
    pub fn deadlocks(&self) -> u128 {
        let everybody = everybody(self.members);
        let mut sides = 0;
        self.each(|kind| (0, kind.members.len()), &mut |profile| {
            if !(self.passes)(profile.mask) && !(self.passes)(everybody & !profile.mask) {
                sides += profile.ways;
            }
        });
        // A split was met from both its sides, but for that of nobody.
        if self.members == 0 { sides } else { sides / 2 }
    }

    /// Returns in how many splits into two sides both pass what they want, of `2^(members − 1)` splits.
    /// A proper rule has none.
    pub fn conflicts(&self) -> u128 {
        let everybody = everybody(self.members);
        let mut sides = 0;
        self.each(|kind| (0, kind.members.len()), &mut |profile| {
            if (self.passes)(profile.mask) && (self.passes)(everybody & !profile.mask) {
                sides += profile.ways;
            }
        });
        if self.members == 0 { sides } else { sides / 2 }
    }

    /// Returns whether each way of voting passes: kinds in the order of their first members, the number
    /// of yes votes of the first counting fastest. Two rules over the same kinds that give the same list
    /// are the same rule.
    pub fn outcomes(&self) -> Vec<bool> {
        let mut outcomes = Vec::new();
        self.each(|kind| (0, kind.members.len()), &mut |profile| {
            outcomes.push((self.passes)(profile.mask));
        });
        outcomes
    }

    /// Returns votes that show that the rule is not monotone, if it is not: members who pass it, and the
    /// member whose yes beside theirs makes it fail. What planners ask has no answer for such a rule.
    pub fn not_monotone(&self) -> Option<(u64, usize)> {
        let mut shown = None;
        self.each(|kind| (0, kind.members.len()), &mut |profile| {
            if shown.is_some() || !(self.passes)(profile.mask) {
                return;
            }
            let next = self.kinds.iter().zip(&profile.yes);
            let mut next = next.filter_map(|(kind, &yes)| kind.members.get(yes));
            shown = next
                .find(|&member| !(self.passes)(profile.mask | 1 << member))
                .map(|&member| (profile.mask, member));
        });
        shown
    }

    fn yes_outside(&self, profile: &Profile, x: &[usize]) -> usize {
        let each = self.kinds.iter().zip(&profile.yes);
        each.filter(|(kind, _)| !x.contains(&kind.bloc)).map(|(_, yes)| yes).sum()
    }

    /// The least number that `count` gives for a way of voting, each kind within its range.
    fn fewest(
        &self,
        range: impl Fn(&Kind) -> (usize, usize),
        count: impl Fn(&Profile, &Self) -> Option<usize>,
    ) -> Need {
        let mut fewest = Need::Never;
        self.each(range, &mut |profile| {
            if let Some(found) = count(profile, self) {
                fewest = fewest.min(Need::Others(found));
            }
        });
        fewest
    }

    /// Goes through the ways of voting in which each kind has a number of yes votes within its range.
    fn each(&self, range: impl Fn(&Kind) -> (usize, usize), look: &mut dyn FnMut(&Profile)) {
        let ranges: Vec<(usize, usize)> = self.kinds.iter().map(range).collect();
        let mut yes: Vec<usize> = ranges.iter().map(|range| range.0).collect();
        loop {
            let each = self.kinds.iter().zip(&yes);
            let mask = each.clone().fold(0, |mask, (kind, &yes)| {
                kind.members[..yes].iter().fold(mask, |mask, member| mask | 1 << member)
            });
            let ways = each.map(|(kind, &yes)| binomial(kind.members.len(), yes)).product();
            let profile = Profile { yes, mask, ways };
            look(&profile);
            yes = profile.yes;
            let Some(next) = (0..yes.len()).find(|&kind| yes[kind] < ranges[kind].1) else {
                return;
            };
            yes[next] += 1;
            for kind in 0..next {
                yes[kind] = ranges[kind].0;
            }
        }
    }
}

fn everybody(members: usize) -> u64 {
    if members >= 64 { u64::MAX } else { (1 << members) - 1 }
}

/// The number of ways to choose; with at most 64 members it fits.
fn binomial(of: usize, choose: usize) -> u128 {
    (0..choose.min(of - choose))
        .fold(1, |ways, step| ways * (of - step) as u128 / (step + 1) as u128)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_and_too_many() {
        let never = |_: u64| false;
        let nobody = Seating::new(&[], &[], &never).expect("an empty body");
        assert_eq!((nobody.winning(), nobody.deadlocks(), nobody.blocs()), (0, 1, 0));
        assert_eq!(
            Seating::new(&[0; 65], &[0; 65], &never).err(),
            Some(SeatingError::TooManySeats(65))
        );
        let kinds: Vec<usize> = (0..25).collect();
        assert_eq!(
            Seating::new(&[0; 25], &kinds, &never).err(),
            Some(SeatingError::TooManyProfiles)
        );
        assert_eq!(Seating::new(&[0], &[], &never).err(), Some(SeatingError::Misfit));
    }

    #[test]
    fn sixty_four_seats_of_a_kind_are_counted() {
        let majority = |yes: u64| yes.count_ones() > 32;
        let seating = Seating::new(&[0; 64], &[0; 64], &majority).expect("fits");
        let ties = binomial(64, 32);
        assert_eq!(seating.winning(), (u128::from(u64::MAX) + 1 - ties) / 2);
        assert_eq!(seating.deadlocks(), ties / 2);
    }
}
