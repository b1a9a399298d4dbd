//! JSON.

use super::scanner::Scanner;
use super::{Kind, Token, line_break};

/// Cuts JSON into tokens.
pub(super) fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut scanner = Scanner::new(text);
    while let Some(first) = scanner.rest().chars().next() {
        match first {
            '"' => take_text(&mut scanner),
            '{' | '}' | '[' | ']' | ':' | ',' => scanner.take(1, Kind::Punctuation),
            _ if first.is_whitespace() => scanner.take_while(char::is_whitespace, Kind::Plain),
            _ => {
                let before = scanner.tokens.len();
                scanner.take_while(is_literal, Kind::Literal);
                if scanner.tokens.len() == before {
                    scanner.take(first.len_utf8(), Kind::Plain);
                }
            }
        }
    }
    scanner.tokens
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

/// Cuts JSON into tokens, with a line for each member.
pub(super) fn formatted(text: &str) -> Vec<Token<'_>> {
    const SPACE: Token<'static> = Token {
        kind: Kind::Plain,
        text: " ",
    };
    let tokens = tokens(text)
        .into_iter()
        .filter(|token| !token.text.trim().is_empty());
    let mut formatted: Vec<Token<'_>> = Vec::new();
    let mut depth = 0_usize;
    let mut opened = false;
    for token in tokens {
        let is_mark = token.kind == Kind::Punctuation;
        if is_mark && matches!(token.text, "}" | "]") {
            depth = depth.saturating_sub(1);
            if !opened {
                formatted.push(line_break(depth));
            }
        } else if opened {
            formatted.push(line_break(depth));
        }
        formatted.push(token);
        opened = is_mark && matches!(token.text, "{" | "[");
        match token.text {
            "{" | "[" if is_mark => depth += 1,
            "," if is_mark => formatted.push(line_break(depth)),
            ":" if is_mark => formatted.push(SPACE),
            _ => {}
        }
    }
    formatted
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_told_from_texts() {
        let kinds: Vec<_> = tokens(r#"{"a\"b": "c", "d":-1.5e3}"#)
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
        let text: String = formatted(r#"{"a":[1, {}],"b":{"c":null}}"#)
            .iter()
            .map(|token| token.text)
            .collect();
        assert_eq!(
            text,
            "{\n  \"a\": [\n    1,\n    {}\n  ],\n  \"b\": {\n    \"c\": null\n  }\n}"
        );
    }
}
