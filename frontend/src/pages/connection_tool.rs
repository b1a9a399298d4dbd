//! What is around the pages that belong to a connection.

use uuid::Uuid;
use yew::prelude::*;

use crate::components::breadcrumb::breadcrumb_from;
use crate::components::page_section::page_section;
use crate::components::page_title::PageTitle;
use crate::i18n::{Text, t};
use crate::route::Route;

/// A page that belongs to a connection, whose name may not be here yet.
pub(super) fn connection_tool(
    id: Uuid,
    name: Option<&str>,
    title: Text,
    text: Text,
    body: Html,
) -> Html {
    let connection = name.unwrap_or(t(Text::ConnectionTitle));
    page_section(html! {
        <>
            { breadcrumb_from(Route::Connection { id }, connection, t(title)) }
            <PageTitle title={t(title)} />
            <p class="pg-lead">{ t(text) }</p>
            { body }
        </>
    })
}
