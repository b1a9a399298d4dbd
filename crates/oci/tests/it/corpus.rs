//! Real calls and forms, where a folder of them is at hand.

use std::{fs, path::PathBuf};

use oci::{ParameterNames, Parameters, Returned, read_fields, read_html, read_return};

/// The documents of a kind; empty where there is no folder.
fn documents(kind: &str) -> Vec<(String, String)> {
    let Some(folder) = std::env::var_os("PUNCHGATE_CORPUS").map(PathBuf::from) else {
        assert!(
            std::env::var_os("PUNCHGATE_REQUIRE_ALL").is_none(),
            "PUNCHGATE_CORPUS is not set"
        );
        eprintln!("SKIPPED: PUNCHGATE_CORPUS names no folder of real documents");
        return Vec::new();
    };
    let index = fs::read_to_string(folder.join("INDEX.tsv")).expect("the folder has an INDEX.tsv");
    let documents: Vec<_> = index
        .lines()
        .map(|line| line.split('\t').collect::<Vec<_>>())
        .filter(|columns| columns[1] == kind)
        .map(|columns| {
            let bytes = fs::read(folder.join(columns[0])).expect("what the index names is there");
            (
                columns[0].to_owned(),
                String::from_utf8_lossy(&bytes).into_owned(),
            )
        })
        .collect();
    assert!(documents.len() > 4, "only {} of {kind}", documents.len());
    documents
}

/// The fields of a form, in whichever of the folder's notations.
fn fields(path: &str, text: &str) -> Vec<(String, String)> {
    if path.ends_with(".html") {
        return read_html(text).fields;
    }
    if path.contains("_hash_") || path.contains("_params_") {
        return ruby_pairs(text);
    }
    if text.contains('&') {
        return read_fields(text.as_bytes(), None);
    }
    text.lines()
        .filter_map(|line| line.split_once('='))
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .collect()
}

/// The form as a Ruby program has it: `"NEW_ITEM-PRICE"=>{"1"=>" 780,12"}`, on one line or on several, or `["..."]` without an index.
fn ruby_pairs(text: &str) -> Vec<(String, String)> {
    let mut name = String::new();
    let mut pairs = Vec::new();
    for line in text.lines() {
        let code = line.split("  #").next().unwrap_or_default().trim();
        if code.starts_with('#') {
            continue;
        }
        let mut quoted: Vec<&str> = code.split('"').skip(1).step_by(2).collect();
        if let Some(field) = quoted.first().filter(|text| text.starts_with("NEW_ITEM-")) {
            name = (*field).to_owned();
            quoted.remove(0);
        }
        match quoted.as_slice() {
            [index, value] => pairs.push((format!("{name}[{index}]"), (*value).to_owned())),
            [value] => pairs.push((format!("{name}[]"), (*value).to_owned())),
            _ => {}
        }
    }
    pairs
}

#[test]
fn every_call_says_who_calls_and_where_the_cart_goes() {
    for (path, text) in documents("oci-request") {
        let query = match text.trim().split_once('?') {
            Some((_, query)) => query.to_owned(),
            None => text.trim().lines().collect::<Vec<_>>().join("&"),
        };
        let parameters = Parameters::read(query.as_bytes(), b"", None).expect(&path);
        let names = ParameterNames::default();
        let call = parameters.call(&names);
        let empty_template = query.contains("HOOK_URL=&");
        assert_eq!(call.hook_url.is_none(), empty_template, "{path}");
        assert_eq!(
            parameters.username(&names).is_none(),
            empty_template,
            "{path}"
        );
        if let Some(hook) = call.hook_url {
            assert!(
                hook == "ZZZZ" || hook.starts_with("https://"),
                "{path}: {hook}"
            );
            assert!(
                !query.contains("hash=") || hook.ends_with("?hash=abc123"),
                "{path}: {hook}"
            );
        }
    }
}

#[test]
fn every_form_brings_its_lines() {
    let mut seen: Vec<&'static str> = Vec::new();
    for (path, text) in documents("oci-return") {
        let Returned {
            items, findings, ..
        } = read_return(&fields(&path, &text));
        assert!(!items.is_empty(), "{path}");
        assert!(
            items
                .iter()
                .any(|line| line.item.text("DESCRIPTION").is_some()),
            "{path}: {items:?}"
        );
        for (name, value) in &fields(&path, &text) {
            let spelled = name.to_uppercase();
            let Some(first) = value.trim().lines().next() else {
                continue;
            };
            if !spelled.contains("LONGTEXT") {
                continue;
            }
            // However it is called, the long text is found, and what is not as it should be is named.
            let long = |line: &oci::ReturnedItem| line.item.long_text.clone().unwrap_or_default();
            let is_found = items.iter().any(|line| long(line).contains(first.trim()));
            assert!(is_found || !path.ends_with(".html"), "{path}: {name}");
            let is_standard =
                spelled.starts_with("NEW_ITEM-LONGTEXT_") && spelled.ends_with(":132[]");
            let is_named = findings
                .found
                .iter()
                .any(|found| found.code == "name.spelling");
            assert!(is_standard || is_named || !is_found, "{path}: {name}");
        }
        seen.extend(findings.found.iter().map(|finding| finding.code));
        match path.rsplit('/').next().unwrap_or_default() {
            "real_world.html" => assert_eq!(items.len(), 10, "{path}"),
            "return_query_index0.txt" => {
                assert!(seen.contains(&"index.zero") && seen.contains(&"pair.encoded_equals"));
            }
            "test_parse_form_01.html" => assert!(seen.contains(&"index.gap"), "{path}"),
            "test_parse_hash_04.txt" => {
                let price = items[0].item.number("PRICE");
                assert_eq!(price, Some("780.12".parse().expect("a number")), "{path}");
            }
            _ => {}
        }
    }
}
