use super::*;
use crate::{ReadOptions, read, unwrap};

const HEAD: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE cXML SYSTEM "http://xml.cxml.org/schemas/cXML/1.2.014/cXML.dtd">
"#;

const SETUP: &str = r#"<cXML payloadID="1@buyer" timestamp="2026-01-01T10:00:00+00:00"><Header>
<From><Credential domain="DUNS"><Identity>1</Identity></Credential></From>
<To><Credential domain="DUNS"><Identity>2</Identity></Credential></To>
<Sender><Credential domain="DUNS"><Identity>1</Identity><SharedSecret>s</SharedSecret></Credential><UserAgent>Test</UserAgent></Sender>
</Header>
<Request><PunchOutSetupRequest operation="create"><BuyerCookie>4</BuyerCookie>
<BrowserFormPost><URL>https://buyer.example/in</URL></BrowserFormPost>
<SelectedItem><ItemID><SupplierPartID>A</SupplierPartID></ItemID></SelectedItem>
</PunchOutSetupRequest></Request></cXML>"#;

fn examined(bytes: &[u8], http_charset: Option<&str>) -> Vec<Finding> {
    let options = ReadOptions {
        http_charset,
        ..ReadOptions::default()
    };
    examine(&read(bytes, &options).unwrap(), None).found
}

fn codes(document: &str) -> Vec<&'static str> {
    examined(document.as_bytes(), None)
        .iter()
        .map(|finding| finding.code)
        .collect()
}

/// What is found when a text of the setup is another.
fn changed(from: &str, to: &str) -> Vec<&'static str> {
    let whole = format!("{HEAD}{SETUP}");
    assert!(whole.contains(from), "{from}");
    codes(&whole.replacen(from, to, 1))
}

#[test]
fn a_document_as_it_should_be_has_no_findings() {
    assert_eq!(codes(&format!("{HEAD}{SETUP}")), Vec::<&str>::new());
}

#[test]
fn each_deviation_has_its_code() {
    for (from, to, code) in [
        ("<UserAgent>Test</UserAgent>", "", "element.missing"),
        ("<UserAgent>", "<Oops/><UserAgent>", "element.unknown"),
        (
            "<UserAgent>",
            "<Money currency=\"EUR\">1</Money><UserAgent>",
            "element.misplaced",
        ),
        (
            "<BuyerCookie>4</BuyerCookie>",
            "<BuyerCookie>4</BuyerCookie><BuyerCookie>5</BuyerCookie>",
            "element.repeated",
        ),
        (
            "</SupplierPartID>",
            "</SupplierPartID><BuyerPartID>7</BuyerPartID>",
            "element.newer",
        ),
        (
            "</BrowserFormPost>",
            "</BrowserFormPost><Extrinsic name=\"User\">x</Extrinsic>",
            "element.order",
        ),
        (
            "<Request><PunchOutSetupRequest operation=\"create\">",
            "<Request><PunchOutSetupRequest operation=\"create\">text",
            "text.misplaced",
        ),
        ("</Header>", "</Header>\u{a0}", "text.misplaced"),
        (
            " timestamp=\"2026-01-01T10:00:00+00:00\"",
            "",
            "attribute.missing",
        ),
        ("<Request>", "<Request colour=\"red\">", "attribute.unknown"),
        ("<ItemID>", "<ItemID x=\"\">", "attribute.unknown"),
        (
            "operation=\"create\"",
            "operation=\"make\"",
            "attribute.value",
        ),
        ("1.2.014/cXML.dtd", "1.1.010/cXML.dtd", ""),
        ("10:00:00+00:00", "10:00:00Z", "time.spelling"),
        ("2026-01-01T10:00:00+00:00", "yesterday", "time.unreadable"),
        (
            "payloadID=\"1@buyer\"",
            "payloadID=\"\"",
            "payload_id.empty",
        ),
        ("<Identity>2</Identity>", "<Identity/>", "identity.empty"),
        (
            "<!DOCTYPE cXML SYSTEM \"http://xml.cxml.org/schemas/cXML/1.2.014/cXML.dtd\">",
            "",
            "doctype.missing",
        ),
        (
            "cXML/1.2.014/cXML.dtd",
            "cXML/1.2.014/InvoiceDetail.dtd",
            "doctype.file",
        ),
        (
            "http://xml.cxml.org/schemas/cXML/1.2.014/cXML.dtd",
            "cXML.dtd",
            "doctype.address",
        ),
        (
            "cXML.dtd\">",
            "cXML.dtd\" [<!ENTITY a \"b\">]>",
            "doctype.internal_subset",
        ),
        ("DOCTYPE cXML", "DOCTYPE cxml", "doctype.root"),
        ("<cXML ", "<cXML version=\"1.2.020\" ", "version.differs"),
        ("<cXML ", "<cXML version=\"new\" ", "version.unreadable"),
        ("1.2.014/cXML.dtd", "1.2.099/cXML.dtd", "version.unknown"),
        (
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n",
            "",
            "declaration.missing",
        ),
        ("<?xml", "\n<?xml", "declaration.late"),
        ("https://buyer.example/in", "cid:x@y", "attachment.missing"),
    ] {
        let expected: Vec<&str> = Some(code)
            .filter(|code| !code.is_empty())
            .into_iter()
            .collect();
        assert_eq!(changed(from, to), expected, "{from} → {to}");
    }
}

