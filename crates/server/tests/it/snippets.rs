//! The programs in the guide for shops do what it says of them, where their language is at hand.

use std::{fs, path::Path, process::Command};

use test_support::{TestApp, on_both_databases};

use crate::gateway::{setup::Setup, shop::Shop};

const GUIDE: &str = include_str!("../../../../docs/connect-your-shop.md");

/// The first block of a language.
fn block(language: &str) -> &'static str {
    let start = format!("```{language}\n");
    let (_, after) = GUIDE
        .split_once(&start)
        .expect("the guide has the language");
    after.split("```").next().unwrap_or_default()
}

/// How a program is run that stands in the file `$1`.
struct Language {
    /// The guide's word for it.
    name: &'static str,
    file: &'static str,
    /// What must be at hand.
    program: &'static str,
    run: &'static str,
}

const LANGUAGES: [Language; 6] = [
    Language {
        name: "sh",
        file: "snippet.sh",
        program: "curl",
        run: "sh \"$1\"",
    },
    Language {
        name: "python",
        file: "snippet.py",
        program: "python3",
        run: "python3 \"$1\"",
    },
    Language {
        name: "typescript",
        file: "snippet.mjs",
        program: "node",
        run: "node \"$1\"",
    },
    Language {
        name: "java",
        file: "Snippet.java",
        program: "java",
        run: "java \"$1\"",
    },
    Language {
        name: "php",
        file: "snippet.php",
        program: "php",
        run: "php \"$1\"",
    },
    Language {
        name: "csharp",
        file: "Snippet.cs",
        program: "mcs",
        run: "mcs -r:System.Net.Http.dll -out:\"$1.exe\" \"$1\" && mono \"$1.exe\"",
    },
];

/// Whether a program can be started.
fn is_at_hand(program: &str) -> bool {
    let found = Command::new(program).arg("--version").output();
    let found = found.is_ok_and(|output| output.status.success());
    assert!(
        found || std::env::var_os("PUNCHGATE_REQUIRE_ALL").is_none(),
        "{program} is not at hand: .ci/setup installs it"
    );
    if !found {
        eprintln!("SKIPPED: {program} is not at hand");
    }
    found
}

fn write(folder: &Path, name: &str, language: &str) -> String {
    let path = folder.join(name);
    // Not every Node.js strips types.
    let plain = [": string", ": unknown", ": Promise<any>"]
        .iter()
        .fold(block(language).to_owned(), |text, kind| {
            text.replace(kind, "")
        });
    fs::write(&path, plain).expect("a file can be written");
    path.display().to_string()
}

on_both_databases! {
    async fn the_programs_of_the_guide_hand_carts_over(db: TestDatabase) {
        let app = TestApp::start(db).await;
        let shop = Shop::in_app(&app).await;
        let folder = tempfile::tempdir().expect("a temporary folder");
        let folder = folder.path();
        for language in LANGUAGES {
            let Language { name, file, program, run } = language;
            if !is_at_hand(program) {
                continue;
            }
            let file = write(folder, file, name);
            let start_path = shop.set_up(&Setup::create()).await.start_path();
            let (_, token) = shop.start(&start_path).await;
            let gateway = app.url("");
            let key = shop.api_key.clone();
            let run = move || {
                let mut command = Command::new("sh");
                command.args(["-c", run, "sh", &file]);
                command.env("GATEWAY", gateway).env("API_KEY", key).env("TOKEN", token);
                command.output().expect("the program starts")
            };
            let output = actix_web::rt::task::spawn_blocking(run).await.expect("the program ends");
            let printed = String::from_utf8_lossy(&output.stdout);
            assert!(output.status.success(), "{name}: {}", String::from_utf8_lossy(&output.stderr));
            let page = printed.trim();
            assert!(page.starts_with(&app.url("/punchout/return/")), "{name}: {page}");
        }
    }
}
