//! Paths: the part of `XPath` that leads to elements and attributes.

/// The longest path, in bytes.
pub(crate) const MAX_PATH: usize = 1_000;
/// The most steps of a path.
const MAX_STEPS: usize = 40;

/// A path of steps.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Path {
    /// Whether it begins at the root of the document.
    pub(crate) absolute: bool,
    /// Its steps.
    pub(crate) steps: Vec<Step>,
    /// As written.
    pub(crate) text: String,
    /// Whether what is written there stands beside what is there already.
    pub(crate) beside: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    /// Elements within of a name, `*` for any; those at any depth where `deep`.
    Child {
        name: String,
        deep: bool,
        predicates: Vec<Predicate>,
    },
    /// `@name`.
    Attribute(String),
    /// `.`.
    Itself,
    /// `text()`.
    Text,
    /// `name()`: a snippet.
    Snippet(String),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Predicate {
    /// `[2]`, from 1.
    Index(usize),
    /// `[last()]`.
    Last,
    /// `[@name='x']`, or `[@name]`.
    Attribute(String, Option<String>),
    /// `[Name='x']`, or `[Name]`.
    Child(String, Option<String>),
}

/// Parts of a list of paths: commas in brackets and quotes belong to the path.
pub(crate) fn list(text: &str) -> Vec<&str> {
    let (mut depth, mut quote) = (0_usize, None);
    let split = text.split(move |c: char| {
        match (quote, c) {
            (Some(open), c) if c == open => quote = None,
            (Some(_), _) => {}
            (None, '\'' | '"') if depth > 0 => quote = Some(c),
            (None, '[') => depth += 1,
            (None, ']') => depth = depth.saturating_sub(1),
            (None, ',') => return depth == 0,
            (None, _) => {}
        }
        false
    });
    split
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .collect()
}

/// Parses a path.
///
/// # Errors
///
/// Says what of it is no path.
pub(crate) fn parse(text: &str) -> Result<Path, String> {
    if text.len() > MAX_PATH {
        return Err(format!("a path of more than {MAX_PATH} bytes"));
    }
    let mut path = Path {
        absolute: text.starts_with('/'),
        steps: Vec::new(),
        text: text.to_owned(),
        beside: false,
    };
    let mut rest = text;
    let mut deep = false;
    loop {
        if let Some(after) = rest.strip_prefix("//") {
            (rest, deep) = (after, true);
        } else if let Some(after) = rest.strip_prefix('/') {
            rest = after;
        }
        if rest.is_empty() {
            break;
        }
        if path.steps.len() >= MAX_STEPS {
            return Err(format!("a path of more than {MAX_STEPS} steps"));
        }
        let end = step_end(rest)?;
        let (step, after) = rest.split_at_checked(end).ok_or("an unfinished step")?;
        let step = parse_step(step.trim(), deep)?;
        let final_step = matches!(step, Step::Attribute(_) | Step::Text | Step::Snippet(_));
        if deep && !matches!(step, Step::Child { .. }) {
            return Err("“//” must be followed by an element".to_owned());
        }
        path.steps.push(step);
        if final_step && !after.trim_matches('/').is_empty() {
            return Err(format!("“{after}” after what must be the last step"));
        }
        (rest, deep) = (after, false);
    }
    if path.steps.is_empty() || deep {
        return Err("a path that leads nowhere".to_owned());
    }
    Ok(path)
}

/// Where the step ends that the text begins with.
fn step_end(text: &str) -> Result<usize, String> {
    let (mut open, mut quote) = (false, None);
    for (at, c) in text.char_indices() {
        match (quote, c) {
            (Some(sign), c) if c == sign => quote = None,
            (Some(_), _) => {}
            (None, '\'' | '"') => quote = Some(c),
            (None, '[') if open => return Err("“[” within “[”".to_owned()),
            (None, '[') => open = true,
            (None, ']') if !open => return Err("“]” without “[”".to_owned()),
            (None, ']') => open = false,
            (None, '/') if !open => return Ok(at),
            (None, _) => {}
        }
    }
    if open || quote.is_some() {
        return Err("“[” or a quote that is not closed".to_owned());
    }
    Ok(text.len())
}

fn parse_step(text: &str, deep: bool) -> Result<Step, String> {
    if text == "." {
        return Ok(Step::Itself);
    }
    if text == "text()" {
        return Ok(Step::Text);
    }
    if let Some(name) = text.strip_prefix('@') {
        return Ok(Step::Attribute(name_of(name)?));
    }
    if let Some(name) = text.strip_suffix("()") {
        return Ok(Step::Snippet(name_of(name.trim())?));
    }
    let (name, mut rest) = match text.find('[') {
        Some(at) => text.split_at_checked(at).ok_or("an unfinished step")?,
        None => (text, ""),
    };
    let name = if name.trim() == "*" {
        "*".to_owned()
    } else {
        name_of(name.trim())?
    };
    let mut predicates = Vec::new();
    while !rest.is_empty() {
        let end = predicate_end(rest).ok_or("a predicate that is not closed")?;
        let (predicate, after) = rest
            .split_at_checked(end)
            .ok_or("a predicate that is not closed")?;
        predicates.push(parse_predicate(predicate)?);
        rest = after.trim_start();
    }
    Ok(Step::Child {
        name,
        deep,
        predicates,
    })
}

