//! Documents line by line, with the lines that an element or a JSON value spans, so that it can be folded.

use std::collections::BTreeSet;

use super::{Kind, Syntax, Token};

/// A document in lines.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Lines {
    text: String,
    /// Kinds and ends in the text, in bytes, one after the other.
    spans: Vec<(Kind, usize)>,
    lines: Vec<Line>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Line {
    /// Where it begins in the text.
    start: usize,
    /// Its first span.
    span: usize,
    /// How deep it is nested.
    depth: usize,
    /// The line that ends what this one opens.
    end: Option<usize>,
}

/// A line to be drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Shown {
    /// Its number, from 0.
    pub(crate) number: usize,
    /// How many lines are folded away behind it; none where it cannot be folded.
    pub(crate) fold: Option<Fold>,
}

/// Whether the lines within an element are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fold {
    /// They are.
    Open,
    /// They are not.
    Closed {
        /// How many they are.
        lines: usize,
    },
}

impl Lines {
    /// A document of which nothing is there yet.
    pub(super) fn empty() -> Self {
        let mut lines = Self::default();
        lines.begin(0);
        lines
    }

    /// Adds the next tokens.
    pub(super) fn take(&mut self, tokens: &[Token<'_>], nesting: &mut Nesting) {
        for token in tokens {
            let mut pieces = token.text.split('\n');
            self.push(token.kind, pieces.next().unwrap_or_default());
            for piece in pieces {
                self.begin(nesting.depth());
                self.push(token.kind, piece);
            }
            if token.kind == Kind::Punctuation {
                nesting.take(token.text, &mut self.lines);
            }
        }
    }

    /// How many there are.
    #[cfg(test)]
    fn len(&self) -> usize {
        self.lines.len()
    }

    /// Whether any can be folded.
    pub(crate) fn has_folds(&self) -> bool {
        self.lines.iter().any(|line| line.end.is_some())
    }

    /// All that can be folded below the outermost element.
    pub(crate) fn inner_folds(&self) -> BTreeSet<usize> {
        let folds = self.lines.iter().enumerate();
        folds
            .filter(|(_, line)| line.end.is_some() && line.depth > 0)
            .map(|(number, _)| number)
            .collect()
    }

    /// The lines that are to be seen when some are folded; at most that many.
    pub(crate) fn shown(&self, folded: &BTreeSet<usize>, limit: usize) -> (Vec<Shown>, usize) {
        let mut shown = Vec::new();
        let mut left = 0;
        let mut number = 0;
        while let Some(line) = self.lines.get(number) {
            let hidden = line.end.filter(|_| folded.contains(&number));
            if shown.len() < limit {
                let fold = line.end.map(|end| match hidden {
                    Some(_) => Fold::Closed {
                        lines: end.saturating_sub(number + 1),
                    },
                    None => Fold::Open,
                });
                shown.push(Shown { number, fold });
            } else {
                left += 1;
            }
            number = hidden.unwrap_or(number + 1);
        }
        (shown, left)
    }

    /// The tokens of a line up to a length in bytes, and how many bytes follow.
    pub(crate) fn tokens(&self, number: usize, length: usize) -> (Vec<Token<'_>>, usize) {
        let Some(line) = self.lines.get(number) else {
            return (Vec::new(), 0);
        };
        let whole_end = self
            .lines
            .get(number + 1)
            .map_or(self.text.len(), |next| next.start);
        let end = character_border(&self.text, whole_end.min(line.start.saturating_add(length)));
        let mut tokens = Vec::new();
        let mut start = line.start;
        for (kind, span_end) in self.spans.iter().skip(line.span) {
            let to = end.min(*span_end);
            if let Some(text) = self.text.get(start..to).filter(|text| !text.is_empty()) {
                tokens.push(Token { kind: *kind, text });
            }
            start = to.max(start);
            if start >= end {
                break;
            }
        }
        (tokens, whole_end.saturating_sub(end))
    }

    /// What a line opens: the name of its element or member.
    pub(crate) fn name(&self, number: usize) -> &str {
        let (tokens, _) = self.tokens(number, 200);
        let name = tokens.into_iter().find(|token| token.kind == Kind::Name);
        name.map_or("", |token| token.text.trim_matches('"'))
    }

    fn begin(&mut self, depth: usize) {
        self.lines.push(Line {
            start: self.text.len(),
            span: self.spans.len(),
            depth,
            end: None,
        });
    }

    fn push(&mut self, kind: Kind, text: &str) {
        if text.is_empty() {
            return;
        }
        self.text.push_str(text);
        let first = self.lines.last().map_or(0, |line| line.span);
        let is_new_line = self.spans.len() == first;
        match self.spans.last_mut() {
            Some((last, end)) if *last == kind && !is_new_line => *end = self.text.len(),
            _ => self.spans.push((kind, self.text.len())),
        }
    }
}

/// The greatest border between characters up to an index.
fn character_border(text: &str, index: usize) -> usize {
    (0..=index)
        .rev()
        .find(|index| text.is_char_boundary(*index))
        .unwrap_or(0)
}

/// What is open at a place of a document.
#[derive(Clone)]
pub(super) struct Nesting {
    syntax: Syntax,
    /// The lines that opened it.
    open: Vec<usize>,
    tag: Tag,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Tag {
    None,
    Opening(usize),
    Closing,
}

impl Nesting {
    pub(super) fn new(syntax: Syntax) -> Self {
        Self {
            syntax,
            open: Vec::new(),
            tag: Tag::None,
        }
    }

