//! The tools around connections.

use api_types::value_table::TableKind;
use uuid::Uuid;
use yew::prelude::*;

use crate::pages::buyer_map::BuyerMapPage;
use crate::pages::connection_test::ConnectionTestPage;
use crate::pages::history::HistoryPage;
use crate::pages::import::ImportPage;
use crate::pages::mapping::MappingPage;
use crate::pages::mapping::profile::ProfileMappingPage;
use crate::pages::mapping_profile_form::{edit_mapping_profile_page, new_mapping_profile_page};
use crate::pages::mapping_profiles::MappingProfilesPage;
use crate::pages::not_found::not_found_page;
use crate::pages::onboarding_sheet::OnboardingSheetPage;
use crate::pages::promotion::PromotionPage;
use crate::pages::role_form::{edit_role_page, new_role_page};
use crate::pages::roles::RolesPage;
use crate::pages::rotation::RotationPage;
use crate::pages::table::{Owner, TablePage};
use crate::pages::unmapped::UnmappedPage;
use crate::route::Route;

/// Draws a page; those of the other parts are not here.
pub(crate) fn page(route: Route) -> Html {
    match route {
        Route::History { id } => html! { <HistoryPage {id} /> },
        Route::Promotion { id } => html! { <PromotionPage {id} /> },
        Route::ConnectionTest { id } => html! { <ConnectionTestPage {id} /> },
        Route::OnboardingSheet { id } => html! { <OnboardingSheetPage {id} /> },
        Route::BuyerMap { id } => html! { <BuyerMapPage {id} /> },
        Route::Unmapped { id } => html! { <UnmappedPage {id} /> },
        Route::Rotation { connection_id, id } => html! { <RotationPage {connection_id} {id} /> },
        Route::Mapping { id } => html! { <MappingPage {id} /> },
        Route::Units { id } => table(Owner::Connection, id, TableKind::Units),
        Route::Classifications { id } => table(Owner::Connection, id, TableKind::Classifications),
        Route::MappingProfiles => html! { <MappingProfilesPage /> },
        Route::NewMappingProfile => new_mapping_profile_page(),
        Route::EditMappingProfile { id } => edit_mapping_profile_page(id),
        Route::ProfileMapping { id } => html! { <ProfileMappingPage {id} /> },
        Route::ProfileUnits { id } => table(Owner::Profile, id, TableKind::Units),
        Route::ProfileClassifications { id } => {
            table(Owner::Profile, id, TableKind::Classifications)
        }
        Route::Import => html! { <ImportPage /> },
        Route::Roles => html! { <RolesPage /> },
        Route::NewRole => new_role_page(),
        Route::EditRole { id } => edit_role_page(id),
        _ => not_found_page(),
    }
}

fn table(owner: Owner, id: Uuid, kind: TableKind) -> Html {
    let key = format!("{id} {kind:?}");
    html! { <TablePage {key} {owner} {id} {kind} /> }
}
