//! What the console asks of the browser beside drawing pages. Everything here answers "nothing" where the browser refuses.

use js_sys::Promise;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Blob, BlobPropertyBag, Document, HtmlElement, HtmlTextAreaElement, Storage, Url, Window,
};

/// The window.
pub(crate) fn window() -> Option<Window> {
    web_sys::window()
}

/// The document.
pub(crate) fn document() -> Option<Document> {
    window()?.document()
}

/// What was stored under a name on an earlier visit.
pub(crate) fn stored(name: &str) -> Option<String> {
    storage()?.get_item(name).ok()?
}

/// Stores a text under a name for later visits, or removes it.
pub(crate) fn store(name: &str, value: Option<&str>) {
    let Some(storage) = storage() else { return };
    // A full or forbidden storage costs the convenience and nothing else.
    let _ = match value {
        Some(value) => storage.set_item(name, value),
        None => storage.remove_item(name),
    };
}

fn storage() -> Option<Storage> {
    window()?.local_storage().ok()?
}

/// The person's languages as BCP 47 tags, the dearest first.
pub(crate) fn languages() -> Vec<String> {
    let languages = window().map(|window| window.navigator().languages());
    languages
        .iter()
        .flat_map(|tags| tags.iter())
        .filter_map(|tag| tag.as_string())
        .collect()
}

/// Whether a media query holds.
pub(crate) fn media_matches(query: &str) -> bool {
    window()
        .and_then(|window| window.match_media(query).ok()?)
        .is_some_and(|query| query.matches())
}

/// Leaves this page for another that is a document of its own.
pub(crate) fn visit(address: &str) {
    if let Some(window) = window() {
        // It is an address of this site.
        let _ = window.location().assign(address);
    }
}

/// Moves the keyboard's focus into a field with several lines, to a place in its text: so many UTF-16 units after its beginning.
pub(crate) fn place_cursor(selector: &str, offset: u32) {
    let element = document().and_then(|document| document.query_selector(selector).ok()?);
    if let Some(field) = element.and_then(|element| element.dyn_into::<HtmlTextAreaElement>().ok())
    {
        // A field that is not shown cannot have the focus; a place beyond the end is the end.
        let _ = field.focus();
        let _ = field.set_selection_range(offset, offset);
    }
}

/// Lets the person print this page.
pub(crate) fn print() {
    if let Some(window) = window() {
        // Where there is no printing, nothing happens.
        let _ = window.print();
    }
}

/// Moves the keyboard's focus to the first element that a selector finds.
pub(crate) fn focus(selector: &str) {
    let element = document().and_then(|document| document.query_selector(selector).ok()?);
    if let Some(element) = element.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        // An element that cannot have the focus leaves it where it is.
        let _ = element.focus();
    }
}

/// A name that nobody else gives: for telling calls apart, not for secrets.
pub(crate) fn unique_name() -> String {
    let random = || js_sys::Math::random();
    format!("{}-{}-{}", js_sys::Date::now(), random(), random())
}

/// Whether the person sees the page, as far as the browser knows.
pub(crate) fn is_visible() -> bool {
    document().is_some_and(|document| !document.hidden())
}

/// Lets the browser do what waits: draw, and answer the person.
pub(crate) async fn breathe() {
    let pause = Promise::new(&mut |go_on, _| {
        // Without a window there is nobody to wait for.
        let _ = window().map(|window| window.set_timeout_with_callback(&go_on));
    });
    // A timer does not fail.
    let _ = JsFuture::from(pause).await;
}

/// Gives the person a text as a file of this name.
pub(crate) async fn download(name: &str, media: &str, text: &str) {
    let parts = js_sys::Array::of1(&JsValue::from_str(text));
    let kind = BlobPropertyBag::new();
    kind.set_type(media);
    let Ok(file) = Blob::new_with_str_sequence_and_options(&parts, &kind) else {
        return;
    };
    let Ok(address) = Url::create_object_url_with_blob(&file) else {
        return;
    };
    if follow(&address, name).is_some() {
        // The browser takes it up after this, and what is not given back stays in memory.
        breathe().await;
    }
    let _ = Url::revoke_object_url(&address);
}

/// Follows a link to a file that is to be kept under this name.
fn follow(address: &str, name: &str) -> Option<()> {
    let link = document()?.create_element("a").ok()?;
    link.set_attribute("href", address).ok()?;
    link.set_attribute("download", name).ok()?;
    link.dyn_into::<HtmlElement>().ok()?.click();
    Some(())
}

/// Something that is done again and again, until it is dropped.
pub(crate) struct Repetition {
    id: i32,
    _action: Closure<dyn FnMut()>,
}

impl Repetition {
    /// Does it every so many milliseconds.
    pub(crate) fn every(milliseconds: i32, action: impl Fn() + 'static) -> Option<Self> {
        let action = Closure::new(action);
        let id = window()?
            .set_interval_with_callback_and_timeout_and_arguments_0(
                action.as_ref().unchecked_ref(),
                milliseconds,
            )
            .ok()?;
        Some(Self {
            id,
            _action: action,
        })
    }
}

impl Drop for Repetition {
    fn drop(&mut self) {
        if let Some(window) = window() {
            window.clear_interval_with_handle(self.id);
        }
    }
}

/// Puts a text on the clipboard; answers whether it is there.
pub(crate) async fn copy(text: &str) -> bool {
    let Some(window) = window() else { return false };
    // Pages over plain http have no clipboard object, whatever its type says.
    if !window.is_secure_context() {
        return copy_by_selection(text).is_some();
    }
    let written = window.navigator().clipboard().write_text(text);
    JsFuture::from(written).await.is_ok()
}

/// The way of pages over plain http: select the text in a field and have the browser copy the selection.
fn copy_by_selection(text: &str) -> Option<()> {
    let document = document()?;
    let before = document.active_element();
    let field: HtmlTextAreaElement = document.create_element("textarea").ok()?.dyn_into().ok()?;
    field.set_class_name("pg-off-screen");
    field.set_value(text);
    document.body()?.append_child(&field).ok()?;
    field.select();
    let command = js_sys::Reflect::get(&document, &JsValue::from_str("execCommand")).ok()?;
    let copied = command
        .dyn_into::<js_sys::Function>()
        .ok()?
        .call1(&document, &JsValue::from_str("copy"));
    field.remove();
    if let Some(before) = before.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        before.focus().ok()?;
    }
    copied.ok()?.is_truthy().then_some(())
}
