//! `punchgate demo`: the gateway with sample data, a demo shop and a simulated procurement system, in one process and on three origins.

mod folder;
mod gateway;

use std::{
    net::{IpAddr, SocketAddr, TcpListener},
    path::PathBuf,
};

use actix_web::{
    App, HttpServer,
    dev::Server,
    web::{Data, ServiceConfig},
};
use anyhow::{Context, bail};
use clap::{Args, ValueEnum};
use demo::{
    Origins,
    procurement::{self, Administrator, Procurement, Reset},
    sample::{self, Sample},
    shop::{self, Shop, StoreKind},
};
use punchout::secret::Secret;
use tokio::sync::mpsc;

pub use self::folder::refuse_demo_data;
use self::{folder::Folder, gateway::Gateway};
use super::{print, serve::on_port};
use crate::config::{Config, FirstAdmin, Settings};

/// Where the demo's data is, unless a folder is named.
const DATA_DIR: &str = "demo-data";

/// The demo's administrator. Known to everybody, and to the demo alone.
const ADMIN_EMAIL: &str = "admin@demo.example";
const ADMIN_PASSWORD: &str = "punch-out-demo";

/// How the demo is started.
#[derive(Args)]
pub struct Options {
    /// Begin with new sample data
    #[arg(long)]
    reset: bool,
    /// Where the demo shop listens
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:8081")]
    shop_listen: SocketAddr,
    /// Where the procurement system listens
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:8082")]
    procurement_listen: SocketAddr,
    /// The name by which browsers reach the demo shop
    #[arg(long, value_name = "HOST", default_value = "localhost")]
    shop_host: String,
    /// The name by which browsers reach the procurement system; 127.0.0.1 for browsers that do not know names below localhost
    #[arg(long, value_name = "HOST", default_value = "procurement.localhost")]
    procurement_host: String,
    /// How the demo shop is spoken to
    #[arg(long, value_enum, value_name = "KIND", default_value = "rest")]
    store: StoreOption,
}

/// How the demo shop is spoken to.
#[derive(Clone, Copy, ValueEnum)]
enum StoreOption {
    /// By the REST API
    Rest,
    /// As a Magento shop with TradeCentric's connector
    Tradecentric,
    /// As Liferay
    Liferay,
}

impl From<StoreOption> for StoreKind {
    fn from(option: StoreOption) -> Self {
        match option {
            StoreOption::Rest => Self::Rest,
            StoreOption::Tradecentric => Self::Tradecentric,
            StoreOption::Liferay => Self::Liferay,
        }
    }
}

/// The two beside the gateway.
struct Sides {
    shop: Data<Shop>,
    procurement: Data<Procurement>,
}

/// Runs until told to stop.
pub async fn run(settings: Settings, options: Options) -> anyhow::Result<()> {
    let mut config = config(settings)?;
    let folder = Folder::claim(&config.storage.data_dir)?;
    let listener = listen("PUNCHGATE_LISTEN", config.http.listen)?;
    let shop_listener = listen("--shop-listen", options.shop_listen)?;
    let procurement_listener = listen("--procurement-listen", options.procurement_listen)?;
    // The gateway asks the demo shop and hands carts over to the PunchOut2Go service, which are on this machine.
    let shop_ip = shop_listener.local_addr()?.ip();
    let procurement_ip = procurement_listener.local_addr()?.ip();
    for address in [IpAddr::from([127, 0, 0, 1]), shop_ip, procurement_ip] {
        config.http.private_networks.push(address.into());
    }
    let config = on_port(config, listener.local_addr()?);
    let origins = Origins {
        gateway: config.http.origin(),
        shop: origin(&options.shop_host, &shop_listener)?,
        shop_server: server(&shop_listener)?,
        procurement: origin(&options.procurement_host, &procurement_listener)?,
        procurement_server: server(&procurement_listener)?,
    };
    if options.reset {
        folder.empty()?;
    }
    folder.mark()?;
    let kind = StoreKind::from(options.store);
    let (gateway, sample) = begin(&config, &listener, &origins, kind).await?;
    let (resets, asked) = mpsc::channel(1);
    let administrator = Administrator {
        email: ADMIN_EMAIL.to_owned(),
        password: ADMIN_PASSWORD.to_owned(),
    };
    let sides = Sides {
        shop: Data::new(Shop::new(
            origins.clone(),
            sample.shop_key,
            sample.signing_key,
            sample::magento(),
        )?),
        procurement: Data::new(Procurement::new(
            origins.clone(),
            administrator,
            sample.accounts,
            resets,
        )?),
    };
    let shop = serve(sides.shop.clone(), shop::configure, shop_listener, false)?;
    let handle = shop.handle();
    actix_web::rt::spawn(shop);
    // Signals are heeded once: by the server that the demo ends with.
    let procurement = serve(
        sides.procurement.clone(),
        procurement::configure,
        procurement_listener,
        true,
    )?;
    print(&told(&config, &origins))?;
    let gateway = keep_on(
        procurement,
        gateway,
        asked,
        &sides,
        &folder,
        (&config, &listener, &origins, kind),
    )
    .await?;
    handle.stop(false).await;
    gateway.stop().await
}

