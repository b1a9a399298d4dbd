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
        GUARD.take();
        (self.0)();
    }
}

thread_local! {
    /// Who is asked before the page is left.
    static GUARD: RefCell<Option<Callback<Departure>>> = const { RefCell::new(None) };
}

/// Leaves the page, or has the person asked where something would be lost.
pub(crate) fn leave(depart: impl Fn() + 'static) {
    match guard() {
        Some(ask) => ask.emit(Departure(Rc::new(depart))),
        None => depart(),
    }
}

fn guard() -> Option<Callback<Departure>> {
    GUARD.with_borrow(Option::clone)
}

/// Has the person asked before the page is left, until it is dropped.
pub(crate) struct Watch {
    _listeners: [Option<EventListener>; 2],
}

impl Watch {
    /// `ask` is told each way out that the person tries.
    pub(crate) fn start(ask: Callback<Departure>) -> Self {
        GUARD.set(Some(ask));
        Self {
            _listeners: [watch_tab(), watch_history()],
        }
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        GUARD.take();
    }
}

/// Closing the tab, reloading, another site: the browser asks in its own words.
fn watch_tab() -> Option<EventListener> {
    let options = EventListenerOptions::enable_prevent_default();
    let listener = move |event: &web_sys::Event| {
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
    let address = window.location().href().ok()?;
    let history = window.history().ok()?;
    // Before the router hears of it.
    let options = EventListenerOptions::run_in_capture_phase();
    let listener = move |event: &web_sys::Event| {
        let Some(ask) = guard() else { return };
        event.stop_immediate_propagation();
        // It is an address of this site.
        let _ = history.push_state_with_url(&JsValue::NULL, "", Some(&address));
        let history = history.clone();
        ask.emit(Departure(Rc::new(move || {
            // There is where to go back to.
            let _ = history.back();
        })));
    };
    Some(EventListener::new_with_options(
        &window, "popstate", options, listener,
    ))
}
