//! The meaning of a condition over options: a formula of yes/no variables numbered 0 to 63.

use crate::ast::{Expr, ExprKind};
use crate::fault::{Fault, FaultKind};

/// A condition over options whose names have been looked up.
///
/// Bit `k` of a state is set when option `k` is taken. A formula can be evaluated on a whole state
/// or decided, where possible, on a state of which only some options are known.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Formula(Node);

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Node {
    Constant(bool),
    Option(u32),
    Not(Box<Node>),
    And(Vec<Node>),
    Or(Vec<Node>),
    Iff(Box<Node>, Box<Node>),
    /// The state is one of these, in ascending order.
    States(Vec<u64>),
    /// Between `least` and `most` of the items hold.
    Count {
        least: usize,
        most: usize,
        items: Vec<Node>,
    },
}

impl Formula {
    /// Returns the condition that always, or never, holds.
    pub fn constant(value: bool) -> Self {
        Self(Node::Constant(value))
    }

    /// Returns the condition that an option is taken.
    pub fn option(index: usize) -> Self {
        Self(Node::Option(index as u32 & 63))
    }

    /// Returns the opposite condition.
    #[must_use]
    pub fn negated(self) -> Self {
        Self(match self.0 {
            Node::Not(inner) => *inner,
            Node::Constant(value) => Node::Constant(!value),
            other => Node::Not(Box::new(other)),
        })
    }

    /// Returns the condition that all of the given ones hold.
    pub fn all(parts: impl IntoIterator<Item = Self>) -> Self {
        Self(Node::And(parts.into_iter().map(|part| part.0).collect()))
    }

    /// Returns the condition that the state is one of those listed.
    ///
    /// It is decided only by a whole state, and looked up in logarithmic time however long the list.
    pub fn states(mut states: Vec<u64>) -> Self {
        states.sort_unstable();
        states.dedup();
        Self(Node::States(states))
    }

    /// Gives a condition its meaning: `lookup` returns the number of the option of that name.
    ///
    /// Names that are not found, and numbers where a truth value is needed, become faults; the
    /// formula then holds the constant *false* in their place and should not be used.
    pub fn resolve(expr: &Expr, lookup: impl Fn(&str) -> Option<usize>) -> (Self, Vec<Fault>) {
        let mut faults = Vec::new();
        let node = Resolver { lookup: &lookup, faults: &mut faults }.node(expr);
        (Self(node), faults)
    }

    /// Evaluates the condition on a whole state.
    pub fn eval(&self, state: u64) -> bool {
        self.0.decide(u64::MAX, state).unwrap_or(false)
    }

    /// Decides the condition from the options in `known` alone, if they suffice.
    pub fn decide(&self, known: u64, state: u64) -> Option<bool> {
        self.0.decide(known, state)
    }

    /// Returns the options the condition mentions, as a bit set.
    pub fn options(&self) -> u64 {
        self.0.options()
    }
}

impl Node {
    fn decide(&self, known: u64, state: u64) -> Option<bool> {
        match self {
            Self::Constant(value) => Some(*value),
            Self::Option(index) => {
                let bit = 1u64 << index;
                (known & bit != 0).then_some(state & bit != 0)
            }
            Self::Not(inner) => inner.decide(known, state).map(|value| !value),
            Self::And(items) => Self::decide_list(items, known, state, false),
            Self::Or(items) => Self::decide_list(items, known, state, true),
            Self::Iff(left, right) => {
                Some(left.decide(known, state)? == right.decide(known, state)?)
            }
            Self::States(states) => {
                (known == u64::MAX).then(|| states.binary_search(&state).is_ok())
            }
            Self::Count { least, most, items } => {
                let (mut yes, mut open) = (0, 0);
                for item in items {
                    match item.decide(known, state) {
                        Some(true) => yes += 1,
                        Some(false) => {}
                        None => open += 1,
                    }
                }
                if yes > *most || yes + open < *least {
                    Some(false)
                } else if yes >= *least && yes + open <= *most {
                    Some(true)
                } else {
                    None
                }
            }
        }
    }

    /// A list is decided by any item with the value `decisive`, else by all items together.
    fn decide_list(items: &[Self], known: u64, state: u64, decisive: bool) -> Option<bool> {
        let mut open = false;
        for item in items {
            match item.decide(known, state) {
                Some(value) if value == decisive => return Some(decisive),
                Some(_) => {}
                None => open = true,
            }
        }
        (!open).then_some(!decisive)
    }

    fn options(&self) -> u64 {
        match self {
            Self::Constant(_) => 0,
            Self::States(_) => u64::MAX,
            Self::Option(index) => 1 << index,
            Self::Not(inner) => inner.options(),
            Self::Iff(left, right) => left.options() | right.options(),
            Self::And(items) | Self::Or(items) | Self::Count { items, .. } => {
                items.iter().fold(0, |bits, item| bits | item.options())
            }
        }
    }
}

struct Resolver<'a, L> {
    lookup: &'a L,
    faults: &'a mut Vec<Fault>,
}

