//! Writing a list of named fields.

use std::collections::HashMap;

use super::{
    Options, Outcome, Run, RunError, Value, fill,
    read::{Name, Row, Source},
    wrapped,
};
use crate::{
    mapping::{Direction, Mapping, Syntax},
    neutral::Neutral,
};

impl Mapping {
    /// Writes neutral data into a list of named fields. What `base` has under a name that the mapping writes is replaced.
    ///
    /// # Errors
    ///
    /// As of [`Mapping::write_tree`].
    pub fn write_fields<D: Neutral>(
        &self,
        neutral: &D,
        base: Vec<(String, String)>,
        options: &Options,
    ) -> Result<Outcome<Vec<(String, String)>>, RunError> {
        self.suits(Direction::Outbound, Some(Syntax::Flat))?;
        let mut run = Run::new(options);
        let mut fields = base;
        let mut places: HashMap<String, usize> = fields
            .iter()
            .enumerate()
            .map(|(at, (name, _))| (name.clone(), at))
            .collect();
        for object in self.objects.iter().filter(|object| !object.is_snippet()) {
            let sources: Vec<_> = object
                .fields
                .iter()
                .map(|field| Source::new(object, field, neutral))
                .collect();
            let rows = match object.lines {
                Some(_) => (0..neutral.rows(&object.name)).map(Some).collect(),
                None => vec![None],
            };
            for number in rows {
                let name = Name {
                    object: &object.name,
                    number,
                };
                let row = Row::Of {
                    data: neutral,
                    object: &object.name,
                    number,
                };
                for source in &sources {
                    for place in &source.field.paths {
                        let key = fill(place.text(), &|key| row.scalar(key));
                        let written = match source.values(&row, &name, &key, &mut run)? {
                            Value::List(values) => {
                                let texts: Vec<_> =
                                    values.into_iter().filter_map(wrapped).collect();
                                texts.join("\n").into()
                            }
                            one => wrapped(one).unwrap_or_default(),
                        };
                        let Some(text) = run.ruled(source.field, written, &key) else {
                            continue;
                        };
                        run.make(key.len() + text.len())?;
                        match places.get(&key).and_then(|at| fields.get_mut(*at)) {
                            Some((_, old)) => *old = text.into_owned(),
                            None => {
                                places.insert(key.clone(), fields.len());
                                fields.push((key, text.into_owned()));
                            }
                        }
                    }
                }
            }
        }
        Ok(run.finish(fields))
    }
}
