//! The fields of a connection.

use api_types::connection::{
    CartEncoding, Classification, Connection, ConnectionType, Format, LoginMode, Mode,
    NewConnection,
};
use api_types::oci::OciSettings;
use api_types::problem::FieldError;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use uuid::Uuid;

use super::more;
use crate::form::settings::{self, Entries, Setting};
use crate::form::texts::{Reader, entries, optional};
use crate::form::{Field, Model};
use crate::i18n::Text;

/// The fields of a connection.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct ConnectionForm {
    pub(super) name: String,
    /// Only chosen for a new connection.
    pub(super) connection_type: ConnectionType,
    /// Only chosen for a new connection.
    pub(super) format: Format,
    pub(super) mode: Mode,
    pub(super) business_unit_id: Option<Uuid>,
    pub(super) store_ids: Vec<Uuid>,
    pub(super) login_mode: LoginMode,
    pub(super) buyer_id: Option<Uuid>,
    pub(super) default_business_unit_id: Option<Uuid>,
    pub(super) cart_encoding: CartEncoding,
    pub(super) allowed_return_hosts: String,
    pub(super) default_return_url: String,
    pub(super) allow_iframe: String,
    pub(super) default_supplier_id: String,
    pub(super) default_classification_domain: String,
    pub(super) default_classification_code: String,
    pub(super) notes: String,
    /// The settings of the tables.
    #[serde(flatten)]
    pub(super) more: Entries,
}

impl ConnectionForm {
    /// What a new connection begins with.
    pub(super) fn empty(business_unit_id: Option<Uuid>) -> Self {
        Self {
            business_unit_id,
            // Of both formats: which one it is, is yet to be chosen.
            more: read(&NewConnection {
                oci: Some(OciSettings::default()),
                ..NewConnection::default()
            }),
            ..Self::default()
        }
    }

    /// All but the settings of the tables.
    fn core(&self, read: &mut Reader) -> NewConnection {
        let is_single = self.login_mode == LoginMode::SingleUser;
        NewConnection {
            name: read.required("/name", &self.name),
            connection_type: self.connection_type,
            format: self.format,
            mode: self.mode,
            business_unit_id: read.chosen("/business_unit_id", self.business_unit_id),
            store_ids: self.store_ids.clone(),
            login_mode: self.login_mode,
            // What does not go with the login mode is not shown, and not kept.
            buyer_id: is_single.then(|| read.chosen("/buyer_id", self.buyer_id)),
            default_business_unit_id: self.default_business_unit_id.filter(|_| !is_single),
            // What does not go with the format is not shown either.
            cart_encoding: match self.format {
                Format::Cxml => self.cart_encoding,
                Format::Oci | Format::PunchOut2Go => CartEncoding::default(),
            },
            allowed_return_hosts: entries(&self.allowed_return_hosts),
            default_return_url: optional(&self.default_return_url),
            allow_iframe: entries(&self.allow_iframe),
            default_supplier_id: optional(&self.default_supplier_id),
            default_classification: self.classification(read),
            notes: optional(&self.notes),
            ..NewConnection::default()
        }
    }

    /// The classification, where either half of it is filled.
    fn classification(&self, read: &mut Reader) -> Option<Classification> {
        let is_empty = optional(&self.default_classification_domain).is_none()
            && optional(&self.default_classification_code).is_none();
        (!is_empty).then(|| Classification {
            domain: read.required(
                "/default_classification/domain",
                &self.default_classification_domain,
            ),
            code: read.required(
                "/default_classification/code",
                &self.default_classification_code,
            ),
        })
    }
}

impl Model for ConnectionForm {
    type Resource = Connection;
    type Input = Map<String, Value>;

