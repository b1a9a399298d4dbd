//! Writing a tree.

use std::borrow::Cow;

use serde_json::Value as Json;

use super::{
    Options, Outcome, Run, RunError, Severity, Value,
    below::{Below, Counted},
    fill,
    place::Route,
    read::{Name, Row, Source},
    wrapped,
};
use crate::{
    mapping::{Direction, Field, Mapping, Object, Place, Syntax},
    neutral::Neutral,
    path,
    target::{Branch, Branches, Target},
};

/// An object with all that is the same for each of its rows.
struct Prepared<'m, S, N> {
    object: &'m Object,
    lines: Vec<Way<'m, N>>,
    fields: Vec<(Source<'m, S>, Vec<Way<'m, N>>)>,
}

/// Where something goes.
enum Way<'m, N> {
    Route(Route<'m, N>),
    /// With placeholders, which make a path only with a row's values.
    Template(&'m str),
    /// Nowhere.
    None(&'m str),
}

/// A run over a tree.
struct Writing<'r, D: Neutral, T: Target> {
    data: &'r D,
    tree: &'r mut T,
    run: Run,
    known: Counted,
    snippets: &'r [Prepared<'r, D::Slot, T::Name>],
}

impl Mapping {
    /// Writes neutral data into a tree. What `base` has and the mapping does not write stays, so that a mapping overrides what is
    /// built in field by field: the first line goes to the first element of the lines' path that is there, and so on.
    ///
    /// # Errors
    ///
    /// Where the bounds are reached, or the mapping is another kind. A required field that is empty is a finding.
    pub fn write_tree<D: Neutral>(
        &self,
        neutral: &D,
        base: Branch,
        options: &Options,
    ) -> Result<Outcome<Branch>, RunError> {
        let mut branches = Branches::of(base);
        let outcome = self.write_over(neutral, &mut branches, options)?;
        Ok(Outcome {
            result: branches.into_root(),
            findings: outcome.findings,
            explanations: outcome.explanations,
        })
    }

    /// Writes neutral data over a tree, as [`Mapping::write_tree`] does.
    ///
    /// # Errors
    ///
    /// As there; what was written until then stays.
    pub fn write_over<D: Neutral, T: Target>(
        &self,
        neutral: &D,
        tree: &mut T,
        options: &Options,
    ) -> Result<Outcome<()>, RunError> {
        self.suits(Direction::Outbound, Some(Syntax::Tree))?;
        let mut known = Counted::default();
        let mut prepared: (Vec<_>, Vec<_>) = (Vec::new(), Vec::new());
        for object in &self.objects {
            let ready = Prepared::new(object, neutral, tree, &mut known);
            match object.is_snippet() {
                true => prepared.1.push(ready),
                false => prepared.0.push(ready),
            }
        }
        let mut writing = Writing {
            data: neutral,
            tree,
            run: Run::new(options),
            known,
            snippets: &prepared.1,
        };
        let mut below = Below::default();
        for object in &prepared.0 {
            writing.object(object, &mut below)?;
        }
        Ok(writing.run.finish(()))
    }
}

impl<'m, S, N: Copy> Prepared<'m, S, N> {
    fn new<D: Neutral<Slot = S>, T: Target<Name = N>>(
        object: &'m Object,
        data: &D,
        tree: &mut T,
        known: &mut Counted,
    ) -> Self {
        let mut ways = |places: &'m [Place]| -> Vec<Way<'m, N>> {
            let way = |place: &'m Place| match place {
                Place::Tree(path) => {
                    Route::new(path, tree, known).map_or(Way::None(&path.text), Way::Route)
                }
                Place::Template(text) => Way::Template(text),
                Place::Name(text) => Way::None(text),
            };
            places.iter().map(way).collect()
        };
        let lines = ways(object.lines.as_deref().unwrap_or_default());
        // What is only added to what is there waits for it: the order of a JSON object's members says nothing.
        let (later, first): (Vec<&Field>, Vec<&Field>) =
            object.fields.iter().partition(|field| field.append);
        let fields = first
            .into_iter()
            .chain(later)
            .map(|field| (Source::new(object, field, data), ways(&field.paths)))
            .collect();
        Self {
            object,
            lines,
            fields,
        }
    }
}

impl<'r, D: Neutral, T: Target> Writing<'r, D, T> {
    fn object(
        &mut self,
        prepared: &'r Prepared<'r, D::Slot, T::Name>,
        below: &mut Below<T::Node>,
    ) -> Result<(), RunError> {
        let object = prepared.object.name.as_str();
        let root = self.tree.root();
        let rows = match prepared.object.lines {
            Some(_) => (0..self.data.rows(object)).map(Some).collect(),
            None => vec![None],
        };
        let (mut of_line, mut shape) = (Below::default(), None);
        for number in rows {
            let name = Name { object, number };
            let row = Row::Of {
                data: self.data,
                object,
                number,
            };
            if prepared.lines.is_empty() {
                self.row(prepared, &row, root, below, &name)?;
            }
            for way in &prepared.lines {
                let line = self.element(way, &row, root, below)?;
                if let Some(line) = line {
                    of_line.begin(line, &mut shape, self.tree);
                    self.row(prepared, &row, line, &mut of_line, &name)?;
                }
            }
        }
        Ok(())
    }

