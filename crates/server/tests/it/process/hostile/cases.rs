//! Bodies that no procurement system sends.

use crate::gateway::setup::Setup;

/// Something to post, and how it is refused.
pub struct Case {
    pub name: &'static str,
    pub body: Vec<u8>,
    pub content_type: &'static str,
    pub status: u16,
    pub error: &'static str,
}

fn case(name: &'static str, body: impl Into<Vec<u8>>, error: &'static str) -> Case {
    Case {
        name,
        body: body.into(),
        content_type: "text/xml",
        status: 406,
        error,
    }
}

/// A document of a caller who is known, with something done to it.
pub fn with_doctype(doctype: &str, cookie: &str) -> String {
    let setup = Setup {
        version: None,
        cookie: Some("COOKIE".to_owned()),
        ..Setup::create()
    };
    setup
        .xml()
        .replace("<cXML ", &format!("{doctype}\n<cXML "))
        .replace("COOKIE", cookie)
}

fn billion_laughs() -> String {
    let mut subset = "<!ENTITY a0 \"ha\">".to_owned();
    for level in 1..30 {
        let inner = format!("&a{};", level - 1).repeat(10);
        subset.push_str(&format!("<!ENTITY a{level} \"{inner}\">"));
    }
    with_doctype(&format!("<!DOCTYPE cXML [{subset}]>"), "&a29;")
}

pub fn utf16(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

/// `outside` is an address where nobody must ever call.
pub fn cases(outside: &str) -> Vec<Case> {
    let file = "<!DOCTYPE cXML [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>";
    let call = format!("<!DOCTYPE cXML [<!ENTITY x SYSTEM \"http://{outside}/x\">]>");
    let parameter = format!("<!DOCTYPE cXML [<!ENTITY % p SYSTEM \"http://{outside}/p\"> %p;]>");
    let bomb = format!("<!DOCTYPE cXML [<!ENTITY x \"{}\">]>", "x".repeat(100_000));
    let good = Setup::create().xml();
    let torn = good[..good.len() / 2].to_owned();
    let mut latin = good.replace("Buyer 1.0", "B\u{fc}yer").into_bytes();
    let at = latin
        .iter()
        .position(|byte| *byte == 0xC3)
        .expect("an umlaut");
    latin.drain(at..=at);
    let wide = utf16(&good);
    vec![
        case("nested entities", billion_laughs(), "forbidden_entity"),
        case(
            "many references",
            with_doctype(&bomb, &"&x;".repeat(100_000)),
            "forbidden_entity",
        ),
        case("a file", with_doctype(file, "&x;"), "forbidden_entity"),
        case("a call", with_doctype(&call, "&x;"), "forbidden_entity"),
        case(
            "a parameter entity",
            with_doctype(&parameter, "&p;"),
            "forbidden_entity",
        ),
        case(
            "a DOCTYPE that never ends",
            format!("<!DOCTYPE cXML [{}", "[<".repeat(200_000)),
            "not_well_formed",
        ),
        case(
            "deep nesting",
            "<cXML>".to_owned() + &"<a>".repeat(1_000_000),
            "too_complex",
        ),
        case(
            "many elements",
            format!("<cXML>{}</cXML>", "<a/>".repeat(2_000_000)),
            "too_complex",
        ),
        case(
            "many attributes",
            format!(
                "<cXML {}/>",
                (0..200_000)
                    .map(|n| format!("a{n}='' "))
                    .collect::<String>()
            ),
            "too_complex",
        ),
        case(
            "one long tag",
            "<cXML".to_owned() + &"a".repeat(5_000_000),
            "not_well_formed",
        ),
        case(
            "one long comment",
            "<!--".to_owned() + &"-".repeat(5_000_000),
            "not_well_formed",
        ),
        case(
            "many references in text",
            format!("<cXML>{}</cXML>", "&amp;".repeat(1_500_000) + "&"),
            "not_well_formed",
        ),
        case("a torn document", torn, "not_well_formed"),
        case("two roots", format!("{good}<cXML/>"), "not_well_formed"),
        case("bytes that are no UTF-8", latin, "invalid_encoding"),
        case(
            "an unknown encoding",
            good.replace("UTF-8", "x-nobody-knows"),
            "invalid_encoding",
        ),
        case(
            "an odd byte of UTF-16",
            &wide[..wide.len() - 1],
            "invalid_encoding",
        ),
        case(
            "NUL within",
            good.replace("Buyer 1.0", "\0"),
            "not_well_formed",
        ),
        case(
            "a reference to NUL",
            good.replace("Buyer 1.0", "&#0;"),
            "not_well_formed",
        ),
        case("NUL alone", vec![0; 100_000], "not_well_formed"),
        case("nothing", "", "empty_body"),
        case("blanks", " \r\n\t", "not_well_formed"),
        Case {
            content_type: "application/json",
            ..case("JSON", "{\"a\": [".repeat(100_000), "not_well_formed")
        },
        Case {
            content_type: "application/x-www-form-urlencoded",
            ..case("a form", "a=%3C&".repeat(100_000), "not_well_formed")
        },
        Case {
            content_type: "text/xml; charset=\"",
            status: 400,
            ..case("a torn charset", "<a/>", "not_cxml")
        },
    ]
}
