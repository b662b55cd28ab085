//! Rules of decision bodies: which names and functions a rule may use, and with what.
//!
//! The engine for bodies gives rules their meaning; here they are checked, so that a case is told
//! of a wrong name at its place. The functions are those of the bodies definitions: `yes`, `no`,
//! `abstain`, `size` of a group; `weight`, `total` of a weight list; `all`, `any`, `majority`,
//! `unanimity` of a group; `chair` of a member; `atleast(k, …)`.

use crate::ast::{Expr, ExprKind};
use crate::fault::{Fault, FaultKind};

/// What a rule's names can stand for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Entity {
    /// One member of the body.
    Member,
    /// A group of members; `ALL` is always one.
    Group,
    /// A list of weights.
    Weights,
    /// Another body, whose passing is asked for.
    Body,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Type {
    Truth,
    Number,
}

/// Each function with what its one argument must be and what it returns.
const FUNCTIONS: [(&str, Entity, Type); 11] = [
    ("yes", Entity::Group, Type::Number),
    ("no", Entity::Group, Type::Number),
    ("abstain", Entity::Group, Type::Number),
    ("size", Entity::Group, Type::Number),
    ("weight", Entity::Weights, Type::Number),
    ("total", Entity::Weights, Type::Number),
    ("all", Entity::Group, Type::Truth),
    ("any", Entity::Group, Type::Truth),
    ("majority", Entity::Group, Type::Truth),
    ("unanimity", Entity::Group, Type::Truth),
    ("chair", Entity::Member, Type::Truth),
];

/// Checks a rule: every name known and of the right kind, every number and truth value in place.
///
/// ```
/// use detente_expr::{parse, rule::{Entity, check}};
///
/// let (rule, _) = parse("2 * yes(ALL) > size(ALL) and poland");
/// let known = |name: &str| match name {
///     "ALL" => Some(Entity::Group),
///     "poland" => Some(Entity::Member),
///     _ => None,
/// };
/// assert!(check(&rule, &known).is_empty());
/// ```
pub fn check(rule: &Expr, lookup: &dyn Fn(&str) -> Option<Entity>) -> Vec<Fault> {
    let mut checker = Checker { lookup, faults: Vec::new() };
    checker.expect(rule, Type::Truth);
    checker.faults
}

struct Checker<'a> {
    lookup: &'a dyn Fn(&str) -> Option<Entity>,
    faults: Vec<Fault>,
}

