//! Something that is brought before the person's eyes.

use web_sys::HtmlElement;
use yew::prelude::*;

/// Properties of [`Attention`].
#[derive(PartialEq, Properties)]
pub(crate) struct AttentionProperties {
    /// What it holds.
    pub(crate) children: Html,
    /// Each other number moves the focus here again.
    #[prop_or_default]
    pub(crate) occasion: u32,
    /// Name for browser tests.
    #[prop_or_default]
    pub(crate) testid: Option<AttrValue>,
}

/// Something that takes the focus when it appears, so that it is seen wherever the page was scrolled to.
#[component]
pub(crate) fn Attention(properties: &AttentionProperties) -> Html {
    let node = use_node_ref();
    {
        let node = node.clone();
        use_effect_with(properties.occasion, move |_| {
            if let Some(element) = node.cast::<HtmlElement>() {
                // It can have the focus, by its tabindex.
                let _ = element.focus();
            }
        });
    }
    html! {
        <div ref={node} class="pg-form-summary" tabindex="-1" data-testid={properties.testid.clone()}>
            { properties.children.clone() }
        </div>
    }
}
