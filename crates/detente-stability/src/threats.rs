//! What a state's stability for one party asks of that party's own preference, and nothing else.
//!
//! Whatever the others would do is fixed by the moves and by their preferences. So all that matters
//! of the party's own is which states it ranks above the state judged. The fewer these are, the
//! more stable: they are what tempts, and only the others deter.

use crate::attitude::{Attitude, Together};
use crate::concept::{Concept, Walk as Sequence};
use crate::context::{Budget, Refusal, RefusalCode};
use crate::general::{check_fit, check_graph_state};
use crate::graph::Graph;
use crate::solve::unknown_mover;
use crate::structure::Mover;
use crate::walk::Walk;

/// Holds a set of numbers as bits.
pub(crate) type Bits = Vec<u64>;

pub(crate) fn bits(len: usize) -> Bits {
    vec![0; len.div_ceil(64)]
}

pub(crate) fn put(bits: &mut Bits, at: usize) {
    bits[at / 64] |= 1 << (at % 64);
}

pub(crate) fn has(bits: &Bits, at: usize) -> bool {
    bits[at / 64] >> (at % 64) & 1 == 1
}

pub(crate) fn meets(one: &Bits, other: &Bits) -> bool {
    one.iter().zip(other).any(|(a, b)| a & b != 0)
}

pub(crate) fn includes(large: &Bits, small: &Bits) -> bool {
    small.iter().zip(large).all(|(s, l)| s & !l == 0)
}

/// The most words of sets held before they are simplified: half a gigabyte.
const MOST_WORDS: usize = 1 << 26;

/// Something the party could move to, and what would deter it.
#[derive(Clone, Debug)]
pub(crate) struct Threat {
    /// The state moved to; it tempts if ranked above.
    pub(crate) move_to: usize,
    /// Each deters if none of it is ranked above.
    pub(crate) deterrents: Vec<Bits>,
}

/// Says whether the party stays if it ranks exactly these above the state judged.
pub(crate) fn stays(threats: &[Threat], above: &Bits) -> bool {
    threats.iter().all(|threat| {
        !has(above, threat.move_to) || threat.deterrents.iter().any(|set| !meets(set, above))
    })
}

/// Finds what could make a party leave a state. Moves that are deterred whatever the party prefers
/// are left out.
pub(crate) fn threats<A: Attitude + ?Sized>(
    graph: &Graph,
    attitude: &A,
    concept: Concept,
    party: usize,
    state: usize,
    budget: &mut Budget<'_>,
) -> Result<Vec<Threat>, Refusal> {
    if concept == Concept::Sim {
        return Err(Refusal::new(
            RefusalCode::NotDefined,
            "what sim asks of a preference is not worked out",
            "ask under seq or gmr",
        ));
    }
    check_fit(graph, attitude)?;
    check_graph_state(graph, state)?;
    let mover = Mover::Party(party);
    let Some(place) = graph.place(mover) else {
        return Err(unknown_mover(mover));
    };
    let own = graph.arcs(place);
    let others = graph.places(|by| !by.contains(party));
    let judge = |by: usize| Together { attitude, members: graph.movers()[others[by]].members() };
    let arcs = others.iter().map(|&place| graph.arcs(place)).collect();
    let mut walk = Walk::new(graph.states(), arcs, !graph.has_joint_movers());
    let mut found = Vec::new();
    let mut words = 0;
    for &move_to in own.from(state) {
        let mut deterrents = Vec::new();
        if let Some(sequence) = concept.walk() {
            let may = |by: usize, from: usize, to: usize| {
                sequence == Sequence::Moves || judge(by).willing(from, to)
            };
            walk.run(move_to as usize, may, |_| false, budget)?;
            words += walk.reached().len() * graph.states().div_ceil(64);
            if words > MOST_WORDS {
                return Err(Refusal::new(
                    RefusalCode::TooMuchWork,
                    format!("what can answer a move from state {state} is too much to hold"),
                    "rule out or draw together more states, or ask under nash",
                ));
            }
            for &outcome in walk.reached() {
                let escapes = if concept.is_symmetric() { own.from(outcome as usize) } else { &[] };
                budget.spend(1 + escapes.len() as u64)?;
                let mut set = bits(graph.states());
                let all = std::iter::once(&outcome).chain(escapes);
                all.filter(|&&s| s as usize != state).for_each(|&s| put(&mut set, s as usize));
                deterrents.push(set);
            }
        }
        found.push(Threat { move_to: move_to as usize, deterrents });
    }
    simplify(&mut found, budget)?;
    Ok(found)
}

/// Leaves out deterrents that ask for more than another, those that ask for the move itself not to
/// tempt, and threats that are always deterred.
pub(crate) fn simplify(threats: &mut Vec<Threat>, budget: &mut Budget<'_>) -> Result<(), Refusal> {
    threats.retain(|threat| !threat.deterrents.iter().any(|set| set.iter().all(|&w| w == 0)));
    for threat in threats {
        let mut sets = std::mem::take(&mut threat.deterrents);
        sets.retain(|set| !has(set, threat.move_to));
        threat.deterrents = smallest(sets, budget)?;
    }
    Ok(())
}

/// Keeps of some sets those that include no other.
pub(crate) fn smallest(mut sets: Vec<Bits>, budget: &mut Budget<'_>) -> Result<Vec<Bits>, Refusal> {
    let size = |set: &Bits| set.iter().map(|word| word.count_ones()).sum::<u32>();
    sets.sort_by(|a, b| size(a).cmp(&size(b)).then_with(|| a.cmp(b)));
    let mut kept: Vec<Bits> = Vec::new();
    for set in sets {
        budget.spend(1 + (kept.len() * set.len()) as u64)?;
        if !kept.iter().any(|small| includes(&set, small)) {
            kept.push(set);
        }
    }
    Ok(kept)
}