impl Checker<'_> {
    fn expect(&mut self, expr: &Expr, wanted: Type) {
        let Some(found) = self.infer(expr) else {
            return;
        };
        if found != wanted {
            let (message, label) = match wanted {
                Type::Truth => ("a number stands where a condition is needed", "this is a number"),
                Type::Number => {
                    ("a condition stands where a number is needed", "this is true or false")
                }
            };
            self.faults.push(
                Fault::new(FaultKind::Type, expr.span.clone(), message, label)
                    .help("compare numbers, as in `yes(ALL) >= 3`, and join conditions"),
            );
        }
    }

    /// The type of an expression, or nothing where a fault has been reported already.
    fn infer(&mut self, expr: &Expr) -> Option<Type> {
        match &expr.kind {
            ExprKind::Int(_) => Some(Type::Number),
            ExprKind::Not(inner) => {
                self.expect(inner, Type::Truth);
                Some(Type::Truth)
            }
            ExprKind::And(items) | ExprKind::Or(items) => {
                items.iter().for_each(|item| self.expect(item, Type::Truth));
                Some(Type::Truth)
            }
            ExprKind::If(left, right) | ExprKind::Iff(left, right) => {
                self.expect(left, Type::Truth);
                self.expect(right, Type::Truth);
                Some(Type::Truth)
            }
            ExprKind::Compare(_, left, right) => {
                self.expect(left, Type::Number);
                self.expect(right, Type::Number);
                Some(Type::Truth)
            }
            ExprKind::Arith(_, left, right) => {
                self.expect(left, Type::Number);
                self.expect(right, Type::Number);
                Some(Type::Number)
            }
            ExprKind::Name(name) => {
                match (self.lookup)(name) {
                    Some(Entity::Member | Entity::Body) => Some(Type::Truth),
                    Some(Entity::Group | Entity::Weights) => {
                        self.faults.push(
                        Fault::new(
                            FaultKind::Type,
                            expr.span.clone(),
                            format!("`{name}` is a group or weight list, which does not vote by itself"),
                            "needs a function",
                        )
                        .help(format!("write for example `majority({name})` or `yes({name}) >= 1`")),
                    );
                        None
                    }
                    None => self.unknown(expr, name),
                }
            }
            ExprKind::Call { name, name_span, args } => self.call(expr, name, name_span, args),
            ExprKind::Broken => None,
        }
    }

    fn call(
        &mut self,
        expr: &Expr,
        name: &str,
        name_span: &std::ops::Range<usize>,
        args: &[Expr],
    ) -> Option<Type> {
        if name == "atleast" {
            match args {
                [count, items @ ..] if !items.is_empty() => {
                    self.expect(count, Type::Number);
                    items.iter().for_each(|item| self.expect(item, Type::Truth));
                }
                _ => self.faults.push(
                    Fault::new(
                        FaultKind::Function,
                        expr.span.clone(),
                        "`atleast` needs a number and then at least one condition",
                        "wrong arguments",
                    )
                    .help("write for example `atleast(2, poland, canada, india)`"),
                ),
            }
            return Some(Type::Truth);
        }
        let Some(&(_, wanted, returned)) = FUNCTIONS.iter().find(|(known, ..)| *known == name)
        else {
            self.faults.push(
                Fault::new(
                    FaultKind::Function,
                    name_span.clone(),
                    format!("unknown function `{name}`"),
                    "not a function of body rules",
                )
                .help("rules know yes, no, abstain, size, weight, total, all, any, majority, unanimity, chair, atleast"),
            );
            return None;
        };
        let [Expr { kind: ExprKind::Name(argument), .. }] = args else {
            self.faults.push(
                Fault::new(
                    FaultKind::Function,
                    expr.span.clone(),
                    format!("`{name}` needs one name in its parentheses"),
                    "wrong arguments",
                )
                .help(format!("write for example `{name}(ALL)`")),
            );
            return Some(returned);
        };
        match (self.lookup)(argument) {
            None => {
                self.unknown(&args[0], argument);
            }
            Some(found) if found != wanted => {
                let noun = match wanted {
                    Entity::Member => "a member",
                    Entity::Group => "a group",
                    Entity::Weights => "a weight list",
                    Entity::Body => "a body",
                };
                self.faults.push(Fault::new(
                    FaultKind::Function,
                    args[0].span.clone(),
                    format!("`{name}` needs {noun}, and `{argument}` is none"),
                    format!("not {noun}"),
                ));
            }
            Some(_) => {}
        }
        Some(returned)
    }

    fn unknown(&mut self, expr: &Expr, name: &str) -> Option<Type> {
        self.faults.push(Fault::new(
            FaultKind::UnknownName,
            expr.span.clone(),
            format!("unknown member, group or weight list `{name}`"),
            "this body has nothing of that name",
        ));
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse;

    fn check_rule(text: &str) -> Vec<(FaultKind, String)> {
        let (rule, faults) = parse(text);
        assert_eq!(faults, []);
        let lookup = |name: &str| match name {
            "ALL" | "S" => Some(Entity::Group),
            "pop" => Some(Entity::Weights),
            "india" => Some(Entity::Member),
            "chairs" => Some(Entity::Body),
            _ => None,
        };
        check(&rule, &lookup)
            .into_iter()
            .map(|fault| (fault.kind, text[fault.span].to_owned()))
            .collect()
    }

    #[test]
    fn the_rules_of_the_definitions_are_accepted() {
        for rule in [
            "2*yes(ALL) > size(ALL)",
            "all(ALL)",
            "yes(ALL) >= 3 and any(S)",
            "(20*yes(ALL) >= 11*size(ALL) and 100*weight(pop) >= 65*total(pop)) or yes(ALL) >= size(ALL) - 3",
            "majority(ALL) and chairs",
            "atleast(2, india, any(S), chair(india))",
        ] {
            assert_eq!(check_rule(rule), [], "{rule}");
        }
    }

    #[test]
    fn wrong_names_types_and_functions_are_reported_at_their_place() {
        let one = |text, kind, at: &str| assert_eq!(check_rule(text), [(kind, at.to_owned())]);
        one("yes(ALL)", FaultKind::Type, "yes(ALL)");
        one("india > 1", FaultKind::Type, "india");
        one("S", FaultKind::Type, "S");
        one("yes(canada) > 1", FaultKind::UnknownName, "canada");
        one("yes(pop) > 1", FaultKind::Function, "pop");
        one("quorum(ALL)", FaultKind::Function, "quorum");
        one("yes(ALL, S) > 1", FaultKind::Function, "yes(ALL, S)");
    }
}
