//! The addresses to give to the buyer's IT.

use std::rc::Rc;

use api_types::entry_point::EntryPoint;
use api_types::page::Page;
use patternfly_yew::prelude::{Card, CardBody, CardTitle};
use uuid::Uuid;
use yew::prelude::*;

use crate::api::connections;
use crate::components::copy_field::CopyField;
use crate::components::load_view::LoadView;
use crate::components::status_label;
use crate::components::time::{Precision, Time};
use crate::i18n::{Text, fill, t};
use crate::load::use_load;

/// Properties of [`EntryPoints`].
#[derive(PartialEq, Properties)]
pub(super) struct EntryPointsProperties {
    /// Whose entry points.
    pub(super) connection_id: Uuid,
}

/// The addresses to give to the buyer's IT, one for each store.
#[component]
pub(super) fn EntryPoints(properties: &EntryPointsProperties) -> Html {
    let loaded = use_load(properties.connection_id, |client, id| async move {
        connections::entry_points(&client, id).await
    });
    let draw = Callback::from(|page: Rc<Page<EntryPoint>>| {
        if page.items.is_empty() {
            return html! { <p class="pg-subtle" data-testid="no-entry-points">{ t(Text::EntryPointsNone) }</p> };
        }
        html! {
            <ul class="pg-entry-points" data-testid="entry-points">
                { for page.items.iter().map(entry_point) }
            </ul>
        }
    });
    html! {
        <Card>
            <CardTitle component="h2">{ t(Text::EntryPointsTitle) }</CardTitle>
            <CardBody>
                <p class="pg-lead">{ t(Text::EntryPointsText) }</p>
                <LoadView<Page<EntryPoint>> {loaded} {draw} />
            </CardBody>
        </Card>
    }
}

fn entry_point(entry_point: &EntryPoint) -> Html {
    let store = entry_point.store.name.as_str();
    html! {
        <li key={entry_point.id.to_string()} class="pg-entry-point" data-testid="entry-point">
            <div class="pg-entry-point-store">
                <strong>{ store }</strong>
                { status_label::active(entry_point.active) }
                <span class="pg-subtle">
                    if let Some(at) = &entry_point.last_used_at {
                        { t(Text::LastUsed) }{ " " }<Time at={at.clone()} precision={Precision::Ago} />
                    } else {
                        { t(Text::NeverUsed) }
                    }
                </span>
            </div>
            <CopyField
                text={entry_point.url.clone()}
                label={fill(Text::EntryPointLabel, &[("store", store)])}
                copy_label={fill(Text::EntryPointCopy, &[("store", store)])}
                testid="entry-point-url"
            />
        </li>
    }
}
