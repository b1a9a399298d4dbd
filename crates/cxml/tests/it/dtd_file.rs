//! Reading a DTD file: as much of the syntax as cXML's have.
#![expect(
    clippy::string_slice,
    reason = "cut at places that were found, before and after characters of ASCII"
)]

use std::collections::BTreeMap;

/// What a file declares.
#[derive(Default)]
pub struct DtdFile {
    /// Elements by name.
    pub elements: BTreeMap<String, Declared>,
}

/// What is declared of an element.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Declared {
    /// `ANY`, `EMPTY`, `#` for text, `#A|B` for text with elements, or the model, without blanks.
    pub content: String,
    /// Attributes in order: name, with `!` where required, and its type; `CDATA` is empty.
    pub attributes: Vec<(String, String)>,
}

impl DtdFile {
    pub fn parse(text: &str) -> Self {
        let mut file = Self::default();
        let mut entities = BTreeMap::new();
        let mut rest = text;
        while let Some(at) = rest.find(['<', ']']) {
            rest = &rest[at..];
            let skip_to = |end: &str| rest.find(end).map_or("", |at| &rest[at + end.len()..]);
            if rest.starts_with("<!--") {
                rest = skip_to("-->");
            } else if rest.starts_with("<?") {
                rest = skip_to("?>");
            } else if let Some(section) = rest.strip_prefix("<![") {
                let (keyword, inside) = section.split_once('[').unwrap();
                rest = if expand(keyword, &entities).trim() == "IGNORE" {
                    skip_to("]]>")
                } else {
                    inside
                };
            } else if rest.starts_with("]]>") {
                rest = &rest[3..];
            } else {
                let end = end_of_declaration(rest);
                file.declare(&rest[..end], &mut entities);
                rest = &rest[end + 1..];
            }
        }
        file
    }

    fn declare(&mut self, declaration: &str, entities: &mut BTreeMap<String, String>) {
        if let Some(entity) = declaration.strip_prefix("<!ENTITY") {
            if let Some(entity) = entity.trim_start().strip_prefix('%') {
                let (name, value) = entity.trim().split_once(char::is_whitespace).unwrap();
                let value = expand(unquoted(value.trim()), entities);
                // Of several declarations the first counts (XML 1.0, 4.2).
                entities.entry(name.to_owned()).or_insert(value);
            }
        } else if let Some(element) = declaration.strip_prefix("<!ELEMENT") {
            let element = expand(element, entities);
            let (name, content) = element.trim().split_once(char::is_whitespace).unwrap();
            self.elements.entry(name.to_owned()).or_default().content = content_of(content);
        } else if let Some(list) = declaration.strip_prefix("<!ATTLIST") {
            let list = expand(list, entities);
            let (name, attributes) = list.trim().split_once(char::is_whitespace).unwrap();
            let element = self.elements.entry(name.to_owned()).or_default();
            for attribute in attributes_of(attributes) {
                let known = |(name, _): &(String, String)| {
                    name.trim_end_matches('!') == attribute.0.trim_end_matches('!')
                };
                if !element.attributes.iter().any(known) {
                    element.attributes.push(attribute);
                }
            }
        } else {
            panic!("{declaration}");
        }
    }
}

/// The place of the `>` that ends a declaration.
fn end_of_declaration(text: &str) -> usize {
    let mut quote = None;
    for (at, c) in text.char_indices() {
        match (quote, c) {
            (None, '"' | '\'') => quote = Some(c),
            (None, '>') => return at,
            (Some(open), _) if open == c => quote = None,
            _ => {}
        }
    }
    panic!("a declaration without end: {}", &text[..80])
}

fn expand(text: &str, entities: &BTreeMap<String, String>) -> String {
    let mut text = text.to_owned();
    for _ in 0..20 {
        let Some(start) = text.find('%') else { break };
        let Some(end) = text[start..].find(';').map(|at| start + at) else {
            break;
        };
        let value = entities
            .get(&text[start + 1..end])
            .unwrap_or_else(|| panic!("{text}"));
        text.replace_range(start..=end, &format!(" {value} "));
    }
    text
}

fn unquoted(text: &str) -> &str {
    let inside = text
        .strip_prefix('"')
        .and_then(|text| text.strip_suffix('"'));
    let inside = inside.or_else(|| text.strip_prefix('\'')?.strip_suffix('\''));
    inside.unwrap_or(text)
}

fn content_of(content: &str) -> String {
    let mut content: String = content.split_ascii_whitespace().collect();
    if let Some(mixed) = content.strip_prefix("(#PCDATA") {
        let names = mixed.trim_end_matches(['*', ')']).replace(['(', ')'], "");
        return format!("#{}", names.trim_start_matches('|'));
    }
    while let Some(inside) = content
        .strip_prefix('(')
        .and_then(|rest| rest.strip_suffix(')'))
    {
        if !is_balanced(inside) {
            break;
        }
        content = inside.to_owned();
    }
    content
}

fn is_balanced(text: &str) -> bool {
    let mut depth = 0;
    for c in text.chars() {
        match c {
            '(' => depth += 1,
            ')' => depth -= 1,
            _ => {}
        }
        if depth < 0 {
            return false;
        }
    }
    depth == 0
}

fn attributes_of(list: &str) -> Vec<(String, String)> {
    let mut attributes = Vec::new();
    let mut rest = list.trim();
    while !rest.is_empty() {
        let name = word(&mut rest);
        let mut kind = if rest.starts_with('(') {
            let (values, after) = rest.split_at(rest.find(')').unwrap() + 1);
            rest = after.trim_start();
            values.split_ascii_whitespace().collect()
        } else {
            word(&mut rest)
        };
        let default = if rest.starts_with(['"', '\'']) {
            literal(&mut rest);
            String::new()
        } else {
            word(&mut rest)
        };
        if default == "#FIXED" {
            let value = literal(&mut rest);
            let words: Vec<_> = value.split_ascii_whitespace().collect();
            kind = format!("({})", words.join(" "));
        }
        if kind == "CDATA" {
            kind.clear();
        }
        let required = if default == "#REQUIRED" { "!" } else { "" };
        attributes.push((format!("{name}{required}"), kind));
    }
    attributes
}

fn word(rest: &mut &str) -> String {
    let end = rest.find(char::is_whitespace).unwrap_or(rest.len());
    let (word, after) = rest.split_at(end);
    *rest = after.trim_start();
    word.to_owned()
}

fn literal(rest: &mut &str) -> String {
    let quote = rest.chars().next().unwrap();
    let (literal, after) = rest[1..].split_once(quote).unwrap();
    *rest = after.trim_start();
    literal.to_owned()
}
