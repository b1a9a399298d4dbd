//! A setup request is understood however it is written down.

use base64::{Engine, engine::general_purpose::STANDARD};
use serde_json::json;
use test_support::{TestApp, on_both_databases};

use super::{
    carriers::{COOKIE, codes, opened, setup},
    setup::{Setup, escape},
    shop::Shop,
};

const DOCTYPE: &str =
    "<!DOCTYPE cXML SYSTEM \"http://xml.cxml.org/schemas/cXML/1.2.014/cXML.dtd\">\n";

/// The document with one part in another spelling; the part must be there.
fn spelled(part: &str, other: &str) -> String {
    let document = setup();
    assert!(document.contains(part), "{part}");
    document.replace(part, other)
}

/// The children of the setup, the last first.
fn reversed() -> String {
    let document = setup();
    let start = document.find("<BuyerCookie>").expect("a cookie");
    let end = document.find("</PunchOutSetupRequest>").expect("an end");
    let children = &document[start..end];
    let mut parts: Vec<String> = Vec::new();
    for (name, count) in [("BuyerCookie", 1), ("Extrinsic", 3), ("BrowserFormPost", 1)] {
        let (open, close) = (format!("<{name}"), format!("</{name}>"));
        let found = children.split(&open).skip(1).take(count);
        parts.extend(found.map(|part| {
            let (inner, _) = part.split_once(&close).expect("an end");
            format!("{open}{inner}{close}")
        }));
    }
    assert_eq!(parts.concat(), children, "all children are known");
    parts.reverse();
    document.replace(children, &parts.concat())
}

