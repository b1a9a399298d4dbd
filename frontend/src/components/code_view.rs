//! A document with colours, in lines that can be folded.

mod assembling;
mod line;

use std::collections::BTreeSet;
use std::rc::Rc;

use web_sys::{HtmlElement, KeyboardEvent};
use yew::prelude::*;

use self::assembling::use_lines;
use self::line::LineView;
use super::button::{Button, Look};
use crate::format;
use crate::highlight::Fold;
use crate::i18n::{Text, fill, t};

/// How many lines are drawn at first, and how many more at a time. Elements for every word of a large document would hold up the page.
const LINES_AT_ONCE: usize = 400;

/// Properties of [`CodeView`].
#[derive(PartialEq, Properties)]
pub(crate) struct CodeViewProperties {
    /// The document.
    pub(crate) text: AttrValue,
    /// Whether it is shown with line breaks that show its structure.
    pub(crate) formatted: bool,
    /// What it is, for screen readers.
    pub(crate) label: AttrValue,
    /// What is said about it above it.
    #[prop_or_default]
    pub(crate) description: AttrValue,
    /// What can be done with it as a whole.
    #[prop_or_default]
    pub(crate) tools: Html,
    /// Name for browser tests.
    pub(crate) testid: AttrValue,
}

/// A document with colours. Its elements can be folded: by a click, and by keyboard with the arrow keys, as in a tree.
#[component]
pub(crate) fn CodeView(properties: &CodeViewProperties) -> Html {
    let lines = use_lines(&properties.text, properties.formatted);
    let folded = use_state_eq(BTreeSet::new);
    let limit = use_state_eq(|| LINES_AT_ONCE);
    let current = use_state_eq(|| None::<usize>);
    {
        let (folded, limit, current) = (folded.setter(), limit.setter(), current.setter());
        use_effect_with((properties.text.clone(), properties.formatted), move |_| {
            folded.set(BTreeSet::new());
            limit.set(LINES_AT_ONCE);
            current.set(None);
        });
    }
    let (shown, left) = lines.shown(&folded, *limit);
    // The one fold that the tabulator key stops at; arrow keys lead to the others.
    let stop = current
        .filter(|current| shown.iter().any(|line| line.number == *current))
        .or_else(|| {
            shown
                .iter()
                .find(|line| line.fold.is_some())
                .map(|line| line.number)
        });
    let set_folded = {
        let folded = folded.clone();
        Callback::from(move |(number, close): (usize, bool)| {
            let mut changed = (*folded).clone();
            if close {
                changed.insert(number);
            } else {
                changed.remove(&number);
            }
            folded.set(changed);
        })
    };
    let node = use_node_ref();
    let onkeydown = {
        let (node, set_folded) = (node.clone(), set_folded.clone());
        Callback::from(move |event: KeyboardEvent| on_key(&event, &node, &set_folded))
    };
    let fold_all = {
        let (folded, lines) = (folded.setter(), Rc::clone(&lines));
        Callback::from(move |_| folded.set(lines.inner_folds()))
    };
    let unfold_all = {
        let folded = folded.setter();
        Callback::from(move |_| folded.set(BTreeSet::new()))
    };
    let more = {
        let limit = limit.clone();
        Callback::from(move |_| limit.set(*limit + LINES_AT_ONCE))
    };
    let testid = &properties.testid;
    html! {
        <div class="pg-code-frame">
            <div class="pg-code-bar">
                <span class="pg-subtle">{ &properties.description }</span>
                <span class="pg-code-tools">
                    if lines.has_folds() {
                        <Button label={t(Text::FoldAll)} look={Look::Link} onclick={fold_all} testid={format!("{testid}-fold-all")} />
                        <Button label={t(Text::UnfoldAll)} look={Look::Link} onclick={unfold_all} testid={format!("{testid}-unfold-all")} />
                    }
                    { properties.tools.clone() }
                </span>
            </div>
            <div
                ref={node}
                class="pg-code"
                tabindex="0"
                role="region"
                aria-label={properties.label.clone()}
                data-testid={testid.clone()}
                {onkeydown}
            >
                // Alone, so that lines are told apart by their keys and keep the focus.
                <div>
                    { for shown.iter().map(|line| html! {
                        <LineView
                            key={line.number}
                            lines={Rc::clone(&lines)}
                            line={*line}
                            stop={stop == Some(line.number)}
                            onfold={set_folded.clone()}
                            onfocus={current_setter(&current)}
                        />
                    }) }
                </div>
                if left > 0 {
                    <div class="pg-code-more">
                        <Button
                            label={fill(Text::ShowMoreLines, &[("count", &format::count(left))])}
                            onclick={more}
                            testid={format!("{testid}-more")}
                        />
                    </div>
                }
            </div>
        </div>
    }
}

fn current_setter(current: &UseStateHandle<Option<usize>>) -> Callback<usize> {
    let current = current.setter();
    Callback::from(move |number| current.set(Some(number)))
}

/// The keys of a tree: up and down to the folds beside, left to fold, right to unfold.
fn on_key(event: &KeyboardEvent, node: &NodeRef, set_folded: &Callback<(usize, bool)>) {
    let Some(fold) = event.target_dyn_into::<HtmlElement>() else {
        return;
    };
    let Some(number) = line::number_of(&fold) else {
        return;
    };
    let is_open = fold.get_attribute("aria-expanded").as_deref() == Some("true");
    match event.key().as_str() {
        "ArrowLeft" if is_open => set_folded.emit((number, true)),
        "ArrowRight" if !is_open => set_folded.emit((number, false)),
        "ArrowDown" => line::focus_beside(node, &fold, 1),
        "ArrowUp" => line::focus_beside(node, &fold, -1),
        _ => return,
    }
    event.prevent_default();
}

/// What the button of a fold says.
fn fold_label(name: &str, fold: Fold) -> String {
    match fold {
        Fold::Open => fill(Text::FoldElement, &[("name", name)]),
        Fold::Closed { .. } => fill(Text::UnfoldElement, &[("name", name)]),
    }
}
