//! The compact form of a rule: sums over the votes, thresholds on them, and gates.
//!
//! What lives here: sharing of equal parts and folding of constants. What does not: names, and how a
//! text becomes such a form.

use std::collections::BTreeMap;
use std::sync::Arc;

/// The largest number of terms, gates and inputs of gates a rule may hold together.
pub const MAX_TERMS: usize = 1 << 22;

/// Sums stay within this, so that adding two of them cannot overflow.
pub(crate) const MOST: i128 = 1 << 120;

/// A node or its negation: twice the number of the node, plus one if negated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Lit(u32);

impl Lit {
    pub(crate) const TRUE: Self = Self(0);
    pub(crate) const FALSE: Self = Self(1);

    fn of(node: usize) -> Self {
        Self((node as u32) << 1)
    }

    pub(crate) fn node(self) -> usize {
        (self.0 >> 1) as usize
    }

    pub(crate) fn negated(self) -> bool {
        self.0 & 1 == 1
    }

    pub(crate) fn flip(self) -> Self {
        Self(self.0 ^ 1)
    }

    pub(crate) fn flip_if(self, flip: bool) -> Self {
        Self(self.0 ^ u32::from(flip))
    }
}

/// What a voter adds to a sum by a yes and by an abstention; a no adds nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Term {
    pub(crate) voter: u32,
    pub(crate) yes: i128,
    pub(crate) abstain: i128,
}

/// Terms in ascending order of voters.
pub(crate) type Sum = Arc<Vec<Term>>;

/// A number made from sums by more than adding.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Number {
    Constant(i128),
    Sum(usize),
    Add(Box<Number>, Box<Number>),
    Multiply(Box<Number>, Box<Number>),
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Node {
    True,
    /// The sum is at least this.
    Atom {
        sum: usize,
        least: i128,
    },
    /// At least so many of these hold.
    Gate {
        least: usize,
        of: Vec<Lit>,
    },
    Iff(Lit, Lit),
    /// The number is above zero.
    Positive(Number),
}

/// A rule under construction: nodes come after what they are made of.
#[derive(Clone, Debug)]
pub(crate) struct Net {
    pub(crate) sums: Vec<Sum>,
    pub(crate) nodes: Vec<Node>,
    sum_ids: BTreeMap<Sum, usize>,
    node_ids: BTreeMap<Node, usize>,
    terms: usize,
    /// Set when the rule outgrew [`MAX_TERMS`]; what is added after that has no meaning.
    pub(crate) full: bool,
}

impl Net {
    pub(crate) fn new() -> Self {
        let nodes = vec![Node::True];
        let (sum_ids, node_ids) = (BTreeMap::new(), BTreeMap::from([(Node::True, 0)]));
        Self { sums: vec![], nodes, sum_ids, node_ids, terms: 0, full: false }
    }

    fn node(&mut self, node: Node, room: usize) -> Lit {
        if let Some(&known) = self.node_ids.get(&node) {
            return Lit::of(known);
        }
        self.terms = self.terms.saturating_add(room);
        if self.terms > MAX_TERMS {
            self.full = true;
            return Lit::TRUE;
        }
        let id = self.nodes.len();
        self.node_ids.insert(node.clone(), id);
        self.nodes.push(node);
        Lit::of(id)
    }

    pub(crate) fn sum(&mut self, terms: Vec<Term>) -> usize {
        let terms = Arc::new(terms);
        if let Some(&known) = self.sum_ids.get(&terms) {
            return known;
        }
        self.terms = self.terms.saturating_add(terms.len());
        if self.terms > MAX_TERMS {
            self.full = true;
            return 0;
        }
        let id = self.sums.len();
        self.sum_ids.insert(Arc::clone(&terms), id);
        self.sums.push(terms);
        id
    }

    /// Adds *terms sum to at least `least`*. The terms ascend, none is zero, and their magnitudes
    /// together with `least` stay below [`MOST`].
    pub(crate) fn atom(&mut self, mut terms: Vec<Term>, mut least: i128) -> Lit {
        let (mut low, mut high, mut divisor) = (0, 0, 0);
        for term in &terms {
            low += term.yes.min(term.abstain).min(0);
            high += term.yes.max(term.abstain).max(0);
            divisor = gcd(gcd(divisor, term.yes), term.abstain);
        }
        if low >= least {
            return Lit::TRUE;
        }
        if high < least {
            return Lit::FALSE;
        }
        // One sign for a sum and its opposite, so that `>=` and `<` share it.
        let lead = terms.iter().find_map(|t| [t.yes, t.abstain].into_iter().find(|v| *v != 0));
        let flip = lead.is_some_and(|value| value < 0);
        if flip {
            // -s >= q is not(s >= 1 - q).
            divisor = -divisor;
            least = 1 - least;
        }
        for term in &mut terms {
            term.yes /= divisor;
            term.abstain /= divisor;
        }
        let (divisor, down) = (divisor.abs(), least.div_euclid(divisor.abs()));
        let least = if down * divisor == least { down } else { down + 1 };
        let sum = self.sum(terms);
        self.node(Node::Atom { sum, least }, 1).flip_if(flip)
    }

