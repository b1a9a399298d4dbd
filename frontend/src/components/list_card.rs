//! A list that is searched, sorted and paged.

use std::rc::Rc;

use api_types::page::Page;
use patternfly_yew::prelude::{Card, CardBody, Icon};
use yew::prelude::*;

use super::empty_state::empty_state;
use super::filter_form::filter_form;
use super::load_view::load_view;
use super::pager::Pager;
use super::select_field::SelectField;
use super::table::{Direction, SortColumn};
use super::text_field::TextField;
use crate::choices::Choices;
use crate::format;
use crate::i18n::{Text, fill, t};
use crate::listing::{Column, Listing};
use crate::load::Loaded;

/// What a list says of itself.
pub(crate) struct Words {
    /// Names the search for screen readers.
    pub(crate) search: Text,
    /// What the search looks at.
    pub(crate) help: Text,
    /// What is shown where there is nothing at all.
    pub(crate) none: Html,
}

/// The card with a list: its search, its `own` filters, what `draw` makes of a page, and the way to the other pages. The search's
/// field has this id.
pub(crate) fn list_card<T: 'static>(
    listing: &Listing,
    loaded: &Loaded<Page<T>>,
    id: &'static str,
    words: Words,
    own: Html,
    draw: impl Fn(&[T]) -> Html + 'static,
) -> Html {
    let is_narrowed = listing.asked.is_narrowed();
    let is_empty = loaded.load.data().is_some_and(|page| page.items.is_empty());
    // There is nothing to search in.
    let is_new = is_empty && !is_narrowed;
    let form = search(listing, id, &words, is_new, own);
    let nothing = if is_narrowed {
        empty_state(
            Icon::Search,
            t(Text::SearchNoMatch),
            t(Text::SearchNoMatchText),
            "no-match",
            Html::default(),
        )
    } else {
        words.none
    };
    let draw = {
        let listing = listing.clone();
        Callback::from(move |page: Rc<Page<T>>| {
            if page.items.is_empty() {
                return nothing.clone();
            }
            html! {
                <>
                    { count(page.items.len(), page.next_cursor.is_some()) }
                    { draw(&page.items) }
                    { pager(&listing, page.next_cursor.clone()) }
                </>
            }
        })
    };
    html! {
        <Card>
            <CardBody>
                { form }
                { load_view(loaded, &draw) }
            </CardBody>
        </Card>
    }
}

fn search(listing: &Listing, id: &'static str, words: &Words, hidden: bool, own: Html) -> Html {
    let asked = listing.asked.clone();
    filter_form(
        words.search,
        hidden,
        html! {
            <>
                <TextField
                    {id}
                    label={t(Text::SearchAction)}
                    kind="search"
                    help={t(words.help)}
                    value={listing.asked.q.clone()}
                    oninput={listing.refine.reform(move |q| asked.clone().search(q))}
                />
                { own }
            </>
        },
    )
}

/// A filter of the list's own by something that has an id, such as its company.
pub(crate) fn own_filter(
    listing: &Listing,
    name: &'static str,
    id: &'static str,
    label: Text,
    choices: &Choices,
) -> Html {
    let any = [(AttrValue::Static(""), AttrValue::Static(t(Text::Any)))];
    let choices = choices
        .iter()
        .map(|(id, name)| (id.to_string().into(), name.clone().into()));
    own_choice(
        listing,
        name,
        id,
        label,
        any.into_iter().chain(choices).collect(),
    )
}

/// A filter of the list's own by one of several values, of which the empty one means any.
pub(crate) fn own_choice(
    listing: &Listing,
    name: &'static str,
    id: &'static str,
    label: Text,
    choices: Vec<(AttrValue, AttrValue)>,
) -> Html {
    let asked = listing.asked.clone();
    html! {
        <SelectField
            {id}
            label={t(label)}
            value={listing.asked.own(name)}
            source={crate::choices::source(name)}
            {choices}
            onchange={listing.refine.reform(move |value| asked.clone().narrow(name, value))}
        />
    }
}

/// How many there are, as far as that is known.
fn count(shown: usize, has_more: bool) -> Html {
    let text = match (shown, has_more) {
        (_, true) => Text::ListCountMore,
        (1, false) => Text::ListCountOne,
        (_, false) => Text::ListCount,
    };
    html! {
        <p class="pg-subtle" role="status" data-testid="list-count">
            { fill(text, &[("count", &format::count(shown))]) }
        </p>
    }
}

fn pager(listing: &Listing, next: Option<String>) -> Html {
    html! {
        <Pager
            trail={listing.trail.clone()}
            current={listing.asked.cursor.clone()}
            {next}
            go={listing.go.clone()}
        />
    }
}

/// The heading of a column that the list can be sorted by.
pub(crate) fn sortable(listing: &Listing, column: Column, heading: Text) -> Html {
    let (up, down) = column.orders();
    let sort = listing.asked.sort();
    let sorted = if sort == up {
        Some(Direction::Ascending)
    } else {
        (sort == down).then_some(Direction::Descending)
    };
    let asked = listing.asked.clone();
    let testid = match column {
        Column::Name => "sort-name",
        Column::Created => "sort-created",
    };
    html! {
        <SortColumn
            label={t(heading)}
            {sorted}
            onsort={listing.refine.reform(move |()| asked.clone().sorted_by(column))}
            {testid}
        />
    }
}
