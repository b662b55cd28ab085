//! Reading `.efg`: nodes come before their children, and a stack of open nodes takes the place of calls.

use super::lexer::{EfgError, Lexer, Word};
use super::{Game, Names, SetNames};
use crate::tree::{Builder, Fraction, Odds, Payoffs};
use num_traits::{One, Signed, Zero};
use std::collections::HashMap;

/// The most bits of a sum of numbers; without a limit the sums could grow with every node.
const MAX_BITS: u64 = 1024;
/// The most numbers of all sums of payoffs along paths.
const MAX_SUMS: usize = 1 << 22;

/// Reads a game.
///
/// # Errors
/// If the text is not in the format: where, and what should be there. Also for numbers of more than 300
/// characters, exponents beyond 300, and sums of more than 1024 bits.
///
/// ```
/// use detente_plans::tree::efg;
///
/// let text = r#"EFG 2 R "Entry" { "Entrant" "Incumbent" } ""
/// p "" 1 1 "" { "out" "in" } 0
/// t "" 1 "out" { 0 2 }
/// p "" 2 1 "" { "fight" "deal" } 0
/// t "" 2 "fight" { -1, -1 }
/// t "" 3 "deal" { 1/2, 1 }"#;
/// let game = efg::read(text).unwrap();
/// assert_eq!(game.tree.len(), 5);
/// assert_eq!(efg::read("EFG 2 X").unwrap_err().to_string(),
///     "line 1, column 7: expected R or D, found \"X\"");
/// ```
pub fn read(text: &str) -> Result<Game, EfgError> {
    let mut lexer = Lexer::new(text);
    for expected in ["EFG", "2"] {
        match lexer.take()? {
            (Word::Plain(word), _) if word == expected => {}
            (_, at) => return Err(lexer.error(at, expected)),
        }
    }
    match lexer.take()? {
        (Word::Plain("R" | "D"), _) => {}
        (_, at) => return Err(lexer.error(at, "R or D")),
    }
    let title = lexer.string("the title in quotes")?.into_owned();
    lexer.open("{ and the names of the parties")?;
    let mut parties = Vec::new();
    while !lexer.closes()? {
        parties.push(lexer.string("the name of a party in quotes or }")?.into_owned());
    }
    let comment = lexer.maybe_string()?.map_or_else(String::new, Into::into);
    Reader::new(lexer, parties).read(title, comment)
}

/// An outcome as the text numbers it.
struct Told {
    name: String,
    payoffs: Vec<Fraction>,
}

struct Reader<'a> {
    lexer: Lexer<'a>,
    parties: Vec<String>,
    builder: Builder,
    sets: Vec<SetNames>,
    set_of: HashMap<(u64, u64), usize>,
    chances: Vec<SetNames>,
    odds: Vec<Vec<Odds>>,
    chance_of: HashMap<u64, usize>,
    /// The first node of each set of chance.
    first_of: Vec<usize>,
    told: Vec<Told>,
    told_of: HashMap<u64, usize>,
    /// What paths add up to: the payoffs and the last outcome's place in `told`. The first is nothing.
    sums: Vec<(Vec<Fraction>, Option<usize>)>,
    sum_of: HashMap<(usize, usize), usize>,
    /// The tree's outcome of each sum that ends it.
    outcome_of: HashMap<usize, usize>,
    ends: Vec<usize>,
}

impl<'a> Reader<'a> {
    fn new(lexer: Lexer<'a>, parties: Vec<String>) -> Self {
        let nothing = vec![Fraction::zero(); parties.len()];
        Self {
            lexer,
            // How many outcomes there are is known at the end, and they are counted here.
            builder: Builder::new(parties.len(), usize::MAX),
            parties,
            sets: Vec::new(),
            set_of: HashMap::new(),
            chances: Vec::new(),
            odds: Vec::new(),
            chance_of: HashMap::new(),
            first_of: Vec::new(),
            told: Vec::new(),
            told_of: HashMap::new(),
            sums: vec![(nothing, None)],
            sum_of: HashMap::new(),
            outcome_of: HashMap::new(),
            ends: Vec::new(),
        }
    }

