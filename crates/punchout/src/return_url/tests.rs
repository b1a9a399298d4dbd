use super::*;

fn allowed(entries: &[&str]) -> Vec<String> {
    entries.iter().map(|&entry| entry.to_owned()).collect()
}

#[test]
fn test_mode_without_a_list_takes_any_https_host() {
    let url = check(" https://buyer.example:8443/in?a=1&b=2\n", Mode::Test, &[]).unwrap();
    assert_eq!(url.url, "https://buyer.example:8443/in?a=1&b=2");
    assert_eq!(url.origin, "https://buyer.example:8443");
    assert_eq!(url.entry, "buyer.example");
    assert_eq!(
        refused("http://buyer.example/in", Mode::Test, &[]),
        Some(ErrorCode::ReturnHostNotAllowed)
    );
}

fn refused(url: &str, mode: Mode, list: &[String]) -> Option<ErrorCode> {
    check(url, mode, list).err().map(|unusable| unusable.error)
}

#[test]
fn a_url_is_used_as_browsers_write_it() {
    for (sent, used) in [
        (
            "HTTPS://Buyer.Example:443/a\\b?c=\"",
            "https://buyer.example/a/b?c=%22",
        ),
        ("https://büyer.example", "https://xn--byer-0ra.example/"),
    ] {
        assert_eq!(check(sent, Mode::Test, &[]).unwrap().url, used);
    }
}

#[test]
fn it_is_told_what_is_wrong_and_a_beginning_is_quoted() {
    let told = |url: &str| {
        let unusable = check(url, Mode::Test, &[]).unwrap_err();
        unusable.told("The return URL", url)
    };
    assert_eq!(
        told("/rel"),
        "The return URL “/rel” is no absolute address that begins with https://."
    );
    assert!(told(" ").ends_with("is empty."));
    assert!(told("https://{{domain}}/in").contains("placeholder"));
    assert!(told("http://buyer.example/").contains("plain http"));
    let long = told(&format!("/{}", "x".repeat(20_000)));
    assert!(long.chars().count() < 300 && long.contains('…'), "{long}");
}

#[test]
fn a_list_is_enforced_in_both_modes() {
    let list = allowed(&["*.buyer.example", "other.example", "http://localhost:9000"]);
    for mode in [Mode::Test, Mode::Production] {
        for good in [
            "https://a.buyer.example/",
            "https://OTHER.example/x",
            "http://localhost:9000/in",
        ] {
            assert!(check(good, mode, &list).is_ok(), "{good}");
        }
        for bad in [
            "https://buyer.example/",
            "https://evilbuyer.example/",
            "https://other.example.evil/",
            "http://other.example/",
            "http://localhost:9001/",
            "https://localhost:9000/",
        ] {
            assert_eq!(
                refused(bad, mode, &list),
                Some(ErrorCode::ReturnHostNotAllowed),
                "{bad}"
            );
        }
    }
    assert!(check("https://buyer.example/", Mode::Production, &[]).is_err());
}

#[test]
fn only_web_addresses_are_taken() {
    for bad in [
        "",
        "/relative",
        "javascript:alert(1)",
        "java\nscript:alert(1)",
        "data:text/html,x",
        "ftp://buyer.example/",
        "https://",
        "https://user:pw@buyer.example/",
        "https://a b.example/",
        "urn:ietf:rfc:1149",
        "https:evil.example",
        "https:/evil.example",
        "https:\\\\evil.example",
        "//evil.example",
        "https://{{domain}}/in",
        "https://*/",
        "https://a;b.example/",
        "https://$host/",
    ] {
        assert_eq!(
            refused(bad, Mode::Test, &[]),
            Some(ErrorCode::InvalidReturnUrl),
            "{bad}"
        );
    }
}

#[test]
fn the_window_of_a_program_must_be_listed() {
    for mode in [Mode::Test, Mode::Production] {
        assert_eq!(
            refused(SAP_EVENT, mode, &allowed(&["buyer.example"])),
            Some(ErrorCode::ReturnHostNotAllowed)
        );
        let listed = allowed(&["buyer.example", SAP_EVENT]);
        let url = check("SapEvent:post", mode, &listed).unwrap();
        assert_eq!(
            (url.url.as_str(), url.entry.as_str()),
            ("SapEvent:post", SAP_EVENT)
        );
    }
    assert_eq!(
        refused(SAP_EVENT, Mode::Test, &[]),
        Some(ErrorCode::ReturnHostNotAllowed)
    );
    assert!(is_allowed_host_entry(SAP_EVENT));
}

#[test]
fn entries_that_allow_too_much_or_nothing_are_no_entries() {
    for good in [
        "buyer.example",
        "*.buyer.example",
        "http://localhost:80",
        "10.1.2.3",
    ] {
        assert!(is_allowed_host_entry(good), "{good}");
    }
    for bad in [
        "",
        "*",
        "*.example",
        "https://buyer.example",
        "buyer.example/path",
        "http://h:1/x",
        "a b",
        "{{domain}}",
        "http://{{domain}}:80",
    ] {
        assert!(!is_allowed_host_entry(bad), "{bad}");
    }
}
