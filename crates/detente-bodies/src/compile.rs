//! From the text of a rule to its compact form.
//!
//! What lives here: the meaning of names, functions and arithmetic, and the order of voters. What
//! does not: the grammar and the checking of names and types, which is `detente-expr`'s.

use crate::body::{Body, Question, Tiers};
use crate::net::{Lit, Net, Number, Term};
use crate::order::{check_one, mentions, no_member, order, too_large};
use crate::rule::Rule;
use crate::value::{Value, bounded, merged, sorted, times};
use detente_expr::{Arith, Compare, Expr, ExprKind, Fault};
use std::collections::BTreeMap;

/// One fault of a rule, with the rule it is in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleFault {
    /// The further body whose rule is at fault; `None` for the rule given itself.
    pub tier: Option<String>,
    /// The fault; its span is in the text of that rule.
    pub fault: Fault,
}

impl Rule {
    /// Compiles a rule that names no further body.
    ///
    /// The language: a member's name holds if it says yes; `yes(G)`, `no(G)`, `abstain(G)`, `size(G)`
    /// count in a group; `weight(W)` is the weight of who says yes, `total(W)` of everybody; `all(G)`
    /// and `unanimity(G)`, `any(G)`, `majority(G)` (more than half of the group's members say yes),
    /// `atleast(k, …)`; `and`, `or`, `not`, `if`, `iff`, comparisons, `+`, `-`, `*`.
    ///
    /// `chair(M)` holds if M has the chair and says yes. It is the shorthand for a casting vote on
    /// equality: `2*yes(ALL) >= size(ALL) and (2*yes(ALL) > size(ALL) or chair(india))`.
    ///
    /// # Errors
    /// All faults of the rule: unknown names, wrong types and arguments, numbers out of range, a text
    /// that could not be read.
    pub fn compile(rule: &Expr, body: &Body) -> Result<Self, Vec<RuleFault>> {
        Self::compile_with(rule, body, &Tiers::new())
    }

    /// Compiles a rule that may name further bodies, each of which decides by its own rule.
    ///
    /// ```
    /// use detente_bodies::{Body, Rule, Tiers};
    ///
    /// let text = |text| detente_expr::parse(text).0;
    /// let chairs = Body::new(["london", "moscow"])?;
    /// let tiers = Tiers::new().with("chairs", chairs, text("all(ALL)"))?;
    /// let body = Body::new(["canada", "india", "poland"])?;
    /// let rule = Rule::compile_with(&text("majority(ALL) and chairs"), &body, &tiers)
    ///     .map_err(|faults| format!("{faults:?}"))?;
    /// assert_eq!(rule.voters(), ["canada", "india", "poland", "london", "moscow"]);
    /// assert!(rule.passes_mask(0b11_011));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// As [`Rule::compile`], for the rule and every further body it leads to; a circle of bodies; a
    /// name that is both a body and something of the body whose rule uses it.
    pub fn compile_with(rule: &Expr, body: &Body, tiers: &Tiers) -> Result<Self, Vec<RuleFault>> {
        Self::compile_question(&Question::new(rule.clone()), body, tiers)
    }

