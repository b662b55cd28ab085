//! A voting rule ready to be evaluated, and rules built without text.
//!
//! What lives here: evaluation and the builder of weighted games. What does not: reading rule text
//! (`compile.rs`) and any analysis.

use crate::body::BodyError;
use crate::net::{Lit, MOST, Net, Node, Sum, Term};
use crate::sort::Kinds;

/// One member's vote.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Vote {
    /// Against.
    No,
    /// Neither for nor against.
    Abstain,
    /// For.
    Yes,
}

/// Tells, for every way of voting, whether something passes.
///
/// A rule comes from a text and a [`Body`](crate::Body) ([`Rule::compile`]) or is built from weights.
/// It holds no names that need looking up: voters are numbers, the body's own members first, in
/// their order, then the members of further bodies the rule names, in the order of first mention.
/// A member of several bodies is one voter with one vote.
///
/// ```
/// use detente_bodies::{Body, Rule, Vote};
///
/// let body = Body::new(["canada", "india", "poland"])?;
/// let (text, _) = detente_expr::parse("majority(ALL) and poland");
/// let rule = Rule::compile(&text, &body).map_err(|faults| format!("{faults:?}"))?;
/// assert!(rule.passes(&[Vote::No, Vote::Yes, Vote::Yes]));
/// assert!(!rule.passes_mask(0b011), "without poland");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct Rule {
    pub(crate) voters: Vec<String>,
    pub(crate) members: usize,
    pub(crate) sums: Vec<Sum>,
    /// For each sum of ones and zeros over at most 64 voters, these voters.
    units: Vec<Option<u64>>,
    pub(crate) nodes: Vec<Node>,
    pub(crate) root: Lit,
}

impl Rule {
    pub(crate) fn from_net(voters: Vec<String>, members: usize, net: Net, root: Lit) -> Self {
        let unit = |sum: &Sum| {
            let ones = sum.iter().all(|term| term.yes == 1 && term.voter < 64);
            ones.then(|| sum.iter().fold(0, |mask, term| mask | 1_u64 << term.voter))
        };
        let units = net.sums.iter().map(unit).collect();
        Self { voters, members, sums: net.sums, units, nodes: net.nodes, root }
    }

    /// Makes the weighted voting game `[quota; weights]`: a set wins if its weights sum to the quota
    /// or more. Voters are named `1`, `2`, ….
    ///
    /// ```
    /// let council = detente_bodies::Rule::weighted(12, &[4, 4, 4, 2, 2, 1])?;
    /// assert!(council.passes_mask(0b000111));
    /// # Ok::<(), detente_bodies::BodyError>(())
    /// ```
    ///
    /// # Errors
    /// There are no weights, or one is below zero.
    pub fn weighted(quota: i64, weights: &[i64]) -> Result<Self, BodyError> {
        let mut terms = Vec::with_capacity(weights.len());
        for (voter, &weight) in weights.iter().enumerate() {
            if weight < 0 {
                return Err(BodyError::NegativeWeight { list: String::new(), weight });
            }
            if weight > 0 {
                terms.push(Term { voter: voter as u32, yes: weight.into(), abstain: 0 });
            }
        }
        let mut net = Net::new();
        let root = net.atom(terms, quota.into());
        Self::built(weights.len(), net, root)
    }

    /// Makes the rule under which the given sets of voters, and all that contain one of them, win.
    ///
    /// # Errors
    /// There are no voters, or a set names a number that is not below `voters`.
    pub fn from_winning_sets(voters: usize, sets: &[Vec<usize>]) -> Result<Self, BodyError> {
        let mut net = Net::new();
        let mut all = Vec::with_capacity(sets.len());
        for set in sets {
            if let Some(&member) = set.iter().find(|member| **member >= voters) {
                return Err(BodyError::OutOfRange { member, members: voters });
            }
            let of: Vec<Lit> = set.iter().map(|&voter| net.voter(voter)).collect();
            all.push(net.all(&of));
        }
        let root = net.any(&all);
        Self::built(voters, net, root)
    }

    fn built(voters: usize, net: Net, root: Lit) -> Result<Self, BodyError> {
        if voters == 0 {
            return Err(BodyError::NoMembers);
        }
        if net.full {
            return Err(BodyError::TooLarge);
        }
        let names = (1..=voters).map(|voter| voter.to_string()).collect();
        Ok(Self::from_net(names, voters, net, root))
    }

    /// Makes the rule that passes if at least `least` of these do; they share their voters by number
    /// and take the names of the first.
    ///
    /// # Errors
    /// There is no rule, they have different numbers of voters, or the whole is too large.
    pub fn at_least(least: usize, rules: &[Self]) -> Result<Self, BodyError> {
        let Some(first) = rules.first() else { return Err(BodyError::NoMembers) };
        if rules.iter().any(|rule| rule.len() != first.len()) {
            return Err(BodyError::OtherMembers);
        }
        let mut net = Net::new();
        let of: Vec<Lit> =
            rules.iter().map(|rule| net.import(&rule.sums, &rule.nodes, rule.root)).collect();
        let root = net.gate(i128::try_from(least).unwrap_or(MOST), of);
        if net.full {
            return Err(BodyError::TooLarge);
        }
        Ok(Self::from_net(first.voters.clone(), first.members, net, root))
    }

