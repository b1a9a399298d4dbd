//! `/api/v1/users`.

use reqwest::{
    Method,
    header::{COOKIE, IF_MATCH},
};
use serde_json::{Value, json};
use test_support::{Client, Reply, TestApp, on_both_databases};

const USERS: &str = "/api/v1/users";
const LOGIN: &str = "/api/v1/auth/login";

async fn sign_in(app: &TestApp, email: &str, password: &str, expected: u16) -> Reply {
    let body = json!({"email": email, "password": password});
    app.anonymous().post(LOGIN, &body, expected).await
}

/// A user who has changed their first password to `password of <email>`.
async fn user(app: &TestApp, admin: &Client, email: &str, role: &str) -> (Value, Client) {
    let input = json!({"email": email, "role": role, "password": "first password"});
    let made = admin.post(USERS, &input, 201).await.json();
    let reply = sign_in(app, email, "first password", 200).await;
    let client = app.bearer(&reply.text_at("/access_token"));
    let change = json!({"current_password": "first password", "new_password": format!("password of {email}")});
    client.post("/api/v1/auth/password", &change, 204).await;
    (made, client)
}

fn path_of(user: &Value) -> String {
    format!("{USERS}/{}", user["id"].as_str().unwrap())
}

async fn own_path(admin: &Client) -> String {
    let me = admin.get("/api/v1/auth/me", 200).await;
    format!("{USERS}/{}", me.text_at("/id"))
}

fn cookie(reply: &Reply) -> String {
    reply
        .header("set-cookie")
        .split(';')
        .next()
        .unwrap()
        .to_owned()
}

