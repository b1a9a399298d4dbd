//! What the buttons do.

use simulator::{Fault, Operation};

/// What a button does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Action {
    /// The operation asked for.
    pub operation: Operation,
    /// Whether the shop is shown in a frame.
    pub framed: bool,
    /// What goes wrong on purpose.
    pub fault: Option<Fault>,
}

impl Action {
    const fn plain(operation: Operation) -> Self {
        Self {
            operation,
            framed: false,
            fault: None,
        }
    }

    const fn framed(operation: Operation) -> Self {
        Self {
            framed: true,
            ..Self::plain(operation)
        }
    }

    const fn faulty(fault: Fault) -> Self {
        Self {
            fault: Some(fault),
            ..Self::plain(Operation::Create)
        }
    }

    /// The action of a button's value.
    pub(super) fn named(name: &str) -> Option<Self> {
        Some(match name {
            "create" => Self::plain(Operation::Create),
            "create-framed" => Self::framed(Operation::Create),
            "edit" => Self::plain(Operation::Edit),
            "edit-framed" => Self::framed(Operation::Edit),
            "inspect" => Self::plain(Operation::Inspect),
            "inspect-framed" => Self::framed(Operation::Inspect),
            "wrong-secret" => Self::faulty(Fault::WrongSecret),
            "unknown-operation" => Self::faulty(Fault::UnknownOperation),
            "no-buyer-cookie" => Self::faulty(Fault::NoBuyerCookie),
            _ => return None,
        })
    }
}