#[test]
fn what_came_later_is_told_with_its_version() {
    let source = format!("{HEAD}{SETUP}")
        .replace("1.2.014", "1.1.010")
        .replace("\"create\"", "\"source\"");
    let found = examined(source.as_bytes(), None);
    assert_eq!(found.len(), 1, "{found:#?}");
    assert_eq!(
        (found[0].code, found[0].severity),
        ("attribute.value_newer", Severity::Error)
    );
    assert_eq!(
        (found[0].text.as_str(), found[0].advice.as_str()),
        (
            "The value source of the attribute operation of PunchOutSetupRequest came after cXML 1.1.010; 1.2.014 has it.",
            "Declare cXML 1.2.014 or later, or leave it out."
        )
    );
}

#[test]
fn encodings_are_compared_with_what_is_said_of_them() {
    let latin = |document: &str| -> Vec<u8> {
        document
            .chars()
            .map(|c| u8::try_from(u32::from(c)).unwrap())
            .collect()
    };
    let with = |declared: &str| {
        format!("{HEAD}{SETUP}")
            .replace("UTF-8", declared)
            .replace("Test", "Té")
    };
    let found = |bytes: &[u8], charset| -> Vec<&'static str> {
        examined(bytes, charset)
            .iter()
            .map(|finding| finding.code)
            .collect()
    };
    assert!(found(with("UTF-8").as_bytes(), Some("utf-8")).is_empty());
    assert!(found(&latin(&with("ISO-8859-1")), Some("iso-8859-1")).is_empty());
    assert!(found(format!("{HEAD}{SETUP}").as_bytes(), Some("iso-8859-1")).is_empty());
    assert_eq!(
        found(&latin(&with("ISO-8859-1")), Some("utf-8")),
        ["encoding.not_as_in_http"]
    );
    assert_eq!(
        found(&latin(&with("UTF-8")), Some("iso-8859-1")),
        ["encoding.not_as_declared"]
    );
    let utf_16: Vec<u8> = format!("\u{feff}{}", with("UTF-16"))
        .encode_utf16()
        .flat_map(u16::to_be_bytes)
        .collect();
    assert!(found(&utf_16, Some("utf-16")).is_empty());
}

#[test]
fn a_secret_has_no_place_in_a_message() {
    let message = r#"<cXML payloadID="1" timestamp="2026-01-01T10:00:00+00:00"><Header>
<From><Credential domain="DUNS"><Identity>1</Identity></Credential></From>
<To><Credential domain="DUNS"><Identity>2</Identity></Credential></To>
<Sender><Credential domain="DUNS"><Identity>1</Identity><SharedSecret>top secret</SharedSecret></Credential><UserAgent/></Sender>
</Header><Message><PunchOutOrderMessage><BuyerCookie>4</BuyerCookie>
<PunchOutOrderMessageHeader operationAllowed="edit"><Total><Money currency="euro">1,000.5</Money></Total></PunchOutOrderMessageHeader>
</PunchOutOrderMessage></Message></cXML>"#;
    let found = examined(format!("{HEAD}{message}").as_bytes(), None);
    let codes: Vec<_> = found.iter().map(|finding| finding.code).collect();
    assert_eq!(
        codes,
        ["secret.in_message", "number.spelling", "currency.code"]
    );
    assert!(!format!("{found:?}").contains("top secret"));
}

