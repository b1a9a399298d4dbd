//! What goes back in PunchOut2Go's JSON.

use punchout::{
    Charset,
    cart::Cart,
    finding::Findings,
    protocol::punchout2go as protocol,
    session::{HandOver, Session},
};

use super::{Carried, NoHandOver, ReturnForm, Way, arranged};

/// The return cart of a session that PunchOut2Go opened, or a return without one. It goes through no form: the gateway posts it.
///
/// # Errors
///
/// [`NoHandOver`].
pub(in crate::service) fn json_form(
    session: &Session,
    cart: Option<&Cart>,
    way: Way<'_>,
) -> Result<ReturnForm, NoHandOver> {
    let (document, findings) = match cart {
        Some(cart) => {
            let (arranged, findings) = arranged(session, cart, way)?;
            (protocol::return_cart(session, &arranged), findings)
        }
        None => (protocol::empty_cart(session), Findings::default()),
    };
    let document = document.write();
    Ok(ReturnForm {
        document: Carried {
            bytes: document.clone().into_bytes(),
            content_type: "application/json".to_owned(),
        },
        fields: HandOver::delivered(document),
        target: way.connection.protocol.delivery_target(&session.extrinsics),
        charset: Charset::Utf8,
        findings,
        handed: Vec::new(),
    })
}
