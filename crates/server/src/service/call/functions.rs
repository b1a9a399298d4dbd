//! OCI's functions that nobody looks at: the store is asked, and what it says goes back in the form that carts return in.

use api_types::{
    cart::CartItem,
    scalar::DecimalString,
    store_service::{
        Availability, AvailabilityQuestion, FoundProducts, ProductQuestion, SearchQuestion,
        ServiceContext,
    },
};
use oci::{Call, Function};
use punchout::{
    cart::Cart,
    connection::{Connection, Credential, Limits},
    finding::{Finding, Findings, Severity},
    ids::SessionId,
    session::Session,
    setup::{self, Refusal, SetupRequest},
    store::Store,
};

use super::download::{self, Wanted};
use crate::{
    api::store_calls::accept_cart,
    gateway::Exchange,
    random,
    service::{
        hand_over::{self, NoHandOver, ReturnForm, Way},
        store_service::{Operation, Silence},
    },
    settings::Snapshot,
    state::AppState,
};

/// How often lines that the buyer's system has no room for are taken out before everything is.
const MOST_ROUNDS: usize = 4;

/// What a store's answer becomes.
pub struct Answered {
    /// The form.
    pub form: ReturnForm,
    /// Where it posts; the page's own address where the call named none.
    pub action: String,
    /// Whether it posts by itself.
    pub at_once: bool,
    /// The answer as JSON, where that is wanted instead of a page.
    pub json: Option<Vec<u8>>,
    /// Origins that may frame the page.
    pub frame_origins: Vec<String>,
}

/// Whether a function is answered without a session.
#[must_use]
pub const fn is_unattended(function: &Function) -> bool {
    matches!(
        function,
        Function::Validate
            | Function::BackgroundSearch
            | Function::QuantityCheck
            | Function::DownloadJson
    )
}

/// Asks the store, and makes a form of its answer; of none an empty form, so that the buyer's system goes on.
///
/// # Errors
///
/// That the return URL is none, or not allowed.
pub async fn answer(
    exchange: &mut Exchange,
    call: &Call,
    request: SetupRequest,
    (connection, credential): (&Connection, &Credential),
    store: &Store,
    settings: &Snapshot,
    state: &AppState,
) -> Result<Answered, Refusal> {
    exchange.connection_id = Some(connection.id);
    exchange.business_unit_id = Some(connection.business_unit_id);
    exchange.credential_id = Some(credential.id);
    let id = SessionId(random::id());
    let session = setup::unattended(connection, store, request, id, exchange.at)?;
    let asking = Asking {
        store,
        settings,
        state,
        context: ServiceContext {
            store: store.key.clone(),
            connection_id: connection.id.0,
            business_unit_id: connection.business_unit_id.0,
            user: Some(credential.sender.identity.clone()),
            currency: session.currency.clone(),
            locale: session.locale.clone(),
        },
    };
    let most = u32::try_from(store.interface.service_max_hits).unwrap_or(1);
    let wanted = Wanted::of(call, most);
    let (found, mut findings) = asking.ask(call, wanted).await;
    let total = found.total;
    let (form, noted) = written(&session, found, connection, settings);
    findings.extend(noted.found);
    for finding in findings {
        exchange.findings.add(finding);
    }
    let json = (call.function == Function::DownloadJson)
        .then(|| download::json(call, wanted, total, &form, session.locale.as_deref()));
    Ok(Answered {
        json,
        frame_origins: crate::gateway::frame_origins(settings, &session),
        action: session.return_url.unwrap_or_default(),
        at_once: call.function == Function::Validate,
        form,
    })
}

/// Whom a question goes to, and whom for.
struct Asking<'a> {
    store: &'a Store,
    settings: &'a Snapshot,
    state: &'a AppState,
    context: ServiceContext,
}

