//! `punchgate import` and `punchgate export`: connections as files, from one installation to another.

use std::{
    fs,
    path::Path,
    process::{Command, Output},
};

use serde_json::json;
use test_support::{Client, run};

use super::Program;

const MAPPING: &str = r#"{""customer"": {""fields"": {""last_name"": {""path"": ""//Extrinsic[@name='LastName']"", ""transform"": [""uppercase""]}}}}"#;

/// Runs the program to its end.
fn punchgate(data: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_punchgate"))
        .args(arguments)
        .env("PUNCHGATE_DATA_DIR", data)
        .env("PUNCHGATE_LOG", "warn")
        .output()
        .expect("the program starts")
}

#[track_caller]
fn done(output: &Output) -> String {
    let told = String::from_utf8_lossy(&output.stdout).into_owned();
    let why = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{told}{why}");
    told
}

#[track_caller]
fn refused(output: &Output) -> String {
    assert!(!output.status.success());
    let told = String::from_utf8_lossy(&output.stdout).into_owned();
    told + &String::from_utf8_lossy(&output.stderr)
}

/// What connections refer to: a store, a company with a business unit, a buyer.
async fn furnish(admin: &Client) {
    let made = async |path: &str, body: serde_json::Value| {
        admin
            .post(&format!("/api/v1/{path}"), &body, 201)
            .await
            .text_at("/id")
    };
    made(
        "stores",
        json!({"key": "tools", "name": "Tools", "punch_out_start_url": "https://shop.example/"}),
    )
    .await;
    let company = made("companies", json!({"name": "Meyer"})).await;
    let unit = json!({"company_id": company, "name": "Ulm", "external_reference": "BU-7"});
    let unit = made("business-units", unit).await;
    let buyer = json!({"business_unit_id": unit, "email": "all@buyer.example", "external_reference": "CU-1"});
    made("buyers", buyer).await;
}

#[test]
fn connections_go_from_one_installation_to_another_without_loss() {
    run(async {
        let files = tempfile::tempdir().expect("a temporary folder can be made");
        let file = |name: &str, text: &str| {
            let path = files.path().join(name);
            fs::write(&path, text).expect("a file can be written");
            path.to_str().expect("a plain path").to_owned()
        };
        let (one, other) = (files.path().join("one"), files.path().join("other"));
        let first = Program::start(&one, "", "warn");
        furnish(&first.admin().await).await;

        // From Spryker's files, tried first.
        let connections = format!(
            "business_unit_key,username,password,credentials,is_active,type,format,name,mapping\n\
             BU-7,NetworkId/AN1,open sesame,,1,setup_request,cxml,Ärzte & Co,\"{MAPPING}\"\n\
             BU-7,hansen,secret 2,,0,setup_request,oci,Hansen,\n"
        );
        let connections = file("connections.csv", &connections);
        let cart = file(
            "cart.csv",
            "connection_name,default_supplier_id,max_description_length,bundle_mode,totals_mode,encoding,mapping\n\
             Ärzte & Co,70001,240,single,header,url-encoded,\n",
        );
        let setup = file(
            "setup.csv",
            "connection_name,business_unit_key,company_user_key,login_mode\n\
             Ärzte & Co,BU-7,,dynamic_user_creation\nHansen,,CU-1,single_user\n",
        );
        let spryker = [
            "import",
            "spryker",
            "--connections",
            &connections,
            "--cart",
            &cart,
            "--setup",
            &setup,
        ];
        let tried = done(&punchgate(&one, &[&spryker[..], &["--dry-run"]].concat()));
        assert!(
            tried.contains("line 2, Ärzte & Co: good") && tried.contains("it was tried only"),
            "{tried}"
        );
        let empty = done(&punchgate(&one, &["export"]));
        assert!(!empty.contains("Hansen"), "{empty}");
        let told = done(&punchgate(&one, &spryker));
        assert!(told.contains("2 connections were imported"), "{told}");

        // Out, and into another installation: tried, refused where something is missing, and done.
        let set = files.path().join("set.json");
        let set = set.to_str().expect("a plain path");
        done(&punchgate(&one, &["export", set]));
        let exported = fs::read_to_string(set).expect("it was written");
        assert!(
            exported.contains("Ärzte & Co") && exported.contains("LastName"),
            "{exported}"
        );
        assert!(
            !exported.contains("open sesame") && !exported.contains("secret 2"),
            "{exported}"
        );
        let second = Program::start(&other, "", "warn");
        let told = refused(&punchgate(&other, &["import", "json", set]));
        assert!(
            told.contains("refused")
                && told.contains("business_unit")
                && told.contains("nothing was changed"),
            "{told}"
        );
        furnish(&second.admin().await).await;
        let tried = done(&punchgate(&other, &["import", "json", set, "--dry-run"]));
        assert_eq!(tried.matches("created").count(), 2, "{tried}");
        assert!(!done(&punchgate(&other, &["export"])).contains("Hansen"));
        let told = done(&punchgate(&other, &["import", "json", set]));
        assert_eq!(told.matches("created").count(), 2, "{told}");
        assert_eq!(done(&punchgate(&other, &["export"])), exported);
        let again = done(&punchgate(&other, &["import", "json", set]));
        assert_eq!(again.matches("unchanged").count(), 2, "{again}");

        // What is no set, and a file that is not there.
        let broken = file("broken.json", "{\"connections\": 7}");
        let told = refused(&punchgate(&other, &["import", "json", &broken]));
        assert!(told.contains("is no set of connections"), "{told}");
        let told = refused(&punchgate(&other, &["import", "json", "/nowhere/set.json"]));
        assert!(told.contains("cannot read"), "{told}");
    });
}