    /// The element that a way leads to, made where it is missing.
    fn element(
        &mut self,
        way: &Way<'_, T::Name>,
        row: &Row<'_, D>,
        base: T::Node,
        below: &mut Below<T::Node>,
    ) -> Result<Option<T::Node>, RunError> {
        match way {
            Way::Route(route) => route
                .element(base, self.tree, below, &mut self.run)
                .map(Some),
            Way::Template(text) => {
                let Some(path) = self.resolved(text, row)? else {
                    return Ok(None);
                };
                let Some(route) = Route::new(&path, self.tree, &mut self.known) else {
                    return Ok(None);
                };
                let element = route.element(base, self.tree, below, &mut self.run);
                element.map(Some)
            }
            Way::None(_) => Ok(None),
        }
    }

    /// The path that a template makes with a row's values.
    fn resolved(&mut self, text: &str, row: &Row<'_, D>) -> Result<Option<path::Path>, RunError> {
        self.run.spend(1 + text.len() / 16)?;
        // A value in a path must not become more of it than a value.
        let plain = |text: &String| {
            text.chars()
                .all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | ' '))
        };
        let filled = fill(text, &|key| row.scalar(key).filter(plain));
        Ok(path::parse(&filled).ok())
    }

    fn row(
        &mut self,
        prepared: &Prepared<'_, D::Slot, T::Name>,
        row: &Row<'_, D>,
        base: T::Node,
        below: &mut Below<T::Node>,
        name: &Name<'_>,
    ) -> Result<(), RunError> {
        for (source, ways) in &prepared.fields {
            for way in ways {
                self.run.spend(1)?;
                let text = match way {
                    Way::Route(route) => {
                        self.field((source, route), row, base, below, name)?;
                        continue;
                    }
                    Way::Template(text) => {
                        let path = self.resolved(text, row)?;
                        let route = path
                            .as_ref()
                            .and_then(|path| Route::new(path, self.tree, &mut self.known));
                        if let Some(route) = route {
                            self.field((source, &route), row, base, below, name)?;
                            continue;
                        }
                        text
                    }
                    Way::None(text) => text,
                };
                let text = format!("{text} makes no path here");
                self.run.find(Severity::Warning, name, source.field, text);
            }
        }
        Ok(())
    }

    /// Writes a field of a row to one place.
    fn field(
        &mut self,
        (source, route): (&Source<'_, D::Slot>, &Route<'_, T::Name>),
        row: &Row<'_, D>,
        base: T::Node,
        below: &mut Below<T::Node>,
        name: &Name<'_>,
    ) -> Result<(), RunError> {
        if source.field.append && !route.has_parent(base, self.tree, below) {
            return Ok(());
        }
        let plain = source.plain(row);
        // As nearly all are: a text that goes where it goes as it is.
        if let Some(Value::Text(text)) = &plain
            && route.snippet.is_none()
            && self.run.leaves(source.field, text)
        {
            self.run.spend(1)?;
            return self.text(text, (source.field, route), base, below, name);
        }
        let value = match plain {
            Some(value) => {
                self.run.spend(1)?;
                source.made(value, row, name, route.text, &mut self.run)?
            }
            None => source.values(row, name, route.text, &mut self.run)?,
        };
        match value {
            Value::List(values) => {
                for value in values {
                    self.value(value, (source.field, route), base, below, name)?;
                }
                Ok(())
            }
            one => self.value(one, (source.field, route), base, below, name),
        }
    }

    fn value(
        &mut self,
        value: Value<'_>,
        (field, route): (&Field, &Route<'_, T::Name>),
        base: T::Node,
        below: &mut Below<T::Node>,
        name: &Name<'_>,
    ) -> Result<(), RunError> {
        if value.is_missing() {
            return Ok(());
        }
        let snippet = route.snippet.and_then(|called| {
            let mut known = self.snippets.iter();
            known.find(|snippet| snippet.object.name == called)
        });
        if let Some(snippet) = snippet {
            let group: Json = value.into_json();
            let inner = route.element(base, self.tree, below, &mut self.run)?;
            let below = &mut Below::default();
            return self.row(snippet, &Row::Group(&group), inner, below, name);
        }
        match wrapped(value) {
            Some(text) => self.text(&text, (field, route), base, below, name),
            None => Ok(()),
        }
    }

    fn text(
        &mut self,
        text: &str,
        (field, route): (&Field, &Route<'_, T::Name>),
        base: T::Node,
        below: &mut Below<T::Node>,
        name: &Name<'_>,
    ) -> Result<(), RunError> {
        let ruled;
        let text = if field.rules.are_none() {
            text
        } else {
            ruled = self.run.ruled(field, Cow::Borrowed(text), name);
            match &ruled {
                Some(text) => text,
                None => return Ok(()),
            }
        };
        self.run.make(text.len() + 16)?;
        let element = route.element(base, self.tree, below, &mut self.run)?;
        match route.attribute {
            Some(attribute) => {
                let taken = self.tree.set_attribute(element, attribute, text);
                self.run.make(taken)?;
            }
            None => self.tree.set_text(element, text),
        }
        Ok(())
    }
}
