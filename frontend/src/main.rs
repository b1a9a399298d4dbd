#![doc = include_str!("../README.md")]

mod api;
mod app;
mod browser;
mod components;
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

fn main() {
    yew::Renderer::<app::App>::new().render();
}
