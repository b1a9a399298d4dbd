//! `/connections/{id}/preview`: what a connection would make of a document or a cart.

mod present;

use actix_web::{post, web};
use api_types::{
    preview::{Preview, PreviewRequest, TriedProfile},
    problem::{FieldError, Problem, ProblemCode},
};
use punchout::{
    cart::Cart,
    connection::{Connection, Format, PartyId},
    finding::Finding,
    ids::{BuyerId, ConnectionId, MappingProfileId, SessionId, TransactionId},
    secret::TokenHash,
    session::{Operation, PUNCH_OUT_BUYER, ReturnContext, Session, SessionState},
    transaction::{Transaction, TransactionType},
};
use uuid::Uuid;

use super::{check, present as connections};
use crate::{
    api::{json::JsonBody, mapping_profiles, merge::merge, store_calls},
    auth::permission::{Read, Require},
    problem::{ApiProblem, ApiResult},
    random,
    service::{
        preview::{self, Asked},
        setup::envelope,
    },
    settings::{Inherited, Snapshot},
    state::AppState,
};

/// Preview settings
///
/// What a connection would make of an entry of the log, a setup document or a cart: with the saved settings, or with others that are
/// tried, of the connection or of a mapping profile. Nothing is changed, sent or logged.
#[utoipa::path(
    tag = "connections",
    operation_id = "preview_connection",
    security(("bearer" = ["read"])),
    params(("id" = Uuid, Path, description = "The connection")),
    request_body = PreviewRequest,
    responses(
        (status = 200, description = "What would come of it", body = Preview),
        (status = 404, description = "Not found", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "Nothing that can be previewed, or settings that could not be saved", body = Problem, content_type = "application/problem+json"),
    )
)]
#[post("/connections/{id}/preview")]
pub(super) async fn preview_connection(
    _: Require<Read>,
    state: web::Data<AppState>,
    id: web::Path<Uuid>,
    JsonBody(body, _): JsonBody<PreviewRequest>,
) -> ApiResult<web::Json<Preview>> {
    let active = database::connections::find(state.database.read(), ConnectionId(*id))
        .await?
        .ok_or_else(ApiProblem::not_found)?;
    let settings = state.settings.snapshot();
    let draft = draft(&active, &body, &settings, &state)?;
    let (asked, findings) = asked(&state, &active, body).await?;
    let envelope = envelope(&state, state.now());
    let preview = web::block(move || {
        let saved = |connection| preview::run(&asked, connection, settings.inherited(), &envelope);
        let (outcome, before) = match &draft {
            None => (saved(&active), None),
            Some((draft, inherited)) => (
                preview::run(&asked, draft, inherited, &envelope),
                Some(saved(&active)),
            ),
        };
        present::preview(outcome, before, findings)
    });
    preview.await.map(web::Json).map_err(ApiProblem::internal)
}

/// The connection with the settings that are tried, and the mapping profiles with the one that is.
fn draft(
    active: &Connection,
    body: &PreviewRequest,
    settings: &Snapshot,
    state: &AppState,
) -> ApiResult<Option<(Connection, Inherited)>> {
    if body.settings.is_none() && body.mapping_profile.is_none() {
        return Ok(None);
    }
    let mut inherited = settings.inherited().clone();
    let mut input = connections::fields(active);
    if let Some(patch) = &body.settings {
        input = merge(&input, patch)?;
    }
    if let Some(tried) = &body.mapping_profile {
        put(tried, &mut inherited, state)?;
        let lineage = inherited.lineage(input.mapping_profile_id.map(MappingProfileId));
        if lineage.iter().all(|profile| profile.id.0 != tried.id) {
            input.mapping_profile_id = Some(tried.id);
        }
    }
    check::shape(&input, &inherited)
        .finish()
        .map_err(|problem| problem.within("/settings"))?;
    let draft = Connection {
        active: active.active,
        created_at: active.created_at,
        ..connections::accept(input, active.id, state.now())
    };
    Ok(Some((draft, inherited)))
}

/// Puts the profile that is tried in the place of the saved one.
fn put(tried: &TriedProfile, inherited: &mut Inherited, state: &AppState) -> ApiResult<()> {
    let saved = inherited
        .profile(MappingProfileId(tried.id))
        .ok_or_else(|| {
            let text = "names no mapping profile";
            ApiProblem::invalid_field("/mapping_profile/id", "not_found", text)
        })?;
    let draft = mapping_profiles::changed(saved, &tried.settings, inherited, state.now())
        .map_err(|problem| problem.within("/mapping_profile/settings"))?;
    inherited.put(draft);
    Ok(())
}

