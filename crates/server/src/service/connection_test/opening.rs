//! What opens the session of a test.

use base64::{Engine, engine::general_purpose::STANDARD};
use oci::Charset;
use punchout::{
    connection::{Connection, Credential, Format, PartyId},
    secret::Secret,
};
use punchout2go::{Contact, Params, RequestBody, SessionRequest};
use simulator::{
    Account, Buyer, OciAccount, OciCall, OciFunction, Operation, PunchOut, SharedSecret,
};

use super::Means;
use crate::{gateway::trial::Opening, random, state::AppState};

/// The parties that a document names.
pub(super) struct Parties {
    to: (String, String),
}

impl Parties {
    /// Those that a credential takes; where it takes many, one of them.
    pub(super) fn of(credential: &Credential) -> Self {
        let one = |party: &PartyId| {
            let fixed = |text: &str| text.replace('*', "test");
            (fixed(&party.domain), fixed(&party.identity))
        };
        let to = credential.to.as_ref().map(one);
        Self {
            to: to.unwrap_or_else(|| ("NetworkId".to_owned(), "connection-test".to_owned())),
        }
    }
}

/// What the procurement system sends.
pub(super) fn of(
    state: &AppState,
    connection: &Connection,
    means: &Means<'_>,
    buyer: &Buyer,
) -> Opening {
    let secret = SharedSecret::new(means.secret.expose().clone());
    let return_url = return_url(connection);
    let id = random::id();
    match connection.format {
        Format::Cxml => {
            let account = Account {
                domain: means.identity.0.clone(),
                identity: means.identity.1.clone(),
                shared_secret: secret,
                supplier: means.parties.to.clone(),
            };
            let request = PunchOut {
                account: &account,
                buyer,
                operation: Operation::Create,
                buyer_cookie: &format!("connection-test-{id}"),
                return_url: &return_url,
                version: connection.order_message_version(None),
                fault: None,
                selected_item: None,
                lines: &[],
            };
            let payload_id = format!("{id}@connection-test.{}", state.config.http.host());
            Opening::Cxml(request.document(&payload_id, state.now().0))
        }
        Format::Oci => call(connection, means, buyer, OciFunction::Shop),
        Format::PunchOut2Go => {
            let request = SessionRequest {
                pos: Some(format!("connection-test-{id}")),
                return_url: Some(return_url),
                params: Params {
                    kind: Some("setuprequest".to_owned()),
                    mode: Some("test".to_owned()),
                    body: RequestBody {
                        contact: Contact {
                            email: Some(buyer.email.clone()),
                            ..Contact::default()
                        },
                        buyer_cookie: Some(format!("connection-test-{id}")),
                        ..RequestBody::default()
                    },
                    ..Params::default()
                },
                ..SessionRequest::default()
            };
            // A secret can have characters that no header has room for.
            let client = format!("{}:{}", means.identity.1, means.secret.expose());
            let authorization = Secret::new(format!("Basic {}", STANDARD.encode(client)));
            Opening::PunchOut2Go(request.write().into_bytes(), authorization)
        }
    }
}

/// A call by OCI.
pub(super) fn call(
    connection: &Connection,
    means: &Means<'_>,
    buyer: &Buyer,
    function: OciFunction<'_>,
) -> Opening {
    let account = OciAccount {
        username: means.identity.1.clone(),
        password: SharedSecret::new(means.secret.expose().clone()),
    };
    let call = OciCall {
        account: &account,
        buyer,
        hook_url: &return_url(connection),
        function,
    };
    let names = &connection.oci.parameter_names;
    let own = [
        ("USERNAME", &names.username),
        ("PASSWORD", &names.password),
        ("HOOK_URL", &names.hook_url),
    ];
    let mut parameters = call.parameters();
    for (name, _) in &mut parameters {
        let found = own.iter().find(|(usual, _)| usual == name);
        if let Some((_, Some(own))) = found {
            name.clone_from(own);
        }
    }
    Opening::Oci(oci::encoded(&parameters, Charset::Utf8).into_bytes())
}

/// Where the address of a test ends, where the connection has none of its own.
const RETURN_PATH: &str = "/punchgate-connection-test";

/// Where the cart would go: somewhere that the connection allows.
fn return_url(connection: &Connection) -> String {
    let mut hosts = connection.allowed_return_hosts.iter();
    // Hosts over plain http stand there with it, and one form of address is no host.
    let allowed = hosts.find(|host| !host.contains(':') || host.starts_with("http://"));
    let host = allowed.map_or("connection-test.invalid", String::as_str);
    let host = host.replace('*', "connection-test");
    let scheme = if host.contains("://") { "" } else { "https://" };
    connection
        .default_return_url
        .clone()
        .unwrap_or_else(|| format!("{scheme}{host}{RETURN_PATH}"))
}
