//! What can be chosen in forms, by name: stores, companies, business units, buyers.

use std::collections::HashMap;
use std::rc::Rc;

use api_types::buyer::Buyer;
use api_types::page::Page;
use serde::Deserialize;
use uuid::Uuid;
use yew::prelude::*;

use crate::api::pages::{query_string, read_all};
use crate::api::{Client, Failure, buyers};
use crate::load::use_load;

/// Things by their ids, with their names, in the order of the names.
pub(crate) type Choices = Vec<(Uuid, String)>;

/// All stores.
#[hook]
pub(crate) fn use_stores() -> Choices {
    use_things("/stores")
}

/// All companies.
#[hook]
pub(crate) fn use_companies() -> Choices {
    use_things("/companies")
}

/// All business units, each named with its company.
#[hook]
pub(crate) fn use_units() -> Choices {
    let companies: HashMap<_, _> = use_companies().into_iter().collect();
    let units = use_list("/business-units");
    by_name(units.iter().flat_map(|page| &page.items).map(|unit| {
        let company = unit.company_id.and_then(|id| companies.get(&id));
        let name = match company {
            Some(company) => format!("{company} / {}", unit.name),
            None => unit.name.clone(),
        };
        (unit.id, name)
    }))
}

/// Something that has an id and a name, and maybe a company.
#[derive(Deserialize)]
struct Thing {
    id: Uuid,
    name: String,
    company_id: Option<Uuid>,
}

/// What the API lists at once, and not page by page.
const AT_ONCE: &str = "/roles";

/// All that the API lists at a path.
#[hook]
fn use_list(path: &'static str) -> Option<Rc<Page<Thing>>> {
    let loaded = use_load(path, |client, path| async move {
        match path {
            AT_ONCE => client.get(path, "").await,
            _ => read_all::<Thing>(&client, path, "").await,
        }
    });
    loaded.load.data().cloned()
}

/// All that the API lists at a path, by name.
#[hook]
pub(crate) fn use_things(path: &'static str) -> Choices {
    let things = use_list(path);
    let things = things.iter().flat_map(|page| &page.items);
    by_name(things.map(|thing| (thing.id, thing.name.clone())))
}

/// So many are found at once.
const FOUND: &str = "50";

/// What the API finds by a text among what it lists at a path.
pub(crate) async fn search(client: &Client, path: &str, text: &str) -> Result<Choices, Failure> {
    let query = query_string(&[("q", text), ("limit", FOUND), ("sort", "name")]);
    let page: Page<Thing> = client.get(path, &query).await?;
    let things = page.items.into_iter();
    Ok(things.map(|thing| (thing.id, thing.name)).collect())
}

/// Where the API lists what the field or filter of this name chooses from, as far as that can be searched by name.
pub(crate) fn source(name: &str) -> Option<&'static str> {
    match name.trim_start_matches('/') {
        "business_unit_id" | "default_business_unit_id" => Some("/business-units"),
        "company_id" => Some("/companies"),
        "connection_id" => Some("/connections"),
        "store_id" => Some("/stores"),
        _ => None,
    }
}

/// The buyers of a business unit; none while there is no unit.
#[hook]
pub(crate) fn use_buyers(business_unit_id: Option<Uuid>) -> Choices {
    let loaded = use_load(business_unit_id, |client, id| async move {
        match id {
            Some(id) => buyers::of_unit(&client, id).await.map(|page| page.items),
            None => Ok(Vec::new()),
        }
    });
    let buyers = loaded.load.data();
    by_name(
        buyers
            .into_iter()
            .flat_map(|buyers| buyers.iter())
            .map(|buyer| (buyer.id, buyer_name(buyer))),
    )
}

/// A buyer's name and e-mail address.
pub(crate) fn buyer_name(buyer: &Buyer) -> String {
    let names = [&buyer.first_name, &buyer.last_name];
    let names: Vec<_> = names.into_iter().flatten().map(String::as_str).collect();
    if names.is_empty() {
        buyer.email.clone()
    } else {
        format!("{} ({})", names.join(" "), buyer.email)
    }
}

/// The name of one of them, or its id while the name is not here.
pub(crate) fn name_of(choices: &[(Uuid, String)], id: Uuid) -> String {
    let mut choices = choices.iter();
    choices
        .find(|(known, _)| *known == id)
        .map_or_else(|| id.to_string(), |(_, name)| name.clone())
}

fn by_name(things: impl Iterator<Item = (Uuid, String)>) -> Choices {
    let mut choices: Vec<_> = things.collect();
    choices.sort_by_cached_key(|(_, name)| name.to_lowercase());
    choices
}

#[cfg(test)]
mod tests {
    use super::*;

    fn buyer(first_name: Option<&str>, last_name: Option<&str>) -> Buyer {
        let at = "2026-03-01T09:30:00.000Z";
        Buyer {
            id: Uuid::nil(),
            business_unit_id: Uuid::nil(),
            email: "anna@buyer.example".to_owned(),
            first_name: first_name.map(str::to_owned),
            last_name: last_name.map(str::to_owned),
            external_reference: None,
            role_id: None,
            created_at: at.into(),
            updated_at: at.into(),
        }
    }

    #[test]
    fn buyers_are_named_by_what_is_known_of_them() {
        assert_eq!(buyer_name(&buyer(None, None)), "anna@buyer.example");
        assert_eq!(
            buyer_name(&buyer(Some("Anna"), Some("Meyer"))),
            "Anna Meyer (anna@buyer.example)"
        );
        assert_eq!(
            buyer_name(&buyer(None, Some("Meyer"))),
            "Meyer (anna@buyer.example)"
        );
    }

    #[test]
    fn choices_are_in_the_order_of_their_names_without_regard_to_case() {
        let [a, b] = [Uuid::from_u128(1), Uuid::from_u128(2)];
        let choices = by_name([(a, "beta".to_owned()), (b, "Alpha".to_owned())].into_iter());
        assert_eq!(choices.first().map(|(id, _)| *id), Some(b));
        assert_eq!(name_of(&choices, a), "beta");
        assert_eq!(name_of(&[], a), a.to_string());
    }
}
