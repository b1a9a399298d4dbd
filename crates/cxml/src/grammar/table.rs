//! Reading the table of elements. It is part of the program: what it does not hold to is passed over, and a test sees that nothing is.

use std::collections::HashMap;

use rustc_hash::FxHashMap;

use super::{
    Attribute, AttributeId, Content, Edition, Grammar, Id, Rule, Span, Values,
    content::{Part, Particle},
};
use crate::version::Version;

pub(super) fn parse(table: &'static str) -> Grammar {
    let mut documents: HashMap<_, Vec<_>> = HashMap::new();
    let mut elements: Vec<Rule> = Vec::new();
    let mut attribute_ids = FxHashMap::default();
    let mut attribute_names = Vec::new();
    let ids: FxHashMap<_, _> = names(table)
        .zip(0_u16..)
        .map(|(name, place)| (name, Id(place)))
        .collect();
    for line in table.lines() {
        if let Some(document) = line.strip_prefix("> ") {
            let mut words = document.split(' ');
            documents.extend(words.next().map(|name| (name, words.collect())));
        } else if let Some(attribute) = line.strip_prefix(" @") {
            if let (Some(element), Some(mut attribute)) =
                (elements.last_mut(), attribute_of(attribute))
            {
                let next = AttributeId(u16::try_from(attribute_names.len()).unwrap_or(u16::MAX));
                attribute.id = *attribute_ids.entry(attribute.name).or_insert_with(|| {
                    attribute_names.push(attribute.name);
                    next
                });
                if attribute.required {
                    element.required.push(element.attributes.len());
                }
                element.attributes.push(attribute);
            }
        } else if let Some(content) = line.strip_prefix(' ') {
            if let (Some(element), Some(content)) = (elements.last_mut(), content_of(content, &ids))
            {
                element.contents.push(content);
            }
        } else if !line.starts_with('#') {
            elements.push(Rule {
                name: line,
                contents: Vec::new(),
                attributes: Vec::new(),
                required: Vec::new(),
            });
        }
    }
    Grammar {
        ids,
        attribute_ids,
        attribute_names,
        elements,
        documents,
    }
}

fn names(table: &'static str) -> impl Iterator<Item = &'static str> {
    table
        .lines()
        .filter(|line| !line.starts_with([' ', '#', '>']))
}

fn span(text: &str) -> Option<Span> {
    let (from, to) = text.split_once('-')?;
    let edition = |patch: &str| {
        let held = |version: &Version| version.to_string().ends_with(patch);
        Version::HELD.iter().position(held).map(Edition)
    };
    Some(Span {
        from: if from.is_empty() {
            Edition(0)
        } else {
            edition(from)?
        },
        to: if to.is_empty() {
            Edition::LAST
        } else {
            edition(to)?
        },
    })
}

fn attribute_of(text: &'static str) -> Option<Attribute> {
    let mut words = text.splitn(3, ' ');
    let (name, span) = (words.next()?, span(words.next()?)?);
    let values = match words.next() {
        None => Values::Any,
        Some("ID") => Values::Id,
        Some(list) if list.starts_with('(') => {
            Values::OneOf(list.trim_matches(['(', ')']).split('|').collect())
        }
        Some(_) => Values::Token,
    };
    Some(Attribute {
        id: AttributeId::UNKNOWN,
        name: name.trim_end_matches('!'),
        span,
        required: name.ends_with('!'),
        values,
    })
}

fn content_of(text: &str, ids: &FxHashMap<&str, Id>) -> Option<(Span, Content)> {
    let (versions, content) = text.split_once(' ')?;
    let content = if let Some(names) = content.strip_prefix('#') {
        let names = names.split('|').filter(|name| !name.is_empty());
        Content::Mixed(
            names
                .map(|name| ids.get(name).copied())
                .collect::<Option<_>>()?,
        )
    } else if content == "ANY" {
        Content::Any
    } else if content == "EMPTY" {
        Content::Empty
    } else {
        let mut model = Model { rest: content, ids };
        let part = model.list()?;
        if !model.rest.is_empty() {
            return None;
        }
        Content::Model(Particle {
            part,
            required: true,
            repeatable: false,
        })
    };
    Some((span(versions)?, content))
}

/// What is left to read of a model.
struct Model<'a> {
    rest: &'a str,
    ids: &'a FxHashMap<&'a str, Id>,
}

