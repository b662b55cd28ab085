//! Which states each mover can turn into which, without a list of arcs.
//!
//! For one mover the states fall into *fibres*: those equal outside what it can change. Options it
//! can change in one direction only split a fibre into *cells*, named by the set of such options
//! already used up (taken if they can only be taken, left if they can only be left). Within a cell
//! it moves freely; from a cell it reaches exactly the cells whose set includes its own. So being
//! able to move, with standing still, is a preorder, and three small arrays describe it. Where every
//! combination of options is feasible not even these are needed: `cube`.
//!
//! Fibres depend on structure and space only, never on preferences.

use crate::condition::State;
use crate::cube::Cube;
use crate::structure::Directions;

/// One mover's moves.
#[derive(Debug)]
pub(crate) struct Fibres {
    idle: bool,
    cells: Cells,
}

#[derive(Debug)]
enum Cells {
    /// All combinations of options are feasible.
    Cube(Cube),
    /// Some are not.
    Table(Table),
}

impl Fibres {
    pub(crate) fn new(states: &[State], directions: Directions) -> Fibres {
        let cells = match Cube::new(states, directions) {
            Some(cube) => Cells::Cube(cube),
            None => Cells::Table(Table::new(states, directions)),
        };
        Fibres { idle: directions.take | directions.leave == 0, cells }
    }

    /// Says whether the mover can never do anything.
    pub(crate) fn is_idle(&self) -> bool {
        self.idle
    }

    /// Returns the moves as bit arithmetic where all combinations of options are feasible.
    pub(crate) fn cube(&self) -> Option<&Cube> {
        match &self.cells {
            Cells::Cube(cube) => Some(cube),
            Cells::Table(_) => None,
        }
    }

    pub(crate) fn cells(&self) -> usize {
        match &self.cells {
            Cells::Cube(cube) => cube.cells(),
            Cells::Table(table) => table.cells(),
        }
    }

    /// Returns a bound of [`Fibres::fibre_of`].
    pub(crate) fn count(&self) -> usize {
        match &self.cells {
            Cells::Cube(cube) => cube.cells(),
            Cells::Table(table) => table.fibre_start.len() - 1,
        }
    }

    pub(crate) fn fibre_of(&self, state: usize) -> usize {
        match &self.cells {
            Cells::Cube(cube) => cube.fibre_of(state),
            Cells::Table(table) => table.fibre_of[table.cell_of(state)] as usize,
        }
    }

    #[inline]
    pub(crate) fn cell_of(&self, state: usize) -> usize {
        match &self.cells {
            Cells::Cube(cube) => cube.cell_of(state),
            Cells::Table(table) => table.cell_of(state),
        }
    }

    /// Returns where the states of a cell lie where all states are listed cell by cell.
    pub(crate) fn range(&self, cell: usize) -> std::ops::Range<usize> {
        match &self.cells {
            Cells::Cube(cube) => cell << cube.free_bits()..(cell + 1) << cube.free_bits(),
            Cells::Table(table) => table.range(cell),
        }
    }

    /// Calls `visit` with the states of a cell in ascending order.
    pub(crate) fn each_state(&self, cell: usize, visit: impl FnMut(u32)) {
        match &self.cells {
            Cells::Cube(cube) => cube.states(cell).for_each(visit),
            Cells::Table(table) => table.states(cell).iter().copied().for_each(visit),
        }
    }

    /// Calls `visit` with every cell from which the mover can come into `cell`, itself included.
    pub(crate) fn each_below(&self, cell: usize, visit: impl FnMut(usize)) {
        match &self.cells {
            Cells::Cube(cube) => cube.below(cell).for_each(visit),
            Cells::Table(table) => table.each_below(cell, visit),
        }
    }

    /// Calls `visit` with every cell into which the mover can come from `cell`, itself included.
    pub(crate) fn each_above(&self, cell: usize, visit: impl FnMut(usize)) {
        match &self.cells {
            Cells::Cube(cube) => cube.above(cell).for_each(visit),
            Cells::Table(table) => table.each_above(cell, visit),
        }
    }

