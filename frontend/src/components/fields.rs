//! The fields of a form, each bound to its place in the form's model.

use serde::{Deserialize, Serialize};
use uuid::Uuid;
use yew::prelude::*;

use super::check_field::CheckField;
use super::choices_field::ChoicesField;
use super::secret_field::SecretField;
use super::select_field::SelectField;
use super::text_area::TextArea;
use super::text_field::TextField;
use super::thing_field::ThingField;
use crate::choices;
use crate::form::errors::{field_id, message_at};
use crate::form::handle::Lens;
use crate::form::secret::SecretInput;
use crate::form::settings::{Entries, Entry, Setting};
use crate::form::{Field, Form, Model};
use crate::i18n::{Text, fill, t};
use crate::{format, names};

/// What kind of text a field takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Any.
    Plain,
    /// An address of a page.
    Url,
    /// An e-mail address.
    Email,
    /// A whole number.
    Number,
}

/// Draws the fields of a form. Ids come from `prefix` and the field's pointer, such as `store-name`.
pub(crate) struct Fields<'a, F: Model> {
    /// The form.
    pub(crate) form: &'a Form<F>,
    /// The first part of all ids.
    pub(crate) prefix: &'static str,
}

/// What is common to all kinds of fields.
struct Frame {
    id: AttrValue,
    label: AttrValue,
    help: Option<AttrValue>,
    error: Option<AttrValue>,
    required: bool,
}

impl<F: Model> Fields<'_, F> {
    fn frame(&self, pointer: &'static str) -> Frame {
        // Every field that is drawn is in the model's list, or it would have no label.
        let field = F::field(pointer).unwrap_or(Field::plain(pointer, Text::NoValue));
        Frame {
            id: field_id(self.prefix, pointer).into(),
            label: t(field.label).into(),
            help: field.help.map(|help| t(help).into()),
            error: message_at(self.form.state().errors(), pointer).map(AttrValue::from),
            required: field.required,
        }
    }

    /// A line of text.
    pub(crate) fn text(&self, pointer: &'static str, kind: Kind, lens: Lens<F, String>) -> Html {
        let frame = self.frame(pointer);
        // Texts of all kinds are checked by the API; the browser's own checks would keep them from it.
        let inputmode = match kind {
            Kind::Plain => None,
            Kind::Url => Some("url"),
            Kind::Email => Some("email"),
            Kind::Number => Some("numeric"),
        };
        text_field(
            frame,
            inputmode,
            self.form.value(lens),
            self.form.setter(lens),
        )
    }

    /// A whole number that may be left empty, where the installation's counts.
    pub(crate) fn number_or(
        &self,
        pointer: &'static str,
        installations: u32,
        lens: Lens<F, String>,
    ) -> Html {
        let frame = self.frame(pointer);
        number_or(
            frame,
            &installations.to_string(),
            self.form.value(lens),
            self.form.setter(lens),
        )
    }

    /// Several lines of text: a note, or a list with an entry a line.
    pub(crate) fn lines(&self, pointer: &'static str, lens: Lens<F, String>) -> Html {
        let frame = self.frame(pointer);
        text_area(frame, self.form.value(lens), self.form.setter(lens))
    }

    /// A point in time, shown in the person's zone; the model has the API's text.
    pub(crate) fn time(&self, pointer: &'static str, lens: Lens<F, String>) -> Html {
        let frame = self.frame(pointer);
        let shown = format::to_field(&self.form.value(lens).as_str().into());
        let oninput = self
            .form
            .setter(lens)
            .reform(|text: String| format::from_field(&text).map_or_else(String::new, |at| at.0));
        html! {
            <TextField
                id={frame.id}
                label={frame.label}
                help={frame.help}
                error={frame.error}
                kind="datetime-local"
                value={shown}
                onchange={oninput}
            />
        }
    }

    /// A box to tick.
    pub(crate) fn check(&self, pointer: &'static str, lens: Lens<F, bool>) -> Html {
        let frame = self.frame(pointer);
        html! {
            <CheckField
                id={frame.id}
                label={frame.label}
                help={frame.help}
                checked={self.form.value(lens)}
                onchange={self.form.setter(lens)}
            />
        }
    }

    /// A choice of one of the API's words.
    pub(crate) fn word<V>(
        &self,
        pointer: &'static str,
        words: &[V],
        name: fn(V) -> Text,
        lens: Lens<F, V>,
    ) -> Html
    where
        V: Copy + Serialize + for<'de> Deserialize<'de> + 'static,
    {
        let choices = words
            .iter()
            .map(|word| (names::spelling(word).into(), t(name(*word)).into()))
            .collect();
        let form = self.form.clone();
        let onchange = Callback::from(move |spelling: String| {
            if let Some(word) = names::word(&spelling) {
                form.setter(lens).emit(word);
            }
        });
        select_field(
            self.frame(pointer),
            names::spelling(&self.form.value(lens)),
            choices,
            onchange,
        )
    }

    /// A choice of one thing; `none` is what choosing nothing is called.
    pub(crate) fn one_of(
        &self,
        pointer: &'static str,
        things: &[(Uuid, String)],
        none: Text,
        lens: Lens<F, Option<Uuid>>,
    ) -> Html {
        let chosen = self.form.value(lens);
        let mut choices = vec![(AttrValue::default(), AttrValue::from(t(none)))];
        choices.extend(
            things
                .iter()
                .map(|(id, name)| (id.to_string().into(), name.clone().into())),
        );
        if let Some(id) = chosen.filter(|id| things.iter().all(|(known, _)| known != id)) {
            // It may be archived, or its name not here yet.
            choices.push((id.to_string().into(), id.to_string().into()));
        }
        let onchange = self.form.setter(lens).reform(|id: String| id.parse().ok());
        let value = chosen.map(|id| id.to_string()).unwrap_or_default();
        select_from(
            choices::source(pointer),
            self.frame(pointer),
            value,
            choices,
            onchange,
        )
    }

    /// A choice of any number of things.
    pub(crate) fn any_of(
        &self,
        pointer: &'static str,
        things: &[(Uuid, String)],
        lens: Lens<F, Vec<Uuid>>,
    ) -> Html {
        let frame = self.frame(pointer);
        html! {
            <ChoicesField
                id={frame.id}
                label={frame.label}
                help={frame.help}
                error={frame.error}
                choices={things.to_vec()}
                chosen={self.form.value(lens)}
                onchange={self.form.setter(lens)}
            />
        }
    }

    /// A secret; `is_set` says whether there is one already.
    pub(crate) fn secret(
        &self,
        pointer: &'static str,
        is_set: bool,
        lens: Lens<F, SecretInput>,
    ) -> Html {
        let frame = self.frame(pointer);
        html! {
            <SecretField
                id={frame.id}
                label={frame.label}
                help={frame.help}
                error={frame.error}
                {is_set}
                value={self.form.value(lens)}
                onchange={self.form.setter(lens)}
            />
        }
    }

    /// A setting of a table; the model keeps all of them in one place.
    pub(crate) fn setting(&self, setting: &'static Setting, entries: Lens<F, Entries>) -> Html {
        let pointer = setting.field.pointer;
        let frame = self.frame(pointer);
        let value = self.form.value(entries).remove(pointer).unwrap_or_default();
        let form = self.form.clone();
        let onchange = Callback::from(move |text: String| {
            form.edit(move |model| {
                entries(model).insert(pointer.to_owned(), text);
            });
        });
        setting_field(setting.entry, frame, value, onchange)
    }
}