impl Asking<'_> {
    async fn ask(&self, call: &Call, wanted: Wanted) -> (FoundProducts, Vec<Finding>) {
        let outcome = match call.function {
            Function::BackgroundSearch => {
                let limit = u32::try_from(self.store.interface.service_max_hits).unwrap_or(1);
                self.search(
                    call,
                    Wanted {
                        page: 1,
                        size: limit,
                    },
                )
                .await
            }
            Function::DownloadJson => self.search(call, wanted).await,
            _ => self.product(call).await,
        };
        outcome.unwrap_or_else(|finding| (FoundProducts::default(), vec![finding]))
    }

    async fn search(
        &self,
        call: &Call,
        wanted: Wanted,
    ) -> Result<(FoundProducts, Vec<Finding>), Finding> {
        let limit = wanted.size;
        let question = SearchQuestion {
            search: call.search.clone().unwrap_or_default(),
            vendor: call.vendor.clone(),
            limit,
            page: wanted.page,
            context: self.context.clone(),
        };
        let mut found: FoundProducts = self.put(Operation::Search, &question).await?;
        let most = usize::try_from(limit).unwrap_or(usize::MAX);
        let mut findings = Vec::new();
        if found.items.len() > most {
            findings.push(Finding {
                code: "store.too_many_hits".to_owned(),
                severity: Severity::Notice,
                line: None,
                path: "SEARCHSTRING".to_owned(),
                text: format!(
                    "The store found {}; the first {most} went back.",
                    found.items.len()
                ),
                advice: "Have the shop keep to the limit, or raise the store's service_max_hits."
                    .to_owned(),
            });
            found.items.truncate(most);
        }
        Ok((found, findings))
    }

    async fn product(&self, call: &Call) -> Result<(FoundProducts, Vec<Finding>), Finding> {
        let Some(product_id) = call.product_id.clone() else {
            return Err(Finding {
                code: "product.missing".to_owned(),
                severity: Severity::Warning,
                line: None,
                path: "PRODUCTID".to_owned(),
                text: "The call names no product.".to_owned(),
                advice: "Have the caller send the EXT_PRODUCT_ID of the line as PRODUCTID."
                    .to_owned(),
            });
        };
        let quantity = call.quantity.as_deref().and_then(decimal);
        let question = ProductQuestion {
            product_id: product_id.clone(),
            quantity: quantity.clone(),
            context: self.context.clone(),
        };
        let mut found: FoundProducts = self.put(Operation::Product, &question).await?;
        found.items.truncate(1);
        if call.function != Function::QuantityCheck || found.items.is_empty() {
            return Ok((found, Vec::new()));
        }
        let question = AvailabilityQuestion {
            product_id,
            quantity: quantity.clone(),
            context: self.context.clone(),
        };
        let present: Availability = self.put(Operation::Availability, &question).await?;
        for item in &mut found.items {
            apply(&present, quantity.as_ref(), item);
        }
        found.currency = present.currency.or(found.currency);
        Ok((found, Vec::new()))
    }

    async fn put<A: serde::de::DeserializeOwned>(
        &self,
        operation: Operation,
        question: &impl serde::Serialize,
    ) -> Result<A, Finding> {
        let keys = self.settings.signing_keys(self.store.id);
        let now = self.state.now();
        self.state
            .store_service
            .ask(self.store, keys, operation, question, now)
            .await
            .map_err(|silence: Silence| silence.finding(operation))
    }
}

/// Price and stock over a product's data: what there is of the quantity that is wanted.
fn apply(present: &Availability, wanted: Option<&DecimalString>, item: &mut CartItem) {
    let number = |text: &DecimalString| text.0.parse::<rust_decimal::Decimal>().ok();
    if let Some(wanted) = wanted {
        item.quantity = wanted.clone();
    }
    if let Some(available) = &present.available
        && let (Some(have), Some(want)) = (number(available), number(&item.quantity))
        && have < want
    {
        item.quantity = available.clone();
    }
    if let Some(price) = &present.unit_price {
        item.unit_price = price.clone();
        item.price_unit.clone_from(&present.price_unit);
    }
    if present.currency.is_some() {
        item.currency.clone_from(&present.currency);
    }
    item.lead_time_days = present.lead_time_days.or(item.lead_time_days);
}

