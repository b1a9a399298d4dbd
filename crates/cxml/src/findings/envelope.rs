//! The document as a whole: how it came, how it is written down, what it declares.

use super::{
    Examination,
    Severity::{Notice, Warning},
    shown,
};
use crate::{
    carrier::Layer,
    document::{Doctype, Document, Source},
    read::names_encoding,
    version::Version,
};

pub(super) fn examine(examination: &mut Examination<'_>, document: &Document) {
    let carried = examination.carried;
    for layer in carried.iter().flat_map(|carried| &carried.layers) {
        carrier(examination, layer);
    }
    source(examination, &document.source);
    match &document.doctype {
        Some(declared) => doctype(examination, document, declared),
        None => {
            let text = || "There is no DOCTYPE.".to_owned();
            examination.here(
                "doctype.missing",
                Notice,
                text,
                "Declare the version: some receivers refuse documents without it.",
            );
        }
    }
    version(examination, document);
}

fn carrier(examination: &mut Examination<'_>, layer: &Layer) {
    let plain = "Post the document itself, as text/xml.";
    match layer {
        Layer::FormField(name) => {
            let text = || format!("The document came in the form field “{}”.", shown(name));
            examination.here("carrier.form_field", Notice, text, plain);
        }
        Layer::PercentEncoded => {
            let text = || "The document came percent-encoded.".to_owned();
            examination.here("carrier.percent_encoded", Notice, text, plain);
        }
        Layer::HtmlEscaped => {
            let text = || "The document came with its markup escaped as for HTML.".to_owned();
            examination.here("carrier.html_escaped", Notice, text, plain);
        }
        Layer::Base64 { repaired } => {
            let text = || "The document came in base64.".to_owned();
            examination.here("carrier.base64", Notice, text, plain);
            if *repaired {
                let text = || "The base64 had blanks where + belongs.".to_owned();
                examination.here(
                    "carrier.base64_repaired",
                    Warning,
                    text,
                    "Percent-encode the value of the form field: + is %2B.",
                );
            }
        }
        Layer::Multipart { unreadable } => {
            if *unreadable > 0 {
                let text = || format!("{unreadable} parts of the MIME message cannot be used.");
                examination.here(
                    "carrier.unreadable_parts",
                    Warning,
                    text,
                    "Give each attachment a Content-ID and a known transfer encoding.",
                );
            }
        }
    }
}

fn source(examination: &mut Examination<'_>, source: &Source) {
    let used = source.encoding;
    if !source.has_declaration {
        let text = || "There is no XML declaration.".to_owned();
        examination.here(
            "declaration.missing",
            Notice,
            text,
            "Begin with <?xml version=\"1.0\" encoding=\"UTF-8\"?>.",
        );
    } else if source.begins_with_blanks {
        let text = || "White space stands before the XML declaration.".to_owned();
        examination.here(
            "declaration.late",
            Warning,
            text,
            "Let the document begin with <?xml: strict parsers refuse it otherwise.",
        );
    }
    if let Some(declared) = &source.declared_encoding
        && !names_encoding(declared, source)
    {
        let text = || {
            format!(
                "The document declares {} and is in {used}.",
                shown(declared)
            )
        };
        examination.here(
            "encoding.not_as_declared",
            Warning,
            text,
            "Declare the encoding that the document is in.",
        );
    }
    if let Some(http) = &source.http_charset
        && !http.eq_ignore_ascii_case("us-ascii")
        && !names_encoding(http, source)
    {
        let text = || {
            format!(
                "HTTP's Content-Type names the charset {}; the document is in {used}.",
                shown(http)
            )
        };
        examination.here(
            "encoding.not_as_in_http",
            Warning,
            text,
            "Name the same encoding in Content-Type and in the XML declaration.",
        );
    }
}

fn doctype(examination: &mut Examination<'_>, document: &Document, doctype: &Doctype) {
    if doctype.name != "cXML" {
        let text = || format!("The DOCTYPE is of {}.", shown(&doctype.name));
        examination.here(
            "doctype.root",
            Warning,
            text,
            "Declare <!DOCTYPE cXML SYSTEM …>.",
        );
    }
    if doctype.has_internal_subset {
        let text = || "The DOCTYPE has declarations of its own; they have no effect.".to_owned();
        examination.here(
            "doctype.internal_subset",
            Warning,
            text,
            "Leave them out: many receivers refuse them.",
        );
    }
    let address = doctype.system_id.as_deref().unwrap_or_default();
    if Version::in_system_id(address).is_none() {
        let text = || {
            format!(
                "The DOCTYPE's address “{}” names no version.",
                shown(address)
            )
        };
        examination.here(
            "doctype.address",
            Notice,
            text,
            "Use http://xml.cxml.org/schemas/cXML/1.2.014/cXML.dtd, with your version.",
        );
    }
    let file = address.rsplit(['/', '\\']).next().unwrap_or_default();
    let file = file.strip_suffix(".dtd").unwrap_or(file);
    let fitting = examination.grammar.files_of(document.kind());
    if let Some(usual) = fitting.first()
        && !file.is_empty()
        && !fitting.contains(&file)
    {
        let text = || {
            format!(
                "{} is not declared with {}.dtd.",
                document.kind(),
                shown(file)
            )
        };
        examination.here(
            "doctype.file",
            Warning,
            text,
            format!("Declare {usual}.dtd."),
        );
    }
}

fn version(examination: &mut Examination<'_>, document: &Document) {
    let attribute = document.root().attr("version");
    if let Some(text) = attribute
        && text.parse::<Version>().is_err()
    {
        let text = || format!("The version “{}” is none of cXML's.", shown(text));
        examination.here(
            "version.unreadable",
            Warning,
            text,
            "Use a version such as 1.2.014, or leave the attribute out.",
        );
    }
    let Some(declared) = document.declared_version() else {
        return;
    };
    if let Some(version) = document.version
        && version != declared
    {
        let text = || format!("The root says version {version}, the DOCTYPE {declared}.");
        examination.here(
            "version.differs",
            Warning,
            text,
            "Name one version: receivers follow one or the other.",
        );
    }
    let judged = examination.version();
    if declared > judged {
        let text = || {
            format!("cXML {declared} is not known here; the document was held against {judged}.")
        };
        examination.here(
            "version.unknown",
            Notice,
            text,
            "Look at the findings with this in mind.",
        );
    }
}
