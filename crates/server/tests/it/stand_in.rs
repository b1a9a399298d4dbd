//! A store's own server, played by the test: it notes what it is asked and answers as it is told.

use std::{
    collections::VecDeque,
    net::TcpListener,
    sync::{Arc, Mutex},
    time::Duration,
};

use actix_web::{
    App, HttpRequest, HttpResponse, HttpServer,
    dev::ServerHandle,
    http::StatusCode,
    web::{self, Bytes, Data},
};
use serde_json::Value;

/// What the server was asked.
#[derive(Clone, Debug)]
pub struct Asked {
    pub path: String,
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl Asked {
    pub fn header(&self, name: &str) -> &str {
        let found = self.headers.iter().find(|(other, _)| other == name);
        found.map_or("", |(_, value)| value.as_str())
    }

    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).expect("JSON")
    }

    /// Whether it is signed with a key, by the gateway's own reckoning.
    pub fn is_signed_with(&self, key: &str) -> bool {
        let seconds = self.header("webhook-timestamp").parse().expect("seconds");
        let key = [punchout::secret::Secret::new(key.to_owned())];
        let own = server::outbound::sign(self.header("webhook-id"), seconds, &self.body, &key);
        self.header("webhook-signature")
            .split(' ')
            .any(|one| one == own)
    }
}

/// How it answers.
#[derive(Clone, Debug)]
pub enum Told {
    Json(Value),
    Status(u16),
    Redirect(String),
    Late,
    Text(String),
}

#[derive(Default)]
struct State {
    asked: Vec<Asked>,
    told: VecDeque<Told>,
    last: Option<Told>,
}

/// The server. Stopped when dropped.
pub struct StandIn {
    pub url: String,
    state: Arc<Mutex<State>>,
    handle: ServerHandle,
}

impl StandIn {
    pub fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port is free");
        let url = format!("http://{}", listener.local_addr().expect("an address"));
        let state: Arc<Mutex<State>> = Arc::default();
        let data = Data::new(Arc::clone(&state));
        let (sender, receiver) = std::sync::mpsc::channel();
        std::thread::spawn(move || {
            actix_web::rt::System::new().block_on(async move {
                let server = HttpServer::new(move || {
                    App::new()
                        .app_data(data.clone())
                        .default_service(web::to(answer))
                });
                let server = server.workers(1).disable_signals().listen(listener);
                let server = server.expect("the port can be listened on").run();
                sender.send(server.handle()).expect("the test waits");
                server.await.expect("the server ends well");
            });
        });
        let handle = receiver.recv().expect("the server starts");
        Self { url, state, handle }
    }

    /// Answers the next questions so, and all further ones as the last.
    pub fn tell(&self, told: impl IntoIterator<Item = Told>) {
        let mut state = self.state.lock().expect("nobody panicked");
        state.told = told.into_iter().collect();
        state.last = None;
    }

    /// What was asked so far.
    pub fn asked(&self) -> Vec<Asked> {
        self.state.lock().expect("nobody panicked").asked.clone()
    }
}

impl Drop for StandIn {
    fn drop(&mut self) {
        drop(self.handle.stop(false));
    }
}

async fn answer(request: HttpRequest, body: Bytes, state: Data<Arc<Mutex<State>>>) -> HttpResponse {
    let headers = request.headers().iter();
    let asked = Asked {
        path: request.uri().to_string(),
        headers: headers
            .map(|(name, value)| {
                (
                    name.to_string(),
                    value.to_str().unwrap_or_default().to_owned(),
                )
            })
            .collect(),
        body: body.to_vec(),
    };
    let told = {
        let mut state = state.lock().expect("nobody panicked");
        state.asked.push(asked);
        if let Some(next) = state.told.pop_front() {
            state.last = Some(next);
        }
        state.last.clone()
    };
    match told {
        None => HttpResponse::Ok().finish(),
        Some(Told::Json(json)) => HttpResponse::Ok().json(json),
        Some(Told::Text(text)) => HttpResponse::Ok().body(text),
        Some(Told::Status(status)) => {
            HttpResponse::build(StatusCode::from_u16(status).expect("a status")).finish()
        }
        Some(Told::Redirect(to)) => HttpResponse::TemporaryRedirect()
            .insert_header(("location", to))
            .finish(),
        Some(Told::Late) => {
            // Longer than any test lets the gateway wait.
            actix_web::rt::time::sleep(Duration::from_secs(30)).await;
            HttpResponse::Ok().finish()
        }
    }
}
