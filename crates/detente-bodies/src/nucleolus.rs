//! The core and the nucleolus of a simple game: how a prize would be shared that a winning set gets.
//!
//! What lives here: an exact linear programme over fractions, solved as often as it takes to fix every
//! share. What does not: the rule, of which only whether a set wins is asked.

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{One, Zero};

/// The most members: every set of them is looked at.
pub const MAX_MEMBERS: usize = 14;

/// Returns the members that no winning set does without, if there are winning sets: the veto players.
///
/// The core of a simple game is the ways to share the prize among them; without any it is empty
/// (Shapley 1962).
pub fn veto_players(members: usize, wins: &dyn Fn(u64) -> bool) -> Vec<usize> {
    let all = everybody(members);
    if !wins(all) {
        return Vec::new();
    }
    (0..members).filter(|member| !wins(all & !(1 << member))).collect()
}

/// Returns the nucleolus: the one way to share a prize of 1 that makes the worst complaint of any set
/// smallest, then the next worst, and so on (Schmeidler, "The nucleolus of a characteristic function
/// game", *SIAM Journal on Applied Mathematics* 17, 1969). The complaint of a set is what it could get,
/// 1 if it wins and 0 if not, less what its members are given. No member gets less than it could get
/// alone.
///
/// Nothing if there are more than [`MAX_MEMBERS`], nobody, if the set of all loses, or if there is no
/// such way, which takes two members that win alone.
///
/// ```
/// use detente_bodies::nucleolus::nucleolus;
///
/// // The apex game: one with any other, or all others.
/// let apex = |set: u64| (set & 1 == 1 && set != 1) || set == 0b11110;
/// let shares = nucleolus(5, &apex).unwrap();
/// assert_eq!(shares[0].to_string(), "3/7");
/// assert_eq!(shares[4].to_string(), "1/7");
/// ```
pub fn nucleolus(members: usize, wins: &dyn Fn(u64) -> bool) -> Option<Vec<BigRational>> {
    if members == 0 || members > MAX_MEMBERS || !wins(everybody(members)) {
        return None;
    }
    let alone: Vec<bool> = (0..members).map(|member| wins(1 << member)).collect();
    if alone.iter().filter(|wins| **wins).count() > 1 {
        return None;
    }
    let all = everybody(members);
    let table: Vec<bool> = (0..=all).map(wins).collect();
    // Sets whose total is fixed, with that total; independent of each other.
    let mut fixed = Fixed::new(members);
    fixed.add(all, BigRational::one());
    for _ in 0..=members {
        if let Some(shares) = fixed.shares() {
            return Some(shares);
        }
        let programme = Programme { members, table: &table, alone: &alone, fixed: &fixed };
        let solved = programme.solve()?;
        let before = fixed.rows.len();
        for set in solved.tight {
            let worth = BigRational::from_integer(BigInt::from(u8::from(table[set as usize])));
            fixed.add(set, &worth + &solved.least);
        }
        for member in solved.floor {
            let worth = BigRational::from_integer(BigInt::from(u8::from(alone[member])));
            fixed.add(1 << member, worth);
        }
        if fixed.rows.len() == before {
            return None;
        }
    }
    fixed.shares()
}

fn everybody(members: usize) -> u64 {
    if members >= 64 { u64::MAX } else { (1 << members) - 1 }
}

fn whole(value: i64) -> BigRational {
    BigRational::from_integer(BigInt::from(value))
}

/// Totals of sets that are known, in reduced echelon form.
struct Fixed {
    members: usize,
    /// Coefficients of the members, then the total; each row has a leading 1 that no other row has.
    rows: Vec<(usize, Vec<BigRational>)>,
    /// The sets as they were added.
    sets: Vec<(u64, BigRational)>,
}

impl Fixed {
    fn new(members: usize) -> Self {
        Fixed { members, rows: Vec::new(), sets: Vec::new() }
    }

    /// What is left of a set once the known totals are taken out: coefficients, then the total.
    fn rest(&self, set: u64, total: BigRational) -> Vec<BigRational> {
        let mut row: Vec<BigRational> =
            (0..self.members).map(|member| whole((set >> member & 1) as i64)).collect();
        row.push(total);
        for (lead, known) in &self.rows {
            let factor = row[*lead].clone();
            if !factor.is_zero() {
                for (cell, known) in row.iter_mut().zip(known) {
                    *cell -= &factor * known;
                }
            }
        }
        row
    }