/// Behind the closing bracket of the predicate that the text begins with.
fn predicate_end(text: &str) -> Option<usize> {
    let mut quote = None;
    for (at, c) in text.char_indices() {
        match (quote, c) {
            (Some(sign), c) if c == sign => quote = None,
            (None, '\'' | '"') => quote = Some(c),
            (None, ']') => return Some(at + 1),
            _ => {}
        }
    }
    None
}

fn parse_predicate(text: &str) -> Result<Predicate, String> {
    let inner = text
        .strip_prefix('[')
        .and_then(|text| text.strip_suffix(']'));
    let inner = inner
        .ok_or_else(|| format!("“{text}” is no predicate"))?
        .trim();
    if inner == "last()" {
        return Ok(Predicate::Last);
    }
    if let Ok(index) = inner.parse::<usize>() {
        return if (1..=100_000).contains(&index) {
            Ok(Predicate::Index(index))
        } else {
            Err("an index counts from 1".to_owned())
        };
    }
    let (name, value) = match inner.split_once('=') {
        Some((name, value)) => (name.trim(), Some(unquote(value.trim())?)),
        None => (inner, None),
    };
    match name.strip_prefix('@') {
        Some(name) => Ok(Predicate::Attribute(name_of(name)?, value)),
        None => Ok(Predicate::Child(name_of(name)?, value)),
    }
}

fn unquote(text: &str) -> Result<String, String> {
    ['\'', '"']
        .iter()
        .find_map(|quote| text.strip_prefix(*quote)?.strip_suffix(*quote))
        .map(str::to_owned)
        .ok_or_else(|| format!("“{text}” must stand in quotes"))
}

fn name_of(text: &str) -> Result<String, String> {
    let is_part = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | ':');
    let starts = |c: char| c.is_alphabetic() || c == '_';
    if text.starts_with(starts) && text.chars().all(is_part) {
        return Ok(text.to_owned());
    }
    let shown: String = text.chars().take(40).collect();
    Err(if shown == ".." {
        "“..” leads out of the element; begin the path at the root instead".to_owned()
    } else {
        format!("“{shown}” is no name; of functions only text(), last() and snippets are known")
    })
}

impl Path {
    /// The names on the way, attributes with `@`; nothing where it is not certain (`*`, `//`).
    pub(crate) fn names(&self) -> Option<Vec<String>> {
        let mut names = Vec::new();
        for step in &self.steps {
            match step {
                Step::Child { deep: true, .. } => return None,
                Step::Child { name, .. } if name == "*" => return None,
                Step::Child { name, .. } => names.push(name.clone()),
                Step::Attribute(name) => names.push(format!("@{name}")),
                Step::Itself | Step::Text | Step::Snippet(_) => {}
            }
        }
        Some(names)
    }

    /// The path and its last element's name, by which the elements of a name are counted.
    pub(crate) fn counted(&self) -> (&str, &str) {
        let child = |step: &Step| matches!(step, Step::Child { .. });
        let after = self
            .steps
            .iter()
            .rev()
            .take_while(|step| !child(step))
            .count();
        let mut text = self.text.as_str();
        for _ in 0..after {
            text = text.rsplit_once('/').map_or("", |(before, _)| before);
        }
        let name = if text.ends_with(']') {
            text.rfind('[').and_then(|at| text.get(..at))
        } else {
            None
        };
        (text, name.unwrap_or(text))
    }

    /// The snippet that it ends in.
    pub(crate) fn snippet(&self) -> Option<&str> {
        match self.steps.last() {
            Some(Step::Snippet(name)) => Some(name),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_parsed() {
        let path = parse("/cXML/Request[1]/Extrinsic[@name='User, Email']/text()").unwrap();
        assert!(path.absolute);
        assert_eq!(path.steps.len(), 4);
        assert_eq!(path.names().unwrap().join("/"), "cXML/Request/Extrinsic");
        assert_eq!(
            parse("ItemID[1]/option()").unwrap().snippet(),
            Some("option")
        );
        assert_eq!(parse("./@xml:lang").unwrap().steps.len(), 2);
        assert!(
            parse("//Contact[Name='x'][last()]")
                .unwrap()
                .names()
                .is_none()
        );
    }

    #[test]
    fn what_is_no_path_is_refused() {
        for text in [
            "", "/", "a//", "a[", "a]", "a[0]", "../a", "a/@b/c", "a[b=c]", "count(a)", "a[[1]]",
            "//@a",
        ] {
            assert!(parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn lists_are_split_outside_of_predicates() {
        assert_eq!(list("a, b[@n='x,y'] ,,c"), ["a", "b[@n='x,y']", "c"]);
    }
}
