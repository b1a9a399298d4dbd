//! Documents in pieces small enough to be coloured without a pause.

use super::{Kind, Token};

/// How many tokens a chunk has at most.
const MAX_TOKENS: usize = 600;
/// How many bytes a chunk has, unless a single token is longer.
const MAX_BYTES: usize = 20_000;

/// A stretch of a document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Chunk {
    /// Its text.
    pub(crate) text: String,
    /// What it is, as kinds and lengths in bytes that follow each other.
    spans: Vec<(Kind, usize)>,
}

impl Chunk {
    /// Its tokens; neighbours of one kind are joined.
    pub(crate) fn tokens(&self) -> impl Iterator<Item = Token<'_>> {
        let mut rest = self.text.as_str();
        self.spans.iter().map(move |(kind, length)| {
            let (text, after) = rest.split_at_checked(*length).unwrap_or((rest, ""));
            rest = after;
            Token { kind: *kind, text }
        })
    }

    fn push(&mut self, token: Token<'_>) {
        self.text.push_str(token.text);
        match self.spans.last_mut() {
            Some((kind, length)) if *kind == token.kind => *length += token.text.len(),
            _ => self.spans.push((token.kind, token.text.len())),
        }
    }
}

/// Groups tokens into chunks.
pub(crate) fn chunks(tokens: &[Token<'_>]) -> Vec<Chunk> {
    let mut chunks = Vec::new();
    let mut chunk = Chunk::default();
    for token in tokens {
        let is_full =
            chunk.spans.len() >= MAX_TOKENS || chunk.text.len() + token.text.len() > MAX_BYTES;
        if is_full && !chunk.spans.is_empty() {
            chunks.push(std::mem::take(&mut chunk));
        }
        chunk.push(*token);
    }
    chunks.push(chunk);
    chunks
}

#[cfg(test)]
mod tests {
    use super::super::{Syntax, tokens};
    use super::*;

    #[test]
    fn a_long_document_is_many_chunks_and_stays_the_same() {
        let document = "<Item quantity=\"1\"><Name>Bolt</Name></Item>\n".repeat(5_000);
        let chunks = chunks(&tokens(Syntax::Xml, &document, false));
        assert!(chunks.len() > 10);
        assert!(chunks.iter().all(|chunk| chunk.text.len() <= MAX_BYTES));
        let joined: String = chunks.iter().map(|chunk| chunk.text.as_str()).collect();
        assert_eq!(joined, document);
        let recoloured: String = chunks
            .iter()
            .flat_map(Chunk::tokens)
            .map(|token| token.text)
            .collect();
        assert_eq!(recoloured, document);
    }

    #[test]
    fn neighbours_of_one_kind_are_joined() {
        let token = |text| Token {
            kind: Kind::Plain,
            text,
        };
        let chunks = chunks(&[token("a"), token("b")]);
        let spans: Vec<_> = chunks.iter().flat_map(Chunk::tokens).collect();
        assert_eq!(spans, [token("ab")]);
    }
}
