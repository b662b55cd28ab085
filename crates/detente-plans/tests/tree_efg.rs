//! Gambit's `.efg`: what is read, what is refused and where, and that writing and reading end where
//! they began.

#![allow(clippy::unwrap_used)]

mod tree_common;

use detente_plans::tree::efg::{Game, Names, read, write};
use detente_plans::tree::{Builder, Node, Odds, Payoffs, Refusal};
use proptest::prelude::*;
use std::time::{Duration, Instant};
use tree_common::{Sketch, part, whole};

/// One shot of two parties that do not see each other, with chance, payoffs on the way, and leftovers.
const GAME: &str = "EFG 2 R \"A \\\"small\\\" game\" { \"One\", \"Two\" }\r\n\"A comment\r\nof two lines\"\r\n\
c \"start\" 1 \"(0,1)\" { \"a\" 1/2 \"b\" 0.25, \"c\" 2.5E-1 } 0\r\n\
p \"\" 1 1 \"(1,1)\" { \"H\" \"L\" } 1 \"fee\" { -1 0.5 }\r\n\
p \"\" 2 1 \"(2,1)\" { \"h\" \"l\" } 0\r\n\
t \"\" 2 \"good\" { 10, 2 }\r\n\
t \"\" 3 \"bad\" { 0 1e2 }\r\n\
p \"\" 2 1 0\r\n\
t \"\" 3 \"bad\" { 0, 100 }\r\n\
t \"\" 2\r\n\
p \"\" 1 2 { \"H\" } 0\r\n\
t \"\" 2\r\n\
t \"\" 0\r\n\
this is not looked at { \" { ";

#[test]
fn a_game() {
    let game = read(GAME).unwrap();
    assert_eq!(game.names.title, "A \"small\" game");
    assert_eq!(game.names.comment, "A comment\r\nof two lines");
    assert_eq!(&*game.names.nodes[0], "start");
    let Some(Node::Chance(place)) = game.tree.get(0) else { panic!("chance") };
    let odds: Vec<_> = game.tree.odds(place).iter().map(|(low, _)| low.clone()).collect();
    assert_eq!(odds, [part(1, 2), part(1, 4), part(1, 4)]);
    let sets: Vec<_> =
        game.tree.sets().iter().map(|set| (set.party, set.actions, set.nodes)).collect();
    assert_eq!(sets, [(0, 2, 1), (1, 2, 2), (0, 1, 1)]);
    // With the fee, without it, and nothing at all.
    let payoffs: Vec<_> = (0..4).map(|outcome| game.payoffs.of(outcome).to_vec()).collect();
    assert_eq!(payoffs[0], [whole(9), part(5, 2)]);
    assert_eq!(payoffs[1], [whole(-1), part(201, 2)]);
    assert_eq!(payoffs[2], [whole(10), whole(2)]);
    assert_eq!(payoffs[3], [whole(0), whole(0)]);
    assert_eq!(game.names.outcomes, ["good", "bad", "good", ""]);
    assert_eq!(read(&write(&game).unwrap()).unwrap(), game);
}

fn check(text: &str, line: usize, column: usize, expected: &str) {
    let error = read(text).unwrap_err();
    let found = (error.line, error.column, error.expected.as_str());
    assert_eq!(found, (line, column, expected), "{text}");
}

