//! Handing over from server to server: the cart is posted to the return URL, and the answer says where the buyer's browser goes.

use actix_web::http::StatusCode;
use punchout::{
    connection::Connection, named_error::ErrorCode, return_url, session::HandOver, setup::Refusal,
};
use punchout2go::RedirectReply;

use crate::{outbound::Outgoing, state::AppState};

/// What came of it.
pub struct Delivered {
    /// Where the browser goes, or why nowhere.
    pub outcome: Result<String, Refusal>,
    /// The status that was answered, where there was an answer.
    pub status: Option<StatusCode>,
    /// The answer's body.
    pub body: Vec<u8>,
}

impl Delivered {
    fn failed(text: impl Into<String>) -> Self {
        Self {
            outcome: Err(Refusal::new(ErrorCode::ReturnFailed, text)),
            status: None,
            body: Vec::new(),
        }
    }
}

/// Posts what a hand-over returns. The addresses are checked again, where it goes and where the answer leads: what is allowed may have
/// changed, and no answer leads elsewhere.
pub async fn deliver(
    hand_over: &HandOver,
    connection: Option<&Connection>,
    state: &AppState,
) -> Delivered {
    let Some(connection) = connection else {
        return Delivered::failed("The session's connection was archived.");
    };
    let check = |url: &str| {
        return_url::check(url, connection.mode, &connection.allowed_return_hosts)
            .map(|checked| checked.url)
    };
    let Ok(url) = check(&hand_over.action) else {
        let text = format!(
            "The return URL “{}” is not allowed any more.",
            hand_over.action
        );
        return Delivered::failed(text);
    };
    let id = hand_over.id.to_string();
    let answered = state.outbound.post(Outgoing {
        url: &url,
        id: &id,
        seconds: state.now().0.div_euclid(1_000_000),
        body: hand_over.document().as_bytes().to_vec(),
        keys: &[],
        timeout: state.config.limits.delivery_timeout,
    });
    let answer = match answered.await {
        Ok(answer) => answer,
        Err(error) => {
            return Delivered::failed(format!("The cart could not be posted to {url}: {error}."));
        }
    };
    let outcome = if answer.status.is_success() {
        RedirectReply::read(&answer.body)
            .map_err(|fault| {
                format!("The service took the cart, and its answer cannot be used: {fault}")
            })
            .and_then(|reply| {
                check(&reply.redirect_url).map_err(|_| {
                    let to: String = reply.redirect_url.chars().take(300).collect();
                    format!(
                        "The service's answer leads to “{to}”, which is none of the allowed hosts."
                    )
                })
            })
    } else {
        Err(format!(
            "The service answered with HTTP status {}.",
            answer.status.as_u16()
        ))
    };
    Delivered {
        outcome: outcome.map_err(|text| Refusal::new(ErrorCode::ReturnFailed, text).of(connection)),
        status: StatusCode::from_u16(answer.status.as_u16()).ok(),
        body: answer.body.to_vec(),
    }
}
