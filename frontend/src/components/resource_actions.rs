//! What can be done with any resource.

use uuid::Uuid;
use yew::prelude::*;
use yew_router::prelude::*;

use super::archive_button::ArchiveButton;
use super::route_link::{self, RouteLink};
use crate::i18n::{Text, t};
use crate::route::Route;
use crate::session::use_may_write;

/// Properties of [`ResourceActions`].
#[derive(PartialEq, Properties)]
pub(crate) struct ResourceActionsProperties {
    /// The path of the collection that the resource belongs to.
    pub(crate) collection: AttrValue,
    /// Its id.
    pub(crate) id: Uuid,
    /// Its version.
    pub(crate) etag: Option<String>,
    /// Its name.
    pub(crate) name: AttrValue,
    /// The form for changing it.
    pub(crate) edit: Route,
    /// The list to which it belongs.
    pub(crate) list: Route,
    /// What archiving it means.
    pub(crate) archive_text: Text,
    /// Told when somebody else changed it: it is to be shown anew.
    pub(crate) onstale: Callback<()>,
    /// What else can be done with it, between the two.
    #[prop_or_default]
    pub(crate) children: Html,
}

/// What can be done with any resource: edit it, archive it.
#[component]
pub(crate) fn ResourceActions(properties: &ResourceActionsProperties) -> Html {
    let navigator = use_navigator();
    let onarchived = {
        let list = properties.list.clone();
        Callback::from(move |()| {
            if let Some(navigator) = &navigator {
                route_link::go(navigator, &list, &Vec::new());
            }
        })
    };
    if !use_may_write() {
        return html! {};
    }
    html! {
        <span class="pg-push-end pg-actions">
            <RouteLink to={properties.edit.clone()} class="pf-v6-c-button pf-m-primary" testid="edit">
                { t(Text::EditAction) }
            </RouteLink>
            { properties.children.clone() }
            <ArchiveButton
                collection={properties.collection.clone()}
                id={properties.id}
                etag={properties.etag.clone()}
                name={properties.name.clone()}
                text={properties.archive_text}
                {onarchived}
                onstale={properties.onstale.clone()}
            />
        </span>
    }
}
