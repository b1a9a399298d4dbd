//! What is done to a field's value, step by step.

use yew::prelude::*;

use super::catalogue::{TRANSFORMS, parameters};
use super::outline::{Step, parameter, typed};
use crate::components::button::{Button, Look};
use crate::components::select_field::SelectField;
use crate::components::text_field::TextField;
use crate::i18n::{Text, fill, t};

/// The steps of a field with their parameters, to be changed; the field's parts have ids that begin with `id`.
pub(super) fn steps(id: &str, steps: &[Step], onchange: &Callback<Vec<Step>>) -> Html {
    let with = |edit: fn(&mut Vec<Step>, usize), index: usize| {
        let steps = steps.to_vec();
        onchange.reform(move |_: MouseEvent| {
            let mut steps = steps.clone();
            edit(&mut steps, index);
            steps
        })
    };
    let add = {
        let steps = steps.to_vec();
        onchange.reform(move |name: String| {
            let mut steps = steps.clone();
            let first = parameters(&name).iter();
            let first =
                first.filter_map(|(name, value)| Some(((*name).to_owned(), parameter(value)?)));
            steps.push(Step {
                parameters: first.collect(),
                name,
            });
            steps
        })
    };
    let choices = TRANSFORMS
        .iter()
        .map(|(name, _)| ((*name).into(), (*name).into()));
    let none = (AttrValue::default(), t(Text::AddStepChoice).into());
    html! {
        <>
            if !steps.is_empty() {
                <ol class="pg-plain-list pg-stack">
                    { for steps.iter().enumerate().map(|(index, step)| html! {
                        <li class="pg-mapping-step" data-testid="mapping-step">
                            <code>{ &step.name }</code>
                            { for fields(id, steps, index, onchange) }
                            if index > 0 {
                                <Button
                                    label={fill(Text::StepUpAction, &[("name", &step.name)])}
                                    look={Look::Link}
                                    onclick={with(|steps, index| steps.swap(index - 1, index), index)}
                                    testid="mapping-step-up"
                                />
                            }
                            <Button
                                label={fill(Text::RemoveFieldAction, &[("name", &step.name)])}
                                look={Look::Link}
                                onclick={with(|steps, index| drop(steps.remove(index)), index)}
                                testid="mapping-step-remove"
                            />
                        </li>
                    }) }
                </ol>
            }
            // Drawn anew with each step, so that it offers them all again.
            <SelectField
                key={steps.len()}
                id={format!("{id}-transform")}
                label={t(Text::AddStepLabel)}
                value=""
                choices={std::iter::once(none).chain(choices).collect::<Vec<_>>()}
                onchange={add}
            />
        </>
    }
}

/// The fields for a step's parameters: those that it can have, and others that it has.
fn fields(id: &str, steps: &[Step], index: usize, onchange: &Callback<Vec<Step>>) -> Vec<Html> {
    let Some(step) = steps.get(index) else {
        return Vec::new();
    };
    let known = parameters(&step.name)
        .iter()
        .map(|(name, _)| (*name).to_owned());
    let mut names: Vec<String> = known.collect();
    for name in step.parameters.keys() {
        if !names.contains(name) {
            names.push(name.clone());
        }
    }
    let field = |name: String| {
        let (steps, set) = (steps.to_vec(), name.clone());
        let oninput = onchange.reform(move |text: String| {
            let mut steps = steps.clone();
            if let Some(step) = steps.get_mut(index) {
                match parameter(&text) {
                    Some(value) => step.parameters.insert(set.clone(), value),
                    None => step.parameters.remove(&set),
                };
            }
            steps
        });
        html! {
            <TextField
                id={format!("{id}-step-{index}-{name}")}
                label={name.clone()}
                autocomplete="off"
                value={typed(step.parameters.get(&name))}
                {oninput}
            />
        }
    };
    names.into_iter().map(field).collect()
}
