//! Builds the console: `frontend/` to `frontend/dist`.
//!
//! | input | output |
//! |---|---|
//! | the Yew app, which is three programs | `assets/PROGRAM-HASH.js`, `assets/PROGRAM-HASH.wasm`, `assets/snippets-HASH/` |
//! | PatternFly's style sheet from npm, then `frontend/static/*.css` by name | `assets/console-HASH.css` and the fonts it refers to |
//! | `frontend/i18n/LANGUAGE.json` | `assets/texts-LANGUAGE-HASH.json` |
//! | other files of `frontend/static/` | `assets/NAME-HASH.EXTENSION` |
//! | `frontend/boot.js`, which names `./PROGRAM.js`, `./PROGRAM.wasm` and `./texts-LANGUAGE.json` | `assets/boot-HASH.js` |
//! | `frontend/index.html`, with `<!-- console -->` in its head | `index.html` |
//! | `frontend/public/`, if there is one | the same names |

mod bindgen;
mod budget;
mod bundle;
mod compress;
mod optimize;
mod page;
mod styles;
mod texts;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::Context;

use self::bindgen::Program;
use self::bundle::{Bundle, File};
use crate::workspace::Workspace;

/// The programs that the app is made of, by the names of their binaries: what is used every day, and the rest in two. A
/// page loads one of them.
const PROGRAMS: [&str; 3] = ["console", "workbench", "tools"];

/// Builds the console; `dev` builds quickly instead of small.
pub(crate) fn build(workspace: &Workspace, dev: bool) -> anyhow::Result<()> {
    let frontend = workspace.root.join("frontend");
    let mut programs = bindgen::run(workspace, &PROGRAMS, dev)?;
    if !dev {
        optimize::run(&frontend, &mut programs)?;
    }
    let mut bundle = Bundle::default();
    let mut renamed = texts::add(&mut bundle, &frontend.join("i18n"))?;

    // The same from each program, or of one program alone.
    let snippets: BTreeMap<_, _> = programs
        .iter_mut()
        .flat_map(|program| program.snippets.drain(..))
        .map(|snippet| (snippet.path, snippet.content))
        .collect();
    let snippets = snippets
        .into_iter()
        .map(|(path, content)| File { path, content })
        .collect();
    let snippets = bundle.add_folder("snippets", snippets);

    // A class that is in none of these is in no page.
    let mut mentions = Vec::new();
    for Program {
        name, wasm, script, ..
    } in programs
    {
        mentions.extend_from_slice(&wasm);
        let script = script.replace("./snippets/", &format!("./{snippets}/"));
        for (name, content) in [
            (format!("{name}.wasm"), wasm),
            (format!("{name}.js"), script.into_bytes()),
        ] {
            let hashed = bundle.add_asset(&name, content);
            renamed.push((name, hashed));
        }
    }
    let mut boot = read(&frontend.join("boot.js"))?;
    for (name, hashed) in renamed {
        boot = boot.replace(&format!("./{name}"), &format!("./{hashed}"));
    }
    let template = read(&frontend.join("index.html"))?;
    let own = add_static(&mut bundle, &frontend.join("static"))?;

    mentions.extend_from_slice(boot.as_bytes());
    mentions.extend_from_slice(template.as_bytes());
    let styles = styles::build(&mut bundle, &frontend, &own, &mentions)?;
    let boot = bundle.add_asset("boot.js", boot.into_bytes());

    let assets = page::Assets {
        styles: &styles,
        boot: &boot,
    };
    let index = page::render(&template, &assets, &bundle)?;
    bundle.add_page("index.html", index.into_bytes());
    add_public(&mut bundle, &frontend.join("public"))?;

    let sizes = bundle.write(&frontend.join("dist"), dev)?;
    println!("{sizes}");
    if dev { Ok(()) } else { sizes.check() }
}

/// Adds the static files to the bundle and returns the style sheets among them, joined.
fn add_static(bundle: &mut Bundle, folder: &Path) -> anyhow::Result<String> {
    let mut styles = String::new();
    for file in files_below(folder)? {
        if file.path.ends_with(".css") {
            styles.push_str(&String::from_utf8(file.content)?);
        } else {
            bundle.add_asset(&file.path, file.content);
        }
    }
    Ok(styles)
}

fn add_public(bundle: &mut Bundle, folder: &Path) -> anyhow::Result<()> {
    for file in files_below(folder)? {
        bundle.add_page(&file.path, file.content);
    }
    Ok(())
}

/// All files below a folder, by path relative to it and in its order; none where the folder does not exist.
fn files_below(folder: &Path) -> anyhow::Result<Vec<File>> {
    let mut found = Vec::new();
    if !folder.exists() {
        return Ok(found);
    }
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if entry.file_type()?.is_dir() {
            for file in files_below(&entry.path())? {
                found.push(File {
                    path: format!("{name}/{}", file.path),
                    content: file.content,
                });
            }
        } else {
            found.push(File {
                path: name,
                content: fs::read(entry.path())?,
            });
        }
    }
    found.sort_by(|one, other| one.path.cmp(&other.path));
    Ok(found)
}

fn read(path: &Path) -> anyhow::Result<String> {
    fs::read_to_string(path).with_context(|| format!("{}", path.display()))
}
