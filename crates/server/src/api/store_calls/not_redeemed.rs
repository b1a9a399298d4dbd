//! What is said of access tokens that are not redeemed.

use api_types::problem::ProblemCode;
use database::access_tokens::RedeemOutcome;
use punchout::ids::StoreId;

use crate::{problem::ApiProblem, state::AppState};

/// What the store is told of a token that was not redeemed, and what is known of it beyond that.
pub(super) fn told(
    outcome: &RedeemOutcome,
    store: Option<StoreId>,
    state: &AppState,
) -> (ApiProblem, String) {
    // A token of another store, and one that nobody was given, are told like one that is spent.
    let spent = "The access token was redeemed before, was replaced by a newer one, or is none of this store's.";
    let (code, told, known) = match outcome {
        RedeemOutcome::Expired => (
            ProblemCode::TokenExpired,
            "The access token's time ran out. The buyer must punch out again, or open the start page again.",
            "The access token's time ran out before the store redeemed it.",
        ),
        RedeemOutcome::StoreDisabled => (
            ProblemCode::StoreDisabled,
            "The store is not enabled: it takes nobody in. The access token stays as it is.",
            "The store is not enabled: it takes nobody in.",
        ),
        RedeemOutcome::SessionOver(at) => {
            let told = format!("The session is {}.", at.name());
            return (
                ApiProblem::new(ProblemCode::SessionState, told.clone()),
                told,
            );
        }
        RedeemOutcome::Unknown | RedeemOutcome::WrongStore if has_no_tokens(state, store) => (
            ProblemCode::AccessTokensOff,
            "Access tokens are off in this store: read the session by the id that the buyer brings as punchOutSession.",
            "Access tokens are off in this store, and it redeemed one all the same.",
        ),
        RedeemOutcome::Revoked => (
            ProblemCode::TokenSpent,
            spent,
            "A newer access token took the place of this one: the start page was posted again.",
        ),
        RedeemOutcome::WrongStore => (
            ProblemCode::TokenSpent,
            spent,
            "The access token is another store's than that of the API key.",
        ),
        RedeemOutcome::Unknown => (
            ProblemCode::TokenSpent,
            spent,
            "Nobody was given this access token: it is cut off, changed, or another gateway's.",
        ),
        RedeemOutcome::Spent | RedeemOutcome::Redeemed(_) => (
            ProblemCode::TokenSpent,
            spent,
            "The access token was redeemed before.",
        ),
    };
    (ApiProblem::new(code, told), known.to_owned())
}

/// Whether no tokens are minted for the store of a key.
fn has_no_tokens(state: &AppState, store: Option<StoreId>) -> bool {
    let settings = state.settings.snapshot();
    let store = store.and_then(|store| settings.store(store));
    store.is_some_and(|store| !store.access_token_enabled)
}
