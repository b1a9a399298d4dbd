//! JSON.

use super::scanner::Scanner;
use super::{Kind, Token, line_break};

/// Cuts the next token off.
pub(super) fn take(scanner: &mut Scanner<'_>) {
    let Some(first) = scanner.rest().chars().next() else {
        return;
    };
    match first {
        '"' => take_text(scanner),
        '{' | '}' | '[' | ']' | ':' | ',' => scanner.take(1, Kind::Punctuation),
        _ if first.is_whitespace() => scanner.take_while(char::is_whitespace, Kind::Plain),
        _ if is_literal(first) => scanner.take_while(is_literal, Kind::Literal),
        _ => scanner.take(first.len_utf8(), Kind::Plain),
    }
}

/// A text in quotes; the name of a member where a colon follows.
fn take_text(scanner: &mut Scanner<'_>) {
    let mut escaped = false;
    let inside = scanner.rest().get(1..).unwrap_or_default();
    let end = inside.find(|character| {
        let ends = character == '"' && !escaped;
        escaped = character == '\\' && !escaped;
        ends
    });
    let length = end.map_or(scanner.rest().len(), |end| end + 2);
    let after = scanner.rest().get(length..).unwrap_or_default();
    let kind = if after.trim_start().starts_with(':') {
        Kind::Name
    } else {
        Kind::Value
    };
    scanner.take(length, kind);
}

fn is_literal(character: char) -> bool {
    character.is_alphanumeric() || matches!(character, '+' | '-' | '.')
}

/// Where a document stands that is formatted: a line for each member.
#[derive(Clone, Default)]
pub(super) struct Format {
    depth: usize,
    /// Whether an object or array has just begun.
    opened: bool,
}

impl Format {
    /// Cuts the next token off, with the white space around it.
    pub(super) fn take<'a>(&mut self, scanner: &mut Scanner<'a>, made: &mut Vec<Token<'a>>) {
        const SPACE: Token<'static> = Token {
            kind: Kind::Plain,
            text: " ",
        };
        take(scanner);
        for token in scanner.tokens.drain(..) {
            if token.text.trim().is_empty() {
                continue;
            }
            let is_mark = token.kind == Kind::Punctuation;
            if is_mark && matches!(token.text, "}" | "]") {
                self.depth = self.depth.saturating_sub(1);
                if !self.opened {
                    made.push(line_break(self.depth));
                }
            } else if self.opened {
                made.push(line_break(self.depth));
            }
            made.push(token);
            self.opened = is_mark && matches!(token.text, "{" | "[");
            match token.text {
                "{" | "[" if is_mark => self.depth += 1,
                "," if is_mark => made.push(line_break(self.depth)),
                ":" if is_mark => made.push(SPACE),
                _ => {}
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Syntax, tokens};
    use super::*;

    #[test]
    fn names_are_told_from_texts() {
        let kinds: Vec<_> = tokens(Syntax::Json, r#"{"a\"b": "c", "d":-1.5e3}"#, false)
            .into_iter()
            .map(|token| (token.kind, token.text))
            .filter(|(_, text)| *text != " ")
            .collect();
        assert_eq!(
            kinds,
            [
                (Kind::Punctuation, "{"),
                (Kind::Name, r#""a\"b""#),
                (Kind::Punctuation, ":"),
                (Kind::Value, "\"c\""),
                (Kind::Punctuation, ","),
                (Kind::Name, "\"d\""),
                (Kind::Punctuation, ":"),
                (Kind::Literal, "-1.5e3"),
                (Kind::Punctuation, "}"),
            ]
        );
    }

    #[test]
    fn members_have_lines_of_their_own() {
        let text: String = tokens(Syntax::Json, r#"{"a":[1, {}],"b":{"c":null}}"#, true)
            .iter()
            .map(|token| token.text)
            .collect();
        assert_eq!(
            text,
            "{\n  \"a\": [\n    1,\n    {}\n  ],\n  \"b\": {\n    \"c\": null\n  }\n}"
        );
    }
}