on_both_databases! {
    async fn setups_are_understood_however_they_are_written(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let shop = Shop::in_app(&app).await;
        let cookie = format!("<BuyerCookie>{}</BuyerCookie>", escape(COOKIE));
        let cdata = format!("<BuyerCookie><![CDATA[{COOKIE}]]></BuyerCookie>");
        let halves = COOKIE.split_once('1').expect("two halves");
        let mixed = format!("<BuyerCookie>{}<!-- no -->1<![CDATA[{}]]></BuyerCookie>", escape(halves.0), halves.1);
        let references: String = COOKIE.chars().map(|c| format!("&#x{:X};", u32::from(c))).collect();
        let references = format!("<BuyerCookie>{references}</BuyerCookie>");
        let subset = DOCTYPE.replace(".dtd\">", ".dtd\" [<!ENTITY % SGML-help \"INCLUDE\"><!ELEMENT BuyerCookie (#PCDATA)>]>");
        let declaration = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>";
        let cases: [(&str, String, &[&str]); 17] = [
            ("no DOCTYPE", spelled(DOCTYPE, ""), &["doctype.missing"]),
            ("another file", spelled("014/cXML.dtd", "014/InvoiceDetail.dtd"), &["doctype.file"]),
            ("another root", spelled("<!DOCTYPE cXML", "<!DOCTYPE Request"), &["doctype.root"]),
            ("another address", spelled("http://xml.cxml.org/schemas/cXML/1.2.014/cXML.dtd", "cXML.dtd"), &["doctype.address"]),
            ("an internal subset", spelled(DOCTYPE, &subset), &["doctype.internal_subset"]),
            ("a spaced declaration", spelled(declaration, "<?xml version = '1.0' encoding = 'UTF-8' standalone = 'no' ?>"), &[]),
            ("no declaration", spelled(declaration, ""), &["declaration.missing"]),
            ("CDATA", spelled(&cookie, &cdata), &[]),
            ("CDATA and a comment", spelled(&cookie, &mixed), &[]),
            ("references", spelled(&cookie, &references), &[]),
            ("comments", spelled("<Header>", "<!-- <Header> -- --><Header><!---->").replace(" -- -->", " -->"), &[]),
            ("processing instructions", spelled("<Request ", "<?erp <Request/> ?><Request "), &[]),
            ("blanks in tags", spelled("<Header>", "<Header\n >").replace("</Header>", "</Header\t>"), &[]),
            ("another order", reversed(), &["element.order"]),
            ("an unknown element", spelled("<BuyerCookie>", "<Wish/><BuyerCookie>"), &["element.unknown"]),
            ("an unknown attribute", spelled("operation=", "shiny=\"1\" operation="), &["attribute.unknown"]),
            ("a later element", spelled("</From>", "<Correspondent><Contact><Name xml:lang=\"en\">x</Name></Contact></Correspondent></From>"), &["element.newer"]),
        ];
        for (what, document, expected) in cases {
            let entry = opened(&shop, document.into_bytes(), "text/xml; charset=UTF-8").await;
            let found = codes(&entry);
            if expected.is_empty() {
                assert!(found.is_empty(), "{what}: {found:?}");
            } else {
                assert!(expected.iter().all(|code| found.contains(code)), "{what}: {found:?}");
            }
        }
    }

    async fn setups_of_any_time_are_understood(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let shop = Shop::in_app(&app).await;
        let time = "timestamp=\"2026-03-01T10:00:00+01:00\"";
        for (spelling, expected) in [
            ("2026-03-01T10:00:00.123-08:00", &[][..]),
            ("2026-03-01T10:00:00Z", &["time.spelling"]),
            ("2026-03-01T10:00:00-0500", &["time.spelling"]),
            ("2026-03-01T10:00:00 -04:00", &["time.spelling"]),
            ("2026-03-01T10:00:00", &["time.spelling"]),
            ("2026-03-01 10:00:00", &["time.spelling"]),
            ("2026-03-01UTC10:00:00+00:00", &["time.spelling"]),
            ("Mon May 19 18:29:48 +0000 2008", &["time.spelling"]),
            ("soon", &["time.unreadable"]),
            ("", &["time.unreadable"]),
        ] {
            let document = spelled(time, &format!("timestamp=\"{spelling}\""));
            let entry = opened(&shop, document.into_bytes(), "text/xml").await;
            assert_eq!(codes(&entry), expected, "{spelling}");
        }
        let entry = opened(&shop, spelled(time, "").into_bytes(), "text/xml").await;
        assert_eq!(codes(&entry), ["attribute.missing"]);
    }

    async fn carriers_that_were_damaged_are_repaired(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let shop = Shop::in_app(&app).await;
        let document = setup();
        let encoded = STANDARD.encode(&document);
        assert!(encoded.contains('+'), "there is something to be damaged");
        let lines: String = encoded.chars().collect::<Vec<_>>().chunks(76).map(|line| line.iter().collect::<String>() + "\r\n").collect();
        let quoted: String = document.bytes().map(|byte| match byte {
            b'\n' => "\r\n".to_owned(),
            b' '..=b'~' if byte != b'=' => char::from(byte).to_string() + if byte == b'>' { "=\r\n" } else { "" },
            byte => format!("={byte:02X}"),
        }).collect();
        let quoted = format!("--q\r\nContent-Type: text/xml; charset=UTF-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n{quoted}\r\n--q--\r\n");
        let twice = escape(&escape(&document));
        let form = "application/x-www-form-urlencoded";
        for (what, body, content_type, expected) in [
            // A + that was not percent-encoded is a blank to whoever reads the form.
            ("blanks in base64", format!("cxml-base64={encoded}"), form, "carrier.base64_repaired"),
            ("lines of base64", lines, "text/plain", "carrier.base64"),
            ("quoted-printable", quoted, "multipart/mixed; boundary=q", ""),
            ("escaped twice", twice, "text/xml", "carrier.html_escaped"),
        ] {
            let entry = opened(&shop, body.into_bytes(), content_type).await;
            let found = codes(&entry);
            assert!(expected.is_empty() || found.contains(&expected), "{what}: {found:?}");
        }
    }

    async fn what_nobody_knows_can_be_reached_by_a_mapping(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let shop = Shop::in_app(&app).await;
        let mapping = json!({"request_mapping": {"customer": {"fields": {
            "custom_fields/wish": {"path": "//Wishes[1]/Wish[1]"},
            "custom_fields/kind": {"path": "//Wishes[1]/Wish[1]/@kind"}}}}});
        let path = format!("/api/v1/connections/{}", shop.connection_id);
        shop.admin.patch(&path, &mapping, 200).await;
        let wishes = "<Wishes><Wish kind=\"urgent &amp; dear\">a hammer</Wish></Wishes><BrowserFormPost>";
        let document = Setup::create().xml().replace("<BrowserFormPost>", wishes);
        let answer = shop.post(document).await;
        assert_eq!(answer.status, 200, "{}", answer.text());
        let (_, token) = shop.start(&answer.start_path()).await;
        let session = shop.redeem(&token, 200).await.json();
        let fields = &session["custom_fields"];
        assert_eq!((&fields["wish"], &fields["kind"]), (&json!("a hammer"), &json!("urgent & dear")));
    }
}
