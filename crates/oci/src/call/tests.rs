use super::*;

fn call(query: &str) -> Call {
    Parameters::read(query.as_bytes(), b"", None)
        .unwrap()
        .call(&ParameterNames::default())
}

fn codes(call: &Call) -> Vec<&str> {
    call.findings
        .found
        .iter()
        .map(|finding| finding.code)
        .collect()
}

#[test]
fn names_do_not_depend_on_case() {
    let query = b"Username=jane&PassWord=open+sesame&hook_Url=https%3A%2F%2Fb.example%2F&~okcode=ADDI&~Target=_parent&~CALLER=CTLG&Langu=DE&oci_version=40&function=detail&ProductId=4711&COSTCENTER=99";
    let parameters = Parameters::read(query, b"", None).unwrap();
    let names = ParameterNames::default();
    assert_eq!(parameters.username(&names), Some("jane"));
    let password = parameters.password(&names).unwrap();
    assert_eq!(password.expose(), "open sesame");
    assert_eq!(format!("{password:?}"), "Password(****)");
    let call = parameters.call(&names);
    assert_eq!(call.hook_url.as_deref(), Some("https://b.example/"));
    assert_eq!(call.target.as_deref(), Some("_parent"));
    assert_eq!(call.version, Some(Version::V4_0));
    assert_eq!(call.function, Function::Detail);
    assert_eq!(call.product_id.as_deref(), Some("4711"));
    assert_eq!(call.language.as_deref(), Some("DE"));
    let echoes = [
        ("~okcode", "ADDI"),
        ("~Target", "_parent"),
        ("~CALLER", "CTLG"),
    ];
    assert_eq!(
        call.echoes,
        echoes.map(|(name, value)| (name.to_owned(), value.to_owned()))
    );
    assert_eq!(call.others, [("COSTCENTER".to_owned(), "99".to_owned())]);
    assert!(codes(&call).is_empty());
}

#[test]
fn the_form_comes_before_the_query() {
    let parameters =
        Parameters::read(b"USERNAME=query&LANGU=", b"username=form&langu=FR", None).unwrap();
    let names = ParameterNames::default();
    assert_eq!(parameters.username(&names), Some("form"));
    assert_eq!(parameters.call(&names).language.as_deref(), Some("FR"));
}

#[test]
fn an_address_keeps_its_own_query() {
    for (query, expected, odd) in [
        (
            "HOOK_URL=https%3A%2F%2Fb.example%2Fin%3Fa%3D1%26b%3D%252F&USER=x",
            "https://b.example/in?a=1&b=%2F",
            &[] as &[&str],
        ),
        (
            "user=x&HOOK_URL=https://b.example?hash=abc123",
            "https://b.example?hash=abc123",
            &["hook_url.unencoded"],
        ),
        (
            "user=x&HOOK_URL=https://b.example/in?a=1&sid=a%20b&FUNCTION=DETAIL&c=3",
            "https://b.example/in?a=1&sid=a%20b",
            &["hook_url.unencoded"],
        ),
        (
            "user=x&HOOK_URL=https://b.example&FUNCTION=DETAIL",
            "https://b.example",
            &["hook_url.unencoded"],
        ),
        (
            "HOOK_URL=https%253A%252F%252Fb.example%252Fin",
            "https://b.example/in",
            &["hook_url.encoded_twice"],
        ),
        ("HOOK_URL=SAPEVENT%3APOST", "SAPEVENT:POST", &[]),
    ] {
        let call = call(query);
        assert_eq!(call.hook_url.as_deref(), Some(expected), "{query}");
        assert_eq!(codes(&call), odd, "{query}");
    }
}

#[test]
fn parameters_that_belong_to_the_address_are_nothing_else() {
    let call = call("HOOK_URL=https://b.example/in?a=1&sid=7&~OkCode=ADDI&cc=9");
    assert_eq!(
        call.others,
        [("cc".to_owned(), "9".to_owned())],
        "sid is the address's"
    );
    assert_eq!(call.echoes.len(), 1);
}

#[test]
fn a_connection_has_names_of_its_own() {
    let names = ParameterNames {
        username: Some("kunde".to_owned()),
        password: Some("Kennwort".to_owned()),
        hook_url: Some("zurueck".to_owned()),
        cancel_url: Some("abbruch".to_owned()),
        language: Some("sprache".to_owned()),
        target: Some("rahmen".to_owned()),
    };
    let query = b"KUNDE=jane&kennwort=s&Zurueck=https%3A%2F%2Fb.example%2F&abbruch=https%3A%2F%2Fb.example%2Fno&sprache=D&rahmen=main";
    let parameters = Parameters::read(query, b"", None).unwrap();
    assert_eq!(parameters.username(&names), Some("jane"));
    assert!(parameters.password(&names).is_some());
    assert!(names.is_password("KENNWORT") && names.is_password("my_pwd"));
    let call = parameters.call(&names);
    assert_eq!(call.hook_url.as_deref(), Some("https://b.example/"));
    assert_eq!(call.cancel_url.as_deref(), Some("https://b.example/no"));
    assert_eq!(call.language.as_deref(), Some("D"));
    assert_eq!(call.target.as_deref(), Some("main"));
    assert!(call.others.is_empty());
    assert_eq!(parameters.username(&ParameterNames::default()), None);
}

#[test]
fn what_is_missing_or_unknown_is_found() {
    let call = call("USERNAME=a&PASSWORD=&HOOK_URL=&FUNCTION=ADD_TO_BASKET&OCI_VERSION=9");
    assert_eq!(call.hook_url, None);
    assert_eq!(call.function, Function::Other("ADD_TO_BASKET".to_owned()));
    assert_eq!(
        codes(&call),
        ["function.unknown", "version.unknown", "hook_url.missing"]
    );
}
