use super::*;
use crate::{
    connection::Signatures,
    ids::StoreId,
    setup::{Transport, check_signature},
    test_data,
};

const NOW: Timestamp = Timestamp(1_000_000_000);

struct Scene {
    store: Store,
    connections: Vec<(Connection, Credential, Option<Secret<String>>)>,
    from: Vec<PartyId>,
    marketplaces: Vec<PartyId>,
    transport: Transport,
}

fn party(identity: &str) -> PartyId {
    PartyId {
        domain: "DUNS".to_owned(),
        identity: identity.to_owned(),
    }
}

fn scene() -> Scene {
    let connection = test_data::connection(1);
    let credential = test_data::credential(&connection, "buyer-1");
    Scene {
        store: test_data::store(),
        connections: vec![(connection, credential, Some(Secret::new("hush".to_owned())))],
        from: vec![party("from")],
        marketplaces: Vec::new(),
        transport: Transport::default(),
    }
}

fn ask(scene: &Scene, identity: &str, secret: Option<&str>) -> Result<String, ErrorCode> {
    let candidates: Vec<_> = scene
        .connections
        .iter()
        .map(|(connection, credential, secret)| Candidate {
            connection,
            credential,
            secret: secret.as_ref(),
            basic_password: None,
        })
        .collect();
    let presented = [PresentedCredential {
        party: PartyId {
            domain: " duns".to_owned(),
            identity: identity.to_owned(),
        },
        secret: secret.map(|secret| Secret::new(secret.to_owned())),
        mac: None,
    }];
    let caller = Caller {
        presented: &presented,
        from: &scene.from,
        marketplaces: &scene.marketplaces,
        to: &[party("to")],
        transport: &scene.transport,
    };
    authenticate(&candidates, &caller, &scene.store, NOW)
        .map(|candidate| candidate.connection.name.clone())
        .map_err(|refusal| refusal.error)
}

#[test]
fn the_right_secret_opens_the_connection_whatever_the_case_of_the_names() {
    assert_eq!(
        ask(&scene(), "BUYER-1 ", Some(" hush\n")),
        Ok("Connection 1".to_owned())
    );
}

#[test]
fn each_reason_has_its_name() {
    assert_eq!(
        ask(&scene(), "nobody", Some("hush")),
        Err(ErrorCode::UnknownSender)
    );
    assert_eq!(
        ask(&scene(), "buyer-1", Some("Hush")),
        Err(ErrorCode::WrongSecret)
    );
    assert_eq!(
        ask(&scene(), "buyer-1", None),
        Err(ErrorCode::MissingSecret)
    );

    let changed = |change: fn(&mut Scene)| {
        let mut scene = scene();
        change(&mut scene);
        ask(&scene, "buyer-1", Some("hush"))
    };
    assert_eq!(
        changed(|s| s.connections[0].2 = None),
        Err(ErrorCode::MissingSecret)
    );
    assert_eq!(
        changed(|s| s.connections[0].1.valid_to = Some(NOW)),
        Err(ErrorCode::CredentialNotValid)
    );
    assert_eq!(
        changed(|s| s.connections[0].1.valid_from = Some(NOW.plus_seconds(1))),
        Err(ErrorCode::CredentialNotValid)
    );
    assert_eq!(
        changed(|s| s.connections[0].1.from = Some(party("other"))),
        Err(ErrorCode::PartyMismatch)
    );
    assert_eq!(
        changed(|s| s.connections[0].1.to = Some(party("TO"))),
        Ok("Connection 1".to_owned())
    );
    assert_eq!(
        changed(|s| s.connections[0].0.active = false),
        Err(ErrorCode::ConnectionInactive)
    );
    assert_eq!(
        changed(|s| s.store.enabled = false),
        Err(ErrorCode::StoreDisabled)
    );
    assert_eq!(
        changed(|s| s.connections[0].0.store_ids = vec![StoreId(uuid::Uuid::from_u128(99))]),
        Err(ErrorCode::UnknownSender)
    );
}

#[test]
fn two_connections_with_the_same_credentials_are_ambiguous_and_two_secrets_of_one_are_not() {
    let mut twins = scene();
    let other = test_data::connection(2);
    let credential = test_data::credential(&other, "buyer-1");
    twins
        .connections
        .push((other, credential, Some(Secret::new("hush".to_owned()))));
    assert_eq!(
        ask(&twins, "buyer-1", Some("hush")),
        Err(ErrorCode::AmbiguousSender)
    );

    let mut rotating = scene();
    let (connection, credential, _) = &rotating.connections[0];
    let next = (
        connection.clone(),
        credential.clone(),
        Some(Secret::new("next".to_owned())),
    );
    rotating.connections.push(next);
    for secret in ["hush", "next"] {
        assert_eq!(
            ask(&rotating, "buyer-1", Some(secret)),
            Ok("Connection 1".to_owned())
        );
    }
}

