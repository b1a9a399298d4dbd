//! Connections from the files of Spryker's importer, at work.

use serde_json::{Value, json};
use test_support::{TestApp, on_both_databases};

use super::{
    answer::path_of,
    documents::carried,
    setup::Setup,
    shop::{Shop, Visit, cart},
};

const CONNECTIONS: &str = r#"business_unit_key,username,password,credentials,is_active,type,format,name,mapping
BU-7,NetworkId/AN-imported,open sesame,,1,setup_request,cxml,Imported,"{""customer"": {""fields"": {""last_name"": {""path"": ""/cXML/Request[1]/PunchOutSetupRequest[1]/Extrinsic[@name='LastName']"", ""transform"": [""uppercase""]}}}}"
BU-7,,,,0,setup_request,cxml,Everybody,
BU-7,hansen,schiff ahoi,,1,setup_request,oci,Hansen,
"#;

const CART: &str = r#"connection_name,default_supplier_id,max_description_length,bundle_mode,totals_mode,encoding,mapping
Imported,70001,99999,single,header,url-encoded,"{""cart_item"": {""multi_lines"": true, ""fields"": {""name"": {""path"": ""ItemDetail[1]/Description[1]"", ""transform"": [{""cut"": {""start"": 0, ""len"": 3}}]}, ""supplier_id"": {""path"": ""SupplierID[1]""}}}}"
Hansen,70002,,single,line,base64,"{""cart_item"": {""multi_lines"": true, ""fields"": {""name"": {""path"": ""NEW_ITEM-DESCRIPTION[%line_number%]"", ""transform"": [{""cut"": {""start"": 0, ""len"": 40}}, ""uppercase""]}, ""item_type"": {""path"": ""NEW_ITEM-ITEM_TYPE[%line_number%]"", ""transform"": [{""map"": {""value"": ""composite"", ""result"": ""R""}}, {""map"": {""value"": ""item"", ""result"": ""O""}}]}}}}"
"#;

const SETUP: &str = "connection_name,business_unit_key,company_user_key,login_mode\n\
    Imported,BU-7,,dynamic_user_creation\nEverybody,,CU-1,single_user\nHansen,BU-7,,dynamic_user_creation\n";

fn files(dry_run: bool) -> Value {
    json!({"connections": CONNECTIONS, "cart": CART, "setup": SETUP, "dry_run": dry_run})
}

on_both_databases! {
    async fn connections_of_spryker_work_as_they_are(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let shop = Shop::in_app(&app).await;
        let import = async |body: &Value| shop.admin.post("/api/v1/imports/spryker", body, 200).await.json();
        let count = async || {
            let list = shop.admin.get("/api/v1/connections", 200).await.json();
            list["items"].as_array().unwrap().len()
        };
        // A buyer is missing yet.
        let tried = import(&files(false)).await;
        assert_eq!((&tried["imported"], &tried["rows"][0]["errors"]), (&json!(false), &json!([])));
        assert_eq!(tried["rows"][1]["line"], 3);
        assert!(tried["rows"][1]["errors"][0].as_str().unwrap().contains("CU-1"), "{tried}");
        assert_eq!(count().await, 1);
        let buyer = json!({"business_unit_id": shop.business_unit_id, "email": "all@buyer.example", "external_reference": "CU-1"});
        shop.admin.post("/api/v1/buyers", &buyer, 201).await;

        let tried = import(&files(true)).await;
        assert!(tried["rows"].as_array().unwrap().iter().all(|row| row["errors"] == json!([])), "{tried}");
        assert_eq!((&tried["imported"], &tried["rows"][0]["connection_id"]), (&json!(false), &json!(null)));
        assert_eq!(count().await, 1);
        let done = import(&files(false)).await;
        assert_eq!(done["imported"], true, "{done}");
        assert_eq!(count().await, 4);

        // The connection is found by its credentials, and its mappings work.
        let setup = Setup { identity: "AN-imported".to_owned(), secret: Some("open sesame".to_owned()), ..Setup::create() };
        let answer = shop.post_to(&shop.store_path, setup.xml()).await;
        assert_eq!(answer.status, 200, "{}", answer.text());
        let (_, token) = shop.start(&answer.start_path()).await;
        let session = shop.redeem(&token, 200).await.json();
        assert_eq!(session["connection"]["id"], done["rows"][0]["connection_id"]);
        assert_eq!(session["buyer"]["last_name"], "MEYER");
        let mut lines = cart();
        for line in lines["items"].as_array_mut().unwrap() {
            line["classification"] = json!([{"domain": "UNSPSC", "code": "27111602"}]);
        }
        let visit = Visit {
            path: format!("/api/v1/punch-out-sessions/{}", session["id"].as_str().unwrap()),
            start_path: answer.start_path(),
            access_token: token,
            session,
        };
        let hand_off = shop.transfer(&visit, &lines, 200).await.json();
        assert_eq!(hand_off["form"]["fields"][0]["name"], "cxml-urlencoded");
        let message = carried(&hand_off);
        assert!(message.contains(">Ham</Description>"), "{message}");
        assert!(message.contains(">70001</SupplierID>"), "{message}");

        // So does the one that speaks OCI.
        assert_eq!(done["rows"][2]["notes"], json!(["The encoding is left out: forms of OCI have none."]));
        let call = "username=hansen&password=schiff+ahoi&EMAIL=hanna%40hansen.example&HOOK_URL=https%3A%2F%2Fsrm.hansen.example%2Fin";
        let request = shop.public.request(reqwest::Method::POST, &shop.store_path);
        let request = request.header("content-type", "application/x-www-form-urlencoded").body(call);
        let start = path_of(&shop.public.send(request, 303).await.header("location"));
        let (_, token) = shop.start(&start).await;
        let session = shop.redeem(&token, 200).await.json();
        assert_eq!(session["connection"]["id"], done["rows"][2]["connection_id"]);
        let transfer = format!("/api/v1/punch-out-sessions/{}/transfer", session["id"].as_str().unwrap());
        let hand_off = shop.server.post(&transfer, &json!({"cart": cart()}), 200).await.json();
        let form = hand_off["form"]["fields"].to_string();
        assert!(form.contains("HAMMER") && form.contains("70002"), "{form}");

        // What cannot be read is said at once, each row's faults with the row.
        let wrong = |connections: &str| json!({"connections": connections, "dry_run": true});
        let faults = shop.admin.post("/api/v1/imports/spryker", &wrong("nam\nx\n"), 422).await.faults();
        assert_eq!(faults, ["/connections invalid_csv"]);
        let rows = "name,business_unit_key,username,mapping\nA,BU-0,x/y,\nB,BU-7,plain,\nC,BU-7,,{\nD,BU-7,,\"{\"\"customer\"\": {\"\"fields\"\": {\"\"nam\"\": {\"\"path\"\": \"\"x\"\"}}}}\"\n";
        let tried = import(&wrong(rows)).await;
        for (row, part) in [(0, "BU-0"), (1, "NetworkId/AN01"), (2, "no JSON"), (3, "customer/fields/nam")] {
            let errors = tried["rows"][row]["errors"].to_string();
            assert!(errors.contains(part), "{errors}");
        }
    }
}
