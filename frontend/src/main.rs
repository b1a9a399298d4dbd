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
    yew::Renderer::<app::App>::new().render();
}
