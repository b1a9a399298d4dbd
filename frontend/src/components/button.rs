//! A button.

use patternfly_yew::prelude::Icon;
use yew::prelude::*;

/// How a button looks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Look {
    /// The one main action of a page.
    Primary,
    /// An action by which something is lost.
    Danger,
    /// Any other action.
    #[default]
    Secondary,
    /// Without a frame; for icons.
    Plain,
    /// Like a link.
    Link,
}

impl Look {
    const fn class(self) -> &'static str {
        match self {
            Self::Primary => "pf-m-primary",
            Self::Danger => "pf-m-danger",
            Self::Secondary => "pf-m-secondary",
            Self::Plain => "pf-m-plain",
            Self::Link => "pf-m-link pf-m-inline",
        }
    }
}

/// Properties of [`Button`].
#[derive(PartialEq, Properties)]
pub(crate) struct ButtonProperties {
    /// What it says; for screen readers only with [`Look::Plain`].
    pub(crate) label: AttrValue,
    /// How it looks.
    #[prop_or_default]
    pub(crate) look: Look,
    /// A picture before what it says.
    #[prop_or_default]
    pub(crate) icon: Option<Icon>,
    /// What it does.
    #[prop_or_default]
    pub(crate) onclick: Callback<MouseEvent>,
    /// Whether it submits its form.
    #[prop_or_default]
    pub(crate) submit: bool,
    /// Whether it is out of use.
    #[prop_or_default]
    pub(crate) disabled: bool,
    /// Whether what it does is under way.
    #[prop_or_default]
    pub(crate) busy: bool,
    /// Whether it takes the whole width.
    #[prop_or_default]
    pub(crate) block: bool,
    /// Whether what it opens is open.
    #[prop_or_default]
    pub(crate) expanded: Option<bool>,
    /// Whether what it switches is on.
    #[prop_or_default]
    pub(crate) pressed: Option<bool>,
    /// Id of what it opens.
    #[prop_or_default]
    pub(crate) controls: Option<AttrValue>,
    /// Further style classes.
    #[prop_or_default]
    pub(crate) class: Classes,
    /// Name for browser tests.
    #[prop_or_default]
    pub(crate) testid: Option<AttrValue>,
}

/// A button. It keeps the keyboard's focus when it is pressed, and stays focusable while it is busy.
#[component]
pub(crate) fn Button(properties: &ButtonProperties) -> Html {
    let is_plain = properties.look == Look::Plain;
    let class = classes!(
        "pf-v6-c-button",
        properties.look.class(),
        properties.block.then_some("pf-m-block"),
        properties.busy.then_some("pf-m-progress pf-m-in-progress"),
        (properties.pressed == Some(true)).then_some("pf-m-clicked"),
        properties.class.clone(),
    );
    let onclick = {
        let onclick = properties.onclick.clone();
        let busy = properties.busy;
        Callback::from(move |event: MouseEvent| {
            if busy {
                event.prevent_default();
            } else {
                onclick.emit(event);
            }
        })
    };
    html! {
        <button
            {class}
            type={if properties.submit { "submit" } else { "button" }}
            disabled={properties.disabled}
            aria-disabled={properties.busy.then_some("true")}
            aria-label={is_plain.then(|| properties.label.clone())}
            title={is_plain.then(|| properties.label.clone())}
            aria-expanded={properties.expanded.map(|expanded| expanded.to_string())}
            aria-pressed={properties.pressed.map(|pressed| pressed.to_string())}
            aria-controls={properties.controls.clone()}
            data-testid={properties.testid.clone()}
            {onclick}
        >
            if properties.busy {
                <span class="pf-v6-c-button__progress">
                    <svg class="pf-v6-c-spinner pf-m-md" viewBox="0 0 100 100" aria-hidden="true">
                        <circle class="pf-v6-c-spinner__path" cx="50" cy="50" r="45" fill="none" />
                    </svg>
                </span>
            }
            if let Some(icon) = properties.icon {
                <span class={classes!("pf-v6-c-button__icon", (!is_plain).then_some("pf-m-start"))}>
                    { icon.as_html() }
                </span>
            }
            if !is_plain {
                <span class="pf-v6-c-button__text">{ &properties.label }</span>
            }
        </button>
    }
}
