//! Documents for the tests: one of every kind of block, with the same text in every place or with
//! text of its own.

use detente_brief::document::{
    Block, Document, Figure, Footnote, Inline, Judgement, Quote, Row, Switches, Table, Trust,
};
use detente_brief::picture::{Arrow, Bar, Graph, GraphNode, bars, graph};

/// A document in which every text is made from its name.
pub(crate) fn document(text: &dyn Fn(&str) -> String) -> Document {
    let t = |name: &str| Inline::text(text(name));
    let drawn = vec![
        Bar { label: text("The lower town wanting a toll"), value: 12 },
        Bar { label: text("The ferrymen wanting the river blocked"), value: 5 },
    ];
    let bar_caption = text("Answers that change, of 20");
    let graph_caption = text("Who would move where");
    Document {
        annex_footnotes: Vec::new(),
        title: text("The bridge"),
        subtitle: vec![text("Will the ferrymen let it stand?"), text("As of 1890-10-04")],
        blocks: vec![
            Block::Lead(vec![vec![
                Inline::Strong(text("The bridge is rebuilt.")),
                Inline::Notes(vec![1]),
            ]]),
            Block::Paragraph(vec![t("4 of 15 inputs are the analyst's own.")]),
            Block::Heading(text("Key judgements")),
            Block::Judgement(Judgement {
                number: 1,
                text: vec![Inline::Strong(text("The bridge is rebuilt"))],
                fields: vec![
                    (
                        text("Holds in"),
                        vec![vec![t("every outcome that holds"), Inline::Technical(text("seq"))]],
                    ),
                    (
                        text("Hangs on"),
                        vec![vec![t("the price")], vec![t("the river"), Inline::Notes(vec![2])]],
                    ),
                    (text("Speaks against it"), vec![vec![Inline::Notes(vec![3])]]),
                ],
                notes: vec![1, 2],
            }),
            Block::Judgement(Judgement {
                number: 2,
                text: vec![Inline::Strong(text("The river is open"))],
                ..Judgement::default()
            }),
            Block::Heading(text("Which outcomes hold")),
            Block::Table(grid(text)),
            Block::Figure(Figure {
                svg: graph(&graph_caption, &small_graph(text)),
                caption: graph_caption,
                words: vec![text("From nothing to build: the towns")],
                ..Figure::default()
            }),
            Block::Heading(text("What it hangs on")),
            Block::Figure(Figure {
                svg: bars(&bar_caption, &drawn, 20),
                caption: bar_caption,
                bars: drawn,
                in_text: true,
                ..Figure::default()
            }),
            Block::List(vec![vec![t("one `command` in a list")], vec![t("two")]]),
            Block::Table(Table {
                caption: text("Issues"),
                head: vec![text("Issue"), text("Positions")],
                rows: vec![Row::Cells(vec![vec![t("The toll")], vec![t("none known")]])],
            }),
            Block::Switches(Switches {
                title: text("What if"),
                caption: text("Choose a reading"),
                switches: vec![
                    (text("Is it so?"), vec![text("Yes"), text("No")]),
                    (text("And else?"), vec![text("as it is"), text("otherwise")]),
                ],
                settings: (0..4)
                    .map(|setting| {
                        let line = vec![t("the ferry: "), Inline::Strong(text("stops"))];
                        (vec![setting / 2, setting % 2], vec![Block::List(vec![line])])
                    })
                    .collect(),
            }),
            Block::Heading(text("Sources")),
            Block::Footnotes,
        ],
        annex: Vec::new(),
        footnotes: footnotes(text),
    }
}

fn grid(text: &dyn Fn(&str) -> String) -> Table {
    let row = |label: &str, signs: [&str; 2]| {
        let mut cells = vec![vec![Inline::text(text(label)), Inline::Technical(text("nash"))]];
        cells.extend(signs.map(|sign| vec![Inline::text(sign)]));
        Row::Cells(cells)
    };
    Table {
        caption: text("Outcomes that hold"),
        head: vec![text("Outcome"), "1 (now)".into(), "2".into()],
        rows: vec![
            Row::Group(text("The towns")),
            row("build the bridge", ["○", "●"]),
            Row::Group(text("Would gain by moving")),
            row("The ferrymen", ["×", "·"]),
        ],
    }
}

fn small_graph(text: &dyn Fn(&str) -> String) -> Graph {
    let node = |taken: Vec<String>, holds, distance: Option<usize>| GraphNode {
        pattern: text("NN"),
        taken,
        holds,
        present: distance == Some(0),
        distance,
    };
    Graph {
        nodes: vec![
            node(Vec::new(), false, Some(0)),
            node(vec![text("build")], true, Some(1)),
            node(vec![text("build"), text("toll")], true, None),
        ],
        arrows: vec![
            Arrow { from: 0, to: 1, mover: 0, one_way: true },
            Arrow { from: 2, to: 0, mover: 1, one_way: false },
        ],
        movers: vec![(text("the towns together"), true), (text("the ferrymen"), false)],
    }
}

fn footnotes(text: &dyn Fn(&str) -> String) -> Vec<Footnote> {
    vec![
        Footnote {
            claim: text("needs-bridge"),
            voice: text("the upper town"),
            place: text("p02"),
            status: text("verified"),
            trust: Trust::Verified,
            quotes: vec![Quote {
                before: format!("{} ", text("We say that")),
                words: text("we need the bridge"),
                after: format!(" {}", text("before the snow.")),
            }],
            cautions: Vec::new(),
        },
        Footnote {
            claim: text("will-block"),
            voice: text("the upper town on the ferrymen"),
            place: text("p03"),
            status: text("verified on 1890-10-05; record not at hand"),
            trust: Trust::Earlier,
            quotes: vec![Quote { words: text("they will block the river"), ..Quote::default() }],
            cautions: vec![text("second-hand"), text("hedged")],
        },
        Footnote {
            claim: text("lost"),
            voice: text("the lower town"),
            place: text("p04"),
            status: text("NOT in the record"),
            trust: Trust::Doubtful,
            quotes: vec![
                Quote { words: text("first part"), ..Quote::default() },
                Quote { words: text("second part"), ..Quote::default() },
            ],
            cautions: Vec::new(),
        },
    ]
}
