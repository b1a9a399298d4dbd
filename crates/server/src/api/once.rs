//! The header `Idempotency-Key`.

use std::future::{Ready, ready};

use actix_web::{FromRequest, HttpRequest, dev::Payload};
use api_types::problem::ProblemCode;

use crate::problem::{ApiProblem, ApiResult};

const MAX_CHARACTERS: usize = 255;

/// Which call it is, for recognising its repetition.
#[derive(Clone, Debug)]
pub struct Once {
    /// The caller's name for the call; none where it is not to be recognised.
    pub key: Option<String>,
    /// Method and path.
    pub operation: String,
}

impl FromRequest for Once {
    type Error = ApiProblem;
    type Future = Ready<ApiResult<Self>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let key = request
            .headers()
            .get("idempotency-key")
            .map(|value| {
                value
                    .to_str()
                    .ok()
                    .filter(|text| matches!(text.len(), 1..=MAX_CHARACTERS))
                    .map(ToOwned::to_owned)
                    .ok_or_else(|| {
                        ApiProblem::new(
                            ProblemCode::InvalidHeader,
                            format!(
                                "Idempotency-Key must have 1 to {MAX_CHARACTERS} ASCII characters."
                            ),
                        )
                    })
            })
            .transpose();
        ready(key.map(|key| Self {
            key,
            operation: format!("{} {}", request.method(), request.path()),
        }))
    }
}
