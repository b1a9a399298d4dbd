//! A button that opens a small panel.

use gloo_events::EventListener;
use patternfly_yew::prelude::Icon;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, KeyboardEvent, Node};
use yew::prelude::*;

use crate::browser;

/// Properties of [`Menu`].
#[derive(PartialEq, Properties)]
pub(crate) struct MenuProperties {
    /// Id of the panel, unique in the page; also the button's name for browser tests.
    pub(crate) id: AttrValue,
    /// What the button says.
    pub(crate) label: AttrValue,
    /// The button's picture.
    pub(crate) icon: Icon,
    /// What the panel holds.
    pub(crate) children: Html,
}

/// A button that opens a small panel below it. Escape, a click elsewhere and leaving it by keyboard close it.
#[component]
pub(crate) fn Menu(properties: &MenuProperties) -> Html {
    let open = use_state_eq(|| false);
    let node = use_node_ref();
    let button = use_node_ref();
    {
        let node = node.clone();
        let set = open.setter();
        use_effect_with(*open, move |open| {
            let listener = browser::document().filter(|_| *open).map(|document| {
                EventListener::new(&document, "pointerdown", move |event| {
                    if !contains(&node, event.target()) {
                        set.set(false);
                    }
                })
            });
            move || drop(listener)
        });
    }
    let onkeydown = {
        let open = open.setter();
        let button = button.clone();
        Callback::from(move |event: KeyboardEvent| {
            if event.key() == "Escape" {
                open.set(false);
                if let Some(button) = button.cast::<HtmlElement>() {
                    // The button is there as long as its panel is.
                    let _ = button.focus();
                }
            }
        })
    };
    let onfocusout = {
        let open = open.setter();
        let node = node.clone();
        Callback::from(move |event: FocusEvent| {
            if event.related_target().is_some() && !contains(&node, event.related_target()) {
                open.set(false);
            }
        })
    };
    let onclick = {
        let open = open.clone();
        Callback::from(move |_| open.set(!*open))
    };
    html! {
        <div class="pg-menu" ref={node} {onkeydown} {onfocusout}>
            <button
                type="button"
                ref={button}
                class={classes!("pf-v6-c-menu-toggle", "pf-m-plain", "pf-m-text", open.then_some("pf-m-expanded"))}
                aria-expanded={open.to_string()}
                aria-controls={properties.id.clone()}
                aria-label={properties.label.clone()}
                data-testid={properties.id.clone()}
                {onclick}
            >
                <span class="pf-v6-c-menu-toggle__icon">{ properties.icon.as_html() }</span>
                <span class="pf-v6-c-menu-toggle__text pg-wide-only">{ &properties.label }</span>
                <span class="pf-v6-c-menu-toggle__controls">
                    <span class="pf-v6-c-menu-toggle__toggle-icon">{ Icon::CaretDown.as_html() }</span>
                </span>
            </button>
            <div id={properties.id.clone()} class="pg-menu-panel" hidden={!*open}>
                { properties.children.clone() }
            </div>
        </div>
    }
}

fn contains(node: &NodeRef, target: Option<web_sys::EventTarget>) -> bool {
    let target = target.and_then(|target| target.dyn_into::<Node>().ok());
    node.get()
        .is_some_and(|node| node.contains(target.as_ref()))
}