#[test]
fn an_inactive_twin_hides_nothing() {
    let mut twins = scene();
    let mut other = test_data::connection(2);
    other.active = false;
    let credential = test_data::credential(&other, "buyer-1");
    twins
        .connections
        .insert(0, (other, credential, Some(Secret::new("hush".to_owned()))));
    assert_eq!(
        ask(&twins, "buyer-1", Some("hush")),
        Ok("Connection 1".to_owned())
    );
    assert_eq!(
        ask(&twins, "buyer-1", Some("wrong")),
        Err(ErrorCode::WrongSecret)
    );
}

#[test]
fn during_rotation_two_secrets_are_good_and_the_one_that_was_used_is_told() {
    let mut scene = scene();
    let (connection, mut credential, _) = scene.connections[0].clone();
    credential.id = crate::ids::CredentialId(uuid::Uuid::from_u128(77));
    scene
        .connections
        .push((connection, credential, Some(Secret::new("new".to_owned()))));
    let used = |secret: &str| {
        let candidates: Vec<_> = scene
            .connections
            .iter()
            .map(|(connection, credential, secret)| Candidate {
                connection,
                credential,
                secret: secret.as_ref(),
                basic_password: None,
            })
            .collect();
        let presented = [PresentedCredential {
            party: party("buyer-1"),
            secret: Some(Secret::new(secret.to_owned())),
            mac: None,
        }];
        let caller = Caller {
            presented: &presented,
            from: &[],
            marketplaces: &[],
            to: &[],
            transport: &scene.transport,
        };
        authenticate(&candidates, &caller, &scene.store, NOW)
            .map(|candidate| candidate.credential.id)
    };
    assert_eq!(used("hush"), Ok(scene.connections[0].1.id));
    assert_eq!(used("new"), Ok(scene.connections[1].1.id));
    assert_eq!(used("old").unwrap_err().error, ErrorCode::WrongSecret);
}

#[test]
fn a_third_party_can_vouch_for_the_sender() {
    let mut scene = scene();
    let (_, credential, secret) = &mut scene.connections[0];
    let network = PartyId {
        domain: "NetworkID".to_owned(),
        identity: "AN9900000100".to_owned(),
    };
    credential.sender = network.clone();
    *secret = Some(Secret::new("abracadabra".to_owned()));
    let created = Timestamp(1_042_648_966_000_000);
    let ask = |value: &str, from: &PartyId, now: i64| {
        let candidates: Vec<_> = scene
            .connections
            .iter()
            .map(|(connection, credential, secret)| Candidate {
                connection,
                credential,
                secret: secret.as_ref(),
                basic_password: None,
            })
            .collect();
        let presented = [PresentedCredential {
            party: network.clone(),
            secret: None,
            mac: Some(PresentedMac {
                kind: "FromSenderCredentials".to_owned(),
                algorithm: "HMAC-SHA1-96".to_owned(),
                creation: ("2003-01-15T08:42:46-08:00".to_owned(), Some(created)),
                expiration: (
                    "2003-01-15T11:42:46-08:00".to_owned(),
                    Some(Timestamp(created.0 + 10_800_000_000)),
                ),
                value: Secret::new(value.to_owned()),
            }),
        }];
        let from = [party("other"), from.clone()];
        let caller = Caller {
            presented: &presented,
            from: &from,
            marketplaces: &[],
            to: &[],
            transport: &scene.transport,
        };
        authenticate(&candidates, &caller, &scene.store, Timestamp(now))
            .map(|candidate| candidate.connection.name.clone())
            .map_err(|refusal| refusal.error)
    };
    let right = "cR6Jpz58nriXERDN";
    assert_eq!(
        ask(right, &network, created.0),
        Ok("Connection 1".to_owned())
    );
    assert_eq!(
        ask("cR6Jpz58nriXERDM", &network, created.0),
        Err(ErrorCode::WrongSecret)
    );
    assert_eq!(
        ask(right, &party("from"), created.0),
        Err(ErrorCode::WrongSecret)
    );
    assert_eq!(
        ask(right, &network, created.0 + 86_400_000_000),
        Err(ErrorCode::CredentialNotValid)
    );
}