    /// Compiles the way a class of question is decided: the rule, with what happens of itself and at the
    /// request of single members.
    ///
    /// # Errors
    /// As [`Rule::compile_with`]; or a member at whose request the body acts is none of its members.
    pub fn compile_question(
        question: &Question,
        body: &Body,
        tiers: &Tiers,
    ) -> Result<Self, Vec<RuleFault>> {
        let rule = &question.rule;
        let mut faults = check_one(None, rule, body, tiers);
        for stranger in question.requests.iter().filter(|id| body.member(id).is_none()) {
            faults.push(RuleFault { tier: None, fault: no_member(rule, stranger) });
        }
        let order = order(rule, tiers, &mut faults);
        for name in &order {
            let (body, question) = &tiers.tiers[name.as_str()];
            faults.extend(check_one(Some(name), &question.rule, body, tiers));
        }
        if !faults.is_empty() {
            return Err(faults);
        }
        let mut compiler = Compiler::default();
        compiler.seats(body);
        // Bodies get their voters in the order of first mention and their rules innermost first.
        for name in mentions(rule, tiers) {
            compiler.seats(&tiers.tiers[name.as_str()].0);
        }
        for name in &order {
            let (body, question) = &tiers.tiers[name.as_str()];
            let lit = compiler.question(Some(name), question, body);
            compiler.tiers.insert(name.clone(), lit);
        }
        let root = compiler.question(None, question, body);
        if compiler.net.full && compiler.faults.is_empty() {
            let fault = too_large(rule, "the rule is too large to hold");
            compiler.faults.push(RuleFault { tier: None, fault });
        }
        if !compiler.faults.is_empty() {
            return Err(compiler.faults);
        }
        Ok(Self::from_net(compiler.voters, body.members().len(), compiler.net, root))
    }
}

struct Compiler {
    net: Net,
    voters: Vec<String>,
    places: BTreeMap<String, usize>,
    tiers: BTreeMap<String, Lit>,
    faults: Vec<RuleFault>,
}

impl Default for Compiler {
    fn default() -> Self {
        let (voters, places, tiers) = (vec![], BTreeMap::new(), BTreeMap::new());
        Self { net: Net::new(), voters, places, tiers, faults: vec![] }
    }
}

impl Compiler {
    fn seats(&mut self, body: &Body) {
        for member in body.members() {
            if !self.places.contains_key(member) {
                self.places.insert(member.clone(), self.voters.len());
                self.voters.push(member.clone());
            }
        }
    }

    fn question(&mut self, tier: Option<&String>, question: &Question, body: &Body) -> Lit {
        let seats = body.members().iter().map(|member| self.places[member]).collect();
        let against = question.by_default;
        let mut scope = Scope { compiler: self, tier, body, seats, against };
        let decided = scope.truth(&question.rule).flip_if(against);
        let places = question.requests.iter().filter_map(|id| self.places.get(id)).copied();
        let mut ways: Vec<usize> = places.collect();
        ways.dedup();
        let mut ways: Vec<Lit> = ways.into_iter().map(|voter| self.net.voter(voter)).collect();
        ways.push(decided);
        self.net.any(&ways)
    }
}

struct Scope<'a> {
    compiler: &'a mut Compiler,
    tier: Option<&'a String>,
    body: &'a Body,
    /// The voter each member is.
    seats: Vec<usize>,
    /// Whether those who say no must fulfil the rule: every yes and no in it changes places.
    against: bool,
}

/// What is counted.
#[derive(Clone, Copy)]
enum Says {
    Yes,
    No,
    Abstain,
}

