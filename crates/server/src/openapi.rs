//! The OpenAPI document, made from the application itself.

mod bounds;
mod examples;
mod webhooks;

use std::{collections::HashMap, sync::OnceLock};

use actix_web::{App, http::Method};
use utoipa::openapi::{
    Components, ContactBuilder, ContentBuilder, InfoBuilder, LicenseBuilder, OpenApi,
    OpenApiBuilder, Ref, RefOr, Response, ResponseBuilder, ServerBuilder,
    path::{Operation, ParameterIn, PathItem},
    schema::{ObjectBuilder, Schema, Type},
    security::{HttpAuthScheme, HttpBuilder, SecurityScheme},
    tag::TagBuilder,
};
use utoipa_actix_web::AppExt;

use api_types::problem::ProblemCode;

use crate::{app, routes::Routes};

const DESCRIPTION: &str = "\
A self-hosted punch-out gateway: procurement systems on one side, web shops on the other.

Send `Authorization: Bearer` with an API key (`pgk_…`) or with the access token of a sign-in. Each operation names the scope that it \
needs: `read`, `write` (includes `read`), `admin` (includes `write`), or `store` for the calls of a shop.

Errors are problem documents (RFC 9457) with a stable `code`. Lists have pages: give `next_cursor` back as `cursor`. Changes are \
merge patches (RFC 7396). Answers about one resource carry an `ETag`; a change with `If-Match` is refused when the resource was \
changed meanwhile. Calls that create take an `Idempotency-Key`: repeated with the same key and body they answer as at first.";

/// The document.
#[must_use]
pub fn document() -> OpenApi {
    let (_, mut document) = App::new()
        .into_utoipa_app()
        .openapi(frame())
        .configure(|services| app::configure_documented(&mut Routes::Described(services)))
        .split_for_parts();
    complete(&mut document);
    examples::complete(&mut document);
    document.webhooks = Some(webhooks::paths());
    document
}

/// The document as it is committed: pretty, in a stable order, with a line feed at the end.
///
/// # Errors
/// When it cannot be written as JSON.
pub fn pretty() -> serde_json::Result<String> {
    // Through a value, whose members are sorted.
    let value = serde_json::to_value(document())?;
    Ok(format!("{}\n", serde_json::to_string_pretty(&value)?))
}

/// The operations of a path with their methods.
pub fn operations(item: &PathItem) -> impl Iterator<Item = (Method, &Operation)> {
    [
        (Method::GET, &item.get),
        (Method::POST, &item.post),
        (Method::PUT, &item.put),
        (Method::PATCH, &item.patch),
        (Method::DELETE, &item.delete),
    ]
    .into_iter()
    .filter_map(|(method, operation)| operation.as_ref().map(|operation| (method, operation)))
}

/// The parameters that an operation has in the query; `None` where there is no such operation.
pub fn query_parameters(method: &Method, pattern: &str) -> Option<&'static [String]> {
    static ALL: OnceLock<HashMap<(Method, String), Vec<String>>> = OnceLock::new();
    let all = ALL.get_or_init(|| {
        let document = document();
        let mut all = HashMap::new();
        for (path, item) in &document.paths.paths {
            for (method, operation) in operations(item) {
                let parameters = operation.parameters.iter().flatten();
                let in_query = parameters.filter_map(|parameter| match parameter {
                    RefOr::T(it) if it.parameter_in == ParameterIn::Query => Some(it.name.clone()),
                    _ => None,
                });
                all.insert((method, path.clone()), in_query.collect());
            }
        }
        all
    });
    let method = match *method {
        Method::HEAD => Method::GET,
        _ => method.clone(),
    };
    all.get(&(method, pattern.to_owned())).map(Vec::as_slice)
}

fn frame() -> OpenApi {
    let bearer = |description: &str| {
        SecurityScheme::Http(
            HttpBuilder::new()
                .scheme(HttpAuthScheme::Bearer)
                .description(Some(description))
                .build(),
        )
    };
    let mut components = Components::new();
    components.add_security_scheme(
        "bearer",
        bearer("An API key, or the access token of a sign-in."),
    );
    components.add_security_scheme(
        "session",
        bearer("The token of one punch-out session, for calls from a storefront."),
    );
    OpenApiBuilder::new()
        .info(
            InfoBuilder::new()
                .title("Punchgate")
                .version(env!("CARGO_PKG_VERSION"))
                .description(Some(DESCRIPTION))
                .contact(Some(ContactBuilder::new().name(Some("Punchgate")).build()))
                .license(Some(
                    LicenseBuilder::new()
                        .name("MIT OR Apache-2.0")
                        .identifier(Some("MIT OR Apache-2.0"))
                        .build(),
                ))
                .build(),
        )
        .servers(Some([ServerBuilder::new().url("/").build()]))
        .components(Some(components))
        .tags(Some(
            [
                ("auth", "Signing in"),
                ("stores", "Web shops that buyers are sent to"),
                ("directory", "Companies, business units and buyers"),
                (
                    "connections",
                    "Configurations for procurement systems, their credentials and entry points",
                ),
                ("transactions", "The log of exchanges"),
                (
                    "punch-out sessions",
                    "Punch-outs, from the accepted setup to their end",
                ),
                ("store calls", "What a shop calls: redeem, transfer, cancel"),
                (
                    "store service",
                    "What a shop implements: the gateway asks it for products, prices and stock",
                ),
                (
                    "administration",
                    "Users, API keys, settings, the audit log, how the program does",
                ),
                ("health", "Whether the program runs"),
            ]
            .map(|(name, description)| {
                TagBuilder::new()
                    .name(name)
                    .description(Some(description))
                    .build()
            }),
        ))
        .build()
}