#[test]
fn errors() {
    check("", 1, 1, "EFG");
    check("NFG 1 R", 1, 1, "EFG");
    check("EFG 1 R", 1, 5, "2");
    check("EFG 2 R title", 1, 9, "the title in quotes");
    check("EFG 2 R \"title", 1, 9, "a name with a closing quote");
    check("EFG 2 R \"\" x", 1, 12, "{ and the names of the parties");
    check("EFG 2 R \"\" { x", 1, 14, "the name of a party in quotes or }");
    check("EFG 2 R \"\" { \"a\"", 1, 17, "the name of a party in quotes or }");
    let with = |rest: &str| format!("EFG 2 R \"ü\" {{ \"a\" }} \"\"\n{rest}");
    let check =
        |rest: &str, line, column, expected: &str| check(&with(rest), line, column, expected);
    check("", 2, 1, "a node: p, c or t");
    check("x \"\"", 2, 1, "a node: p, c or t");
    check("p 1", 2, 3, "the name of the node in quotes");
    check("p \"é\" 2 1", 2, 7, "the number of a party from 1 to 1");
    check("p \"\" 0 1", 2, 6, "the number of a party from 1 to 1");
    check("p \"\" -1 1", 2, 6, "the number of a party from 1 to 1");
    check("p \"\" 1 1 0", 2, 10, "{ and the names of the actions");
    check("p \"\" 1 1 { }", 2, 10, "at least one action");
    check("p \"\" 1 1 { \"a\" 0", 2, 16, "the name of an action in quotes or }");
    check("p \"\" 1 1 { \"a\" } 1", 2, 19, "{ and a payoff for each party");
    check("p \"\" 1 1 { \"a\" } 0\r\nt \"\" 1 { x }", 3, 10, "a payoff for each party");
    check("t \"\" 1 { 1 2 }", 2, 12, "} after a payoff for each party");
    check("t \"\" 1 { }", 2, 10, "a payoff for each party");
    check("t \"\" 0 { 1 }", 2, 6, "the number of an outcome with payoffs, not 0");
    check("t \"\" 1 { 1/0 }", 2, 10, "a payoff for each party");
    check("t \"\" 1 { 1e301 }", 2, 10, "a payoff for each party");
    check("t \"\" 1 { 1e999999999999 }", 2, 10, "a payoff for each party");
    check("t \"\" 1 { 1.2.3 }", 2, 10, "a payoff for each party");
    check("t \"\" 1 { . }", 2, 10, "a payoff for each party");
    check("t \"\" 1 { 1/2/3 }", 2, 10, "a payoff for each party");
    check("t \"\" 1 { 0x1 }", 2, 10, "a payoff for each party");
    check(
        "c \"\" 1 { \"a\" 1/2 \"b\" 1/3 } 0",
        2,
        8,
        "probabilities that add up to exactly 1, not 5/6",
    );
    check("c \"\" 1 { \"a\" 3/2 \"b\" -1/2 } 0", 2, 14, "a probability from 0 to 1");
    check("c \"\" 1 { \"a\" \"b\" } 0", 2, 14, "a probability from 0 to 1");
    check("c \"\" 1 { } 0", 2, 8, "at least one result");
    let twice = "p \"\" 1 1 { \"a\" } 0\np \"\" 1 1 { \"a\" \"b\" } 0";
    check(twice, 3, 10, "the same actions as before in this set");
    let twice = "c \"\" 1 { \"a\" 1 } 0\nc \"\" 1 { \"b\" 1 } 0";
    check(twice, 3, 8, "the same results as before in this set");
    let twice = "p \"\" 1 1 { \"a\" \"b\" } 0\nt \"\" 1 { 1 }\nt \"\" 1 { 2 }";
    check(twice, 4, 8, "the same payoffs as before");
}

#[test]
fn numbers() {
    let payoff = |text: &str| {
        let game = read(&format!("EFG 2 D \"\" {{ \"\" }} t \"\" 1 {{ {text} }}")).unwrap();
        game.payoffs.of(0)[0].clone()
    };
    assert_eq!(payoff("+.5"), part(1, 2));
    assert_eq!(payoff("-5."), whole(-5));
    assert_eq!(payoff("-6/4"), part(-3, 2));
    assert_eq!(payoff("1.5e+2"), whole(150));
    assert_eq!(payoff("-0.1E-1"), part(-1, 100));
}

#[test]
fn what_has_no_words() {
    let mut builder = Builder::new(1, 1);
    let node = builder.chance(&[Odds::Unknown, Odds::Unknown]);
    for _ in 0..2 {
        let end = builder.outcome(0);
        builder.link(node, end);
    }
    builder.root(node);
    let tree = builder.build().unwrap();
    let payoffs = Payoffs::new(1, vec![vec![whole(1)]]).unwrap();
    let names = Names::numbered(&tree);
    let mut game = Game { tree, payoffs, names };
    assert_eq!(write(&game), Err(Refusal::Vague(0)));
    game.names.nodes.pop();
    assert_eq!(write(&game), Err(Refusal::Mismatch));
}

/// Every text is answered within seconds, in a build that is not optimised much.
fn answered(text: &str) -> Option<Game> {
    let begin = Instant::now();
    let game = read(text).ok();
    assert!(begin.elapsed() < Duration::from_secs(30), "{:?}", begin.elapsed());
    game
}

