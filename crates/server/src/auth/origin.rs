//! Refusing calls that a page of another site makes with the browser's cookie.

use std::future::{Ready, ready};

use actix_web::{FromRequest, HttpRequest, dev::Payload, http::header, web};
use api_types::problem::ProblemCode;

use crate::{
    problem::{ApiProblem, ApiResult},
    state::AppState,
};

/// The call comes from a page of this program, of the console where it is hosted besides, or from no page at all.
#[derive(Clone, Copy, Debug)]
pub struct OwnOrigin;

impl FromRequest for OwnOrigin {
    type Error = ApiProblem;
    type Future = Ready<ApiResult<Self>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(if is_own(request) {
            Ok(Self)
        } else {
            Err(ApiProblem::new(
                ProblemCode::ForeignOrigin,
                "The call comes from a page of another site.",
            ))
        })
    }
}

/// Browsers name the origin of the page with each POST. Ours is the public one, or that which the browser itself called: `Host` is
/// nothing that a foreign page can choose.
fn is_own(request: &HttpRequest) -> bool {
    let text = |name| {
        request
            .headers()
            .get(name)
            .and_then(|value: &header::HeaderValue| value.to_str().ok())
    };
    let Some(origin) = text(header::ORIGIN) else {
        return !request.headers().contains_key(header::ORIGIN);
    };
    let called = origin
        .split_once("://")
        .is_some_and(|(_, host)| text(header::HOST) == Some(host));
    called
        || request
            .app_data::<web::Data<AppState>>()
            .is_some_and(|state| {
                let http = &state.config.http;
                http.origin() == origin
                    || http.console_origins.iter().any(|listed| listed == origin)
            })
}
