//! A running demo.

use std::{
    io::{BufRead, BufReader, Lines},
    path::Path,
    process::{Child, ChildStdout, Command, Stdio},
};

use reqwest::Method;
use serde_json::json;
use tempfile::TempDir;
use test_support::{Client, Reply};
use url::{Url, form_urlencoded};

/// A running demo, killed when dropped.
pub struct Demo {
    child: Child,
    /// Procurement systems, shops and browsers at the gateway.
    pub gateway: Client,
    pub shop: Client,
    pub procurement: Client,
    admin: (String, String),
    base: String,
    _folder: Option<TempDir>,
}

impl Demo {
    /// Starts it on data of its own.
    pub fn start() -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        let mut demo = Self::start_in(&folder.path().join("demo-data"));
        demo._folder = Some(folder);
        demo
    }

    /// Starts it on data that may be there.
    pub fn start_in(data: &Path) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_punchgate"))
            .args(["demo", "--listen", "127.0.0.1:0", "--data-dir"])
            .arg(data)
            .args(["--shop-listen", "127.0.0.1:0"])
            .args(["--procurement-listen", "127.0.0.1:0"])
            .env("PUNCHGATE_LOG", "warn")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .spawn()
            .expect("the program starts");
        let output = child.stdout.take().expect("its output is piped");
        let mut lines = BufReader::new(output).lines();
        let gateway = told(&mut lines, "Punchgate serves ");
        let shop = told(&mut lines, "Demo shop serves ");
        let procurement = told(&mut lines, "Procurement system serves ");
        let admin = told(&mut lines, "Administrator ");
        let (email, password) = admin
            .split_once(" with the password ")
            .expect("an address and a password");
        // Browsers know names below localhost; other programs need not.
        let reached =
            |url: &str| Client::new(&url.replace("procurement.localhost", "127.0.0.1"), None);
        Self {
            child,
            gateway: reached(&gateway),
            shop: reached(&shop),
            procurement: reached(&procurement),
            admin: (email.to_owned(), password.to_owned()),
            base: gateway,
            _folder: None,
        }
    }

    /// The administrator, signed in with what was printed.
    pub async fn admin(&self) -> Client {
        let (email, password) = &self.admin;
        let login = json!({"email": email, "password": password});
        let reply = self.gateway.post("/api/v1/auth/login", &login, 200).await;
        Client::new(&self.base, Some(reply.text_at("/access_token")))
    }

    /// Posts a form.
    pub async fn post(
        &self,
        client: &Client,
        path: &str,
        fields: &[(&str, &str)],
        expected: u16,
    ) -> Reply {
        let mut form = form_urlencoded::Serializer::new(String::new());
        form.extend_pairs(fields);
        let request = client
            .request(Method::POST, path)
            .header("content-type", "application/x-www-form-urlencoded")
            .body(form.finish());
        client.send(request, expected).await
    }

    /// Clicks a button of the procurement system; answers where that leads: to a start page, or to the requisition.
    pub async fn punch_out(&self, form: &[(&str, &str)]) -> String {
        let reply = self.post(&self.procurement, "/punch-out", form, 303).await;
        let location = reply.header("location");
        match Url::parse(&location) {
            Ok(url) => url.path().to_owned(),
            Err(_) => location,
        }
    }

    /// Goes from a start page into the shop; answers the path of the visit.
    pub async fn enter(&self, start_page: &str) -> String {
        let reply = self.gateway.act(start_page, 303).await;
        let url = Url::parse(&reply.header("location")).expect("an absolute URL");
        let path = format!("{}?{}", url.path(), url.query().expect("an access token"));
        let visit = self.shop.get(&path, 303).await.header("location");
        // The token is good for once.
        let again = self.shop.get(&path, 409).await;
        assert!(again.text().contains("token_spent"), "{}", again.text());
        visit
    }

    /// Punches out for a new requisition of an account; answers the path of the visit.
    pub async fn shopping(&self, account: &str) -> String {
        let form = [("account", account), ("action", "create")];
        self.enter(&self.punch_out(&form).await).await
    }

    /// Puts an article into the cart.
    pub async fn add(&self, visit: &str, sku: &str, quantity: &str) {
        let fields = [("sku", sku), ("quantity", quantity)];
        let path = format!("{visit}/add");
        self.post(&self.shop, &path, &fields, 303).await;
    }

    /// Hands the cart over, and brings it back as the browser does; answers the path of the requisition.
    pub async fn submit(&self, visit: &str) -> String {
        let path = format!("{visit}/submit");
        let reply = self.post(&self.shop, &path, &[], 303).await;
        let url = Url::parse(&reply.header("location")).expect("an absolute URL");
        let page = self.gateway.get(url.path(), 200).await.text();
        let input = between(&page, "<input type=\"hidden\"", ">");
        let name = between(input, "name=\"", "\"");
        let value = unescaped(between(input, "value=\"", "\""));
        let reply = self
            .post(&self.procurement, "/return", &[(name, &value)], 303)
            .await;
        reply.header("location")
    }
}

impl Drop for Demo {
    fn drop(&mut self) {
        let _ended_already = self.child.kill();
        let _ended_already = self.child.wait();
    }
}

fn told(lines: &mut Lines<BufReader<ChildStdout>>, what: &str) -> String {
    let found = lines
        .by_ref()
        .map_while(Result::ok)
        .find_map(|line| line.strip_prefix(what).map(str::to_owned));
    found.unwrap_or_else(|| panic!("the demo ended before it told: {what}"))
}

/// What stands between two marks, the first time.
fn between<'a>(text: &'a str, start: &str, end: &str) -> &'a str {
    let found = text
        .split_once(start)
        .and_then(|(_, rest)| rest.split_once(end));
    found.unwrap_or_else(|| panic!("{start} in {text}")).0
}

fn unescaped(text: &str) -> String {
    let text = text.replace("&lt;", "<").replace("&gt;", ">");
    let text = text.replace("&quot;", "\"").replace("&#39;", "'");
    let text = text.replace("&#10;", "\n").replace("&#13;", "\r");
    text.replace("&amp;", "&")
}
