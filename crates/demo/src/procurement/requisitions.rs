//! Requisitions, in memory and bounded.

use std::collections::VecDeque;

use simulator::{Answer, Arrival, Buyer, Contents, Fault, Line, Operation, ReturnedCart, Version};

use super::{Account, action::Action, gateway::Asked};

/// How many requisitions are remembered; the oldest give way.
const MOST_REQUISITIONS: usize = 50;

/// How many punch-outs of a requisition are remembered.
const MOST_TRIPS: usize = 10;

/// One punch-out: what was asked, and what came back.
#[derive(Clone, Debug)]
pub(super) struct Trip {
    /// What for.
    pub operation: Operation,
    /// What went wrong on purpose.
    pub fault: Option<Fault>,
    cookie: String,
    /// The exchange with the gateway.
    pub asked: Asked,
    /// What the browser brought.
    pub brought: Option<Brought>,
}

/// What a browser brought.
#[derive(Clone, Debug)]
pub(super) struct Brought {
    /// The form field that carried it.
    pub field: &'static str,
    /// The document, as it is shown.
    pub shown: String,
    /// What it brought.
    pub contents: Contents,
}

impl Trip {
    /// A punch-out that was asked for.
    pub(super) const fn begun(action: &Action, cookie: String, asked: Asked) -> Self {
        Self {
            operation: action.operation,
            fault: action.fault,
            cookie,
            asked,
            brought: None,
        }
    }
}

/// Where a requisition stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum State {
    /// The buyer is in the shop.
    Shopping,
    /// There is a cart.
    Filled,
    /// The buyer came back without a cart.
    Empty,
    /// The gateway refused.
    Refused,
}

impl State {
    /// Its name for people.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Shopping => "In the shop",
            Self::Filled => "Cart received",
            Self::Empty => "Returned without a cart",
            Self::Refused => "Refused",
        }
    }
}

/// A requisition.
#[derive(Clone, Debug)]
pub(super) struct Requisition {
    /// Its number; 0 until it is added.
    pub number: u32,
    /// Through which account it is filled.
    pub account: Account,
    /// Who fills it.
    pub buyer: Buyer,
    /// The version of cXML that is spoken.
    pub version: Version,
    /// The cart that came last.
    pub cart: Option<ReturnedCart>,
    /// What was done for it, the oldest first.
    pub trips: VecDeque<Trip>,
}

impl Requisition {
    pub(super) const fn new(account: Account, buyer: Buyer, version: Version) -> Self {
        Self {
            number: 0,
            account,
            buyer,
            version,
            cart: None,
            trips: VecDeque::new(),
        }
    }

    /// Its lines.
    pub(super) fn lines(&self) -> &[Line] {
        self.cart.as_ref().map_or(&[], |cart| &cart.lines)
    }

    /// Where it stands.
    pub(super) fn state(&self) -> State {
        match self.trips.back() {
            Some(trip) if trip.brought.is_none() => match trip.asked.answer {
                Answer::StartPage(_) => State::Shopping,
                _ => State::Refused,
            },
            _ if self.cart.is_some() => State::Filled,
            _ => State::Empty,
        }
    }
}

/// All requisitions, the oldest first.
#[derive(Default)]
pub(super) struct Requisitions {
    all: VecDeque<Requisition>,
    last: u32,
}

impl Requisitions {
    /// Adds a requisition, and answers its number.
    pub(super) fn add(&mut self, mut requisition: Requisition) -> u32 {
        self.last = self.last.saturating_add(1);
        requisition.number = self.last;
        if self.all.len() >= MOST_REQUISITIONS {
            self.all.pop_front();
        }
        self.all.push_back(requisition);
        self.last
    }

    /// The requisition of a number.
    pub(super) fn get(&self, number: u32) -> Option<&Requisition> {
        self.all
            .iter()
            .find(|requisition| requisition.number == number)
    }

    /// All of them, the newest first.
    pub(super) fn newest_first(&self) -> impl Iterator<Item = &Requisition> {
        self.all.iter().rev()
    }

    /// Notes a punch-out.
    pub(super) fn note(&mut self, number: u32, trip: Trip) {
        let found = self.all.iter_mut().find(|found| found.number == number);
        if let Some(requisition) = found {
            if requisition.trips.len() >= MOST_TRIPS {
                requisition.trips.pop_front();
            }
            requisition.trips.push_back(trip);
        }
    }

    /// Takes in what a browser brought; answers which requisition it belongs to, where there is one.
    pub(super) fn take_in(&mut self, arrival: Arrival) -> Option<u32> {
        let belongs = |trip: &Trip| trip.cookie == arrival.buyer_cookie;
        let requisition = self
            .all
            .iter_mut()
            .find(|requisition| requisition.trips.iter().any(belongs))?;
        if let Some(trip) = requisition.trips.iter_mut().find(|trip| belongs(trip)) {
            match &arrival.contents {
                // What was only to be looked at stays as it was, whatever comes.
                _ if trip.operation == Operation::Inspect => {}
                Contents::Cart(cart) => requisition.cart = Some(cart.clone()),
                Contents::Empty => requisition.cart = None,
                Contents::Unchanged => {}
            }
            trip.brought = Some(Brought {
                field: arrival.field,
                shown: simulator::shown(&arrival.document),
                contents: arrival.contents,
            });
        }
        Some(requisition.number)
    }
}

#[cfg(test)]
mod tests;
