//! A setup request is found in whatever it is posted in, and read in whatever encoding it is.

use std::io::Write;

use base64::{Engine, engine::general_purpose::STANDARD};
use flate2::{Compression, write::GzEncoder};
use reqwest::Method;
use serde_json::Value;
use test_support::{TestApp, on_both_databases};

use super::{
    answer::Answer,
    setup::{SECRET, Setup, escape},
    shop::Shop,
};

pub const COOKIE: &str = "Kö&ks <1> + 50% = ü";

pub fn setup() -> String {
    let setup = Setup {
        cookie: Some(COOKIE.to_owned()),
        ..Setup::create()
    };
    setup.xml()
}

fn percent(bytes: &[u8]) -> String {
    bytes
        .iter()
        .map(|byte| match byte {
            b' ' => "+".to_owned(),
            byte if byte.is_ascii_alphanumeric() => char::from(*byte).to_string(),
            byte => format!("%{byte:02X}"),
        })
        .collect()
}

fn latin(text: &str) -> Vec<u8> {
    let byte = |c| u8::try_from(u32::from(c)).expect("a character of ISO-8859-1");
    text.chars().map(byte).collect()
}

fn utf_16(text: &str, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
    text.encode_utf16().flat_map(bytes).collect()
}

pub fn codes(entry: &Value) -> Vec<&str> {
    let findings = entry["findings"].as_array().expect("findings");
    findings
        .iter()
        .filter_map(|finding| finding["code"].as_str())
        .collect()
}

/// Posts a body, which must open a session with the cookie; answers the log entry.
pub async fn opened(shop: &Shop, body: Vec<u8>, content_type: &str) -> Value {
    let what = String::from_utf8_lossy(&body).into_owned();
    let request = shop.public.request(Method::POST, &shop.path).body(body);
    let answer = Answer::to(request.header("content-type", content_type)).await;
    assert_eq!(
        answer.status,
        200,
        "{content_type}: {what}: {}",
        answer.text()
    );
    let (_, token) = shop.start(&answer.start_path()).await;
    let session = shop.redeem(&token, 200).await.json();
    assert_eq!(session["buyer_cookie"], COOKIE, "{content_type}: {what}");
    let entry = shop.logged(&answer.support_reference()).await;
    assert_eq!(
        (entry["type"].as_str(), entry["document"].as_str()),
        (Some("setup_request"), Some("PunchOutSetupRequest"))
    );
    let logged = entry.to_string();
    assert!(
        !logged.contains(SECRET) && !logged.contains(&escape(SECRET)),
        "{content_type}: the secret is logged"
    );
    entry
}

