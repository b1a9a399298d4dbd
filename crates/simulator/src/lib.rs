#![doc = include_str!("../README.md")]

mod answer;
mod arrival;
mod line;
mod oci_call;
mod punch_out;
mod shown;

pub use answer::{Answer, read_answer};
pub use arrival::{Arrival, ArrivalError, Contents, ReturnedCart, read_return};
pub use cxml::{SharedSecret, Version};
pub use line::Line;
pub use oci::{Returned, ReturnedItem};
pub use oci_call::{OciAccount, OciCall, OciFunction, oci_page_fields, read_oci_return};
pub use punch_out::{Account, Buyer, Fault, Operation, PunchOut};
pub use shown::shown;
