//! Leaving a page on which something is not saved: links, the browser's buttons, closing the tab.

use std::cell::RefCell;
use std::rc::Rc;

use gloo_events::{EventListener, EventListenerOptions};
use wasm_bindgen::JsValue;
use yew::Callback;

use crate::browser;

/// A way out of the page.
#[derive(Clone)]
pub(crate) struct Departure(Rc<dyn Fn()>);

impl Departure {
    /// Goes it, without asking.
    pub(crate) fn go(&self) {
        forget();
        (self.0)();
    }
}

/// Who is asked before the page is left, and the page's address.
#[derive(Clone)]
struct Guard {
    ask: Callback<Departure>,
    address: String,
}

thread_local! {
    static GUARD: RefCell<Option<Guard>> = const { RefCell::new(None) };
}

fn guard() -> Option<Guard> {
    GUARD.with_borrow(Option::clone)
}

/// Leaves the page, or has the person asked where something would be lost.
pub(crate) fn leave(depart: impl Fn() + 'static) {
    match guard() {
        Some(guard) => guard.ask.emit(Departure(Rc::new(depart))),
        None => depart(),
    }
}

/// Has nobody asked any more.
pub(crate) fn forget() {
    GUARD.take();
}

/// Has the person asked before the page is left, until it is dropped.
pub(crate) struct Watch(());

impl Watch {
    /// `ask` is told each way out that the person tries.
    pub(crate) fn start(ask: Callback<Departure>) -> Self {
        let location = browser::window().map(|window| window.location());
        let address = location.and_then(|location| location.href().ok());
        GUARD.set(Some(Guard {
            ask,
            address: address.unwrap_or_default(),
        }));
        Self(())
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        forget();
    }
}

/// Listens to the browser, for as long as the console is there. To be called before there is a router: browsers call listeners of the
/// window in the order in which they came, and the router must not hear of a step that is undone.
pub(crate) fn listen() {
    for listener in [watch_tab(), watch_history()].into_iter().flatten() {
        listener.forget();
    }
}

/// Closing the tab, reloading, another site: the browser asks in its own words.
fn watch_tab() -> Option<EventListener> {
    let options = EventListenerOptions::enable_prevent_default();
    let listener = |event: &web_sys::Event| {
        if guard().is_some() {
            event.prevent_default();
        }
    };
    browser::window()
        .map(|window| EventListener::new_with_options(&window, "beforeunload", options, listener))
}

/// The browser's way back and forth. It cannot be stopped, only undone: the form's address is put on top of where it led, and leaving
/// means one step back.
fn watch_history() -> Option<EventListener> {
    let window = browser::window()?;
    let history = window.history().ok()?;
    let listener = move |event: &web_sys::Event| {
        let Some(Guard { ask, address }) = guard() else {
            return;
        };
        event.stop_immediate_propagation();
        // It is an address of this site.
        let _ = history.push_state_with_url(&JsValue::NULL, "", Some(&address));
        let history = history.clone();
        ask.emit(Departure(Rc::new(move || {
            // There is where to go back to.
            let _ = history.back();
        })));
    };
    Some(EventListener::new(&window, "popstate", listener))
}
