//! One side of an exchange.

use std::rc::Rc;

use api_types::transaction::{Body, Header, Message, MessageField};
use patternfly_yew::prelude::{AlertType, Card, CardBody, CardTitle};
use yew::prelude::*;

use crate::components::button::{Button, Look};
use crate::components::code_view::CodeView;
use crate::components::copy_button::CopyButton;
use crate::components::notice::Notice;
use crate::components::table::{Row, Table, classed_cell, column};
use crate::format;
use crate::highlight::Syntax;
use crate::i18n::{Text, fill, t};

/// One side of an exchange: headers and body.
pub(super) fn message_card(title: Text, message: &Message, testid: &str) -> Html {
    let Message {
        headers,
        body,
        fields,
    } = message;
    let title = t(title);
    html! {
        <Card>
            <CardTitle component="h2">{ title }</CardTitle>
            <CardBody>
                <div class="pg-stack" data-testid={testid.to_owned()}>
                    if !headers.is_empty() {
                        { header_list(headers, testid) }
                    }
                    if let Some(fields) = fields {
                        <FieldsView fields={Rc::from(fields.as_slice())} {title} testid={format!("{testid}-fields")} />
                    }
                    <BodyView body={body.clone()} {title} testid={format!("{testid}-body")} />
                </div>
            </CardBody>
        </Card>
    }
}

fn header_list(headers: &[Header], testid: &str) -> Html {
    let count = format::count(headers.len());
    html! {
        <details class="pg-headers" data-testid={format!("{testid}-headers")}>
            <summary>{ fill(Text::HeadersCount, &[("count", &count)]) }</summary>
            <dl>
                { for headers.iter().map(|header| html! {
                    <div><dt>{ &header.name }</dt><dd>{ &header.value }</dd></div>
                }) }
            </dl>
        </details>
    }
}

/// So many characters of a value are drawn.
const VALUE_LENGTH: usize = 1_000;

/// So many fields are drawn at once.
const FIELDS_AT_ONCE: usize = 200;

#[derive(PartialEq, Properties)]
struct FieldsViewProperties {
    fields: Rc<[MessageField]>,
    title: AttrValue,
    testid: AttrValue,
}

/// The parameters of an OCI call, or the fields that a cart returns in.
#[component]
fn FieldsView(properties: &FieldsViewProperties) -> Html {
    let all = use_state_eq(|| false);
    let FieldsViewProperties {
        fields,
        title,
        testid,
    } = properties;
    let shown = if *all { fields.len() } else { FIELDS_AT_ONCE };
    let show_all = {
        let all = all.setter();
        Callback::from(move |_| all.set(true))
    };
    let head = [Text::FieldLabel, Text::ValueLabel].map(column);
    html! {
        <details open=true data-testid={testid.clone()}>
            <summary>{ fill(Text::FieldsCount, &[("count", &format::count(fields.len()))]) }</summary>
            <Table
                label={fill(Text::FieldsOf, &[("side", title)])}
                head={head.into_iter().collect::<Html>()}
                testid={format!("{testid}-table")}
            >
                { for fields.iter().take(shown).map(|field| html! {
                    <Row testid="message-field">
                        { classed_cell(Text::FieldLabel, "pg-break", html! { <code>{ &field.name }</code> }) }
                        { classed_cell(Text::ValueLabel, "pg-break", html! { beginning(&field.value) }) }
                    </Row>
                }) }
            </Table>
            if shown < fields.len() {
                <Button label={t(Text::FieldsAll)} look={Look::Link} onclick={show_all} testid={format!("{testid}-all")} />
            }
        </details>
    }
}

/// The first characters of a long value; the body below has all of it.
fn beginning(value: &str) -> String {
    let Some((end, _)) = value.char_indices().nth(VALUE_LENGTH) else {
        return value.to_owned();
    };
    format!("{}…", value.get(..end).unwrap_or_default())
}

#[derive(PartialEq, Properties)]
struct BodyViewProperties {
    body: Body,
    title: AttrValue,
    testid: AttrValue,
}

#[component]
fn BodyView(properties: &BodyViewProperties) -> Html {
    let formatted = use_state_eq(|| true);
    let body = &properties.body;
    let Some(text) = body.text.as_ref().or(body.base64.as_ref()) else {
        let text = if body.size == 0 {
            Text::BodyEmpty
        } else {
            Text::BodyGone
        };
        return html! { <p class="pg-subtle">{ t(text) }</p> };
    };
    let can_format = body.text.is_some() && Syntax::of(text) != Syntax::Text;
    let is_formatted = *formatted && can_format;
    let toggle = {
        let formatted = formatted.clone();
        Callback::from(move |_| formatted.set(!*formatted))
    };
    let tools = html! {
        <>
            if can_format {
                <Button
                    label={t(if is_formatted { Text::ShowAsSent } else { Text::ShowFormatted })}
                    look={Look::Link}
                    onclick={toggle}
                    testid={format!("{}-format", properties.testid)}
                />
            }
            <CopyButton
                text={text.clone()}
                label={fill(Text::BodyCopy, &[("side", &properties.title)])}
                testid={format!("{}-copy", properties.testid)}
            />
        </>
    };
    html! {
        <>
            if body.text.is_none() {
                <Notice severity={AlertType::Info} title={t(Text::BodyNotText)} />
            }
            if body.truncated {
                <Notice severity={AlertType::Info} title={t(Text::BodyTruncated)} testid="truncated" />
            }
            <CodeView
                text={text.clone()}
                formatted={is_formatted}
                label={fill(Text::BodyLabel, &[("side", &properties.title)])}
                description={description(body)}
                {tools}
                testid={properties.testid.clone()}
            />
        </>
    }
}

fn description(body: &Body) -> String {
    let size = format::size(body.size);
    match &body.content_type {
        Some(content_type) => format!("{content_type} · {size}"),
        None => size,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_values_end_between_characters() {
        assert_eq!(beginning("Füller"), "Füller");
        let long = beginning(&"ü".repeat(VALUE_LENGTH + 1));
        assert_eq!(long.chars().count(), VALUE_LENGTH + 1);
        assert!(long.ends_with("ü…"));
    }
}
