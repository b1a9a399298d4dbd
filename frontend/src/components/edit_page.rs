//! The pages around forms.

use std::rc::Rc;

use uuid::Uuid;
use yew::prelude::*;

use super::breadcrumb::breadcrumb;
use super::load_view::load_view;
use super::page_section::page_section;
use super::page_title::PageTitle;
use crate::api::collection::{Collection, Versioned};
use crate::form::Model;
use crate::i18n::{Text, fill, t};
use crate::load::use_load;
use crate::route::Route;

/// The page around the form for a new resource, which will belong to a list.
pub(crate) fn new_page(list: Route, list_label: Text, title: Text, form: Html) -> Html {
    let title = t(title);
    page_section(html! {
        <>
            { breadcrumb(list, list_label, title) }
            <PageTitle {title} />
            { form }
        </>
    })
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
    page_section(html! {
        <>
            { breadcrumb(properties.list.clone(), properties.list_label, &title) }
            <PageTitle {title} />
            { load_view(&loaded, &properties.editor) }
        </>
    })
}
