//! The fields of a document as a tree.

use std::collections::BTreeMap;

use yew::prelude::*;

use super::fields::SourceField;
use crate::components::button::{Button, Look};
use crate::components::copy_button::CopyButton;
use crate::components::text_field::TextField;
use crate::format;
use crate::i18n::{Text, fill, t};

/// So many fields are drawn at once.
const SHOWN: usize = 300;
/// So deep the tree is open at first.
const OPEN: usize = 4;

/// Properties of [`FieldTree`].
#[derive(PartialEq, Properties)]
pub(super) struct FieldTreeProperties {
    /// Its id, unique in the page; also the beginning of the names for browser tests.
    pub(super) id: &'static str,
    /// What they are the fields of.
    pub(super) title: Text,
    /// The fields.
    pub(super) fields: Vec<SourceField>,
    /// Told the path of a field that is to be used; none where nothing can be made of it.
    #[prop_or_default]
    pub(super) onuse: Option<Callback<String>>,
}

/// The fields of a document as a tree with their values, searched by path and value.
#[component]
pub(super) fn FieldTree(properties: &FieldTreeProperties) -> Html {
    let FieldTreeProperties {
        id, title, fields, ..
    } = properties;
    let wanted = use_state_eq(String::new);
    let search = wanted.trim().to_lowercase();
    let matches = |field: &&SourceField| {
        field.path.to_lowercase().contains(&search) || field.value.to_lowercase().contains(&search)
    };
    let mut tree = Branch::default();
    for field in fields.iter().filter(matches).take(SHOWN) {
        tree.put(&steps(&field.path), field);
    }
    let depth = if search.is_empty() { OPEN } else { usize::MAX };
    let oninput = {
        let wanted = wanted.setter();
        Callback::from(move |text| wanted.set(text))
    };
    let count = format::count(fields.len());
    html! {
        <details class="pg-example" data-testid={format!("{id}-fields")}>
            <summary>{ t(*title) }{ " · " }{ fill(Text::FieldsCount, &[("count", &count)]) }</summary>
            <div class="pg-stack">
                <TextField
                    id={format!("{id}-search")}
                    label={t(Text::SourceSearch)}
                    autocomplete="off"
                    value={(*wanted).clone()}
                    {oninput}
                />
                <div class="pg-tree">{ tree.draw(id, depth, properties.onuse.as_ref()) }</div>
            </div>
        </details>
    }
}

/// The steps of a path: slashes within brackets lead nowhere.
fn steps(path: &str) -> Vec<&str> {
    let mut steps = Vec::new();
    let (mut start, mut depth) = (0, 0_i32);
    for (at, sign) in path.char_indices() {
        match sign {
            '[' => depth += 1,
            ']' => depth -= 1,
            '/' if depth == 0 => {
                steps.extend(path.get(start..at));
                start = at + 1;
            }
            _ => {}
        }
    }
    steps.extend(path.get(start..));
    steps.retain(|step| !step.is_empty());
    steps
}

/// What stands under a step, in the order of the document.
#[derive(Default)]
struct Branch<'f> {
    field: Option<&'f SourceField>,
    order: Vec<&'f str>,
    members: BTreeMap<&'f str, Branch<'f>>,
}

impl<'f> Branch<'f> {
    fn put(&mut self, steps: &[&'f str], field: &'f SourceField) {
        let Some((step, deeper)) = steps.split_first() else {
            self.field = Some(field);
            return;
        };
        if !self.members.contains_key(step) {
            self.order.push(step);
        }
        self.members.entry(step).or_default().put(deeper, field);
    }

    fn draw(&self, id: &'static str, depth: usize, onuse: Option<&Callback<String>>) -> Html {
        let members = self.order.iter().filter_map(|step| {
            let member = self.members.get(step)?;
            Some(html! {
                <li>
                    if member.order.is_empty() {
                        { leaf(id, step, member.field, onuse) }
                    } else {
                        <details open={depth > 0}>
                            <summary><code>{ *step }</code></summary>
                            { member.field.map(|_| leaf(id, step, member.field, onuse)) }
                            { member.draw(id, depth.saturating_sub(1), onuse) }
                        </details>
                    }
                </li>
            })
        });
        html! { <ul class="pg-plain-list">{ for members }</ul> }
    }
}

fn leaf(
    id: &'static str,
    step: &str,
    field: Option<&SourceField>,
    onuse: Option<&Callback<String>>,
) -> Html {
    let Some(SourceField { path, value }) = field else {
        return Html::default();
    };
    let used = path.clone();
    html! {
        <span class="pg-tree-leaf" data-testid={format!("{id}-field")} data-path={path.clone()}>
            <code title={path.clone()}>{ step }</code>
            <span class="pg-break">{ value }</span>
            if let Some(onuse) = onuse {
                <Button
                    label={fill(Text::UseFieldAction, &[("path", path)])}
                    look={Look::Plain}
                    icon={patternfly_yew::prelude::Icon::PlusCircle}
                    onclick={onuse.reform(move |_| used.clone())}
                    testid={format!("{id}-use")}
                />
            }
            <CopyButton text={path.clone()} label={fill(Text::CopyPathAction, &[("path", path)])} testid={format!("{id}-copy")} />
        </span>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_end_at_slashes_outside_of_brackets() {
        assert_eq!(
            steps("/cXML/Request[1]/Extrinsic[@name='a/b']"),
            ["cXML", "Request[1]", "Extrinsic[@name='a/b']"]
        );
        assert_eq!(
            steps("cart_item/custom_fields/x"),
            ["cart_item", "custom_fields", "x"]
        );
    }
}
