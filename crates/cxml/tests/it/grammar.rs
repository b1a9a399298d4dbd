//! The table of elements, held against the DTDs that it is drawn from. With `PUNCHGATE_DRAW_GRAMMAR=1` it is drawn anew.

use std::{
    collections::{BTreeMap, BTreeSet},
    env,
    fmt::Write as _,
    fs,
    path::Path,
};

use cxml::Version;

use crate::{
    dtd_file::{Declared, DtdFile},
    tools,
};

const TABLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/src/grammar/elements.txt");

/// The files beside cXML.dtd; each has all of its common elements, and some of its own.
const OTHER_FILES: [&str; 8] = [
    "Fulfill",
    "InvoiceDetail",
    "Quote",
    "Catalog",
    "Contract",
    "PaymentRemittance",
    "Logistics",
    "Private",
];

/// The elements whose content is all that differs from file to file: what documents are about.
const ENVELOPES: [&str; 3] = ["Request", "Message", "Response"];

type Elements = BTreeMap<String, Declared>;

struct Dtds(BTreeMap<(String, Version), Elements>);

impl Dtds {
    fn read(folder: &Path) -> Self {
        let mut files = BTreeMap::new();
        for entry in fs::read_dir(folder.join("dtd")).unwrap() {
            let folder = entry.unwrap().path();
            let Ok(version) = folder
                .file_name()
                .unwrap()
                .to_string_lossy()
                .parse::<Version>()
            else {
                continue;
            };
            for entry in fs::read_dir(&folder).unwrap() {
                let path = entry.unwrap().path();
                let name = path.file_stem().unwrap().to_string_lossy().into_owned();
                if path.extension().is_some_and(|kind| kind == "dtd") && name != "Custom" {
                    let text = fs::read_to_string(&path).unwrap();
                    files.insert((name, version), DtdFile::parse(&text).elements);
                }
            }
        }
        Self(files)
    }

    fn get(&self, file: &str, version: Version) -> Option<&Elements> {
        self.0.get(&(file.to_owned(), version))
    }

    /// A file in the version wanted, or the next later one that is at hand, or the last.
    fn nearest(&self, file: &str, version: Version) -> (Version, &Elements) {
        let versions = || {
            self.0
                .iter()
                .filter(|((name, _), _)| name == file)
                .map(|((_, version), elements)| (*version, elements))
        };
        versions()
            .find(|(held, _)| *held >= version)
            .or_else(|| versions().next_back())
            .unwrap()
    }

    /// All that a version has, over all files.
    fn union(&self, version: Version) -> Elements {
        let mut all = self.get("cXML", version).unwrap().clone();
        // The other files came with 1.2.
        if version < Version::V1_2_014 {
            return all;
        }
        let own = all.keys().cloned().collect::<BTreeSet<_>>();
        for file in OTHER_FILES {
            let (held, elements) = self.nearest(file, version);
            let common = Version::highest_held_not_above(Some(&held));
            let common = self.get("cXML", common).unwrap();
            for (name, declared) in elements {
                if ENVELOPES.contains(&name.as_str()) {
                    let known = all.get_mut(name).unwrap();
                    known.content = with_choices(&known.content, &choices(&declared.content));
                } else if own.contains(name) {
                    if held == version && all[name] != *declared {
                        // Which of the two is meant depends on the file: no more is said than both say.
                        let known = all.get_mut(name).unwrap();
                        known.content = "ANY".to_owned();
                        known.attributes.extend(declared.attributes.iter().cloned());
                    }
                } else if !common.contains_key(name) {
                    all.entry(name.clone()).or_insert_with(|| declared.clone());
                }
            }
        }
        all
    }

    /// The files that a document of each kind is declared with.
    fn documents(&self) -> BTreeMap<String, Vec<String>> {
        let mut documents: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for version in Version::HELD.into_iter().rev() {
            for file in ["cXML"].into_iter().chain(OTHER_FILES) {
                for envelope in ENVELOPES {
                    let elements = self.get(file, version);
                    let declared = elements.and_then(|elements| elements.get(envelope));
                    for name in declared
                        .map(|declared| choices(&declared.content))
                        .unwrap_or_default()
                    {
                        let files = documents.entry(name).or_default();
                        if !files.iter().any(|known| known == file) {
                            files.push(file.to_owned());
                        }
                    }
                }
            }
        }
        documents
    }
}

