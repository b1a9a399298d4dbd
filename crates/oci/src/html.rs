//! Forms in pages: what a procurement system finds in the page that a shop answers a background search with.
//!
//! It finds what browsers would post of hidden and text fields, and knows no more of HTML than that.

/// The most fields that are taken from a page.
const MOST: usize = crate::MAX_RETURN_FIELDS;

/// The form of a page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HtmlForm {
    /// Where it posts; absent where there is no form, or its page's own address.
    pub action: Option<String>,
    /// The frame it posts into.
    pub target: Option<String>,
    /// `accept-charset`.
    pub accept_charset: Option<String>,
    /// Names and values, in order.
    pub fields: Vec<(String, String)>,
}

/// Finds the fields of a page, and the first form's attributes.
#[must_use]
pub fn read_html(html: &str) -> HtmlForm {
    let mut form = HtmlForm::default();
    let mut seen_form = false;
    let mut rest = html;
    while let Some((_, after)) = rest.split_once('<') {
        if let Some(comment) = after.strip_prefix("!--") {
            rest = comment.split_once("-->").map_or("", |(_, after)| after);
            continue;
        }
        let (attributes, after_tag) = tag(after);
        let name = after
            .split(|c: char| !c.is_ascii_alphanumeric())
            .next()
            .unwrap_or_default()
            .to_ascii_lowercase();
        let value = |wanted: &str| {
            attributes
                .iter()
                .find(|(name, _)| name == wanted)
                .map(|(_, value)| value.clone())
        };
        match name.as_str() {
            "form" if !seen_form => {
                seen_form = true;
                form.action = value("action");
                form.target = value("target");
                form.accept_charset = value("accept-charset");
            }
            "input" if form.fields.len() < MOST => {
                let kind = value("type").unwrap_or_default().to_ascii_lowercase();
                let posted = !matches!(
                    kind.as_str(),
                    "submit" | "button" | "image" | "reset" | "checkbox" | "radio" | "file"
                );
                if let (true, Some(name)) = (posted, value("name")) {
                    form.fields.push((name, value("value").unwrap_or_default()));
                }
            }
            "textarea" if form.fields.len() < MOST => {
                let text = after_tag.split("</").next().unwrap_or_default();
                if let Some(name) = value("name") {
                    let text = text.strip_prefix('\n').unwrap_or(text);
                    form.fields.push((name, unescaped(text)));
                }
            }
            _ => {}
        }
        rest = after_tag;
    }
    form
}

/// The attributes of a tag, and what stands behind it.
fn tag(after: &str) -> (Vec<(String, String)>, &str) {
    let mut attributes = Vec::new();
    let mut rest = after.trim_start_matches(|c: char| c.is_ascii_alphanumeric());
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == '/');
        if rest.is_empty() {
            return (attributes, rest);
        }
        if let Some(after) = rest.strip_prefix('>') {
            return (attributes, after);
        }
        let end = rest
            .char_indices()
            .skip(1)
            .find(|(_, c)| c.is_ascii_whitespace() || matches!(c, '=' | '>' | '/'))
            .map_or(rest.len(), |(at, _)| at);
        let (name, after) = rest.split_at(end);
        let name = name.to_ascii_lowercase();
        let trimmed = after.trim_start();
        let Some(value) = trimmed.strip_prefix('=') else {
            attributes.push((name, String::new()));
            rest = after;
            continue;
        };
        let value = value.trim_start();
        let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''));
        let (value, after) = match quote {
            Some(quote) => {
                let inside = value.get(1..).unwrap_or_default();
                inside.split_once(quote).unwrap_or((inside, ""))
            }
            None => {
                let end = value
                    .find(|c: char| c.is_ascii_whitespace() || c == '>')
                    .unwrap_or(value.len());
                value.split_at(end)
            }
        };
        attributes.push((name, unescaped(value)));
        rest = after;
    }
}

/// Undoes character references: numbers, and the names that shops use.
fn unescaped(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('&') {
        plain.push_str(before);
        let known = after
            .split_once(';')
            .filter(|(name, _)| name.len() <= 10)
            .and_then(|(name, after)| Some((character(name)?, after)));
        match known {
            Some((character, after)) => {
                plain.push(character);
                rest = after;
            }
            None => {
                plain.push('&');
                rest = after;
            }
        }
    }
    plain.push_str(rest);
    plain
}

fn character(name: &str) -> Option<char> {
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(digits) => u32::from_str_radix(digits, 16).ok()?,
            None => number.parse().ok()?,
        };
        return char::from_u32(code);
    }
    Some(match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" => '\u{a0}',
        "auml" => 'ä',
        "ouml" => 'ö',
        "uuml" => 'ü',
        "Auml" => 'Ä',
        "Ouml" => 'Ö',
        "Uuml" => 'Ü',
        "szlig" => 'ß',
        "eacute" => 'é',
        "egrave" => 'è',
        "agrave" => 'à',
        "ccedil" => 'ç',
        "euro" => '€',
        "reg" => '®',
        "trade" => '™',
        "copy" => '©',
        "deg" => '°',
        "sup2" => '²',
        "sup3" => '³',
        "micro" => 'µ',
        "times" => '×',
        "ndash" => '–',
        "mdash" => '—',
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_fields_of_a_form_are_found() {
        let form = read_html(
            "<HTML><!-- <input name=no value=1> --><FORM METHOD='post' action=\"https://b.example/in?a=1&amp;b=2\" target=_top Accept-Charset='UTF-8'>\
             <input type=\"hidden\" name='NEW_ITEM-DESCRIPTION[1]' value='19\" Rack &amp; gr&uuml;n &#8364;'/>\
             <input name=NEW_ITEM-QUANTITY[1] value=4 disabled><input type=submit name=go value=x>\
             <textarea name=\"NEW_ITEM-LONGTEXT_1:132[]\">\na &lt; b</textarea></form>",
        );
        assert_eq!(form.action.as_deref(), Some("https://b.example/in?a=1&b=2"));
        assert_eq!(form.target.as_deref(), Some("_top"));
        assert_eq!(form.accept_charset.as_deref(), Some("UTF-8"));
        let fields: Vec<_> = form
            .fields
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .collect();
        assert_eq!(
            fields,
            [
                ("NEW_ITEM-DESCRIPTION[1]", "19\" Rack & grün €"),
                ("NEW_ITEM-QUANTITY[1]", "4"),
                ("NEW_ITEM-LONGTEXT_1:132[]", "a < b"),
            ]
        );
    }

    #[test]
    fn torn_pages_end_quietly() {
        for html in [
            "<",
            "<input",
            "<input name",
            "<input name=",
            "<input name='a",
            "<!--",
            "<textarea name=a>",
            "& &; &#; &#xFFFFFFFF;",
            "<ü ü=ü>",
        ] {
            let _ = read_html(html);
        }
        assert_eq!(unescaped("a & b &bogus; &#0x;"), "a & b &bogus; &#0x;");
    }
}
