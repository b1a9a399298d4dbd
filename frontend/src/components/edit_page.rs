//! The pages around forms.

use std::rc::Rc;

use uuid::Uuid;
use yew::prelude::*;

use super::breadcrumb::Breadcrumb;
use super::load_view::load_view;
use super::page_section::PageSection;
use super::page_title::PageTitle;
use crate::api::collection::{Collection, Versioned};
use crate::form::Model;
use crate::i18n::{Text, fill, t};
use crate::load::use_load;
use crate::route::Route;

/// Properties of [`NewPage`].
#[derive(PartialEq, Properties)]
pub(crate) struct NewPageProperties {
    /// The list to which the resource will belong.
    pub(crate) list: Route,
    /// The list's name.
    pub(crate) list_label: Text,
    /// What the page is for.
    pub(crate) title: Text,
    /// The form.
    pub(crate) children: Html,
}

/// The page around the form for a new resource.
#[component]
pub(crate) fn NewPage(properties: &NewPageProperties) -> Html {
    let title = t(properties.title);
    html! {
        <PageSection>
            <Breadcrumb to={properties.list.clone()} label={t(properties.list_label)} current={title} />
            <PageTitle {title} />
            { properties.children.clone() }
        </PageSection>
    }
}

/// Properties of [`EditPage`].
#[derive(PartialEq, Properties)]
pub(crate) struct EditPageProperties<F: Model> {
    /// Where the resource belongs.
    pub(crate) collection: Collection<F::Resource>,
    /// Which resource.
    pub(crate) id: Uuid,
    /// The list to which it belongs.
    pub(crate) list: Route,
    /// The list's name.
    pub(crate) list_label: Text,
    /// What a resource of this kind is called, until its name is here.
    pub(crate) kind: Text,
    /// Draws the form, once the resource is here.
    pub(crate) editor: Callback<Rc<Versioned<F::Resource>>, Html>,
}

/// The page around the form for changing a resource.
#[component]
pub(crate) fn EditPage<F: Model>(properties: &EditPageProperties<F>) -> Html {
    let loaded = use_load(
        (properties.id, properties.collection.clone()),
        |client, (id, collection)| async move { collection.get(&client, id).await },
    );
    let name = loaded.load.data().map_or_else(
        || t(properties.kind).to_owned(),
        |found| F::name(&found.resource),
    );
    let title = fill(Text::EditTitle, &[("name", &name)]);
    html! {
        <PageSection>
            <Breadcrumb to={properties.list.clone()} label={t(properties.list_label)} current={title.clone()} />
            <PageTitle {title} />
            { load_view(&loaded, &properties.editor) }
        </PageSection>
    }
}
