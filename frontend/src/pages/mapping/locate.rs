//! Where in a text of JSON something stands.

use std::iter::Peekable;
use std::str::CharIndices;

/// A place in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Position {
    /// From 1.
    pub(super) line: usize,
    /// From 1, in characters.
    pub(super) column: usize,
    /// From 0, as browsers count: in UTF-16 units.
    pub(super) offset: u32,
}

/// Where the member that a JSON pointer names stands; of one that is not there, the last on the way to it that is.
pub(super) fn position(text: &str, pointer: &str) -> Option<Position> {
    let names: Vec<_> = pointer
        .split('/')
        .skip(1)
        .map(|name| name.replace("~1", "/").replace("~0", "~"))
        .collect();
    let mut scanner = Scanner {
        text,
        rest: text.char_indices().peekable(),
    };
    let at = scanner.find(&names)?;
    let before = text.get(..at)?;
    let line = before.rsplit('\n').next().unwrap_or_default();
    Some(Position {
        line: before.matches('\n').count() + 1,
        column: line.chars().count() + 1,
        offset: u32::try_from(before.encode_utf16().count()).ok()?,
    })
}

struct Scanner<'t> {
    text: &'t str,
    rest: Peekable<CharIndices<'t>>,
}

impl Scanner<'_> {
    /// The place of what the names lead to, as far as they lead, in the value that comes next.
    fn find(&mut self, names: &[String]) -> Option<usize> {
        self.blanks();
        let mut found = self.rest.peek()?.0;
        for name in names {
            match self.member(name) {
                Some(at) => found = at,
                None => break,
            }
        }
        Some(found)
    }

    /// The place of a member of the object that comes next; what follows then is its value.
    fn member(&mut self, name: &str) -> Option<usize> {
        self.blanks();
        self.rest.next_if(|(_, sign)| *sign == '{')?;
        loop {
            self.blanks();
            let at = self.rest.peek()?.0;
            let key = self.string()?;
            self.blanks();
            self.rest.next_if(|(_, sign)| *sign == ':')?;
            if key == name {
                return Some(at);
            }
            self.skip()?;
            self.blanks();
            self.rest.next_if(|(_, sign)| *sign == ',')?;
        }
    }

    fn blanks(&mut self) {
        while self
            .rest
            .next_if(|(_, sign)| sign.is_whitespace())
            .is_some()
        {}
    }

    /// The text that comes next, where one does.
    fn string(&mut self) -> Option<String> {
        let (start, _) = self.rest.next_if(|(_, sign)| *sign == '"')?;
        let mut escaped = false;
        for (at, sign) in self.rest.by_ref() {
            match sign {
                '"' if !escaped => return serde_json::from_str(self.text.get(start..=at)?).ok(),
                '\\' => escaped = !escaped,
                _ => escaped = false,
            }
        }
        None
    }

    /// Passes the value that comes next.
    fn skip(&mut self) -> Option<()> {
        let mut depth = 0_usize;
        loop {
            self.blanks();
            match self.rest.peek()?.1 {
                '"' => {
                    self.string()?;
                }
                '{' | '[' => {
                    depth += 1;
                    self.rest.next();
                    continue;
                }
                '}' | ']' => {
                    depth = depth.checked_sub(1)?;
                    self.rest.next();
                }
                ',' | ':' => {
                    self.rest.next();
                    continue;
                }
                _ => {
                    let ends = |sign: char| sign.is_whitespace() || ",:{}[]\"".contains(sign);
                    while self.rest.next_if(|(_, sign)| !ends(*sign)).is_some() {}
                }
            }
            if depth == 0 {
                return Some(());
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str, pointer: &str) -> (usize, usize) {
        let found = position(text, pointer).unwrap();
        (found.line, found.column)
    }

    #[test]
    fn members_are_found_by_their_pointers_however_the_text_is_written() {
        let text = "{\"cart\": {\"fields\": {\"a\": [1, {\"b\": \"}\"}], \"custom_fields/x\": null}},\n  \"é\": 1,\n  \"cart_item\" : {}\n}";
        assert_eq!(at(text, "/cart/fields/a"), (1, 22));
        assert_eq!(at(text, "/cart/fields/custom_fields~1x"), (1, 44));
        assert_eq!(at(text, "/cart_item"), (3, 3));
        assert_eq!(position(text, "/cart_item").unwrap().offset, 82);
    }

    #[test]
    fn what_is_not_there_is_where_it_would_be() {
        assert_eq!(at("{\n  \"cart\": {}}", "/cart/fields/a"), (2, 3));
        assert_eq!(at("{\n  \"cart\": {}}", "/other"), (1, 1));
        assert_eq!(at(" [1", "/other"), (1, 2));
        assert_eq!(position("", "/a"), None);
    }
}
