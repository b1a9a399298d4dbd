//! Making and changing a company.

use std::rc::Rc;

use api_types::company::{Company, NewCompany};
use api_types::problem::FieldError;
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use yew::prelude::*;
use yew_router::prelude::*;

use crate::api::collection::Versioned;
use crate::api::companies;
use crate::components::edit_page::{EditPage, new_page};
use crate::components::editor::Editor;
use crate::components::fields::{Fields, Kind};
use crate::components::route_link;
use crate::form::texts::{Reader, optional};
use crate::form::{Field, FormState, Model, use_form};
use crate::i18n::Text;
use crate::route::Route;

/// The fields of a company.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
struct CompanyForm {
    name: String,
    external_reference: String,
}

impl Model for CompanyForm {
    type Resource = Company;
    type Input = NewCompany;

    const FIELDS: &'static [Field] = &[
        Field::plain("/name", Text::NameLabel).required(),
        Field::new(
            "/external_reference",
            Text::ReferenceOfShopLabel,
            Text::AccountReferenceHelp,
        ),
    ];

    fn name(resource: &Company) -> String {
        resource.name.clone()
    }

    fn of(company: &Company) -> Self {
        Self {
            name: company.name.clone(),
            external_reference: company.external_reference.clone().unwrap_or_default(),
        }
    }

    fn input(&self) -> Result<NewCompany, Vec<FieldError>> {
        let mut read = Reader::default();
        let input = NewCompany {
            name: read.required("/name", &self.name),
            external_reference: optional(&self.external_reference),
        };
        read.finish(input)
    }
}

/// The form for a new company.
pub(crate) fn new_company_page() -> Html {
    new_page(
        Route::Companies,
        Text::CompaniesTitle,
        Text::CompanyNewTitle,
        html! { <CompanyEditor /> },
    )
}

/// The form for changing a company.
pub(crate) fn edit_company_page(id: Uuid) -> Html {
    let editor =
        Callback::from(|company: Rc<Versioned<Company>>| html! { <CompanyEditor {company} /> });
    html! {
        <EditPage<CompanyForm>
            collection={companies::collection()}
            key={id.to_string()}
            {id}
            list={Route::Companies}
            list_label={Text::CompaniesTitle}
            kind={Text::CompanyLabel}
            {editor}
        />
    }
}

#[derive(PartialEq, Properties)]
struct CompanyEditorProperties {
    /// The company to change.
    #[prop_or_default]
    company: Option<Rc<Versioned<Company>>>,
}

#[component]
fn CompanyEditor(properties: &CompanyEditorProperties) -> Html {
    let company = properties.company.as_deref();
    let form =
        use_form(|| company.map_or_else(|| FormState::new(CompanyForm::default()), FormState::of));
    let navigator = use_navigator();
    let onsaved = Callback::from(move |id| {
        if let Some(navigator) = &navigator {
            route_link::go(navigator, &Route::Company { id }, &Vec::new());
        }
    });
    let existing = company.map(|company| company.resource.id);
    let fields = Fields {
        form: &form,
        prefix: "company",
    };
    html! {
        <Editor<CompanyForm>
            form={form.clone()}
            prefix="company"
            collection={companies::collection()}
            {existing}
            cancel={existing.map_or(Route::Companies, |id| Route::Company { id })}
            {onsaved}
        >
            { fields.text("/name", Kind::Plain, |form| &mut form.name) }
            { fields.text("/external_reference", Kind::Plain, |form| &mut form.external_reference) }
        </Editor<CompanyForm>>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_company_needs_a_name_and_may_lose_its_reference() {
        assert_eq!(CompanyForm::default().input().unwrap_err().len(), 1);
        let before = CompanyForm {
            name: "Meyer".to_owned(),
            external_reference: "C-1".to_owned(),
        };
        let after = CompanyForm {
            external_reference: " ".to_owned(),
            ..before.clone()
        };
        let patch = serde_json::Value::Object(after.patch(&before).unwrap());
        assert_eq!(patch.to_string(), r#"{"external_reference":null}"#);
    }
}
