//! Every operation of the OpenAPI document asks for what it says it asks for.

use api_types::api_key::Scope;
use reqwest::Method;
use serde_json::json;
use server::openapi;
use test_support::{Client, Reply, TestApp, on_both_databases};

struct Operation {
    method: Method,
    path: String,
    /// The scopes that are enough, each by itself; empty where being known is enough.
    scopes: Vec<Scope>,
    secured: bool,
}

fn operations() -> Vec<Operation> {
    let document = openapi::document();
    let mut operations = Vec::new();
    for (template, item) in &document.paths.paths {
        if !template.starts_with("/api/") {
            continue;
        }
        let path: Vec<_> = template
            .split('/')
            .map(|part| {
                if part.starts_with('{') {
                    "01999f3a-7c00-7000-8000-000000000000"
                } else {
                    part
                }
            })
            .collect();
        for (method, operation) in openapi::operations(item) {
            let security = serde_json::to_value(&operation.security).unwrap();
            let scopes = security
                .as_array()
                .into_iter()
                .flatten()
                .filter_map(|requirement| requirement.get("bearer")?.as_array())
                .flatten()
                .map(|scope| serde_json::from_value(scope.clone()).unwrap())
                .collect();
            operations.push(Operation {
                method: Method::from_bytes(method.as_str().as_bytes()).unwrap(),
                path: path.join("/"),
                scopes,
                secured: operation.security.is_some(),
            });
        }
    }
    assert!(
        operations.len() > 30,
        "only {} operations",
        operations.len()
    );
    operations
}

async fn call(client: &Client, operation: &Operation) -> Reply {
    let request = client.request(operation.method.clone(), &operation.path);
    let request = match operation.method {
        Method::POST | Method::PATCH | Method::PUT => request.json(&json!({})),
        _ => request,
    };
    let response = request.send().await.unwrap();
    Reply {
        status: response.status().as_u16(),
        headers: response.headers().clone(),
        body: response.bytes().await.unwrap().to_vec(),
    }
}

on_both_databases! {
    async fn without_a_token_nothing_is_answered(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let strangers = [app.anonymous(), app.bearer("pgk_unknown"), app.bearer("a.b.c")];
        for operation in operations().iter().filter(|operation| operation.secured) {
            for stranger in &strangers {
                let reply = call(stranger, operation).await;
                assert_eq!(reply.status, 401, "{} {}", operation.method, operation.path);
                assert_eq!(reply.code(), "unauthenticated");
            }
        }
    }

    async fn each_operation_takes_the_scopes_that_it_names(db: TestDatabase) {
        let app = TestApp::start(db).await;
        for scope in [Scope::Store, Scope::Read, Scope::Write, Scope::Admin] {
            let client = app.key(&[scope], None).await;
            for operation in operations().iter().filter(|operation| !operation.scopes.is_empty()) {
                let enough = operation.scopes.iter().any(|needed| scope.includes(*needed));
                let reply = call(&client, operation).await;
                let refused = matches!(reply.status, 401 | 403);
                assert_eq!(
                    refused,
                    !enough,
                    "{} {} with {scope:?}: {} {}",
                    operation.method, operation.path, reply.status, reply.text()
                );
            }
        }
    }
}

#[test]
fn only_signing_in_is_open() {
    let mut open: Vec<_> = operations()
        .into_iter()
        .filter(|operation| !operation.secured)
        .map(|operation| operation.path)
        .collect();
    open.sort();
    assert_eq!(
        open,
        [
            "/api/v1/auth/login",
            "/api/v1/auth/logout",
            "/api/v1/auth/refresh"
        ]
    );
}
