//! Responses.

use super::{OutProfile, tag::Writer};
use crate::{status::canonical_text, timestamp::format_timestamp};

pub(super) fn status(writer: &mut Writer<'_>, code: u16, detail: &str) {
    writer.element("Response", &[], |writer| write_status(writer, code, detail));
}

pub(super) fn setup(writer: &mut Writer<'_>, start_page: &str) {
    writer.element("Response", &[], |writer| {
        write_status(writer, 200, "");
        writer.element("PunchOutSetupResponse", &[], |writer| {
            writer.element("StartPage", &[], |writer| {
                writer.text("URL", &[], start_page)
            });
        });
    });
}

pub(super) fn profile(writer: &mut Writer<'_>, profile: &OutProfile) {
    writer.element("Response", &[], |writer| {
        write_status(writer, 200, "");
        let effective = format_timestamp(profile.effective);
        writer.element(
            "ProfileResponse",
            &[("effectiveDate", &effective)],
            |writer| {
                for (name, url) in &profile.transactions {
                    writer.element("Transaction", &[("requestName", name)], |writer| {
                        writer.text("URL", &[], url)
                    });
                }
            },
        );
    });
}

/// `Status`, in a Response or a Message.
pub(super) fn write_status(writer: &mut Writer<'_>, code: u16, detail: &str) {
    let attributes = [
        ("code", code.to_string()),
        ("text", canonical_text(code).to_owned()),
    ];
    let attributes = attributes
        .each_ref()
        .map(|(name, value)| (*name, value.as_str()));
    writer.text("Status", &attributes, detail);
}
