//! Serving: the HTTP server around the application, the same for the program and for tests.

use std::{io, net::TcpListener};

use actix_web::{App, HttpServer, dev::Server, middleware::from_fn, web};
use tracing_actix_web::TracingLogger;

use crate::{
    app, boundary, purge, session_warnings, state::AppState, telemetry::RequestSpan, webhooks,
};

/// How long requests under way may take when the server stops, in seconds.
const SHUTDOWN_SECONDS: u64 = 30;

/// How a server runs.
#[derive(Clone, Copy, Debug)]
pub struct Running {
    /// How many threads answer requests.
    pub workers: usize,
    /// Whether it ends by itself on SIGTERM and SIGINT, after what is under way.
    pub heeds_signals: bool,
}

/// Serves the application on a listener, follows the settings that other nodes change, and removes what is past its time. The future of the server ends when it was told to stop.
///
/// # Errors
/// When the listener cannot be used.
pub fn start(
    state: web::Data<AppState>,
    listener: TcpListener,
    running: Running,
) -> io::Result<Server> {
    let watching = state.clone();
    tokio::spawn(async move { watching.settings.watch(&watching.database).await });
    tokio::spawn(purge::run(state.clone()));
    tokio::spawn(webhooks::run(state.clone()));
    tokio::spawn(session_warnings::run(state.clone()));
    let server = HttpServer::new(move || {
        App::new()
            .app_data(state.clone())
            .wrap(from_fn(boundary::guard))
            .wrap(TracingLogger::<RequestSpan>::new())
            .configure(app::configure)
    })
    .workers(running.workers)
    .shutdown_timeout(SHUTDOWN_SECONDS)
    .listen(listener)?;
    let server = if running.heeds_signals {
        server
    } else {
        server.disable_signals()
    };
    Ok(server.run())
}
