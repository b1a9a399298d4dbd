//! What a connection must be before it is saved.

mod cart;
mod limits;

use std::collections::HashSet;

use api_types::{
    connection::{self as dto, CartEncoding, Format, LoginMode, NewConnection},
    problem::{FieldError, ProblemCode},
};
use cxml::Version;
use punchout::{
    connection::{Connection, Credential, Mode, is_frame_name, is_identity_source},
    ids::{BusinessUnitId, BuyerId, StoreId},
    named_error::ErrorCode,
    return_url::{self, SAP_EVENT},
};

use crate::{
    api::{
        change::Change,
        mappings::{self, Mapped},
        roles,
    },
    problem::{ApiProblem, ApiResult},
    settings::Inherited,
    validation::{FieldErrors, is_email, is_return_host},
};

/// Checks a connection as it is to be saved.
pub(super) async fn input(change: &Change<'_>, input: &NewConnection) -> ApiResult<()> {
    input_over(change, input, change.settings().inherited()).await
}

/// The same, with what it inherits as it is to be saved together with it.
pub(super) async fn input_over(
    change: &Change<'_>,
    input: &NewConnection,
    inherited: &Inherited,
) -> ApiResult<()> {
    let mut errors = shape(input, inherited);
    stores(change, &mut errors, input).await?;
    for (pointer, id) in [
        ("/business_unit_id", Some(input.business_unit_id)),
        ("/default_business_unit_id", input.default_business_unit_id),
    ] {
        if let Some(id) = id {
            let unit = BusinessUnitId(id);
            let known = database::business_units::find(&change.tx, unit).await?;
            errors.check(
                known.is_some(),
                pointer,
                "not_found",
                "names no business unit",
            );
        }
    }
    roles::check(change, &mut errors, input.role_id).await?;
    buyer(change, &mut errors, input).await?;
    errors.finish()
}

/// What is wrong with an input in itself, whatever else there is.
pub(super) fn shape(input: &NewConnection, inherited: &Inherited) -> FieldErrors {
    let mut errors = FieldErrors::of(input);
    errors.check_name("/name", &input.name);
    addresses(&mut errors, input);
    mappings::check(&mut errors, &Mapped::from(input), inherited);
    cart::check(&mut errors, input);
    limits::check(&mut errors, input);
    for (index, contact) in input.contacts.iter().enumerate() {
        errors.check(
            contact.email.as_deref().is_none_or(is_email),
            format!("/contacts/{index}/email"),
            "invalid",
            "must be an e-mail address",
        );
    }
    for (index, source) in input.identity_sources.iter().enumerate() {
        errors.check(
            source.len() <= 200 && is_identity_source(source),
            format!("/identity_sources/{index}"),
            "invalid",
            "must be extrinsic: and a name, contact_email, contact_email: and a role, ship_to_email, or from: and a domain",
        );
    }
    protocol(&mut errors, input);
    settings_of_the_format(&mut errors, input);
    errors
}

/// Checks that a connection in production says where carts may go: else none could return. Names the hosts that were seen, to choose from.
pub(super) async fn return_hosts(change: &Change<'_>, wanted: &Connection) -> ApiResult<()> {
    if wanted.mode == Mode::Test || !wanted.allowed_return_hosts.is_empty() {
        return Ok(());
    }
    let seen = database::connections::return_hosts(&change.tx, wanted.id).await?;
    let hosts: Vec<_> = seen.into_iter().map(|seen| seen.host).collect();
    let seen = if hosts.is_empty() {
        String::new()
    } else {
        format!("; seen so far: {}", hosts.join(", "))
    };
    Err(ApiProblem::invalid_field(
        "/allowed_return_hosts",
        "required",
        format!("must name the hosts that carts may be posted to in production{seen}"),
    ))
}

