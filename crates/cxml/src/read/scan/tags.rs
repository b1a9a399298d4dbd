//! Tags and their attributes.

use super::{Open, Scan, cursor::is_blank, shortened};
use crate::read::{ReadError, characters::is_name};

impl Scan<'_> {
    pub(super) fn start_tag(&mut self, at: usize) -> Result<(), ReadError> {
        if self.elements > 0 && self.open.is_empty() {
            return Err(self.not_well_formed(at, "a second root element"));
        }
        self.elements += 1;
        if self.elements > self.limits.max_elements {
            return Err(ReadError::TooManyElements {
                position: self.position(at),
                max: self.limits.max_elements,
            });
        }
        if self.open.len() >= self.max_depth {
            return Err(ReadError::TooDeep {
                position: self.position(at),
                max: self.max_depth,
            });
        }
        self.cursor.skip(1);
        let name = self.cursor.name();
        let line = self.lines.line_of(self.cursor.text(), at);
        let (record, is_known) = self.builder.open(name, line);
        if !is_known && !is_name(name) {
            let message = format!("“{}” is no name", shortened(name));
            return Err(self.not_well_formed(at, message));
        }
        let mut attributes = 0;
        loop {
            let had_blank = self.cursor.peek().is_some_and(is_blank);
            self.cursor.skip_blanks();
            match self.cursor.peek() {
                Some(b'>') => {
                    self.cursor.skip(1);
                    self.open.push(Open { name, record, line });
                    return Ok(());
                }
                Some(b'/') if self.cursor.peek_at(1) == Some(b'>') => {
                    self.cursor.skip(2);
                    self.builder.close(record);
                    return Ok(());
                }
                None => return Err(self.not_well_formed(at, "a tag that does not end")),
                Some(_) => {
                    attributes += 1;
                    if attributes > self.max_attributes {
                        return Err(ReadError::TooManyAttributes {
                            position: self.position(at),
                            max: self.max_attributes,
                        });
                    }
                    self.attribute(at, had_blank)?;
                }
            }
        }
    }

    pub(super) fn end_tag(&mut self, at: usize) -> Result<(), ReadError> {
        self.cursor.skip(2);
        let Some(open) = self.open.pop() else {
            return Err(self.not_well_formed(at, "an end tag without its start tag"));
        };
        let name = self.cursor.name();
        self.cursor.skip_blanks();
        if name != open.name {
            let message = format!(
                "the end tag of {} where that of {} belongs",
                shortened(name),
                shortened(open.name)
            );
            return Err(self.not_well_formed(at, message));
        }
        if self.cursor.peek() != Some(b'>') {
            return Err(self.not_well_formed(at, "an end tag with more than a name"));
        }
        self.cursor.skip(1);
        self.builder.close(open.record);
        Ok(())
    }

    fn attribute(&mut self, at: usize, had_blank: bool) -> Result<(), ReadError> {
        let name = self.cursor.name();
        self.cursor.skip_blanks();
        if self.cursor.peek() != Some(b'=') {
            let message = format!("“{}” is no attribute with a value", shortened(name));
            return Err(self.not_well_formed(at, message));
        }
        self.cursor.skip(1);
        self.cursor.skip_blanks();
        let quote = self
            .cursor
            .peek()
            .filter(|byte| matches!(byte, b'"' | b'\''));
        let Some(quote) = quote else {
            let message = format!("no quotes around the value of {}", shortened(name));
            return Err(self.not_well_formed(at, message));
        };
        self.cursor.skip(1);
        let mut plain = true;
        let end = self.cursor.bytes().iter().position(|byte| {
            plain &= !matches!(byte, b'&' | b'<' | b'\t' | b'\n' | b'\r');
            *byte == quote
        });
        let Some(end) = end else {
            let message = format!("the value of {} does not end", shortened(name));
            return Err(self.not_well_formed(at, message));
        };
        let raw = self.cursor.take(end);
        self.cursor.skip(1);
        if !had_blank {
            let message = format!("no blank before the attribute {}", shortened(name));
            return Err(self.not_well_formed(at, message));
        }
        let (is_known, repeated) = if plain {
            self.builder.attribute(name, raw)
        } else {
            self.normalize(name, raw, at)?;
            self.builder.attribute(name, &self.value)
        };
        if !is_known && !is_name(name) {
            let message = format!("“{}” is no name", shortened(name));
            return Err(self.not_well_formed(at, message));
        }
        if repeated {
            let message = format!("the attribute {} is repeated", shortened(name));
            return Err(self.not_well_formed(at, message));
        }
        Ok(())
    }

    /// Resolves references, and makes blanks of white space that is none of these (XML 1.0, 3.3.3).
    fn normalize(&mut self, name: &str, raw: &str, at: usize) -> Result<(), ReadError> {
        self.value.clear();
        let mut rest = raw;
        while let Some(special) = rest.find(['&', '<', '\t', '\n', '\r']) {
            let (plain, from) = rest.split_at_checked(special).unwrap_or((rest, ""));
            self.value.push_str(plain);
            rest = if let Some(reference) = from.strip_prefix('&') {
                let Some((entity, after)) = reference.split_once(';') else {
                    return Err(self.not_well_formed(at, "an & that begins no reference"));
                };
                let c = self.resolved(entity, at)?;
                self.value.push(c);
                after
            } else if from.starts_with('<') {
                let message = format!("< in the value of the attribute {}", shortened(name));
                return Err(self.not_well_formed(at, message));
            } else {
                self.value.push(' ');
                from.strip_prefix("\r\n")
                    .or_else(|| from.get(1..))
                    .unwrap_or_default()
            };
        }
        self.value.push_str(rest);
        Ok(())
    }
}
