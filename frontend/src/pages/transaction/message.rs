//! One side of an exchange.

use api_types::transaction::{Body, Header, Message};
use patternfly_yew::prelude::{AlertType, Card, CardBody, CardTitle};
use yew::prelude::*;

use crate::components::button::{Button, Look};
use crate::components::code_view::CodeView;
use crate::components::copy_button::CopyButton;
use crate::components::notice::Notice;
use crate::format;
use crate::highlight::Syntax;
use crate::i18n::{Text, fill, t};

/// One side of an exchange: headers and body.
pub(super) fn message_card(title: Text, message: &Message, testid: &str) -> Html {
    let Message { headers, body, .. } = message;
    let title = t(title);
    html! {
        <Card>
            <CardTitle component="h2">{ title }</CardTitle>
            <CardBody>
                <div class="pg-stack" data-testid={testid.to_owned()}>
                    if !headers.is_empty() {
                        { header_list(headers, testid) }
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
