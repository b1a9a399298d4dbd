use super::*;
use crate::{Body, Operation, RequestPayload};

const SETUP: &str = r#"<cXML payloadID="1@buyer" timestamp="2026-01-01T10:00:00+00:00"><Header>
<From><Credential domain="DUNS"><Identity>1</Identity></Credential></From><To/>
<Sender><Credential domain=" DUNS "><Identity> 1
</Identity><SharedSecret>a&amp;b</SharedSecret></Credential><UserAgent>Test é</UserAgent></Sender>
</Header><Request deploymentMode="test"><PunchOutSetupRequest operation="edit">
<Contact role="endUser"><Name xml:lang="en">Jane Doe</Name><Email>jane@buyer.example</Email></Contact>
<BrowserFormPost><URL>https://buyer.example/in?a=1&amp;b=2</URL></BrowserFormPost>
<BuyerCookie>4&#x32;<![CDATA[<]]></BuyerCookie>
<Extrinsic name="UserEmail">jane@buyer.example</Extrinsic>
<ItemOut quantity="1,000.5" lineNumber="1"><ItemID><SupplierPartID>A</SupplierPartID><SupplierPartAuxiliaryID>x/1</SupplierPartAuxiliaryID></ItemID></ItemOut>
</PunchOutSetupRequest></Request></cXML>"#;

fn with(bytes: impl AsRef<[u8]>) -> Result<Document, ReadError> {
    read(bytes.as_ref(), &ReadOptions::default())
}

fn agent(document: &Document) -> Option<&str> {
    document.header.as_ref()?.sender.user_agent.as_deref()
}

#[test]
fn a_setup_is_read_whatever_the_order_of_its_parts() {
    let document = with(SETUP).unwrap();
    let Body::Request(request) = &document.body else {
        panic!("a request")
    };
    let RequestPayload::PunchOutSetup(setup) = &request.payload else {
        panic!("a setup")
    };
    assert_eq!(request.deployment_mode.as_deref(), Some("test"));
    assert_eq!(setup.operation, Operation::Edit);
    let cookie = setup.buyer_cookie.as_ref().unwrap();
    assert_eq!((cookie.lookup_key(), cookie.inner_xml()), ("42<", "42&lt;"));
    assert_eq!(
        setup.browser_form_post.as_deref(),
        Some("https://buyer.example/in?a=1&b=2")
    );
    assert_eq!(setup.contacts[0].emails, ["jane@buyer.example"]);
    assert_eq!(setup.items[0].quantity.unwrap().to_string(), "1000.5");
    assert_eq!(
        setup.items[0].item_id.supplier_part_auxiliary_id.as_deref(),
        Some("x/1")
    );
    let sender = &document.header.as_ref().unwrap().sender.party.credentials[0];
    assert_eq!(
        (sender.domain.as_str(), sender.identity.as_str()),
        ("DUNS", "1")
    );
    assert_eq!(sender.secret.as_ref().unwrap().expose(), "a&b");
}

#[test]
fn every_encoding_gives_the_same_document() {
    let utf16 = |units: Vec<u16>, big: bool| -> Vec<u8> {
        units
            .into_iter()
            .flat_map(|unit| {
                if big {
                    unit.to_be_bytes()
                } else {
                    unit.to_le_bytes()
                }
            })
            .collect()
    };
    let latin = |declaration: &str| -> Vec<u8> {
        format!("{declaration}{SETUP}")
            .chars()
            .map(|c| u8::try_from(u32::from(c)).unwrap())
            .collect()
    };
    let documents = [
        SETUP.as_bytes().to_vec(),
        format!("\u{feff}{SETUP}").into_bytes(),
        format!("\n  <?xml version='1.0' encoding='utf-8'?>{SETUP}").into_bytes(),
        utf16(format!("\u{feff}{SETUP}").encode_utf16().collect(), true),
        utf16(
            format!("\u{feff}<?xml version=\"1.0\" encoding=\"UTF-16\"?>{SETUP}")
                .encode_utf16()
                .collect(),
            false,
        ),
        utf16(SETUP.encode_utf16().collect(), false),
        latin("<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>"),
        latin("<?xml version=\"1.0\" encoding='windows-1252' ?>"),
    ];
    for bytes in documents {
        let document = with(&bytes).unwrap();
        assert_eq!(agent(&document), Some("Test é"));
    }
}

#[test]
fn the_charset_of_http_counts_where_it_is_plausible() {
    let charset = |bytes: &[u8], label| {
        let options = ReadOptions {
            http_charset: Some(label),
            ..ReadOptions::default()
        };
        read(bytes, &options)
            .ok()
            .and_then(|document| agent(&document).map(str::to_owned))
    };
    let latin: Vec<u8> = SETUP
        .chars()
        .map(|c| u8::try_from(u32::from(c)).unwrap())
        .collect();
    assert_eq!(charset(&latin, "iso-8859-1").as_deref(), Some("Test é"));
    assert_eq!(
        charset(SETUP.as_bytes(), "us-ascii").as_deref(),
        Some("Test é")
    );
    assert_eq!(
        charset(SETUP.as_bytes(), "no-such-charset").as_deref(),
        Some("Test é")
    );
    let mut declared = b"<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>".to_vec();
    declared.extend_from_slice(&latin);
    assert_eq!(charset(&declared, "UTF-8").as_deref(), Some("Test é"));
}

