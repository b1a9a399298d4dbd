//! Which record each row of a set means, and what is wrong with it.

use std::collections::{HashMap, HashSet};

use api_types::{
    connection_set::ImportOutcome,
    directory_set::{BuyerRow, DirectoryReport, DirectoryRow, DirectorySet},
    problem::FieldError,
};
use database::directory_sets;
use punchout::{
    directory::{BusinessUnit, Buyer, Company},
    ids::{BusinessUnitId, BuyerId, CompanyId},
    time::Timestamp,
};
use uuid::Uuid;

use crate::{
    api::change::Change,
    problem::ApiResult,
    validation::{is_email, name_fault},
};

/// The longest name or reference, in characters.
const MAX_LENGTH: usize = 200;

/// A row and the record that it means.
pub(super) struct Matched<T> {
    reference: String,
    id: Uuid,
    pub(super) before: Option<T>,
    /// None where the row is refused.
    pub(super) after: Option<T>,
    errors: Vec<FieldError>,
}

/// All rows of a set.
pub(super) struct Matching {
    now: Timestamp,
    pub(super) companies: Vec<Matched<Company>>,
    pub(super) units: Vec<Matched<BusinessUnit>>,
    pub(super) buyers: Vec<Matched<Buyer>>,
    /// What can be referred to.
    company_ids: HashMap<String, CompanyId>,
    unit_ids: HashMap<(CompanyId, String), BusinessUnitId>,
}

impl<T: PartialEq> Matched<T> {
    pub(super) fn is_changed(&self) -> bool {
        self.after.is_some() && self.before != self.after
    }

    fn told(&self) -> DirectoryRow {
        let outcome = match (&self.before, &self.after) {
            (_, None) => ImportOutcome::Refused,
            (None, Some(_)) => ImportOutcome::Created,
            (Some(before), Some(after)) if before == after => ImportOutcome::Unchanged,
            _ => ImportOutcome::Updated,
        };
        DirectoryRow {
            external_reference: self.reference.clone(),
            outcome,
            id: self.after.is_some().then_some(self.id),
            errors: self.errors.clone(),
        }
    }
}

/// What is wrong with a row.
#[derive(Default)]
struct Faults(Vec<FieldError>);

impl Faults {
    fn check(&mut self, holds: bool, field: &str, code: &str, message: &str) {
        if !holds {
            self.0
                .push(FieldError::new(format!("/{field}"), code, message));
        }
    }

    fn length(&mut self, field: &str, text: &str) {
        self.check(
            !text.trim().is_empty(),
            field,
            "required",
            "must not be empty",
        );
        let fits = text.chars().count() <= MAX_LENGTH;
        self.check(fits, field, "too_long", "must have at most 200 characters");
        if let Some(fault) = name_fault(text).filter(|_| !text.trim().is_empty()) {
            self.check(false, field, "invalid", fault);
        }
    }

    fn once(&mut self, is_first: bool) {
        let text = "stands in the set twice";
        self.check(is_first, "external_reference", "ambiguous", text);
    }

    fn one_of(&mut self, count: usize) {
        let text = "several records have this reference";
        self.check(count < 2, "external_reference", "ambiguous", text);
    }
}

impl Matching {
    pub(super) fn new(now: Timestamp) -> Self {
        Self {
            now,
            companies: Vec::new(),
            units: Vec::new(),
            buyers: Vec::new(),
            company_ids: HashMap::new(),
            unit_ids: HashMap::new(),
        }
    }

