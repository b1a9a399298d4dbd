//! What a store implements: the questions that the gateway asks its service, and what it is told of.

use api_types::{
    store_service::{
        Availability, AvailabilityQuestion, FoundProducts, ProductQuestion, SearchQuestion,
    },
    webhook::WebhookEvent,
};
use utoipa::{
    ToSchema,
    openapi::{
        Components, Content, ContentBuilder, HttpMethod, PathItem, Paths, PathsBuilder, Ref,
        Required, Response, ResponseBuilder,
        path::{OperationBuilder, ParameterBuilder, ParameterIn},
        request_body::RequestBodyBuilder,
        schema::{ObjectBuilder, Type},
    },
};

const SIGNED: &str = "\
Signed as [Standard Webhooks](https://www.standardwebhooks.com) have it, for which there are \
libraries in most languages: `webhook-signature` has `v1,` and the base64 of the HMAC-SHA256 of `{webhook-id}.{webhook-timestamp}.{body}` \
under the bytes that stand in base64 behind `whsec_` in the store's signing key; two of them, divided by a blank, while the store has two \
keys. Refuse what is not signed, and what is older than five minutes. Redirects are not followed; the answer may have 4 MiB and take \
as long as the store's `service_timeout_ms` says (events: five seconds).";

/// The operations.
pub(super) fn paths() -> Paths {
    PathsBuilder::new()
        .path(
            "search",
            post::<SearchQuestion, FoundProducts>(
                "search_products",
                "Find products",
                "`POST {service_url}/search`, for OCI's BACKGROUND_SEARCH. Answer what is found, or no items.",
            ),
        )
        .path(
            "product",
            post::<ProductQuestion, FoundProducts>(
                "show_product",
                "Tell a product's present data",
                "`POST {service_url}/product`, for OCI's VALIDATE: one item with the price for this quantity, or no items where the product is gone.",
            ),
        )
        .path(
            "availability",
            post::<AvailabilityQuestion, Availability>(
                "show_availability",
                "Tell a product's price and stock",
                "`POST {service_url}/availability`, for QUANTITYCHECK.",
            ),
        )
        .path(
            "event",
            told::<WebhookEvent>(
                "take_event",
                "Take what happened",
                "`POST {webhook_url}`: a session was created, started or ended or will end soon, an earlier cart is asked back, or an order came. Answer with any status of 200 to \
                 299 within five seconds. What is not taken is sent again after 10 seconds, 1, 5 and 30 minutes, 2, 6, 12 and 24 hours, under the \
                 same `webhook-id`; take each id once. The order is not that of the events.",
            ),
        )
        .build()
}

/// The schemas that they refer to.
pub(super) fn add_schemas(components: &mut Components) {
    let mut all = Vec::new();
    add::<SearchQuestion>(&mut all);
    add::<ProductQuestion>(&mut all);
    add::<AvailabilityQuestion>(&mut all);
    add::<FoundProducts>(&mut all);
    add::<Availability>(&mut all);
    add::<WebhookEvent>(&mut all);
    for (name, schema) in all {
        components.schemas.entry(name).or_insert(schema);
    }
}

type Schemas = Vec<(
    String,
    utoipa::openapi::RefOr<utoipa::openapi::schema::Schema>,
)>;

fn add<T: ToSchema>(all: &mut Schemas) {
    all.push((T::name().into_owned(), T::schema()));
    T::schemas(all);
}

/// A question and its answer.
fn post<Q: ToSchema, A: ToSchema>(id: &str, summary: &str, what: &str) -> PathItem {
    let json = |name: &str| {
        ContentBuilder::new()
            .schema(Some(Ref::from_schema_name(name)))
            .build()
    };
    let answer = ResponseBuilder::new()
        .description("The answer")
        .content("application/json", json(&A::name()))
        .build();
    operation(id, summary, what, json(&Q::name()), answer)
}

/// What a store is told, and only has to take.
fn told<T: ToSchema>(id: &str, summary: &str, what: &str) -> PathItem {
    let body = ContentBuilder::new()
        .schema(Some(Ref::from_schema_name(T::name())))
        .build();
    let answer = ResponseBuilder::new().description("Taken").build();
    operation(id, summary, what, body, answer)
}

fn operation(id: &str, summary: &str, what: &str, body: Content, answer: Response) -> PathItem {
    let mut operation = OperationBuilder::new()
        .tag("store service")
        .operation_id(Some(id))
        .summary(Some(summary))
        .description(Some(format!("{what}\n\n{SIGNED}")))
        .request_body(Some(
            RequestBodyBuilder::new()
                .content("application/json", body)
                .required(Some(Required::True))
                .build(),
        ))
        .response("200", answer)
        .response(
            "401",
            ResponseBuilder::new()
                .description("It is not signed with the store's key")
                .build(),
        );
    for (name, what) in [
        ("webhook-id", "Names the call"),
        ("webhook-timestamp", "When it was made: Unix seconds"),
        ("webhook-signature", "The signatures"),
    ] {
        operation = operation.parameter(
            ParameterBuilder::new()
                .name(name)
                .parameter_in(ParameterIn::Header)
                .required(Required::True)
                .description(Some(what))
                .schema(Some(ObjectBuilder::new().schema_type(Type::String)))
                .build(),
        );
    }
    PathItem::new(HttpMethod::Post, operation.build())
}
