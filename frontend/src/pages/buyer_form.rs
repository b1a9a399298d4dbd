//! Making and changing a buyer.

use std::rc::Rc;

use api_types::buyer::{Buyer, NewBuyer};
use api_types::problem::FieldError;
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use yew::prelude::*;
use yew_router::prelude::*;

use crate::api::buyers;
use crate::api::collection::Versioned;
use crate::choices::{buyer_name, use_units};
use crate::components::edit_page::{EditPage, new_page};
use crate::components::editor::Editor;
use crate::components::fields::{Fields, Kind};
use crate::components::route_link;
use crate::form::texts::{Reader, optional};
use crate::form::{Field, FormState, Model, use_form};
use crate::i18n::Text;
use crate::route::{Route, query_id};

/// The fields of a buyer.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
struct BuyerForm {
    business_unit_id: Option<Uuid>,
    email: String,
    first_name: String,
    last_name: String,
    external_reference: String,
}

impl Model for BuyerForm {
    type Resource = Buyer;
    type Input = NewBuyer;

    const FIELDS: &'static [Field] = &[
        Field::new(
            "/business_unit_id",
            Text::BusinessUnitLabel,
            Text::BuyerUnitHelp,
        )
        .required(),
        Field::new("/email", Text::EmailLabel, Text::BuyerEmailHelp).required(),
        Field::plain("/first_name", Text::FirstNameLabel),
        Field::plain("/last_name", Text::LastNameLabel),
        Field::new(
            "/external_reference",
            Text::ReferenceOfShopLabel,
            Text::CustomerReferenceHelp,
        ),
    ];

    fn name(resource: &Buyer) -> String {
        buyer_name(resource)
    }

    fn of(buyer: &Buyer) -> Self {
        let buyer = buyer.clone();
        Self {
            business_unit_id: Some(buyer.business_unit_id),
            email: buyer.email,
            first_name: buyer.first_name.unwrap_or_default(),
            last_name: buyer.last_name.unwrap_or_default(),
            external_reference: buyer.external_reference.unwrap_or_default(),
        }
    }

    fn input(&self) -> Result<NewBuyer, Vec<FieldError>> {
        let mut read = Reader::default();
        let input = NewBuyer {
            business_unit_id: read.chosen("/business_unit_id", self.business_unit_id),
            email: read.required("/email", &self.email),
            first_name: optional(&self.first_name),
            last_name: optional(&self.last_name),
            external_reference: optional(&self.external_reference),
            ..NewBuyer::default()
        };
        read.finish(input)
    }
}

/// The form for a new buyer; its address may name the business unit.
#[component]
pub(crate) fn NewBuyerPage() -> Html {
    let unit =
        use_location().and_then(|location| query_id(location.query_str(), "business_unit_id"));
    new_page(
        Route::Buyers,
        Text::BuyersTitle,
        Text::BuyerNewTitle,
        html! { <BuyerEditor {unit} /> },
    )
}

/// The form for changing a buyer.
pub(crate) fn edit_buyer_page(id: Uuid) -> Html {
    let editor = Callback::from(|buyer: Rc<Versioned<Buyer>>| html! { <BuyerEditor {buyer} /> });
    html! {
        <EditPage<BuyerForm>
            collection={buyers::collection()}
            key={id.to_string()}
            {id}
            list={Route::Buyers}
            list_label={Text::BuyersTitle}
            kind={Text::BuyerLabel}
            {editor}
        />
    }
}

#[derive(PartialEq, Properties)]
struct BuyerEditorProperties {
    /// The buyer to change.
    #[prop_or_default]
    buyer: Option<Rc<Versioned<Buyer>>>,
    /// The business unit of a new one, where it is known.
    #[prop_or_default]
    unit: Option<Uuid>,
}

#[component]
fn BuyerEditor(properties: &BuyerEditorProperties) -> Html {
    let buyer = properties.buyer.as_deref();
    let units = use_units();
    let form = use_form(|| {
        let empty = BuyerForm {
            business_unit_id: properties.unit,
            ..BuyerForm::default()
        };
        buyer.map_or_else(|| FormState::new(empty), FormState::of)
    });
    let navigator = use_navigator();
    let onsaved = Callback::from(move |id| {
        if let Some(navigator) = &navigator {
            route_link::go(navigator, &Route::Buyer { id }, &Vec::new());
        }
    });
    let existing = buyer.map(|buyer| buyer.resource.id);
    let fields = Fields {
        form: &form,
        prefix: "buyer",
    };
    html! {
        <Editor<BuyerForm>
            form={form.clone()}
            prefix="buyer"
            collection={buyers::collection()}
            {existing}
            cancel={existing.map_or(Route::Buyers, |id| Route::Buyer { id })}
            {onsaved}
        >
            { fields.one_of("/business_unit_id", &units, Text::ChooseOne, |form| &mut form.business_unit_id) }
            { fields.text("/email", Kind::Email, |form| &mut form.email) }
            { fields.text("/first_name", Kind::Plain, |form| &mut form.first_name) }
            { fields.text("/last_name", Kind::Plain, |form| &mut form.last_name) }
            { fields.text("/external_reference", Kind::Plain, |form| &mut form.external_reference) }
        </Editor<BuyerForm>>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_buyer_needs_a_business_unit_and_an_address() {
        let errors = BuyerForm::default().input().unwrap_err();
        let pointers: Vec<_> = errors.iter().map(|error| error.pointer.as_str()).collect();
        assert_eq!(pointers, ["/business_unit_id", "/email"]);
    }

    #[test]
    fn every_field_is_a_member_of_the_input() {
        let filled = BuyerForm {
            business_unit_id: Some(Uuid::from_u128(7)),
            email: "anna@buyer.example".to_owned(),
            ..BuyerForm::default()
        };
        let input = serde_json::to_value(filled.input().unwrap()).unwrap();
        for field in BuyerForm::FIELDS {
            assert!(input.pointer(field.pointer).is_some(), "{}", field.pointer);
        }
    }
}