impl<L: Fn(&str) -> Option<usize>> Resolver<'_, L> {
    fn node(&mut self, expr: &Expr) -> Node {
        match &expr.kind {
            ExprKind::Name(name) => match (self.lookup)(name) {
                Some(index) if index < 64 => Node::Option(index as u32),
                // The caller has refused the case already: it has too many options.
                Some(_) => Node::Constant(false),
                None => self.fault(Fault::new(
                    FaultKind::UnknownName,
                    expr.span.clone(),
                    format!("unknown option `{name}`"),
                    "no option has this name",
                )),
            },
            ExprKind::Not(inner) => Node::Not(Box::new(self.node(inner))),
            ExprKind::And(items) => Node::And(self.nodes(items)),
            ExprKind::Or(items) => Node::Or(self.nodes(items)),
            ExprKind::If(then, when) => {
                let when = Node::Not(Box::new(self.node(when)));
                Node::Or(vec![when, self.node(then)])
            }
            ExprKind::Iff(left, right) => {
                Node::Iff(Box::new(self.node(left)), Box::new(self.node(right)))
            }
            ExprKind::Call { name, name_span, args } => {
                let fault = match (name.as_str(), args.as_slice()) {
                    (
                        "atleast" | "atmost" | "exactly",
                        [Expr { kind: ExprKind::Int(count), .. }, items @ ..],
                    ) if !items.is_empty() => {
                        let count = usize::try_from(*count).unwrap_or(0);
                        let (least, most) = match name.as_str() {
                            "atleast" => (count, usize::MAX),
                            "atmost" => (0, count),
                            _ => (count, count),
                        };
                        return Node::Count { least, most, items: self.nodes(items) };
                    }
                    ("atleast" | "atmost" | "exactly", _) => Fault::new(
                        FaultKind::Function,
                        expr.span.clone(),
                        format!("`{name}` needs a number and then at least one condition"),
                        "wrong arguments",
                    )
                    .help(format!("write for example `{name}(1, a, b)`")),
                    _ => Fault::new(
                        FaultKind::Function,
                        name_span.clone(),
                        format!("unknown function `{name}`"),
                        "not a function of conditions over options",
                    )
                    .help("conditions over options know `atleast`, `atmost` and `exactly`"),
                };
                self.fault(fault)
            }
            ExprKind::Int(_) | ExprKind::Compare(..) | ExprKind::Arith(..) => self.fault(
                Fault::new(
                    FaultKind::Type,
                    expr.span.clone(),
                    "numbers have no place in a condition over options",
                    "a number or comparison",
                )
                .help("to count options use `atleast(2, a, b, c)`, `atmost` or `exactly`"),
            ),
            ExprKind::Broken => Node::Constant(false),
        }
    }

    fn nodes(&mut self, items: &[Expr]) -> Vec<Node> {
        items.iter().map(|item| self.node(item)).collect()
    }

    fn fault(&mut self, fault: Fault) -> Node {
        self.faults.push(fault);
        Node::Constant(false)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse;

    fn formula(text: &str) -> Formula {
        let (expr, faults) = parse(text);
        assert_eq!(faults, []);
        let lookup = |name: &str| ["a", "b", "c"].iter().position(|known| *known == name);
        let (formula, faults) = Formula::resolve(&expr, lookup);
        assert_eq!(faults, []);
        formula
    }

    /// The states, by number, of three options in which the condition holds.
    #[track_caller]
    fn check(text: &str, expect: &[u64]) {
        let formula = formula(text);
        let holds: Vec<u64> = (0..8).filter(|&state| formula.eval(state)).collect();
        assert_eq!(holds, expect, "{text}");
    }

    #[test]
    fn truth_tables() {
        check("a", &[1, 3, 5, 7]);
        check("not a", &[0, 2, 4, 6]);
        check("a if b", &[0, 1, 3, 4, 5, 7]);
        check("a iff b", &[0, 3, 4, 7]);
        check("a and b or c", &[3, 4, 5, 6, 7]);
        check("atleast(2, a, b, c)", &[3, 5, 6, 7]);
        check("atmost(1, a, b, c)", &[0, 1, 2, 4]);
        check("exactly(2, a, b, c)", &[3, 5, 6]);
    }

    #[test]
    fn deciding_on_part_agrees_with_every_completion() {
        for text in
            ["a if b", "a iff b", "not (a and c) or b", "atleast(2, a, b, c)", "exactly(1, a, b)"]
        {
            let formula = formula(text);
            for known in 0..8u64 {
                for state in 0..8u64 {
                    let completions = (0..8).filter(|other| other & known == state & known);
                    let values: Vec<bool> = completions.map(|other| formula.eval(other)).collect();
                    if let Some(value) = formula.decide(known, state) {
                        assert!(
                            values.iter().all(|&other| other == value),
                            "{text} {known} {state}"
                        );
                    }
                }
            }
        }
    }

    #[test]
    fn unknown_names_and_numbers_are_faults() {
        for (text, kind, at) in [
            ("a and blockade", FaultKind::UnknownName, "blockade"),
            ("a > 1", FaultKind::Type, "a > 1"),
            ("yes(a)", FaultKind::Function, "yes"),
            ("atleast(a, b)", FaultKind::Function, "atleast(a, b)"),
        ] {
            let (expr, _) = parse(text);
            let (_, faults) = Formula::resolve(&expr, |name| (name == "a").then_some(0));
            assert_eq!(faults.len(), 1, "{text}");
            assert_eq!((faults[0].kind, &text[faults[0].span.clone()]), (kind, at));
        }
    }
}
