//! A named value of a resource.

use patternfly_yew::prelude::{
    Card, CardBody, CardTitle, DescriptionGroup, DescriptionList, DescriptionListMode,
};
use yew::prelude::*;

use crate::i18n::{Text, t};

/// Properties of [`Detail`].
#[derive(PartialEq, Properties)]
pub(crate) struct DetailProperties {
    /// The value's name.
    pub(crate) term: Text,
    /// The value; a dash stands for none.
    #[prop_or_default]
    pub(crate) children: Html,
}

/// A named value of a resource, within a description list.
#[component]
pub(crate) fn Detail(properties: &DetailProperties) -> Html {
    html! {
        <DescriptionGroup term={t(properties.term)}>
            if properties.children == Html::default() {
                { no_value() }
            } else {
                { properties.children.clone() }
            }
        </DescriptionGroup>
    }
}

/// Properties of [`DetailCard`].
#[derive(PartialEq, Properties)]
pub(crate) struct DetailCardProperties {
    /// Its heading.
    pub(crate) title: Text,
    /// Its values: [`Detail`].
    pub(crate) children: Html,
}

/// A group of named values.
#[component]
pub(crate) fn DetailCard(properties: &DetailCardProperties) -> Html {
    html! {
        <Card>
            <CardTitle component="h2">{ t(properties.title) }</CardTitle>
            <CardBody>
                <DescriptionList compact=true mode={[DescriptionListMode::Horizontal]}>
                    { properties.children.clone() }
                </DescriptionList>
            </CardBody>
        </Card>
    }
}

/// Texts, one a line, or what stands for none.
pub(crate) fn text_list(texts: &[String]) -> Html {
    if texts.is_empty() {
        return no_value();
    }
    html! {
        <ul class="pg-plain-list">{ for texts.iter().map(|text| html! { <li>{ text }</li> }) }</ul>
    }
}

/// What stands where there is no value.
pub(crate) fn no_value() -> Html {
    html! {
        <span class="pg-subtle">
            <span aria-hidden="true">{ "–" }</span>
            <span class="pf-v6-screen-reader">{ t(Text::NoValue) }</span>
        </span>
    }
}

/// A text, or what stands for none.
pub(crate) fn text_or_none(text: Option<&str>) -> Html {
    match text.filter(|text| !text.is_empty()) {
        Some(text) => html! { text.to_owned() },
        None => no_value(),
    }
}
