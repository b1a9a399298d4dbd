//! The session request as a browser brings it: a form with `pos`, `operation`, `return_url` and `params`, and `iv` where it is encrypted.

use serde_json::Value;

use crate::{
    Others,
    envelope::{Envelope, Key},
    fault::{Fault, FaultKind},
    json,
    session_request::SessionRequest,
};

/// A form: names and values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormPost {
    /// The fields, in order.
    pub fields: Vec<(String, String)>,
}

impl FormPost {
    /// The form of a request. `operation` also stands within `params`, where some connectors look for it.
    #[must_use]
    pub fn plain(request: &SessionRequest) -> Self {
        Self::with(request, &[("params", params_text(request))])
    }

    /// The form of a request, encrypted. `iv` must be random and new for each.
    #[must_use]
    pub fn encrypted(request: &SessionRequest, key: &Key, iv: [u8; 16]) -> Self {
        let envelope = Envelope::seal(&params_text(request), key, iv);
        Self::with(request, &[("params", envelope.params), ("iv", envelope.iv)])
    }

    fn with(request: &SessionRequest, last: &[(&str, String)]) -> Self {
        let first = [
            ("pos", request.pos.clone()),
            ("operation", Some(request.operation.as_str().to_owned())),
            ("return_url", request.return_url.clone()),
        ];
        let first = first
            .into_iter()
            .filter_map(|(name, value)| Some((name.to_owned(), value?)));
        let last = last
            .iter()
            .map(|(name, value)| ((*name).to_owned(), value.clone()));
        Self {
            fields: first.chain(last).collect(),
        }
    }

    /// Reads a form. With a key, only what is encrypted is taken: who can do without encryption could be anybody.
    ///
    /// # Errors
    ///
    /// No `params`, an envelope that cannot be opened, and what [`SessionRequest::read`] refuses.
    pub fn read<N: AsRef<str>, V: AsRef<str>>(
        fields: &[(N, V)],
        key: Option<&Key>,
    ) -> Result<SessionRequest, Fault> {
        let field = |name: &str| {
            fields
                .iter()
                .find(|(other, _)| other.as_ref().eq_ignore_ascii_case(name))
                .map(|(_, value)| value.as_ref())
        };
        let Some(params) = field("params") else {
            return Err(Fault::new(
                FaultKind::Missing,
                "params",
                "The form has no params.",
                "Post the form with pos, operation, return_url and params.",
            ));
        };
        let text = match (key, field("iv")) {
            (None, _) => params.to_owned(),
            (Some(key), iv) => Envelope {
                params: params.to_owned(),
                iv: iv.unwrap_or_default().to_owned(),
            }
            .open(key)?,
        };
        let mut root = Others::new();
        let params = json::read(text.as_bytes()).map_err(|fault| Fault {
            field: "params".to_owned(),
            ..fault
        })?;
        root.insert("params".to_owned(), params);
        for name in ["pos", "operation", "return_url"] {
            if let Some(value) = field(name) {
                root.insert(name.to_owned(), Value::from(value));
            }
        }
        SessionRequest::from_value(Value::Object(root))
    }
}

/// `params` as JSON, with the operation.
fn params_text(request: &SessionRequest) -> String {
    let mut params = request.params.to_value();
    if let Some(members) = params.as_object_mut() {
        members.insert("operation".to_owned(), request.operation.as_str().into());
    }
    params.to_string()
}
