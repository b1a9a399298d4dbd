#![doc = include_str!("../README.md")]

mod answer;
mod arrival;
mod line;
mod punch_out;
mod shown;

pub use answer::{Answer, read_answer};
pub use arrival::{Arrival, ArrivalError, Contents, ReturnedCart, read_return};
pub use cxml::{SharedSecret, Version};
pub use line::Line;
pub use punch_out::{Account, Buyer, Fault, Operation, PunchOut};
pub use shown::shown;
