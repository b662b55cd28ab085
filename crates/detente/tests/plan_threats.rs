//! Threats and promises of plans against a naive reference, on many trees.

mod running;

use running::on_case;
use serde_json::Value;
use std::fmt::Write as _;

const HEAD: &str = "schema = 1\ncase = { title = \"A quarry\", question = \"Who digs?\" }\n\
    parties = { north = \"North\", south = \"South\" }\n\
    [options]\nagree = { by = [\"north\", \"south\"], text = \"agree\", assumed = \"-\" }\n\
    [preferences]\nnorth = [{ wants = \"agree\", assumed = \"-\" }]\n\
    south = [{ wants = \"agree\", assumed = \"-\" }]\n[questions]\nq = \"agree\"\n";

/// Numbers that look random and are the same every time.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % limit as u64).unwrap_or(0)
    }

    /// The numbers below `len` in some order.
    fn shuffled(&mut self, len: usize) -> Vec<usize> {
        let mut all: Vec<usize> = (0..len).collect();
        for at in (1..len).rev() {
            all.swap(at, self.below(at + 1));
        }
        all
    }
}

/// A tree of two parties that see everything, without chance and without ties.
struct Sketch {
    /// The party and what each action leads to.
    nodes: Vec<(usize, Vec<Goal>)>,
    /// What the plan, of party 1, says.
    does: Vec<Option<usize>>,
    /// For each party what the ends are worth.
    worth: [Vec<usize>; 2],
}

#[derive(Clone, Copy)]
enum Goal {
    Node(usize),
    End(usize),
}

impl Sketch {
    fn new(dice: &mut Dice) -> Self {
        let many = 2 + dice.below(5);
        let mut nodes: Vec<(usize, Vec<Goal>)> = Vec::new();
        let (mut made, mut ends) = (1, 0);
        for _ in 0..many {
            let actions = (0..2 + dice.below(2)).map(|_| {
                if made < many && dice.below(2) == 0 {
                    made += 1;
                    Goal::Node(made - 1)
                } else {
                    ends += 1;
                    Goal::End(ends - 1)
                }
            });
            let mut actions: Vec<Goal> = actions.collect();
            if nodes.len() + 1 == made && made < many {
                ends -= usize::from(matches!(actions[0], Goal::End(_)));
                actions = vec![Goal::Node(made), Goal::End(ends)];
                ends += 1;
                made += 1;
            }
            nodes.push((dice.below(2), actions));
        }
        let does = nodes.iter().map(|(party, actions)| {
            (*party == 1 && dice.below(2) == 0).then(|| dice.below(actions.len()))
        });
        let does = does.collect();
        // Ends are numbered anew, as some were dropped.
        let mut next = 0;
        for goal in nodes.iter_mut().flat_map(|(_, actions)| actions) {
            if let Goal::End(end) = goal {
                *end = next;
                next += 1;
            }
        }
        let worth = [dice.shuffled(next), dice.shuffled(next)];
        Self { nodes, does, worth }
    }

    fn toml(&self, name: &str, numbers: bool) -> String {
        let names = ["north", "south"];
        let mut out =
            format!("[plans.{name}]\nof = \"south\"\nassumed = \"-\"\n[plans.{name}.nodes]\n");
        for (node, (party, actions)) in self.nodes.iter().enumerate() {
            let may = actions.iter().enumerate().map(|(action, goal)| match goal {
                Goal::Node(node) => format!("a{action} = \"n{node}\""),
                Goal::End(end) => format!("a{action} = \"e{end}\""),
            });
            let may: Vec<String> = may.collect();
            let does =
                self.does[node].map_or_else(String::new, |own| format!(", does = \"a{own}\""));
            let _ = writeln!(
                out,
                "n{node} = {{ by = \"{}\", may = {{ {} }}{does}, assumed = \"-\" }}",
                names[*party],
                may.join(", ")
            );
        }
        let _ = writeln!(out, "[plans.{name}.ends]");
        for end in 0..self.worth[0].len() {
            let _ = writeln!(out, "e{end} = \"end {end}\"");
        }
        let _ = writeln!(out, "[plans.{name}.{}]", if numbers { "worth" } else { "ranks" });
        for (party, worth) in self.worth.iter().enumerate() {
            let mut ends: Vec<usize> = (0..worth.len()).collect();
            ends.sort_by_key(|&end| std::cmp::Reverse(worth[end]));
            let (each, brackets): (Vec<String>, _) = if numbers {
                (ends.iter().map(|end| format!("e{end} = {}", worth[*end])).collect(), ["{ ", " }"])
            } else {
                (ends.iter().map(|end| format!("\"e{end}\"")).collect(), ["[", "]"])
            };
            let _ = writeln!(
                out,
                "{} = {}{}{}",
                names[party],
                brackets[0],
                each.join(", "),
                brackets[1]
            );
        }
        out
    }

