//! The buyer of a session: found, made, or refused.

use punchout::{
    connection::{Connection, LoginMode},
    directory::Buyer,
    ids::BuyerId,
    named_error::ErrorCode,
    setup::{BuyerChoice, Refusal},
    time::Timestamp,
};

use crate::{random, state::AppState};

/// Given name and family name, as far as a document has them.
type Names = (Option<String>, Option<String>);

/// Finds the buyer, or makes one where the connection allows. Tells whether it was made.
pub(super) async fn find(
    connection: &Connection,
    choice: &BuyerChoice,
    names: Names,
    state: &AppState,
    now: Timestamp,
) -> Result<(BuyerId, bool), Refusal> {
    let dynamic = connection.login_mode == LoginMode::DynamicUserCreation;
    let follows = dynamic && connection.buyers.update;
    let (buyer, is_new) = match choice {
        // Settings refer to this one; its names matter only where they follow the document.
        BuyerChoice::Existing(id) if !dynamic => return Ok((*id, false)),
        BuyerChoice::Existing(id) => {
            let found = database::buyers::find(state.database.read(), *id).await;
            let buyer = found.map_err(away)?.ok_or_else(|| {
                let text = "The buyer that the connection's buyer map names was archived.";
                Refusal::new(ErrorCode::BuyerMissing, text).of(connection)
            })?;
            (buyer, false)
        }
        BuyerChoice::FindOrCreate { .. } if connection.buyers.known_only => {
            (known(connection, choice, state).await?, false)
        }
        BuyerChoice::FindOrCreate {
            business_unit_id,
            email,
            first_name,
            last_name,
        } => database::buyers::find_or_create(
            &state.database,
            *business_unit_id,
            email,
            first_name.as_deref(),
            last_name.as_deref(),
            BuyerId(random::id()),
            now,
        )
        .await
        .map_err(away)?,
    };
    if follows && !is_new {
        let (first_name, last_name) = names;
        database::buyers::rename(
            state.database.write(),
            &buyer,
            first_name.as_deref(),
            last_name.as_deref(),
            now,
        )
        .await
        .map_err(away)?;
    }
    Ok((buyer.id, is_new))
}

async fn known(
    connection: &Connection,
    choice: &BuyerChoice,
    state: &AppState,
) -> Result<Buyer, Refusal> {
    let BuyerChoice::FindOrCreate {
        business_unit_id,
        email,
        ..
    } = choice
    else {
        return Err(Refusal::new(
            ErrorCode::Internal,
            "A buyer without an address.",
        ));
    };
    database::buyers::find_by_email(state.database.read(), *business_unit_id, email)
        .await
        .map_err(away)?
        .ok_or_else(|| {
            let text = format!("Nobody in the business unit has the address {email}.");
            Refusal::new(ErrorCode::BuyerUnknown, text).of(connection)
        })
}

fn away(error: database::Error) -> Refusal {
    tracing::error!(%error, "cannot find or make a buyer");
    Refusal::new(ErrorCode::DatabaseAway, "The buyer could not be looked up.")
}
