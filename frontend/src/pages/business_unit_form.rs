//! Making and changing a business unit.

use std::rc::Rc;

use api_types::business_unit::{BusinessUnit, NewBusinessUnit};
use api_types::problem::FieldError;
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use yew::prelude::*;
use yew_router::prelude::*;

use crate::api::business_units;
use crate::api::collection::Versioned;
use crate::choices::use_companies;
use crate::components::edit_page::{EditPage, new_page};
use crate::components::editor::Editor;
use crate::components::fields::{Fields, Kind};
use crate::components::route_link;
use crate::form::texts::{Reader, optional};
use crate::form::{Field, FormState, Model, use_form};
use crate::i18n::Text;
use crate::route::{Route, query_id};

/// The fields of a business unit.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
struct UnitForm {
    company_id: Option<Uuid>,
    name: String,
    external_reference: String,
}

impl Model for UnitForm {
    type Resource = BusinessUnit;
    type Input = NewBusinessUnit;

    const FIELDS: &'static [Field] = &[
        Field::new("/company_id", Text::CompanyLabel, Text::UnitCompanyHelp).required(),
        Field::plain("/name", Text::NameLabel).required(),
        Field::new(
            "/external_reference",
            Text::ReferenceOfShopLabel,
            Text::AccountReferenceHelp,
        ),
    ];

    fn name(resource: &BusinessUnit) -> String {
        resource.name.clone()
    }

    fn of(unit: &BusinessUnit) -> Self {
        Self {
            company_id: Some(unit.company_id),
            name: unit.name.clone(),
            external_reference: unit.external_reference.clone().unwrap_or_default(),
        }
    }

    fn input(&self) -> Result<NewBusinessUnit, Vec<FieldError>> {
        let mut read = Reader::default();
        let input = NewBusinessUnit {
            company_id: read.chosen("/company_id", self.company_id),
            name: read.required("/name", &self.name),
            external_reference: optional(&self.external_reference),
            ..NewBusinessUnit::default()
        };
        read.finish(input)
    }
}

/// The form for a new business unit; its address may name the company.
#[component]
pub(crate) fn NewBusinessUnitPage() -> Html {
    let company = use_location().and_then(|location| query_id(location.query_str(), "company_id"));
    new_page(
        Route::BusinessUnits,
        Text::UnitsTitle,
        Text::UnitNewTitle,
        html! { <UnitEditor {company} /> },
    )
}

/// The form for changing a business unit.
pub(crate) fn edit_business_unit_page(id: Uuid) -> Html {
    let editor =
        Callback::from(|unit: Rc<Versioned<BusinessUnit>>| html! { <UnitEditor {unit} /> });
    html! {
        <EditPage<UnitForm>
            collection={business_units::collection()}
            key={id.to_string()}
            {id}
            list={Route::BusinessUnits}
            list_label={Text::UnitsTitle}
            kind={Text::BusinessUnitLabel}
            {editor}
        />
    }
}

#[derive(PartialEq, Properties)]
struct UnitEditorProperties {
    /// The business unit to change.
    #[prop_or_default]
    unit: Option<Rc<Versioned<BusinessUnit>>>,
    /// The company of a new one, where it is known.
    #[prop_or_default]
    company: Option<Uuid>,
}

#[component]
fn UnitEditor(properties: &UnitEditorProperties) -> Html {
    let unit = properties.unit.as_deref();
    let companies = use_companies();
    let form = use_form(|| {
        let empty = UnitForm {
            company_id: properties.company,
            ..UnitForm::default()
        };
        unit.map_or_else(|| FormState::new(empty), FormState::of)
    });
    let navigator = use_navigator();
    let onsaved = Callback::from(move |id| {
        if let Some(navigator) = &navigator {
            route_link::go(navigator, &Route::BusinessUnit { id }, &Vec::new());
        }
    });
    let existing = unit.map(|unit| unit.resource.id);
    let fields = Fields {
        form: &form,
        prefix: "unit",
    };
    html! {
        <Editor<UnitForm>
            form={form.clone()}
            prefix="unit"
            collection={business_units::collection()}
            {existing}
            cancel={existing.map_or(Route::BusinessUnits, |id| Route::BusinessUnit { id })}
            {onsaved}
        >
            { fields.one_of("/company_id", &companies, Text::ChooseOne, |form| &mut form.company_id) }
            { fields.text("/name", Kind::Plain, |form| &mut form.name) }
            { fields.text("/external_reference", Kind::Plain, |form| &mut form.external_reference) }
        </Editor<UnitForm>>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_business_unit_needs_a_company_and_a_name() {
        let errors = UnitForm::default().input().unwrap_err();
        let pointers: Vec<_> = errors.iter().map(|error| error.pointer.as_str()).collect();
        assert_eq!(pointers, ["/company_id", "/name"]);
    }
}
