//! The one view of data on its way.

use std::rc::Rc;

use api_types::problem::ProblemCode;
use patternfly_yew::prelude::Icon;
use yew::prelude::*;

use super::empty_state::empty_state;
use super::failure_notice::FailureNotice;
use crate::api::Failure;
use crate::i18n::{Text, t};
use crate::load::Loaded;

/// The one view of data on its way: a spinner, the data, a failure, or data with a failure above it.
pub(crate) fn load_view<T: 'static>(loaded: &Loaded<T>, draw: &Callback<Rc<T>, Html>) -> Html {
    let Loaded { load, busy, reload } = loaded;
    let drawn = load.data().map(|data| draw.emit(Rc::clone(data)));
    frame(*busy, load.failure(), reload, drawn)
}

/// What is around data of all kinds. Apart from them, so that it is in the console once.
fn frame(
    busy: bool,
    failure: Option<&Failure>,
    reload: &Callback<()>,
    drawn: Option<Html>,
) -> Html {
    let status = if busy { t(Text::Loading) } else { "" };
    html! {
        <div class="pg-load" aria-busy={busy.to_string()}>
            <div class="pf-v6-screen-reader" role="status">{ status }</div>
            if let Some(failure) = failure {
                if failure.is(ProblemCode::NotFound) && drawn.is_none() {
                    { empty_state(Icon::Search, &failure.title(), t(Text::FailureNotFoundDetail), "not-found", Html::default()) }
                } else {
                    <FailureNotice
                        failure={failure.clone()}
                        retry={reload.clone()}
                        stale={drawn.is_some()}
                    />
                }
            }
            if let Some(drawn) = drawn {
                { drawn }
            } else if failure.is_none() {
                <div class="pg-loading" data-testid="loading">
                    <svg class="pf-v6-c-spinner pf-m-xl" viewBox="0 0 100 100" aria-hidden="true">
                        <circle class="pf-v6-c-spinner__path" cx="50" cy="50" r="45" fill="none" />
                    </svg>
                </div>
            }
        </div>
    }
}
