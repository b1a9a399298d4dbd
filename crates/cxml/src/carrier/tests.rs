use ::base64::{
    Engine as _,
    engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD},
};

use super::*;

const DOCUMENT: &str = "<?xml version=\"1.0\"?>\n<cXML timestamp=\"2026-01-01T10:00:00+02:00\" payloadID=\"50%\"><a>Tüte &amp; &lt;b> 1+1=2; x&amp;y</a></cXML>";

fn percent(text: &str) -> String {
    text.bytes()
        .map(|byte| match byte {
            b' ' => "+".to_owned(),
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' => char::from(byte).to_string(),
            other => format!("%{other:02X}"),
        })
        .collect()
}

fn html(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}

/// What comes out, and what it came in.
fn taken_out(body: &str, content_type: &str) -> (String, Vec<Layer>) {
    let carried = unwrap(body.as_bytes(), Some(content_type));
    (
        String::from_utf8(carried.document.to_vec()).unwrap(),
        carried.layers,
    )
}

#[test]
fn a_document_alone_is_left_as_it_is() {
    for content_type in [
        "text/xml; charset=utf-8",
        "application/x-www-form-urlencoded",
        "text/html",
        "",
    ] {
        let carried = unwrap(DOCUMENT.as_bytes(), Some(content_type));
        assert!(
            matches!(carried.document, Cow::Borrowed(_)) && carried.layers.is_empty(),
            "{content_type}"
        );
        let expected = content_type.contains("charset").then_some("utf-8");
        assert_eq!(carried.charset.as_deref(), expected);
    }
}

#[test]
fn documents_come_out_of_all_they_come_in() {
    let encoded = STANDARD.encode(DOCUMENT);
    let field = |name: &str| Layer::FormField(name.to_owned());
    let base64 = |repaired| Layer::Base64 { repaired };
    let form = "application/x-www-form-urlencoded";
    let in_lines = encoded
        .as_bytes()
        .chunks(76)
        .map(|line| String::from_utf8_lossy(line).into_owned())
        .collect::<Vec<_>>()
        .join("\r\n");
    for (body, content_type, layers) in [
        (
            format!("cxml-urlencoded={}", percent(DOCUMENT)),
            form,
            vec![field("cxml-urlencoded")],
        ),
        (
            format!("cXML-URLencoded={}&x=1", percent(DOCUMENT)),
            form,
            vec![field("cXML-URLencoded")],
        ),
        (
            format!("a=1&oracleCart={}", percent(DOCUMENT)),
            form,
            vec![field("oracleCart")],
        ),
        (
            format!("a=%3Cb%3E&cxml-base64={}", percent(&encoded)),
            form,
            vec![field("cxml-base64"), base64(false)],
        ),
        (
            format!("cxml-urlencoded={DOCUMENT}\r\n"),
            "text/plain",
            vec![field("cxml-urlencoded")],
        ),
        (
            format!("cxml-urlencoded={}", html(DOCUMENT)),
            "text/plain",
            vec![field("cxml-urlencoded"), Layer::HtmlEscaped],
        ),
        (
            format!("cxml-urlencoded={}", percent(&percent(DOCUMENT))),
            form,
            vec![field("cxml-urlencoded"), Layer::PercentEncoded],
        ),
        (
            format!("cxml-urlencoded={}", percent(&html(DOCUMENT))),
            form,
            vec![field("cxml-urlencoded"), Layer::HtmlEscaped],
        ),
        (percent(DOCUMENT), "text/xml", vec![Layer::PercentEncoded]),
        (html(DOCUMENT), "text/xml", vec![Layer::HtmlEscaped]),
        (
            html(&html(DOCUMENT)),
            "text/xml",
            vec![Layer::HtmlEscaped, Layer::HtmlEscaped],
        ),
        (encoded.clone(), "text/xml", vec![base64(false)]),
        (in_lines, "text/xml", vec![base64(false)]),
        (URL_SAFE_NO_PAD.encode(DOCUMENT), "", vec![base64(false)]),
        (
            STANDARD.encode(html(DOCUMENT)),
            "",
            vec![base64(false), Layer::HtmlEscaped],
        ),
    ] {
        assert_eq!(
            taken_out(&body, content_type),
            (DOCUMENT.to_owned(), layers),
            "{body}"
        );
    }
}

#[test]
fn blanks_in_base64_are_what_is_left_of_plus() {
    let document = "<cXML>~~~>>>???~~~>>>???</cXML>".repeat(3);
    let encoded = STANDARD.encode(&document);
    assert!(encoded.contains('+'));
    let (taken, layers) = taken_out(
        &format!("cxml-base64={encoded}"),
        "application/x-www-form-urlencoded",
    );
    assert_eq!(taken, document);
    assert_eq!(layers.last(), Some(&Layer::Base64 { repaired: true }));
}

