//! The mappings of a connection or of a mapping profile, tried on what the log has.

mod catalogue;
mod draft;
mod editor;
mod entry;
mod field_form;
mod field_tree;
mod fields;
mod locate;
mod outline;
mod problems;
pub(crate) mod profile;
mod result;
mod source;
mod steps;
mod subject;

use std::rc::Rc;

use api_types::connection::Connection;
use uuid::Uuid;
use yew::prelude::*;

use self::draft::Side;
use self::editor::MappingEditor;
use self::subject::Subject;
use super::connection_tool::connection_tool;
use crate::api::collection::Versioned;
use crate::api::connections;
use crate::components::load_view::load_view;
use crate::i18n::Text;
use crate::load::use_load;

/// Properties of [`MappingPage`].
#[derive(PartialEq, Properties)]
pub(crate) struct MappingPageProperties {
    /// Of which connection.
    pub(crate) id: Uuid,
}

/// The mappings of a connection: their text, and what they make of an exchange that the log has.
#[component]
pub(crate) fn MappingPage(properties: &MappingPageProperties) -> Html {
    let id = properties.id;
    let side = use_state_eq(|| Side::Cart);
    let loaded = use_load(id, |client, id| async move {
        connections::collection().get(&client, id).await
    });
    let name = loaded.load.data().map(|found| found.resource.name.clone());
    let choose = {
        let side = side.setter();
        Callback::from(move |word: String| side.set(Side::of(&word)))
    };
    let draw = {
        let (side, choose, onsaved) = (*side, choose.clone(), loaded.reload.clone());
        Callback::from(move |connection: Rc<Versioned<Connection>>| {
            html! {
                <MappingEditor
                    key={side.member()}
                    subject={Subject::of_connection(&connection)}
                    {side}
                    onside={choose.clone()}
                    onsaved={onsaved.clone()}
                />
            }
        })
    };
    connection_tool(
        id,
        name.as_deref(),
        Text::MappingTitle,
        Text::MappingText,
        load_view(&loaded, &draw),
    )
}