/// The names that an envelope's content lets one choose from.
fn choices(content: &str) -> Vec<String> {
    content
        .split([',', '(', ')', '|', '?', '*'])
        .filter(|name| !name.is_empty() && *name != "Status" && !name.contains("Signature"))
        .map(str::to_owned)
        .collect()
}

/// An envelope's content with more to choose from.
fn with_choices(content: &str, more: &[String]) -> String {
    let mut names = choices(content);
    for name in more {
        if !names.contains(name) {
            names.push(name.clone());
        }
    }
    let (before, rest) = content.split_at(content.find(&names[0]).unwrap());
    let (_, after) = rest.split_at(rest.find(')').unwrap_or(rest.len()));
    format!("{before}{}{after}", names.join("|"))
}

/// Runs of equal neighbours: where each begins and ends.
fn spans<T: PartialEq + Clone>(values: &[Option<T>]) -> Vec<(String, T)> {
    let label = |at: usize| {
        Version::HELD[at]
            .to_string()
            .split('.')
            .next_back()
            .unwrap()
            .to_owned()
    };
    let mut found = Vec::new();
    let mut start = 0;
    while start < values.len() {
        let end = (start..values.len())
            .take_while(|at| values[*at] == values[start])
            .last()
            .unwrap();
        if let Some(value) = &values[start] {
            let span = match (start, end + 1 == values.len()) {
                (0, true) => "-".to_owned(),
                (0, false) => format!("-{}", label(end)),
                (_, true) => format!("{}-", label(start)),
                _ => format!("{}-{}", label(start), label(end)),
            };
            found.push((span, value.clone()));
        }
        start = end + 1;
    }
    found
}

fn draw(dtds: &Dtds) -> String {
    let versions = Version::HELD.map(|version| dtds.union(version));
    let mut names: BTreeSet<&str> = BTreeSet::new();
    for (name, declared) in versions.iter().flatten() {
        // Some DTDs name elements that none of them declares.
        let mentioned = declared
            .content
            .split(['#', ',', '|', '(', ')', '?', '*', '+']);
        let mentioned = mentioned.filter(|name| !["", "ANY", "EMPTY"].contains(name));
        names.extend(mentioned);
        names.insert(name);
    }
    let mut table = String::from(
        "# What each version of cXML has: drawn by tests/it/grammar.rs, not edited by hand. grammar.rs says how to read it.\n",
    );
    for (document, files) in dtds.documents() {
        writeln!(table, "> {document} {}", files.join(" ")).unwrap();
    }
    for name in names {
        writeln!(table, "{name}").unwrap();
        let declared = versions.each_ref().map(|version| version.get(name));
        let contents = declared.map(|declared| declared.map(|declared| declared.content.clone()));
        for (span, content) in spans(&contents) {
            writeln!(table, " {span} {content}").unwrap();
        }
        let mut attributes = Vec::new();
        for attribute in declared
            .iter()
            .flatten()
            .flat_map(|declared| &declared.attributes)
        {
            let bare = attribute.0.trim_end_matches('!');
            if !attributes.contains(&bare) {
                attributes.push(bare);
            }
        }
        for bare in attributes {
            let kinds = declared.map(|declared| {
                let attributes = &declared?.attributes;
                let found = attributes
                    .iter()
                    .find(|(name, _)| name.trim_end_matches('!') == bare);
                found.cloned()
            });
            for (span, (name, kind)) in spans(&kinds) {
                writeln!(table, " @{}", format!("{name} {span} {kind}").trim_end()).unwrap();
            }
        }
    }
    table
}

#[test]
fn the_table_is_what_the_dtds_say() {
    let Some(folder) = tools::corpus() else {
        return;
    };
    let drawn = draw(&Dtds::read(&folder));
    if env::var_os("PUNCHGATE_DRAW_GRAMMAR").is_some() {
        fs::write(TABLE, &drawn).unwrap();
    }
    let table = fs::read_to_string(TABLE).unwrap();
    let difference = drawn
        .lines()
        .zip(table.lines())
        .find(|(drawn, kept)| drawn != kept);
    assert_eq!(difference, None);
    assert_eq!(drawn.len(), table.len());
}
