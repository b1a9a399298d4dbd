//! From wire documents to neutral data and back, one module a protocol.

pub mod cxml;
pub mod oci;
pub mod punchout2go;