fn addresses(errors: &mut FieldErrors, input: &NewConnection) {
    for (index, host) in input.allowed_return_hosts.iter().enumerate() {
        errors.check(
            is_return_host(host),
            format!("/allowed_return_hosts/{index}"),
            "invalid",
            "must be a host such as erp.example, *.erp.example, or http://erp.example:8080",
        );
    }
    default_return_url(errors, input);
    errors.check_origins("/allow_iframe", &input.allow_iframe);
}

/// Checks the default return URL like one that a setup names: else each setup without one would be refused.
fn default_return_url(errors: &mut FieldErrors, input: &NewConnection) {
    let Some(url) = &input.default_return_url else {
        return;
    };
    let pointer = "/default_return_url";
    if url.contains(['{', '}']) {
        let text = "must have no placeholders: what stands in braces is filled by nobody";
        errors.add(pointer, "invalid", text);
    }
    // That production wants hosts listed is said of the list.
    let mode = match input.mode {
        dto::Mode::Production if !input.allowed_return_hosts.is_empty() => Mode::Production,
        _ => Mode::Test,
    };
    if let Err(unusable) = return_url::check(url, mode, &input.allowed_return_hosts) {
        let text = unusable.told("must be where carts may be posted to:", url);
        let code = match unusable.error {
            ErrorCode::ReturnHostNotAllowed => "mismatch",
            _ => "invalid",
        };
        errors.add(pointer, code, text);
    }
}

/// How documents are read and written.
fn protocol(errors: &mut FieldErrors, input: &NewConnection) {
    let held = |text: &str| {
        let version = text.parse::<Version>();
        version.is_ok_and(|version| Version::HELD.contains(&version))
    };
    if input
        .response_version
        .as_deref()
        .is_some_and(|text| !held(text))
    {
        let all = Version::HELD.map(|version| version.to_string()).join(", ");
        errors.add(
            "/response_version",
            "invalid",
            format!("must be one of {all}"),
        );
    }
    if let Some(target) = &input.return_target {
        errors.check(
            is_frame_name(target),
            "/return_target",
            "invalid",
            "must be _top, _parent, _self, _blank, or a name of letters, digits, - and _",
        );
    }
}

/// What one format does not have is refused, not passed over.
fn settings_of_the_format(errors: &mut FieldErrors, input: &NewConnection) {
    let (unsupported, format) = match input.format {
        Format::Cxml => (
            vec![
                ("/oci", input.oci.is_some()),
                (
                    "/allowed_return_hosts",
                    input
                        .allowed_return_hosts
                        .iter()
                        .any(|host| host == SAP_EVENT),
                ),
            ],
            "cxml",
        ),
        Format::PunchOut2Go => (
            vec![
                (
                    "/cart_encoding",
                    input.cart_encoding != CartEncoding::default(),
                ),
                ("/cart_field_name", input.cart_field_name.is_some()),
                ("/document_version", input.document_version.is_some()),
                ("/response_version", input.response_version.is_some()),
                ("/http_error_status", input.http_error_status),
                ("/signatures", input.signatures != Default::default()),
                ("/cart_mapping", input.cart_mapping.is_some()),
                ("/oci", input.oci.is_some()),
                (
                    "/allowed_return_hosts",
                    input
                        .allowed_return_hosts
                        .iter()
                        .any(|host| host == SAP_EVENT),
                ),
            ],
            "punchout2go",
        ),
        Format::Oci => (
            vec![
                (
                    "/cart_encoding",
                    input.cart_encoding != CartEncoding::default(),
                ),
                ("/cart_field_name", input.cart_field_name.is_some()),
                ("/document_version", input.document_version.is_some()),
                ("/response_version", input.response_version.is_some()),
                ("/http_error_status", input.http_error_status),
                ("/return_target", input.return_target.is_some()),
                ("/signatures", input.signatures != Default::default()),
            ],
            "oci",
        ),
    };
    if input.format == Format::Oci {
        for (index, source) in input.identity_sources.iter().enumerate() {
            errors.check(
                !is_identity_source(source) || source.starts_with("extrinsic:"),
                format!("/identity_sources/{index}"),
                "not_supported",
                "must be extrinsic: and the name of a parameter: calls have no contacts, addresses and parties",
            );
        }
    }
    if input.format == Format::PunchOut2Go {
        for (index, source) in input.identity_sources.iter().enumerate() {
            let own = source.starts_with("extrinsic:") || source == "contact_email";
            errors.check(
                !is_identity_source(source) || own,
                format!("/identity_sources/{index}"),
                "not_supported",
                "must be contact_email, or extrinsic: and a name: session requests have no more",
            );
        }
    }
    for (pointer, given) in unsupported {
        errors.check(
            !given,
            pointer,
            "not_supported",
            &format!("is not supported with the format {format}"),
        );
    }
}

