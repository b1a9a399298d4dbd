//! What no procurement system sends: refused within bounds, told in cXML, and named in the log.

mod cases;
mod huge;

use std::{
    io::ErrorKind,
    net::TcpListener,
    time::{Duration, Instant},
};

use reqwest::Method;
use test_support::{Client, TestDatabase};

use cases::{cases, utf16, with_doctype};

use super::Program;
use crate::gateway::{Answer, header, setup::Setup, shop::Shop};

/// The most that anything may take to be refused, on a slow machine in a build without optimisation.
const PATIENCE: Duration = Duration::from_secs(20);

/// How much more memory, in KiB, the same again may need at most.
const FLAT: u64 = 48 * 1024;

async fn round(program: &Program, shop: &Shop, outside: &str) {
    for case in cases(outside) {
        let started = Instant::now();
        let request = shop.public.request(Method::POST, &shop.path);
        let request = request
            .header("content-type", case.content_type)
            .body(case.body);
        let answer = Answer::to(request).await;
        assert_eq!(
            (answer.http, answer.status),
            (200, case.status),
            "{}: {}",
            case.name,
            answer.text()
        );
        assert!(!answer.text().contains("root:"), "{}", case.name);
        assert!(
            started.elapsed() < PATIENCE,
            "{}: {:?}",
            case.name,
            started.elapsed()
        );
        let entry = shop.logged(&answer.support_reference()).await;
        assert_eq!(
            entry["error"]["code"], case.error,
            "{}: {}",
            case.name, entry["error"]
        );
    }
    for chunked in [false, true] {
        let (address, path) = (program.address().to_owned(), shop.path.clone());
        let post = tokio::task::spawn_blocking(move || huge::post(&address, &path, chunked));
        let answer = post.await.expect("the gateway answers");
        assert_eq!(
            (answer.http, answer.status),
            (413, 406),
            "{}",
            answer.text()
        );
        let entry = shop.logged(&answer.support_reference()).await;
        assert_eq!(entry["error"]["code"], "too_large");
        assert_eq!(entry["request"]["body"]["truncated"], true);
    }
}

#[test]
fn hostile_input_is_refused_within_bounds() {
    test_support::run(async {
        let db = TestDatabase::sqlite().await;
        let data = tempfile::tempdir().unwrap();
        let program = Program::start(data.path(), db.url(), "warn");
        let shop = Shop::open(&program.admin().await, program.base(), |_| {}).await;
        let nobody = TcpListener::bind("127.0.0.1:0").unwrap();
        nobody.set_nonblocking(true).unwrap();
        let outside = nobody.local_addr().unwrap().to_string();

        round(&program, &shop, &outside).await;
        let first = program.peak_memory();
        round(&program, &shop, &outside).await;
        let peak = program.peak_memory();
        assert!(
            peak < first + FLAT,
            "{first} KiB at first, {peak} KiB at last"
        );
        assert!(peak < 400 * 1024, "{peak} KiB");

        assert_eq!(
            nobody.accept().map(|_| ()).unwrap_err().kind(),
            ErrorKind::WouldBlock
        );
        // Nobody else is worse off.
        shop.set_up(&Setup::create()).await;
        let log = String::from_utf8_lossy(&program.log()).into_owned();
        assert!(!log.contains("panic"), "{log}");
    });
}

#[test]
fn a_harmless_doctype_is_read_past() {
    test_support::run(async {
        let db = TestDatabase::sqlite().await;
        let data = tempfile::tempdir().unwrap();
        let program = Program::start(data.path(), db.url(), "warn");
        let shop = Shop::open(&program.admin().await, program.base(), |_| {}).await;
        let nobody = TcpListener::bind("127.0.0.1:0").unwrap();
        nobody.set_nonblocking(true).unwrap();
        let outside = nobody.local_addr().unwrap();
        for doctype in [
            format!("<!DOCTYPE cXML SYSTEM \"http://{outside}/cXML.dtd\">"),
            format!(
                "<!DOCTYPE cXML PUBLIC \"-//x//EN\" \"http://{outside}/cXML.dtd\" [<!ENTITY % x \"INCLUDE\">]>"
            ),
            "<!DOCTYPE cXML SYSTEM \"file:///etc/passwd\">".to_owned(),
        ] {
            let answer = shop.post(with_doctype(&doctype, "cookie")).await;
            assert_eq!(answer.status, 200, "{doctype}: {}", answer.text());
        }
        assert_eq!(
            nobody.accept().map(|_| ()).unwrap_err().kind(),
            ErrorKind::WouldBlock
        );
        // The encodings that real callers use.
        let text = Setup {
            email: Some("jörg@buyer.example".to_owned()),
            ..Setup::create()
        }
        .xml();
        let latin: Vec<u8> = text
            .replace("UTF-8", "ISO-8859-1")
            .chars()
            .map(|c| u8::try_from(u32::from(c)).unwrap())
            .collect();
        for (name, body) in [
            ("a byte order mark", format!("\u{feff}{text}").into_bytes()),
            ("UTF-16 with a mark", utf16(&format!("\u{feff}{text}"))),
            ("UTF-16 without", utf16(&text)),
            ("Latin-1", latin),
            ("blanks before", format!("\r\n \t{text}").into_bytes()),
        ] {
            // A content type that names no charset: the document speaks for itself.
            let request = shop
                .public
                .request(Method::POST, &shop.path)
                .header("content-type", "text/xml");
            let answer = Answer::to(request.body(body)).await;
            assert_eq!(answer.status, 200, "{name}: {}", answer.text());
            let entry = shop.logged(&answer.support_reference()).await;
            assert_eq!(entry["email"], "jörg@buyer.example", "{name}");
        }
        let ready = Client::new(program.base(), None)
            .get("/healthz/ready", 200)
            .await;
        assert_eq!(header(&ready.headers, "set-cookie"), "");
    });
}
