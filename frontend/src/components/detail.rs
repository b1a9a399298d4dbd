//! A named value of a resource.

use patternfly_yew::prelude::{
    Card, CardBody, CardTitle, DescriptionGroup, DescriptionList, DescriptionListMode,
};
use yew::prelude::*;

use crate::i18n::{Text, t};

/// A named value of a resource, within a [`detail_card`]; a dash stands for none.
pub(crate) fn detail(term: Text, value: Html) -> Html {
    html! {
        <DescriptionGroup term={t(term)}>
            if value == Html::default() {
                { no_value() }
            } else {
                { value }
            }
        </DescriptionGroup>
    }
}

/// A group of named values, made by [`detail`].
pub(crate) fn detail_card(title: Text, values: Html) -> Html {
    html! {
        <Card>
            <CardTitle component="h2">{ t(title) }</CardTitle>
            <CardBody>
                <DescriptionList compact=true mode={[DescriptionListMode::Horizontal]}>{ values }</DescriptionList>
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
