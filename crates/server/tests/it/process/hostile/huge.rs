//! A body of 100 MB.

use std::{
    io::{ErrorKind, Read, Write},
    net::TcpStream,
};

use super::PATIENCE;
use crate::gateway::Answer;

/// Posts 100 MB over a bare connection, as far as the gateway reads it; the answer.
pub fn post(address: &str, path: &str, chunked: bool) -> Answer {
    let mut stream = TcpStream::connect(address).expect("the gateway listens");
    stream
        .set_read_timeout(Some(PATIENCE))
        .expect("a time can be set");
    stream
        .set_write_timeout(Some(PATIENCE))
        .expect("a time can be set");
    let length = if chunked {
        "transfer-encoding: chunked".to_owned()
    } else {
        format!("content-length: {}", 100 * 1024 * 1024)
    };
    let mut writer = stream.try_clone().expect("a connection can be shared");
    let head = format!(
        "POST {path} HTTP/1.1\r\nhost: gateway\r\ncontent-type: text/xml\r\n{length}\r\n\r\n"
    );
    let sending = std::thread::spawn(move || {
        let block = "<a>".repeat(64 * 1024 / 3 + 1)[..64 * 1024].to_owned();
        let block = if chunked {
            format!("10000\r\n{block}\r\n")
        } else {
            block
        };
        let mut sent = writer.write_all(head.as_bytes());
        for _ in 0..1600 {
            sent = sent.and_then(|()| writer.write_all(block.as_bytes()));
        }
        if chunked {
            sent = sent.and_then(|()| writer.write_all(b"0\r\n\r\n"));
        }
        // The gateway need not read to the end.
        drop(sent);
    });
    let mut answer = Vec::new();
    let read = stream.read_to_end(&mut answer);
    // A connection that is cut with bytes on the way ends with a reset.
    if let Err(error) = read {
        assert_eq!(error.kind(), ErrorKind::ConnectionReset, "{error}");
    }
    sending.join().expect("sending ends");
    let text = String::from_utf8(answer).expect("text");
    let (head, body) = text.split_once("\r\n\r\n").expect("an answer");
    let mut lines = head.lines();
    let status = lines
        .next()
        .and_then(|line| line.split(' ').nth(1)?.parse().ok());
    let headers = lines.filter_map(|line| {
        let (name, value) = line.split_once(": ")?;
        Some((name.parse().ok()?, value.parse().ok()?))
    });
    let headers: Vec<(reqwest::header::HeaderName, reqwest::header::HeaderValue)> =
        headers.collect();
    Answer::read(
        status.expect("a status"),
        headers.into_iter().collect(),
        body.as_bytes().to_vec(),
    )
}
