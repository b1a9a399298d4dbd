//! A document with colours.

use std::rc::Rc;

use js_sys::Array;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::{Element, IntersectionObserver, IntersectionObserverEntry};
use yew::prelude::*;

use crate::highlight::{Chunk, Syntax, chunks, tokens};

/// Properties of [`CodeView`].
#[derive(PartialEq, Properties)]
pub(crate) struct CodeViewProperties {
    /// The document.
    pub(crate) text: AttrValue,
    /// Whether it is shown with line breaks that show its structure.
    pub(crate) formatted: bool,
    /// What it is, for screen readers.
    pub(crate) label: AttrValue,
    /// Name for browser tests.
    pub(crate) testid: AttrValue,
}

/// A document with colours. All of its text is there at once, so that it can be searched and copied; the colours come where it is
/// looked at, since elements for every word of a large document would hold up the page.
#[component]
pub(crate) fn CodeView(properties: &CodeViewProperties) -> Html {
    let chunks = use_memo(
        (properties.text.clone(), properties.formatted),
        |(text, formatted)| {
            let chunks = chunks(&tokens(Syntax::of(text), text, *formatted));
            chunks.into_iter().map(Rc::new).collect::<Vec<_>>()
        },
    );
    // Chunks that have been looked at are drawn anew for another document.
    let generation = format!("{}-{}", properties.formatted, properties.text.len());
    html! {
        <pre
            class="pg-code"
            tabindex="0"
            role="region"
            aria-label={properties.label.clone()}
            data-testid={properties.testid.clone()}
        >
            <code key={generation}>
                { for chunks.iter().enumerate().map(|(index, chunk)| html! {
                    <ChunkView key={index} chunk={Rc::clone(chunk)} first={index == 0} />
                }) }
            </code>
        </pre>
    }
}

#[derive(Properties)]
struct ChunkViewProperties {
    chunk: Rc<Chunk>,
    /// Whether it is shown at once.
    first: bool,
}

impl PartialEq for ChunkViewProperties {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.chunk, &other.chunk) && self.first == other.first
    }
}

#[component]
fn ChunkView(properties: &ChunkViewProperties) -> Html {
    let node = use_node_ref();
    let seen = use_seen(node.clone(), properties.first);
    html! {
        <span ref={node}>
            if seen {
                { for properties.chunk.tokens().map(|token| match token.kind.class() {
                    Some(class) => html! { <span {class}>{ token.text.to_owned() }</span> },
                    None => html! { token.text.to_owned() },
                }) }
            } else {
                { &properties.chunk.text }
            }
        </span>
    }
}

/// Whether an element has ever been in sight.
#[hook]
fn use_seen(node: NodeRef, at_once: bool) -> bool {
    let seen = use_state_eq(|| at_once);
    let set = seen.setter();
    use_effect_with(*seen, move |seen| {
        let watch = if *seen {
            None
        } else {
            node.cast::<Element>()
                .and_then(|element| Watch::start(&element, move || set.set(true)))
        };
        move || drop(watch)
    });
    *seen
}

/// Watches an element until it is dropped.
struct Watch {
    observer: IntersectionObserver,
    _onsight: Closure<dyn FnMut(Array)>,
}

impl Watch {
    fn start(element: &Element, onsight: impl Fn() + 'static) -> Option<Self> {
        let onsight = Closure::new(move |entries: Array| {
            let in_sight = entries.iter().any(|entry| {
                entry
                    .dyn_into::<IntersectionObserverEntry>()
                    .is_ok_and(|entry| entry.is_intersecting())
            });
            if in_sight {
                onsight();
            }
        });
        let observer = IntersectionObserver::new(onsight.as_ref().unchecked_ref()).ok()?;
        observer.observe(element);
        Some(Self {
            observer,
            _onsight: onsight,
        })
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}
