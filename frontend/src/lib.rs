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
mod parts;
mod route;
mod sending;
mod session;
mod settings;
mod theme;
mod unsaved;

use self::parts::Part;
use self::route::Route;

/// Starts the part of the console that is used every day: connections, sessions, the log.
pub fn start_console() {
    start(Part::Console, parts::console::page);
}

/// Starts the part with who takes part, and the administration.
pub fn start_workbench() {
    start(Part::Workbench, parts::workbench::page);
}

/// Starts the part with the tools around connections.
pub fn start_tools() {
    start(Part::Tools, parts::tools::page);
}

fn start(part: Part, page: fn(Route) -> yew::Html) {
    parts::run(part);
    unsaved::listen();
    wasm_bindgen_futures::spawn_local(async move {
        // Without texts there is nothing to draw, and the page's own script says so.
        if i18n::load(language::of_page()).await {
            let properties = app::AppProperties { page };
            yew::Renderer::<app::App>::with_props(properties).render();
        }
    });
}
