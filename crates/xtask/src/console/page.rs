//! The page that loads the app. No script and no style in it, so that a strict content security policy holds.

use std::fmt::Write;

use anyhow::bail;

use super::bundle::{ASSETS, Bundle};

/// Where the template wants the links to what was built.
const MARK: &str = "<!-- console -->";

/// Hashed names of what the page refers to.
pub(super) struct Assets<'a> {
    pub(super) styles: &'a str,
    pub(super) boot: &'a str,
}

/// Fills the template: the links at the mark, and every `static/NAME` by its hashed name.
pub(super) fn render(
    template: &str,
    assets: &Assets<'_>,
    bundle: &Bundle,
) -> anyhow::Result<String> {
    if !template.contains(MARK) {
        bail!("index.html does not say where the console goes: {MARK}");
    }
    let Assets { styles, boot } = assets;
    let mut links = String::new();
    let integrity = bundle.integrity(styles)?;
    writeln!(
        links,
        r#"<link rel="stylesheet" href="/{ASSETS}{styles}" integrity="{integrity}">"#
    )?;
    // Asked for at once rather than one after the other. Which program, the boot script knows.
    for snippet in bundle
        .assets(".js")
        .filter(|name| name.starts_with("snippets-"))
    {
        let integrity = bundle.integrity(snippet)?;
        writeln!(
            links,
            r#"<link rel="modulepreload" href="/{ASSETS}{snippet}" integrity="{integrity}">"#
        )?;
    }
    let integrity = bundle.integrity(boot)?;
    write!(
        links,
        r#"<script type="module" src="/{ASSETS}{boot}" integrity="{integrity}"></script>"#
    )?;
    replace_static(&template.replace(MARK, &links), bundle)
}

/// Replaces `"static/NAME"` by the address of the hashed file.
fn replace_static(page: &str, bundle: &Bundle) -> anyhow::Result<String> {
    let mut replaced = String::new();
    let mut rest = page;
    while let Some((before, after)) = rest.split_once("\"static/") {
        let Some((name, after)) = after.split_once('"') else {
            bail!("index.html: an attribute does not end");
        };
        let Some(hashed) = bundle.hashed_name(name) else {
            bail!("index.html refers to static/{name}, which does not exist");
        };
        write!(replaced, "{before}\"/{ASSETS}{hashed}\"")?;
        rest = after;
    }
    replaced.push_str(rest);
    Ok(replaced)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn assets(bundle: &mut Bundle) -> [String; 2] {
        ["console.css", "boot.js"].map(|name| bundle.add_asset(name, name.as_bytes().to_vec()))
    }

    #[test]
    fn the_page_refers_to_hashed_names_only() -> anyhow::Result<()> {
        let mut bundle = Bundle::default();
        let icon = bundle.add_asset("icon.svg", b"<svg/>".to_vec());
        let [styles, boot] = assets(&mut bundle);
        let assets = Assets {
            styles: &styles,
            boot: &boot,
        };
        let page = render(
            r#"<link rel="icon" href="static/icon.svg"><!-- console -->"#,
            &assets,
            &bundle,
        )?;
        for name in [icon, styles, boot] {
            assert!(
                page.contains(&format!("\"/assets/{name}\"")),
                "{name} in {page}"
            );
        }
        assert!(!page.contains("static/"));
        Ok(())
    }

    #[test]
    fn a_template_without_the_mark_or_with_an_unknown_file_is_refused() {
        let mut bundle = Bundle::default();
        let [styles, boot] = assets(&mut bundle);
        let assets = Assets {
            styles: &styles,
            boot: &boot,
        };
        assert!(render("<head></head>", &assets, &bundle).is_err());
        assert!(
            render(
                r#"<!-- console --><img src="static/none.png">"#,
                &assets,
                &bundle
            )
            .is_err()
        );
    }
}
