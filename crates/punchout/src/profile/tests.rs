use std::collections::HashSet;

use cxml::{Body, Document, PunchOutSetupRequest, ReadOptions, RequestPayload};

use super::*;
use crate::{
    connection::{is_frame_name, is_identity_source},
    protocol::cxml::setup_request,
    setup::{BuyerChoice, decide},
    test_data,
};

const ALL: [(Profile, &str); 8] = [
    (Profile::Generic, include_str!("examples/generic.xml")),
    (Profile::Ariba, include_str!("examples/ariba.xml")),
    (Profile::Coupa, include_str!("examples/coupa.xml")),
    (Profile::Jaggaer, include_str!("examples/jaggaer.xml")),
    (Profile::Oracle, include_str!("examples/oracle.xml")),
    (Profile::Sap, include_str!("examples/sap.xml")),
    (Profile::Workday, include_str!("examples/workday.xml")),
    (Profile::Unimarket, include_str!("examples/unimarket.xml")),
];

fn document(text: &str) -> Document {
    cxml::read(text.as_bytes(), &ReadOptions::default()).unwrap()
}

fn setup(document: &Document) -> &PunchOutSetupRequest {
    let Body::Request(request) = &document.body else {
        panic!("a request")
    };
    let RequestPayload::PunchOutSetup(setup) = &request.payload else {
        panic!("a setup")
    };
    setup
}

/// What a profile makes of its example: the buyer, and in which version and field the cart goes back.
fn made(profile: Profile) -> String {
    let (_, text) = ALL.into_iter().find(|(own, _)| *own == profile).unwrap();
    let document = document(text);
    let mut connection = test_data::connection(1);
    connection.protocol.profile = profile;
    let mut request = setup_request(&document, setup(&document));
    profile.tidy(&mut request.identity);
    let plan = decide(&connection, request).unwrap();
    let BuyerChoice::FindOrCreate {
        email,
        first_name,
        last_name,
        ..
    } = plan.buyer
    else {
        panic!("somebody configured")
    };
    format!(
        "{email} ({} {}), {} as {:?}, answered in {}",
        first_name.unwrap_or_default(),
        last_name.unwrap_or_default(),
        connection.order_message_version(document.version.as_ref()),
        profile.facts().cart_encoding,
        connection
            .protocol
            .response_version(document.version.as_ref()),
    )
}

#[test]
fn each_profile_makes_sense_of_its_dialect() {
    insta::assert_snapshot!(made(Profile::Generic), @"wilma.muller@buyer.example (Wilma van Muller), 1.2.036 as Base64, answered in 1.2.036");
    insta::assert_snapshot!(made(Profile::Ariba), @"jane.doe@buyer.example (Jane Doe), 1.2.050 as UrlEncoded, answered in 1.2.050");
    insta::assert_snapshot!(made(Profile::Coupa), @"jim.miller@buyer.example (Jim Miller), 1.2.020 as UrlEncoded, answered in 1.2.014");
    insta::assert_snapshot!(made(Profile::Jaggaer), @"hana.park@university.example (Hana Park), 1.2.014 as UrlEncoded, answered in 1.2.014");
    insta::assert_snapshot!(made(Profile::Oracle), @"PAT.STOCK@BUYER.EXAMPLE (Pat Stock), 1.1.010 as UrlEncoded, answered in 1.1.010");
    insta::assert_snapshot!(made(Profile::Sap), @"erika.mustermann@buyer.example (Erika Mustermann), 1.2.014 as Base64, answered in 1.2.020");
    insta::assert_snapshot!(made(Profile::Workday), @"omar.haddad@buyer.example (Omar Haddad), 1.2.036 as UrlEncoded, answered in 1.2.036");
    insta::assert_snapshot!(made(Profile::Unimarket), @"lee.wong@college.example (Lee Wong), 1.2.020 as UrlEncoded, answered in 1.2.020");
}

#[test]
fn each_dialect_is_recognised_and_an_unknown_one_is_nobodys() {
    for (profile, text) in ALL {
        let document = document(text);
        let expected = Some(profile).filter(|profile| *profile != Profile::Generic);
        assert_eq!(recognise(document.header.as_ref().unwrap()), expected);
    }
}

#[test]
fn the_program_says_more_than_a_domain() {
    let (_, ariba) = ALL[1];
    let relayed = ariba.replace("Ariba Network 1.2", " coupa procurement 7");
    let header = document(&relayed).header.unwrap();
    assert_eq!(recognise(&header), Some(Profile::Coupa));
    let silent = ariba.replace("<UserAgent>Ariba Network 1.2</UserAgent>", "");
    let header = document(&silent).header.unwrap();
    assert_eq!(recognise(&header), Some(Profile::Ariba));
}

#[test]
fn the_table_has_each_profile_once_and_says_what_can_be_done() {
    let kinds: HashSet<_> = Profile::all().iter().map(|facts| facts.profile).collect();
    assert_eq!((kinds.len(), Profile::all().len()), (ALL.len(), ALL.len()));
    for facts in Profile::all() {
        let mut sources = facts.identity_sources.iter();
        assert!(
            sources.all(|source| is_identity_source(source)),
            "{facts:?}"
        );
        assert!(is_frame_name(&facts.return_target), "{facts:?}");
        assert!(
            !facts.name.is_empty() && !facts.about.is_empty() && !facts.identity_sources.is_empty()
        );
        for version in [facts.order_message_version, facts.response_version]
            .into_iter()
            .flatten()
        {
            assert!(Version::HELD.contains(&version), "{version}");
        }
    }
}

#[test]
fn blank_is_absent_and_a_later_place_counts() {
    let text = ALL[0].1.replace(
        "<Extrinsic name=\"UniqueName\">wmuller</Extrinsic>",
        "<Extrinsic name=\"UserEmail\"> </Extrinsic><Extrinsic name=\"EMAIL\"> w@buyer.example\n</Extrinsic>",
    );
    let document = document(&text);
    let request = setup_request(&document, setup(&document));
    assert_eq!(request.identity.email.as_deref(), Some("w@buyer.example"));
}
