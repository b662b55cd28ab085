//! Who sits in a body: members, groups, weights, the chair; and the other bodies a rule may name.
//!
//! What lives here: names and their invariants. What does not: what a rule means
//! ([`Rule`](crate::Rule)).

use detente_expr::Expr;
use detente_expr::rule::Entity;
use std::collections::BTreeMap;
use std::fmt;

/// Holds the members of a decision body with its groups, weight lists and chair.
///
/// Groups and weight lists share one space of names. The group `ALL` always exists. A group may bear the
/// name of a member, as a bloc of one often does; in a rule the name then means the group.
///
/// ```
/// use detente_bodies::Body;
///
/// let body = Body::new(["canada", "india", "poland"])?
///     .with_group("west", &["canada"])?
///     .with_weights("seats", &[1, 2, 1])?
///     .with_chair("india")?;
/// assert_eq!(body.members().len(), 3);
/// assert_eq!(body.chair(), Some(1));
/// # Ok::<(), detente_bodies::BodyError>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Body {
    members: Vec<String>,
    groups: Vec<Vec<usize>>,
    weights: Vec<Vec<i64>>,
    places: BTreeMap<String, usize>,
    names: BTreeMap<String, (Named, usize)>,
    chair: Option<usize>,
}

/// What a name of a body itself stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Named {
    Group,
    Weights,
}

impl From<Named> for Entity {
    fn from(kind: Named) -> Self {
        match kind {
            Named::Group => Self::Group,
            Named::Weights => Self::Weights,
        }
    }
}

/// Says what is wrong with a body that was to be made.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum BodyError {
    /// A body or a game without members.
    NoMembers,
    /// A name is empty, or is `ALL`, which always means everybody.
    BadName(String),
    /// A name is used twice.
    NameTwice(String),
    /// A group, or the chair, names somebody who is no member.
    NoSuchMember(String),
    /// A member is in a group twice.
    MemberTwice(String),
    /// There are not as many weights as members.
    WrongLength {
        /// The name of the list, or empty.
        list: String,
        /// How many weights there are.
        weights: usize,
        /// How many members there are.
        members: usize,
    },
    /// A weight is below zero.
    NegativeWeight {
        /// The name of the list, or empty.
        list: String,
        /// The weight.
        weight: i64,
    },
    /// A member's number is not below the number of members.
    OutOfRange {
        /// The number given.
        member: usize,
        /// How many members there are.
        members: usize,
    },
    /// Two rules to be joined are not about the same number of members.
    OtherMembers,
    /// The rule takes more room than [`MAX_TERMS`](crate::MAX_TERMS) allows.
    TooLarge,
}

impl fmt::Display for BodyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoMembers => f.write_str("a body needs at least one member"),
            Self::BadName(name) => write!(f, "`{name}` cannot be a name here"),
            Self::NameTwice(name) => write!(f, "the name `{name}` is used twice"),
            Self::NoSuchMember(name) => write!(f, "`{name}` is no member"),
            Self::MemberTwice(name) => write!(f, "`{name}` is in the group twice"),
            Self::WrongLength { list, weights, members } => {
                write!(f, "the list `{list}` has {weights} weights for {members} members")
            }
            Self::NegativeWeight { list, weight } => {
                write!(f, "the list `{list}` has the weight {weight}, which is below zero")
            }
            Self::OutOfRange { member, members } => {
                write!(f, "there is no member number {member} among {members}")
            }
            Self::OtherMembers => f.write_str("the rules are not about the same members"),
            Self::TooLarge => f.write_str("the rule is too large to hold"),
        }
    }
}

impl std::error::Error for BodyError {}

impl Body {
    /// Makes a body of these members.
    ///
    /// # Errors
    /// There are no members, or a name is empty, `ALL` or used twice.
    pub fn new<S: Into<String>>(members: impl IntoIterator<Item = S>) -> Result<Self, BodyError> {
        let mut body = Self::default();
        for member in members {
            let member = member.into();
            if member.is_empty() || member == "ALL" {
                return Err(BodyError::BadName(member));
            }
            if body.places.insert(member.clone(), body.members.len()).is_some() {
                return Err(BodyError::NameTwice(member));
            }
            body.members.push(member);
        }
        if body.members.is_empty() { Err(BodyError::NoMembers) } else { Ok(body) }
    }

    /// Adds a group of members, possibly empty.
    ///
    /// # Errors
    /// The name is empty, `ALL` or used already, or somebody in the group is no member or in it
    /// twice.
    pub fn with_group(mut self, name: &str, members: &[&str]) -> Result<Self, BodyError> {
        let mut group = Vec::with_capacity(members.len());
        for member in members {
            group.push(self.place(member)?);
        }
        group.sort_unstable();
        if let Some(twice) = group.windows(2).find(|pair| pair[0] == pair[1]) {
            return Err(BodyError::MemberTwice(self.members[twice[0]].clone()));
        }
        self.name(name, Named::Group, self.groups.len())?;
        self.groups.push(group);
        Ok(self)
    }

    /// Adds a list of weights, one for each member in their order; none below zero.
    ///
    /// # Errors
    /// The name is empty, `ALL` or used already, there are not as many weights as members, or one is
    /// below zero.
    pub fn with_weights(mut self, name: &str, weights: &[i64]) -> Result<Self, BodyError> {
        if weights.len() != self.members.len() {
            let (list, members) = (name.to_owned(), self.members.len());
            return Err(BodyError::WrongLength { list, weights: weights.len(), members });
        }
        if let Some(&weight) = weights.iter().find(|weight| **weight < 0) {
            return Err(BodyError::NegativeWeight { list: name.to_owned(), weight });
        }
        self.name(name, Named::Weights, self.weights.len())?;
        self.weights.push(weights.to_vec());
        Ok(self)
    }

