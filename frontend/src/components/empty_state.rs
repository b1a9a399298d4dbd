//! What a page says that has nothing to show.

use patternfly_yew::prelude::Icon;
use yew::prelude::*;

/// Properties of [`EmptyState`].
#[derive(PartialEq, Properties)]
pub(crate) struct EmptyStateProperties {
    /// What is not there.
    pub(crate) title: AttrValue,
    /// Why, and what to do.
    pub(crate) text: AttrValue,
    /// A picture.
    #[prop_or(Icon::Search)]
    pub(crate) icon: Icon,
    /// Actions and links.
    #[prop_or_default]
    pub(crate) children: Html,
    /// Name for browser tests.
    #[prop_or_default]
    pub(crate) testid: Option<AttrValue>,
}

/// What a page says that has nothing to show.
#[component]
pub(crate) fn EmptyState(properties: &EmptyStateProperties) -> Html {
    html! {
        <div class="pf-v6-c-empty-state" data-testid={properties.testid.clone()}>
            <div class="pf-v6-c-empty-state__content">
                <div class="pf-v6-c-empty-state__header">
                    <div class="pf-v6-c-empty-state__icon">{ properties.icon.as_html() }</div>
                    <div class="pf-v6-c-empty-state__title">
                        <h2 class="pf-v6-c-empty-state__title-text">{ &properties.title }</h2>
                    </div>
                </div>
                <div class="pf-v6-c-empty-state__body">{ &properties.text }</div>
                if properties.children != Html::default() {
                    <div class="pf-v6-c-empty-state__footer">
                        <div class="pf-v6-c-empty-state__actions">
                            { properties.children.clone() }
                        </div>
                    </div>
                }
            </div>
        </div>
    }
}
