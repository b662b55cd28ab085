//! Sequences of moves in which nobody moves twice in succession.
//!
//! A state is left by everybody but the one who came there last. If it was reached by two different
//! last movers, between them everybody may leave; so each state is looked at twice at most, and not
//! once for every last mover.

use crate::context::{Budget, Refusal};
use crate::graph::Arcs;

/// Stands for an arrival, or a start, after which everybody may move.
const ANYONE: u32 = u32::MAX;
const UNSEEN: u32 = u32::MAX - 1;

/// Searches breadth first from one state at a time; whoever moves is named by a place among the
/// arcs given.
pub(crate) struct Walk<'a> {
    agents: Vec<&'a Arcs>,
    in_turn: bool,
    /// Who came to each state first, or that it needs no further look.
    last: Vec<u32>,
    nodes: Vec<Node>,
    reached: Vec<u32>,
}

struct Node {
    state: u32,
    /// Who made the move to this state.
    by: u32,
    /// The node from which it was made; the start is its own.
    from: u32,
    leavers: Leavers,
}

#[derive(Clone, Copy)]
enum Leavers {
    All,
    AllBut(u32),
    Only(u32),
}

impl<'a> Walk<'a> {
    /// Prepares searches along the arcs of each agent; `in_turn` if nobody moves twice in
    /// succession.
    pub(crate) fn new(states: usize, agents: Vec<&'a Arcs>, in_turn: bool) -> Walk<'a> {
        Walk { agents, in_turn, last: vec![UNSEEN; states], nodes: Vec::new(), reached: Vec::new() }
    }

    /// Searches from `start` over the moves that `may` be made, until `stop` holds for the end of a
    /// sequence other than the start; returns the node of that end.
    pub(crate) fn run(
        &mut self,
        start: usize,
        may: impl Fn(usize, usize, usize) -> bool,
        mut stop: impl FnMut(usize) -> bool,
        budget: &mut Budget<'_>,
    ) -> Result<Option<usize>, Refusal> {
        for node in self.nodes.drain(..) {
            self.last[node.state as usize] = UNSEEN;
        }
        self.reached.clear();
        self.last[start] = ANYONE;
        self.nodes.push(Node { state: start as u32, by: ANYONE, from: 0, leavers: Leavers::All });
        let mut at = 0;
        while let Some(&Node { state, leavers, .. }) = self.nodes.get(at) {
            for agent in 0..self.agents.len() {
                let leaves = match leavers {
                    Leavers::All => true,
                    Leavers::AllBut(last) => last as usize != agent,
                    Leavers::Only(first) => first as usize == agent,
                };
                if !leaves {
                    continue;
                }
                let targets = self.agents[agent].from(state as usize);
                budget.spend(1 + targets.len() as u64)?;
                for &to in targets {
                    let before = self.last[to as usize];
                    let nothing_new = before == ANYONE || before == agent as u32;
                    if nothing_new || !may(agent, state as usize, to as usize) {
                        continue;
                    }
                    let (last, leavers) = match before {
                        UNSEEN if self.in_turn => (agent as u32, Leavers::AllBut(agent as u32)),
                        UNSEEN => (ANYONE, Leavers::All),
                        first => (ANYONE, Leavers::Only(first)),
                    };
                    self.last[to as usize] = last;
                    self.nodes.push(Node { state: to, by: agent as u32, from: at as u32, leavers });
                    if before == UNSEEN {
                        self.reached.push(to);
                        if stop(to as usize) {
                            return Ok(Some(self.nodes.len() - 1));
                        }
                    }
                }
            }
            at += 1;
        }
        Ok(None)
    }

    /// Returns the states reached by the last run, nearest first, without the start.
    pub(crate) fn reached(&self) -> &[u32] {
        &self.reached
    }

    /// Returns the agents and ends of the moves that lead to a node of the last run.
    pub(crate) fn steps_to(&self, node: usize) -> Vec<(usize, usize)> {
        let mut steps = Vec::new();
        let mut at = node;
        while at != 0 {
            let Node { state, by, from, .. } = self.nodes[at];
            steps.push((by as usize, state as usize));
            at = from as usize;
        }
        steps.reverse();
        steps
    }
}