/// Waits for the end, and begins again whenever that is asked for. Answers the gateway that runs then.
async fn keep_on(
    mut ends: Server,
    mut gateway: Gateway,
    mut asked: mpsc::Receiver<Reset>,
    sides: &Sides,
    folder: &Folder,
    (config, listener, origins, kind): (&Config, &TcpListener, &Origins, StoreKind),
) -> anyhow::Result<Gateway> {
    loop {
        let reset = tokio::select! {
            ended = &mut ends => {
                ended?;
                return Ok(gateway);
            }
            Some(reset) = asked.recv() => reset,
        };
        gateway.stop().await?;
        folder.empty()?;
        folder.mark()?;
        let (new, sample) = begin(config, listener, origins, kind).await?;
        gateway = new;
        sides.shop.begin_again(sample.shop_key, sample.signing_key);
        sides.procurement.begin_again(sample.accounts);
        // Whoever asked may have gone.
        let _ = reset.send(Ok(()));
    }
}

/// Starts the gateway and sees to it that the sample data is there.
async fn begin(
    config: &Config,
    listener: &TcpListener,
    origins: &Origins,
    kind: StoreKind,
) -> anyhow::Result<(Gateway, Sample)> {
    let gateway = Gateway::start(config.clone(), listener.try_clone()?).await?;
    let key = gateway.admin_key().expose().as_str().into();
    let sample = sample::arrange(origins, key, kind)
        .await
        .context("the sample data cannot be made; --reset begins with a new folder")?;
    gateway.forget_admin_key().await?;
    Ok((gateway, sample))
}

/// The gateway's settings: those of an installation, but for what would mix the demo with one.
fn config(mut settings: Settings) -> anyhow::Result<Config> {
    if settings.database_url.is_some() {
        bail!(
            "PUNCHGATE_DATABASE_URL cannot be used with the demo, which keeps its data in a folder of its own; unset it"
        );
    }
    if settings.master_key_file.is_some() {
        bail!(
            "PUNCHGATE_MASTER_KEY_FILE cannot be used with the demo, which has a key of its own; unset it"
        );
    }
    settings
        .data_dir
        .get_or_insert_with(|| PathBuf::from(DATA_DIR));
    settings.admin_email = None;
    settings.admin_password = None;
    let mut config = Config::new(settings)?;
    config.first_admin = FirstAdmin::Given {
        email: ADMIN_EMAIL.to_owned(),
        password: Secret::new(ADMIN_PASSWORD.to_owned()),
    };
    Ok(config)
}

fn listen(setting: &str, address: SocketAddr) -> anyhow::Result<TcpListener> {
    let listener = TcpListener::bind(address)
        .with_context(|| format!("{setting} cannot be used: cannot listen on {address}"))?;
    listener.set_nonblocking(true)?;
    Ok(listener)
}

fn origin(host: &str, listener: &TcpListener) -> anyhow::Result<String> {
    Ok(format!("http://{host}:{}", listener.local_addr()?.port()))
}

/// Where a listener is reached from this machine.
fn server(listener: &TcpListener) -> anyhow::Result<String> {
    let mut address = listener.local_addr()?;
    if address.ip().is_unspecified() {
        address.set_ip(IpAddr::from([127, 0, 0, 1]));
    }
    Ok(format!("http://{address}"))
}

fn serve<T: Send + Sync + 'static>(
    state: Data<T>,
    configure: fn(&mut ServiceConfig),
    listener: TcpListener,
    heeds_signals: bool,
) -> anyhow::Result<Server> {
    let server = HttpServer::new(move || App::new().app_data(state.clone()).configure(configure))
        .workers(1)
        .shutdown_timeout(1)
        .listen(listener)?;
    Ok(if heeds_signals {
        server.run()
    } else {
        server.disable_signals().run()
    })
}

/// What is printed: the addresses, one a line, and what to do with them.
fn told(config: &Config, origins: &Origins) -> String {
    let Origins {
        gateway,
        shop,
        procurement,
        ..
    } = origins;
    let open = if config.http.listen.ip().is_loopback() {
        ""
    } else {
        "\nEverybody who reaches this address can sign in: the password is known. Keep the demo to yourself.\n"
    };
    format!(
        "Punchgate serves {gateway}
Demo shop serves {shop}
Procurement system serves {procurement}
Administrator {ADMIN_EMAIL} with the password {ADMIN_PASSWORD}
{open}
  1. Open {procurement} and click \"Punch out\".
  2. Put something into the cart and click \"Hand over to procurement\".
  3. Back at the requisition: \"Edit the cart\", \"Inspect the cart\", or look at the XML.
  4. Put the surprise bag, whose unit nobody knows, into a cart and try to hand it over.
  5. On the first page, click \"With a wrong secret\".
  6. Sign in at {gateway}/transactions and find the failed attempt.

"
    )
}
