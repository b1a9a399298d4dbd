//! Reading never panics, keeps to its limits; what it reads can be examined and written; and what it reads can be written into a `BuyerCookie` and read again.
#![no_main]

use cxml::{
    Body, Limits, OutBody, OutDocument, OutHeader, OutOrderMessage, ReadOptions, RequestPayload,
    Version, WriteOptions, read, write,
};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    for http_charset in [None, Some("iso-8859-1")] {
        let options = ReadOptions {
            http_charset,
            limits: Limits {
                max_bytes: 1 << 16,
                max_depth: 20,
                max_elements: 1_000,
                max_attributes: 10,
            },
        };
        match read(bytes, &options) {
            Err(error) => assert!(error.to_string().len() < 2_000),
            Ok(document) => {
                assert!(cxml::examine(&document, None).found.len() <= cxml::MAX_FINDINGS);
                let again = read(document.root().xml().as_bytes(), &ReadOptions::default());
                assert_eq!(
                    again.expect("what is written can be read").root().xml(),
                    document.root().xml()
                );
                assert_eq!(document.root().to_element().xml(), document.root().xml());
                let Body::Request(request) = &document.body else {
                    continue;
                };
                let RequestPayload::PunchOutSetup(setup) = &request.payload else {
                    continue;
                };
                if let Some(cookie) = &setup.buyer_cookie {
                    echo(cookie.inner_xml());
                }
            }
        }
    }
});

fn echo(cookie: &str) {
    let document = OutDocument {
        payload_id: String::new(),
        timestamp: 0,
        lang: None,
        body: OutBody::OrderMessage(Box::new(OutOrderMessage {
            header: OutHeader {
                from: Vec::new(),
                to: Vec::new(),
                sender: Vec::new(),
                user_agent: String::new(),
            },
            deployment_mode: None,
            status: None,
            buyer_cookie: cookie.to_owned(),
            operation_allowed: "edit",
            currency: "EUR".to_owned(),
            digits: 2,
            total: Default::default(),
            shipping: None,
            tax: None,
            discount: None,
            items: Vec::new(),
        })),
    };
    for ascii in [false, true] {
        let options = WriteOptions {
            version: Version::V1_2_014,
            ascii,
        };
        let back = read(&write(&document, &options), &ReadOptions::default());
        let back = back.expect("what is written can be read");
        let path = ["Message", "PunchOutOrderMessage", "BuyerCookie"];
        let cookie_back = back.root().find(&path).map(cxml::ElementRef::inner_xml);
        assert_eq!(cookie_back.as_deref(), Some(cookie));
    }
}
