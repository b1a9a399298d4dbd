use super::*;

fn settings() -> Settings {
    Settings::for_data_dir(Path::new("data"))
}

#[test]
fn without_settings_everything_is_in_the_data_folder() {
    let config = Config::new(settings()).unwrap();
    assert_eq!(config.http.origin(), "http://127.0.0.1:8080");
    assert_eq!(
        config.storage.database_url.expose(),
        "sqlite:data/punchgate.db?mode=rwc"
    );
    assert_eq!(config.storage.master_key_file, Path::new("data/master.key"));
    assert!(matches!(config.first_admin, FirstAdmin::Generated));
    assert_eq!(
        config.limits.delivery_timeout,
        std::time::Duration::from_secs(15)
    );
}

#[test]
fn addresses_survive_lower_casing_however_the_public_url_is_written() {
    let mut written = settings();
    written.public_url = Some("HTTPS://PunchOut.Shop.Example:8443/".to_owned());
    let http = Config::new(written).unwrap().http;
    let path = "/gateway/link/punchin/id/0a";
    assert_eq!(
        http.url_of(path),
        format!("https://punchout.shop.example:8443{path}")
    );
    // What could have capitals that mean something is refused at the start, by its name.
    for path in ["Gateway", "?A=B", "#A"] {
        let mut written = settings();
        written.public_url = Some(format!("https://shop.example/{path}"));
        let message = Config::new(written).unwrap_err().to_string();
        assert!(message.starts_with("PUNCHGATE_PUBLIC_URL"), "{message}");
    }
}

#[test]
fn what_cannot_be_used_is_named() {
    type Change = fn(&mut Settings);
    let cases: [(Change, &str); 8] = [
        (|s| s.listen = "8080".to_owned(), "PUNCHGATE_LISTEN"),
        (
            |s| s.public_url = Some("shop.example".to_owned()),
            "PUNCHGATE_PUBLIC_URL",
        ),
        (
            |s| s.public_url = Some("https://shop.example/gateway".to_owned()),
            "PUNCHGATE_PUBLIC_URL",
        ),
        (
            |s| s.trusted_proxies = vec!["10.0.0.0/99".to_owned()],
            "PUNCHGATE_TRUSTED_PROXIES",
        ),
        (
            |s| s.console_origins = vec!["https://admin.shop.example/console".to_owned()],
            "PUNCHGATE_CONSOLE_ORIGINS",
        ),
        (
            |s| s.database_url = Some("mysql://localhost".to_owned()),
            "PUNCHGATE_DATABASE_URL",
        ),
        (
            |s| s.admin_email = Some("admin@shop.example".to_owned()),
            "PUNCHGATE_ADMIN_EMAIL",
        ),
        (
            |s| {
                s.admin_email = Some("admin@shop.example".to_owned());
                s.admin_password = Some("short".to_owned());
            },
            "PUNCHGATE_ADMIN_PASSWORD",
        ),
    ];
    for (change, name) in cases {
        let mut settings = settings();
        change(&mut settings);
        let message = Config::new(settings).unwrap_err().to_string();
        assert!(message.starts_with(name), "{message}");
    }
}

#[test]
fn proxies_are_addresses_or_networks() {
    let mut settings = settings();
    settings.trusted_proxies = vec!["10.0.0.0/8".to_owned(), " ::1".to_owned()];
    let http = Config::new(settings).unwrap().http;
    assert!(http.trusts("10.1.2.3".parse().unwrap()));
    assert!(http.trusts("::1".parse().unwrap()));
    assert!(!http.trusts("11.0.0.1".parse().unwrap()));
}

#[test]
fn origins_are_kept_as_browsers_write_them() {
    let mut settings = settings();
    settings.console_origins = vec!["https://Admin.Shop.example:443/".to_owned(), String::new()];
    let http = Config::new(settings).unwrap().http;
    assert_eq!(http.console_origins, ["https://admin.shop.example"]);
}

#[test]
fn a_typo_in_a_variable_is_named() {
    let names = |list: &[&str]| list.iter().map(|&name| name.to_owned()).collect::<Vec<_>>();
    assert!(check_environment(names(&["PATH", "PUNCHGATE_LISTEN", "PUNCHGATE_LOG"])).is_ok());
    let error = check_environment(names(&["PUNCHGATE_LISTN"])).unwrap_err();
    assert!(error.to_string().starts_with("PUNCHGATE_LISTN is not"));
}

#[test]
fn secrets_are_not_printed() {
    let mut settings = settings();
    settings.database_url = Some("postgres://u:hush@localhost/p".to_owned());
    let config = Config::new(settings).unwrap();
    assert!(!format!("{config:?}").contains("hush"));
}
