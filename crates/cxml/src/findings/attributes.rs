//! Attributes against what the version has.

use super::{Examination, Severity::Error, content::other_version, shown};
use crate::{
    grammar::{Attribute, Rule, Values},
    read::{is_name, is_token},
    tree::ElementRef,
};

pub(super) fn examine<'a>(
    examination: &mut Examination<'a>,
    rule: &'static Rule,
    element: ElementRef<'a>,
) {
    let edition = examination.edition;
    for found in element.attribute_refs() {
        match rule.attribute_of(found.id, edition) {
            Some(attribute) => examine_value(examination, rule, attribute, found.value),
            None => unknown(examination, rule, found.name),
        }
    }
    for attribute in rule.required(edition) {
        if !element
            .attribute_refs()
            .any(|found| found.id == attribute.id)
        {
            let name = attribute.name;
            let text = || format!("{} lacks the attribute {name}.", rule.name);
            examination.here(
                "attribute.missing",
                Error,
                text,
                format!(
                    "Add {name}: strict receivers refuse a {} without it.",
                    rule.name
                ),
            );
        }
    }
}

fn unknown(examination: &mut Examination<'_>, rule: &'static Rule, name: &str) {
    let others: Vec<_> = rule
        .attributes()
        .iter()
        .filter(|attribute| attribute.name == name)
        .map(|attribute| attribute.span)
        .collect();
    if others.is_empty() {
        let text = || format!("{} has no attribute {}.", rule.name, shown(name));
        examination.here(
            "attribute.unknown",
            Error,
            text,
            "Leave it out, or put its value into an Extrinsic.",
        );
    } else {
        let what = format!("The attribute {name} of {}", rule.name);
        other_version(examination, &what, "attribute", others.into_iter());
    }
}

fn examine_value<'a>(
    examination: &mut Examination<'a>,
    rule: &'static Rule,
    attribute: &'static Attribute,
    value: &'a str,
) {
    let name = attribute.name;
    match &attribute.values {
        Values::Any => {}
        Values::OneOf(values) => {
            if !values.contains(&value) {
                not_one_of(examination, rule, attribute, values, value);
            }
        }
        Values::Token => {
            if !is_token(value) {
                let text = || {
                    format!(
                        "“{}” is no word, as the attribute {name} of {} must be.",
                        shown(value),
                        rule.name
                    )
                };
                examination.here(
                    "attribute.value",
                    Error,
                    text,
                    "Use letters, digits, points and hyphens, without blanks.",
                );
            }
        }
        Values::Id => {
            if !is_name(value) || !examination.names.insert(value) {
                let text = || {
                    format!(
                        "“{}” is no name that only this element has, as the attribute {name} must be.",
                        shown(value)
                    )
                };
                examination.here(
                    "attribute.value",
                    Error,
                    text,
                    "Give each element a name of its own that begins with a letter.",
                );
            }
        }
    }
}

fn not_one_of(
    examination: &mut Examination<'_>,
    rule: &'static Rule,
    attribute: &'static Attribute,
    values: &[&str],
    value: &str,
) {
    let name = attribute.name;
    let others: Vec<_> = rule
        .attributes()
        .iter()
        .filter(|other| other.name == name)
        .filter(|other| match &other.values {
            Values::OneOf(values) => values.contains(&value),
            _ => true,
        })
        .map(|other| other.span)
        .collect();
    if others.is_empty() {
        let text = || {
            format!(
                "The attribute {name} of {} cannot be “{}”.",
                rule.name,
                shown(value)
            )
        };
        examination.here(
            "attribute.value",
            Error,
            text,
            format!("It is one of: {}.", values.join(", ")),
        );
    } else {
        let what = format!("The value {value} of the attribute {name} of {}", rule.name);
        other_version(examination, &what, "value", others.into_iter());
    }
}
