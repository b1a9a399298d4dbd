//! OCI in, a redirect or a page out: the caller is a buyer's browser, sent by a procurement system.

use actix_web::{
    HttpRequest, HttpResponse,
    http::{Method, StatusCode, header},
};
use database::writer::WriteSet;
use oci::{PairsError, ParameterNames, Parameters};
use punchout::{named_error::ErrorCode, secret::Secret, setup::Refusal};

use super::{
    HTML, RETRY_AFTER_SECONDS,
    body::Body,
    entry::Address,
    exchange::{Ending, Exchange},
    page::{Form, Page},
    words::Words,
};
use crate::{
    service::call::{self, Answered, Outcome},
    settings::Snapshot,
    state::AppState,
};

/// Whether what was posted is a call: a form that carries no cXML.
pub(super) fn is_call(request: &HttpRequest, body: &Body) -> bool {
    let content_type = request
        .headers()
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok());
    let (Body::Whole(bytes) | Body::TooLarge(bytes, _) | Body::Broken(bytes)) = body else {
        return is_form(content_type);
    };
    if bytes.is_empty() {
        return ::oci::looks_like_call(request.query_string().as_bytes());
    }
    let looks_like_call = if is_form(content_type) {
        // A field that is to carry cXML, and carries something else, is for those who speak cXML.
        !bytes.split(|byte| *byte == b'&').any(|pair| {
            pair.get(..5)
                .is_some_and(|start| start.eq_ignore_ascii_case(b"cxml-"))
        })
    } else {
        content_type.is_none_or(|kind| kind.starts_with("text/plain"))
            && ::oci::looks_like_call(bytes)
    };
    // Taking a document out of what carries it is work, and done again where it is read: only in doubt.
    looks_like_call && !cxml::looks_like_cxml(&cxml::unwrap(bytes, content_type).document)
}

/// A call that was posted in parts, as a plain form.
pub(super) fn taken_apart(exchange: &mut Exchange, body: &Body) -> Option<Body> {
    let Body::Whole(bytes) = body else {
        return None;
    };
    let form = ::oci::multipart_form(bytes, exchange.content_type()?)?;
    ::oci::looks_like_call(&form).then(|| {
        exchange.taken_as_form();
        Body::Whole(form)
    })
}

/// Whether a body is a form by its `Content-Type`.
pub(super) fn is_form(content_type: Option<&str>) -> bool {
    content_type.is_some_and(|kind| {
        let kind = kind.split(';').next().unwrap_or_default().trim();
        kind.eq_ignore_ascii_case("application/x-www-form-urlencoded")
    })
}

/// Answers a call: with a redirect to the session's start page, so that the password is in no address that the browser keeps.
pub(super) async fn answer(
    mut exchange: Exchange,
    request: &HttpRequest,
    body: Body,
    address: Result<Address<'_>, Refusal>,
    settings: &Snapshot,
    state: &AppState,
) -> HttpResponse {
    let refused = exchange.take_in(body, ErrorCode::InvalidEncoding).err();
    let form = exchange.body().to_vec();
    let named = address.as_ref().ok().and_then(|address| address.named);
    let names = settings.oci_names(named.map(|(_, connection)| connection));
    exchange.mask_parameters(true, |name| {
        names.iter().any(|names| names.is_password(name))
    });
    let outcome = match refused {
        Some(refusal) => Err(refusal),
        None => read(&mut exchange, request, &form, &names),
    };
    let place = address.as_ref().ok().copied();
    let outcome = match (outcome, address) {
        (Err(refusal), _) | (_, Err(refusal)) => Err(refusal),
        (Ok(parameters), Ok(address)) => {
            let by_get = request.method() == Method::GET;
            call::answer(&mut exchange, &parameters, by_get, address, settings, state).await
        }
    };
    match outcome {
        Ok((outcome, set)) => finish(exchange, outcome, set, state).await,
        Err(refusal) => refuse(exchange, refusal, place, settings, state).await,
    }
}