    fn is_fixed(&self, set: u64) -> bool {
        self.rest(set, BigRational::zero())[..self.members].iter().all(Zero::is_zero)
    }

    fn add(&mut self, set: u64, total: BigRational) {
        let mut row = self.rest(set, total.clone());
        let Some(lead) = row[..self.members].iter().position(|cell| !cell.is_zero()) else {
            return;
        };
        let by = row[lead].clone();
        row.iter_mut().for_each(|cell| *cell /= &by);
        for (_, known) in &mut self.rows {
            let factor = known[lead].clone();
            if !factor.is_zero() {
                for (cell, new) in known.iter_mut().zip(&row) {
                    *cell -= &factor * new;
                }
            }
        }
        self.rows.push((lead, row));
        self.sets.push((set, total));
    }

    /// Every member's share, once they are all known.
    fn shares(&self) -> Option<Vec<BigRational>> {
        if self.rows.len() < self.members {
            return None;
        }
        let mut shares = vec![BigRational::zero(); self.members];
        for (lead, row) in &self.rows {
            shares[*lead] = row[self.members].clone();
        }
        Some(shares)
    }
}

/// The largest t such that every set that is not fixed gets its worth and t more, and nobody less than
/// it could get alone.
struct Programme<'a> {
    members: usize,
    table: &'a [bool],
    alone: &'a [bool],
    fixed: &'a Fixed,
}

/// A column of the dual programme.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Column {
    /// A set that is not fixed.
    Set(u64),
    /// A member's floor.
    Floor(usize),
    /// A fixed set, with its sign.
    Fixed(usize, bool),
    /// What stands in until the programme has a solution.
    Artificial(usize),
}

/// What a programme comes to.
struct Solved {
    /// t: the least that a set gets beyond its worth.
    least: BigRational,
    /// Sets that get no more in any solution.
    tight: Vec<u64>,
    /// Members that stay at their floor in every solution.
    floor: Vec<usize>,
}

