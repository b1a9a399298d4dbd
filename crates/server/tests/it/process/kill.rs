//! The program is killed under load, again and again: what it acknowledged is there, and it starts without repair.

use std::{
    collections::HashSet,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
};

use reqwest::Method;
use serde_json::Value;
use test_support::{Client, on_both_databases};
use tokio::sync::mpsc;

use super::Program;
use crate::gateway::{Answer, setup::Setup, shop::Shop};

const ROUNDS: usize = 10;

/// Callers at the same time.
const CALLERS: usize = 8;

/// Sessions that are opened before each kill.
const ACKNOWLEDGED: usize = 30;

/// Posts setups until the program is gone; tells the BuyerCookie of each that was granted.
async fn call(
    public: Client,
    path: String,
    next: Arc<AtomicUsize>,
    granted: mpsc::UnboundedSender<String>,
) {
    loop {
        let cookie = format!("cookie-{}", next.fetch_add(1, Ordering::Relaxed));
        let setup = Setup {
            cookie: Some(cookie.clone()),
            ..Setup::create()
        };
        let request = public.request(Method::POST, &path).body(setup.xml());
        let Ok(response) = request.send().await else {
            return;
        };
        let (http, headers) = (response.status().as_u16(), response.headers().clone());
        let Ok(bytes) = response.bytes().await else {
            return;
        };
        let answer = Answer::read(http, headers, bytes.to_vec());
        assert_eq!(answer.status, 200, "{}", answer.text());
        if granted.send(cookie).is_err() {
            return;
        }
    }
}

/// All pages of a list.
pub async fn all(admin: &Client, path: &str) -> Vec<Value> {
    let mut items = Vec::new();
    let mut cursor = String::new();
    loop {
        let page = admin.get(&format!("{path}{cursor}"), 200).await.json();
        items.extend(page["items"].as_array().expect("items").iter().cloned());
        match page["next_cursor"].as_str() {
            Some(next) => cursor = format!("&cursor={next}"),
            None => return items,
        }
    }
}

on_both_databases! {
    async fn what_was_acknowledged_survives_ten_kills(db: TestDatabase) {
        let data = tempfile::tempdir().unwrap();
        let mut program = Program::start(data.path(), db.url(), "warn");
        let token = program.log_in().await.text_at("/access_token");
        let admin = Client::new(program.base(), Some(token.clone()));
        let path = Shop::open(&admin, program.base(), |_| {}).await.path;
        let next = Arc::new(AtomicUsize::new(0));
        let mut granted = HashSet::new();
        for _ in 0..ROUNDS {
            let (sender, mut receiver) = mpsc::unbounded_channel();
            let public = Client::new(program.base(), None);
            let callers: Vec<_> = (0..CALLERS)
                .map(|_| {
                    let (public, path) = (public.clone(), path.clone());
                    tokio::spawn(call(public, path, Arc::clone(&next), sender.clone()))
                })
                .collect();
            drop(sender);
            for _ in 0..ACKNOWLEDGED {
                granted.insert(receiver.recv().await.expect("the program answers"));
            }
            program.kill();
            while let Some(cookie) = receiver.recv().await {
                granted.insert(cookie);
            }
            for caller in callers {
                caller.await.expect("every answer was good");
            }
            program = Program::start(data.path(), db.url(), "warn");
        }
        let admin = Client::new(program.base(), Some(token));
        let sessions = all(&admin, "/api/v1/punch-out-sessions?limit=200").await;
        let entries = "/api/v1/transactions?type=setup_request&status=ok&limit=200";
        let entries = all(&admin, entries).await;
        assert!(granted.len() >= ROUNDS * ACKNOWLEDGED);
        let logged: HashSet<_> = entries.iter().map(|entry| entry["session_id"].as_str().unwrap()).collect();
        assert_eq!(logged.len(), sessions.len(), "a session without entry, or the reverse");
        for session in &sessions {
            assert!(logged.contains(session["id"].as_str().unwrap()));
            granted.remove(session["buyer_cookie"].as_str().unwrap());
        }
        assert!(granted.is_empty(), "lost: {granted:?}");
        let public = Client::new(program.base(), None);
        let again = public.request(Method::POST, &path).body(Setup::create().xml());
        assert_eq!(Answer::to(again).await.status, 200);
        let log = String::from_utf8_lossy(&program.log()).into_owned();
        assert_eq!(log, "", "nothing to complain about");
    }
}
