//! Colours for documents: a text is cut into tokens that say what they are. Nothing here interprets a document, so nothing in one can
//! do harm: tokens become text nodes. All of it is linear in the text's length and never fails, whatever the text.

mod assembly;
mod json;
mod lines;
mod scanner;
mod xml;

pub(crate) use self::assembly::Assembly;
pub(crate) use self::lines::{Fold, Lines, Shown};

use std::ops::Range;

use self::scanner::Scanner;

/// What a piece of a document is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Text, white space, anything without a colour.
    Plain,
    /// Brackets, equals signs, commas.
    Punctuation,
    /// Names of elements and of JSON members.
    Name,
    /// Names of attributes.
    Attribute,
    /// Values of attributes, JSON's texts.
    Value,
    /// Numbers and words with a meaning.
    Literal,
    /// Comments, declarations, instructions.
    Remark,
}

impl Kind {
    /// Its style class; none where it has no colour.
    pub(crate) const fn class(self) -> Option<&'static str> {
        match self {
            Self::Plain => None,
            Self::Punctuation => Some("pg-code-punctuation"),
            Self::Name => Some("pg-code-name"),
            Self::Attribute => Some("pg-code-attribute"),
            Self::Value => Some("pg-code-value"),
            Self::Literal => Some("pg-code-literal"),
            Self::Remark => Some("pg-code-remark"),
        }
    }
}

/// A piece of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Token<'a> {
    /// What it is.
    pub(crate) kind: Kind,
    /// Its text; all tokens joined are the document.
    pub(crate) text: &'a str,
}

/// How a document is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Syntax {
    /// XML.
    Xml,
    /// JSON.
    Json,
    /// Anything else.
    Text,
}

impl Syntax {
    /// Guesses by the first character.
    pub(crate) fn of(text: &str) -> Self {
        match text
            .trim_start_matches('\u{feff}')
            .trim_start()
            .chars()
            .next()
        {
            Some('<') => Self::Xml,
            Some('{' | '[') => Self::Json,
            _ => Self::Text,
        }
    }
}

/// Cuts a document into tokens, part by part: a tag, a text, a comment. Formatted, white space between elements and members is
/// replaced by line breaks that show how they are nested; otherwise the tokens joined are the document to the byte.
#[derive(Clone)]
enum Cutter {
    Xml,
    FormattedXml(xml::Format),
    Json,
    FormattedJson(json::Format),
    Text,
}

impl Cutter {
    fn new(syntax: Syntax, formatted: bool) -> Self {
        match (syntax, formatted) {
            (Syntax::Xml, false) => Self::Xml,
            (Syntax::Xml, true) => Self::FormattedXml(xml::Format::default()),
            (Syntax::Json, false) => Self::Json,
            (Syntax::Json, true) => Self::FormattedJson(json::Format::default()),
            (Syntax::Text, _) => Self::Text,
        }
    }

    /// What of a document is cut: where it is formatted, not the white space around it.
    fn whole(&self, text: &str) -> Range<usize> {
        match self {
            Self::FormattedXml(_) => {
                let start = text.len() - text.trim_start().len();
                start..start + text.trim().len()
            }
            _ => 0..text.len(),
        }
    }

    /// Cuts the next part off what is left; what it makes of it replaces the tokens cut before.
    fn cut<'a>(&mut self, scanner: &mut Scanner<'a>, made: &mut Vec<Token<'a>>) {
        made.clear();
        match self {
            Self::Xml => xml::take(scanner),
            Self::Json => json::take(scanner),
            Self::Text => scanner.take(scanner.rest().len(), Kind::Plain),
            Self::FormattedXml(format) => return format.take(scanner, made),
            Self::FormattedJson(format) => return format.take(scanner, made),
        }
        made.append(&mut scanner.tokens);
    }
}

/// Cuts a whole document into tokens.
#[cfg(test)]
fn tokens(syntax: Syntax, text: &str, formatted: bool) -> Vec<Token<'_>> {
    let mut cutter = Cutter::new(syntax, formatted);
    let mut scanner = Scanner::new(text.get(cutter.whole(text)).unwrap_or_default());
    let (mut made, mut all) = (Vec::new(), Vec::new());
    while !scanner.rest().is_empty() {
        cutter.cut(&mut scanner, &mut made);
        all.append(&mut made);
    }
    all
}

/// A line break and the indentation of a depth.
fn line_break(depth: usize) -> Token<'static> {
    /// A line break and sixty spaces: deeper documents are indented no further.
    const LINE_BREAK: &str = "\n                                                            ";
    let length = 1 + 2 * depth;
    Token {
        kind: Kind::Plain,
        text: LINE_BREAK.get(..length).unwrap_or(LINE_BREAK),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_syntax_follows_the_first_character() {
        assert_eq!(Syntax::of("\u{feff}\n <cXML/>"), Syntax::Xml);
        assert_eq!(Syntax::of(" {}"), Syntax::Json);
        assert_eq!(Syntax::of("~caller=CTLG"), Syntax::Text);
        assert_eq!(Syntax::of(""), Syntax::Text);
    }
}

#[cfg(all(test, not(target_family = "wasm")))]
mod properties {
    use proptest::prelude::*;

    use super::*;

    fn joined(tokens: &[Token<'_>]) -> String {
        tokens.iter().map(|token| token.text).collect()
    }

    fn without_white_space(text: &str) -> String {
        text.chars().filter(|c| !c.is_whitespace()).collect()
    }

    proptest! {
        #[test]
        fn no_text_is_lost(text in "[<>/!?a-z\"'=\\-\\[\\]{}:,. \nä]{0,200}") {
            for syntax in [Syntax::Xml, Syntax::Json, Syntax::Text] {
                prop_assert_eq!(joined(&tokens(syntax, &text, false)), text.clone());
                prop_assert_eq!(
                    without_white_space(&joined(&tokens(syntax, &text, true))),
                    without_white_space(&text)
                );
            }
        }
    }
}