impl Scope<'_> {
    fn fault(&mut self, fault: Fault) {
        self.compiler.faults.push(RuleFault { tier: self.tier.cloned(), fault });
    }

    fn truth(&mut self, expr: &Expr) -> Lit {
        match &expr.kind {
            ExprKind::Name(name) => match self.body.member(name) {
                Some(member) => self.consent(member),
                // The check has found the name among the further bodies.
                None => {
                    let acts = self.compiler.tiers.get(name).copied().unwrap_or(Lit::FALSE);
                    acts.flip_if(self.against)
                }
            },
            ExprKind::Not(inner) => self.truth(inner).flip(),
            ExprKind::And(items) => {
                let items: Vec<Lit> = items.iter().map(|item| self.truth(item)).collect();
                self.compiler.net.all(&items)
            }
            ExprKind::Or(items) => {
                let items: Vec<Lit> = items.iter().map(|item| self.truth(item)).collect();
                self.compiler.net.any(&items)
            }
            ExprKind::If(then, when) => {
                let either = [self.truth(then), self.truth(when).flip()];
                self.compiler.net.any(&either)
            }
            ExprKind::Iff(left, right) => {
                let (left, right) = (self.truth(left), self.truth(right));
                self.compiler.net.iff(left, right)
            }
            ExprKind::Compare(compare, left, right) => {
                let (left, right) = (self.number(left), self.number(right));
                self.compare(expr, *compare, left, right)
            }
            ExprKind::Call { name, args, .. } => self.call(name, args),
            ExprKind::Int(_) | ExprKind::Arith(..) | ExprKind::Broken => Lit::FALSE,
        }
    }

    fn compare(&mut self, expr: &Expr, compare: Compare, left: Value, right: Value) -> Lit {
        let difference = times(right, -1).and_then(|right| self.add(left, right));
        let Some(difference) = difference else { return self.out_of_range(expr) };
        let mut above = |margin| self.at_least(&difference, margin);
        match compare {
            Compare::AtLeast => above(0),
            Compare::Greater => above(1),
            Compare::Less => above(0).flip(),
            Compare::AtMost => above(1).flip(),
            Compare::Equal | Compare::NotEqual => {
                let both = [above(0), above(1).flip()];
                let equal = self.compiler.net.all(&both);
                equal.flip_if(compare == Compare::NotEqual)
            }
        }
    }

    fn out_of_range(&mut self, expr: &Expr) -> Lit {
        self.fault(too_large(expr, "the numbers of this comparison are beyond 2^120"));
        Lit::FALSE
    }

    fn at_least(&mut self, value: &Value, least: i128) -> Lit {
        match value {
            Value::Linear { constant, terms } => {
                self.compiler.net.atom(terms.clone(), least - constant)
            }
            Value::Other(number) => {
                let number = Box::new(number.clone());
                let margin = Box::new(Number::Constant(1 - least));
                self.compiler.net.positive(Number::Add(number, margin))
            }
        }
    }

    fn call(&mut self, name: &str, args: &[Expr]) -> Lit {
        if name == "atleast" {
            let [count, items @ ..] = args else { return Lit::FALSE };
            let items: Vec<Lit> = items.iter().map(|item| self.truth(item)).collect();
            return match self.number(count) {
                Value::Linear { constant, terms } if terms.is_empty() => {
                    self.compiler.net.gate(constant, items)
                }
                varying => self.at_least_varying(&varying, &items),
            };
        }
        let Some(ExprKind::Name(of)) = args.first().map(|arg| &arg.kind) else {
            return Lit::FALSE;
        };
        if name == "chair" {
            let chair = self.body.chair();
            return match self.body.member(of) {
                Some(member) if chair == Some(member) => self.consent(member),
                _ => Lit::FALSE,
            };
        }
        let group = self.body.group(of).unwrap_or_default();
        let size = group.len() as i128;
        let least = match name {
            "all" | "unanimity" => size,
            "any" => 1,
            _ => size / 2 + 1,
        };
        let (constant, terms) = self.count(&group, if self.against { Says::No } else { Says::Yes });
        self.compiler.net.atom(terms, least - constant)
    }

    /// *The member says yes*, or no where those against must fulfil the rule.
    fn consent(&mut self, member: usize) -> Lit {
        let (constant, terms) =
            self.count(&[member], if self.against { Says::No } else { Says::Yes });
        self.compiler.net.atom(terms, 1 - constant)
    }

    /// `atleast(k, …)` where k is no constant: for some number, k is no more and so many hold.
    fn at_least_varying(&mut self, count: &Value, items: &[Lit]) -> Lit {
        let mut cases = Vec::new();
        for most in 0..=items.len() as i128 {
            let few = self.at_least(count, most + 1).flip();
            let enough = self.compiler.net.gate(most, items.iter().copied());
            cases.push(self.compiler.net.all(&[few, enough]));
        }
        self.compiler.net.any(&cases)
    }

    /// How many of a group say this: a constant and terms.
    fn count(&self, group: &[usize], says: Says) -> (i128, Vec<Term>) {
        let (constant, yes, abstain) = match says {
            Says::Yes => (0, 1, 0),
            // Who says neither yes nor abstains says no.
            Says::No => (group.len() as i128, -1, -1),
            Says::Abstain => (0, 0, 1),
        };
        let seats = group.iter().map(|&member| self.seats[member] as u32);
        (constant, sorted(seats.map(|voter| Term { voter, yes, abstain }).collect()))
    }

    fn number(&mut self, expr: &Expr) -> Value {
        let constant = |constant| Value::Linear { constant, terms: vec![] };
        match &expr.kind {
            ExprKind::Int(value) => constant(i128::from(*value)),
            ExprKind::Arith(arith, left, right) => {
                let (left, right) = (self.number(left), self.number(right));
                let result = match arith {
                    Arith::Add => self.add(left, right),
                    Arith::Subtract => times(right, -1).and_then(|right| self.add(left, right)),
                    Arith::Multiply => self.multiply(left, right),
                };
                result.unwrap_or_else(|| {
                    self.out_of_range(expr);
                    constant(0)
                })
            }
            ExprKind::Call { name, args, .. } => {
                let Some(ExprKind::Name(of)) = args.first().map(|arg| &arg.kind) else {
                    return constant(0);
                };
                if let Some(weights) = self.body.weights(of) {
                    if name == "total" {
                        return constant(weights.iter().map(|weight| i128::from(*weight)).sum());
                    }
                    let seats = self.seats.iter().zip(weights);
                    let heavy = seats.filter(|(_, weight)| **weight != 0);
                    let term = |(&seat, &weight): (&usize, &i64)| {
                        let (voter, weight) = (seat as u32, i128::from(weight));
                        let (yes, abstain) =
                            if self.against { (-weight, -weight) } else { (weight, 0) };
                        Term { voter, yes, abstain }
                    };
                    let all: i128 = weights.iter().map(|weight| i128::from(*weight)).sum();
                    let constant = if self.against { all } else { 0 };
                    return Value::Linear { constant, terms: sorted(heavy.map(term).collect()) };
                }
                let group = self.body.group(of).unwrap_or_default();
                let (constant, terms) = match (name.as_str(), self.against) {
                    ("yes", false) | ("no", true) => self.count(&group, Says::Yes),
                    ("no", false) | ("yes", true) => self.count(&group, Says::No),
                    ("abstain", _) => self.count(&group, Says::Abstain),
                    _ => (group.len() as i128, vec![]),
                };
                Value::Linear { constant, terms }
            }
            _ => constant(0),
        }
    }

    fn add(&mut self, left: Value, right: Value) -> Option<Value> {
        match (left, right) {
            (
                Value::Linear { constant, terms },
                Value::Linear { constant: more, terms: others },
            ) => bounded(constant + more, merged(&terms, &others)),
            (left, right) => {
                let (left, right) = (Box::new(self.other(left)), Box::new(self.other(right)));
                Some(Value::Other(Number::Add(left, right)))
            }
        }
    }

    fn multiply(&mut self, left: Value, right: Value) -> Option<Value> {
        match (left, right) {
            (Value::Linear { constant: by, terms }, other) if terms.is_empty() => times(other, by),
            (other, Value::Linear { constant: by, terms }) if terms.is_empty() => times(other, by),
            (left, right) => {
                let (left, right) = (Box::new(self.other(left)), Box::new(self.other(right)));
                Some(Value::Other(Number::Multiply(left, right)))
            }
        }
    }

    /// A value as a number that need not be a sum.
    fn other(&mut self, value: Value) -> Number {
        match value {
            Value::Other(number) => number,
            Value::Linear { constant, terms } => {
                let sum = Box::new(Number::Sum(self.compiler.net.sum(terms)));
                Number::Add(Box::new(Number::Constant(constant)), sum)
            }
        }
    }
}