    /// Returns for each cell the largest value among the states the mover can be in after at most
    /// one move from there.
    pub(crate) fn best_within_reach(&self, value: &[u32]) -> Vec<u32> {
        match &self.cells {
            Cells::Cube(cube) => cube.within_reach(value, u32::max),
            Cells::Table(table) => table.best_within_reach(value),
        }
    }

    /// Counts the pairs of cells one walk through all fibres may have to look at.
    pub(crate) fn cell_pairs(&self) -> u64 {
        match &self.cells {
            Cells::Cube(cube) => cube.cell_pairs(),
            Cells::Table(table) => table.cell_pairs(),
        }
    }

    /// Copies the states cell by cell, those of a cell in the order they have in `by`.
    pub(crate) fn cells_in_order_of(&self, by: &[u32]) -> Vec<u32> {
        let mut next: Vec<u32> =
            (0..self.cells()).map(|cell| self.range(cell).start as u32).collect();
        let mut order = vec![0; by.len()];
        for &state in by {
            let place = &mut next[self.cell_of(state as usize)];
            order[*place as usize] = state;
            *place += 1;
        }
        order
    }

    /// Counts the bytes held.
    pub(crate) fn bytes(&self) -> usize {
        match &self.cells {
            Cells::Cube(_) => 0,
            Cells::Table(table) => table.bytes(),
        }
    }
}

/// The cells of one mover where not all combinations of options are feasible.
#[derive(Debug)]
struct Table {
    /// The states cell by cell, ascending within a cell.
    order: Vec<u32>,
    /// The cell of each state.
    cell_of: Vec<u32>,
    /// Where each cell begins in `order`, and its end.
    cell_start: Vec<u32>,
    /// The one-way options used up in each cell; ascending within a fibre.
    used_up: Vec<State>,
    /// The fibre of each cell.
    fibre_of: Vec<u32>,
    /// Where each fibre begins among the cells, and its end.
    fibre_start: Vec<u32>,
    /// How many cells a fibre has in which every combination of one-way options occurs.
    full: usize,
}

impl Table {
    fn new(states: &[State], directions: Directions) -> Table {
        let Directions { take, leave } = directions;
        let (one_way, only_leave) = (take ^ leave, leave & !take);
        let rest = |state: State| state & !(take | leave);
        let used_up = |state: State| (state ^ only_leave) & one_way;

        let mut order: Vec<u32> = (0..states.len() as u32).collect();
        order.sort_by_key(|&s| (rest(states[s as usize]), used_up(states[s as usize])));
        let mut fibres = Table {
            order,
            cell_of: vec![0; states.len()],
            cell_start: Vec::new(),
            used_up: Vec::new(),
            fibre_of: Vec::new(),
            fibre_start: Vec::new(),
            full: 1_usize.checked_shl(one_way.count_ones()).unwrap_or(usize::MAX),
        };
        let mut last = None;
        for (at, &s) in fibres.order.iter().enumerate() {
            let here = (rest(states[s as usize]), used_up(states[s as usize]));
            if last != Some(here) {
                if last.is_none_or(|(rest, _)| rest != here.0) {
                    fibres.fibre_start.push(fibres.cell_start.len() as u32);
                }
                fibres.cell_start.push(at as u32);
                fibres.used_up.push(here.1);
                fibres.fibre_of.push(fibres.fibre_start.len() as u32 - 1);
                last = Some(here);
            }
            fibres.cell_of[s as usize] = fibres.cell_start.len() as u32 - 1;
        }
        fibres.fibre_start.push(fibres.cell_start.len() as u32);
        fibres.cell_start.push(states.len() as u32);
        fibres
    }

    fn cells(&self) -> usize {
        self.used_up.len()
    }

    fn cell_of(&self, state: usize) -> usize {
        self.cell_of[state] as usize
    }

    /// Returns where the states of a cell lie in `order`.
    fn range(&self, cell: usize) -> std::ops::Range<usize> {
        self.cell_start[cell] as usize..self.cell_start[cell + 1] as usize
    }