    fn read(mut self, title: String, comment: String) -> Result<Game, EfgError> {
        let mut names: Vec<Box<str>> = Vec::new();
        let mut chance_of: Vec<u32> = Vec::new();
        // Open nodes: the node, how many children are to come, what the path adds up to.
        let mut open: Vec<(usize, usize, usize)> = Vec::new();
        let mut first = true;
        while first || !open.is_empty() {
            first = false;
            let sum = open.last().map_or(0, |&(_, _, sum)| sum);
            let (kind, at) = self.lexer.take()?;
            let Word::Plain(kind @ ("p" | "c" | "t")) = kind else {
                return Err(self.lexer.error(at, "a node: p, c or t"));
            };
            let name = self.lexer.string("the name of the node in quotes")?;
            let mut chance = u32::MAX;
            let (node, children, sum) = match kind {
                "t" => {
                    let sum = self.outcome(sum)?;
                    let next = self.ends.len();
                    let outcome = *self.outcome_of.entry(sum).or_insert(next);
                    if outcome == next {
                        self.ends.push(sum);
                    }
                    (self.builder.outcome(outcome), 0, sum)
                }
                "c" => {
                    let place = self.chance()?;
                    chance = place as u32;
                    // A set is told once and met often; only the first time costs its length.
                    let node = match self.first_of.get(place) {
                        Some(&like) => self.builder.chance_like(like),
                        None => {
                            let node = self.builder.chance(&self.odds[place]);
                            self.first_of.push(node);
                            node
                        }
                    };
                    (node, self.odds[place].len(), self.outcome(sum)?)
                }
                _ => {
                    let (party, set) = self.set()?;
                    let actions = self.sets[set].actions.len();
                    (self.builder.decision(party, set, actions), actions, self.outcome(sum)?)
                }
            };
            match open.last_mut() {
                Some((above, left, _)) => {
                    self.builder.link(*above, node);
                    *left -= 1;
                }
                None => self.builder.root(node),
            }
            open.push((node, children, sum));
            while open.last().is_some_and(|&(_, left, _)| left == 0) {
                open.pop();
            }
            names.push(name.into());
            chance_of.push(chance);
        }
        self.finish(title, comment, names, &chance_of)
    }

    fn finish(
        mut self,
        title: String,
        comment: String,
        mut names: Vec<Box<str>>,
        chance_of: &[u32],
    ) -> Result<Game, EfgError> {
        let at = 0;
        let fault = |error: String| self.lexer.error(at, format!("a tree ({error})"));
        self.builder.outcomes = self.ends.len();
        let (tree, places) =
            self.builder.build_with_places().map_err(|error| fault(error.to_string()))?;
        let mut nodes = vec![Box::default(); names.len()];
        let mut chances = vec![u32::MAX; names.len()];
        for (node, name) in names.iter_mut().enumerate() {
            nodes[places[node] as usize] = std::mem::take(name);
            chances[places[node] as usize] = chance_of[node];
        }
        let name = |&sum: &usize| {
            let last = self.sums[sum].1;
            last.map_or_else(String::new, |told: usize| self.told[told].name.clone())
        };
        let outcomes = self.ends.iter().map(name).collect();
        let lists = self.ends.iter().map(|&sum| std::mem::take(&mut self.sums[sum].0)).collect();
        let payoffs = Payoffs::new(self.parties.len(), lists)
            .map_err(|error| fault(format!("payoffs {error:?}")))?;
        let names = Names {
            title,
            comment,
            parties: self.parties,
            outcomes,
            nodes,
            sets: self.sets,
            chances: self.chances,
            chance_of: chances,
        };
        Ok(Game { tree, payoffs, names })
    }

    /// Whether braces are next.
    fn braces(&mut self) -> Result<bool, EfgError> {
        Ok(*self.lexer.peek()?.0 == Word::Open)
    }

    /// Reads party, information set and actions of a decision.
    fn set(&mut self) -> Result<(usize, usize), EfgError> {
        let count = self.parties.len() as u64;
        let expected = format!("the number of a party from 1 to {count}");
        let (party, at) = self.lexer.whole(&expected)?;
        if party == 0 || party > count {
            return Err(self.lexer.error(at, expected));
        }
        let (number, _) = self.lexer.whole("the number of an information set")?;
        let name = self.lexer.maybe_string()?;
        let known = self.set_of.get(&(party, number)).copied();
        if known.is_some() && !self.braces()? {
            return Ok((party as usize - 1, known.unwrap_or_default()));
        }
        let at = self.lexer.peek()?.1;
        self.lexer.open("{ and the names of the actions")?;
        let mut actions = Vec::new();
        while !self.lexer.closes()? {
            actions.push(self.lexer.string("the name of an action in quotes or }")?.into_owned());
        }
        if actions.is_empty() {
            return Err(self.lexer.error(at, "at least one action"));
        }
        let place = known.unwrap_or(self.sets.len());
        if let Some(known) = self.sets.get(place) {
            if known.actions != actions {
                return Err(self.lexer.error(at, "the same actions as before in this set"));
            }
        } else {
            let name = name.map_or_else(String::new, Into::into);
            self.set_of.insert((party, number), place);
            self.sets.push(SetNames { number, name, actions });
        }
        Ok((party as usize - 1, place))
    }

