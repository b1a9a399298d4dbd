//! A line of a document.

use std::rc::Rc;

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};
use yew::prelude::*;

use super::fold_label;
use crate::components::button::{Button, Look};
use crate::format;
use crate::highlight::{Fold, Lines, Shown};
use crate::i18n::{Text, fill};

/// How many bytes of a line are drawn at first, and how many more at a time.
const BYTES_AT_ONCE: usize = 4_000;
const MORE_BYTES: usize = 60_000;

/// How the number of a fold's line stands in its button.
const NUMBER: &str = "data-line";

/// Properties of [`LineView`].
#[derive(Properties)]
pub(super) struct LineViewProperties {
    /// The document.
    pub(super) lines: Rc<Lines>,
    /// Which line.
    pub(super) line: Shown,
    /// Whether the tabulator key stops at its fold.
    pub(super) stop: bool,
    /// Told to fold (true) or unfold a line.
    pub(super) onfold: Callback<(usize, bool)>,
    /// Told that its fold has the focus.
    pub(super) onfocus: Callback<usize>,
}

impl PartialEq for LineViewProperties {
    fn eq(&self, other: &Self) -> bool {
        // What folding does depends on what is folded, which the fold's own state need not tell.
        Rc::ptr_eq(&self.lines, &other.lines)
            && self.line == other.line
            && self.stop == other.stop
            && (self.line.fold.is_none() || self.onfold == other.onfold)
    }
}

/// A line of a document: the button that folds it, and its text. All of it are text nodes, whatever the document says.
#[component]
pub(super) fn LineView(properties: &LineViewProperties) -> Html {
    let length = use_state_eq(|| BYTES_AT_ONCE);
    let number = properties.line.number;
    let (tokens, left) = properties.lines.tokens(number, *length);
    let more = {
        let length = length.clone();
        Callback::from(move |_| length.set(*length + MORE_BYTES))
    };
    html! {
        <code class="pg-line">
            if let Some(fold) = properties.line.fold {
                { fold_button(properties, fold) }
            }
            { for tokens.iter().map(|token| match token.kind.class() {
                Some(class) => html! { <span {class}>{ token.text.to_owned() }</span> },
                None => html! { token.text.to_owned() },
            }) }
            if left > 0 {
                <Button
                    label={fill(Text::ShowMoreOfLine, &[("size", &format::size(left as u64))])}
                    look={Look::Link}
                    onclick={more}
                    testid="line-more"
                />
            }
            { "\n" }
        </code>
    }
}

fn fold_button(properties: &LineViewProperties, fold: Fold) -> Html {
    let number = properties.line.number;
    let is_open = fold == Fold::Open;
    let onclick = properties.onfold.reform(move |_| (number, is_open));
    let onfocus = properties.onfocus.reform(move |_| number);
    let label = fold_label(properties.lines.name(number), fold);
    let hidden = match fold {
        Fold::Open => None,
        Fold::Closed { lines } => {
            Some(fill(Text::FoldedLines, &[("count", &format::count(lines))]))
        }
    };
    html! {
        <button
            type="button"
            class="pg-fold"
            aria-expanded={is_open.to_string()}
            aria-label={label}
            title={hidden}
            tabindex={if properties.stop { "0" } else { "-1" }}
            data-line={number.to_string()}
            data-testid="fold"
            {onclick}
            {onfocus}
        />
    }
}

/// The number of the line that a fold's button belongs to; none for any other element.
pub(super) fn number_of(element: &Element) -> Option<usize> {
    element.get_attribute(NUMBER)?.parse().ok()
}

/// Moves the focus from a fold to the one that many further.
pub(super) fn focus_beside(document: &NodeRef, fold: &HtmlElement, step: i32) {
    let folds: Vec<HtmlElement> = document
        .cast::<Element>()
        .and_then(|document| document.query_selector_all(".pg-fold").ok())
        .map(|found| {
            (0..found.length())
                .filter_map(|index| found.item(index)?.dyn_into().ok())
                .collect()
        })
        .unwrap_or_default();
    let next = folds
        .iter()
        .position(|other| other == fold)
        .and_then(|at| at.checked_add_signed(isize::try_from(step).ok()?))
        .and_then(|at| folds.get(at));
    if let Some(next) = next {
        // It is on the page.
        let _ = next.focus();
    }
}