    /// What is done at each node if some of it is fixed, and what end comes of each.
    fn play(&self, fixed: &[Option<usize>]) -> Vec<(usize, usize)> {
        let mut found: Vec<(usize, usize)> = vec![(0, 0); self.nodes.len()];
        for node in (0..self.nodes.len()).rev() {
            let (party, actions) = &self.nodes[node];
            let end = |action: usize| match actions[action] {
                Goal::Node(next) => found[next].1,
                Goal::End(end) => end,
            };
            let best = (0..actions.len()).max_by_key(|&action| self.worth[*party][end(action)]);
            let action = fixed[node].or(best).unwrap_or(0);
            found[node] = (action, end(action));
        }
        found
    }

    /// What the plan is worth to its party, and the best of all it could do against the same replies.
    fn weigh(&self) -> (usize, usize) {
        let played = self.play(&self.does);
        let mut best = vec![0; self.nodes.len()];
        for node in (0..self.nodes.len()).rev() {
            let (party, actions) = &self.nodes[node];
            let worth = |action: usize| match actions[action] {
                Goal::Node(next) => best[next],
                Goal::End(end) => self.worth[1][end],
            };
            let most = (0..actions.len()).map(worth).max().unwrap_or(0);
            best[node] = if *party == 1 { most } else { worth(played[node].0) };
        }
        (self.worth[1][played[0].1], best[0])
    }

    /// The ends of all subgame perfect equilibria, with ties: one is among those of a node if an action
    /// leads to it and each other action has an equilibrium that is no better for who decides.
    fn ends(&self) -> Vec<usize> {
        let mut found: Vec<Vec<usize>> = vec![Vec::new(); self.nodes.len()];
        for node in (0..self.nodes.len()).rev() {
            let (party, actions) = &self.nodes[node];
            let worth = |end: &usize| self.worth[*party][*end];
            let below: Vec<Vec<usize>> = actions
                .iter()
                .map(|goal| match goal {
                    Goal::Node(next) => found[*next].clone(),
                    Goal::End(end) => vec![*end],
                })
                .collect();
            let holds = |end: &usize| {
                below.iter().all(|other| other.iter().any(|other| worth(other) <= worth(end)))
            };
            let mut ends: Vec<usize> = below.iter().flatten().copied().filter(holds).collect();
            ends.sort_unstable();
            found[node] = ends;
        }
        found.swap_remove(0)
    }

    /// What an action of the party is, as it is defined.
    fn kind(&self, node: usize, action: usize) -> (&'static str, &'static str) {
        let played = self.play(&self.does);
        let actions = &self.nodes[node].1;
        let worth = |own: usize| match actions[own] {
            Goal::Node(next) => self.worth[1][played[next].1],
            Goal::End(end) => self.worth[1][end],
        };
        let others = (0..actions.len()).filter(|&other| other != action);
        let instead = others.max_by_key(|&other| worth(other)).unwrap_or(0);
        let best = worth(action) > worth(instead);
        let with = |own: usize| {
            let mut fixed = self.does.clone();
            fixed[node] = Some(own);
            self.play(&fixed)
        };
        let (with, without) = (with(action), with(instead));
        let moved = (0..self.nodes.len())
            .filter(|&own| self.nodes[own].0 == 0 && with[own].0 != without[own].0);
        // All that can change lies on the way to the node; numbers fall on the way up.
        let top = moved.min();
        let kind = match top {
            None => "idle",
            Some(top) if self.worth[1][with[top].1] < self.worth[1][without[top].1] => "invites",
            Some(_) if best => "deters",
            Some(_) => "bluff",
        };
        (kind, if best { "always" } else { "never" })
    }
}