    /// Gives a member the chair, in place of whoever had it.
    ///
    /// # Errors
    /// There is no such member.
    pub fn with_chair(mut self, member: &str) -> Result<Self, BodyError> {
        self.chair = Some(self.place(member)?);
        Ok(self)
    }

    /// Returns the names of the members in order.
    pub fn members(&self) -> &[String] {
        &self.members
    }

    /// Returns the number of the member in the chair.
    pub fn chair(&self) -> Option<usize> {
        self.chair
    }

    /// Returns the numbers of a group's members, ascending; `ALL` is a group.
    pub fn group(&self, name: &str) -> Option<Vec<usize>> {
        if name == "ALL" {
            return Some((0..self.members.len()).collect());
        }
        match self.names.get(name) {
            Some(&(Named::Group, at)) => Some(self.groups[at].clone()),
            _ => None,
        }
    }

    /// Returns a list of weights, in the order of the members.
    pub fn weights(&self, name: &str) -> Option<&[i64]> {
        match self.names.get(name) {
            Some(&(Named::Weights, at)) => Some(&self.weights[at]),
            _ => None,
        }
    }

    /// Returns the number of a member.
    pub fn member(&self, name: &str) -> Option<usize> {
        self.places.get(name).copied()
    }

    pub(crate) fn entity(&self, name: &str) -> Option<Entity> {
        if name == "ALL" {
            return Some(Entity::Group);
        }
        let own = self.names.get(name).map(|&(kind, _)| kind.into());
        own.or_else(|| self.member(name).map(|_| Entity::Member))
    }

    fn place(&self, member: &str) -> Result<usize, BodyError> {
        self.member(member).ok_or_else(|| BodyError::NoSuchMember(member.to_owned()))
    }

    fn name(&mut self, name: &str, kind: Named, at: usize) -> Result<(), BodyError> {
        if name.is_empty() || name == "ALL" {
            return Err(BodyError::BadName(name.to_owned()));
        }
        if kind == Named::Weights && self.places.contains_key(name) {
            return Err(BodyError::NameTwice(name.to_owned()));
        }
        if self.names.insert(name.to_owned(), (kind, at)).is_some() {
            return Err(BodyError::NameTwice(name.to_owned()));
        }
        Ok(())
    }
}

/// Holds how one class of question is decided: the rule, and what happens beside it.
///
/// ```
/// use detente_bodies::{Body, Question, Rule, Tiers};
///
/// // The commission inspects unless two of three object, or at the request of one member.
/// let two = detente_expr::parse("yes(ALL) >= 2").0;
/// let question = Question::new(two).by_default().at_request_of("india");
/// let body = Body::new(["canada", "india", "poland"])?;
/// let rule = Rule::compile_question(&question, &body, &Tiers::new())
///     .map_err(|faults| format!("{faults:?}"))?;
/// assert!(rule.passes_mask(0b101), "one objects");
/// assert!(!rule.passes_mask(0b001), "two object");
/// assert!(rule.passes_mask(0b010), "two object, india asks for it");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    pub(crate) rule: Expr,
    pub(crate) by_default: bool,
    pub(crate) requests: Vec<String>,
}

impl Question {
    /// Makes a question that is decided by a rule: those who say yes must fulfil it.
    pub fn new(rule: Expr) -> Self {
        Self { rule, by_default: false, requests: Vec::new() }
    }

    /// Lets the body act unless those who say no fulfil the rule.
    #[must_use]
    pub fn by_default(mut self) -> Self {
        self.by_default = true;
        self
    }

    /// Lets the body act whenever this member says yes, whatever the rule.
    #[must_use]
    pub fn at_request_of(mut self, member: &str) -> Self {
        self.requests.push(member.to_owned());
        self
    }
}

/// Holds the bodies that rules may name, each with the way it decides.
///
/// A rule that names one of them (`majority(ALL) and chairs`) also asks for its consent. These bodies
/// may name each other, to any depth, but not in a circle.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tiers {
    pub(crate) tiers: BTreeMap<String, (Body, Question)>,
}

impl Tiers {
    /// Makes an empty collection.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a body with its rule.
    ///
    /// # Errors
    /// The name is empty, `ALL` or used already.
    pub fn with(self, name: &str, body: Body, rule: Expr) -> Result<Self, BodyError> {
        self.with_question(name, body, Question::new(rule))
    }

    /// Adds a body with the way it decides.
    ///
    /// # Errors
    /// As [`Tiers::with`], or a member at whose request it acts is none of its members.
    pub fn with_question(
        mut self,
        name: &str,
        body: Body,
        question: Question,
    ) -> Result<Self, BodyError> {
        if name.is_empty() || name == "ALL" {
            return Err(BodyError::BadName(name.to_owned()));
        }
        if let Some(stranger) = question.requests.iter().find(|id| body.member(id).is_none()) {
            return Err(BodyError::NoSuchMember(stranger.clone()));
        }
        if self.tiers.insert(name.to_owned(), (body, question)).is_some() {
            return Err(BodyError::NameTwice(name.to_owned()));
        }
        Ok(self)
    }
}