/// Reads the parameters. From here on the passwords are known to the exchange, and masked wherever they stand.
fn read(
    exchange: &mut Exchange,
    request: &HttpRequest,
    form: &[u8],
    names: &[&ParameterNames],
) -> Result<Parameters, Refusal> {
    let charset = exchange.content_type().and_then(|kind| {
        kind.split(';')
            .filter_map(|part| part.split_once('='))
            .find(|(name, _)| name.trim().eq_ignore_ascii_case("charset"))
            .map(|(_, value)| value.trim().trim_matches('"').to_owned())
    });
    let query = request.query_string().as_bytes();
    let parameters =
        Parameters::read(query, form, charset.as_deref()).map_err(|error| unreadable(&error))?;
    for names in names {
        if let Some(password) = parameters.password(names) {
            exchange.hide(Secret::new(password.expose().to_owned()));
        }
    }
    Ok(parameters)
}

fn unreadable(error: &PairsError) -> Refusal {
    let code = match error {
        PairsError::TooMany(_) => ErrorCode::TooComplex,
        PairsError::LongName | PairsError::LongValue(_) => ErrorCode::TooLarge,
        PairsError::ControlCharacter(..) => ErrorCode::InvalidEncoding,
    };
    Refusal::new(code, format!("The call cannot be read: {error}."))
}

/// Writes what the call changed with its log entry, and answers only then.
async fn finish(
    exchange: Exchange,
    outcome: Outcome,
    mut set: WriteSet,
    state: &AppState,
) -> HttpResponse {
    let (http_status, headers, body) = match &outcome {
        Outcome::StartPage(url) => (
            StatusCode::SEE_OTHER,
            vec![("location".to_owned(), url.clone())],
            Vec::new(),
        ),
        // As with carts: what the procurement system gets is what is looked for, not the page around it.
        Outcome::Form(answered) if answered.json.is_some() => (
            StatusCode::OK,
            vec![("content-type".to_owned(), "application/json".to_owned())],
            answered.json.clone().unwrap_or_default(),
        ),
        Outcome::Form(answered) => (
            StatusCode::OK,
            vec![(
                "content-type".to_owned(),
                answered.form.document.content_type.clone(),
            )],
            answered.form.document.bytes.clone(),
        ),
    };
    let ending = Ending {
        error: None,
        protocol_status: None,
        http_status,
        headers,
        body,
    };
    let words = exchange.reader.words();
    let reference = exchange.support_reference.clone();
    let written = match exchange.end(ending).await {
        Some(transaction) => {
            set.transactions.push(transaction);
            state.log.write(state, set).await
        }
        None => false,
    };
    if !written {
        return unavailable(ErrorCode::DatabaseAway, words, None, &[]);
    }
    match outcome {
        Outcome::StartPage(url) => HttpResponse::SeeOther()
            .insert_header((header::LOCATION, url))
            .insert_header((header::CACHE_CONTROL, "no-store"))
            .insert_header((header::REFERRER_POLICY, "no-referrer"))
            .insert_header(("x-support-reference", reference))
            .finish(),
        Outcome::Form(answered) => found(&answered, words, &reference),
    }
}

/// The page of what a store said at once. Only a validation posts by itself: a search is read by a server, which runs no script.
fn found(answered: &Answered, words: &'static Words, reference: &str) -> HttpResponse {
    if let Some(json) = &answered.json {
        return HttpResponse::Ok()
            .insert_header((header::CONTENT_TYPE, "application/json"))
            .insert_header((header::CACHE_CONTROL, "no-store"))
            .insert_header((header::X_CONTENT_TYPE_OPTIONS, "nosniff"))
            .insert_header(("x-support-reference", reference))
            .body(json.clone());
    }
    let Answered {
        form,
        action,
        at_once,
        frame_origins,
        ..
    } = answered;
    let is_empty = !form
        .fields
        .iter()
        .any(|(name, _)| name.starts_with("NEW_ITEM-"));
    let step = if is_empty {
        &words.nothing_found
    } else {
        &words.found
    };
    Page {
        words,
        status: StatusCode::OK,
        title: &step.title,
        text: &step.text,
        support_reference: Some(reference),
        form: Some(Form {
            action,
            target: &form.target,
            enctype: None,
            fields: &form.fields,
            charset: form.charset.name(),
            button: &step.button,
            at_once: *at_once,
            attempt_url: None,
        }),
        frame_origins,
    }
    .respond()
}

