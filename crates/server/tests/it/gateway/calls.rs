//! OCI calls: whole journeys, refusals, hostile calls, and real ones.

mod corpus;
mod functions;
mod hostile;
mod journey;
mod refusals;
mod settings;
mod shared;

use reqwest::Method;
use serde_json::json;
use test_support::{Reply, TestApp};

use super::{
    answer::path_of,
    page::Page,
    shop::{Plan, Shop, Visit},
};

/// Where carts go.
pub const HOOK_URL: &str = "https://srm.buyer.example/in?sid=7&b=%2F";

/// The buyer's user.
pub const USER: &str = "jane";

/// The user's password; nothing of it would be recognised as one.
pub const PASSWORD: &str = "Öffne dich & 100%";

/// The parameters of a call that is granted.
pub fn parameters() -> Vec<(String, String)> {
    [
        ("~OkCode", "ADDI"),
        ("~TARGET", "_parent"),
        ("~CALLER", "CTLG"),
        ("USERNAME", USER),
        ("PASSWORD", PASSWORD),
        ("EMAIL", "anna.meyer@buyer.example"),
        ("LANGU", "D"),
        ("OCI_VERSION", "4.0"),
        ("HOOK_URL", HOOK_URL),
    ]
    .map(|(name, value)| (name.to_owned(), value.to_owned()))
    .to_vec()
}

/// The same with one parameter changed; without it where there is no value.
pub fn with(name: &str, value: Option<&str>) -> Vec<(String, String)> {
    let mut parameters = parameters();
    parameters.retain(|(other, _)| other != name);
    parameters.extend(value.map(|value| (name.to_owned(), value.to_owned())));
    parameters
}

/// Parameters as a query or a form, by an encoder that is not the gateway's.
pub fn encoded(parameters: &[(String, String)]) -> String {
    url::form_urlencoded::Serializer::new(String::new())
        .extend_pairs(parameters)
        .finish()
}

/// A shop with an OCI connection.
pub async fn oci_shop(app: &TestApp) -> Shop {
    oci_shop_with(app, |_| {}).await
}

pub async fn oci_shop_with(app: &TestApp, change: impl FnOnce(&mut Plan)) -> Shop {
    Shop::in_app_with(app, |plan| {
        plan.connection["format"] = json!("oci");
        plan.credential = json!({"username": USER, "password": PASSWORD});
        change(plan);
    })
    .await
}

/// Calls by GET.
pub async fn get(shop: &Shop, path: &str, query: &str, expected: u16) -> Reply {
    let request = shop.public.request(Method::GET, &format!("{path}?{query}"));
    shop.public
        .send(request.header("accept", "text/html"), expected)
        .await
}

/// Calls by POST.
pub async fn post(shop: &Shop, path: &str, form: impl Into<Vec<u8>>, expected: u16) -> Reply {
    let request = shop
        .public
        .request(Method::POST, path)
        .header("accept", "text/html")
        .header("content-type", "application/x-www-form-urlencoded");
    shop.public.send(request.body(form.into()), expected).await
}

/// The path of the start page that a call was granted.
pub fn start_path(reply: &Reply) -> String {
    assert_eq!(reply.header("referrer-policy"), "no-referrer");
    assert_eq!(reply.header("cache-control"), "no-store");
    assert_eq!(reply.header("set-cookie"), "");
    path_of(&reply.header("location"))
}

/// From the call to the redemption.
pub async fn visit(shop: &Shop, parameters: &[(String, String)]) -> Visit {
    let reply = post(shop, &shop.path, encoded(parameters), 303).await;
    let start_path = start_path(&reply);
    let (_, access_token) = shop.start(&start_path).await;
    let session = shop.redeem(&access_token, 200).await.json();
    let id = session["id"].as_str().expect("an id");
    Visit {
        path: format!("/api/v1/punch-out-sessions/{id}"),
        start_path,
        access_token,
        session,
    }
}

/// Why a call was refused: the code in the log entry that the page's reference leads to. The page itself tells nothing of it.
pub async fn refused(shop: &Shop, reply: Reply) -> String {
    let page = Page::read(reply);
    assert!(page.form.is_none());
    let html = page.reply.text();
    let reference = html
        .split_once("Reference for support: ")
        .map(|(_, after)| after.split('<').next().unwrap_or_default().to_owned())
        .expect("a reference");
    let entry = shop.logged(&reference).await;
    let code = entry["error"]["code"].as_str().expect("a code").to_owned();
    assert!(!html.contains(&code), "{html}");
    let logged = entry.to_string();
    assert!(!logged.contains("dich"), "{logged}");
    code
}