#[test]
fn hostile() {
    const MANY: usize = 300_000;
    let head = "EFG 2 R \"\" { \"a\" } ";
    for part in
        ["{", "}", "\"", "\\", "p", "p \"\" ", "c \"\" 1 { ", "EFG 2 R \"\" { ", "\"\\\"", "\n"]
    {
        assert!(answered(&part.repeat(MANY)).is_none());
        assert!(answered(&format!("{head}{}", part.repeat(MANY))).is_none());
    }
    // A chain that goes down at the first or at the last action.
    let down = format!(
        "{head}p \"\" 1 1 {{ \"x\" \"y\" }} 0 {}{}",
        "p \"\" 1 1 0 ".repeat(MANY),
        "t \"\" 0 ".repeat(MANY + 2)
    );
    assert_eq!(answered(&down).unwrap().tree.len(), 2 * MANY + 3);
    let side = format!(
        "{head}p \"\" 1 1 {{ \"x\" \"y\" }} 0 {}t \"\" 0 t \"\" 0",
        "t \"\" 0 p \"\" 1 1 0 ".repeat(MANY)
    );
    let game = answered(&side).unwrap();
    assert_eq!(read(&write(&game).unwrap()).unwrap(), game);
    // Sets told once and met often, each with many children that never come.
    let wide: String = (0..MANY / 10).map(|_| "\"\" 0 ").collect();
    let wide = format!("{head}c \"\" 1 {{ \"\" 1 {wide}}} 0 {}", "c \"\" 1 0 ".repeat(MANY));
    assert!(answered(&wide).is_none());
    // Sums that could grow.
    let odds: String = (0..MANY / 10).map(|place| format!("\"\" 1/{} ", place + 50_000)).collect();
    assert!(answered(&format!("{head}c \"\" 1 {{ {odds} }} 0")).is_none());
    let sums: String = (1..MANY / 10)
        .map(|place| format!("p \"\" 1 1 {{ \"x\" }} {place} {{ 1/{} }} ", place + 50_000))
        .collect();
    assert!(answered(&format!("{head}{sums}t \"\" 0")).is_none());
    let parties = "\"\" ".repeat(10_000);
    let zeros = "0 ".repeat(10_000);
    let lists = format!("p \"\" 1 1 {{ \"x\" }} 1 {{ {zeros} }} {}", "p \"\" 1 1 1 ".repeat(MANY));
    assert!(answered(&format!("EFG 2 R \"\" {{ {parties} }} {lists}")).is_none());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn writing_and_reading(
        sketch in Sketch::any(true, 5, 20),
        payoffs in prop::collection::vec(prop::collection::vec((-9_i64..9, 1_i64..9), 2), 3),
        name in "[\"\\\\a\r\n{} é]{0,6}",
        shared in prop::collection::vec(0_usize..3, 1..8),
    ) {
        let tree = sketch.with_sets(&mut |count| shared[count % shared.len()]);
        let payoffs = payoffs.into_iter().map(|list| list.into_iter().map(|(above, below)| part(above, below)).collect());
        let payoffs = Payoffs::new(2, payoffs.collect()).unwrap();
        let mut names = Names::numbered(&tree);
        names.title.clone_from(&name);
        names.nodes[0] = name.as_str().into();
        names.parties[0].clone_from(&name);
        if let Some(set) = names.sets.first_mut() {
            set.actions[0] = name;
        }
        let text = write(&Game { tree: tree.clone(), payoffs: payoffs.clone(), names: names.clone() }).unwrap();
        // Reading numbers outcomes and sets in the order of the text; after that nothing moves.
        let once = read(&text).unwrap();
        let again = read(&write(&once).unwrap()).unwrap();
        prop_assert_eq!(&once, &again);
        prop_assert_eq!(&once.names.title, &names.title);
        prop_assert_eq!(&once.names.nodes, &names.nodes);
        prop_assert_eq!(once.tree.len(), tree.len());
        for node in 0..tree.len() {
            prop_assert_eq!(once.tree.children(node), tree.children(node));
            match (once.tree.get(node).unwrap(), tree.get(node).unwrap()) {
                (Node::Outcome(one), Node::Outcome(other)) => {
                    prop_assert_eq!(once.payoffs.of(one), payoffs.of(other));
                }
                (Node::Chance(one), Node::Chance(other)) => {
                    prop_assert_eq!(once.tree.odds(one), tree.odds(other));
                }
                (Node::Decision(one), Node::Decision(other)) => {
                    prop_assert_eq!(once.tree.sets()[one], tree.sets()[other]);
                    prop_assert_eq!(&once.names.sets[one], &names.sets[other]);
                }
                _ => prop_assert!(false, "another kind of node"),
            }
        }
    }

    #[test]
    fn spoilt(at in 0..GAME.len(), with in "[\"{}0-9ptc/. \\\\]{0,3}", cut in 0_usize..6) {
        let end = (at + cut).min(GAME.len());
        let text = format!("{}{with}{}", &GAME[..at], &GAME[end..]);
        if let Ok(game) = read(&text) {
            prop_assert_eq!(read(&write(&game).unwrap()).unwrap(), game);
        }
    }
}