on_both_databases! {
    async fn a_password_is_made_up_and_shown_once(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let admin = app.admin().await;
        let input = json!({"email": "jane@shop.example", "name": "Jane", "role": "write"});
        let call = || admin.request(Method::POST, USERS).header("idempotency-key", "jane").json(&input);
        let made = admin.send(call(), 201).await;
        let password = made.text_at("/one_time_password");
        assert_eq!(made.json()["password_change_required"], true);
        assert_eq!(made.json()["active"], true);
        assert!(made.header("location").ends_with(&made.text_at("/id")));
        let again = admin.send(call(), 201).await;
        assert_eq!(again.text_at("/id"), made.text_at("/id"));
        assert!(again.json()["one_time_password"].is_null());

        let reply = sign_in(&app, "JANE@shop.example", &password, 200).await;
        assert_eq!(reply.json()["password_change_required"], true);
        let jane = app.bearer(&reply.text_at("/access_token"));
        assert_eq!(jane.get("/api/v1/stores", 403).await.code(), "password_change_required");
        let shown = admin.get(&path_of(&made.json()), 200).await;
        assert!(shown.json()["last_signed_in_at"].is_string());
        assert!(!shown.text().contains("password_hash"));
        let list = admin.get(USERS, 200).await.json();
        assert_eq!(list["items"].as_array().unwrap().len(), 2);
        let log = admin.get("/api/v1/audit-log?resource=user", 200).await;
        assert!(!log.text().contains(&password));
    }

    async fn a_role_is_what_a_user_may_do(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let admin = app.admin().await;
        let (reader, read) = user(&app, &admin, "r@shop.example", "read").await;
        let (_, write) = user(&app, &admin, "w@shop.example", "write").await;
        let store = json!({"key": "a", "name": "A", "punch_out_start_url": "https://shop.example"});
        assert_eq!(read.post("/api/v1/stores", &store, 403).await.code(), "forbidden");
        read.get("/api/v1/stores", 200).await;
        write.post("/api/v1/stores", &store, 201).await;
        write.get(USERS, 403).await;
        write.get("/api/v1/audit-log", 403).await;
        assert_eq!(write.get("/api/v1/auth/me", 200).await.json()["scopes"], json!(["read", "write"]));
        // A role acts with the next call.
        admin.patch(&path_of(&reader), &json!({"role": "admin"}), 200).await;
        read.get(USERS, 200).await;
    }

    async fn what_is_wrong_with_a_user_is_named(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let admin = app.admin().await;
        let input = json!({"email": "nobody", "name": "", "role": "read", "password": "short"});
        let reply = admin.post(USERS, &input, 422).await;
        assert_eq!(reply.faults(), ["/name too_short", "/email invalid", "/password invalid"]);
        let reply = admin.post(USERS, &json!({"email": "a@b.example", "role": "king"}), 422).await;
        assert_eq!(reply.faults(), ["/role invalid"]);
        let (email, _) = app.admin_credentials();
        let reply = admin.post(USERS, &json!({"email": email.to_uppercase(), "role": "read"}), 409).await;
        assert_eq!(reply.faults(), ["/email taken"]);
    }

    async fn who_is_deactivated_is_signed_out_at_once(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let admin = app.admin().await;
        let (jane, _) = user(&app, &admin, "jane@shop.example", "read").await;
        let password = "password of jane@shop.example";
        let reply = sign_in(&app, "jane@shop.example", password, 200).await;
        let client = app.bearer(&reply.text_at("/access_token"));
        client.get("/api/v1/stores", 200).await;
        admin.patch(&path_of(&jane), &json!({"active": false}), 200).await;
        client.get("/api/v1/stores", 401).await;
        let refresh = app.anonymous().request(Method::POST, "/api/v1/auth/refresh").header(COOKIE, cookie(&reply));
        app.anonymous().send(refresh, 401).await;
        sign_in(&app, "jane@shop.example", password, 401).await;
        admin.patch(&path_of(&jane), &json!({"active": true}), 200).await;
        // The sign-in of before stays over.
        client.get("/api/v1/stores", 401).await;
        sign_in(&app, "jane@shop.example", password, 200).await;
    }

    async fn a_password_is_reset(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let admin = app.admin().await;
        let (jane, client) = user(&app, &admin, "jane@shop.example", "read").await;
        let path = format!("{}/reset-password", path_of(&jane));
        let stale = admin.request(Method::POST, &path).header(IF_MATCH, "\"999\"");
        admin.send(stale, 412).await;
        let reset = admin.act(&path, 200).await;
        client.get("/api/v1/stores", 401).await;
        sign_in(&app, "jane@shop.example", "password of jane@shop.example", 401).await;
        let reply = sign_in(&app, "jane@shop.example", &reset.text_at("/one_time_password"), 200).await;
        assert_eq!(reply.json()["password_change_required"], true);
        let log = admin.get("/api/v1/audit-log?action=reset_password", 200).await;
        assert_eq!(log.json()["items"].as_array().unwrap().len(), 1);
        assert!(!log.text().contains(&reset.text_at("/one_time_password")));
    }

    async fn the_last_administrator_stays(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let admin = app.admin().await;
        let own = own_path(&admin).await;
        for patch in [json!({"role": "write"}), json!({"active": false})] {
            assert_eq!(admin.patch(&own, &patch, 409).await.code(), "last_administrator");
        }
        assert_eq!(admin.delete(&own, 409).await.code(), "last_administrator");
        let (other, _) = user(&app, &admin, "other@shop.example", "admin").await;
        admin.patch(&path_of(&other), &json!({"active": false}), 200).await;
        // One who may not sign in is no help.
        admin.delete(&own, 409).await;
        admin.patch(&path_of(&other), &json!({"active": true, "name": "Other"}), 200).await;
        admin.delete(&own, 204).await;
        admin.get(USERS, 401).await;
    }

    async fn two_who_demote_each_other_do_not_both_succeed(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let one = app.admin().await;
        let (other, two) = user(&app, &one, "other@shop.example", "admin").await;
        let own = own_path(&one).await;
        let demote = |client: &Client, path: &str| {
            client.request(Method::PATCH, path).json(&json!({"role": "read"})).send()
        };
        let other = path_of(&other);
        let (first, second) = tokio::join!(demote(&one, &other), demote(&two, &own));
        let mut statuses = [first.unwrap().status().as_u16(), second.unwrap().status().as_u16()];
        statuses.sort_unstable();
        // The second finds itself the last administrator, or no administrator any more.
        assert_eq!(statuses[0], 200);
        assert!([403, 409].contains(&statuses[1]), "{statuses:?}");
    }

    async fn an_archived_user_leaves_the_address_free(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let admin = app.admin().await;
        let (jane, client) = user(&app, &admin, "jane@shop.example", "admin").await;
        admin.delete(&path_of(&jane), 204).await;
        client.get("/api/v1/stores", 401).await;
        admin.get(&path_of(&jane), 404).await;
        admin.delete(&path_of(&jane), 404).await;
        user(&app, &admin, "jane@shop.example", "read").await;
    }
}