    /// Adds *the voter says yes*.
    pub(crate) fn voter(&mut self, voter: usize) -> Lit {
        self.atom(vec![Term { voter: voter as u32, yes: 1, abstain: 0 }], 1)
    }

    /// Adds *at least so many of these hold*.
    pub(crate) fn gate(&mut self, mut least: i128, of: impl IntoIterator<Item = Lit>) -> Lit {
        let mut inputs = Vec::new();
        for lit in of {
            match lit {
                Lit::TRUE => least -= 1,
                Lit::FALSE => {}
                lit => inputs.push(lit),
            }
        }
        inputs.sort_unstable();
        if least == 1 || least == inputs.len() as i128 {
            // Where one or all are needed, a second mention of one adds nothing.
            let all = least != 1;
            inputs.dedup();
            if inputs.windows(2).any(|pair| pair[0].flip() == pair[1]) {
                return Lit::TRUE.flip_if(all);
            }
            self.join(&mut inputs, all);
            least = if all { inputs.len() as i128 } else { 1 };
        }
        if least <= 0 {
            return Lit::TRUE;
        }
        if least > inputs.len() as i128 {
            return Lit::FALSE;
        }
        if let [only] = inputs[..] {
            return only;
        }
        // What is fulfilled unless enough of these hold is written without negation inside, so that a
        // rule of those against shows that it is monotone.
        if inputs.iter().all(|lit| lit.negated()) {
            let flipped: Vec<Lit> = inputs.iter().map(|lit| lit.flip()).collect();
            let most = flipped.len() as i128 - least;
            return self.gate(most + 1, flipped).flip();
        }
        let room = 1 + inputs.len();
        self.node(Node::Gate { least: least as usize, of: inputs }, room)
    }

    /// Joins inputs of a gate that needs one or all of them: thresholds on one sum to the weakest or the
    /// strongest, counts of different voters that need one or all of these to one count.
    fn join(&mut self, inputs: &mut Vec<Lit>, all: bool) {
        if inputs.len() < 2 {
            return;
        }
        let mut limits: BTreeMap<usize, i128> = BTreeMap::new();
        let mut units: Vec<u32> = Vec::new();
        let mut rest = Vec::with_capacity(inputs.len());
        for &lit in inputs.iter() {
            let Node::Atom { sum, least } = self.nodes[lit.node()] else {
                rest.push(lit);
                continue;
            };
            if lit.negated() {
                rest.push(lit);
                continue;
            }
            let terms = &self.sums[sum];
            let plain = terms.iter().all(|term| term.yes == 1 && term.abstain == 0);
            let needs = if all { terms.len() as i128 } else { 1 };
            if plain && least == needs {
                units.extend(terms.iter().map(|term| term.voter));
                continue;
            }
            let limit = limits.entry(sum).or_insert(least);
            *limit = if all { (*limit).max(least) } else { (*limit).min(least) };
        }
        for (sum, least) in limits {
            rest.push(self.node(Node::Atom { sum, least }, 1));
        }
        units.sort_unstable();
        units.dedup();
        if !units.is_empty() {
            let least = if all { units.len() as i128 } else { 1 };
            let terms = units.into_iter().map(|voter| Term { voter, yes: 1, abstain: 0 });
            rest.push(self.atom(terms.collect(), least));
        }
        rest.sort_unstable();
        rest.dedup();
        *inputs = rest;
    }

    pub(crate) fn all(&mut self, of: &[Lit]) -> Lit {
        self.gate(of.len() as i128, of.iter().copied())
    }

    pub(crate) fn any(&mut self, of: &[Lit]) -> Lit {
        self.gate(1, of.iter().copied())
    }