    /// Reads the results of a chance node.
    fn chance(&mut self) -> Result<usize, EfgError> {
        let (number, _) = self.lexer.whole("the number of an information set of chance")?;
        let name = self.lexer.maybe_string()?;
        let known = self.chance_of.get(&number).copied();
        if let Some(place) = known
            && !self.braces()?
        {
            return Ok(place);
        }
        let at = self.lexer.peek()?.1;
        self.lexer.open("{ and the results with their probabilities")?;
        let (mut actions, mut odds) = (Vec::new(), Vec::new());
        let mut sum = Fraction::zero();
        while !self.lexer.closes()? {
            actions.push(self.lexer.string("the name of a result in quotes or }")?.into_owned());
            let expected = "a probability from 0 to 1";
            let (chance, at) = self.lexer.number(expected)?;
            if chance.is_negative() || chance > Fraction::one() {
                return Err(self.lexer.error(at, expected));
            }
            sum += &chance;
            if sum.denom().bits() > MAX_BITS {
                return Err(self.lexer.error(at, "probabilities whose sum is a shorter number"));
            }
            odds.push(Odds::Exact(chance));
        }
        if actions.is_empty() {
            return Err(self.lexer.error(at, "at least one result"));
        }
        if !sum.is_one() {
            let expected = "probabilities that add up to exactly 1";
            let told = if sum.denom().bits() > 64 { String::new() } else { format!(", not {sum}") };
            return Err(self.lexer.error(at, format!("{expected}{told}")));
        }
        let place = known.unwrap_or(self.chances.len());
        if let Some(known) = self.chances.get(place) {
            if known.actions != actions || self.odds[place] != odds {
                return Err(self.lexer.error(at, "the same results as before in this set"));
            }
        } else {
            let name = name.map_or_else(String::new, Into::into);
            self.chance_of.insert(number, place);
            self.chances.push(SetNames { number, name, actions });
            self.odds.push(odds);
        }
        Ok(place)
    }

    /// Reads an outcome, and returns what the path adds up to with it.
    fn outcome(&mut self, sum: usize) -> Result<usize, EfgError> {
        let (number, at) = self.lexer.whole("the number of an outcome")?;
        let name = self.lexer.maybe_string()?;
        let known = self.told_of.get(&number).copied();
        let told = if self.braces()? || (known.is_none() && number != 0) {
            let begin = self.lexer.peek()?.1;
            self.lexer.open("{ and a payoff for each party")?;
            let mut payoffs = Vec::with_capacity(self.parties.len());
            for _ in 0..self.parties.len() {
                payoffs.push(self.lexer.number("a payoff for each party")?.0);
            }
            if !self.lexer.closes()? {
                let at = self.lexer.peek()?.1;
                return Err(self.lexer.error(at, "} after a payoff for each party"));
            }
            if number == 0 {
                return Err(self.lexer.error(at, "the number of an outcome with payoffs, not 0"));
            }
            let place = known.unwrap_or(self.told.len());
            if let Some(known) = self.told.get(place) {
                if known.payoffs != payoffs {
                    return Err(self.lexer.error(begin, "the same payoffs as before"));
                }
            } else {
                let name = name.map_or_else(String::new, Into::into);
                self.told_of.insert(number, place);
                self.told.push(Told { name, payoffs });
            }
            place
        } else {
            match known {
                Some(place) => place,
                None => return Ok(sum),
            }
        };
        if let Some(&known) = self.sum_of.get(&(sum, told)) {
            return Ok(known);
        }
        if (self.sums.len() + 1) * self.parties.len() > MAX_SUMS {
            return Err(self.lexer.error(at, "fewer different sums of payoffs along paths"));
        }
        let pairs = self.sums[sum].0.iter().zip(&self.told[told].payoffs);
        let payoffs: Vec<Fraction> = pairs.map(|(left, right)| left + right).collect();
        let long = |value: &Fraction| value.denom().bits().max(value.numer().bits()) > MAX_BITS * 2;
        if payoffs.iter().any(long) {
            return Err(self
                .lexer
                .error(at, "payoffs whose sum along the path is a shorter number"));
        }
        self.sums.push((payoffs, Some(told)));
        self.sum_of.insert((sum, told), self.sums.len() - 1);
        Ok(self.sums.len() - 1)
    }
}
