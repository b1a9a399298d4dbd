//! The mappings of a mapping profile, tried on the log of a connection.

use std::rc::Rc;

use api_types::connection::Format;
use api_types::mapping::MappingProfile;
use api_types::page::Page;
use serde::Deserialize;
use uuid::Uuid;
use yew::prelude::*;

use super::draft::Side;
use super::editor::MappingEditor;
use super::subject::Subject;
use crate::api::collection::Versioned;
use crate::api::mapping_profiles;
use crate::api::pages::read_all;
use crate::components::breadcrumb::breadcrumb_from;
use crate::components::load_view::load_view;
use crate::components::page_section::page_section;
use crate::components::page_title::PageTitle;
use crate::components::select_field::SelectField;
use crate::i18n::{Text, t};
use crate::load::use_load;
use crate::route::Route;

/// Properties of [`ProfileMappingPage`].
#[derive(PartialEq, Properties)]
pub(crate) struct ProfileMappingPageProperties {
    /// Of which mapping profile.
    pub(crate) id: Uuid,
}

/// What there is to know of a connection on which a profile can be tried.
#[derive(Clone, Debug, PartialEq, Deserialize)]
struct Triable {
    id: Uuid,
    name: String,
    format: Format,
    active: bool,
    mapping_profile_id: Option<Uuid>,
}

type Loaded = (Versioned<MappingProfile>, Page<Triable>);

/// The mappings of a mapping profile, with what they make of an exchange of a connection that inherits it, or could.
#[component]
pub(crate) fn ProfileMappingPage(properties: &ProfileMappingPageProperties) -> Html {
    let id = properties.id;
    let side = use_state_eq(|| Side::Cart);
    let chosen = use_state_eq(|| None::<Uuid>);
    let loaded = use_load(id, |client, id| async move {
        let profile = mapping_profiles::collection().get(&client, id).await?;
        let connections = read_all::<Triable>(&client, "/connections", "sort=name").await?;
        Ok((profile, connections))
    });
    let name = loaded
        .load
        .data()
        .map(|found| found.0.resource.name.clone());
    let choose_side = {
        let side = side.setter();
        Callback::from(move |word: String| side.set(Side::of(&word)))
    };
    let choose = {
        let chosen = chosen.setter();
        Callback::from(move |id: String| chosen.set(id.parse().ok()))
    };
    let draw = {
        let (side, chosen, onsaved) = (*side, *chosen, loaded.reload.clone());
        Callback::from(move |found: Rc<Loaded>| {
            let (profile, connections) = &*found;
            let offered = offered(&connections.items, &profile.resource);
            let connection = chosen.or_else(|| offered.first().map(|connection| connection.id));
            let choices = offered.iter().map(|connection| {
                (
                    connection.id.to_string().into(),
                    connection.name.clone().into(),
                )
            });
            html! {
                <MappingEditor
                    key={side.member()}
                    subject={Subject::of_profile(profile, connection)}
                    {side}
                    onside={choose_side.clone()}
                    onsaved={onsaved.clone()}
                >
                    <SelectField
                        id="mapping-connection"
                        label={t(Text::ConnectionTitle)}
                        help={t(Text::ProfileTriedHelp)}
                        value={connection.map(|id| id.to_string()).unwrap_or_default()}
                        choices={choices.collect::<Vec<(AttrValue, AttrValue)>>()}
                        onchange={choose.clone()}
                    />
                </MappingEditor>
            }
        })
    };
    let profile = name.as_deref().unwrap_or(t(Text::MappingProfileLabel));
    page_section(html! {
        <>
            { breadcrumb_from(Route::EditMappingProfile { id }, profile, t(Text::MappingTitle)) }
            <PageTitle title={t(Text::MappingTitle)} />
            <p class="pg-lead">{ t(Text::ProfileMappingText) }</p>
            { load_view(&loaded, &draw) }
        </>
    })
}

/// The connections of the profile's format, before all those that inherit it, and the active ones before the others.
fn offered<'a>(connections: &'a [Triable], profile: &MappingProfile) -> Vec<&'a Triable> {
    let mut offered: Vec<_> = connections
        .iter()
        .filter(|connection| connection.format == profile.format)
        .collect();
    offered.sort_by_key(|connection| {
        let inherits = connection.mapping_profile_id == Some(profile.id);
        (!inherits, !connection.active)
    });
    offered
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn connections_that_inherit_the_profile_come_first_and_those_of_another_format_never() {
        let profile = MappingProfile {
            id: Uuid::from_u128(9),
            name: "Usual".to_owned(),
            format: Format::Oci,
            based_on: None,
            request_mapping: None,
            cart_mapping: None,
            created_at: "2026-03-01T09:30:00.000Z".into(),
            updated_at: "2026-03-01T09:30:00.000Z".into(),
        };
        let connection = |id: u128, format, active, mapping_profile_id| Triable {
            id: Uuid::from_u128(id),
            name: String::new(),
            format,
            active,
            mapping_profile_id,
        };
        let connections = [
            connection(1, Format::Cxml, true, None),
            connection(2, Format::Oci, false, None),
            connection(3, Format::Oci, true, None),
            connection(4, Format::Oci, false, Some(profile.id)),
        ];
        let offered = offered(&connections, &profile);
        let ids = offered.iter().map(|connection| connection.id.as_u128());
        assert_eq!(ids.collect::<Vec<_>>(), [4, 3, 2]);
    }
}
