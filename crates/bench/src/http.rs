//! An HTTP/1.1 client that costs next to nothing: it shares the machine's cores with what it measures.
//!
//! One connection, kept alive; requests as ready bytes; bodies with a length, as the gateway sends them.

use anyhow::{Context, bail};
use memchr::memmem;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

/// A connection that is kept.
pub struct Connection {
    stream: TcpStream,
    buffer: Vec<u8>,
}

/// An answer, in the connection's buffer.
pub struct Answer<'a> {
    /// HTTP status.
    pub status: u16,
    /// Status line and headers.
    pub head: &'a [u8],
    /// The body.
    pub body: &'a [u8],
}

impl Connection {
    /// Connects to `host:port`.
    pub async fn open(address: &str) -> anyhow::Result<Self> {
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        Ok(Self {
            stream,
            buffer: Vec::with_capacity(16 * 1024),
        })
    }

    /// Sends a request and reads its answer whole.
    pub async fn exchange(&mut self, request: &[u8]) -> anyhow::Result<Answer<'_>> {
        self.stream.write_all(request).await?;
        self.buffer.clear();
        let head = loop {
            self.read_more().await?;
            if let Some(end) = memmem::find(&self.buffer, b"\r\n\r\n") {
                break end + 4;
            }
        };
        let end = head
            + content_length(self.buffer.get(..head).unwrap_or_default())
                .context("an answer without a length")?;
        while self.buffer.len() < end {
            self.read_more().await?;
        }
        let (head, body) = self.buffer.split_at(head);
        Ok(Answer {
            status: status(head).context("an answer without a status")?,
            head,
            body,
        })
    }

    async fn read_more(&mut self) -> anyhow::Result<()> {
        if self.stream.read_buf(&mut self.buffer).await? == 0 {
            bail!("the server hung up");
        }
        Ok(())
    }
}

impl Answer<'_> {
    /// A header's value; the name in lower case.
    pub fn header(&self, name: &str) -> Option<&str> {
        header(self.head, name)
    }

    /// For messages: how the answer begins.
    pub fn excerpt(&self) -> String {
        let shown = self.body.get(..400).unwrap_or(self.body);
        format!("{} {}", self.status, String::from_utf8_lossy(shown))
    }
}

/// The bytes of a request, its body as it is.
pub fn request(method: &str, target: &str, headers: &[(&str, &str)], body: &[u8]) -> Vec<u8> {
    let mut bytes = format!("{method} {target} HTTP/1.1\r\nhost: bench\r\n").into_bytes();
    for (name, value) in headers {
        bytes.extend_from_slice(format!("{name}: {value}\r\n").as_bytes());
    }
    bytes.extend_from_slice(format!("content-length: {}\r\n\r\n", body.len()).as_bytes());
    bytes.extend_from_slice(body);
    bytes
}

fn status(head: &[u8]) -> Option<u16> {
    std::str::from_utf8(head.get(9..12)?).ok()?.parse().ok()
}

fn header<'a>(head: &'a [u8], name: &str) -> Option<&'a str> {
    head.split(|&byte| byte == b'\n').skip(1).find_map(|line| {
        let (found, value) = line.split_at_checked(name.len())?;
        let value = value.strip_prefix(b":")?;
        found
            .eq_ignore_ascii_case(name.as_bytes())
            .then(|| std::str::from_utf8(value).ok().map(str::trim))?
    })
}

fn content_length(head: &[u8]) -> Option<usize> {
    match header(head, "content-length") {
        Some(length) => length.parse().ok(),
        None => (status(head) == Some(204)).then_some(0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answers_head_is_read() {
        let head = b"HTTP/1.1 303 See Other\r\nContent-Length: 0\r\nlocation: https://shop.example/?a=1\r\n\r\n";
        assert_eq!(status(head), Some(303));
        assert_eq!(content_length(head), Some(0));
        assert_eq!(header(head, "location"), Some("https://shop.example/?a=1"));
        assert_eq!(header(head, "locatio"), None);
    }

    #[test]
    fn an_answer_without_a_length_is_not_guessed_at() {
        assert_eq!(content_length(b"HTTP/1.1 200 OK\r\n\r\n"), None);
        assert_eq!(content_length(b"HTTP/1.1 204 No Content\r\n\r\n"), Some(0));
    }
}
