//! Forms are taken from the server's own pages alone.

use actix_web::{
    Error, HttpRequest, HttpResponse,
    body::MessageBody,
    dev::{ServiceRequest, ServiceResponse},
    error::InternalError,
    http::header,
    middleware::Next,
};

/// Refuses what a page of another origin posts. Where no `Origin` is sent it is no browser that posts.
pub(crate) async fn guard(
    request: ServiceRequest,
    next: Next<impl MessageBody>,
) -> Result<ServiceResponse<impl MessageBody>, Error> {
    if request.method().is_safe() || is_own(request.request()) {
        return next.call(request).await;
    }
    let refused = HttpResponse::Forbidden().body("This form was sent from another site.");
    Err(InternalError::from_response("a form of another origin", refused).into())
}

fn is_own(request: &HttpRequest) -> bool {
    let Some(origin) = request.headers().get(header::ORIGIN) else {
        return true;
    };
    let host = request.connection_info().host().to_owned();
    origin
        .to_str()
        .ok()
        .and_then(|origin| origin.split_once("://"))
        .is_some_and(|(_, own)| own == host)
}