impl Model<'_> {
    /// Parts between `,` or `|`.
    fn list(&mut self) -> Option<Part> {
        let mut parts = vec![self.particle()?];
        let separator = self.rest.chars().next().filter(|c| matches!(c, ',' | '|'));
        if let Some(separator) = separator {
            while let Some(rest) = self.rest.strip_prefix(separator) {
                self.rest = rest;
                parts.push(self.particle()?);
            }
        }
        Some(if separator == Some('|') {
            Part::Choice(parts)
        } else {
            Part::Sequence(parts)
        })
    }

    fn particle(&mut self) -> Option<Particle> {
        let part = if let Some(rest) = self.rest.strip_prefix('(') {
            self.rest = rest;
            let list = self.list()?;
            self.rest = self.rest.strip_prefix(')')?;
            list
        } else {
            let end = self.rest.find([',', '|', '(', ')', '?', '*', '+']);
            let (name, rest) = self.rest.split_at_checked(end.unwrap_or(self.rest.len()))?;
            self.rest = rest;
            Part::Element(*self.ids.get(name)?)
        };
        let (required, repeatable) = match self.rest.chars().next() {
            Some('?') => (false, false),
            Some('*') => (false, true),
            Some('+') => (true, true),
            _ => (true, false),
        };
        if !required || repeatable {
            self.rest = self.rest.get(1..)?;
        }
        Some(Particle {
            part,
            required,
            repeatable,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_the_table_is_passed_over() {
        let table = super::super::TABLE;
        let ids = names(table).zip((0..).map(Id)).collect();
        for line in table.lines() {
            if let Some(attribute) = line.strip_prefix(" @") {
                assert!(attribute_of(attribute).is_some(), "{line}");
            } else if let Some(content) = line.strip_prefix(' ') {
                assert!(content_of(content, &ids).is_some(), "{line}");
            }
        }
        let grammar = parse(table);
        assert_eq!(grammar.ids.len(), grammar.elements.len());
        assert!(grammar.elements.len() > 800);
        assert!(grammar.documents.len() > 90);
    }

    #[test]
    fn models_are_followed_and_nothing_else() {
        let ids: FxHashMap<&str, Id> = ["A", "B", "C", "D"]
            .into_iter()
            .zip((0..).map(Id))
            .collect();
        let follows = |model: &str, elements: &str| {
            let line = format!("- {model}");
            let (_, content) = content_of(&line, &ids).unwrap();
            let Content::Model(model) = content else {
                panic!("a model")
            };
            let name = |c: char| {
                ids.get(c.to_string().as_str())
                    .copied()
                    .unwrap_or(Id::UNKNOWN)
            };
            model
                .check(&elements.chars().map(name).collect::<Vec<_>>())
                .map_err(|error| error.at)
        };
        for (model, right, wrong) in [
            (
                "A,B?,C*",
                vec!["A", "AB", "AC", "ABCCC"],
                vec![("", 0), ("B", 0), ("ACB", 2), ("ABX", 2), ("AA", 1)],
            ),
            (
                "(A,(B|C))|D",
                vec!["AB", "AC", "D"],
                vec![("A", 1), ("DA", 1), ("", 0)],
            ),
            (
                "A+,(B,C)*",
                vec!["A", "AA", "ABC", "ABCBC"],
                vec![("ABCB", 4), ("AC", 1)],
            ),
            ("A?,B?", vec!["", "A", "B", "AB"], vec![("BA", 1)]),
            ("(A|B*),C", vec!["AC", "C", "BBC"], vec![("AB", 1)]),
            (
                "A,((B,(C|D)*)|(C,D))?",
                vec!["A", "AB", "ABCDC", "ACD"],
                vec![("AC", 2), ("AD", 1)],
            ),
        ] {
            for elements in right {
                assert_eq!(follows(model, elements), Ok(()), "{model}: {elements}");
            }
            for (elements, at) in wrong {
                assert_eq!(follows(model, elements), Err(at), "{model}: {elements}");
            }
        }
    }
}
