//! What a page says that has nothing to show.

use patternfly_yew::prelude::Icon;
use yew::prelude::*;

/// What a page says that has nothing to show: what is not there, why, and what to do, with buttons and links for that.
pub(crate) fn empty_state(
    icon: Icon,
    title: &str,
    text: &str,
    testid: &'static str,
    actions: Html,
) -> Html {
    html! {
        <div class="pf-v6-c-empty-state" data-testid={testid}>
            <div class="pf-v6-c-empty-state__content">
                <div class="pf-v6-c-empty-state__header">
                    <div class="pf-v6-c-empty-state__icon">{ icon.as_html() }</div>
                    <div class="pf-v6-c-empty-state__title">
                        <h2 class="pf-v6-c-empty-state__title-text">{ title }</h2>
                    </div>
                </div>
                <div class="pf-v6-c-empty-state__body">{ text }</div>
                if actions != Html::default() {
                    <div class="pf-v6-c-empty-state__footer">
                        <div class="pf-v6-c-empty-state__actions">
                            { actions }
                        </div>
                    </div>
                }
            </div>
        </div>
    }
}
