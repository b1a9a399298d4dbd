//! The call structure of an OCI catalogue, as administrators of SAP systems type it in.

use api_types::entry_point::{CallParameter, CallParameterType};
use punchout::connection::{Connection, Format};

/// A session request of PunchOut2Go that can be sent as it stands, but for the key; none for another format.
pub(super) fn example(connection: &Connection, url: &str) -> Option<String> {
    if connection.format != Format::PunchOut2Go {
        return None;
    }
    let host = connection.allowed_return_hosts.first();
    let host = host.map_or("hub.example", String::as_str);
    let return_url = if host.contains("://") {
        format!("{host}/return")
    } else {
        format!("https://{}/return", host.replace('*', "hub"))
    };
    let document = serde_json::json!({
        "pos": "example-1",
        "operation": "create",
        "return_url": return_url,
        "params": {
            "type": "setuprequest",
            "mode": "test",
            "body": {
                "contact": {"email": "buyer@example.com", "name": "Example Buyer", "unique": "E-1"},
                "buyercookie": "example-1",
            },
        },
    });
    Some(format!(
        "curl -X POST '{url}' -H \"X-API-Key: $API_KEY\" -H 'Content-Type: application/json' -d '{document}'"
    ))
}

/// The lines, in order; none for another format. The password is left for the administrator to fill in.
pub(super) fn of(connection: &Connection, username: Option<&str>, url: &str) -> Vec<CallParameter> {
    if connection.format != Format::Oci {
        return Vec::new();
    }
    let names = &connection.oci.parameter_names;
    let called =
        |own: &Option<String>, usual: &str| own.clone().unwrap_or_else(|| usual.to_owned());
    let fixed = CallParameterType::FixedValue;
    [
        (String::new(), url, CallParameterType::Url),
        (
            called(&names.username, "USERNAME"),
            username.unwrap_or_default(),
            fixed,
        ),
        (called(&names.password, "PASSWORD"), "", fixed),
        (
            "OCI_VERSION".to_owned(),
            connection.oci.version.name(),
            fixed,
        ),
        ("~OkCode".to_owned(), "ADDI", fixed),
        (called(&names.target, "~TARGET"), "_top", fixed),
        ("~CALLER".to_owned(), "CTLG", fixed),
        (
            called(&names.language, "LANGU"),
            "SY-LANGU",
            CallParameterType::SapField,
        ),
        ("EMAIL".to_owned(), "", CallParameterType::SapField),
        (
            called(&names.hook_url, "HOOK_URL"),
            "",
            CallParameterType::ReturnUrl,
        ),
    ]
    .into_iter()
    .map(|(name, value, parameter_type)| CallParameter {
        name,
        value: value.to_owned(),
        parameter_type,
    })
    .collect()
}
