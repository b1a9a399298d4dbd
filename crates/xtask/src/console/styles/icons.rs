//! Icon fonts with only the icons that the style sheet still has: a tenth of the whole.

use std::collections::BTreeSet;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::{Context, bail};

/// Where PatternFly keeps fonts that hold icons.
const FOLDERS: [&str; 2] = ["fonts/webfonts/", "pficon/"];

/// Whether a font of PatternFly's, by its path below `assets/`, holds icons.
pub(super) fn is_font(path: &str) -> bool {
    FOLDERS.iter().any(|folder| path.starts_with(folder))
}

/// Cuts a WOFF2 font down to the icons in a style sheet. Node does it, with a library from npm.
pub(super) fn subset(frontend: &Path, font: Vec<u8>, css: &str) -> anyhow::Result<Vec<u8>> {
    let mut child = Command::new("node")
        .arg(frontend.join("subset-font.js"))
        .arg(icons_in(css))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .context("node does not start; it comes with Node.js")?;
    let mut input = child.stdin.take().context("a pipe to node")?;
    // From a thread of its own: node may answer before it has read everything.
    let writer = std::thread::spawn(move || input.write_all(&font));
    let output = child.wait_with_output()?;
    if !output.status.success() {
        bail!("subset-font.js failed; is it installed? npm ci in frontend/");
    }
    writer
        .join()
        .map_err(|_| anyhow::anyhow!("writing to node"))??;
    Ok(output.stdout)
}

/// Icons are characters of Unicode's private use area.
fn icons_in(css: &str) -> String {
    let icons: BTreeSet<char> = css
        .chars()
        .filter(|c| ('\u{e000}'..='\u{f8ff}').contains(c))
        .collect();
    icons.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn icons_are_found_once_each() {
        let css = ".fa-a:before{content:\"\u{f104}\"}.fa-b:before{content:\"\u{f05e}\"}.fa-c:before{content:\"\u{f104}\"}";
        assert_eq!(icons_in(css), "\u{f05e}\u{f104}");
    }

    #[test]
    fn only_icon_fonts_are_cut() {
        assert!(is_font("fonts/webfonts/fa-solid-900.woff2"));
        assert!(!is_font("fonts/RedHatText/RedHatTextVF.woff2"));
    }
}
