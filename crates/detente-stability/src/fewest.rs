//! The fewest cubes that cover a set of states, for few options: all prime cubes (Quine 1952,
//! `McCluskey` 1956), and of these a smallest choice by branch and bound.

use crate::condition::{Pattern, State};

/// The most options for which every cube is looked at: 3 to this power of them.
pub(crate) const MOST_BITS: u32 = 12;

/// How many looks at a cube the search for a smallest choice may take.
const PATIENCE: u64 = 30_000_000;

/// Finds cubes over the lowest `bits` options that cover all of `on` and none of `off`, and says
/// whether it is certain that no fewer do. Gives nothing where it finds no choice of fewer than
/// `known` cubes and is not certain either.
pub(crate) fn fewest(
    on: &[State],
    off: &[State],
    bits: u32,
    known: usize,
) -> (Option<Vec<Pattern>>, bool) {
    let primes = primes(on, off, bits);
    let mut covers: Vec<Vec<u32>> = vec![Vec::new(); on.len()];
    let mut rows: Vec<Vec<u32>> = Vec::with_capacity(primes.len());
    for (column, prime) in primes.iter().enumerate() {
        let covered = |row: &u32| (on[*row as usize] ^ prime.yes) & prime.care == 0;
        let own: Vec<u32> = (0..on.len() as u32).filter(covered).collect();
        own.iter().for_each(|&row| covers[row as usize].push(column as u32));
        rows.push(own);
    }
    // Large cubes first: they cover more at once.
    for columns in &mut covers {
        columns.sort_by_key(|&c| (std::cmp::Reverse(rows[c as usize].len()), c));
    }
    let mut order: Vec<u32> = (0..on.len() as u32).collect();
    order.sort_by_key(|&row| covers[row as usize].len());
    let mut search = Search {
        covers: &covers,
        rows: &rows,
        order: &order,
        times: vec![0; on.len()],
        marked: vec![0; rows.len()],
        mark: 0,
        chosen: Vec::new(),
        best: None,
        limit: known,
        patience: PATIENCE,
    };
    search.go();
    let certain = search.patience > 0;
    let best = search.best.map(|columns| columns.iter().map(|&c| primes[c as usize]).collect());
    (best, certain)
}

/// Lists the cubes that cover something of `on`, nothing of `off`, and lie in no larger such cube.
fn primes(on: &[State], off: &[State], bits: u32) -> Vec<Pattern> {
    const ON: u8 = 1;
    const OFF: u8 = 2;
    let power: Vec<usize> = (0..=bits).map(|k| 3_usize.pow(k)).collect();
    // Cubes are numbered with a digit per option: no, yes, either.
    let number =
        |state: State| (0..bits as usize).map(|k| (state >> k & 1) as usize * power[k]).sum();
    let mut holds = vec![0_u8; power[bits as usize]];
    for (list, flag) in [(on, ON), (off, OFF)] {
        for &state in list {
            let at: usize = number(state);
            holds[at] = flag;
        }
    }
    let digit = |cube: usize, k: usize| cube / power[k] % 3;
    let mut found = Vec::new();
    for cube in 0..holds.len() {
        if let Some(k) = (0..bits as usize).find(|&k| digit(cube, k) == 2) {
            holds[cube] = holds[cube - power[k]] | holds[cube - 2 * power[k]];
        }
    }
    for cube in (0..holds.len()).filter(|&cube| holds[cube] == ON) {
        let grows = |k: usize| match digit(cube, k) {
            2 => false,
            value => holds[cube + (2 - value) * power[k]] & OFF == 0,
        };
        if (0..bits as usize).any(grows) {
            continue;
        }
        let bits_with = |wanted: &[usize]| {
            let with = (0..bits as usize).filter(|&k| wanted.contains(&digit(cube, k)));
            with.fold(0, |word, k| word | 1 << k)
        };
        found.push(Pattern { care: bits_with(&[0, 1]), yes: bits_with(&[1]) });
    }
    found
}

struct Search<'a> {
    /// The cubes that cover each state, and the states each covers.
    covers: &'a [Vec<u32>],
    rows: &'a [Vec<u32>],
    /// The states, those covered by fewest cubes first.
    order: &'a [u32],
    /// How many chosen cubes cover each state.
    times: Vec<u32>,
    marked: Vec<u32>,
    mark: u32,
    chosen: Vec<u32>,
    best: Option<Vec<u32>>,
    /// Only choices of fewer are of interest.
    limit: usize,
    patience: u64,
}

impl Search<'_> {
    fn go(&mut self) {
        if self.patience == 0 {
            return;
        }
        let Some((row, more)) = self.next() else {
            if self.chosen.len() < self.limit {
                self.limit = self.chosen.len();
                self.best = Some(self.chosen.clone());
            }
            return;
        };
        if self.chosen.len() + more >= self.limit {
            return;
        }
        let covers = self.covers;
        for &column in &covers[row as usize] {
            self.take(column, true);
            self.go();
            self.take(column, false);
            if self.chosen.len() + more >= self.limit {
                return;
            }
        }
    }

    /// Returns the uncovered state to branch on and how many cubes are needed at least: no cube
    /// covers two of the states counted.
    fn next(&mut self) -> Option<(u32, usize)> {
        self.mark += 1;
        let (mut first, mut more, mut looks) = (None, 0, 1);
        for &row in self.order.iter().filter(|&&row| self.times[row as usize] == 0) {
            let columns = &self.covers[row as usize];
            looks += columns.len() as u64;
            first.get_or_insert(row);
            if columns.iter().all(|&c| self.marked[c as usize] != self.mark) {
                more += 1;
                columns.iter().for_each(|&c| self.marked[c as usize] = self.mark);
            }
        }
        self.patience = self.patience.saturating_sub(looks);
        first.map(|row| (row, more))
    }

    fn take(&mut self, column: u32, in_or_out: bool) {
        for &row in &self.rows[column as usize] {
            let times = &mut self.times[row as usize];
            *times = if in_or_out { *times + 1 } else { *times - 1 };
        }
        if in_or_out {
            self.chosen.push(column);
        } else {
            self.chosen.pop();
        }
    }
}