    /// Returns the states of a cell in ascending order.
    fn states(&self, cell: usize) -> &[u32] {
        &self.order[self.range(cell)]
    }

    /// Calls `visit` with every cell from which the mover can come into `cell`, itself included.
    fn each_below(&self, cell: usize, mut visit: impl FnMut(usize)) {
        let fibre = self.fibre(cell);
        if self.is_full(&fibre) {
            // Places within a full fibre are the combinations themselves, so walk the subsets.
            let place = cell - fibre.start;
            let mut subset = place;
            loop {
                visit(fibre.start + subset);
                if subset == 0 {
                    return;
                }
                subset = (subset - 1) & place;
            }
        }
        let used_up = self.used_up[cell];
        // A subset is never the larger number, so everything below lies before.
        for below in (fibre.start..=cell).filter(|&c| self.used_up[c] & !used_up == 0) {
            visit(below);
        }
    }

    /// Calls `visit` with every cell into which the mover can come from `cell`, itself included.
    fn each_above(&self, cell: usize, mut visit: impl FnMut(usize)) {
        let fibre = self.fibre(cell);
        if self.is_full(&fibre) {
            let place = cell - fibre.start;
            let mut superset = place;
            while superset < fibre.len() {
                visit(fibre.start + superset);
                superset = (superset + 1) | place;
            }
            return;
        }
        let used_up = self.used_up[cell];
        for above in (cell..fibre.end).filter(|&c| used_up & !self.used_up[c] == 0) {
            visit(above);
        }
    }

    /// Returns for each cell the largest value among the states the mover can be in after at most
    /// one move from there.
    fn best_within_reach(&self, value: &[u32]) -> Vec<u32> {
        let mut best: Vec<u32> = (0..self.cells())
            .map(|cell| self.states(cell).iter().map(|&s| value[s as usize]).max().unwrap_or(0))
            .collect();
        for bounds in self.fibre_start.windows(2) {
            let fibre = bounds[0] as usize..bounds[1] as usize;
            if fibre.len() == 1 {
                continue;
            }
            if self.is_full(&fibre) {
                // Superset maximum, one option at a time.
                let best = &mut best[fibre];
                let mut bit = 1;
                while bit < best.len() {
                    for place in (0..best.len()).filter(|place| place & bit == 0) {
                        best[place] = best[place].max(best[place | bit]);
                    }
                    bit <<= 1;
                }
            } else {
                // Cells above come later and so still hold their own value or their maximum.
                for cell in fibre {
                    let mut top = best[cell];
                    self.each_above(cell, |above| top = top.max(best[above]));
                    best[cell] = top;
                }
            }
        }
        best
    }

    /// Counts the pairs of cells one walk through all fibres may have to look at.
    fn cell_pairs(&self) -> u64 {
        let fibres =
            self.fibre_start.windows(2).map(|bounds| bounds[0] as usize..bounds[1] as usize);
        let pairs = fibres.map(|fibre| {
            let cells = fibre.len() as u64;
            // A full fibre of 2^w cells has 3^w pairs of a set and a subset.
            if self.is_full(&fibre) { 3_u64.saturating_pow(cells.ilog2()) } else { cells * cells }
        });
        pairs.fold(0, u64::saturating_add)
    }

    /// Counts the bytes held.
    fn bytes(&self) -> usize {
        let words = self.order.len()
            + self.cell_of.len()
            + self.cell_start.len()
            + self.fibre_of.len()
            + self.fibre_start.len();
        words * size_of::<u32>() + self.used_up.len() * size_of::<State>()
    }

    fn fibre(&self, cell: usize) -> std::ops::Range<usize> {
        let fibre = self.fibre_of[cell] as usize;
        self.fibre_start[fibre] as usize..self.fibre_start[fibre + 1] as usize
    }

    fn is_full(&self, fibre: &std::ops::Range<usize>) -> bool {
        fibre.len() == self.full
    }
}
