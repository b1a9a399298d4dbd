//! XML.

use super::scanner::Scanner;
use super::{Kind, Token, line_break};

/// Cuts the next part off.
pub(super) fn take(scanner: &mut Scanner<'_>) {
    take_part(scanner);
}

/// One part of a document: a tag, a text, a comment ...
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Opening,
    Closing,
    Empty,
    Text,
    Remark,
}

fn take_part(scanner: &mut Scanner<'_>) -> Part {
    if scanner.starts_with("<!--") {
        scanner.take_through(4, "-->", Kind::Remark);
        Part::Remark
    } else if scanner.starts_with("<![CDATA[") {
        scanner.take(9, Kind::Punctuation);
        let length = scanner.rest().find("]]>");
        scanner.take(length.unwrap_or(scanner.rest().len()), Kind::Plain);
        scanner.take(3.min(scanner.rest().len()), Kind::Punctuation);
        Part::Text
    } else if scanner.starts_with("<?") {
        scanner.take_through(2, "?>", Kind::Remark);
        Part::Remark
    } else if scanner.starts_with("<!") {
        take_declaration(scanner);
        Part::Remark
    } else if scanner.starts_with("<") {
        take_tag(scanner)
    } else {
        scanner.take_while(|character| character != '<', Kind::Plain);
        Part::Text
    }
}

/// A declaration ends at the first `>` outside of brackets.
fn take_declaration(scanner: &mut Scanner<'_>) {
    let mut depth = 0_usize;
    let end = scanner.rest().find(|character| {
        match character {
            '[' => depth += 1,
            ']' => depth = depth.saturating_sub(1),
            _ => {}
        }
        character == '>' && depth == 0
    });
    scanner.take(
        end.map_or(scanner.rest().len(), |end| end + 1),
        Kind::Remark,
    );
}

fn take_tag(scanner: &mut Scanner<'_>) -> Part {
    let is_closing = scanner.starts_with("</");
    scanner.take(if is_closing { 2 } else { 1 }, Kind::Punctuation);
    scanner.take_while(is_name, Kind::Name);
    loop {
        scanner.take_while(char::is_whitespace, Kind::Plain);
        if scanner.starts_with("/>") {
            scanner.take(2, Kind::Punctuation);
            return Part::Empty;
        }
        match scanner.rest().chars().next() {
            Some('>') => {
                scanner.take(1, Kind::Punctuation);
                break;
            }
            Some(quote @ ('"' | '\'')) => {
                let mark = if quote == '"' { "\"" } else { "'" };
                scanner.take_through(1, mark, Kind::Value);
            }
            Some(character) if is_name(character) => scanner.take_while(is_name, Kind::Attribute),
            // Another tag begins in what should be this one.
            Some('<') | None => break,
            Some(character) => scanner.take(character.len_utf8(), Kind::Punctuation),
        }
    }
    if is_closing {
        Part::Closing
    } else {
        Part::Opening
    }
}

fn is_name(character: char) -> bool {
    !character.is_whitespace() && !matches!(character, '<' | '>' | '/' | '=' | '"' | '\'')
}

/// Where a document stands that is formatted: a line for each element that holds others.
#[derive(Clone, Default)]
pub(super) struct Format {
    depth: usize,
    before: Option<Part>,
}

impl Format {
    /// Cuts the next part off, with the line break before it.
    pub(super) fn take<'a>(&mut self, scanner: &mut Scanner<'a>, made: &mut Vec<Token<'a>>) {
        let part = take_part(scanner);
        let rest = scanner.rest();
        let tokens = &mut scanner.tokens;
        let is_blank = tokens.iter().all(|token| token.text.trim().is_empty());
        if part == Part::Text && is_blank && !is_whole_content(self.before, rest) {
            tokens.clear();
            return;
        }
        if part == Part::Closing {
            self.depth = self.depth.saturating_sub(1);
        }
        if breaks_line(self.before, part, rest) {
            if part == Part::Text {
                trim(tokens);
            }
            made.push(line_break(self.depth));
        }
        made.append(tokens);
        if part == Part::Opening {
            self.depth += 1;
        }
        self.before = Some(part);
    }
}