impl Programme<'_> {
    fn rows(&self) -> usize {
        self.members + 1
    }

    fn worth(&self, set: u64) -> BigRational {
        whole(i64::from(self.table[set as usize]))
    }

    /// The column's cells: one for each member, one for t.
    fn cells(&self, column: &Column) -> Vec<BigRational> {
        let mut cells = vec![BigRational::zero(); self.rows()];
        let mut put = |set: u64, value: i64| {
            for (member, cell) in cells.iter_mut().enumerate().take(self.members) {
                if set >> member & 1 == 1 {
                    *cell = whole(value);
                }
            }
        };
        match *column {
            Column::Set(set) => {
                put(set, -1);
                cells[self.members] = BigRational::one();
            }
            Column::Floor(member) => put(1 << member, -1),
            Column::Fixed(place, plus) => {
                put(self.fixed.sets[place].0, if plus { 1 } else { -1 });
            }
            Column::Artificial(row) => cells[row] = BigRational::one(),
        }
        cells
    }

    fn cost(&self, column: &Column) -> BigRational {
        match *column {
            Column::Set(set) => -self.worth(set),
            Column::Floor(member) => -whole(i64::from(self.alone[member])),
            Column::Fixed(place, true) => self.fixed.sets[place].1.clone(),
            Column::Fixed(place, false) => -self.fixed.sets[place].1.clone(),
            Column::Artificial(_) => BigRational::zero(),
        }
    }

    /// Every column that may enter, cheapest to list first.
    fn columns(&self) -> Vec<Column> {
        let fixed = (0..self.fixed.sets.len())
            .flat_map(|place| [Column::Fixed(place, true), Column::Fixed(place, false)]);
        let floors = (0..self.members).map(Column::Floor);
        let all = everybody(self.members);
        let open = (1..all).filter(|&set| !self.fixed.is_fixed(set)).map(Column::Set);
        fixed.chain(floors).chain(open).collect()
    }

    fn solve(&self) -> Option<Solved> {
        let columns = self.columns();
        let mut basis: Vec<Column> = (0..self.rows()).map(Column::Artificial).collect();
        let first = |column: &Column| match column {
            Column::Artificial(_) => BigRational::one(),
            _ => BigRational::zero(),
        };
        let prices = self.simplex(&columns, &mut basis, &first)?;
        // The right-hand side is 0 for the members and 1 for t.
        if !prices[self.members].is_zero() {
            return None;
        }
        let prices = self.simplex(&columns, &mut basis, &|column| self.cost(column))?;
        // The prices are the shares with their sign turned, and t.
        let least = prices[self.members].clone();
        let values = self.values(&basis)?;
        let (mut tight, mut floor) = (Vec::new(), Vec::new());
        for (column, value) in basis.iter().zip(&values) {
            match column {
                Column::Set(set) if !value.is_zero() => tight.push(*set),
                Column::Floor(member) if !value.is_zero() => floor.push(*member),
                _ => {}
            }
        }
        Some(Solved { least, tight, floor })
    }

    /// Goes from basis to basis until no column is worth entering, and returns the prices. The first
    /// column that is worth it enters and the first that must leaves (Bland 1977), so that it ends.
    fn simplex(
        &self,
        columns: &[Column],
        basis: &mut [Column],
        cost: &dyn Fn(&Column) -> BigRational,
    ) -> Option<Vec<BigRational>> {
        loop {
            let matrix: Vec<Vec<BigRational>> =
                basis.iter().map(|column| self.cells(column)).collect();
            let costs: Vec<BigRational> = basis.iter().map(cost).collect();
            // Each basic column, priced, is worth its cost.
            let prices = solve(&matrix, &costs)?;
            let reduced = |column: &Column| {
                let cells = self.cells(column);
                let priced = cells.iter().zip(&prices).map(|(cell, price)| cell * price);
                cost(column) - priced.sum::<BigRational>()
            };
            let Some(entering) = columns
                .iter()
                .find(|column| !basis.contains(column) && reduced(column) < BigRational::zero())
            else {
                return Some(prices);
            };
            let values = self.values(basis)?;
            let steps = solve(&transposed(&matrix), &self.cells(entering))?;
            let order = |column: &Column| columns.iter().position(|known| known == column);
            let mut leaving: Option<(usize, BigRational)> = None;
            for (place, (value, step)) in values.iter().zip(&steps).enumerate() {
                // What stands in leaves as soon as it can, even in place of nothing.
                let spare = matches!(basis[place], Column::Artificial(_)) && value.is_zero();
                let ratio = if *step > BigRational::zero() {
                    value / step
                } else if spare && !step.is_zero() {
                    BigRational::zero()
                } else {
                    continue;
                };
                let better = match &leaving {
                    None => true,
                    Some((known, least)) => {
                        ratio < *least
                            || (ratio == *least && order(&basis[place]) < order(&basis[*known]))
                    }
                };
                if better {
                    leaving = Some((place, ratio));
                }
            }
            let (place, _) = leaving?;
            basis[place] = entering.clone();
        }
    }

    /// The values of the basic columns.
    fn values(&self, basis: &[Column]) -> Option<Vec<BigRational>> {
        let matrix: Vec<Vec<BigRational>> = basis.iter().map(|column| self.cells(column)).collect();
        let mut right = vec![BigRational::zero(); self.rows()];
        right[self.members] = BigRational::one();
        solve(&transposed(&matrix), &right)
    }
}

fn transposed(matrix: &[Vec<BigRational>]) -> Vec<Vec<BigRational>> {
    (0..matrix.len()).map(|row| matrix.iter().map(|line| line[row].clone()).collect()).collect()
}

/// Solves as many equations as there are unknowns; nothing if they do not settle them.
fn solve(matrix: &[Vec<BigRational>], right: &[BigRational]) -> Option<Vec<BigRational>> {
    let size = matrix.len();
    let mut rows: Vec<Vec<BigRational>> = matrix
        .iter()
        .zip(right)
        .map(|(row, right)| row.iter().chain([right]).cloned().collect())
        .collect();
    for lead in 0..size {
        let pivot = (lead..size).find(|&row| !rows[row][lead].is_zero())?;
        rows.swap(lead, pivot);
        let by = rows[lead][lead].clone();
        rows[lead].iter_mut().for_each(|cell| *cell /= &by);
        let known = rows[lead].clone();
        for (place, row) in rows.iter_mut().enumerate() {
            let factor = row[lead].clone();
            if place != lead && !factor.is_zero() {
                for (cell, known) in row.iter_mut().zip(&known) {
                    *cell -= &factor * known;
                }
            }
        }
    }
    Some(rows.into_iter().map(|mut row| row.pop().unwrap_or_else(BigRational::zero)).collect())
}
