//! What the people at the procurement system need, to be printed or sent.

use std::rc::Rc;

use api_types::connection::Connection;
use patternfly_yew::prelude::{Card, CardBody};
use uuid::Uuid;
use web_sys::{DomParser, Node, SupportedType};
use yew::prelude::*;
use yew::virtual_dom::VNode;
use yew_router::prelude::*;

use super::connection_tool::connection_tool;
use crate::api::connections;
use crate::browser;
use crate::components::button::{Button, Look};
use crate::components::load_view::load_view;
use crate::components::route_link;
use crate::components::select_field::SelectField;
use crate::i18n::{Language, Text, language, t};
use crate::load::use_load;
use crate::route::{Route, query_text};

/// Properties of [`OnboardingSheetPage`].
#[derive(PartialEq, Properties)]
pub(crate) struct OnboardingSheetPageProperties {
    /// Of which connection.
    pub(crate) id: Uuid,
}

/// The onboarding sheet of a connection; its language is in the address, and the console's where nothing is.
#[component]
pub(crate) fn OnboardingSheetPage(properties: &OnboardingSheetPageProperties) -> Html {
    let id = properties.id;
    let asked = use_location().map(|location| query_text(location.query_str(), "lang"));
    // Sheets are written in the languages of the console.
    let asked = asked.as_deref().and_then(Language::from_tag);
    let lang = asked.unwrap_or_else(language).tag();
    let loaded = use_load((id, lang), |client, (id, lang)| async move {
        let connection = connections::get(&client, id).await?;
        let sheet = connections::onboarding_sheet(&client, id, lang).await?;
        Ok((connection, sheet))
    });
    let navigator = use_navigator();
    let choose = Callback::from(move |lang: String| {
        if let Some(navigator) = &navigator {
            route_link::open(
                navigator,
                &Route::OnboardingSheet { id },
                &vec![("lang", lang)],
            );
        }
    });
    let name = loaded.load.data().map(|both| both.0.name.clone());
    let draw = Callback::from(move |both: Rc<(Connection, String)>| {
        html! { <Sheet html={both.1.clone()} {lang} /> }
    });
    let choices = Language::ALL.map(|known| (known.tag().into(), known.name().into()));
    connection_tool(
        id,
        name.as_deref(),
        Text::SheetTitle,
        Text::SheetText,
        html! {
            <div class="pg-stack">
                <div class="pg-columns pg-unprinted">
                    <SelectField
                        id="sheet-language"
                        label={t(Text::LanguageLabel)}
                        value={lang}
                        choices={choices.to_vec()}
                        onchange={choose}
                    />
                </div>
                { load_view(&loaded, &draw) }
            </div>
        },
    )
}

#[derive(PartialEq, Properties)]
struct SheetProperties {
    /// The page that the gateway wrote.
    html: AttrValue,
    /// The language that it is written in.
    lang: &'static str,
}

/// The sheet within the console's page, and the ways out of it. As a document of its own in the browser it would be without its styles,
/// which the console's policy forbids; saved as a file it has them.
#[component]
fn Sheet(properties: &SheetProperties) -> Html {
    let body = use_memo(
        (properties.html.clone(), properties.lang),
        |(html, lang)| body_of(html, lang),
    );
    let encoded = js_sys::encode_uri_component(&properties.html);
    let href = format!("data:text/html;charset=utf-8,{encoded}");
    html! {
        <>
            <div class="pg-actions pg-unprinted">
                <Button label={t(Text::PrintAction)} look={Look::Primary} onclick={|_| browser::print()} testid="sheet-print" />
                <a {href} download="onboarding.html" class="pf-v6-c-button pf-m-secondary" data-testid="sheet-download">
                    { t(Text::DownloadAction) }
                </a>
            </div>
            <Card>
                <CardBody>
                    { (*body).clone().map_or_else(Html::default, VNode::VRef) }
                </CardBody>
            </Card>
        </>
    }
}

/// What stands on the sheet, as an element for the console's page. Its styles stay out: the policy counts them even where nobody sees them.
fn body_of(html: &str, lang: &str) -> Option<Node> {
    let (_, content) = html.split_once("<main>")?;
    let (content, _) = content.rsplit_once("</main>")?;
    let read = DomParser::new()
        .ok()?
        .parse_from_string(content, SupportedType::TextHtml)
        .ok()?;
    let sheet = browser::document()?.create_element("div").ok()?;
    sheet.set_class_name("pg-sheet");
    // The attributes of an element that was just made can be set.
    let _ = sheet.set_attribute("data-testid", "sheet");
    let _ = sheet.set_attribute("lang", lang);
    let body = read.query_selector("body").ok()??;
    while let Some(child) = body.first_child() {
        sheet.append_child(&child).ok()?;
    }
    Some(sheet.into())
}
