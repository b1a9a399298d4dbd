//! The punch-out endpoints: what procurement systems post to, and the pages that a buyer's browser passes through.
//!
//! One URL takes everything a procurement system may send there: cXML (`cxml`), OCI calls (`oci`), and PunchOut2Go's
//! JSON (`punchout2go`). A further protocol is one more arm in
//! `entry`.

mod body;
mod compression;
mod cxml;
mod deliver;
mod document;
mod entry;
mod exchange;
mod hand_over;
mod limits;
mod log;
mod oauth;
mod oci;
mod page;
mod punchout2go;
mod refused_page;
mod reply;
mod start;
mod transport;
pub mod trial;
mod words;

use actix_web::web::{self, ServiceConfig};
use punchout::{connection::Connection, return_url::is_plain_host, session::Session, store::Store};
use url::Url;

pub use entry::Address;
pub use entry::{is_xml, stray};
pub use exchange::{Ending, Exchange, Sent};
pub use limits::Limits;
pub use log::Log;
pub(crate) use page::{csp_hash, escape};
pub use reply::Reply;

use crate::{settings::Snapshot, validation::is_origin};

/// What pages are.
const HTML: &str = "text/html; charset=utf-8";

/// How long a caller waits before trying again, in seconds.
pub(crate) const RETRY_AFTER_SECONDS: u32 = 10;

/// Registers the punch-out endpoints. `start` and `return` come first: no store has such a key.
pub fn configure(services: &mut ServiceConfig) {
    services.service(
        web::scope("/punchout")
            .service(
                web::resource("/start/{code}")
                    .route(web::get().to(start::show))
                    .route(web::head().to(start::show))
                    .route(web::post().to(start::go))
                    .default_service(web::to(entry::elsewhere)),
            )
            .service(
                web::resource("/return/{code}")
                    .route(web::get().to(hand_over::show))
                    .route(web::head().to(hand_over::show))
                    .default_service(web::to(entry::elsewhere)),
            )
            .service(
                web::resource("/return/{code}/attempted")
                    .route(web::post().to(hand_over::attempted)),
            )
            .service(web::resource("/return/{code}/deliver").route(web::post().to(deliver::go)))
            .service(
                web::resource("/{store}/{slug}/oauth2/token").route(web::post().to(oauth::token)),
            )
            .service(web::resource("/{store}").to(entry::store))
            .service(web::resource("/{store}/{slug}").to(entry::connection))
            .default_service(web::to(entry::elsewhere)),
    );
}

/// Whether a path is of the gateway.
pub fn is_its(path: &str) -> bool {
    path.starts_with("/punchout")
}

/// Whether XML that is posted to a path is looked at there: by the entry points, the start page, and what sees to paths that nobody has.
pub fn reads_xml(path: &str) -> bool {
    is_its(path) && !path.starts_with("/punchout/return/") && !path.ends_with("/oauth2/token")
}

/// The origins that may frame a session's pages: that of its return URL, and those of its connection and its store.
pub fn frame_origins(settings: &Snapshot, session: &Session) -> Vec<String> {
    let returned = session
        .return_url
        .as_deref()
        .and_then(|url| Url::parse(url).ok())
        .filter(|url| url.host_str().is_some_and(is_plain_host))
        .map(|url| url.origin().ascii_serialization());
    let connection = settings.connection(session.connection_id);
    let mut origins: Vec<_> = returned.into_iter().collect();
    for origin in allowed_frames(connection, settings.store(session.store_id)) {
        if !origins.contains(&origin) {
            origins.push(origin);
        }
    }
    origins
}

/// The origins that may frame the pages of a connection and a store, as far as they can stand in a policy.
pub(crate) fn allowed_frames(
    connection: Option<&Connection>,
    store: Option<&Store>,
) -> Vec<String> {
    let of_connection = connection.map_or(&[][..], |connection| &connection.allow_iframe);
    let of_store = store.map_or(&[][..], |store| &store.frame_origins);
    let both = of_connection.iter().chain(of_store);
    both.filter(|origin| is_origin(origin)).cloned().collect()
}
