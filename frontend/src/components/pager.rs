//! Going through a list page by page, where each page knows only the next.

use patternfly_yew::prelude::Icon;
use yew::prelude::*;

use super::button::Button;
use crate::i18n::{Text, t};

/// The way through a list's pages so far: the cursors of the pages seen, the first page without one.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub(crate) struct Trail {
    cursors: Vec<Option<String>>,
}

impl Trail {
    /// The trail once the page at a cursor is shown, whether by its buttons or by the browser's.
    pub(crate) fn visit(mut self, cursor: Option<&str>) -> Self {
        let known = self
            .cursors
            .iter()
            .position(|known| known.as_deref() == cursor);
        match known {
            Some(position) => self.cursors.truncate(position + 1),
            None if cursor.is_none() => self.cursors = vec![None],
            None => self.cursors.push(cursor.map(str::to_owned)),
        }
        self
    }

    /// The cursor of the page before this one, which is none for the first page. On a page whose way is unknown, that is the first.
    pub(crate) fn previous(&self) -> Option<&str> {
        self.cursors.iter().rev().nth(1)?.as_deref()
    }
}

/// The pages of a list seen so far, as long as the same is asked for.
#[hook]
pub(crate) fn use_trail<Q>(asked: Q, cursor: Option<&str>) -> Trail
where
    Q: PartialEq + 'static,
{
    let kept = use_mut_ref(|| (None::<Q>, Trail::default()));
    let mut kept = kept.borrow_mut();
    let trail = if kept.0.as_ref() == Some(&asked) {
        kept.1.clone()
    } else {
        Trail::default()
    };
    *kept = (Some(asked), trail.visit(cursor));
    kept.1.clone()
}

/// Properties of [`Pager`].
#[derive(PartialEq, Properties)]
pub(crate) struct PagerProperties {
    /// The way so far.
    pub(crate) trail: Trail,
    /// The cursor of this page.
    pub(crate) current: Option<String>,
    /// The cursor of the next page, where there is one.
    pub(crate) next: Option<String>,
    /// Shows the page at a cursor.
    pub(crate) go: Callback<Option<String>>,
}

/// Buttons to the first, the previous and the next page; nothing where all is on one page.
#[component]
pub(crate) fn Pager(properties: &PagerProperties) -> Html {
    let is_first = properties.current.is_none();
    if is_first && properties.next.is_none() {
        return html! {};
    }
    let previous = properties.trail.previous().map(str::to_owned);
    let to = |cursor: Option<String>| properties.go.reform(move |_| cursor.clone());
    html! {
        <nav class="pg-pager" aria-label={t(Text::PagerLabel)}>
            <Button
                label={t(Text::PagerFirst)}
                icon={Icon::AngleDoubleLeft}
                disabled={is_first}
                onclick={to(None)}
                testid="page-first"
            />
            <Button
                label={t(Text::PagerPrevious)}
                icon={Icon::AngleLeft}
                disabled={is_first}
                onclick={to(previous)}
                testid="page-previous"
            />
            <Button
                label={t(Text::PagerNext)}
                icon={Icon::AngleRight}
                disabled={properties.next.is_none()}
                onclick={to(properties.next.clone())}
                testid="page-next"
            />
        </nav>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_way_back_is_the_way_that_was_gone() {
        let trail = Trail::default()
            .visit(None)
            .visit(Some("b"))
            .visit(Some("c"));
        assert_eq!(trail.previous(), Some("b"));
        let trail = trail.visit(Some("b"));
        assert_eq!(trail.previous(), None);
        let trail = trail.visit(Some("c")).visit(None);
        assert_eq!(trail, Trail::default().visit(None));
    }

    #[test]
    fn from_a_page_that_was_opened_directly_the_way_back_is_the_first() {
        assert_eq!(Trail::default().visit(Some("x")).previous(), None);
        let trail = Trail::default().visit(Some("x")).visit(Some("y"));
        assert_eq!(trail.previous(), Some("x"));
    }
}
