//! Builds the console: `frontend/` to `frontend/dist`.
//!
//! | input | output |
//! |---|---|
//! | the Yew app | `assets/console-HASH.js`, `assets/console-HASH.wasm`, `assets/snippets-HASH/` |
//! | PatternFly's style sheet from npm, then `frontend/static/*.css` by name | `assets/console-HASH.css` and the fonts it refers to |
//! | `frontend/i18n/LANGUAGE.json` | `assets/texts-LANGUAGE-HASH.json` |
//! | other files of `frontend/static/` | `assets/NAME-HASH.EXTENSION` |
//! | `frontend/boot.js`, which names `./console.js`, `./console.wasm` and `./texts-LANGUAGE.json` | `assets/boot-HASH.js` |
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

use std::fs;
use std::path::Path;

use anyhow::Context;

use self::bundle::{Bundle, File};
use crate::workspace::Workspace;

/// Builds the console; `dev` builds quickly instead of small.
pub(crate) fn build(workspace: &Workspace, dev: bool) -> anyhow::Result<()> {
    let frontend = workspace.root.join("frontend");
    let mut program = bindgen::run(workspace, dev)?;
    if !dev {
        program.wasm = optimize::run(&frontend, &program.wasm)?;
    }
    let mut bundle = Bundle::default();

    let snippets = bundle.add_folder("snippets", program.snippets);
    let script = program
        .script
        .replace("./snippets/", &format!("./{snippets}/"));
    let wasm = bundle.add_asset("console.wasm", program.wasm.clone());
    let script = bundle.add_asset("console.js", script.into_bytes());

    let mut boot = read(&frontend.join("boot.js"))?
        .replace("./console.js", &format!("./{script}"))
        .replace("./console.wasm", &format!("./{wasm}"));
    for (name, hashed) in texts::add(&mut bundle, &frontend.join("i18n"))? {
        boot = boot.replace(&format!("./{name}"), &format!("./{hashed}"));
    }
    let template = read(&frontend.join("index.html"))?;
    let own = add_static(&mut bundle, &frontend.join("static"))?;

    // A class that is in none of these is in no page.
    let mut mentions = program.wasm;
    mentions.extend_from_slice(boot.as_bytes());
    mentions.extend_from_slice(template.as_bytes());
    let styles = styles::build(&mut bundle, &frontend, &own, &mentions)?;
    let boot = bundle.add_asset("boot.js", boot.into_bytes());

    let assets = page::Assets {
        styles: &styles,
        boot: &boot,
        script: &script,
        wasm: &wasm,
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
