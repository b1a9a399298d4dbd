//! Who takes part, and the pages that keep the gateway in order.

use yew::prelude::*;

use crate::pages::api_key_form::NewApiKeyPage;
use crate::pages::api_keys::ApiKeysPage;
use crate::pages::audit_log::AuditLogPage;
use crate::pages::business_unit::BusinessUnitPage;
use crate::pages::business_unit_form::{NewBusinessUnitPage, edit_business_unit_page};
use crate::pages::business_units::BusinessUnitsPage;
use crate::pages::buyer::BuyerPage;
use crate::pages::buyer_form::{NewBuyerPage, edit_buyer_page};
use crate::pages::buyers::BuyersPage;
use crate::pages::companies::CompaniesPage;
use crate::pages::company::CompanyPage;
use crate::pages::company_form::{edit_company_page, new_company_page};
use crate::pages::not_found::not_found_page;
use crate::pages::password::PasswordPage;
use crate::pages::settings::SettingsPage;
use crate::pages::store::StorePage;
use crate::pages::store_form::{edit_store_page, new_store_page};
use crate::pages::stores::StoresPage;
use crate::pages::system::SystemPage;
use crate::pages::user_form::{EditUserPage, NewUserPage};
use crate::pages::users::UsersPage;
use crate::pages::webhook_deliveries::WebhookDeliveriesPage;
use crate::route::Route;

/// Draws a page; those of the other parts are not here.
pub(crate) fn page(route: Route) -> Html {
    match route {
        Route::Stores => html! { <StoresPage /> },
        Route::NewStore => new_store_page(),
        Route::Store { id } => html! { <StorePage key={id.to_string()} {id} /> },
        Route::EditStore { id } => edit_store_page(id),
        Route::WebhookDeliveries { id } => {
            html! { <WebhookDeliveriesPage key={id.to_string()} {id} /> }
        }
        Route::Companies => html! { <CompaniesPage /> },
        Route::NewCompany => new_company_page(),
        Route::Company { id } => html! { <CompanyPage key={id.to_string()} {id} /> },
        Route::EditCompany { id } => edit_company_page(id),
        Route::BusinessUnits => html! { <BusinessUnitsPage /> },
        Route::NewBusinessUnit => html! { <NewBusinessUnitPage /> },
        Route::BusinessUnit { id } => html! { <BusinessUnitPage key={id.to_string()} {id} /> },
        Route::EditBusinessUnit { id } => edit_business_unit_page(id),
        Route::Buyers => html! { <BuyersPage /> },
        Route::NewBuyer => html! { <NewBuyerPage /> },
        Route::Buyer { id } => html! { <BuyerPage key={id.to_string()} {id} /> },
        Route::EditBuyer { id } => edit_buyer_page(id),
        Route::Users => html! { <UsersPage /> },
        Route::NewUser => html! { <NewUserPage /> },
        Route::EditUser { id } => html! { <EditUserPage key={id.to_string()} {id} /> },
        Route::ApiKeys => html! { <ApiKeysPage /> },
        Route::NewApiKey => html! { <NewApiKeyPage /> },
        Route::Settings => html! { <SettingsPage /> },
        Route::AuditLog => html! { <AuditLogPage /> },
        Route::System => html! { <SystemPage /> },
        Route::Password => html! { <PasswordPage /> },
        _ => not_found_page(),
    }
}