    const FIELDS: &'static [Field] = &[
        Field::new("/name", Text::NameLabel, Text::ConnectionNameHelp).required(),
        Field::new("/type", Text::TypeLabel, Text::ConnectionTypeHelp),
        Field::new("/format", Text::FormatLabel, Text::FormatHelp),
        Field::new("/mode", Text::ModeLabel, Text::ModeHelp),
        Field::new(
            "/business_unit_id",
            Text::BusinessUnitLabel,
            Text::ConnectionUnitHelp,
        )
        .required(),
        Field::new("/store_ids", Text::StoresLabel, Text::ConnectionStoresHelp),
        Field::new("/login_mode", Text::LoginModeLabel, Text::LoginModeHelp),
        Field::new("/buyer_id", Text::BuyerLabel, Text::ConnectionBuyerHelp).required(),
        Field::new(
            "/default_business_unit_id",
            Text::NewBuyersUnitLabel,
            Text::NewBuyersUnitHelp,
        ),
        Field::new(
            "/cart_encoding",
            Text::CartEncodingLabel,
            Text::CartEncodingHelp,
        ),
        Field::new(
            "/default_supplier_id",
            Text::SupplierIdLabel,
            Text::SupplierIdHelp,
        ),
        Field::new(
            "/default_classification/domain",
            Text::ClassificationDomainLabel,
            Text::ClassificationDomainHelp,
        ),
        Field::new(
            "/default_classification/code",
            Text::ClassificationCodeLabel,
            Text::ClassificationCodeHelp,
        ),
        Field::new(
            "/allowed_return_hosts",
            Text::ReturnHostsLabel,
            Text::ReturnHostsHelp,
        ),
        Field::new(
            "/default_return_url",
            Text::ReturnUrlLabel,
            Text::ReturnUrlHelp,
        ),
        Field::new("/allow_iframe", Text::FramesLabel, Text::FramesHelp),
        Field::new("/notes", Text::NotesLabel, Text::NotesHelp),
    ];

    fn name(resource: &Connection) -> String {
        resource.name.clone()
    }

    fn of(connection: &Connection) -> Self {
        let more = read(connection);
        let connection = connection.clone();
        let classification = connection.default_classification.unwrap_or_default();
        Self {
            name: connection.name,
            connection_type: connection.connection_type,
            format: connection.format,
            mode: connection.mode,
            business_unit_id: Some(connection.business_unit_id),
            store_ids: connection.store_ids,
            login_mode: connection.login_mode,
            buyer_id: connection.buyer_id,
            default_business_unit_id: connection.default_business_unit_id,
            cart_encoding: connection.cart_encoding,
            allowed_return_hosts: connection.allowed_return_hosts.join("\n"),
            default_return_url: connection.default_return_url.unwrap_or_default(),
            allow_iframe: connection.allow_iframe.join("\n"),
            default_supplier_id: connection.default_supplier_id.unwrap_or_default(),
            default_classification_domain: classification.domain,
            default_classification_code: classification.code,
            notes: connection.notes.unwrap_or_default(),
            more,
        }
    }

    fn input(&self) -> Result<Self::Input, Vec<FieldError>> {
        let mut reader = Reader::default();
        let core = self.core(&mut reader);
        // An input is an object.
        let mut input = match serde_json::to_value(core) {
            Ok(Value::Object(input)) => input,
            _ => Map::new(),
        };
        let settings = more::all(self.format);
        reader.note(settings::write(settings, &self.more, &mut input));
        reader.finish(input)
    }

    fn field(pointer: &str) -> Option<Field> {
        let settings = of_all_formats().map(|setting| &setting.field);
        let mut fields = Self::FIELDS.iter().chain(settings);
        fields.find(|field| field.pointer == pointer).copied()
    }
}

fn of_all_formats() -> impl Iterator<Item = &'static Setting> {
    more::all(Format::Cxml).chain(more::all(Format::Oci))
}

/// What the tables show of a connection.
fn read(connection: &impl Serialize) -> Entries {
    let connection = serde_json::to_value(connection).unwrap_or_default();
    settings::read(of_all_formats(), &connection)
}

#[cfg(test)]
mod tests {
    use api_types::connection::ConnectionPatch;

    use super::*;
    use crate::form::errors::{NUMBER, REQUIRED};

    fn filled() -> ConnectionForm {
        ConnectionForm {
            name: "Meyer AG".to_owned(),
            ..ConnectionForm::empty(Some(Uuid::from_u128(7)))
        }
    }

    fn pointers(form: &ConnectionForm) -> Vec<(String, String)> {
        let errors = form.input().unwrap_err();
        let named = errors.into_iter().map(|error| (error.pointer, error.code));
        named.collect()
    }

    #[test]
    fn what_is_left_empty_is_the_default_of_the_api() {
        let expected = NewConnection {
            name: "Meyer AG".to_owned(),
            business_unit_id: Uuid::from_u128(7),
            ..NewConnection::default()
        };
        let expected = serde_json::to_value(expected).unwrap();
        assert_eq!(Value::Object(filled().input().unwrap()), expected);
    }

    #[test]
    fn one_buyer_for_everybody_must_be_chosen_and_goes_with_that_mode_only() {
        let mut form = ConnectionForm {
            login_mode: LoginMode::SingleUser,
            ..filled()
        };
        let required = |pointer: &str| (pointer.to_owned(), REQUIRED.to_owned());
        assert_eq!(pointers(&form), [required("/buyer_id")]);
        form.buyer_id = Some(Uuid::from_u128(9));
        let buyer = |form: &ConnectionForm| form.input().unwrap().remove("buyer_id").unwrap();
        assert_eq!(buyer(&form), Uuid::from_u128(9).to_string());
        form.login_mode = LoginMode::DynamicUserCreation;
        assert_eq!(buyer(&form), Value::Null);
    }

