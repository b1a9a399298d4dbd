//! Bodies with a secret within.

use base64::{Engine, engine::general_purpose::STANDARD};
use serde_json::json;

use super::search::{percent, utf16};
use crate::gateway::setup::{Setup, escape};

/// A secret that nobody knows and that somebody sends.
pub const PLANTED: &str = "quince-Planted<3>&more";

/// What of it must not be found either: long enough to be of use.
pub const PART: &str = "quince-Planted";

/// Bodies with the planted secret, as broken procurement systems, proxies and people send them.
pub fn bodies() -> Vec<(&'static str, &'static str, Vec<u8>)> {
    let wrong = Setup {
        secret: Some(PLANTED.to_owned()),
        ..Setup::create()
    }
    .xml();
    let extrinsic = wrong.replace(
        "</BuyerCookie>",
        &format!(
            "</BuyerCookie><Extrinsic name=\"UserPassword\">{}</Extrinsic>",
            escape(PLANTED)
        ),
    );
    let cut = wrong.find("quince").expect("the secret") + PART.len() + 2;
    let html = escape(&wrong);
    let encoded = STANDARD.encode(&wrong);
    let lines: Vec<_> = encoded
        .as_bytes()
        .chunks(76)
        .map(|line| String::from_utf8_lossy(line).into_owned())
        .collect();
    let form = "application/x-www-form-urlencoded";
    vec![
        ("a wrong secret", "text/xml", wrong.clone().into_bytes()),
        (
            "a password as an extrinsic",
            "text/xml",
            extrinsic.into_bytes(),
        ),
        (
            "another element",
            "text/xml",
            wrong.replace("SharedSecret", "Shared_Secret").into_bytes(),
        ),
        (
            "CDATA",
            "text/xml",
            wrong
                .replace(&escape(PLANTED), &format!("<![CDATA[{PLANTED}]]>"))
                .into_bytes(),
        ),
        (
            "a missing end tag",
            "text/xml",
            wrong.replace("</SharedSecret>", "").into_bytes(),
        ),
        (
            "cut within the secret",
            "text/xml",
            wrong.as_bytes()[..cut].to_vec(),
        ),
        (
            "nothing closed",
            "text/xml",
            wrong.replace('>', "").into_bytes(),
        ),
        (
            "not escaped",
            "text/xml",
            wrong.replace(&escape(PLANTED), PLANTED).into_bytes(),
        ),
        ("escaped as HTML", "text/html", html.clone().into_bytes()),
        ("escaped twice", "text/html", escape(&html).into_bytes()),
        ("percent-encoded", form, percent(&wrong).into_bytes()),
        (
            "percent-encoded twice",
            form,
            percent(&percent(&wrong)).into_bytes(),
        ),
        (
            "a form of XML",
            form,
            format!("cxml-urlencoded={}", percent(&wrong)).into_bytes(),
        ),
        (
            "a form of escaped XML",
            form,
            format!("a=1&cxml-urlencoded={}&b=2", percent(&html)).into_bytes(),
        ),
        ("base64", "text/plain", encoded.clone().into_bytes()),
        (
            "base64 in lines",
            "text/plain",
            lines.join("\r\n").into_bytes(),
        ),
        (
            "torn base64",
            "text/plain",
            encoded.as_bytes()[..encoded.len() * 2 / 3 + 1].to_vec(),
        ),
        (
            "a form of base64",
            form,
            format!("cxml-base64={}", percent(&encoded)).into_bytes(),
        ),
        (
            "a form of raw base64",
            form,
            format!("cxml-base64={encoded}").into_bytes(),
        ),
        (
            "UTF-16, little",
            "text/xml",
            [vec![0xFF, 0xFE], utf16(&wrong, false)].concat(),
        ),
        (
            "UTF-16, big",
            "text/xml",
            [vec![0xFE, 0xFF], utf16(&wrong, true)].concat(),
        ),
        ("UTF-16 without a mark", "text/xml", utf16(&wrong, false)),
        (
            "UTF-16, cut",
            "text/xml",
            utf16(&wrong, true)[..cut * 2 + 1].to_vec(),
        ),
        (
            "base64 of UTF-16",
            "text/plain",
            STANDARD
                .encode([vec![0xFF, 0xFE], utf16(&wrong, false)].concat())
                .into_bytes(),
        ),
        (
            "a form",
            form,
            format!("USERNAME=anna&PASSWORD={}&HOOK_URL=x", percent(PLANTED)).into_bytes(),
        ),
        (
            "JSON",
            "application/json",
            json!({"user": "anna", "password": PLANTED})
                .to_string()
                .into_bytes(),
        ),
        (
            "XML in JSON",
            "application/json",
            json!({"body": wrong}).to_string().into_bytes(),
        ),
        (
            "XML in XML",
            "text/xml",
            format!("<Envelope><Body>{html}</Body></Envelope>").into_bytes(),
        ),
        (
            "garbage around",
            "application/octet-stream",
            [vec![0, 159, 146, 150], wrong.into_bytes(), vec![0xFF; 100]].concat(),
        ),
    ]
}
