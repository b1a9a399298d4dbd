//! Tables.

use patternfly_yew::prelude::Icon;
use yew::prelude::*;

use crate::i18n::{Text, fill, t};

/// Properties of [`Table`].
#[derive(PartialEq, Properties)]
pub(crate) struct TableProperties {
    /// What it lists, for screen readers.
    pub(crate) label: AttrValue,
    /// Its columns' headings: [`column()`] and [`SortColumn`].
    pub(crate) head: Html,
    /// Its rows.
    pub(crate) children: Html,
    /// Name for browser tests.
    pub(crate) testid: AttrValue,
}

/// A table that becomes a list of cards on narrow screens, where each cell names its column.
#[component]
pub(crate) fn Table(properties: &TableProperties) -> Html {
    // The roles say what narrow screens' styles would hide.
    html! {
        <div class="pg-table-frame">
        <table
            class="pf-v6-c-table pf-m-compact pf-m-grid-lg"
            role="table"
            aria-label={properties.label.clone()}
            data-testid={properties.testid.clone()}
        >
            <thead class="pf-v6-c-table__thead" role="rowgroup">
                <tr class="pf-v6-c-table__tr" role="row">{ properties.head.clone() }</tr>
            </thead>
            <tbody class="pf-v6-c-table__tbody" role="rowgroup">{ properties.children.clone() }</tbody>
        </table>
        </div>
    }
}

/// Properties of [`Row`].
#[derive(PartialEq, Properties)]
pub(crate) struct RowProperties {
    /// Its cells.
    pub(crate) children: Html,
    /// Whether it came after the others were shown.
    #[prop_or_default]
    pub(crate) fresh: bool,
    /// Name for browser tests.
    pub(crate) testid: AttrValue,
}

/// A row of a table.
#[component]
pub(crate) fn Row(properties: &RowProperties) -> Html {
    html! {
        <tr
            class={classes!("pf-v6-c-table__tr", properties.fresh.then_some("pg-fresh"))}
            role="row"
            data-testid={properties.testid.clone()}
        >
            { properties.children.clone() }
        </tr>
    }
}

/// A cell of a table, in the column of this heading.
pub(crate) fn cell(column: Text, content: Html) -> Html {
    classed_cell(column, "", content)
}

/// A cell of a table, in the column of this heading, with a style class.
pub(crate) fn classed_cell(column: Text, class: &'static str, content: Html) -> Html {
    html! {
        <td class={classes!("pf-v6-c-table__td", class)} role="cell" data-label={t(column)}>{ content }</td>
    }
}

/// The heading of a column.
pub(crate) fn column(heading: Text) -> Html {
    html! {
        <th class="pf-v6-c-table__th" role="columnheader" scope="col">{ t(heading) }</th>
    }
}

/// Which way a column is sorted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Direction {
    /// From the least to the greatest.
    Ascending,
    /// From the greatest to the least.
    Descending,
}

/// Properties of [`SortColumn`].
#[derive(PartialEq, Properties)]
pub(crate) struct SortColumnProperties {
    /// Its heading.
    pub(crate) label: AttrValue,
    /// Which way the table is sorted by it; none where it is sorted by another.
    pub(crate) sorted: Option<Direction>,
    /// Sorts by this column, or the other way.
    pub(crate) onsort: Callback<()>,
    /// Name for browser tests.
    pub(crate) testid: AttrValue,
}

/// The heading of a column that the table can be sorted by.
#[component]
pub(crate) fn SortColumn(properties: &SortColumnProperties) -> Html {
    let (icon, order) = match properties.sorted {
        None => (Icon::ArrowsAltV, "none"),
        Some(Direction::Ascending) => (Icon::LongArrowAltUp, "ascending"),
        Some(Direction::Descending) => (Icon::LongArrowAltDown, "descending"),
    };
    let is_sorted = properties.sorted.is_some();
    html! {
        <th
            class={classes!("pf-v6-c-table__th", "pf-v6-c-table__sort", is_sorted.then_some("pf-m-selected"))}
            role="columnheader"
            scope="col"
            aria-sort={order}
        >
            <button
                type="button"
                class="pf-v6-c-table__button"
                title={fill(Text::SortBy, &[("column", &properties.label)])}
                data-testid={properties.testid.clone()}
                onclick={properties.onsort.reform(|_| ())}
            >
                <span class="pf-v6-c-table__button-content">
                    <span class="pf-v6-c-table__text">{ &properties.label }</span>
                    <span class="pf-v6-c-table__sort-indicator">{ icon.as_html() }</span>
                </span>
            </button>
        </th>
    }
}
