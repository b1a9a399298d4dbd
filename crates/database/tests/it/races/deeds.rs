//! The steps, taken in the database.

use database::{Database, access_tokens, hand_overs, received, sessions};
use punchout::{
    ordered::{HandedReference, SessionOrder},
    received::Arrival,
    session::{HandOver, HandOverKind, Session, SessionEventKind},
    transaction::Transaction,
};

use super::model::{Deed, Said, Step};
use crate::data;

/// Takes a step of a session.
pub async fn take(node: &Database, session: &Session, step: &Step) -> database::Result<Said> {
    let (id, at) = (session.id, step.at);
    let event = |kind| punchout::session::SessionEvent {
        at,
        ..data::event(session, kind)
    };
    Ok(match &step.deed {
        Deed::Start {
            token,
            token_expires_at,
        } => {
            let event = event(SessionEventKind::Started);
            Said::Done(
                sessions::start(node.write(), session, *token, *token_expires_at, at, event)
                    .await?,
            )
        }
        Deed::Redeem(token) => access_tokens::redeem(node, *token, None, at, data::id())
            .await?
            .into(),
        Deed::Enter => {
            let event = event(SessionEventKind::Started);
            Said::Done(sessions::enter(node.write(), session, at, event).await?)
        }
        Deed::Return { kind, code, cart } => {
            let hand_over = HandOver {
                kind: *kind,
                code: *code,
                fields: vec![("cart".to_owned(), cart.clone())],
                created_at: at,
                expires_at: at.plus_seconds(86_400),
                ..data::hand_over(session)
            };
            let event = event(match kind {
                HandOverKind::Transfer => SessionEventKind::Transferred,
                HandOverKind::Cancel => SessionEventKind::Cancelled,
            });
            let lines = [HandedReference::new(cart, "sku", None)];
            let put = hand_overs::put(node.write(), &hand_over, &lines, vec![], event, at);
            Said::Done(put.await?)
        }
        Deed::Reissue(code) => {
            let tx = node.begin().await?;
            let event = event(SessionEventKind::HandOverReissued);
            let again = |last| HandOver {
                id: data::id(),
                code: *code,
                created_at: at,
                opened_at: None,
                ..last
            };
            let again = hand_overs::reissue(&tx, &event, again).await?;
            tx.commit().await?;
            Said::Done(again.is_some())
        }
        Deed::Open(code) => match hand_overs::find_by_code(node.read(), *code).await? {
            Some((found, ..)) => {
                Said::Done(hand_overs::mark_opened(node.write(), &found, at, data::id()).await?)
            }
            None => Said::Done(false),
        },
        Deed::End => {
            let tx = node.begin().await?;
            let ended = sessions::end(&tx, &event(SessionEventKind::Ended)).await?;
            tx.commit().await?;
            Said::Done(ended)
        }
        Deed::EndAll => {
            let tx = node.begin().await?;
            sessions::end_all(&tx, session.connection_id, at, "all", data::id).await?;
            tx.commit().await?;
            Said::Nothing
        }
        Deed::Sweep => {
            sessions::note_expired(node, at, 200, data::id).await?;
            Said::Nothing
        }
        Deed::Touch => {
            sessions::touch(node.write(), id, at).await?;
            Said::Nothing
        }
        Deed::Order(entry) => {
            let entry = Transaction::clone(entry);
            let order = SessionOrder {
                session_id: id,
                transaction_id: entry.id,
                connection_id: session.connection_id,
                support_reference: entry.support_reference.clone(),
                order_id: "PO".to_owned(),
                kind: "new".to_owned(),
                at,
            };
            let arrival = Arrival {
                keys: vec![data::hash().0],
                body: data::hash().0,
            };
            let orders = [(order, data::id())];
            Said::Done(
                received::put(
                    node.write(),
                    &arrival,
                    b"",
                    entry,
                    &[],
                    (orders.as_slice(), vec![]),
                )
                .await?,
            )
        }
        Deed::Come | Deed::Supersede => Said::Nothing,
    })
}