#[test]
fn a_default_charset_of_http_does_not_spoil_utf8() {
    let options = |label| ReadOptions {
        http_charset: Some(label),
        ..ReadOptions::default()
    };
    let declared = format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>{SETUP}");
    for document in [SETUP, &declared] {
        for label in ["ISO-8859-1", "windows-1252", "utf-16", " UTF-8 "] {
            let document = read(document.as_bytes(), &options(label)).unwrap();
            assert_eq!(agent(&document), Some("Test é"), "{label}");
        }
    }
    // What is in another encoding is that, whatever its declaration says.
    let latin: Vec<u8> = declared
        .chars()
        .map(|c| u8::try_from(u32::from(c)).unwrap())
        .collect();
    let document = read(&latin, &options("iso-8859-1")).unwrap();
    assert_eq!(agent(&document), Some("Test é"));
}

#[test]
fn what_stands_before_the_declaration_is_passed_over() {
    for before in ["", "\n", "\u{feff}", "\r\n \t\u{feff}", "\u{feff}\n"] {
        let document = format!("{before}<?xml version='1.0'?>{SETUP}");
        assert!(with(document).is_ok(), "{before:?}");
    }
}

#[test]
fn a_doctype_is_read_past_and_tells_the_version() {
    let doctypes = [
        "<!DOCTYPE cXML SYSTEM \"http://xml.cxml.org/schemas/cXML/1.2.020/cXML.dtd\">",
        "<!DOCTYPE cXML SYSTEM 'http://xml.cxml.org/schemas/cXML/1.2.020/cXML.dtd' [ <!ENTITY % SGML-help \"INCLUDE\"> ]>",
        "<!DOCTYPE cXML PUBLIC \"-//x//y\" \"http://xml.cxml.org/schemas/cXML/1.2.020/cXML.dtd\">",
    ];
    for doctype in doctypes {
        let document = with(format!("{doctype}{SETUP}")).unwrap();
        assert_eq!(
            document.version.unwrap().to_string(),
            "1.2.020",
            "{doctype}"
        );
    }
    let doctype = |declaration| {
        let document = with(format!("{declaration}<cXML/>")).unwrap();
        let doctype = document.doctype.unwrap();
        (
            doctype.public_id.unwrap_or_default(),
            doctype.system_id.unwrap_or_default(),
        )
    };
    let ids = |public: &str, system: &str| (public.to_owned(), system.to_owned());
    assert_eq!(doctype("<!DOCTYPE cXML>"), ids("", ""));
    assert_eq!(
        doctype("<!DOCTYPE cXML SYSTEM \"PUBLIC['>\">"),
        ids("", "PUBLIC['>")
    );
    assert_eq!(
        doctype("<!DOCTYPE cXML\nPUBLIC '\"' 'b' [<!ENTITY a SYSTEM \"c\">]>"),
        ids("\"", "b")
    );
    assert_eq!(
        doctype("<!DOCTYPE cXML [<!ENTITY a SYSTEM \"c\">]>"),
        ids("", "")
    );
}

#[test]
fn entities_beyond_the_five_are_refused_by_name() {
    let bombs = [
        "<!DOCTYPE cXML [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]><cXML payloadID=\"1\">&b;</cXML>",
        "<!DOCTYPE cXML [<!ENTITY b SYSTEM \"file:///etc/passwd\">]><cXML payloadID=\"1\">&b;</cXML>",
        "<cXML payloadID=\"&b;\"/>",
    ];
    for bomb in bombs {
        let error = with(bomb).unwrap_err();
        assert!(
            matches!(&error, ReadError::UnknownEntity { name, .. } if name == "b"),
            "{error}"
        );
    }
}

