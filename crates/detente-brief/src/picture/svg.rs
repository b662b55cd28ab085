//! What every picture needs: escaping, text measured without a font, names that do not clash on a
//! page, and the frame with title and description. No picture of its own.

use std::fmt::Write as _;
use unicode_width::UnicodeWidthChar;

/// Turns a count into a coordinate.
pub(super) fn int(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

/// Escapes text for XML, in content and in attributes. Characters XML cannot carry are replaced.
pub(super) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\n' | '\r' | '\t' => out.push(' '),
            c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
    out
}

/// Estimates the width of text in a sans-serif face, in pixels. The estimate is on the wide side, so
/// that boxes hold their words in whatever face a reader has.
pub(super) fn text_width(text: &str, size: i64) -> i64 {
    let hundredths: i64 = text
        .chars()
        .map(|c| match c {
            'i' | 'j' | 'l' | '.' | ',' | ':' | ';' | '\'' | '|' | '!' | '‘' | '’' => 32,
            'f' | 't' | 'r' | '(' | ')' | '-' | ' ' => 41,
            'm' | 'w' | 'M' | 'W' => 96,
            '0'..='9' => 64,
            c if c.is_uppercase() => 73,
            c => match c.width() {
                Some(0) | None => 0,
                Some(1) => 61,
                Some(_) => 105,
            },
        })
        .sum();
    (hundredths * size + 99) / 100
}

/// Breaks text into lines of a width; what does not fit the last line is cut with an ellipsis.
pub(super) fn wrap(text: &str, size: i64, width: i64, most: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    for word in text.split_whitespace() {
        let mut word = word.to_owned();
        loop {
            let joined = if line.is_empty() { word.clone() } else { format!("{line} {word}") };
            if text_width(&joined, size) <= width {
                line = joined;
                break;
            }
            if line.is_empty() {
                // A word longer than a line is broken where the line ends.
                let mut head = String::new();
                for c in word.chars() {
                    let longer = format!("{head}{c}");
                    if !head.is_empty() && text_width(&longer, size) > width {
                        break;
                    }
                    head = longer;
                }
                word = word.split_off(head.len());
                lines.push(head);
                if word.is_empty() {
                    break;
                }
            } else {
                lines.push(std::mem::take(&mut line));
            }
        }
    }
    if !line.is_empty() {
        lines.push(line);
    }
    if lines.len() > most {
        lines.truncate(most);
        if let Some(last) = lines.last_mut() {
            while !last.is_empty() && text_width(last, size) + size > width {
                last.pop();
            }
            last.truncate(last.trim_end().len());
            last.push('…');
        }
    }
    lines
}

/// The hash of Fowler, Noll and Vo, 64 bits (1a): short names, no protection.
pub(crate) fn fnv(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

/// Makes a name for a picture from what it shows, so that two pictures on a page do not share
/// names and the same picture has the same name everywhere.
pub(super) fn name(kind: &str, content: &str) -> String {
    let hash = fnv(content.as_bytes());
    format!("{kind}-{:08x}", (hash >> 32) ^ (hash & 0xffff_ffff))
}

/// The faces of words: those of the reader's system.
const FACES: &str = "system-ui,-apple-system,'Segoe UI',Roboto,'DejaVu Sans',sans-serif";

/// What stands around every picture.
pub(super) struct Frame<'a> {
    /// The picture's name, from [`name`].
    pub(super) id: &'a str,
    /// The width in pixels.
    pub(super) width: i64,
    /// The height in pixels.
    pub(super) height: i64,
    /// What it shows, in one line.
    pub(super) title: &'a str,
    /// What it shows, in words.
    pub(super) description: &'a str,
    /// The size of its words in pixels, where its rules say nothing else.
    pub(super) size: i64,
    /// Its rules, with `&` standing for the picture.
    pub(super) style: &'a str,
}

/// Puts the drawing into its frame.
pub(super) fn framed(frame: &Frame<'_>, drawing: &str) -> String {
    let Frame { id, width, height, .. } = frame;
    let mut out = String::new();
    let _ = writeln!(
        out,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" id=\"{id}\" role=\"img\" \
         aria-labelledby=\"{id}-title {id}-desc\" viewBox=\"0 0 {width} {height}\" \
         width=\"{width}\" height=\"{height}\">"
    );
    let _ = writeln!(out, "<title id=\"{id}-title\">{}</title>", escape(frame.title));
    let _ = writeln!(out, "<desc id=\"{id}-desc\">{}</desc>", escape(frame.description));
    // Rules inside a page reach the whole page unless they name the picture.
    let words = format!("\n& text{{font:{}px {FACES};fill:currentColor}}\n", frame.size);
    let rules = format!("{words}{}", frame.style).replace('&', &format!("#{id}"));
    let _ = writeln!(out, "<style>{rules}</style>");
    out.push_str(drawing);
    out.push_str("</svg>\n");
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_keep_to_their_width() {
        for text in [
            "one two three four five",
            "Donaudampfschifffahrtsgesellschaft",
            "",
            "会议会议会议会议",
        ] {
            for line in wrap(text, 12, 60, 9) {
                assert!(text_width(&line, 12) <= 60, "{line}");
            }
        }
    }

    #[test]
    fn what_is_cut_says_so() {
        let lines = wrap("one two three four five six", 12, 60, 2);
        assert_eq!(lines.len(), 2);
        assert!(lines[1].ends_with('…'));
    }

    #[test]
    fn nothing_xml_cannot_carry_remains() {
        assert_eq!(escape("a<b>&\"'\u{1b}\u{0}\n"), "a&lt;b&gt;&amp;&quot;&#39;\u{fffd}\u{fffd} ");
    }
}