    /// Makes the rule that passes if all of these do.
    ///
    /// # Errors
    /// As [`Rule::at_least`].
    pub fn all_of(rules: &[Self]) -> Result<Self, BodyError> {
        Self::at_least(rules.len(), rules)
    }

    /// Makes the rule that passes if any of these does.
    ///
    /// # Errors
    /// As [`Rule::at_least`].
    pub fn any_of(rules: &[Self]) -> Result<Self, BodyError> {
        Self::at_least(1, rules)
    }

    /// Makes the dual rule: a set passes it if the others cannot pass this one without the set. Its winning
    /// sets are the blocking sets of this rule.
    ///
    /// ```
    /// let unanimity = detente_bodies::Rule::weighted(3, &[1, 1, 1])?;
    /// assert!(unanimity.dual()?.passes_mask(0b010), "each member alone can block");
    /// # Ok::<(), detente_bodies::BodyError>(())
    /// ```
    ///
    /// # Errors
    /// The dual is too large to hold.
    pub fn dual(&self) -> Result<Self, BodyError> {
        let mut net = Net::new();
        let root = net.turned(&self.sums, &self.nodes, self.root).flip();
        if net.full {
            return Err(BodyError::TooLarge);
        }
        Ok(Self::from_net(self.voters.clone(), self.members, net, root))
    }

    /// Tells whether the form of the rule shows that more yes never hurts: sums that only grow, thresholds
    /// and gates that are not turned round. A rule of another form may be monotone all the same.
    pub fn only_grows(&self) -> bool {
        let grows = self.sums.iter().all(|sum| sum.iter().all(|term| term.yes >= 0));
        let upright = self.nodes.iter().all(|node| match node {
            Node::True | Node::Atom { .. } => true,
            Node::Gate { of, .. } => of.iter().all(|lit| !lit.negated()),
            Node::Iff(..) | Node::Positive(_) => false,
        });
        grows && upright && (self.root == Lit::FALSE || !self.root.negated())
    }

    /// Returns how many voters there are; never zero.
    #[allow(clippy::len_without_is_empty)] // There is no rule without voters.
    pub fn len(&self) -> usize {
        self.voters.len()
    }

    /// Returns the names of the voters: the body's members first, then those of further bodies.
    pub fn voters(&self) -> &[String] {
        &self.voters
    }

    /// Returns how many of the voters are the body's own members.
    pub fn members(&self) -> usize {
        self.members
    }

    /// Sorts the voters into kinds: two voters of one kind change places without any change in what passes.
    /// Found from the form of the rule, so that voters of two kinds may be alike as well. Voters who occur
    /// nowhere in the rule have no kind.
    pub fn kinds(&self) -> Vec<Option<usize>> {
        Kinds::of(self).kind_of(self.len())
    }

    /// Tells whether the rule passes. Voters beyond the end of `votes` say no; votes beyond the
    /// number of voters are not looked at.
    pub fn passes(&self, votes: &[Vote]) -> bool {
        let vote = |voter: u32| votes.get(voter as usize).copied().unwrap_or(Vote::No);
        self.holds(&|sum| {
            let value = |term: &Term| match vote(term.voter) {
                Vote::No => 0,
                Vote::Abstain => term.abstain,
                Vote::Yes => term.yes,
            };
            self.sums[sum].iter().map(value).sum()
        })
    }

    /// Tells whether the rule passes if the voters whose bits are set say yes and all others no: bit
    /// 0 is the first voter. Voters beyond the 64th say no.
    pub fn passes_mask(&self, yes: u64) -> bool {
        self.holds(&|sum| {
            if let Some(unit) = self.units[sum] {
                return i128::from((yes & unit).count_ones());
            }
            let says = |term: &&Term| term.voter < 64 && yes >> term.voter & 1 == 1;
            self.sums[sum].iter().filter(says).map(|term| term.yes).sum()
        })
    }

    /// Evaluates with the values of the sums.
    pub(crate) fn holds(&self, sum: &dyn Fn(usize) -> i128) -> bool {
        let mut few = [false; 64];
        let mut many;
        let values: &mut [bool] = if self.nodes.len() <= few.len() {
            &mut few[..self.nodes.len()]
        } else {
            many = vec![false; self.nodes.len()];
            &mut many
        };
        for (at, node) in self.nodes.iter().enumerate() {
            let is = |lit: Lit| values[lit.node()] != lit.negated();
            values[at] = match node {
                Node::True => true,
                &Node::Atom { sum: of, least } => sum(of) >= least,
                Node::Gate { least, of } => of.iter().filter(|lit| is(**lit)).count() >= *least,
                &Node::Iff(left, right) => is(left) == is(right),
                Node::Positive(number) => number.value(sum) > 0,
            };
        }
        values[self.root.node()] != self.root.negated()
    }
}