#[test]
fn what_is_not_well_formed_is_told_with_its_place() {
    let documents = [
        "<cXML>",
        "<cXML></cXm>",
        "<cXML a=\"1\" a=\"2\"/>",
        "<cXML a=1/>",
        "<cXML a=\"1\"b=\"2\"/>",
        "<cXML a/>",
        "<cXML><?xml version=\"1.0\"?></cXML>",
        "<cXML><? a?></cXML>",
        "<cXML><!-- a -- b --></cXML>",
        "<cXML>\u{fffe}</cXML>",
        "<cXML><\u{d7}/></cXML>",
        "<cXML></cXML a=\"1\">",
        "<cXML/>&#32;",
        "<cXML/><![CDATA[]]>",
        "<cXML>a & b</cXML>",
        "<cXML>&#0;</cXML>",
        "<cXML a=\"&#1;\"/>",
        "<cXML>\u{1}</cXML>",
        "<cXML>\0</cXML>",
        "<cXML/><cXML/>",
        "<cXML/>text",
        "text<cXML/>",
        "<cXML><1/></cXML>",
        "<cXML>]]></cXML>",
        "<cXML a=\"<\"/>",
        "<cXML/><!DOCTYPE cXML>",
        "</cXML>",
        "",
        "   ",
        "{\"json\":1}",
    ];
    for document in documents {
        let error = with(document).unwrap_err();
        assert!(
            matches!(error, ReadError::NotWellFormed { .. }),
            "{document:?}: {error}"
        );
    }
    let error = with("<cXML>\n<a>\n</b></cXML>").unwrap_err();
    assert_eq!(error.position().map(|position| position.line), Some(3));
    assert!(matches!(with("<xml/>"), Err(ReadError::NotCxml { root }) if root == "xml"));
    let error = with(b"<cXML>\n\xc3\xa9\xff</cXML>").unwrap_err();
    assert!(matches!(error, ReadError::Encoding { .. }), "{error}");
    assert_eq!(
        error.position(),
        Some(Position { line: 2, column: 2 }),
        "{error}"
    );
}

#[test]
fn messages_are_short_and_no_secret_is_shown() {
    let name = "a".repeat(100_000);
    let documents = [
        format!("<cXML><{name}></b></cXML>"),
        format!("<cXML><b></{name}></cXML>"),
        format!("<cXML>&{name};</cXML>"),
        format!("<{name}/>"),
        format!("<cXML {name}='<'/>"),
        format!("<cXML><?{name}\u{d7}?></cXML>"),
    ];
    for document in documents {
        let error = with(document).unwrap_err().to_string();
        assert!(error.len() < 1_000, "{} bytes", error.len());
    }
    let shown = format!("{:?}", with(SETUP).unwrap());
    assert!(shown.contains("jane@buyer.example"), "{shown}");
    assert!(!shown.contains("a&b"), "{shown}");
}

#[test]
fn the_deepest_tree_can_be_handled_on_a_small_stack() {
    let limits = Limits {
        max_depth: usize::MAX,
        ..Limits::default()
    };
    let nested = move |depth: usize| {
        let document = format!(
            "<cXML>{}{}</cXML>",
            "<a>".repeat(depth - 1),
            "</a>".repeat(depth - 1)
        );
        let options = ReadOptions {
            limits,
            ..ReadOptions::default()
        };
        read(document.as_bytes(), &options)
    };
    assert!(matches!(nested(501), Err(ReadError::TooDeep { .. })));
    let handle = move || {
        let document = nested(500).unwrap();
        let copy = document.root().to_element();
        assert_eq!(copy.xml(), document.root().xml());
        assert_eq!(copy, copy.clone());
        assert!(!format!("{copy:?}").is_empty());
        assert!(!copy.inner_xml().is_empty());
    };
    let thread = std::thread::Builder::new().stack_size(2 * 1024 * 1024);
    thread.spawn(handle).unwrap().join().unwrap();
}

#[test]
fn bounds_hold() {
    let deep = format!("<cXML>{}", "<a>".repeat(1_000_000));
    assert!(matches!(with(deep), Err(ReadError::TooDeep { .. })));
    let wide = format!("<cXML>{}</cXML>", "<a/>".repeat(600_000));
    assert!(matches!(with(wide), Err(ReadError::TooManyElements { .. })));
    let attributes: String = (0..100).map(|number| format!(" a{number}=\"\"")).collect();
    assert!(matches!(
        with(format!("<cXML{attributes}/>")),
        Err(ReadError::TooManyAttributes { .. })
    ));
    assert!(matches!(
        with(vec![b' '; 11 * 1024 * 1024]),
        Err(ReadError::TooLarge { .. })
    ));
}

#[test]
fn xml_is_told_from_other_bodies() {
    for yes in ["<a>", " \n<a>", "\u{feff}<a>"] {
        assert!(looks_like_cxml(yes.as_bytes()), "{yes}");
    }
    assert!(looks_like_cxml(&[0xff, 0xfe, b'<', 0]));
    for no in ["", "a=b", "{\"a\":1}"] {
        assert!(!looks_like_cxml(no.as_bytes()), "{no}");
    }
}

proptest::proptest! {
    #[test]
    fn no_bytes_make_it_panic(bytes: Vec<u8>) {
        let _ = with(bytes);
    }

    #[test]
    fn no_damage_makes_it_panic(at in 0_usize..1_000, byte: u8, cut in 0_usize..1_200) {
        let mut bytes = SETUP.as_bytes().to_vec();
        if let Some(place) = bytes.get_mut(at) {
            *place = byte;
        }
        bytes.truncate(cut);
        let _ = with(bytes);
    }
}
