//! A text to be copied.

use yew::prelude::*;

use super::copy_button::CopyButton;

/// Properties of [`CopyField`].
#[derive(PartialEq, Properties)]
pub(crate) struct CopyFieldProperties {
    /// The text.
    pub(crate) text: AttrValue,
    /// What the text is, for screen readers.
    pub(crate) label: AttrValue,
    /// What the button says.
    pub(crate) copy_label: AttrValue,
    /// Name for browser tests.
    pub(crate) testid: AttrValue,
}

/// A text to be copied: a field that cannot be changed, and a button.
#[component]
pub(crate) fn CopyField(properties: &CopyFieldProperties) -> Html {
    html! {
        <div class="pf-v6-c-clipboard-copy">
            <div class="pf-v6-c-clipboard-copy__group">
                <span class="pf-v6-c-form-control pf-m-readonly">
                    <input
                        type="text"
                        readonly=true
                        value={properties.text.clone()}
                        aria-label={properties.label.clone()}
                        data-testid={properties.testid.clone()}
                    />
                </span>
                <CopyButton
                    text={properties.text.clone()}
                    label={properties.copy_label.clone()}
                    testid={format!("{}-copy", properties.testid)}
                />
            </div>
        </div>
    }
}
