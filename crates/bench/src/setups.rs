//! Setup requests, one after the other.

use anyhow::ensure;
use memchr::memmem;

use crate::{
    arrangement::Arrangement,
    documents::{self, Unique},
    http::{self, Connection},
    load::Caller,
};

/// A procurement system that does nothing but set up.
pub struct SetupCaller {
    connection: Connection,
    request: Unique,
}

/// The bytes of a setup request for an entry point.
pub fn request(entry_point: &str) -> Unique {
    Unique::new(http::request(
        "POST",
        entry_point,
        &[
            ("content-type", "text/xml; charset=UTF-8"),
            ("user-agent", "Bench Procurement 14.2"),
            ("accept", "*/*"),
        ],
        &documents::setup_request(),
    ))
}

/// Callers with a connection each.
pub async fn callers(
    address: &str,
    arrangement: &Arrangement,
    count: usize,
) -> anyhow::Result<Vec<SetupCaller>> {
    let request = request(&arrangement.entry_point);
    let mut callers = Vec::with_capacity(count);
    for _ in 0..count {
        callers.push(SetupCaller {
            connection: Connection::open(address).await?,
            request: request.clone(),
        });
    }
    Ok(callers)
}

impl Caller for SetupCaller {
    async fn call(&mut self) -> anyhow::Result<()> {
        let answer = self.connection.exchange(self.request.next()?).await?;
        ensure!(
            answer.status == 200 && memmem::find(answer.body, b"code=\"200\"").is_some(),
            "{}",
            answer.excerpt()
        );
        Ok(())
    }
}