#[test]
fn bytes_of_other_encodings_come_through() {
    let latin: Vec<u8> = "<cXML>Tüte</cXML>"
        .chars()
        .map(|c| u8::try_from(u32::from(c)).unwrap())
        .collect();
    let encoded: String = latin.iter().map(|byte| format!("%{byte:02x}")).collect();
    for body in [
        format!("cxml-urlencoded={encoded}"),
        format!("cxml-base64={}", STANDARD.encode(&latin)),
    ] {
        let carried = unwrap(body.as_bytes(), None);
        assert_eq!(carried.document, latin, "{body}");
        assert_eq!(carried.charset, None);
    }
}

#[test]
fn a_message_has_a_document_and_attachments() {
    let body = format!(
        "preamble\r\n--b1\r\nContent-Type: text/xml; charset=UTF-8\r\nContent-ID: <main>\r\n\r\n{DOCUMENT}\r\n--b1\r\nContent-Type: application/pdf;\r\n name=\"a b.pdf\"\r\nContent-Transfer-Encoding: base64\r\nContent-ID: <part 2@shop>\r\n\r\nJVBE\r\nRi0x\r\n--b1\r\nContent-ID: three\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n50% T=C3=BC=\r\nte\r\n--b1\r\n\r\nno id\r\n--b1--\r\nepilogue"
    );
    for content_type in [
        "multipart/related; boundary=b1; type=\"text/xml\"; start=\"<main>\"",
        "Multipart/Mixed; boundary=\"b1\"",
    ] {
        let carried = unwrap(body.as_bytes(), Some(content_type));
        assert_eq!(String::from_utf8_lossy(&carried.document), DOCUMENT);
        assert_eq!(carried.charset.as_deref(), Some("UTF-8"));
        assert_eq!(carried.layers, [Layer::Multipart { unreadable: 1 }]);
        let pdf = carried.attachment("part%202@shop").unwrap();
        assert_eq!(
            (pdf.bytes.as_slice(), pdf.content_type.as_deref()),
            (&b"%PDF-1"[..], Some("application/pdf; name=\"a b.pdf\""))
        );
        assert_eq!(
            carried.attachment("<THREE>").unwrap().bytes,
            "50% Tüte".as_bytes()
        );
        assert!(carried.attachment("four").is_none());
    }
}

#[test]
fn messages_are_known_without_their_header() {
    let part = format!("--x\nContent-Type: text/xml\n\n{DOCUMENT}\n--x--\n");
    let nested = format!(
        "MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=o\r\n\r\n--o\r\nContent-Type: multipart/related; boundary=x\r\n\r\n{part}\r\n--o--"
    );
    let form = format!(
        "--f\r\nContent-Disposition: form-data; name=\"note\"\r\n\r\n<b>\r\n--f\r\nContent-Disposition: form-data; name=\"cxml-base64\"\r\n\r\n{}\r\n--f--",
        STANDARD.encode(DOCUMENT)
    );
    let cut = format!("--x\r\n\r\n{DOCUMENT}");
    for (body, content_type) in [
        (part, ""),
        (nested, ""),
        (form, "multipart/form-data; boundary=f"),
        (cut, "multipart/related; boundary=x"),
    ] {
        assert_eq!(taken_out(&body, content_type).0, DOCUMENT, "{body}");
    }
}

#[test]
fn other_bodies_are_left_as_they_are() {
    for body in [
        "",
        "{\"a\":1}",
        "a=b&c=d",
        "USERNAME=anna&HOOK_URL=https%3A%2F%2Fx.example",
        "%",
        "%20",
        "--",
        "--b\r\n\r\nx\r\n--b--",
        "&lt;a &nbsp;",
        "=<a>",
    ] {
        for content_type in [
            "",
            "application/x-www-form-urlencoded",
            "multipart/related; boundary=b",
        ] {
            let carried = unwrap(body.as_bytes(), Some(content_type));
            assert_eq!(carried.document, body.as_bytes(), "{body}");
            assert!(
                carried.layers.is_empty() && carried.attachments.is_empty(),
                "{body}"
            );
        }
    }
}

proptest::proptest! {
    #[test]
    fn nothing_makes_it_panic(body in "(cxml-base64=|--b\r\n|%3C|&lt;|PD|)[ -~\r\n]{0,80}", content_type in "(multipart/x; boundary=b|)") {
        let _ = unwrap(body.as_bytes(), Some(&content_type));
    }

    #[test]
    fn any_text_comes_through_a_form(text in "\\PC{0,60}") {
        let document = format!("<cXML>{text}</cXML>");
        let bodies = [format!("x=1&cxml-urlencoded={}", percent(&document)), format!("cxml-base64={}", percent(&STANDARD.encode(&document)))];
        for body in bodies {
            proptest::prop_assert_eq!(&taken_out(&body, "application/x-www-form-urlencoded").0, &document);
        }
    }
}