#[test]
fn ranks_and_numbers_agree_with_the_definition() {
    let mut dice = Dice(0x9e37_79b9_7f4a_7c15);
    let sketches: Vec<Sketch> = (0..160).map(|_| Sketch::new(&mut dice)).collect();
    let mut case = HEAD.to_owned();
    for (place, sketch) in sketches.iter().enumerate() {
        case.push_str(&sketch.toml(&format!("p{place}"), place % 4 != 0));
    }
    let run = on_case("plan", &case, &["--json"]);
    let found: Value = serde_json::from_str(&run.out).unwrap_or_else(|_| panic!("{}", run.err));
    let (mut seen, mut kinds) = (0, std::collections::BTreeSet::new());
    for (place, sketch) in sketches.iter().enumerate() {
        let plan = &found["plans"][place];
        if place % 4 != 0 {
            let one = |end: usize| {
                vec![sketch.worth[0][end].to_string(), sketch.worth[1][end].to_string()]
            };
            let free = sketch.play(&vec![None; sketch.nodes.len()])[0].1;
            assert_eq!(plan["cardinal"]["values"], serde_json::json!([one(free)]));
            let (own, best) = sketch.weigh();
            let weighed = &plan["cardinal"]["weighed"];
            assert_eq!(weighed["plan"], serde_json::json!([own.to_string(), own.to_string()]));
            assert_eq!(weighed["best"], serde_json::json!([best.to_string(), best.to_string()]));
        }
        let promises = plan["promises"].as_array().expect("promises");
        for (own, promise) in promises.iter().enumerate() {
            let number = |key: &str| {
                promise[key].as_str().and_then(|text| text[1..].parse::<usize>().ok()).expect("one")
            };
            let (kind, credible) = sketch.kind(number("at"), number("action"));
            let shown = || sketch.toml(&format!("p{place}"), true);
            assert_eq!(promise["kind"], kind, "{promise}\n{}", shown());
            assert_eq!(promise["credible"], credible, "{promise}\n{}", shown());
            kinds.insert(kind);
            seen += 1;
            if place % 4 != 0 {
                let judged = &plan["cardinal"]["promises"][own]["judged"];
                assert_eq!(judged.as_array().map(Vec::len), Some(1), "{judged}");
                assert_eq!(judged[0]["kind"], kind, "{judged}\n{}", shown());
                assert_eq!(judged[0]["credible"], credible, "{judged}\n{}", shown());
            }
        }
    }
    assert!(seen > 300 && kinds.len() == 4, "{seen} {kinds:?}");
}

#[test]
fn ties_leave_the_ends_and_values_of_all_equilibria() {
    let mut dice = Dice(0x0123_4567_89ab_cdef);
    let mut sketches: Vec<Sketch> = (0..120).map(|_| Sketch::new(&mut dice)).collect();
    let mut case = HEAD.to_owned();
    for (place, sketch) in sketches.iter_mut().enumerate() {
        sketch.does.fill(None);
        let few = sketch.worth.iter_mut().flatten();
        few.for_each(|worth| *worth = dice.below(3));
        case.push_str(&sketch.toml(&format!("p{place}"), true));
    }
    let run = on_case("plan", &case, &["--json"]);
    let found: Value = serde_json::from_str(&run.out).unwrap_or_else(|_| panic!("{}", run.err));
    let mut several = 0;
    for (place, sketch) in sketches.iter().enumerate() {
        let plan = &found["plans"][place];
        let ends = sketch.ends();
        let names: Vec<String> = ends.iter().map(|end| format!("e{end}")).collect();
        assert_eq!(plan["ends"], serde_json::json!(names), "{}", sketch.toml("p", true));
        let mut values: Vec<[String; 2]> = ends
            .iter()
            .map(|&end| [0, 1].map(|party| sketch.worth[party][end].to_string()))
            .collect();
        values.sort();
        values.dedup();
        assert_eq!(plan["cardinal"]["values"], serde_json::json!(values));
        several += usize::from(values.len() > 1);
    }
    assert!(several > 10, "{several}");
}
