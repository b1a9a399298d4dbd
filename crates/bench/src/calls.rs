//! OCI calls, one after the other.

use anyhow::ensure;

use crate::{
    arrangement::Arrangement,
    documents::{self, Unique},
    http::{self, Connection},
    load::Caller,
};

/// A buyer's browser that does nothing but call.
pub struct OciCaller {
    connection: Connection,
    request: Unique,
}

/// Callers with a connection each.
pub async fn callers(
    address: &str,
    arrangement: &Arrangement,
    count: usize,
) -> anyhow::Result<Vec<OciCaller>> {
    let request = Unique::new(http::request(
        "POST",
        &arrangement.oci_entry_point,
        &[
            ("content-type", "application/x-www-form-urlencoded"),
            ("user-agent", "Bench Browser"),
            ("accept", "text/html"),
        ],
        documents::oci_call().as_bytes(),
    ));
    let mut callers = Vec::with_capacity(count);
    for _ in 0..count {
        callers.push(OciCaller {
            connection: Connection::open(address).await?,
            request: request.clone(),
        });
    }
    Ok(callers)
}

impl Caller for OciCaller {
    async fn call(&mut self) -> anyhow::Result<()> {
        let answer = self.connection.exchange(self.request.next()?).await?;
        let is_granted = answer.status == 303
            && answer
                .header("location")
                .is_some_and(|url| url.contains("/punchout/start/"));
        ensure!(is_granted, "{}", answer.excerpt());
        Ok(())
    }
}
