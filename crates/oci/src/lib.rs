#![doc = include_str!("../README.md")]

mod call;
mod charset;
mod field;
mod finding;
mod form;
mod html;
mod item;
mod multipart;
mod number;
mod pairs;
mod returned;
mod version;
mod write;

pub use call::{
    Call, Function, ParameterNames, Parameters, Password, is_secret_name, looks_like_call,
};
pub use charset::Charset;
pub use field::{FIELDS, Field, Kind, Need, field};
pub use finding::{Finding, Findings, Severity};
pub use form::encoded;
pub use html::{HtmlForm, read_html};
pub use item::{Item, Value};
pub use multipart::multipart_form;
pub use number::NumberFormat;
pub use pairs::{
    MAX_PARAMETERS, MAX_RETURN_FIELDS, MAX_VALUE, PairsError, masked, read_fields, read_pairs,
};
pub use returned::{Returned, ReturnedItem, read_return};
pub use version::Version;
pub use write::{Fault, FaultKind, Form, LongText, Overlong, Repair, WriteOptions, write};
