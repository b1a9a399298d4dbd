//! A mapping's JSON.

mod condition;
mod field;
mod transform;

use jsonc_parser::{ast, common::Ranged};

use crate::{
    json::Reader,
    mapping::{Contract, Direction, Object, Origin, Place, Syntax, Tables},
    path,
    problem::Problem,
};

/// The most fields of a mapping.
const MAX_FIELDS: usize = 2_000;
/// The key that a mapping's own tables stand under.
const TABLES: &str = "$tables";

/// What the parts of a mapping are parsed with.
pub(super) struct Parser<'t, 'c> {
    reader: Reader<'t>,
    contract: &'c Contract<'c>,
    tables: Tables,
}

pub(crate) fn mapping(
    json: &str,
    layer: usize,
    contract: &Contract<'_>,
) -> (Vec<Object>, Vec<Problem>) {
    let mut parser = Parser {
        reader: Reader::new(json, layer),
        contract,
        tables: Tables::new(),
    };
    let objects = parser.root();
    (objects, parser.reader.problems)
}

impl<'t> Parser<'t, '_> {
    fn root(&mut self) -> Vec<Object> {
        let Some(root) = self.reader.root() else {
            return Vec::new();
        };
        let properties = self.reader.properties(&root, "");
        for (name, _, value) in &properties {
            if *name == TABLES {
                self.own_tables(value);
            }
        }
        let mut objects: Vec<Object> = Vec::new();
        for (name, at, value) in properties {
            if name == TABLES {
                continue;
            }
            if name.len() > 200 {
                self.reader.problem(at, "", "a name of more than 200 bytes");
            } else if let ast::Value::Object(object) = value {
                objects.push(self.object(name, at, object));
            } else {
                self.reader
                    .problem(value.start(), name, "must be an object with “fields”");
            }
            if objects
                .iter()
                .map(|object| object.fields.len())
                .sum::<usize>()
                > MAX_FIELDS
            {
                self.reader
                    .problem(at, name, format!("more than {MAX_FIELDS} fields"));
                break;
            }
        }
        objects
    }

    fn own_tables(&mut self, value: &ast::Value<'t>) {
        let ast::Value::Object(tables) = value else {
            self.reader
                .problem(value.start(), TABLES, "must be an object of tables");
            return;
        };
        for (name, at, table) in self.reader.properties(tables, TABLES) {
            let ast::Value::Object(rows) = table else {
                self.reader
                    .problem(at, TABLES, "a table must be an object of texts");
                continue;
            };
            let mut entries = std::collections::BTreeMap::new();
            for (key, _, result) in self.reader.properties(rows, TABLES) {
                if let Some(text) = self.reader.scalar_of(result, TABLES) {
                    entries.insert(key.to_owned(), text);
                }
            }
            self.tables.insert(name.to_owned(), entries);
        }
    }

    fn object(&mut self, name: &str, at: usize, json: &ast::Object<'t>) -> Object {
        let mut object = Object {
            name: name.to_owned(),
            lines: None,
            fields: Vec::new(),
            origin: self.origin(at, name),
        };
        let mut has_fields = false;
        for (key, at, value) in self.reader.properties(json, name) {
            match (key, value) {
                ("fields", ast::Value::Object(fields)) => {
                    has_fields = true;
                    for (key, at, value) in self.reader.properties(fields, name) {
                        let place = format!("{name}.fields.{key}");
                        let field = self.field(key, at, &place, value);
                        object.fields.extend(field);
                    }
                }
                // The empty object of a language that does not tell it from an empty list.
                ("fields", ast::Value::Array(list)) if list.elements.is_empty() => {
                    has_fields = true
                }
                ("fields", value) => {
                    has_fields = true;
                    self.reader
                        .problem(value.start(), name, "“fields” must be an object");
                }
                ("multi_lines", value) => object.lines = self.lines(name, value),
                (key, _) => self.reader.problem(
                    at,
                    name,
                    format!("“{key}” is unknown; an object has “fields” and “multi_lines”"),
                ),
            }
        }
        if !has_fields {
            self.reader.problem(at, name, "“fields” is missing");
        }
        object
    }

    fn lines(&mut self, name: &str, value: &ast::Value<'t>) -> Option<Vec<Place>> {
        let place = format!("{name}.multi_lines");
        match value {
            ast::Value::Object(object) => {
                let mut lines = None;
                for (key, at, value) in self.reader.properties(object, &place) {
                    if key == "path" {
                        let text = self.reader.text_of(value, &place);
                        lines = text.map(|text| self.places(&text, value.start(), &place));
                    } else {
                        self.reader.problem(
                            at,
                            &place,
                            format!("“{key}” is unknown; “path” is what can stand here"),
                        );
                    }
                }
                if lines.is_none() {
                    self.reader
                        .problem(value.start(), &place, "“path” is missing");
                }
                lines
            }
            value => match self.reader.truth_of(value, &place) {
                Some(true) => {
                    let path = self
                        .contract
                        .item_path
                        .filter(|_| name == "cart_item" && self.contract.syntax == Syntax::Tree);
                    Some(
                        path.map_or_else(Vec::new, |path| self.places(path, value.start(), &place)),
                    )
                }
                _ => None,
            },
        }
    }

    fn origin(&self, at: usize, place: &str) -> Origin {
        Origin {
            layer: self.reader.layer(),
            position: self.reader.position(at),
            place: place.to_owned(),
        }
    }

    /// The places in the document that a list of paths names.
    fn places(&mut self, text: &str, at: usize, place: &str) -> Vec<Place> {
        let parts: Vec<String> = match self.contract.syntax {
            Syntax::Tree => path::list(text).into_iter().map(str::to_owned).collect(),
            Syntax::Flat => text
                .split(',')
                .map(|part| part.trim().to_owned())
                .filter(|part| !part.is_empty())
                .collect(),
        };
        if parts.is_empty() {
            self.reader.problem(at, place, "names no path");
        }
        parts
            .into_iter()
            .filter_map(|part| self.document_place(part, at, place))
            .collect()
    }

    fn document_place(&mut self, text: String, at: usize, place: &str) -> Option<Place> {
        if text.len() > path::MAX_PATH {
            self.reader.problem(
                at,
                place,
                format!("a path of more than {} bytes", path::MAX_PATH),
            );
            return None;
        }
        if self.contract.syntax == Syntax::Flat {
            return Some(Place::Name(text));
        }
        let template = self.contract.direction == Direction::Outbound && text.contains('%');
        let sample = if template {
            crate::run::fill(&text, &|_| Some("1".to_owned()))
        } else {
            text.clone()
        };
        match path::parse(&sample) {
            Ok(_) if template => Some(Place::Template(text)),
            Ok(path) => Some(Place::Tree(path)),
            Err(why) => {
                self.reader
                    .problem(at, place, format!("the path “{text}”: {why}"));
                None
            }
        }
    }

    /// The places that values come from: in the document, or neutral fields.
    fn sources(&mut self, text: &str, at: usize, place: &str) -> Vec<Place> {
        match self.contract.direction {
            Direction::Inbound => self.places(text, at, place),
            Direction::Outbound => {
                let names = text
                    .split(',')
                    .map(str::trim)
                    .filter(|name| !name.is_empty());
                names.map(|name| Place::Name(name.to_owned())).collect()
            }
        }
    }
}