/// Refuses with a page, and logs the refusal.
pub(super) async fn refuse(
    mut exchange: Exchange,
    refusal: Refusal,
    address: Option<Address<'_>>,
    settings: &Snapshot,
    state: &AppState,
) -> HttpResponse {
    exchange.place(address);
    let known = refusal.connection.is_some();
    let words = exchange.reader.words();
    let mut frame_origins = Vec::new();
    if let Some((connection, business_unit)) = refusal.connection {
        exchange.connection_id = Some(connection);
        exchange.business_unit_id = Some(business_unit);
        let store = address.map(|address| address.store);
        frame_origins = super::allowed_frames(settings.connection(connection), store);
    }
    let reference = exchange.support_reference.clone();
    let error = refusal.error;
    let ending = Ending {
        error: Some((error, refusal.text)),
        protocol_status: None,
        http_status: status(error),
        headers: vec![("content-type".to_owned(), HTML.to_owned())],
        body: Vec::new(),
    };
    let logged = match exchange.end(ending).await {
        Some(transaction) => state.log.refusal(state, transaction, known).await,
        None => false,
    };
    unavailable(
        error,
        words,
        logged.then_some(reference.as_str()),
        &frame_origins,
    )
}

/// The page for a buyer who cannot go on. It tells nothing that helps to guess passwords.
fn unavailable(
    error: ErrorCode,
    words: &'static Words,
    support_reference: Option<&str>,
    frame_origins: &[String],
) -> HttpResponse {
    let status = status(error);
    let (title, text) = match status {
        StatusCode::SERVICE_UNAVAILABLE
        | StatusCode::TOO_MANY_REQUESTS
        | StatusCode::INTERNAL_SERVER_ERROR => (&words.unavailable.title, &words.unavailable.text),
        _ if error == ErrorCode::BuyerNotIdentified => (&words.not_opened, &words.buyer_not_named),
        StatusCode::FORBIDDEN if error.facts().cxml_status == 403 => {
            (&words.not_opened, &words.buyer_not_known)
        }
        StatusCode::FORBIDDEN => (&words.not_opened, &words.system_not_let_in),
        _ => (&words.not_opened, &words.call_not_usable),
    };
    let mut response = Page {
        words,
        status,
        title,
        text,
        support_reference,
        form: None,
        frame_origins,
    }
    .respond();
    let headers = response.headers_mut();
    if matches!(
        status,
        StatusCode::SERVICE_UNAVAILABLE | StatusCode::TOO_MANY_REQUESTS
    ) {
        headers.insert(header::RETRY_AFTER, RETRY_AFTER_SECONDS.into());
    }
    if status == StatusCode::METHOD_NOT_ALLOWED {
        headers.insert(header::ALLOW, header::HeaderValue::from_static("POST"));
    }
    response
}

/// What a browser is told by HTTP.
const fn status(error: ErrorCode) -> StatusCode {
    match error {
        ErrorCode::UnknownEntryPoint => StatusCode::NOT_FOUND,
        ErrorCode::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
        ErrorCode::TooManyRequests | ErrorCode::SessionLimit => StatusCode::TOO_MANY_REQUESTS,
        ErrorCode::MethodNotAllowed | ErrorCode::GetNotAllowed => StatusCode::METHOD_NOT_ALLOWED,
        ErrorCode::DatabaseAway => StatusCode::SERVICE_UNAVAILABLE,
        ErrorCode::Internal => StatusCode::INTERNAL_SERVER_ERROR,
        _ => match error.facts().cxml_status {
            401 | 403 => StatusCode::FORBIDDEN,
            _ => StatusCode::BAD_REQUEST,
        },
    }
}
