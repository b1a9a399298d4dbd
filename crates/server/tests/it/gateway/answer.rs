//! What the gateway answers to procurement systems: cXML, whatever they send.

use reqwest::{RequestBuilder, header::HeaderMap};
use roxmltree::{Document, ParsingOptions};

/// An answer in cXML.
#[derive(Clone, Debug)]
pub struct Answer {
    /// HTTP status.
    pub http: u16,
    pub headers: HeaderMap,
    pub bytes: Vec<u8>,
    /// `Status/@code`.
    pub status: u16,
    /// `StartPage/URL`.
    pub start_page: Option<String>,
}

impl Answer {
    /// Sends a request and reads the answer, which must be cXML and set no cookie.
    pub async fn to(request: RequestBuilder) -> Self {
        let response = request.send().await.expect("the gateway answers");
        let (http, headers) = (response.status().as_u16(), response.headers().clone());
        let bytes = response.bytes().await.expect("the body arrives").to_vec();
        Self::read(http, headers, bytes)
    }

    pub fn read(http: u16, headers: HeaderMap, bytes: Vec<u8>) -> Self {
        let text = String::from_utf8(bytes.clone()).expect("answers are UTF-8");
        let content_type = header(&headers, "content-type");
        assert_eq!(content_type, "text/xml; charset=UTF-8", "{http}: {text}");
        assert_eq!(header(&headers, "set-cookie"), "");
        assert_eq!(header(&headers, "cache-control"), "no-store");
        let document = parse(&text);
        let root = document.root_element();
        assert_eq!(root.tag_name().name(), "cXML");
        let find = |name: &str| root.descendants().find(|node| node.has_tag_name(name));
        let status = find("Status").and_then(|node| node.attribute("code"));
        let status = status.and_then(|code| code.parse().ok());
        let start_page = find("StartPage").and_then(|node| {
            let url = node.children().find(|child| child.has_tag_name("URL"))?;
            url.text().map(str::to_owned)
        });
        Self {
            http,
            headers,
            bytes,
            status: status.unwrap_or_else(|| panic!("no Status in {text}")),
            start_page,
        }
    }

    /// The path of the StartPage URL.
    pub fn start_path(&self) -> String {
        match &self.start_page {
            Some(url) => path_of(url),
            None => panic!("no StartPage in {}", self.text()),
        }
    }

    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }

    /// The reference that leads to the log entry.
    pub fn support_reference(&self) -> String {
        header(&self.headers, "x-support-reference")
    }
}

/// Parses XML with a parser that is not the gateway's.
pub fn parse(text: &str) -> Document<'_> {
    let options = ParsingOptions {
        allow_dtd: true,
        ..ParsingOptions::default()
    };
    Document::parse_with_options(text, options).unwrap_or_else(|error| panic!("{error} in {text}"))
}

/// A header's value; empty where there is none.
pub fn header(headers: &HeaderMap, name: &str) -> String {
    let value = headers.get(name).and_then(|value| value.to_str().ok());
    value.unwrap_or_default().to_owned()
}

/// Path and query of an absolute URL.
pub fn path_of(url: &str) -> String {
    let url = url::Url::parse(url).expect("an absolute URL");
    url[url::Position::BeforePath..].to_owned()
}
