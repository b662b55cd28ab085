//! Level 2: the same letters set in other type.
//!
//! Canonical composition, quotation marks, dashes, spaces, invisible characters, ligatures, the
//! ellipsis, º and °. Line ends and runs of spaces are layout and live in `layout`.

use std::iter::once;

use unicode_normalization::{
    IsNormalized, UnicodeNormalization, char::canonical_combining_class, is_nfc_quick,
};

use crate::view::Sink;

/// Rewrites typographic variants to one plain form.
pub(crate) fn rewrite(text: &str, sink: &mut impl Sink) {
    let bytes = text.as_bytes();
    let mut folded = String::new();
    let mut at = 0;
    let mut copied = 0;
    while at < bytes.len() {
        let plain =
            at + bytes[at..].iter().take_while(|&&byte| byte.is_ascii() && byte != b'-').count();
        // The last ASCII letter may belong to a combining mark that follows it.
        let composes = plain < bytes.len() && bytes[plain] != b'-' && plain > at;
        at = if composes { plain - 1 } else { plain };
        if at == bytes.len() {
            break;
        }
        let end = cluster_end(text, at);
        folded.clear();
        fold(text, at..end, &mut folded);
        if folded != text[at..end] {
            sink.copy(copied..at);
            sink.replace(at..end, &folded);
            copied = end;
        }
        at = end;
    }
    sink.copy(copied..bytes.len());
}

/// The end of the smallest stretch from `at` that can be folded by itself.
fn cluster_end(text: &str, at: usize) -> usize {
    let rest = &text[at..];
    if rest.starts_with('-') {
        // Typists write a dash as two or three hyphens.
        return at + rest.bytes().take_while(|&byte| byte == b'-').count();
    }
    let mut chars = rest.char_indices();
    chars.next();
    chars.find(|&(_, c)| !continues_cluster(c)).map_or(text.len(), |(len, _)| at + len)
}

/// Whether canonical composition may join a character to the one before it.
fn continues_cluster(c: char) -> bool {
    !c.is_ascii()
        && (canonical_combining_class(c) != 0 || is_nfc_quick(once(c)) == IsNormalized::Maybe)
}

fn fold(text: &str, range: std::ops::Range<usize>, out: &mut String) {
    let cluster = &text[range.clone()];
    if cluster.starts_with('-') {
        // Longer runs are rules drawn across the page, not dashes.
        out.push_str(if cluster.len() <= 3 { "-" } else { cluster });
        return;
    }
    if cluster == "\u{AD}"
        && text[range.end..].trim_start_matches([' ', '\t', '\r']).starts_with('\n')
    {
        // A soft hyphen that shows at a line end divides a word; `layout` joins it.
        out.push('-');
        return;
    }
    for c in cluster.nfc() {
        match plain(c) {
            Some(plain) => out.push_str(plain),
            None => out.push(c),
        }
    }
}

/// The plain form of one character, if it has another.
fn plain(c: char) -> Option<&'static str> {
    Some(match c {
        '‘' | '’' | '‚' | '‛' | '′' | '‵' | '‹' | '›' | '´' | 'ʹ' | 'ʻ' | 'ʼ' | 'ˈ' | '＇' => {
            "'"
        }
        '“' | '”' | '„' | '‟' | '″' | '‶' | '«' | '»' | '〝' | '〞' | '〟' | '＂' | 'ʺ' => {
            "\""
        }
        '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' | '﹘' | '﹣' | '－' => "-",
        '\u{A0}' | '\u{1680}' | '\u{2000}'..='\u{200A}' | '\u{202F}' | '\u{205F}' | '\u{3000}' => {
            " "
        }
        c if is_invisible(c) => "",
        'ﬀ' => "ff",
        'ﬁ' => "fi",
        'ﬂ' => "fl",
        'ﬃ' => "ffi",
        'ﬄ' => "ffl",
        'ﬅ' | 'ﬆ' => "st",
        '…' => "...",
        'º' | '˚' => "°",
        _ => return None,
    })
}

/// Characters that leave no ink: soft hyphens, joiners, marks of direction and of byte order.
pub(crate) fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{AD}' | '\u{180E}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2064}'
            | '\u{2066}'..='\u{2069}' | '\u{FE0E}' | '\u{FE0F}' | '\u{FEFF}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::TextSink;

    fn check(input: &str, expect: &str) {
        let mut sink = TextSink::new(input);
        rewrite(input, &mut sink);
        assert_eq!(sink.finish(), expect, "{input:?}");
    }

    #[test]
    fn variants_become_plain() {
        check("plain - text", "plain - text");
        check("“Rhee’s” ‘army’ «да»", "\"Rhee's\" 'army' \"да\"");
        check("1957–61 — and -- too --- ----", "1957-61 - and - too - ----");
        check("N\u{A0}º 14\u{2009}°", "N ° 14 °");
        check("nego\u{AD}tiate zero\u{200B}width \u{FEFF}bom", "negotiate zerowidth bom");
        check("nego\u{AD}\ntiate", "nego-\ntiate");
        check("oﬃcial ﬁgures…", "official figures...");
        check("cafe\u{301} e", "café e");
        check("o\u{323}\u{302}", "ộ");
        check("\u{301}", "\u{301}");
        check("\u{1112}\u{1161}\u{11AB}국", "한국");
    }

    #[test]
    fn agrees_with_composition_of_the_whole() {
        let text = "A\u{30A} q\u{307}\u{323} \u{1112}\u{1161}\u{11AB} \u{958}\u{93C} e\u{301}x";
        let mut sink = TextSink::new(text);
        rewrite(text, &mut sink);
        assert_eq!(sink.finish(), text.nfc().collect::<String>());
    }
}
