//! Pictures are well-formed, keep within their frame, and no box covers another.

use detente_brief::picture::{
    Arrow, Bar, Graph, GraphNode, Lane, Point, Stack, bars, gantt, graph, scatter, stacks,
};
use proptest::prelude::*;
use roxmltree::{Document, Node};

fn number(node: &Node<'_, '_>, name: &str) -> i64 {
    node.attribute(name).unwrap().parse().unwrap()
}

/// Whole numbers everywhere, everything within the frame, boxes apart.
fn check(svg: &str) -> usize {
    let parsed = Document::parse(svg).unwrap();
    let root = parsed.root_element();
    let (width, height) = (number(&root, "width"), number(&root, "height"));
    assert_eq!(root.attribute("viewBox"), Some(format!("0 0 {width} {height}").as_str()));
    assert_eq!(root.attribute("role"), Some("img"));
    assert!(
        parsed.descendants().any(|node| node.has_tag_name(("http://www.w3.org/2000/svg", "desc")))
    );
    let mut boxes = Vec::new();
    for node in parsed.descendants().filter(Node::is_element) {
        match node.tag_name().name() {
            "rect" => {
                let (x, y) = (number(&node, "x"), number(&node, "y"));
                let (w, h) = (number(&node, "width"), number(&node, "height"));
                assert!(x >= 0 && y >= 0 && x + w <= width && y + h <= height);
                if node.attribute("class") == Some("o") {
                    boxes.push((x, y, w, h));
                }
            }
            "text" => {
                let (x, y) = (number(&node, "x"), number(&node, "y"));
                assert!((0..=width).contains(&x) && (0..=height).contains(&y));
            }
            "path" => {
                for piece in
                    node.attribute("d").unwrap().split(|c: char| c == ' ' || c.is_alphabetic())
                {
                    if !piece.is_empty() {
                        let value: i64 = piece.parse().unwrap();
                        assert!((-200..=width.max(height) + 200).contains(&value));
                    }
                }
            }
            _ => {}
        }
    }
    for (index, a) in boxes.iter().enumerate() {
        for b in &boxes[index + 1..] {
            let apart =
                a.0 + a.2 <= b.0 || b.0 + b.2 <= a.0 || a.1 + a.3 <= b.1 || b.1 + b.3 <= a.1;
            assert!(apart, "{a:?} covers {b:?}");
        }
    }
    boxes.len()
}

fn graphs() -> impl Strategy<Value = Graph> {
    (1_usize..=60, 1_usize..=7).prop_flat_map(|(nodes, movers)| {
        let node = (
            "[YN]{0,14}",
            prop::collection::vec("[a-zäß会<&-]{1,24}", 0..6),
            any::<bool>(),
            prop::option::weighted(0.8, 0_usize..7),
        )
            .prop_map(|(pattern, taken, holds, distance)| GraphNode {
                pattern,
                taken,
                holds,
                present: distance == Some(0),
                distance,
            });
        let arrow = (0..nodes, 0..nodes, 0..movers, any::<bool>())
            .prop_map(|(from, to, mover, one_way)| Arrow { from, to, mover, one_way });
        (
            prop::collection::vec(node, nodes),
            prop::collection::vec(arrow, 0..nodes * 4),
            prop::collection::vec((".{0,40}", any::<bool>()), movers),
        )
            .prop_map(|(nodes, arrows, movers)| Graph { nodes, arrows, movers })
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn boxes_of_a_graph_stand_apart(drawn in graphs(), title in ".{0,40}") {
        let svg = graph(&title, &drawn);
        prop_assert_eq!(check(&svg), drawn.nodes.len());
        prop_assert_eq!(svg, graph(&title, &drawn));
    }

    #[test]
    fn bars_keep_their_frame(
        drawn in prop::collection::vec((".{0,120}", 0_usize..300), 0..12),
        most in 0_usize..300,
    ) {
        let drawn: Vec<Bar> =
            drawn.into_iter().map(|(label, value)| Bar { label, value }).collect();
        check(&bars("Bars", &drawn, most));
    }

    #[test]
    fn stacks_keep_their_frame(
        drawn in prop::collection::vec((".{0,120}", prop::collection::vec(0_u64..1 << 40, 0..6)), 0..12),
        names in prop::collection::vec(".{0,30}", 0..7),
    ) {
        let drawn: Vec<Stack> =
            drawn.into_iter().map(|(label, parts)| Stack { label, parts }).collect();
        check(&stacks("Stacks", &names, &drawn));
    }

    #[test]
    fn days_keep_their_frame(
        drawn in prop::collection::vec((".{0,120}", prop::option::of(any::<i32>()), prop::option::of(any::<i32>()), 0_i64..900, prop::option::of((any::<i32>(), any::<bool>())), prop::option::of(any::<i32>())), 0..14),
        today in prop::option::of(any::<i32>()),
    ) {
        let wide = |day: Option<i32>| day.map(i64::from);
        let drawn: Vec<Lane> = drawn
            .into_iter()
            .map(|(label, from, to, takes, mark, late)| {
                let mark = mark.map(|(day, known)| (i64::from(day), known));
                Lane { label, from: wide(from), to: wide(to).max(wide(from)), takes, mark, late: wide(late), done: false }
            })
            .collect();
        check(&gantt("Days", &drawn, wide(today), &|day| format!("day {day}")));
    }

    #[test]
    fn points_keep_their_frame(
        drawn in prop::collection::vec((".{0,120}", -0.1..1.1_f64, -0.1..1.1_f64, any::<bool>(), any::<bool>()), 0..60),
    ) {
        let drawn: Vec<Point> = drawn
            .into_iter()
            .map(|(label, across, up, marked, secure)| Point { label, across, up, marked, secure })
            .collect();
        check(&scatter("Points", ["across", "up"], &drawn));
    }
}

#[test]
fn nothing_is_drawn_of_nothing() {
    check(&graph("Nothing", &Graph::default()));
    check(&bars("Nothing", &[], 0));
    check(&stacks("Nothing", &[], &[]));
    check(&scatter("Nothing", ["", ""], &[]));
    check(&gantt("Nothing", &[], Some(3), &|day| day.to_string()));
}
