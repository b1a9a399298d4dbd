//! What is wrong with a mapping, with the places in its text.

use api_types::problem::FieldError;
use yew::prelude::*;

use super::draft::Side;
use super::locate::{self, Position};
use crate::api::Failure;
use crate::browser;
use crate::components::button::{Button, Look};
use crate::i18n::{Text, api_language, fill, t};

/// What the API says about the mapping of a side, by pointers within it.
pub(super) fn within(failure: &Failure, side: Side) -> Vec<FieldError> {
    let member = format!("/{}", side.member());
    let errors = failure.field_errors().iter();
    let errors = errors.filter_map(|error| {
        // What is tried is within the settings of a connection or of a mapping profile.
        let pointer = &error.pointer;
        let pointer = pointer.strip_prefix("/mapping_profile").unwrap_or(pointer);
        let pointer = pointer.strip_prefix("/settings").unwrap_or(pointer);
        let pointer = pointer.strip_prefix(&member)?;
        Some(FieldError::new(
            pointer,
            &error.code,
            own_words(&error.message),
        ))
    });
    errors.collect()
}

/// The message without the API's own place, which counts in another text.
fn own_words(message: &str) -> &str {
    match message.rsplit_once(" (line ") {
        Some((words, rest)) if rest.ends_with(')') => words,
        _ => message,
    }
}

/// What is wrong, each with its line and column in the text, and a way there.
pub(super) fn list(problems: &[FieldError], text: &str, onopen: &Callback<()>) -> Html {
    html! {
        <ul class="pg-plain-list" data-testid="mapping-problems">
            { for problems.iter().map(|problem| {
                let found = locate::position(text, &problem.pointer);
                html! {
                    <li data-testid="mapping-problem">
                        if let Some(found) = found {
                            <Button label={place(found)} look={Look::Link} onclick={go(found, onopen)} testid="mapping-problem-go" />
                            { " " }
                        }
                        <span class="pg-break" lang={api_language()}>{ &problem.message }</span>
                    </li>
                }
            }) }
        </ul>
    }
}

fn place(found: Position) -> String {
    let (line, column) = (found.line.to_string(), found.column.to_string());
    fill(Text::LineAndColumn, &[("line", &line), ("column", &column)])
}

/// Leads to a place in the text.
fn go(found: Position, onopen: &Callback<()>) -> Callback<MouseEvent> {
    let onopen = onopen.clone();
    Callback::from(move |_| {
        onopen.emit(());
        wasm_bindgen_futures::spawn_local(async move {
            // Once the text is drawn.
            browser::breathe().await;
            browser::place_cursor("#mapping-json", found.offset);
        });
    })
}

/// The heading above them.
pub(super) fn title(count: usize) -> String {
    match count {
        1 => t(Text::MappingProblem).to_owned(),
        _ => fill(
            Text::MappingProblems,
            &[("count", &crate::format::count(count))],
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_place_that_counts_in_another_text_is_left_out() {
        assert_eq!(own_words("is unknown (line 3, column 5)"), "is unknown");
        assert_eq!(own_words("is unknown (really)"), "is unknown (really)");
    }
}
