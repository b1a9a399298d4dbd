//! OCI calls and returns as tables of fields.

use api_types::transaction::MessageField;
use punchout::transaction::{LoggedBody, Transaction};

/// The most fields that are shown.
const MOST: usize = 5_000;

/// The parameters of a call: those of its form, then those of its address.
pub(super) fn of_request(entry: &Transaction) -> Option<Vec<MessageField>> {
    let is_call = entry
        .document
        .as_deref()
        .is_some_and(|kind| kind.starts_with("OCI"));
    let query = entry.path.split_once('?').map_or("", |(_, query)| query);
    let mut fields = of_form(&entry.request_body).unwrap_or_default();
    if !is_call
        && !oci::looks_like_call(query.as_bytes())
        && !oci::looks_like_call(&entry.request_body.bytes)
    {
        return None;
    }
    fields.extend(read(query.as_bytes(), None));
    fields.truncate(MOST);
    Some(fields)
}

/// The fields of a body that is a form.
pub(super) fn of_form(body: &LoggedBody) -> Option<Vec<MessageField>> {
    let content_type = body.content_type.as_deref()?;
    let (kind, parameters) = content_type.split_once(';').unwrap_or((content_type, ""));
    if !kind
        .trim()
        .eq_ignore_ascii_case("application/x-www-form-urlencoded")
    {
        return None;
    }
    let charset = parameters
        .split(';')
        .filter_map(|parameter| parameter.split_once('='))
        .find(|(name, _)| name.trim().eq_ignore_ascii_case("charset"))
        .map(|(_, value)| value.trim().trim_matches('"'));
    Some(read(&body.bytes, charset))
}

fn read(bytes: &[u8], charset: Option<&str>) -> Vec<MessageField> {
    oci::read_fields(bytes, charset)
        .into_iter()
        .take(MOST)
        .map(|(name, value)| MessageField { name, value })
        .collect()
}
