//! Bars by themselves: what they count is said in words beside them.

use yew::prelude::*;
use yew_router::prelude::*;

use crate::components::route_link::{self, Query};
use crate::route::Route;

/// How high the picture is, in its own units.
const HEIGHT: f64 = 100.0;

/// How wide the place of a bar is.
const PLACE: f64 = 10.0;

/// How much of it the bar takes.
const WIDTH: f64 = 7.0;

/// A bar: its pieces from below, each with its style class, what it says and where it leads.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Bar {
    /// How many of which class.
    pub(super) pieces: Vec<(&'static str, u64)>,
    /// What it says to a mouse.
    pub(super) title: String,
    /// The list of what it counts.
    pub(super) to: Route,
    /// What the list is asked for.
    pub(super) query: Query,
}

/// Properties of [`Bars`].
#[derive(PartialEq, Properties)]
pub(super) struct BarsProperties {
    /// The bars, from left to right.
    pub(super) bars: Vec<Bar>,
    /// What the highest possible bar counts.
    pub(super) top: u64,
}

/// Bars side by side, for eyes and mice alone: a table beside them has the same for everybody.
#[component]
pub(super) fn Bars(properties: &BarsProperties) -> Html {
    let navigator = use_navigator();
    let width = PLACE * properties.bars.len() as f64;
    let open = |bar: &Bar| {
        let (navigator, to, query) = (navigator.clone(), bar.to.clone(), bar.query.clone());
        Callback::from(move |_: MouseEvent| {
            if let Some(navigator) = &navigator {
                route_link::open(navigator, &to, &query);
            }
        })
    };
    html! {
        <svg class="pg-bars" viewBox={format!("0 0 {width} {HEIGHT}")} preserveAspectRatio="none" aria-hidden="true">
            { for properties.bars.iter().enumerate().map(|(place, bar)| html! {
                <g class="pg-bar" onclick={open(bar)}>
                    <title>{ &bar.title }</title>
                    <rect class="pg-bar-place" x={(PLACE * place as f64).to_string()} y="0" width={PLACE.to_string()} height={HEIGHT.to_string()} />
                    { pieces(bar, place, properties.top) }
                </g>
            }) }
        </svg>
    }
}

fn pieces(bar: &Bar, place: usize, top: u64) -> Html {
    let x = PLACE * place as f64 + (PLACE - WIDTH) / 2.0;
    let heights = stacked(&bar.pieces, top);
    let pieces = bar.pieces.iter().zip(heights);
    let pieces = pieces.filter(|(_, (_, height))| *height > 0.0);
    pieces
        .map(|((class, _), (y, height))| {
            html! {
                <rect class={*class} x={x.to_string()} y={y.to_string()} width={WIDTH.to_string()} height={height.to_string()} />
            }
        })
        .collect()
}

/// Where each piece begins, counted from above, and how high it is.
fn stacked(pieces: &[(&'static str, u64)], top: u64) -> Vec<(f64, f64)> {
    let mut y = HEIGHT;
    let heights = pieces.iter().map(|(_, count)| {
        let height = HEIGHT * *count as f64 / top.max(1) as f64;
        y -= height;
        (y, height)
    });
    heights.collect()
}

/// The next round number from a count on, which the axis ends with.
pub(super) fn top(most: u64) -> u64 {
    let mut unit = 1_u64;
    loop {
        for step in [1, 2, 4, 5, 10] {
            let round = unit.saturating_mul(step);
            if round >= most {
                return round;
            }
        }
        unit = unit.saturating_mul(10);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_axis_ends_with_a_round_number() {
        let tops = [0, 1, 3, 5, 7, 11, 42, 999, u64::MAX].map(top);
        assert_eq!(tops, [1, 1, 4, 5, 10, 20, 50, 1_000, u64::MAX]);
    }

    #[test]
    fn pieces_stand_on_one_another() {
        let bar = [("a", 1), ("b", 0), ("c", 3)];
        assert_eq!(stacked(&bar, 4), [(75.0, 25.0), (75.0, 0.0), (0.0, 75.0)]);
    }
}