async fn asked(
    state: &AppState,
    connection: &Connection,
    body: PreviewRequest,
) -> ApiResult<(Asked, Vec<Finding>)> {
    let none = |pointer: &str, text: String| ApiProblem::invalid_field(pointer, "invalid", text);
    match (body.transaction_id, body.document, body.cart) {
        (Some(id), None, None) => {
            let entry = database::transactions::find(state.database.read(), TransactionId(id))
                .await?
                .ok_or_else(|| none("/transaction_id", "names no entry of the log".to_owned()))?;
            of_entry(state, connection, entry)
                .await?
                .map_err(|text| none("/transaction_id", text))
        }
        (None, Some(document), None) if connection.format == Format::Oci => {
            let call = preview::read_call(document.as_bytes(), None);
            let call = call.map_err(|text| none("/document", text))?;
            Ok((call, Vec::new()))
        }
        (None, Some(document), None) if connection.format == Format::PunchOut2Go => {
            let session = preview::read_session(document.as_bytes());
            let session = session.map_err(|text| none("/document", text))?;
            Ok((session, Vec::new()))
        }
        (None, Some(document), None) => {
            preview::read(document.as_bytes(), None).map_err(|text| none("/document", text))
        }
        (None, None, Some(cart)) => {
            let cart = store_calls::accept_cart(cart).map_err(ApiProblem::invalid)?;
            let version = body.version;
            let session = imagined(state, connection, version);
            Ok((Asked::Cart(Box::new((cart, session))), Vec::new()))
        }
        _ => Err(ApiProblem::of_fields(
            ProblemCode::ValidationFailed,
            vec![FieldError::new(
                "",
                "required",
                "give exactly one of transaction_id, document and cart",
            )],
        )),
    }
}

/// What an entry of the log was about: as far as its body is kept.
async fn of_entry(
    state: &AppState,
    connection: &Connection,
    entry: Transaction,
) -> ApiResult<Result<(Asked, Vec<Finding>), String>> {
    let body = entry.request_body;
    if entry.transaction_type == TransactionType::SetupRequest {
        if connection.format == Format::Oci {
            let posted = preview::read_call(&body.bytes, body.content_type.as_deref());
            let call = posted.or_else(|_| preview::read_call(entry.path.as_bytes(), None));
            return Ok(call.map(|call| (call, Vec::new())));
        }
        if connection.format == Format::PunchOut2Go {
            let session = preview::read_session(&body.bytes);
            return Ok(session.map(|session| (session, Vec::new())));
        }
        return Ok(preview::read(&body.bytes, body.content_type.as_deref()));
    }
    if entry.transaction_type != TransactionType::TransferToRequisition {
        return Ok(Err("must be a setup request or a transfer".to_owned()));
    }
    let cart: Cart = match store_calls::read_cart(&body.bytes) {
        Ok(cart) => cart,
        Err(problem) => return Ok(Err(format!("its cart cannot be read: {problem}"))),
    };
    let session = match entry.session_id {
        Some(id) => database::sessions::find(state.database.read(), id).await?,
        None => None,
    };
    let session = session.unwrap_or_else(|| imagined(state, connection, None));
    Ok(Ok((Asked::Cart(Box::new((cart, session))), Vec::new())))
}

/// A party where there is none, since none is a fault of documents.
fn stand_in(identity: &str) -> PartyId {
    PartyId {
        domain: "NetworkId".to_owned(),
        identity: identity.to_owned(),
    }
}

/// A session that nobody has, for a cart that comes from none.
fn imagined(state: &AppState, connection: &Connection, version: Option<String>) -> Session {
    let settings = state.settings.snapshot();
    let mut stores = settings
        .stores()
        .filter(|store| connection.serves(store.id));
    let store = stores.next();
    let now = state.now();
    Session {
        id: SessionId(random::id()),
        store_id: store
            .map(|store| store.id)
            .unwrap_or_else(|| Uuid::nil().into()),
        connection_id: connection.id,
        business_unit_id: connection.business_unit_id,
        buyer_id: BuyerId(Uuid::nil()),
        buyer_is_new: false,
        format: connection.format,
        operation: Operation::Create,
        state: SessionState::Shopping,
        buyer_cookie: "preview".to_owned(),
        return_url: None,
        return_context: match connection.format {
            Format::Oci => ReturnContext::Oci {
                echoes: Vec::new(),
                target: None,
                charset: None,
                cancel_url: None,
                function: String::new(),
            },
            Format::PunchOut2Go => ReturnContext::PunchOut2Go {
                pos: None,
                mode: None,
            },
            Format::Cxml => ReturnContext::Cxml {
                from: vec![stand_in("buyer")],
                marketplaces: Vec::new(),
                to: vec![stand_in("supplier")],
                buyer_cookie: "preview".to_owned(),
                version: Some(version.unwrap_or_else(|| "1.2.069".to_owned())),
                deployment_mode: None,
            },
        },
        permissions: PUNCH_OUT_BUYER.to_vec(),
        selected_item: None,
        items: Vec::new(),
        ship_to: None,
        contacts: Vec::new(),
        extrinsics: Vec::new(),
        custom_fields: Default::default(),
        currency: store.and_then(|store| store.default_currency.clone()),
        locale: store.and_then(|store| store.default_locale.clone()),
        start_code: TokenHash::of("preview"),
        start_code_expires_at: now,
        created_at: now,
        last_activity_at: now,
        expires_at: now,
        idle_ttl_seconds: 0,
    }
}
