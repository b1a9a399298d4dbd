//! Mappings that connections inherit.

use api_types::mapping::MappingProfile;
use patternfly_yew::prelude::Icon;
use yew::prelude::*;

use crate::api::mapping_profiles;
use crate::choices::{Choices, name_of, use_things};
use crate::components::archive_button::ArchiveButton;
use crate::components::detail::no_value;
use crate::components::empty_state::empty_state;
use crate::components::list_card::{Words, list_card, sortable};
use crate::components::list_head::ListHead;
use crate::components::page_section::page_section;
use crate::components::route_link::RouteLink;
use crate::components::table::{Row, Table, cell, classed_cell, column};
use crate::i18n::{Text, t};
use crate::listing::{Column, use_listing};
use crate::load::use_load;
use crate::names;
use crate::pages::mapping_profile_form::tools;
use crate::route::Route;

/// Mapping profiles, searched and sorted; what is asked for is in the address.
#[component]
pub(crate) fn MappingProfilesPage() -> Html {
    let listing = use_listing(Route::MappingProfiles, &[]);
    let loaded = use_load(listing.asked.query(), |client, query| async move {
        mapping_profiles::page(&client, &query).await
    });
    let profiles = use_things("/mapping-profiles");
    let words = Words {
        search: Text::MappingProfilesTitle,
        help: Text::ProfileSearchHelp,
        none: empty_state(
            Icon::Search,
            t(Text::MappingProfilesNone),
            t(Text::MappingProfilesText),
            "no-profiles",
            Html::default(),
        ),
    };
    let head = html! {
        <>
            { sortable(&listing, Column::Name, Text::NameLabel) }
            { column(Text::FormatLabel) }
            { column(Text::BasedOnLabel) }
            { column(Text::ProfileMoreTitle) }
            { column(Text::ActionsLabel) }
        </>
    };
    let reload = loaded.reload.clone();
    let draw = move |found: &[MappingProfile]| {
        html! {
            <Table label={t(Text::MappingProfilesTitle)} head={head.clone()} testid="profiles">
                { for found.iter().map(|profile| row(profile, &profiles, &reload)) }
            </Table>
        }
    };
    page_section(html! {
        <>
            <ListHead
                title={Text::MappingProfilesTitle}
                text={Text::MappingProfilesText}
                new={Route::NewMappingProfile}
                new_label={Text::MappingProfileNewTitle}
            />
            { list_card(&listing, &loaded, "profile-search", words, Html::default(), draw) }
        </>
    })
}

fn row(profile: &MappingProfile, profiles: &Choices, reload: &Callback<()>) -> Html {
    let id = profile.id;
    html! {
        <Row key={id.to_string()} testid="profile-row">
            { classed_cell(Text::NameLabel, "pg-break", html! {
                <RouteLink to={Route::EditMappingProfile { id }} class="pg-strong-link">{ &profile.name }</RouteLink>
            }) }
            { cell(Text::FormatLabel, html! { t(names::format(profile.format)) }) }
            { classed_cell(Text::BasedOnLabel, "pg-break", html! {
            <>
                if let Some(parent) = profile.based_on {
                    { name_of(profiles, parent) }
                } else {
                    { no_value() }
                }
            </>
            }) }
            { cell(Text::ProfileMoreTitle, html! {
                <ul class="pg-plain-list">
                    { for tools(id).into_iter().map(|(to, label, testid)| html! {
                        <li><RouteLink {to} {testid}>{ t(label) }</RouteLink></li>
                    }) }
                </ul>
            }) }
            { cell(Text::ActionsLabel, html! {
                <ArchiveButton
                    collection={mapping_profiles::collection().path()}
                    {id}
                    name={profile.name.clone()}
                    text={Text::MappingProfileArchiveText}
                    onarchived={reload.clone()}
                />
            }) }
        </Row>
    }
}
