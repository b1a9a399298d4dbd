//! Getting a document into lines, between which the page has time for the person.

use std::cell::Cell;
use std::rc::Rc;

use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::browser;
use crate::highlight::{Assembly, Lines, Syntax};

/// How many bytes are put into lines at a time: some milliseconds' worth.
const SLICE: usize = 100_000;

/// The document in lines: most are there at once, of large ones the first lines, and soon the others.
#[hook]
pub(super) fn use_lines(text: &AttrValue, formatted: bool) -> Rc<Lines> {
    let document = (text.clone(), formatted);
    let first = use_memo(document.clone(), |(text, formatted)| {
        let mut assembly = Assembly::new(Syntax::of(text), text.clone(), *formatted);
        assembly.go_on(SLICE);
        assembly
    });
    // With what they are the lines of: those of the document before are of no use.
    let whole = use_state(|| None::<(Rc<Assembly>, Rc<Lines>)>);
    {
        let (first, whole) = (Rc::clone(&first), whole.setter());
        use_effect_with(document, move |_| {
            let is_wanted = Rc::new(Cell::new(true));
            if !first.is_done() {
                let is_wanted = Rc::clone(&is_wanted);
                spawn_local(async move {
                    let mut assembly = (*first).clone();
                    while is_wanted.get() && !assembly.is_done() {
                        browser::breathe().await;
                        assembly.go_on(SLICE);
                    }
                    if is_wanted.get() {
                        whole.set(Some((first, assembly.lines())));
                    }
                });
            }
            move || is_wanted.set(false)
        });
    }
    match &*whole {
        Some((of, lines)) if Rc::ptr_eq(of, &first) => Rc::clone(lines),
        _ => first.lines(),
    }
}