async fn stores(
    change: &Change<'_>,
    errors: &mut FieldErrors,
    input: &NewConnection,
) -> ApiResult<()> {
    let mut seen = HashSet::new();
    for (index, id) in input.store_ids.iter().enumerate() {
        let pointer = format!("/store_ids/{index}");
        if !seen.insert(id) {
            errors.add(pointer, "duplicate", "is named twice");
        } else if database::stores::find(&change.tx, StoreId(*id))
            .await?
            .is_none()
        {
            errors.add(pointer, "not_found", "names no store");
        }
    }
    Ok(())
}

async fn buyer(
    change: &Change<'_>,
    errors: &mut FieldErrors,
    input: &NewConnection,
) -> ApiResult<()> {
    let Some(id) = input.buyer_id else {
        errors.check(
            input.login_mode != LoginMode::SingleUser,
            "/buyer_id",
            "required",
            "is required with the login mode single_user",
        );
        return Ok(());
    };
    match database::buyers::find(&change.tx, BuyerId(id)).await? {
        None => errors.add("/buyer_id", "not_found", "names no buyer"),
        Some(buyer) => errors.check(
            buyer.business_unit_id.0 == input.business_unit_id,
            "/buyer_id",
            "mismatch",
            "must be a buyer of the connection's business unit",
        ),
    }
    Ok(())
}

/// Checks the buyer whom a credential is for.
pub(super) async fn bound_buyer(
    change: &Change<'_>,
    connection: &Connection,
    buyer: Option<BuyerId>,
) -> ApiResult<()> {
    let Some(id) = buyer else { return Ok(()) };
    let found = database::buyers::find(&change.tx, id).await?;
    let mut errors = FieldErrors::default();
    match found {
        None => errors.add("/buyer_id", "not_found", "names no buyer"),
        Some(buyer) => errors.check(
            buyer.business_unit_id == connection.business_unit_id,
            "/buyer_id",
            "mismatch",
            "must be a buyer of the connection's business unit",
        ),
    }
    errors.finish()
}

/// Checks that no caller could mean another active connection as well. An inactive connection is in nobody's way.
pub(super) async fn unambiguous(change: &Change<'_>, connection: &Connection) -> ApiResult<()> {
    if !connection.active {
        return Ok(());
    }
    let its = database::credentials::list(&change.tx, connection.id).await?;
    unambiguous_with(change, connection, &its).await
}

/// The same, with credentials as they are to be saved.
pub(super) async fn unambiguous_with(
    change: &Change<'_>,
    connection: &Connection,
    its: &[Credential],
) -> ApiResult<()> {
    if !connection.active {
        return Ok(());
    }
    let conflicts = database::credentials::conflicts(&change.tx, connection, its).await?;
    if conflicts.is_empty() {
        return Ok(());
    }
    let errors = conflicts
        .into_iter()
        .map(|conflict| {
            let sender = &conflict.credential.sender;
            FieldError::new(
                "",
                "credential_conflict",
                format!(
                    "{} opens the active connection {:?} ({}) as well",
                    sender.described(),
                    conflict.connection.name,
                    conflict.connection.id
                ),
            )
        })
        .collect();
    Err(ApiProblem::of_fields(
        ProblemCode::CredentialConflict,
        errors,
    ))
}
