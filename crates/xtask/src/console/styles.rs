//! One style sheet: PatternFly's, trimmed to what the app uses, then our own.

mod icons;
mod usage;

use std::fs;
use std::path::Path;

use anyhow::{Context, anyhow, bail};
use lightningcss::rules::CssRule;
use lightningcss::rules::font_face::{FontFaceProperty, FontFaceRule, Source};
use lightningcss::stylesheet::{MinifyOptions, ParserOptions, PrinterOptions, StyleSheet};

use self::usage::Usage;
use super::bundle::{Bundle, File};
use super::{files_below, read};

/// PatternFly, as npm installs it.
const PATTERNFLY: &str = "node_modules/@patternfly/patternfly";

/// Adds the style sheet and what it refers to, and returns its hashed name. `mentions` is anything that may name a class.
pub(super) fn build(
    bundle: &mut Bundle,
    frontend: &Path,
    own: &str,
    mentions: &[u8],
) -> anyhow::Result<String> {
    let patternfly = frontend.join(PATTERNFLY);
    let mut css = read(&patternfly.join("patternfly.css"))
        .context("PatternFly is not installed: npm ci in frontend/")?;
    css.push_str(&read(&patternfly.join("patternfly-addons.css"))?);
    css.push_str(own);

    let mut usage = Usage::default();
    usage.note(mentions);
    for File { content, .. } in files_below(&frontend.join("src"))? {
        usage.note(&content);
    }
    let trimmed = trim(&css, &usage)?;
    let linked = link(&trimmed, |address| {
        match address.strip_prefix("./assets/") {
            Some(path) => {
                let content = fs::read(patternfly.join("assets").join(path))
                    .with_context(|| format!("PatternFly's {path}"))?;
                let content = if icons::is_font(path) {
                    icons::subset(frontend, content, &trimmed)?
                } else {
                    content
                };
                let name = path.rsplit('/').next().unwrap_or(path);
                Ok(bundle.add_asset(name, content))
            }
            None => {
                let name = bundle.hashed_name(address);
                name.map(str::to_owned).with_context(|| {
                    format!("a style sheet refers to {address}, which does not exist")
                })
            }
        }
    })?;
    Ok(bundle.add_asset("console.css", linked.into_bytes()))
}

/// Drops the rules for classes that nothing uses, and italic fonts: browsers slant upright ones well enough for the few words.
fn trim(css: &str, usage: &Usage) -> anyhow::Result<String> {
    let mut sheet =
        StyleSheet::parse(css, ParserOptions::default()).map_err(|error| anyhow!("{error}"))?;
    sheet
        .rules
        .0
        .retain(|rule| !matches!(rule, CssRule::FontFace(face) if is_italic(face)));
    let options = MinifyOptions {
        unused_symbols: usage.unused_classes(css),
        ..Default::default()
    };
    sheet.minify(options).map_err(|error| anyhow!("{error}"))?;
    let options = PrinterOptions {
        minify: true,
        ..Default::default()
    };
    Ok(sheet
        .to_css(options)
        .map_err(|error| anyhow!("{error}"))?
        .code)
}

fn is_italic(face: &FontFaceRule<'_>) -> bool {
    face.properties.iter().any(|property| match property {
        FontFaceProperty::Source(sources) => sources.iter().any(
            |source| matches!(source, Source::Url(source) if source.url.url.contains("Italic")),
        ),
        _ => false,
    })
}

/// Replaces the addresses in `url(...)` by what `resolve` makes of them; data and fragments stay.
fn link(
    css: &str,
    mut resolve: impl FnMut(&str) -> anyhow::Result<String>,
) -> anyhow::Result<String> {
    let mut linked = String::with_capacity(css.len());
    let mut rest = css;
    while let Some((before, after)) = rest.split_once("url(") {
        let Some((address, after)) = after.split_once(')') else {
            bail!("a style sheet ends within url(");
        };
        let bare = address.trim_matches(['"', '\'']);
        linked.push_str(before);
        linked.push_str("url(");
        if bare.starts_with("data:") || bare.starts_with('#') {
            linked.push_str(address);
        } else {
            linked.push_str(&resolve(bare)?);
        }
        linked.push(')');
        rest = after;
    }
    linked.push_str(rest);
    Ok(linked)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_used_rules_and_upright_fonts_stay() -> anyhow::Result<()> {
        let css = r#"
            @font-face { font-family: A; src: url("./assets/A.woff2"); }
            @font-face { font-family: A; font-style: italic; src: url("./assets/A-Italic.woff2"); }
            .pf-v6-c-card__body.pf-m-wide { color: red; }
            .pf-v6-c-card .pf-v6-c-wizard { color: red; }
            :root:where(.pf-v6-theme-felt) { color: red; }
            .own { color: red; }"#;
        let mut usage = Usage::default();
        usage.note(b"class pf-v6-c-card");
        let trimmed = trim(css, &usage)?;
        let expected = "@font-face{font-family:A;src:url(./assets/A.woff2)}.pf-v6-c-card__body.pf-m-wide,.own{color:red}";
        assert_eq!(trimmed, expected);
        Ok(())
    }

    #[test]
    fn addresses_are_replaced_and_data_is_not() -> anyhow::Result<()> {
        let linked = link("a{b:url(\"x.svg\")}c{d:url(data:e)}", |address| {
            Ok(format!("<{address}>"))
        })?;
        assert_eq!(linked, "a{b:url(<x.svg>)}c{d:url(data:e)}");
        Ok(())
    }
}