    #[test]
    fn half_a_classification_is_named_and_none_is_null_in_a_patch() {
        let half = ConnectionForm {
            default_classification_domain: "UNSPSC".to_owned(),
            ..filled()
        };
        let code = "/default_classification/code".to_owned();
        assert_eq!(pointers(&half), [(code, REQUIRED.to_owned())]);
        let whole = ConnectionForm {
            default_classification_code: "43211503".to_owned(),
            ..half
        };
        let patch = Value::Object(filled().patch(&whole).unwrap());
        assert_eq!(patch.to_string(), r#"{"default_classification":null}"#);
    }

    #[test]
    fn settings_of_the_tables_are_what_the_api_takes() {
        let mut after = filled();
        for (pointer, text) in [
            ("/totals_mode", "line"),
            ("/bundle_mode", "single"),
            ("/max_lines", "50"),
            ("/max_order_value", "1000.50"),
            ("/known_buyers_only", "true"),
            ("/identity_sources", "extrinsic:UserId\ncontact_email"),
            ("/contacts", "Anna, anna@buyer.example, IT"),
            ("/cart_mapping", "{}"),
        ] {
            after.more.insert(pointer.to_owned(), text.to_owned());
        }
        let patch = Value::Object(after.patch(&filled()).unwrap());
        assert_eq!(patch.as_object().unwrap().len(), 8, "{patch}");
        serde_json::from_value::<ConnectionPatch>(patch).unwrap();
        serde_json::from_value::<NewConnection>(Value::Object(after.input().unwrap())).unwrap();
        after
            .more
            .insert("/max_lines".to_owned(), "many".to_owned());
        assert_eq!(
            pointers(&after),
            [("/max_lines".to_owned(), NUMBER.to_owned())]
        );
    }

    #[test]
    fn what_belongs_to_the_other_format_is_left_out() {
        let mut form = ConnectionForm {
            format: Format::Oci,
            cart_encoding: CartEncoding::UrlEncoded,
            ..filled()
        };
        for (pointer, text) in [
            ("/response_version", "1.2.014"),
            ("/oci/version", "5.0"),
            ("/oci/decimals", "2"),
            ("/oci/parameter_names/username", "USER"),
        ] {
            form.more.insert(pointer.to_owned(), text.to_owned());
        }
        let input = Value::Object(form.input().unwrap());
        let input: NewConnection = serde_json::from_value(input).unwrap();
        assert_eq!(input.cart_encoding, CartEncoding::Base64);
        assert_eq!(input.response_version, None);
        let oci = input.oci.unwrap();
        assert_eq!(oci.decimals, Some(2));
        assert_eq!(oci.parameter_names.username.as_deref(), Some("USER"));
        assert!(oci.allow_get);
        form.format = Format::Cxml;
        assert_eq!(form.input().unwrap().get("oci"), None);
    }

    #[test]
    fn a_patch_is_what_the_api_takes() {
        let after = ConnectionForm {
            mode: Mode::Production,
            allowed_return_hosts: "erp.example\n*.erp.example".to_owned(),
            notes: "Call Anna".to_owned(),
            ..filled()
        };
        let patch = Value::Object(after.patch(&filled()).unwrap());
        let expected = r#"{"allowed_return_hosts":["erp.example","*.erp.example"],"mode":"production","notes":"Call Anna"}"#;
        assert_eq!(patch, serde_json::from_str::<Value>(expected).unwrap());
        serde_json::from_value::<ConnectionPatch>(patch).unwrap();
    }

    #[test]
    fn every_member_of_the_input_has_a_field() {
        let whole = ConnectionForm {
            default_classification_domain: "UNSPSC".to_owned(),
            default_classification_code: "1".to_owned(),
            ..filled()
        };
        let input = serde_json::to_value(whole.input().unwrap()).unwrap();
        let fields = || {
            let settings = more::all(Format::Cxml).map(|setting| &setting.field);
            ConnectionForm::FIELDS.iter().chain(settings)
        };
        for field in fields() {
            assert!(input.pointer(field.pointer).is_some(), "{}", field.pointer);
        }
        for name in input.as_object().unwrap().keys() {
            let pointer = format!("/{name}");
            assert!(
                fields().any(|field| field.pointer.starts_with(&pointer)),
                "{name}"
            );
        }
    }
}
