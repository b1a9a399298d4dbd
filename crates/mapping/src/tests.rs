//! The language as a whole.

mod inbound;
mod never_panics;
mod outbound;
mod problems;
mod transforms;

use crate::{Anything, Contract, Direction, Mapping, Problem, Syntax, Tables};

/// A mapping of any cXML.
pub(super) fn mapping(
    direction: Direction,
    syntax: Syntax,
    json: &str,
) -> Result<Mapping, Vec<Problem>> {
    let contract = Contract {
        direction,
        syntax,
        document: &Anything,
        neutral: &Anything,
        root: "cXML",
        item_path: Some("/cXML/Message[1]/PunchOutOrderMessage[1]/ItemIn"),
        tables: &Tables::new(),
    };
    Mapping::parse(json, &contract)
}
