//! `punchgate serve`.

use std::{
    net::{SocketAddr, TcpListener},
    thread::available_parallelism,
};

use actix_web::web;
use anyhow::Context;

use super::{open, print};
use crate::{
    auth::first_admin,
    config::Config,
    serve::{self, Running},
};

/// With port 0 the system chooses the port, which is known only now.
pub(super) fn on_port(mut config: Config, address: SocketAddr) -> Config {
    if config.http.listen.port() == 0 {
        if config.http.public_url.port() == Some(0) {
            // Fails for addresses without a host alone.
            let _ = config.http.public_url.set_port(Some(address.port()));
        }
        config.http.listen = address;
    }
    config
}

/// Serves until told to stop, and ends after what is under way.
pub async fn run(config: Config) -> anyhow::Result<()> {
    let listen = config.http.listen;
    // First of all: where another program listens already, nothing is touched.
    let listener = TcpListener::bind(listen)
        .with_context(|| format!("PUNCHGATE_LISTEN cannot be used: cannot listen on {listen}"))?;
    listener.set_nonblocking(true)?;
    let config = on_port(config, listener.local_addr()?);
    let state = web::Data::new(open::state(config).await?);
    if let Some(admin) = first_admin::ensure(&state).await? {
        print(&format!(
            "The first administrator was made.\n  E-mail:   {}\n  Password: {}\nThe password is shown this once, and must be changed at the first sign-in.\n",
            admin.email,
            admin.password.expose()
        ))?;
    }
    let running = Running {
        workers: available_parallelism().map_or(1, Into::into),
        heeds_signals: true,
    };
    let server = serve::start(state.clone(), listener, running)?;
    print(&format!(
        "Punchgate serves {}\n",
        state.config.http.origin()
    ))?;
    server.await?;
    tracing::info!("stopped");
    state.database.close().await?;
    Ok(())
}