    pub(super) async fn companies(
        &mut self,
        change: &Change<'_>,
        set: &DirectorySet,
    ) -> ApiResult<()> {
        let own = set.companies.iter().map(|row| &row.external_reference);
        let units = set.business_units.iter().map(|row| &row.company);
        let buyers = set.buyers.iter().map(|row| &row.company);
        let references = distinct(own.chain(units).chain(buyers));
        let mut known: HashMap<String, Vec<Company>> = HashMap::new();
        for company in directory_sets::companies(&change.tx, &references).await? {
            let reference = company.external_reference.clone().unwrap_or_default();
            known.entry(reference).or_default().push(company);
        }
        for (reference, found) in &known {
            if let [one] = found.as_slice() {
                self.company_ids.insert(reference.clone(), one.id);
            }
        }
        let mut seen = HashSet::new();
        for row in &set.companies {
            let mut faults = Faults::default();
            faults.length("external_reference", &row.external_reference);
            faults.length("name", &row.name);
            faults.once(seen.insert(&row.external_reference));
            let found = known.get(&row.external_reference);
            faults.one_of(found.map_or(0, Vec::len));
            let before = found.and_then(|found| found.first()).cloned();
            let id = before.as_ref().map_or_else(Uuid::now_v7, |it| it.id.0);
            let mut after = before.clone().unwrap_or_else(|| Company {
                id: CompanyId(id),
                name: String::new(),
                external_reference: Some(row.external_reference.clone()),
                created_at: self.now,
                updated_at: self.now,
                version: 1,
            });
            after.name.clone_from(&row.name);
            if let Some(before) = before.as_ref().filter(|before| **before != after) {
                (after.version, after.updated_at) = (before.version + 1, self.now);
            }
            let company = CompanyId(id);
            self.company_ids
                .insert(row.external_reference.clone(), company);
            let whole = (row.external_reference.clone(), id);
            self.companies.push(matched(whole, before, after, faults));
        }
        Ok(())
    }

    pub(super) async fn business_units(
        &mut self,
        change: &Change<'_>,
        set: &DirectorySet,
    ) -> ApiResult<()> {
        let own = set.business_units.iter().map(|row| &row.external_reference);
        let references = distinct(own.chain(set.buyers.iter().map(|row| &row.business_unit)));
        let of: Vec<_> = self.company_ids.values().copied().collect();
        let mut known: HashMap<(CompanyId, String), Vec<BusinessUnit>> = HashMap::new();
        for unit in directory_sets::business_units(&change.tx, &of, &references).await? {
            let reference = unit.external_reference.clone().unwrap_or_default();
            known
                .entry((unit.company_id, reference))
                .or_default()
                .push(unit);
        }
        for (key, found) in &known {
            if let [one] = found.as_slice() {
                self.unit_ids.insert(key.clone(), one.id);
            }
        }
        let mut seen = HashSet::new();
        for row in &set.business_units {
            let mut faults = Faults::default();
            faults.length("external_reference", &row.external_reference);
            faults.length("name", &row.name);
            faults.once(seen.insert((&row.company, &row.external_reference)));
            let company = self.company_ids.get(&row.company).copied();
            let text = "is the reference of no company, or of several";
            faults.check(company.is_some(), "company", "not_found", text);
            let company = company.unwrap_or(CompanyId(Uuid::nil()));
            let key = (company, row.external_reference.clone());
            let found = known.get(&key);
            faults.one_of(found.map_or(0, Vec::len));
            let before = found.and_then(|found| found.first()).cloned();
            let id = before.as_ref().map_or_else(Uuid::now_v7, |it| it.id.0);
            let mut after = before.clone().unwrap_or_else(|| BusinessUnit {
                id: BusinessUnitId(id),
                company_id: company,
                name: String::new(),
                external_reference: Some(row.external_reference.clone()),
                role_id: None,
                created_at: self.now,
                updated_at: self.now,
                version: 1,
            });
            after.name.clone_from(&row.name);
            if let Some(before) = before.as_ref().filter(|before| **before != after) {
                (after.version, after.updated_at) = (before.version + 1, self.now);
            }
            self.unit_ids.insert(key, BusinessUnitId(id));
            let whole = (row.external_reference.clone(), id);
            self.units.push(matched(whole, before, after, faults));
        }
        Ok(())
    }