/// What comes of a request with HTTP Basic authentication, where the credential asks for it with a password.
fn with_basic(sent: Option<(&str, &str)>, password: Option<&str>) -> Result<(), ErrorCode> {
    let mut scene = scene();
    scene.connections[0].1.conditions.basic_username = Some("buyer".to_owned());
    let password = password.map(|password| Secret::new(password.to_owned()));
    let (connection, credential, secret) = &scene.connections[0];
    let candidate = Candidate {
        connection,
        credential,
        secret: secret.as_ref(),
        basic_password: password.as_ref(),
    };
    let presented = [PresentedCredential {
        party: party("buyer-1"),
        secret: Some(Secret::new("hush".to_owned())),
        mac: None,
    }];
    let transport = Transport {
        basic: sent.map(|(user, password)| (user.to_owned(), Secret::new(password.to_owned()))),
        client_certificate_subject: None,
    };
    let caller = Caller {
        presented: &presented,
        from: &[],
        marketplaces: &[],
        to: &[],
        transport: &transport,
    };
    authenticate(&[candidate], &caller, &scene.store, NOW)
        .map(|_| ())
        .map_err(|refusal| refusal.error)
}

#[test]
fn basic_authentication_comes_beside_the_secret() {
    let no = Err(ErrorCode::BasicAuthentication);
    assert_eq!(with_basic(Some(("buyer", "open")), Some("open")), Ok(()));
    assert_eq!(with_basic(Some(("buyer", "Open")), Some("open")), no);
    assert_eq!(with_basic(Some(("Buyer", "open")), Some("open")), no);
    assert_eq!(with_basic(None, Some("open")), no);
    // Without a password nothing opens, an empty one neither.
    assert_eq!(with_basic(Some(("buyer", "")), None), no);
}

#[test]
fn a_client_certificate_is_asked_for_after_the_secret() {
    let mut scene = scene();
    scene.connections[0].1.conditions.client_certificate_subject = Some("CN=*.buyer".to_owned());
    let opened = Ok("Connection 1".to_owned());
    let refused = Err(ErrorCode::ClientCertificate);
    assert_eq!(ask(&scene, "buyer-1", Some("hush")), refused);
    assert_eq!(
        ask(&scene, "buyer-1", Some("wrong")),
        Err(ErrorCode::WrongSecret)
    );
    for (subject, expected) in [("CN=erp.buyer", opened), ("CN=buyer", refused)] {
        scene.transport.client_certificate_subject = Some(subject.to_owned());
        assert_eq!(ask(&scene, "buyer-1", Some("hush")), expected, "{subject}");
    }
}

#[test]
fn a_marketplace_and_its_member_are_two_names_of_from() {
    let mut scene = scene();
    scene.from = vec![party("market"), party("member")];
    scene.marketplaces = vec![party("market")];
    let opened = Ok("Connection 1".to_owned());
    let refused = Err(ErrorCode::PartyMismatch);
    let asked = |marketplace: Option<&str>, from: Option<&str>| {
        let mut scene = Scene {
            store: scene.store.clone(),
            connections: scene.connections.clone(),
            from: scene.from.clone(),
            marketplaces: scene.marketplaces.clone(),
            transport: Transport::default(),
        };
        let credential = &mut scene.connections[0].1;
        credential.conditions.marketplace = marketplace.map(party);
        credential.from = from.map(party);
        ask(&scene, "buyer-1", Some("hush"))
    };
    assert_eq!(asked(Some("market"), Some("member")), opened);
    assert_eq!(asked(Some("MARKET"), None), opened);
    assert_eq!(asked(Some("other"), Some("member")), refused);
    assert_eq!(asked(Some("member"), None), refused);
    assert_eq!(asked(Some("market"), Some("market")), refused);
    // Without a rule for the marketplace either name will do.
    assert_eq!(asked(None, Some("market")), opened);
}

#[test]
fn signatures_are_asked_for_or_refused() {
    let refused = |signatures, signed| {
        let mut connection = test_data::connection(1);
        connection.protocol.signatures = signatures;
        check_signature(&connection, signed)
            .err()
            .map(|refusal| refusal.error)
    };
    for signed in [true, false] {
        assert_eq!(refused(Signatures::Accepted, signed), None);
    }
    assert_eq!(refused(Signatures::Required, true), None);
    let missing = refused(Signatures::Required, false);
    assert_eq!(missing, Some(ErrorCode::SignatureRequired));
    let unwanted = refused(Signatures::Refused, true);
    assert_eq!(unwanted, Some(ErrorCode::SignatureUnacceptable));
    assert_eq!(refused(Signatures::Refused, false), None);
}
