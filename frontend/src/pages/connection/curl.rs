//! A call that tries an entry point, to be run in a shell.

use api_types::connection::Connection;
use api_types::credential::Credential;

/// What stands for the shared secret, which nobody can show.
pub(super) const SECRET: &str = "SHARED-SECRET";

/// A setup request by curl to an entry point, as the connection's first credential would send it.
pub(super) fn setup_request(
    url: &str,
    connection: &Connection,
    credential: Option<&Credential>,
) -> String {
    let (domain, identity) = credential.map_or(("DUNS", "IDENTITY"), |credential| {
        (credential.domain.as_str(), credential.identity.as_str())
    });
    let party = |domain: &str, identity: &str| {
        format!(
            r#"<Credential domain="{}"><Identity>{}</Identity></Credential>"#,
            in_document(domain),
            in_document(identity)
        )
    };
    let sender = party(domain, identity);
    let from = credential
        .and_then(|credential| credential.from.as_ref())
        .map_or_else(
            || sender.clone(),
            |from| party(&from.domain, &from.identity),
        );
    let to = credential
        .and_then(|credential| credential.to.as_ref())
        .map_or_else(|| sender.clone(), |to| party(&to.domain, &to.identity));
    let sender = sender.replace(
        "</Credential>",
        &format!("<SharedSecret>{SECRET}</SharedSecret></Credential>"),
    );
    let return_url = in_document(&return_url(connection));
    let url = url.replace('\'', "%27");
    format!(
        r#"curl '{url}' -H 'Content-Type: text/xml; charset=UTF-8' --data-binary @- <<XML
<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE cXML SYSTEM "http://xml.cxml.org/schemas/cXML/1.2.020/cXML.dtd">
<cXML payloadID="$(date +%s).$$@buyer.example" timestamp="$(date -u +%Y-%m-%dT%H:%M:%S+00:00)">
  <Header>
    <From>{from}</From>
    <To>{to}</To>
    <Sender>{sender}<UserAgent>curl</UserAgent></Sender>
  </Header>
  <Request deploymentMode="test">
    <PunchOutSetupRequest operation="create">
      <BuyerCookie>try-$(date +%s)</BuyerCookie>
      <Extrinsic name="UserEmail">jane.doe@buyer.example</Extrinsic>
      <BrowserFormPost><URL>{return_url}</URL></BrowserFormPost>
    </PunchOutSetupRequest>
  </Request>
</cXML>
XML"#
    )
}

/// A return URL that the connection accepts.
fn return_url(connection: &Connection) -> String {
    match connection.allowed_return_hosts.first() {
        Some(host) if host.contains("://") => format!("{host}/return"),
        Some(host) => format!("https://{}/return", host.replace('*', "www")),
        None => "https://buyer.example/return".to_owned(),
    }
}

/// A text within XML, within a here-document in which the shell still looks for its own signs.
fn in_document(text: &str) -> String {
    let mut escaped = String::new();
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '$' | '`' | '\\' => {
                escaped.push('\\');
                escaped.push(character);
            }
            character => escaped.push(character),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use api_types::connection::{CartEncoding, ConnectionType, Format, LoginMode, Mode};
    use api_types::credential::Party;
    use uuid::Uuid;

    use super::*;

    fn connection(hosts: &[&str]) -> Connection {
        let at = "2026-03-01T09:30:00.000Z";
        Connection {
            id: Uuid::nil(),
            name: "Meyer".to_owned(),
            connection_type: ConnectionType::SetupRequest,
            format: Format::Cxml,
            active: true,
            mode: Mode::Test,
            business_unit_id: Uuid::nil(),
            store_ids: Vec::new(),
            login_mode: LoginMode::DynamicUserCreation,
            buyer_id: None,
            default_business_unit_id: None,
            cart_encoding: CartEncoding::Base64,
            allowed_return_hosts: hosts.iter().map(|host| (*host).to_owned()).collect(),
            default_return_url: None,
            allow_iframe: Vec::new(),
            default_supplier_id: None,
            default_classification: None,
            mapping_profile_id: None,
            request_mapping: None,
            cart_mapping: None,
            oci: None,
            notes: None,
            created_at: at.into(),
            updated_at: at.into(),
            ..Connection::default()
        }
    }

    fn credential(identity: &str) -> Credential {
        let at = "2026-03-01T09:30:00.000Z";
        Credential {
            id: Uuid::nil(),
            connection_id: Uuid::nil(),
            domain: "DUNS".to_owned(),
            identity: identity.to_owned(),
            username: None,
            buyer_id: None,
            has_secret: true,
            from: None,
            to: Some(Party {
                domain: "NetworkID".to_owned(),
                identity: "AN02".to_owned(),
            }),
            valid_from: None,
            valid_to: None,
            last_used_at: None,
            created_at: at.into(),
            updated_at: at.into(),
            ..Credential::default()
        }
    }

    #[test]
    fn the_call_names_the_parties_and_leaves_the_secret_open() {
        let text = setup_request(
            "https://gw.example/punchout/shop/x",
            &connection(&[]),
            Some(&credential("98")),
        );
        assert!(text.starts_with("curl 'https://gw.example/punchout/shop/x' "));
        assert!(text.contains(
            r#"<From><Credential domain="DUNS"><Identity>98</Identity></Credential></From>"#
        ));
        assert!(text.contains(
            r#"<To><Credential domain="NetworkID"><Identity>AN02</Identity></Credential></To>"#
        ));
        assert_eq!(
            text.matches("<SharedSecret>SHARED-SECRET</SharedSecret>")
                .count(),
            1
        );
        assert!(text.contains("<URL>https://buyer.example/return</URL>"));
    }

    #[test]
    fn the_return_url_is_one_that_is_allowed() {
        assert_eq!(
            return_url(&connection(&["*.erp.example"])),
            "https://www.erp.example/return"
        );
        assert_eq!(
            return_url(&connection(&["http://erp:8080"])),
            "http://erp:8080/return"
        );
    }

    #[test]
    fn neither_the_shell_nor_xml_mistakes_an_identity() {
        let text = setup_request(
            "https://gw.example/'x",
            &connection(&[]),
            Some(&credential("$(rm)`<&\\")),
        );
        assert!(text.contains(r"<Identity>\$(rm)\`&lt;&amp;\\</Identity>"));
        assert!(text.starts_with("curl 'https://gw.example/%27x' "));
    }
}