#[test]
fn a_number_is_looked_at_wherever_cxml_has_one() {
    let item = "<ItemOut quantity=\"1,5\" lineNumber=\"first\"><ItemID><SupplierPartID>A</SupplierPartID></ItemID></ItemOut>";
    let document = format!("{HEAD}{SETUP}").replace(
        "\n</PunchOutSetupRequest>",
        &format!("\n{item}</PunchOutSetupRequest>"),
    );
    let found = examined(document.as_bytes(), None);
    let told: Vec<_> = found.iter().map(|it| (it.code, it.text.as_str())).collect();
    assert_eq!(
        told,
        [
            ("number.unreadable", "“1,5” is no number."),
            ("number.unreadable", "“first” is no number."),
        ]
    );
}

#[test]
fn places_are_told_by_line_and_path() {
    let items = "<ItemOut quantity=\"1\"><ItemID><SupplierPartID>A</SupplierPartID></ItemID></ItemOut>\n<ItemOut>\n<ItemID><SupplierPartID>B</SupplierPartID></ItemID></ItemOut>";
    let document = format!("{HEAD}{SETUP}").replace(
        "\n</PunchOutSetupRequest>",
        &format!("\n{items}</PunchOutSetupRequest>"),
    );
    let found = examined(document.as_bytes(), None);
    assert_eq!(found.len(), 1, "{found:#?}");
    assert_eq!(
        (found[0].line, found[0].path.as_str()),
        (Some(12), "/cXML/Request/PunchOutSetupRequest/ItemOut[2]")
    );
    assert_eq!(found[0].text, "ItemOut lacks the attribute quantity.");
}

#[test]
fn findings_are_bounded_and_the_rest_is_counted() {
    let document = format!("<cXML>{}</cXML>", "<Oops/>".repeat(10_000));
    let findings = examine(
        &read(document.as_bytes(), &ReadOptions::default()).unwrap(),
        None,
    );
    assert_eq!(findings.found.len(), MAX_FINDINGS);
    assert!(findings.more > 9_000);
}

#[test]
fn how_it_came_is_told_first() {
    let encoded: String = SETUP.bytes().map(|byte| format!("%{byte:02x}")).collect();
    let body = format!("cxml-urlencoded={encoded}");
    let carried = unwrap(body.as_bytes(), Some("application/x-www-form-urlencoded"));
    let options = ReadOptions {
        http_charset: carried.charset.as_deref(),
        ..ReadOptions::default()
    };
    let document = read(&carried.document, &options).unwrap();
    let codes: Vec<_> = examine(&document, Some(&carried))
        .found
        .iter()
        .map(|finding| finding.code)
        .collect();
    assert_eq!(
        codes,
        [
            "carrier.form_field",
            "declaration.missing",
            "doctype.missing"
        ]
    );
}

/// Documents that have many findings, in each way that there is, and are of a given length.
fn faulty(way: usize, times: usize) -> String {
    let many = |text: &str| text.repeat(times);
    let within =
        |content: String| SETUP.replace("<BuyerCookie>", &format!("{content}<BuyerCookie>"));
    match way {
        0 => within(many("<ItemOut/>")),
        1 => within(many("<Unknown a='1'/>")),
        2 => within(many("<BuyerCookie/>")),
        3 => within(many("<ItemIn><ItemID/></ItemIn>")),
        4 => within(many("<ShipTo><Money>x</Money><Money>x</Money></ShipTo>")),
        5 => within(many("<Extrinsic nam='a' name='b'>&amp;</Extrinsic>")),
        6 => within(many("<Contact><Name>n</Name><Phone/><Email/></Contact>")),
        7 => within(format!("<ItemOut>{}</ItemOut>", many("<Comments/><Tax/>"))),
        _ => within(many("text")),
    }
}

#[test]
fn work_grows_as_documents_do_and_not_faster() {
    for way in 0..9 {
        let steps = |times: usize| {
            let text = faulty(way, times);
            let document = read(text.as_bytes(), &ReadOptions::default()).unwrap();
            let steps = crate::steps::count(|| {
                let _ = examine(&document, None);
            });
            (steps, text.len())
        };
        let (few, short) = steps(1_000);
        let (many, long) = steps(8_000);
        assert!(few > 50, "{way}");
        // What a document has beside what is repeated counts in both.
        let growth = (long / short + 1) as u64;
        assert!(
            many <= few * growth,
            "{way}: {few} steps, {many} for {growth} times as much"
        );
    }
}
