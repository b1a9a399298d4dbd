#![doc = include_str!("../README.md")]

mod api;
mod app;
mod browser;
mod choices;
mod components;
mod form;
mod format;
mod highlight;
mod i18n;
mod language;
mod listing;
mod load;
mod names;
mod pages;
mod route;
mod session;
mod settings;
mod theme;
mod unsaved;

fn main() {
    unsaved::listen();
    wasm_bindgen_futures::spawn_local(async {
        // Without texts there is nothing to draw, and the page's own script says so.
        if i18n::load(language::of_page()).await {
            yew::Renderer::<app::App>::new().render();
        }
    });
}