    fn depth(&self) -> usize {
        self.open.len()
    }

    fn take(&mut self, mark: &str, lines: &mut [Line]) {
        let here = lines.len().saturating_sub(1);
        match (self.syntax, mark) {
            (Syntax::Json, "{" | "[") => self.open.push(here),
            (Syntax::Json, "}" | "]") => self.close(here, lines),
            (Syntax::Xml, "<") => self.tag = Tag::Opening(here),
            (Syntax::Xml, "</") => self.tag = Tag::Closing,
            (Syntax::Xml, "/>") => self.tag = Tag::None,
            (Syntax::Xml, ">") => {
                match self.tag {
                    Tag::Opening(line) => self.open.push(line),
                    Tag::Closing => self.close(here, lines),
                    Tag::None => {}
                }
                self.tag = Tag::None;
            }
            _ => {}
        }
    }

    fn close(&mut self, here: usize, lines: &mut [Line]) {
        let opened = self.open.pop();
        // The closing line belongs to what is around it.
        if let Some(line) = lines.last_mut() {
            line.depth = line.depth.min(self.open.len());
        }
        if let Some(line) = opened
            && here > line + 1
            && let Some(line) = lines.get_mut(line)
        {
            line.end = Some(here);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::Assembly;
    use super::*;

    fn lines(text: &str, formatted: bool) -> Lines {
        Assembly::whole(Syntax::of(text), text, formatted)
    }

    fn seen(lines: &Lines, folded: &[usize]) -> Vec<String> {
        let (shown, _) = lines.shown(&folded.iter().copied().collect(), usize::MAX);
        let text = |shown: &Shown| {
            let (tokens, _) = lines.tokens(shown.number, usize::MAX);
            tokens.iter().map(|token| token.text).collect::<String>()
        };
        shown.iter().map(text).collect()
    }

    const XML: &str = "<a><b><c>1</c><d/></b><e>2</e></a>";

    #[test]
    fn folded_elements_keep_their_first_and_last_line() {
        let lines = lines(XML, true);
        assert!(lines.has_folds());
        assert_eq!(
            seen(&lines, &[]),
            [
                "<a>",
                "  <b>",
                "    <c>1</c>",
                "    <d/>",
                "  </b>",
                "  <e>2</e>",
                "</a>"
            ]
        );
        assert_eq!(
            seen(&lines, &[1]),
            ["<a>", "  <b>", "  </b>", "  <e>2</e>", "</a>"]
        );
        assert_eq!(seen(&lines, &[0, 1]), ["<a>", "</a>"]);
        assert_eq!(lines.inner_folds(), BTreeSet::from([1]));
        let (shown, left) = lines.shown(&BTreeSet::from([1]), 2);
        assert_eq!(left, 3);
        assert_eq!(shown[0].fold, Some(Fold::Open));
        assert_eq!(shown[1].fold, Some(Fold::Closed { lines: 2 }));
        assert_eq!(lines.name(1), "b");
    }

    #[test]
    fn json_is_folded_too() {
        let lines = lines(r#"{"a":{"b":1,"c":[1,2]},"d":"}"}"#, true);
        assert_eq!(
            seen(&lines, &[1]),
            ["{", "  \"a\": {", "  },", "  \"d\": \"}\"", "}"]
        );
        assert_eq!(lines.name(1), "a");
        assert_eq!(lines.inner_folds(), BTreeSet::from([1, 3]));
    }

    #[test]
    fn ends_without_beginnings_and_beginnings_without_ends_do_no_harm() {
        for text in [
            "</a></b>\n\n<c>",
            "<a><a><a",
            "<!-- <a> -->\n\n</a>",
            "{]\n\n}{",
        ] {
            let lines = lines(text, false);
            assert_eq!(seen(&lines, &[]).join("\n"), text);
            assert!(lines.inner_folds().is_empty(), "{text}");
        }
    }

    #[test]
    fn texts_with_line_breaks_and_long_lines_are_cut_where_characters_end() {
        let lines = lines("<a>x\ny</a>", false);
        assert_eq!(seen(&lines, &[]), ["<a>x", "y</a>"]);
        let long = "ä".repeat(1_000);
        let lines = self::lines(&long, false);
        let (tokens, left) = lines.tokens(0, 101);
        assert_eq!(tokens[0].text.len(), 100);
        assert_eq!(left, 1_900);
        assert_eq!(lines.tokens(7, 10), (Vec::new(), 0));
    }
}

#[cfg(all(test, not(target_family = "wasm")))]
mod properties {
    use proptest::prelude::*;

    use super::super::{Assembly, tokens};
    use super::*;

    proptest! {
        #[test]
        fn no_text_is_lost(text in "[<>/!?a-c\"'=\\-\\[\\]{}:,. \nä]{0,200}", formatted: bool) {
            for syntax in [Syntax::Xml, Syntax::Json, Syntax::Text] {
                let tokens = tokens(syntax, &text, formatted);
                let lines = Assembly::whole(syntax, &text, formatted);
                let joined: Vec<String> = (0..lines.len())
                    .map(|number| lines.tokens(number, usize::MAX).0.iter().map(|token| token.text).collect())
                    .collect();
                let expected: String = tokens.iter().map(|token| token.text).collect();
                prop_assert_eq!(joined.join("\n"), expected);
                let folded = lines.inner_folds();
                let (shown, left) = lines.shown(&folded, usize::MAX);
                prop_assert!(shown.len() <= lines.len() && left == 0);
            }
        }
    }
}
