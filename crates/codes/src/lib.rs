#![doc = include_str!("../README.md")]

mod classifications;
mod countries;
mod currencies;
mod sap_units;
mod spellings;
mod table;
mod units;

pub use classifications::{ClassScheme, class_code, class_scheme};
pub use countries::{Country, countries, country, country_from_text};
pub use currencies::{
    Currency, currencies, currency, currency_from_text, fits_minor, round_to_minor,
};
pub use sap_units::{SapUnit, iso_to_sap, sap_to_iso, sap_unit};
pub use spellings::{lookalike, suggest_unit};
pub use units::{Unit, UnitList, unit, units};
