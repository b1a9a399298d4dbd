//! What operators do: a settings file, a backup while the program serves, metrics for their monitoring.

use std::{
    fs,
    os::unix::fs::PermissionsExt,
    path::Path,
    process::{Command, Output},
};

use serde_json::json;
use test_support::{Client, run};

use super::Program;

/// Runs the program to its end, with nothing set but what is given.
fn punchgate(folder: &Path, arguments: &[&str], settings: &[(&str, &str)]) -> (bool, String) {
    let output: Output = Command::new(env!("CARGO_BIN_EXE_punchgate"))
        .args(arguments)
        .current_dir(folder)
        .env("PUNCHGATE_LOG", "warn")
        .envs(settings.iter().copied())
        .output()
        .expect("the program starts");
    let told = [output.stdout, output.stderr].concat();
    (
        output.status.success(),
        String::from_utf8_lossy(&told).into_owned(),
    )
}

#[test]
fn settings_come_from_a_file_where_nothing_nearer_says_them() {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let at = folder.path();
    let file = at.join("punchgate.toml");
    let set = |text: &str| fs::write(&file, text).expect("a file can be written");
    let run = |arguments: &[&str], settings: &[(&str, &str)]| {
        let named = [("PUNCHGATE_SETTINGS_FILE", "punchgate.toml")];
        punchgate(at, arguments, &[&named, settings].concat())
    };

    set("data_dir = \"of-file\"\nentry_point_limit = 10\n");
    assert!(run(&["migrate"], &[]).0);
    assert!(at.join("of-file/punchgate.db").exists());
    assert!(run(&["migrate"], &[("PUNCHGATE_DATA_DIR", "of-environment")]).0);
    assert!(at.join("of-environment/punchgate.db").exists());
    let flag = ["migrate", "--data-dir", "of-flag"];
    assert!(run(&flag, &[("PUNCHGATE_DATA_DIR", "of-nowhere")]).0);
    assert!(at.join("of-flag/punchgate.db").exists() && !at.join("of-nowhere").exists());

    for (text, named) in [
        ("data_dri = \"x\"", "data_dri is not a setting"),
        ("entry_point_limit = \"many\"", "--entry-point-limit"),
        ("listen = \"8080\"", "PUNCHGATE_LISTEN cannot be used"),
        ("listen", "punchgate.toml"),
    ] {
        set(text);
        let (done, told) = run(&["migrate"], &[]);
        assert!(!done && told.contains(named), "{told}");
    }
    fs::remove_file(&file).expect("it is there");
    let (done, told) = run(&["migrate"], &[]);
    assert!(!done && told.contains("punchgate.toml"), "{told}");

    let (done, template) = punchgate(at, &["settings"], &[]);
    assert!(
        done && template.contains("# public_url = \"\""),
        "{template}"
    );
    set(&template);
    assert!(run(&["migrate", "--data-dir", "of-template"], &[]).0);
}

#[test]
fn a_backup_is_made_while_the_program_serves_and_can_be_served_itself() {
    run(async {
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        let (one, other) = (folder.path().join("one"), folder.path().join("other"));
        fs::create_dir(&other).expect("a folder can be made");
        let program = Program::start(&one, "", "warn");
        let admin = program.admin().await;
        let store = |key: &str| json!({"key": key, "name": "Tools", "punch_out_start_url": "https://shop.example/"});
        admin.post("/api/v1/stores", &store("before"), 201).await;
        let data = one.to_str().expect("a plain path");
        let copy = other.join("punchgate.db");
        let copy = copy.to_str().expect("a plain path");
        let backup = ["backup", copy, "--data-dir", data];
        let (done, told) = punchgate(folder.path(), &backup, &[]);
        assert!(done && told.contains("master.key"), "{told}");
        let mode = fs::metadata(copy)
            .expect("it is there")
            .permissions()
            .mode();
        assert_eq!(mode & 0o777, 0o600);
        admin.post("/api/v1/stores", &store("after"), 201).await;

        let (done, told) = punchgate(folder.path(), &backup, &[]);
        assert!(!done && told.contains("is there already"), "{told}");
        let listed = ["user", "list", "--data-dir", "nowhere"];
        let (done, told) = punchgate(folder.path(), &listed, &[]);
        assert!(!done && told.contains("there is no database"), "{told}");
        assert!(!folder.path().join("nowhere").exists());
        let nothing = ["backup", "copy", "--data-dir", "nowhere"];
        let (done, told) = punchgate(folder.path(), &nothing, &[]);
        assert!(!done && told.contains("cannot be copied"), "{told}");
        assert!(!folder.path().join("copy").exists());
        let elsewhere = [("PUNCHGATE_DATABASE_URL", "postgres://localhost/p")];
        let (done, told) = punchgate(folder.path(), &["backup", "copy"], &elsewhere);
        assert!(!done && told.contains("pg_dump"), "{told}");

        fs::copy(one.join("master.key"), other.join("master.key")).expect("it can be copied");
        let restored = Program::start(&other, "", "warn");
        let stores = restored
            .admin()
            .await
            .get("/api/v1/stores", 200)
            .await
            .json();
        let keys: Vec<_> = stores["items"]
            .as_array()
            .expect("a list")
            .iter()
            .map(|store| store["key"].clone())
            .collect();
        assert_eq!(keys, ["before"]);
    });
}

#[test]
fn metrics_are_for_those_who_may_collect_them() {
    run(async {
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        let data = |name: &str| folder.path().join(name);
        let token = "a token of some length";
        let set = [("PUNCHGATE_METRICS_TOKEN", token)];
        let program = Program::start_with(&data("token"), "", "warn", &set);
        let with = |token: Option<&str>| Client::new(program.base(), token.map(str::to_owned));
        with(None).get("/metrics", 401).await;
        with(Some("another token")).get("/metrics", 401).await;
        with(Some(token)).get("/metrics", 200).await;

        let off = [("PUNCHGATE_METRICS", "off")];
        let program = Program::start_with(&data("off"), "", "warn", &off);
        Client::new(program.base(), None).get("/metrics", 404).await;

        let short = [("PUNCHGATE_METRICS_TOKEN", "short")];
        let (done, told) = punchgate(folder.path(), &["migrate"], &short);
        assert!(!done && told.contains("PUNCHGATE_METRICS_TOKEN"), "{told}");
    });
}