/// What any operation may answer, beside its own: name of the shared response, status, description.
const COMMON: [(&str, &str, &str); 8] = [
    (
        "InvalidRequest",
        "400",
        "The body is not JSON, or a parameter is not acceptable",
    ),
    ("Unauthenticated", "401", "The caller is not known"),
    ("Forbidden", "403", "The caller may not do this"),
    ("BodyTooLarge", "413", "The body is too large"),
    ("UnsupportedMediaType", "415", "The body must be JSON"),
    ("ValidationFailed", "422", "The input is not acceptable"),
    ("Internal", "500", "The gateway failed"),
    ("Unavailable", "503", "The database is away for a moment"),
];

/// Whether an operation may answer a status because of what it is.
fn may_answer(operation: &Operation, status: &str) -> bool {
    let has_body = operation.request_body.is_some();
    match status {
        // Also for a parameter that the operation does not have.
        "400" => true,
        "401" | "403" => operation.security.is_some(),
        "413" | "415" | "422" => has_body,
        _ => true,
    }
}

/// What the headers that many operations know may hold.
fn header_schema(name: &str) -> Option<Schema> {
    let text = ObjectBuilder::new().schema_type(Type::String);
    match name {
        "If-Match" => Some(text.pattern(Some(r#"^(\*|(W/)?"[^"]*")$"#)).into()),
        "Idempotency-Key" => Some(text.min_length(Some(1)).max_length(Some(255)).into()),
        _ => None,
    }
}

/// The operations of a path, to be completed.
fn operations_mut(item: &mut PathItem) -> impl Iterator<Item = &mut Operation> {
    let operations = [
        &mut item.get,
        &mut item.post,
        &mut item.put,
        &mut item.patch,
        &mut item.delete,
    ];
    operations.into_iter().flatten()
}

/// Adds what holds for every operation, so that none can leave it out.
fn complete(document: &mut OpenApi) {
    for item in document.paths.paths.values_mut() {
        for operation in operations_mut(item) {
            for parameter in operation.parameters.iter_mut().flatten() {
                if let RefOr::T(parameter) = parameter
                    && let Some(schema) = header_schema(&parameter.name)
                {
                    parameter.schema = Some(schema.into());
                }
            }
            for (name, status, _) in COMMON {
                if may_answer(operation, status) {
                    operation
                        .responses
                        .responses
                        .entry(status.to_owned())
                        .or_insert_with(|| RefOr::Ref(Ref::from_response_name(name)));
                }
            }
        }
    }
    let components = document.components.get_or_insert_with(Components::new);
    for (name, _, description) in COMMON {
        let response = RefOr::T(problem(description));
        components.responses.insert(name.to_owned(), response);
    }
    webhooks::add_schemas(components);
    for (name, schema) in [
        schema_of::<api_types::problem::Problem>("Problem"),
        schema_of::<api_types::problem::FieldError>("FieldError"),
    ] {
        components.schemas.entry(name).or_insert(schema);
    }
    name_codes(components);
    bounds::complete(components);
}

/// Names the codes that problems have.
fn name_codes(components: &mut Components) {
    let Some(RefOr::T(Schema::Object(problem))) = components.schemas.get_mut("Problem") else {
        return;
    };
    if let Some(RefOr::T(Schema::Object(code))) = problem.properties.get_mut("code") {
        let codes = ProblemCode::ALL.iter().map(|code| code.code().into());
        code.enum_values = Some(codes.collect());
    }
}

fn schema_of<T: utoipa::PartialSchema>(name: &str) -> (String, RefOr<Schema>) {
    (name.to_owned(), T::schema())
}

fn problem(description: &str) -> Response {
    ResponseBuilder::new()
        .description(description)
        .content(
            api_types::problem::CONTENT_TYPE,
            ContentBuilder::new()
                .schema(Some(Ref::from_schema_name("Problem")))
                .build(),
        )
        .build()
}