    pub(super) async fn buyers(
        &mut self,
        change: &Change<'_>,
        set: &DirectorySet,
    ) -> ApiResult<()> {
        let references = distinct(set.buyers.iter().map(|row| &row.external_reference));
        let emails = distinct(set.buyers.iter().map(|row| &row.email));
        let of: Vec<_> = self.company_ids.values().copied().collect();
        let known = directory_sets::buyers(&change.tx, &of, &references, &emails).await?;
        let mut by_reference: HashMap<(CompanyId, &str), Vec<&Buyer>> = HashMap::new();
        let mut by_email: HashMap<(BusinessUnitId, String), &Buyer> = HashMap::new();
        for (company, buyer) in &known {
            if let Some(reference) = buyer.external_reference.as_deref() {
                let all = by_reference.entry((*company, reference)).or_default();
                all.push(buyer);
            }
            let address = buyer.email.trim().to_lowercase();
            by_email.insert((buyer.business_unit_id, address), buyer);
        }
        let (mut seen, mut addresses) = (HashSet::new(), HashSet::new());
        for row in &set.buyers {
            let mut faults = Faults::default();
            faults.once(seen.insert((&row.company, &row.external_reference)));
            let company = self.company_ids.get(&row.company).copied();
            let unit = company.and_then(|company| {
                let key = (company, row.business_unit.clone());
                self.unit_ids.get(&key).copied()
            });
            let text = "is the reference of no business unit of the company, or of several";
            faults.check(unit.is_some(), "business_unit", "not_found", text);
            let unit = unit.unwrap_or(BusinessUnitId(Uuid::nil()));
            let found = company
                .and_then(|company| by_reference.get(&(company, row.external_reference.as_str())));
            faults.one_of(found.map_or(0, Vec::len));
            let address = (unit, row.email.trim().to_lowercase());
            let same_address = by_email.get(&address).copied();
            let before = found.and_then(|found| found.first()).copied();
            // Who came by punch-out before the shop told of them has no reference yet.
            let before = before
                .or(same_address.filter(|other| other.external_reference.is_none()))
                .cloned();
            let is_free = same_address
                .is_none_or(|other| before.as_ref().is_some_and(|before| before.id == other.id))
                && addresses.insert(address);
            let text = "another buyer of the business unit has this address";
            faults.check(is_free, "email", "taken", text);
            self.buyer(row, unit, before, faults);
        }
        Ok(())
    }

    fn buyer(
        &mut self,
        row: &BuyerRow,
        unit: BusinessUnitId,
        before: Option<Buyer>,
        mut faults: Faults,
    ) {
        faults.length("external_reference", &row.external_reference);
        let text = "must be an e-mail address";
        faults.check(is_email(&row.email), "email", "invalid", text);
        for (field, name) in [
            ("first_name", &row.first_name),
            ("last_name", &row.last_name),
        ] {
            if let Some(name) = name {
                faults.length(field, name);
            }
        }
        let id = before.as_ref().map_or_else(Uuid::now_v7, |it| it.id.0);
        let mut after = before.clone().unwrap_or_else(|| Buyer {
            id: BuyerId(id),
            business_unit_id: unit,
            email: String::new(),
            first_name: None,
            last_name: None,
            external_reference: None,
            role_id: None,
            created_at: self.now,
            updated_at: self.now,
            version: 1,
        });
        after.business_unit_id = unit;
        after.email.clone_from(&row.email);
        after.external_reference = Some(row.external_reference.clone());
        // What the shop does not say stays.
        if row.first_name.is_some() {
            after.first_name.clone_from(&row.first_name);
        }
        if row.last_name.is_some() {
            after.last_name.clone_from(&row.last_name);
        }
        if let Some(before) = before.as_ref().filter(|before| **before != after) {
            (after.version, after.updated_at) = (before.version + 1, self.now);
        }
        let whole = (row.external_reference.clone(), id);
        self.buyers.push(matched(whole, before, after, faults));
    }

    /// What becomes of each row.
    pub(super) fn report(&self) -> DirectoryReport {
        let mut report = DirectoryReport {
            applied: true,
            companies: self.companies.iter().map(Matched::told).collect(),
            business_units: self.units.iter().map(Matched::told).collect(),
            buyers: self.buyers.iter().map(Matched::told).collect(),
        };
        let mut all = report.companies.iter();
        let units = report.business_units.iter().chain(&report.buyers);
        report.applied = !all
            .by_ref()
            .chain(units)
            .any(|row| row.outcome == ImportOutcome::Refused);
        report
    }

    /// The records that are to be written.
    pub(super) fn changed(&self) -> (Vec<Company>, Vec<BusinessUnit>, Vec<Buyer>) {
        (
            changed(&self.companies),
            changed(&self.units),
            changed(&self.buyers),
        )
    }
}

fn matched<T>(
    (reference, id): (String, Uuid),
    before: Option<T>,
    after: T,
    faults: Faults,
) -> Matched<T> {
    Matched {
        reference,
        id,
        before,
        after: faults.0.is_empty().then_some(after),
        errors: faults.0,
    }
}

fn changed<T: Clone + PartialEq>(all: &[Matched<T>]) -> Vec<T> {
    let changed = all.iter().filter(|matched| matched.is_changed());
    changed
        .filter_map(|matched| matched.after.clone())
        .collect()
}

fn distinct<'a>(texts: impl Iterator<Item = &'a String>) -> Vec<&'a str> {
    let all: HashSet<&str> = texts.map(String::as_str).collect();
    all.into_iter().collect()
}