on_both_databases! {
    async fn setups_are_found_in_whatever_they_come_in(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let shop = Shop::in_app(&app).await;
        let document = setup();
        let encoded = STANDARD.encode(&document);
        let form = "application/x-www-form-urlencoded";
        let message = format!(
            "--b\r\nContent-Type: text/xml; charset=UTF-8\r\nContent-ID: <1@buyer>\r\n\r\n{document}\r\n--b\r\nContent-Type: application/pdf\r\nContent-ID: <2@buyer>\r\nContent-Transfer-Encoding: base64\r\n\r\nJVBERi0x\r\n--b--\r\n"
        );
        let form_data = format!("--f\r\nContent-Disposition: form-data; name=\"cxml-base64\"\r\n\r\n{encoded}\r\n--f--\r\n");
        let cases: [(String, &str, &[&str]); 10] = [
            (format!("cxml-urlencoded={}", percent(document.as_bytes())), form, &["carrier.form_field"]),
            (format!("cxml-base64={}", percent(encoded.as_bytes())), form, &["carrier.form_field", "carrier.base64"]),
            (format!("a=b&cXML={}", percent(document.as_bytes())), form, &["carrier.form_field"]),
            (format!("cxml-urlencoded={}", percent(percent(document.as_bytes()).as_bytes())), form, &["carrier.form_field", "carrier.percent_encoded"]),
            (percent(document.as_bytes()), "text/xml", &["carrier.percent_encoded"]),
            (escape(&document), "text/xml", &["carrier.html_escaped"]),
            (encoded.clone(), "text/plain", &["carrier.base64"]),
            (message, "multipart/related; boundary=b; type=\"text/xml\"; start=\"<1@buyer>\"", &[]),
            (form_data, "multipart/form-data; boundary=f", &["carrier.base64"]),
            (document.clone(), form, &[]),
        ];
        for (body, content_type, expected) in cases {
            let entry = opened(&shop, body.into_bytes(), content_type).await;
            assert_eq!(codes(&entry), expected, "{content_type}: {entry}");
        }
    }

    async fn compressed_setups_are_uncompressed_before_they_are_logged(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let shop = Shop::in_app(&app).await;
        let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
        encoder.write_all(setup().as_bytes()).unwrap();
        let compressed = encoder.finish().unwrap();
        let post = async |coding: &'static str, body: &[u8]| {
            let request = shop.public.request(Method::POST, &shop.path).body(body.to_vec());
            let request = request.header("content-type", "text/xml").header("content-encoding", coding);
            let answer = Answer::to(request).await;
            let entry = shop.logged(&answer.support_reference()).await;
            (answer.status, entry)
        };
        for coding in ["gzip", "X-GZIP", "identity"] {
            let (status, entry) = post(coding, &compressed).await;
            assert_eq!(status, 200, "{coding}: {entry}");
            let logged = entry["request"]["body"]["text"].as_str().expect("text");
            assert!(logged.contains("PunchOutSetupRequest") && !logged.contains(&escape(SECRET)), "{logged}");
        }
        for (coding, body) in [("br", compressed.as_slice()), ("gzip", setup().as_bytes()), ("gzip", &compressed[..50])] {
            let (status, entry) = post(coding, body).await;
            assert_eq!((status, entry["error"]["code"].as_str()), (406, Some("not_well_formed")), "{coding}: {entry}");
            assert!(entry["request"]["body"]["text"].as_str().unwrap_or_default().is_empty(), "{entry}");
        }
    }

    async fn setups_are_read_in_whatever_encoding_they_are(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let shop = Shop::in_app(&app).await;
        let document = setup();
        let declared = |encoding: &str| document.replace("UTF-8", encoding);
        let undeclared = document.split_once("?>\n").expect("a declaration").1.to_owned();
        let marked = |text: String| format!("\u{feff}{text}");
        let cases: [(Vec<u8>, &str, &[&str]); 11] = [
            (marked(document.clone()).into_bytes(), "text/xml", &[]),
            (utf_16(&marked(declared("UTF-16")), u16::to_le_bytes), "text/xml; charset=utf-16", &[]),
            (utf_16(&marked(declared("UTF-16")), u16::to_be_bytes), "application/xml", &[]),
            (utf_16(&declared("UTF-16"), u16::to_le_bytes), "text/xml", &[]),
            (latin(&declared("ISO-8859-1")), "text/xml", &[]),
            (latin(&declared("windows-1252")), "application/cxml+xml; charset=\"windows-1252\"", &[]),
            // The encoding that the bytes can be in counts, whoever names it.
            (latin(&declared("ISO-8859-1")), "text/xml; charset=UTF-8", &["encoding.not_as_in_http"]),
            (latin(&document), "text/xml; charset=ISO-8859-1", &["encoding.not_as_declared"]),
            (document.clone().into_bytes(), "text/xml; charset=ISO-8859-1", &["encoding.not_as_in_http"]),
            (undeclared.into_bytes(), "text/html", &["declaration.missing"]),
            (format!("\r\n {document}").into_bytes(), "", &["declaration.late"]),
        ];
        for (body, content_type, expected) in cases {
            let entry = opened(&shop, body, content_type).await;
            assert_eq!(codes(&entry), expected, "{content_type}: {entry}");
        }
    }
}