// Apart from the fields of each form, so that they are in the console once.

fn text_field(
    frame: Frame,
    inputmode: Option<&'static str>,
    value: String,
    oninput: Callback<String>,
) -> Html {
    html! {
        <TextField
            id={frame.id}
            label={frame.label}
            help={frame.help}
            error={frame.error}
            required={frame.required}
            inputmode={inputmode.map(AttrValue::Static)}
            autocomplete="off"
            {value}
            {oninput}
        />
    }
}

fn number_or(frame: Frame, otherwise: &str, value: String, oninput: Callback<String>) -> Html {
    let help = frame.help.as_deref().unwrap_or_default();
    let help = fill(Text::InheritedHelp, &[("help", help), ("value", otherwise)]);
    html! {
        <TextField
            id={frame.id}
            label={frame.label}
            {help}
            error={frame.error}
            inputmode="numeric"
            autocomplete="off"
            placeholder={otherwise.to_owned()}
            {value}
            {oninput}
        />
    }
}

fn text_area(frame: Frame, value: String, oninput: Callback<String>) -> Html {
    html! {
        <TextArea
            id={frame.id}
            label={frame.label}
            help={frame.help}
            error={frame.error}
            {value}
            {oninput}
        />
    }
}

fn select_field(
    frame: Frame,
    value: String,
    choices: Vec<(AttrValue, AttrValue)>,
    onchange: Callback<String>,
) -> Html {
    select_from(None, frame, value, choices, onchange)
}

fn select_from(
    source: Option<&'static str>,
    frame: Frame,
    value: String,
    choices: Vec<(AttrValue, AttrValue)>,
    onchange: Callback<String>,
) -> Html {
    html! {
        <SelectField
            id={frame.id}
            label={frame.label}
            help={frame.help}
            error={frame.error}
            required={frame.required}
            {source}
            {value}
            {choices}
            {onchange}
        />
    }
}

fn setting_field(entry: Entry, frame: Frame, value: String, onchange: Callback<String>) -> Html {
    match entry {
        Entry::Line => text_field(frame, None, value, onchange),
        Entry::Secret => html! {
            <TextField
                id={frame.id}
                label={frame.label}
                help={frame.help}
                error={frame.error}
                kind="password"
                autocomplete="new-password"
                {value}
                oninput={onchange}
            />
        },
        Entry::Number => text_field(frame, Some("numeric"), value, onchange),
        Entry::List | Entry::People | Entry::Json => text_area(frame, value, onchange),
        Entry::Flag(_) => html! {
            <CheckField
                id={frame.id}
                label={frame.label}
                help={frame.help}
                checked={value == "true"}
                onchange={onchange.reform(|checked: bool| checked.to_string())}
            />
        },
        Entry::Thing(path) => html! {
            <ThingField
                {path}
                id={frame.id}
                label={frame.label}
                help={frame.help}
                error={frame.error}
                {value}
                {onchange}
            />
        },
        Entry::Choice(words) => {
            let choices = words
                .iter()
                .map(|(word, name)| (AttrValue::Static(word), AttrValue::Static(t(*name))));
            select_field(frame, value, choices.collect(), onchange)
        }
    }
}