/// A quantity as procurement systems write it: with a comma, and with zeros before.
fn decimal(text: &str) -> Option<DecimalString> {
    let number: rust_decimal::Decimal = text.trim().replace(',', ".").parse().ok()?;
    (number > rust_decimal::Decimal::ZERO).then(|| DecimalString(number.normalize().to_string()))
}

/// The form of what was found. Lines that the buyer's system would refuse are left out, and noted.
fn written(
    session: &Session,
    found: FoundProducts,
    connection: &Connection,
    settings: &Snapshot,
) -> (ReturnForm, Findings) {
    // What bounds orders does not bound offers.
    let unbounded = Connection {
        limits: Limits::default(),
        ..connection.clone()
    };
    let way = Way {
        connection: &unbounded,
        mappings: settings.mappings(connection.id),
        explain: false,
    };
    let mut findings = Findings::default();
    let mut cart = accepted(found, &mut findings);
    for _ in 0..MOST_ROUNDS {
        if cart.items.is_empty() {
            break;
        }
        match hand_over::oci_form(session, Some(&cart), way) {
            Ok((mut form, _)) => {
                // There is no cart that they could lead back to.
                form.fields
                    .retain(|(name, _)| !name.starts_with("NEW_ITEM-EXT_QUOTE_"));
                for finding in std::mem::take(&mut form.findings).found {
                    findings.add(finding);
                }
                return (form, findings);
            }
            Err(NoHandOver::Refused(refusal)) => {
                findings.add(left_out(String::new(), &refusal.text));
                break;
            }
            Err(NoHandOver::Cart(problems)) => {
                let mut bad: Vec<usize> = Vec::new();
                for problem in problems {
                    bad.extend(index(&problem.pointer));
                    findings.add(left_out(problem.pointer, &problem.message));
                }
                let before = cart.items.len();
                let mut place = 0_usize;
                cart.items.retain(|_| {
                    place += 1;
                    !bad.contains(&(place - 1))
                });
                if cart.items.len() == before {
                    break;
                }
            }
        }
    }
    (hand_over::empty_form(session, &unbounded), findings)
}

/// What was found, as a cart. Lines whose numbers are none are left out.
fn accepted(found: FoundProducts, findings: &mut Findings) -> Cart {
    let mut items = Vec::new();
    for mut item in found.items {
        // Hits stand side by side, whatever they are called.
        item.line_number = None;
        item.parent_line_number = None;
        let sku = item.sku.clone();
        let one = api_types::cart::Cart {
            items: vec![item],
            ..api_types::cart::Cart::default()
        };
        match accept_cart(one) {
            Ok(cart) => items.extend(cart.items),
            Err(errors) => {
                for error in errors {
                    let path = format!("{sku} {}", error.pointer);
                    findings.add(left_out(path, &error.message));
                }
            }
        }
    }
    Cart {
        currency: found.currency,
        total: None,
        shipping: None,
        tax: None,
        discount: None,
        comment: None,
        items,
    }
}

/// The line that a pointer such as `/items/3/unit` leads to.
fn index(pointer: &str) -> Option<usize> {
    pointer
        .strip_prefix("/items/")?
        .split('/')
        .next()?
        .parse()
        .ok()
}

fn left_out(path: String, why: &str) -> Finding {
    Finding {
        code: "store.left_out".to_owned(),
        severity: Severity::Warning,
        line: None,
        path,
        text: format!("What the store found was left out: {why}"),
        advice: "The shop can mend it, or the connection: see its tables, defaults and mapping."
            .to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantities_are_read_as_procurement_systems_write_them() {
        for (text, number) in [("1", "1"), ("2,50", "2.5"), ("00000000003.000", "3")] {
            assert_eq!(decimal(text).unwrap().0, number);
        }
        assert!(decimal("0").is_none() && decimal("-1").is_none() && decimal("x").is_none());
    }

    #[test]
    fn problems_lead_to_lines() {
        assert_eq!(index("/items/12/unit"), Some(12));
        assert_eq!(index("/currency"), None);
    }
}
