//! OCI for mappings: the parameters of calls, and the fields of forms.

use std::sync::LazyLock;

use mapping::{
    Catalogue, Contract, Direction, Entry, Fields, Kind, Mapping, Options, Pairs, Problem,
    RunError, Syntax, Tables,
};
use oci::ParameterNames;

use super::outbound::{ReturnForm, empty_form, problem, repairs, return_form};
use crate::{
    cart::{CartProblem, CheckedCart},
    connection::OciSettings,
    mapped::{Compiled, NeutralCart, Told},
    session::{ReturnContext, Session},
    setup::SetupRequest,
};

static SETUP: LazyLock<Fields> = LazyLock::new(Fields::setup);
static CART: LazyLock<Fields> = LazyLock::new(Fields::cart);

/// What the fields of a line begin with.
const ITEM: &str = "NEW_ITEM-";

/// The parameters of calls: any but those that are secret.
#[derive(Clone, Copy, Debug)]
struct Parameters;

impl Catalogue for Parameters {
    fn entry(&self, path: &[&str]) -> Option<Entry> {
        let name = path.last().copied().unwrap_or_default();
        let secret = ParameterNames::default().is_password(name);
        Some(Entry::one(if secret {
            Kind::Forbidden
        } else {
            Kind::Text
        }))
    }
}

/// The fields of forms: those of the interface and of vendors, and whatever stands beside them.
#[derive(Clone, Copy, Debug)]
struct FormFields;

impl Catalogue for FormFields {
    fn entry(&self, path: &[&str]) -> Option<Entry> {
        let name = path.last().copied().unwrap_or_default();
        let Some(rest) = name.strip_prefix(ITEM) else {
            return Some(Entry::one(Kind::Text));
        };
        let field: String = rest
            .chars()
            .take_while(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || *c == '_')
            .collect();
        let is_long_text = field.starts_with("LONGTEXT");
        let is_one = rest.get(field.len()..).is_some_and(|index| {
            is_long_text || (index.starts_with('[') && index.ends_with(']') && index.len() > 2)
        });
        (is_one && !field.is_empty()).then(|| Entry::one(Kind::Text))
    }
}

/// Reads and checks a mapping of calls.
///
/// # Errors
///
/// All that is wrong with it.
pub fn compile_request(layers: &[&str], tables: &Tables) -> Result<Mapping, Vec<Problem>> {
    Mapping::layered(layers, &contract(Direction::Inbound, tables))
}

/// Reads and checks a mapping of carts.
///
/// # Errors
///
/// All that is wrong with it.
pub fn compile_cart(layers: &[&str], tables: &Tables) -> Result<Mapping, Vec<Problem>> {
    Mapping::layered(layers, &contract(Direction::Outbound, tables))
}

fn contract(direction: Direction, tables: &Tables) -> Contract<'_> {
    let (document, neutral): (&dyn Catalogue, &dyn Catalogue) = match direction {
        Direction::Inbound => (&Parameters, &*SETUP),
        Direction::Outbound => (&FormFields, &*CART),
    };
    Contract {
        direction,
        syntax: Syntax::Flat,
        document,
        neutral,
        root: "",
        item_path: None,
        tables,
    }
}

/// Reads the parameters of a call, and sets what they give in a request that was read as is built in. Names of parameters do not depend on
/// case.
///
/// # Errors
///
/// Where the bounds are reached; the request is as it was.
pub fn read(
    compiled: &Compiled,
    parameters: Vec<(String, String)>,
    request: &mut SetupRequest,
    explain: bool,
) -> Result<Told, RunError> {
    let mut pairs = parameters;
    for name in compiled.texts() {
        if pairs.iter().any(|(known, _)| known == name) {
            continue;
        }
        let found = pairs
            .iter()
            .find(|(known, _)| known.eq_ignore_ascii_case(name));
        let value = found.map(|(_, value)| value.clone());
        pairs.extend(value.map(|value| (name.to_owned(), value)));
    }
    compiled.read_pairs(Pairs::new(&pairs), request, explain)
}

/// The form of a cart with a mapping over it. Every field obeys the interface, whatever the mapping makes of it.
///
/// # Errors
///
/// What the buyer's system has no room for, by the fields of the cart; that the bounds are reached is one of them.
pub fn write(
    compiled: &Compiled,
    session: &Session,
    cart: &CheckedCart,
    settings: &OciSettings,
    neutral: &NeutralCart<'_>,
    explain: bool,
) -> Result<(ReturnForm, Told), Vec<CartProblem>> {
    let form = return_form(session, cart, settings)?;
    let options = Options {
        explain,
        ..Options::default()
    };
    let outcome = compiled
        .mapping()
        .write_fields(neutral, form.fields, &options)
        .map_err(|error| {
            vec![CartProblem {
                pointer: "/items".to_owned(),
                code: "invalid",
                message: format!("The cart mapping was ended: {error}."),
            }]
        })?;
    let told = compiled.told(outcome.findings, outcome.explanations);
    let echoes = match &session.return_context {
        ReturnContext::Oci { echoes, .. } => echoes.len(),
        ReturnContext::Cxml { .. } | ReturnContext::PunchOut2Go { .. } => 0,
    };
    // What is said back stays as it was said.
    let made = outcome.result.into_iter().skip(echoes).collect::<Vec<_>>();
    let returned = oci::read_return(&made);
    let items: Vec<_> = returned.items.into_iter().map(|line| line.item).collect();
    let mut whole = empty_form(session, settings);
    let write_options = oci::WriteOptions {
        charset: whole.charset,
        ..settings.write_options(None)
    };
    let written = oci::write(&items, &write_options)
        .map_err(|faults| faults.into_iter().map(problem).collect::<Vec<_>>())?;
    whole.fields.extend(returned.others);
    whole.fields.extend(written.fields);
    whole.findings = form.findings;
    for finding in repairs(written.repairs).found {
        whole.findings.add(finding);
    }
    Ok((whole, told))
}

/// The cart with its lines numbered as OCI numbers them: from 1, without gaps, so that `%line_number%` is the index.
#[must_use]
pub fn numbered(cart: &CheckedCart) -> CheckedCart {
    let mut numbered = cart.clone();
    let place = |number: u32| {
        let place = cart
            .lines
            .iter()
            .position(|line| line.line_number == number)?;
        u32::try_from(place + 1).ok()
    };
    for (index, line) in numbered.lines.iter_mut().enumerate() {
        line.line_number = u32::try_from(index + 1).unwrap_or(u32::MAX);
        line.parent_line_number = line.parent_line_number.and_then(place);
    }
    numbered
}

#[cfg(test)]
mod tests;