    pub(crate) fn iff(&mut self, left: Lit, right: Lit) -> Lit {
        let flip = left.negated() != right.negated();
        let (left, right) = (left.flip_if(left.negated()), right.flip_if(right.negated()));
        if left == right {
            return Lit::TRUE.flip_if(flip);
        }
        if left == Lit::TRUE || right == Lit::TRUE {
            return left.max(right).flip_if(flip);
        }
        self.node(Node::Iff(left.min(right), left.max(right)), 1).flip_if(flip)
    }

    pub(crate) fn positive(&mut self, number: Number) -> Lit {
        self.node(Node::Positive(number), 4)
    }

    /// Copies the parts of a rule in and returns what its literal has become.
    pub(crate) fn import(&mut self, sums: &[Sum], nodes: &[Node], root: Lit) -> Lit {
        let sums: Vec<usize> = sums.iter().map(|sum| self.sum(sum.to_vec())).collect();
        let number = |number: &Number| renumber(number, &|sum| Number::Sum(sums[sum]));
        let mut atom = |net: &mut Self, sum: usize, least: i128| {
            net.node(Node::Atom { sum: sums[sum], least }, 1)
        };
        self.copy(nodes, root, &mut atom, &number)
    }

    /// Copies the parts of a rule in with every yes and no changed for the other.
    pub(crate) fn turned(&mut self, sums: &[Sum], nodes: &[Node], root: Lit) -> Lit {
        // What a no adds is now what a yes added: a constant, and terms that take it away.
        let turn = |sum: &Sum| -> (i128, Vec<Term>) {
            let terms = sum.iter().map(|term| Term {
                voter: term.voter,
                yes: -term.yes,
                abstain: term.abstain - term.yes,
            });
            let terms = terms.filter(|term| term.yes != 0 || term.abstain != 0).collect();
            (sum.iter().map(|term| term.yes).sum(), terms)
        };
        let turned: Vec<(i128, Vec<Term>)> = sums.iter().map(turn).collect();
        let named = nodes.iter().any(|node| matches!(node, Node::Positive(_)));
        let ids: Vec<usize> = if named {
            turned.iter().map(|(_, terms)| self.sum(terms.clone())).collect()
        } else {
            Vec::new()
        };
        let number = |number: &Number| {
            renumber(number, &|sum| {
                let constant = Box::new(Number::Constant(turned[sum].0));
                Number::Add(constant, Box::new(Number::Sum(ids[sum])))
            })
        };
        let mut atom = |net: &mut Self, sum: usize, least: i128| {
            let (constant, terms) = &turned[sum];
            net.atom(terms.clone(), least - constant)
        };
        self.copy(nodes, root, &mut atom, &number)
    }

    fn copy(
        &mut self,
        nodes: &[Node],
        root: Lit,
        atom: &mut dyn FnMut(&mut Self, usize, i128) -> Lit,
        number: &dyn Fn(&Number) -> Number,
    ) -> Lit {
        let mut map: Vec<Lit> = Vec::with_capacity(nodes.len());
        for node in nodes {
            let at = |lit: Lit| map[lit.node()].flip_if(lit.negated());
            let lit = match node {
                Node::True => Lit::TRUE,
                &Node::Atom { sum, least } => atom(self, sum, least),
                Node::Gate { least, of } => {
                    let of: Vec<Lit> = of.iter().map(|lit| at(*lit)).collect();
                    self.gate(*least as i128, of)
                }
                &Node::Iff(left, right) => {
                    let (left, right) = (at(left), at(right));
                    self.iff(left, right)
                }
                Node::Positive(of) => self.positive(number(of)),
            };
            map.push(lit);
        }
        map[root.node()].flip_if(root.negated())
    }
}

fn renumber(number: &Number, sum: &dyn Fn(usize) -> Number) -> Number {
    let again = |number: &Number| Box::new(renumber(number, sum));
    match number {
        &Number::Constant(value) => Number::Constant(value),
        &Number::Sum(of) => sum(of),
        Number::Add(left, right) => Number::Add(again(left), again(right)),
        Number::Multiply(left, right) => Number::Multiply(again(left), again(right)),
    }
}

impl Number {
    /// The value, kept within the range of `i128`.
    pub(crate) fn value(&self, sums: &dyn Fn(usize) -> i128) -> i128 {
        match self {
            &Self::Constant(value) => value,
            &Self::Sum(sum) => sums(sum),
            Self::Add(left, right) => left.value(sums).saturating_add(right.value(sums)),
            Self::Multiply(left, right) => left.value(sums).saturating_mul(right.value(sums)),
        }
    }
}

pub(crate) fn gcd(a: i128, b: i128) -> i128 {
    let (mut a, mut b) = (a.abs(), b.abs());
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a
}
