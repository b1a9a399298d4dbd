//! Parameters in the query.

use std::future::{Ready, ready};

use actix_web::{
    Error, FromRequest, HttpMessage, HttpRequest,
    body::{BoxBody, MessageBody},
    dev::{Payload, ServiceRequest, ServiceResponse},
    middleware::Next,
};
use api_types::{
    page::{DEFAULT_LIMIT, MAX_LIMIT, Page, Sort},
    problem::{FieldError, ProblemCode},
    scalar,
};
use database::{Listing, PageRequest};
use punchout::time::Timestamp;
use serde::de::DeserializeOwned;
use url::form_urlencoded;

use super::{json::plain, moment};
use crate::{
    auth::principal::Principal,
    openapi,
    problem::{ApiProblem, ApiResult},
};

/// The most characters of what is searched for.
const MAX_SEARCH_CHARACTERS: usize = 200;

/// The most characters of any other parameter: more than any cursor has.
const MAX_PARAMETER_CHARACTERS: usize = 2_000;

/// The query as a type.
#[derive(Debug)]
pub struct QueryParams<T>(pub T);

impl<T: DeserializeOwned> FromRequest for QueryParams<T> {
    type Error = ApiProblem;
    type Future = Ready<ApiResult<Self>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(parse(request.query_string()).map(Self))
    }
}

fn parse<T: DeserializeOwned>(query: &str) -> ApiResult<T> {
    let with_nul = form_urlencoded::parse(query.as_bytes()).find(|(_, value)| value.contains('\0'));
    if let Some((name, _)) = with_nul {
        return Err(invalid(
            &name,
            "nul_character",
            "must not hold the character NUL",
        ));
    }
    for (name, value) in form_urlencoded::parse(query.as_bytes()) {
        let most = longest(&name);
        if value.chars().count() > most {
            let text = format!("must have at most {most} characters");
            return Err(invalid(&name, "too_long", &text));
        }
    }
    let deserializer =
        serde_urlencoded::Deserializer::new(form_urlencoded::parse(query.as_bytes()));
    serde_path_to_error::deserialize(deserializer).map_err(|error| {
        let path = error.path().to_string();
        let message = error.into_inner().to_string();
        let name = match message.split('`').nth(1) {
            Some(name) if message.contains(" field `") => name.to_owned(),
            _ => path,
        };
        let code = if message.starts_with("unknown field") {
            "unknown_field"
        } else {
            "invalid"
        };
        invalid(&name, code, &plain(&message))
    })
}

/// The most characters of a parameter. What is searched for becomes a pattern, and patterns have bounds in databases.
fn longest(name: &str) -> usize {
    match name {
        "q" | "body" => MAX_SEARCH_CHARACTERS,
        _ => MAX_PARAMETER_CHARACTERS,
    }
}

/// Middleware: refuses parameters that an operation does not have. A filter with a typing error would else show everything.
///
/// # Errors
/// What comes after says.
pub async fn known(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    if let Some(problem) = unknown(&request) {
        return Ok(request.error_response(problem));
    }
    Ok(next.call(request).await?.map_into_boxed_body())
}

fn unknown(request: &ServiceRequest) -> Option<ApiProblem> {
    let query = request.query_string();
    // Who is not known is told that first.
    if query.is_empty() || request.extensions().get::<Principal>().is_none() {
        return None;
    }
    let known = openapi::query_parameters(request.method(), &request.match_pattern()?)?;
    form_urlencoded::parse(query.as_bytes())
        .find(|(name, _)| !known.iter().any(|known| known == name))
        .map(|(name, _)| {
            let text = match known {
                [] => "is no parameter of this call, which has none".to_owned(),
                known => format!(
                    "is no parameter of this call, which has {}",
                    known.join(", ")
                ),
            };
            invalid(&name, "unknown_field", &text)
        })
}

/// A problem with a parameter.
pub fn invalid(name: &str, code: &str, message: &str) -> ApiProblem {
    ApiProblem::of_fields(
        ProblemCode::InvalidParameter,
        vec![FieldError::new(format!("/{name}"), code, message)],
    )
}

/// A point in time that a list is bounded by.
///
/// # Errors
/// When it is none.
pub fn moment(name: &str, text: Option<&scalar::Timestamp>) -> ApiResult<Option<Timestamp>> {
    text.map(|text| {
        moment::accept(text).ok_or_else(|| {
            invalid(
                name,
                "invalid",
                "must be a time such as 2026-03-01T10:30:00Z",
            )
        })
    })
    .transpose()
}

/// What is wanted of a list of what is administered.
#[must_use]
pub fn listing(q: Option<String>, sort: Option<Sort>, archived: Option<bool>) -> Listing {
    Listing {
        q,
        archived: archived.unwrap_or_default(),
        sort: match sort.unwrap_or_default() {
            Sort::CreatedAt => database::Sort::CreatedAt,
            Sort::CreatedAtDescending => database::Sort::CreatedAtDescending,
            Sort::Name => database::Sort::Name,
            Sort::NameDescending => database::Sort::NameDescending,
        },
    }
}

/// Which page is wanted.
///
/// # Errors
/// When the limit is out of its range.
pub fn page(limit: Option<u32>, cursor: Option<String>) -> ApiResult<PageRequest> {
    let limit = limit.unwrap_or(DEFAULT_LIMIT);
    if (1..=MAX_LIMIT).contains(&limit) {
        Ok(PageRequest {
            // Empty, as forms send what is not filled in.
            cursor: cursor.filter(|cursor| !cursor.is_empty()),
            limit: u64::from(limit),
        })
    } else {
        Err(invalid(
            "limit",
            "out_of_range",
            &format!("must be 1 to {MAX_LIMIT}"),
        ))
    }
}

/// A page as it stands in JSON.
pub fn present_page<T, D>(page: database::Page<T>, present: impl FnMut(T) -> D) -> Page<D> {
    Page {
        items: page.items.into_iter().map(present).collect(),
        next_cursor: page.next,
    }
}

#[cfg(test)]
mod tests {
    use api_types::{page::PageQuery, transaction::TransactionQuery};

    use super::*;

    #[test]
    fn faults_are_named() {
        let text = |query| parse::<PageQuery>(query).unwrap_err().to_string();
        assert!(text("limit=x").contains("/limit"), "{}", text("limit=x"));
        assert!(text("lmit=1").contains("/lmit"), "{}", text("lmit=1"));
        assert!(text("cursor=%00").contains("/cursor"));
    }

    #[test]
    fn filters_are_read() {
        let query: TransactionQuery =
            parse("type=setup_request&status=refused&q=a%20b&limit=7").unwrap();
        assert_eq!(query.q.as_deref(), Some("a b"));
        assert_eq!(query.limit, Some(7));
    }

    #[test]
    fn limits_are_bounded() {
        assert_eq!(page(None, None).unwrap().limit, 50);
        assert!(page(Some(0), None).is_err());
        assert!(page(Some(201), None).is_err());
    }
}
