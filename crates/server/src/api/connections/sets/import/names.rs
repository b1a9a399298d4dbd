//! What a connection of a set names: business units and buyers.

use api_types::connection_set::{ExportedConnection, UnitName};
use database::buyer_map::MappedBuyer;
use punchout::{directory::BusinessUnit, ids::ConnectionId};

use super::refuse;
use crate::{api::change::Change, problem::ApiResult};

/// The business unit that is named.
pub(super) async fn unit(
    change: &Change<'_>,
    pointer: &str,
    name: &UnitName,
) -> ApiResult<BusinessUnit> {
    let reference = name.external_reference.as_deref();
    let found = database::business_units::find_named(&change.tx, reference, &name.name).await?;
    let ids: Vec<_> = found.iter().map(|unit| unit.company_id).collect();
    let companies = database::companies::find_any(&change.tx, &ids).await?;
    let of_company = |unit: &BusinessUnit| {
        reference.is_some()
            || companies.iter().any(|company| {
                company.id == unit.company_id
                    && company.name.to_lowercase() == name.company.to_lowercase()
            })
    };
    let mut found: Vec<_> = found.into_iter().filter(of_company).collect();
    match (found.pop(), found.is_empty()) {
        (Some(unit), true) => Ok(unit),
        (Some(_), false) => refuse(pointer, "ambiguous", "names several business units"),
        (None, _) => refuse(pointer, "not_found", "names no business unit"),
    }
}

/// The buyer map with the ids of buyers.
pub(super) async fn entries(
    change: &Change<'_>,
    wanted: &ExportedConnection,
    own: &BusinessUnit,
    connection_id: ConnectionId,
) -> ApiResult<Vec<MappedBuyer>> {
    let mut entries = Vec::with_capacity(wanted.buyer_map.len());
    let mut seen = std::collections::HashSet::new();
    for (index, entry) in wanted.buyer_map.iter().enumerate() {
        let pointer = format!("/buyer_map/{index}");
        let key = punchout::setup::map_key(&entry.external_id);
        if key.is_empty() || !seen.insert(key) {
            return refuse(
                &format!("{pointer}/external_id"),
                "invalid",
                "must not be blank, nor named twice",
            );
        }
        let unit_id = match &entry.business_unit {
            Some(name) => {
                unit(change, &format!("{pointer}/business_unit"), name)
                    .await?
                    .id
            }
            None => own.id,
        };
        let buyer = database::buyers::find_by_email(&change.tx, unit_id, &entry.email).await?;
        let Some(buyer) = buyer else {
            return refuse(&format!("{pointer}/email"), "not_found", "names no buyer");
        };
        entries.push(MappedBuyer {
            connection_id,
            external_id: entry.external_id.trim().to_owned(),
            buyer_id: buyer.id,
        });
    }
    Ok(entries)
}
