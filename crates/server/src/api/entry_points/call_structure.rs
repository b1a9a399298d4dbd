//! The call structure of an OCI catalogue, as administrators of SAP systems type it in.

use api_types::entry_point::{CallParameter, CallParameterType};
use punchout::connection::{Connection, Format};

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
