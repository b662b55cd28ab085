//! A flat reading of well-formed XML that keeps the place of every character.
//!
//! Well-formedness is judged by `roxmltree`, which reports line and column but loses the places of
//! characters where it joins text with entities. This scanner only walks over what passed there;
//! given anything else it may misread, but ends and never panics.

use std::ops::Range;

/// One piece of an XML file, with its byte range.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Piece<'a> {
    /// An opening tag; `empty` if it closes itself.
    Open { tag: Tag<'a>, empty: bool, range: Range<usize> },
    /// A closing tag.
    Close { name: &'a str, range: Range<usize> },
    /// Characters that stand for themselves.
    Text(Range<usize>),
    /// A character written as an entity.
    Entity { value: char, range: Range<usize> },
}

/// The inside of an opening tag.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Tag<'a> {
    /// The name without its prefix.
    pub(crate) name: &'a str,
    attributes: &'a str,
}

impl<'a> Tag<'a> {
    /// Returns the value of an attribute, entities not resolved.
    pub(crate) fn attribute(&self, name: &str) -> Option<&'a str> {
        let mut rest = self.attributes.trim_start();
        while let Some((key, after)) = rest.split_once('=') {
            let after = after.trim_start();
            let quote = after.chars().next().filter(|c| matches!(c, '"' | '\''))?;
            let (value, tail) = after[1..].split_once(quote)?;
            if key.trim_end() == name {
                return Some(value);
            }
            rest = tail.trim_start();
        }
        None
    }
}

/// Walks over the pieces of an XML file.
pub(crate) struct Pieces<'a> {
    text: &'a str,
    at: usize,
    cdata_until: usize,
}

impl<'a> Pieces<'a> {
    /// Starts at the beginning of the file.
    pub(crate) fn new(text: &'a str) -> Self {
        Self { text, at: 0, cdata_until: 0 }
    }

    fn skip_past(&mut self, end: &str) {
        self.at = self.text[self.at..]
            .find(end)
            .map_or(self.text.len(), |found| self.at + found + end.len());
    }

    fn tag(&mut self) -> Piece<'a> {
        let start = self.at;
        let bytes = self.text.as_bytes();
        let mut quote = None;
        let end = bytes[start..].iter().position(|&byte| {
            if quote.is_some() {
                quote = quote.filter(|&open| open != byte);
                return false;
            }
            quote = Some(byte).filter(|byte| matches!(byte, b'"' | b'\''));
            byte == b'>'
        });
        let end = end.map_or(bytes.len(), |len| start + len);
        self.at = (end + 1).min(bytes.len());
        let range = start..self.at;
        let inside = &self.text[start + 1..end];
        if let Some(name) = inside.strip_prefix('/') {
            return Piece::Close { name: local(name.trim_end()), range };
        }
        let (inside, empty) =
            inside.strip_suffix('/').map_or((inside, false), |inside| (inside, true));
        let (name, attributes) = inside.split_once(char::is_whitespace).unwrap_or((inside, ""));
        Piece::Open { tag: Tag { name: local(name), attributes }, empty, range }
    }

    fn entity(&mut self) -> Option<Piece<'a>> {
        let start = self.at;
        // The longest reference that XML can hold here is `&#x10FFFF;`, leading zeros aside.
        let name = self.text[start + 1..].split_once(';')?.0;
        let value = match name {
            "amp" => '&',
            "lt" => '<',
            "gt" => '>',
            "quot" => '"',
            "apos" => '\'',
            _ => {
                let number = name.strip_prefix('#')?;
                let code = match number.strip_prefix('x') {
                    Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                    None => number.parse().ok()?,
                };
                char::from_u32(code)?
            }
        };
        self.at = start + name.len() + 2;
        Some(Piece::Entity { value, range: start..self.at })
    }
}

impl<'a> Iterator for Pieces<'a> {
    type Item = Piece<'a>;

    fn next(&mut self) -> Option<Piece<'a>> {
        loop {
            if self.at < self.cdata_until {
                let range = self.at..self.cdata_until;
                self.at = range.end;
                return Some(Piece::Text(range));
            }
            let rest = &self.text[self.at..];
            if rest.is_empty() {
                return None;
            } else if rest.starts_with("<!--") {
                self.at += 4;
                self.skip_past("-->");
            } else if rest.starts_with("<![CDATA[") {
                self.at += 9;
                self.cdata_until =
                    rest.find("]]>").map_or(self.text.len(), |len| self.at - 9 + len);
            } else if rest.starts_with("]]>") {
                self.at += 3;
            } else if rest.starts_with("<?") {
                self.skip_past("?>");
            } else if rest.starts_with('<') {
                return Some(self.tag());
            } else if rest.starts_with('&')
                && let Some(piece) = self.entity()
            {
                return Some(piece);
            } else {
                let first = rest.chars().next().map_or(1, char::len_utf8);
                let len = rest[first..].find(['<', '&']).map_or(rest.len(), |len| first + len);
                self.at += len;
                return Some(Piece::Text(self.at - len..self.at));
            }
        }
    }
}

fn local(name: &str) -> &str {
    name.rsplit_once(':').map_or(name, |(_, local)| local)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(xml: &str, expect: &str) {
        let shown: Vec<String> = Pieces::new(xml)
            .map(|piece| match piece {
                Piece::Open { tag, empty, .. } => {
                    format!("<{}{}>", tag.name, if empty { "/" } else { "" })
                }
                Piece::Close { name, .. } => format!("</{name}>"),
                Piece::Text(range) => xml[range].to_owned(),
                Piece::Entity { value, .. } => format!("{{{value}}}"),
            })
            .collect();
        assert_eq!(shown.join("|"), expect);
    }

    #[test]
    fn pieces() {
        check("<?xml version='1.0'?><a>x<!-- <no> -->y</a>", "<a>|x|y|</a>");
        check("<t:p n='>'>a&amp;b&#x2014;&#65;</t:p >", "<p>|a|{&}|b|{—}|{A}|</p>");
        check("<pb/><![CDATA[<x> & ]]>z", "<pb/>|<x> & |z");
        check("& &foo; <", "& |&foo; |<>");
        check("", "");
    }

    #[test]
    fn attributes() {
        let tag = Tag { name: "note", attributes: " n = \"1\" xml:id='d=1' type=\"source\" " };
        assert_eq!(tag.attribute("n"), Some("1"));
        assert_eq!(tag.attribute("xml:id"), Some("d=1"));
        assert_eq!(tag.attribute("type"), Some("source"));
        assert_eq!(tag.attribute("id"), None);
    }
}