/// Whether a text is all that stands between a tag and its end; `rest` follows the text.
fn is_whole_content(before: Option<Part>, rest: &str) -> bool {
    before == Some(Part::Opening) && rest.starts_with("</")
}

/// Whether a part starts on a line of its own; `rest` follows it.
fn breaks_line(before: Option<Part>, part: Part, rest: &str) -> bool {
    match (before, part) {
        (None, _) => false,
        (Some(Part::Opening), Part::Text) => !is_whole_content(before, rest),
        (Some(Part::Opening | Part::Text), Part::Closing) => {
            // Directly after the only text, or in an element without content.
            false
        }
        _ => true,
    }
}

fn trim(tokens: &mut [Token<'_>]) {
    if let Some(first) = tokens.first_mut() {
        first.text = first.text.trim_start();
    }
    if let Some(last) = tokens.last_mut() {
        last.text = last.text.trim_end();
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Syntax, tokens};
    use super::*;

    fn kinds(text: &str) -> Vec<(Kind, &str)> {
        tokens(Syntax::Xml, text, false)
            .into_iter()
            .map(|token| (token.kind, token.text))
            .collect()
    }

    fn joined(text: &str) -> String {
        let tokens = tokens(Syntax::Xml, text, true);
        tokens.iter().map(|token| token.text).collect()
    }

    #[test]
    fn a_tag_has_names_attributes_and_values() {
        assert_eq!(
            kinds(r#"<a:b c="1 > 0" d='x'/>"#),
            [
                (Kind::Punctuation, "<"),
                (Kind::Name, "a:b"),
                (Kind::Plain, " "),
                (Kind::Attribute, "c"),
                (Kind::Punctuation, "="),
                (Kind::Value, "\"1 > 0\""),
                (Kind::Plain, " "),
                (Kind::Attribute, "d"),
                (Kind::Punctuation, "="),
                (Kind::Value, "'x'"),
                (Kind::Punctuation, "/>"),
            ]
        );
    }

    #[test]
    fn comments_data_and_declarations_hide_what_looks_like_tags() {
        assert_eq!(
            kinds("<!-- <a> --><![CDATA[<b>]]><?c <d>?><!DOCTYPE e [<!ENTITY f \"g\">]>h"),
            [
                (Kind::Remark, "<!-- <a> -->"),
                (Kind::Punctuation, "<![CDATA["),
                (Kind::Plain, "<b>"),
                (Kind::Punctuation, "]]>"),
                (Kind::Remark, "<?c <d>?>"),
                (Kind::Remark, "<!DOCTYPE e [<!ENTITY f \"g\">]>"),
                (Kind::Plain, "h"),
            ]
        );
    }

    #[test]
    fn what_never_ends_is_one_token() {
        assert_eq!(kinds("<!-- a"), [(Kind::Remark, "<!-- a")]);
        assert_eq!(
            kinds("<a b=\"c"),
            [
                (Kind::Punctuation, "<"),
                (Kind::Name, "a"),
                (Kind::Plain, " "),
                (Kind::Attribute, "b"),
                (Kind::Punctuation, "="),
                (Kind::Value, "\"c"),
            ]
        );
    }

    #[test]
    fn formatted_elements_with_text_alone_stay_on_one_line() {
        assert_eq!(
            joined("<?xml?><a> <b>1</b><c/><d><e> </e>\n</d><f></f></a>\n"),
            "<?xml?>\n<a>\n  <b>1</b>\n  <c/>\n  <d>\n    <e> </e>\n  </d>\n  <f></f>\n</a>"
        );
    }

    #[test]
    fn formatted_texts_between_elements_have_lines_of_their_own() {
        assert_eq!(
            joined("<Description xml:lang=\"en\"> Bolt <ShortName>M8</ShortName></Description>"),
            "<Description xml:lang=\"en\">\n  Bolt\n  <ShortName>M8</ShortName>\n</Description>"
        );
    }

    #[test]
    fn too_many_ends_do_not_matter() {
        assert_eq!(joined("</a></b><c>"), "</a>\n</b>\n<c>");
    }
}
