//! The two-by-two games: each becomes the text of a case and goes the way of every case.

use crate::conflict::{answer, asked, confirm, open};
use crate::entry::{Entry, Patterns};
use detente::brief::{Limits, analyse};
use detente::case::MemoryWorld;
use detente::stability::{Concept, Context, Graph, StateSet};
use std::collections::BTreeSet;
use std::fmt::Write as _;

/// The ranks of both players in the cells NN, NY, YN, YY.
pub(crate) type Cells = [(u8, u8); 4];

/// A game as it is told.
pub(crate) struct Line {
    pub(crate) number: Option<u128>,
    pub(crate) names: Vec<String>,
    pub(crate) ranks: Vec<String>,
    pub(crate) cells: Cells,
    /// The states that hold, in the order of the questions asked.
    pub(crate) held: Vec<String>,
}

/// Reads the file and checks every game in it.
pub(crate) fn check(mut file: Entry) -> Vec<Line> {
    assert_eq!(file.text("title"), "Two-by-two games");
    assert!(!file.texts("citations").is_empty() && !file.text("data").is_empty());
    let lines = file.entries("game").into_iter().map(game).collect();
    file.end();
    lines
}

fn game(mut entry: Entry) -> Line {
    let number =
        entry.maybe("number").map(|n| n.as_integer().expect("a number").unsigned_abs().into());
    let names = entry.texts("names");
    let ranks = entry.texts("ranks");
    let _ = entry.maybe("note");
    let figures: Vec<u8> = ranks
        .iter()
        .flat_map(|row| row.split([' ', ',']))
        .map(|figure| figure.parse().expect("a rank"))
        .collect();
    let pairs: Vec<(u8, u8)> = figures.chunks(2).map(|pair| (pair[0], pair[1])).collect();
    let cells: Cells = pairs.try_into().expect("four cells");
    let name = number.map_or_else(|| names.join(", "), |n: u128| format!("game {n}"));
    let case = open(&MemoryWorld::new().with("case.toml", case_text(&name, cells)), &name);
    let result = analyse(&case.model, &[], &Limits::default()).expect("solved");
    let game = &result.base().game;
    let graph = Graph::from_game(game, &Context::default()).expect("a small game");
    Concept::ALL.iter().for_each(|concept| confirm(game, *concept, &name));
    let pattern = |index| case.model.pattern(game.space().state(index));
    let mut expected = entry.entry("equilibria");
    let mut held = Vec::new();
    for question in asked() {
        let found: StateSet = answer(&question, game, &graph).expect("defined");
        let found: Patterns = found.iter().map(pattern).collect();
        let wanted = expected.text(&question);
        assert_eq!(
            found,
            wanted.split_whitespace().map(str::to_owned).collect(),
            "{name}: {question}"
        );
        held.push(wanted);
    }
    expected.end();
    entry.end();
    Line { number, names, ranks, cells, held }
}

/// Writes a game as a case.
fn case_text(name: &str, cells: Cells) -> String {
    let mut text = format!(
        "schema = 1\n[case]\ntitle = \"{name}\"\nquestion = \"Which cells hold?\"\nstatus-quo = []\n\
         [parties]\nrow = {{ name = \"Row\", assumed = \"a player\" }}\n\
         column = {{ name = \"Column\", assumed = \"a player\" }}\n\
         [options]\nlower = {{ by = \"row\", text = \"play the lower row\", assumed = \"a row\" }}\n\
         right = {{ by = \"column\", text = \"play the right column\", assumed = \"a column\" }}\n\
         [questions]\nlike = {{ holds = \"lower iff right\", text = \"both play first or both second\" }}\n\
         [preferences]\n"
    );
    let values = [cells.map(|cell| cell.0), cells.map(|cell| cell.1)];
    for (player, values) in ["row", "column"].into_iter().zip(values) {
        let ranks: BTreeSet<u8> = values.into_iter().collect();
        let groups = ranks.into_iter().rev().map(|rank| {
            let cells = ["NN", "NY", "YN", "YY"].into_iter().zip(values);
            let tied =
                cells.filter(|(_, value)| *value == rank).map(|(cell, _)| format!("\"{cell}\""));
            format!("[{}]", tied.collect::<Vec<_>>().join(", "))
        });
        let ranking = groups.collect::<Vec<_>>().join(", ");
        let _ = writeln!(text, "{player} = {{ ranking = [{ranking}], assumed = \"the matrix\" }}");
    }
    text
}

/// Returns the least of the eight matrices that are one game: rows, columns and players exchanged.
pub(crate) fn least(cells: Cells) -> Cells {
    let rows = |c: Cells| [c[2], c[3], c[0], c[1]];
    let columns = |c: Cells| [c[1], c[0], c[3], c[2]];
    let players = |c: Cells| [c[0], c[2], c[1], c[3]].map(|(row, column)| (column, row));
    let mut all = vec![cells, players(cells)];
    all.extend(all.clone().into_iter().map(rows));
    all.extend(all.clone().into_iter().map(columns));
    all.into_iter().min().unwrap_or(cells)
}

/// Returns every strict game once.
pub(crate) fn every() -> BTreeSet<Cells> {
    let strict: Vec<[u8; 4]> = (0..256_u32)
        .map(|code| [0, 2, 4, 6].map(|shift| (code >> shift & 3) as u8 + 1))
        .filter(|ranks| ranks.iter().collect::<BTreeSet<_>>().len() == 4)
        .collect();
    let pairs = strict.iter().flat_map(|row| strict.iter().map(move |column| (row, column)));
    pairs.map(|(r, c)| least([0, 1, 2, 3].map(|cell| (r[cell], c[cell])))).collect()
}
