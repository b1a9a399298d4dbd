//! `/profiles`: what is known of kinds of procurement systems, and which kind a connection's seems to be.

use actix_web::{get, web};
use api_types::{
    connection::{self as dto, ProfileFacts},
    page::Page,
};
use database::{PageRequest, transactions::TransactionFilter};
use punchout::{
    connection::{CartEncoding, Connection},
    profile::{self, Profile},
    transaction::{TransactionStatus, TransactionType},
};
use serde::Deserialize;
use serde_json::{Map, Value};

use crate::{
    auth::permission::{Read, Require},
    problem::ApiResult,
    state::AppState,
};

/// Setups longer than this are not read again.
const SHORT: usize = 128 * 1024;

/// List the profiles
///
/// What is known of kinds of procurement systems. A connection's `profile` fills in what the connection does not say itself.
#[utoipa::path(
    tag = "connections",
    operation_id = "list_profiles",
    security(("bearer" = ["read"])),
    responses((status = 200, description = "All of them", body = Page<ProfileFacts>))
)]
#[get("/profiles")]
pub(super) async fn list_profiles(_: Require<Read>) -> web::Json<Page<ProfileFacts>> {
    let items = Profile::all().iter().map(facts).collect();
    web::Json(Page {
        items,
        next_cursor: None,
    })
}

/// The profile of the system that last set a session up through a connection, where it is known and not the connection's.
pub(super) async fn proposed(
    state: &AppState,
    connection: &Connection,
) -> ApiResult<Option<dto::Profile>> {
    let filter = TransactionFilter {
        connection_id: Some(connection.id),
        transaction_type: Some(TransactionType::SetupRequest),
        status: Some(TransactionStatus::Ok),
        ..TransactionFilter::default()
    };
    let read = state.database.read();
    let last = database::transactions::list(read, &filter, &PageRequest::first(1)).await?;
    let Some(last) = last.items.into_iter().next() else {
        return Ok(None);
    };
    let entry = database::transactions::find(read, last.id).await?;
    let body = entry.map(|entry| entry.request_body);
    Ok(body
        .filter(|body| body.bytes.len() <= SHORT)
        .and_then(|body| {
            let carried = cxml::unwrap(&body.bytes, body.content_type.as_deref());
            let document = cxml::read(&carried.document, &cxml::ReadOptions::default()).ok()?;
            profile::recognise(document.header.as_ref()?)
        })
        .filter(|found| *found != connection.protocol.profile)
        .map(present))
}

/// What a new connection begins with where it does not say otherwise: how carts travel, as its profile has it. Only where the profile is
/// named: nothing that is guessed is applied.
pub(super) fn defaults(body: &Value) -> Map<String, Value> {
    let format = body.get("format").and_then(Value::as_str);
    let named = body.get("profile").filter(|_| format != Some("oci"));
    let profile = named.and_then(|name| dto::Profile::deserialize(name).ok());
    let encoding = profile.map(|profile| encoding(accept(profile).facts().cart_encoding));
    encoding
        .and_then(|encoding| serde_json::to_value(encoding).ok())
        .map(|encoding| ("cart_encoding".to_owned(), encoding))
        .into_iter()
        .collect()
}

const fn encoding(encoding: CartEncoding) -> dto::CartEncoding {
    match encoding {
        CartEncoding::Base64 => dto::CartEncoding::Base64,
        CartEncoding::UrlEncoded => dto::CartEncoding::UrlEncoded,
        CartEncoding::NoEncoding => dto::CartEncoding::NoEncoding,
    }
}

fn facts(facts: &profile::ProfileFacts) -> ProfileFacts {
    ProfileFacts {
        profile: present(facts.profile),
        name: facts.name.clone(),
        about: facts.about.clone(),
        order_message_version: facts
            .order_message_version
            .map(|version| version.to_string()),
        response_version: facts.response_version.map(|version| version.to_string()),
        cart_encoding: encoding(facts.cart_encoding),
        identity_sources: facts.identity_sources.clone(),
        return_target: facts.return_target.clone(),
        quirks: facts.quirks.clone(),
    }
}

macro_rules! same_names {
    ($($name:ident),+) => {
        /// From JSON.
        pub(super) const fn accept(profile: dto::Profile) -> Profile {
            match profile { $(dto::Profile::$name => Profile::$name,)+ }
        }

        /// For JSON.
        pub(super) const fn present(profile: Profile) -> dto::Profile {
            match profile { $(Profile::$name => dto::Profile::$name,)+ }
        }
    };
}

same_names!(
    Generic, Ariba, Coupa, Jaggaer, Oracle, Sap, Workday, Unimarket
);
