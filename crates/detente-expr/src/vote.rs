//! The meaning of a body's rule: whether it passes when some members say yes and the others no.

use crate::ast::{Arith, Compare, Expr, ExprKind};

/// Who says yes, and what the names of a rule stand for.
///
/// Nobody abstains here: a member says yes or no.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ballot<'a> {
    /// The members, each with whether it says yes.
    pub members: Vec<(&'a str, bool)>,
    /// Groups of members by place; `ALL` need not be among them.
    pub groups: Vec<(&'a str, Vec<usize>)>,
    /// Lists of weights, one weight per member.
    pub weights: Vec<(&'a str, &'a [i64])>,
    /// The member in the chair, by place.
    pub chair: Option<usize>,
    /// Other bodies, each with whether it passes.
    pub bodies: Vec<(&'a str, bool)>,
}

/// Tells whether a rule passes.
///
/// A rule that [`check`](crate::rule::check) finds fault with passes or fails by no particular
/// meaning, but never panics. `chair(m)` holds if `m` has the chair and says yes. Numbers are kept
/// within their range instead of wrapping around.
///
/// ```
/// use detente_expr::{parse, vote::{Ballot, passes}};
///
/// let (rule, _) = parse("majority(ALL) and poland");
/// let with = |canada, india, poland| {
///     let members = vec![("canada", canada), ("india", india), ("poland", poland)];
///     passes(&rule, &Ballot { members, ..Ballot::default() })
/// };
/// assert!(with(false, true, true));
/// assert!(!with(true, true, false));
/// ```
pub fn passes(rule: &Expr, ballot: &Ballot<'_>) -> bool {
    ballot.holds(rule)
}

impl Ballot<'_> {
    fn holds(&self, expr: &Expr) -> bool {
        match &expr.kind {
            ExprKind::Name(name) => self.says(name),
            ExprKind::Not(inner) => !self.holds(inner),
            ExprKind::And(items) => items.iter().all(|item| self.holds(item)),
            ExprKind::Or(items) => items.iter().any(|item| self.holds(item)),
            ExprKind::If(then, when) => self.holds(then) || !self.holds(when),
            ExprKind::Iff(left, right) => self.holds(left) == self.holds(right),
            ExprKind::Compare(compare, left, right) => {
                let (left, right) = (self.number(left), self.number(right));
                match compare {
                    Compare::Equal => left == right,
                    Compare::NotEqual => left != right,
                    Compare::Less => left < right,
                    Compare::AtMost => left <= right,
                    Compare::Greater => left > right,
                    Compare::AtLeast => left >= right,
                }
            }
            ExprKind::Call { name, args, .. } => self.call(name, args),
            ExprKind::Int(_) | ExprKind::Arith(..) | ExprKind::Broken => false,
        }
    }

    fn number(&self, expr: &Expr) -> i128 {
        match &expr.kind {
            ExprKind::Int(value) => i128::from(*value),
            ExprKind::Arith(arith, left, right) => {
                let (left, right) = (self.number(left), self.number(right));
                match arith {
                    Arith::Add => left.saturating_add(right),
                    Arith::Subtract => left.saturating_sub(right),
                    Arith::Multiply => left.saturating_mul(right),
                }
            }
            ExprKind::Call { name, args, .. } => {
                let Some(argument) = only_name(args) else { return 0 };
                match name.as_str() {
                    "yes" => self.count(argument, true),
                    "no" => self.count(argument, false),
                    "size" => self.group(argument).len() as i128,
                    "weight" => self.weight(argument, true),
                    "total" => self.weight(argument, false),
                    // Nobody abstains.
                    _ => 0,
                }
            }
            _ => 0,
        }
    }

    fn call(&self, name: &str, args: &[Expr]) -> bool {
        if name == "atleast" {
            let [count, items @ ..] = args else { return false };
            let yes = items.iter().filter(|item| self.holds(item)).count() as i128;
            return yes >= self.number(count);
        }
        let Some(argument) = only_name(args) else { return false };
        let yes = self.count(argument, true);
        let size = self.group(argument).len() as i128;
        match name {
            "all" | "unanimity" => yes == size,
            "any" => yes > 0,
            "majority" => 2 * yes > size,
            "chair" => {
                let chair = self.chair.and_then(|chair| self.members.get(chair));
                chair.is_some_and(|&(known, yes)| known == argument && yes)
            }
            _ => false,
        }
    }

    fn says(&self, name: &str) -> bool {
        let mut known = self.members.iter().chain(&self.bodies);
        known.find(|(known, _)| *known == name).is_some_and(|(_, yes)| *yes)
    }

    fn group(&self, name: &str) -> Vec<bool> {
        if name == "ALL" {
            return self.members.iter().map(|(_, yes)| *yes).collect();
        }
        let group = self.groups.iter().find(|(known, _)| *known == name);
        let places = group.map(|(_, places)| places.as_slice()).unwrap_or_default();
        places.iter().filter_map(|&place| Some(self.members.get(place)?.1)).collect()
    }

    fn count(&self, group: &str, wanted: bool) -> i128 {
        self.group(group).into_iter().filter(|yes| *yes == wanted).count() as i128
    }

    fn weight(&self, list: &str, only_yes: bool) -> i128 {
        let Some((_, weights)) = self.weights.iter().find(|(known, _)| *known == list) else {
            return 0;
        };
        let each = weights.iter().zip(&self.members);
        each.filter(|(_, (_, yes))| *yes || !only_yes).map(|(weight, _)| i128::from(*weight)).sum()
    }
}

fn only_name(args: &[Expr]) -> Option<&str> {
    match args {
        [Expr { kind: ExprKind::Name(name), .. }] => Some(name),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse;

    /// The numbers of the ballots that pass: bit 0 is the yes of `a`, bit 1 of `b`, bit 2 of `c`.
    #[track_caller]
    fn check(text: &str, expect: &[u32]) {
        let (rule, faults) = parse(text);
        assert_eq!(faults, []);
        let passing: Vec<u32> = (0..8)
            .filter(|votes| {
                let yes = |place: u32| votes >> place & 1 == 1;
                let ballot = Ballot {
                    members: vec![("a", yes(0)), ("b", yes(1)), ("c", yes(2))],
                    groups: vec![("left", vec![0, 1]), ("right", vec![2])],
                    weights: vec![("share", &[5, 2, 4])],
                    chair: Some(1),
                    bodies: vec![("council", true)],
                };
                passes(&rule, &ballot)
            })
            .collect();
        assert_eq!(passing, expect, "{text}");
    }

    #[test]
    fn groups_and_thresholds() {
        check("majority(ALL)", &[3, 5, 6, 7]);
        check("unanimity(ALL)", &[7]);
        check("all(left)", &[3, 7]);
        check("any(left) and any(right)", &[5, 6, 7]);
        check("majority(left)", &[3, 7]);
        check("yes(ALL) >= 2", &[3, 5, 6, 7]);
        check("no(ALL) == 1", &[3, 5, 6]);
        check("yes(ALL) >= size(ALL) - 1", &[3, 5, 6, 7]);
        check("abstain(ALL) != 0", &[]);
    }

    #[test]
    fn weights_members_chairs_and_other_bodies() {
        check("2 * weight(share) > total(share)", &[3, 5, 6, 7]);
        check("weight(share) >= 9", &[5, 7]);
        check("c", &[4, 5, 6, 7]);
        check("not c and council", &[0, 1, 2, 3]);
        check("chair(b)", &[2, 3, 6, 7]);
        check("chair(a)", &[]);
        check("atleast(2, a, any(right), chair(b))", &[3, 5, 6, 7]);
        check("a if b", &[0, 1, 3, 4, 5, 7]);
        check("a iff b", &[0, 3, 4, 7]);
    }

    #[test]
    fn faulty_rules_have_an_answer_and_large_numbers_a_range() {
        check("nobody", &[]);
        check("yes(nobody) > 0", &[]);
        check("atleast(1, yes(ALL))", &[]);
        let most = i64::MAX;
        check(&format!("{most} * {most} * {most} * yes(left) > 0"), &[1, 2, 3, 5, 6, 7]);
    }
}
