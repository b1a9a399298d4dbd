//! What goes back in OCI.

use punchout::{
    cart::Cart,
    connection::Connection,
    finding::Findings,
    mapped::{self, Explanation, Purpose},
    protocol::oci as oci_protocol,
    session::Session,
};

use super::{Carried, NoHandOver, ReturnForm, Way, arranged};

/// The form of a session's cart, or of a return without one, in OCI, and how the fields of the connection's mapping came about.
///
/// # Errors
///
/// [`NoHandOver`].
pub(in crate::service) fn oci_form(
    session: &Session,
    cart: Option<&Cart>,
    way: Way<'_>,
) -> Result<(ReturnForm, Vec<Explanation>), NoHandOver> {
    let Some(cart) = cart else {
        return Ok((empty_form(session, way.connection), Vec::new()));
    };
    let (arranged, mut findings) = arranged(session, cart, way)?;
    let settings = &way.connection.oci;
    let mapping = way.mappings.map(|mappings| mappings.get(Purpose::Cart));
    let written = match mapping.transpose() {
        Ok(Some(Some(mapping))) => {
            let numbered = oci_protocol::mapped::numbered(&arranged);
            let neutral = mapped::neutral_cart(&numbered, session);
            oci_protocol::mapped::write(
                mapping,
                session,
                &arranged,
                settings,
                &neutral,
                way.explain,
            )
        }
        unmapped => {
            findings.found.extend(unmapped.err());
            oci_protocol::return_form(session, &arranged, settings)
                .map(|form| (form, mapped::Told::default()))
        }
    };
    let (form, told) = written.map_err(NoHandOver::Cart)?;
    for finding in told.findings {
        findings.add(finding);
    }
    Ok((carried(form, findings), told.explanations))
}

/// The form of a return without a cart, in OCI.
pub(in crate::service) fn empty_form(session: &Session, connection: &Connection) -> ReturnForm {
    carried(
        oci_protocol::empty_form(session, &connection.oci),
        Findings::default(),
    )
}

fn carried(form: oci_protocol::ReturnForm, mut findings: Findings) -> ReturnForm {
    for finding in form.findings.found {
        findings.add(finding);
    }
    let body = oci::encoded(&form.fields, form.charset);
    ReturnForm {
        document: Carried {
            bytes: body.into_bytes(),
            content_type: format!(
                "application/x-www-form-urlencoded; charset={}",
                form.charset.name()
            ),
        },
        fields: form.fields,
        target: form.target,
        charset: form.charset,
        findings,
        // Orders come in cXML, through connections that speak it.
        handed: Vec::new(),
    }
}
