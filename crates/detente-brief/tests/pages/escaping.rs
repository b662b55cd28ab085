//! Whatever stands in a record or a case stays text in every place of every page.

use crate::fixture::document;
use detente_brief::render;

const HOSTILE: [&str; 9] = [
    "<script>alert(1)</script>",
    "]]><svg onload=x>",
    "&lt;b&gt; & &copy;",
    "\"><img src=x onerror=y>",
    "' onclick='z",
    "</title></style><script>",
    "\u{1b}[31mred\u{0}",
    "<!-- -->",
    "line\nbreak\r\n# heading",
];

#[test]
fn html_has_no_markup_of_others() {
    for hostile in HOSTILE {
        let page = render::html(&document(&|name| format!("{hostile}{name}{hostile}")));
        for mark in ["<script", "<img", "<svg onload", "<!--", "</title></style>"] {
            assert!(!page.contains(mark), "{mark} from {hostile}");
        }
    }
}

#[test]
fn the_page_fetches_nothing() {
    let page = render::html(&document(&str::to_owned));
    let page = page.replace("http://www.w3.org/2000/svg", "");
    for mark in ["http:", "https:", "src=", "@import", "<link", "<script", "file:"] {
        assert!(!page.contains(mark), "{mark}");
    }
    for (at, _) in page.match_indices("url(") {
        assert!(page[at..].starts_with("url(#"));
    }
}

#[test]
fn pictures_stay_well_formed() {
    for hostile in HOSTILE {
        let page = render::html(&document(&|name| format!("{hostile}{name}{hostile}")));
        let mut rest = page.as_str();
        let mut count = 0;
        while let Some(start) = rest.find("<svg ") {
            let end = rest[start..].find("</svg>").unwrap() + start + "</svg>".len();
            roxmltree::Document::parse(&rest[start..end]).unwrap();
            rest = &rest[end..];
            count += 1;
        }
        assert_eq!(count, 2);
    }
}

#[test]
fn markdown_has_no_markup_of_others() {
    let page =
        render::markdown(&document(&|name| format!("*a* _b_ <i> [c](d) ~e~ \\ ![x] {name}")));
    for mark in ["<i>", " *a*", "_b_ ", "[c](", " ~e~", " \\ "] {
        let bare: Vec<_> = page
            .match_indices(mark)
            .filter(|(at, _)| {
                let before = page[..*at].chars().next_back();
                before != Some('\\')
            })
            .collect();
        assert!(
            bare.is_empty(),
            "{mark}: {}",
            &page[bare[0].0..][..40.min(page.len() - bare[0].0)]
        );
    }
}

#[test]
fn markdown_tables_keep_their_columns() {
    let page = render::markdown(&document(&|name| format!("{name} | \\| x")));
    for block in page.split("\n\n").filter(|block| block.starts_with('|')) {
        let pipes: Vec<usize> = block.lines().map(unescaped_pipes).collect();
        assert!(pipes.iter().all(|count| *count == pipes[0]), "{block}");
    }
}

/// Counts pipes as GitHub does: a backslash takes the next character with it.
fn unescaped_pipes(line: &str) -> usize {
    let mut count = 0;
    let mut chars = line.chars();
    while let Some(c) = chars.next() {
        match c {
            '\\' => {
                chars.next();
            }
            '|' => count += 1,
            _ => {}
        }
    }
    count
}

#[test]
fn markdown_blocks_begin_as_they_are_meant() {
    for lead in
        ["# ", "> ", "- ", "+ ", "* ", "1. ", "23) ", "--- ", "=== ", "    code ", "| ", "``` "]
    {
        let page = render::markdown(&document(&|name| format!("{lead}{name}")));
        for line in page.lines() {
            let own = line.starts_with("# ") && line.contains("The bridge")
                || line.starts_with("## ")
                || line.starts_with("### ");
            let foreign = line.starts_with('#') && !own;
            assert!(!foreign, "{lead}: {line}");
            assert!(!line.starts_with("    ") && !line.starts_with("```"), "{lead}: {line}");
        }
        let paragraph = page.split("\n\n").find(|part| part.contains("4 of 15")).unwrap();
        let first = paragraph.chars().next().unwrap();
        assert!(!['#', '>', '-', '+', '=', '|', '`', ' '].contains(&first), "{lead}: {paragraph}");
    }
}

#[test]
fn a_terminal_is_told_nothing_by_a_record() {
    let page =
        render::terminal(&document(&|name| format!("\u{1b}[2J\u{7}{name}\u{9b}1m\u{202e}")), false);
    assert!(page.chars().all(|c| c == '\n' || !c.is_control()));
    assert!(!page.contains('\u{202e}'));
}
