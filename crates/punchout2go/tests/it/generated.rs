//! Whatever comes is read or refused, and what is written reads back as what was sent.

use proptest::{collection::vec, option::of, prelude::*};
use punchout2go::{
    CartItem, CartShape, Contact, Envelope, FormPost, ItemType, Key, Operation, Others, Params,
    PurchaseOrder, RedirectReply, RequestBody, RequestItem, ReturnCart, SessionRequest, Shipping,
    StartReply,
};
use rust_decimal::Decimal;

/// Texts in many scripts, as they are after trimming.
fn text() -> impl Strategy<Value = String> {
    prop_oneof!["[a-z0-9/.:-]{1,20}", "[äß日本😀\"\\\\<&;]{1,10}"]
}

fn number() -> impl Strategy<Value = Decimal> {
    (-1_000_000_000_i64..1_000_000_000_000, 0_u32..6)
        .prop_map(|(digits, scale)| Decimal::new(digits, scale))
}

fn others() -> impl Strategy<Value = Others> {
    proptest::collection::btree_map("unknown_[a-z]{1,6}", text(), 0..3).prop_map(|texts| {
        texts
            .into_iter()
            .map(|(name, text)| (name, text.into()))
            .collect()
    })
}

prop_compose! {
    fn request_item()(
        primary_id in of(text()), secondary_id in of(text()), quantity in of(number()), others in others(),
        item_type in of(prop_oneof![Just(ItemType::In), Just(ItemType::Out)]),
    ) -> RequestItem {
        RequestItem { primary_id, secondary_id, quantity, item_type, others }
    }
}

prop_compose! {
    fn session_request()(
        texts in vec(of(text()), 10), items in vec(request_item(), 0..4), others in vec(others(), 7),
        operation in prop_oneof![Just(Operation::Create), Just(Operation::Edit), Just(Operation::Inspect)],
    ) -> SessionRequest {
        let text = |place: usize| texts[place].clone();
        let more = |place: usize| others[place].clone();
        SessionRequest {
            pos: text(0),
            operation,
            return_url: text(1),
            params: Params {
                header: more(0),
                kind: text(2),
                mode: text(3),
                body: RequestBody {
                    data: more(1),
                    contact: Contact { email: text(4), name: text(5), unique: text(6), others: more(2) },
                    buyer_cookie: text(7),
                    post_form: text(8),
                    shipping: Shipping { street: text(9), others: more(3), ..Shipping::default() },
                    items,
                    others: more(4),
                },
                custom: more(5),
                others: Others::new(),
            },
            others: more(6),
        }
    }
}

prop_compose! {
    fn cart_item()(texts in vec(of(text()), 12), numbers in vec(of(number()), 3), data in others(), others in others()) -> CartItem {
        let text = |place: usize| texts[place].clone();
        CartItem {
            quantity: numbers[0],
            supplier_id: text(0),
            supplier_aux_id: text(1),
            description: text(2),
            unit_price: numbers[1],
            currency: text(3),
            uom: text(4),
            classification: text(5),
            class_domain: text(6),
            unspsc: text(7),
            language: text(8),
            manufacturer: text(9),
            manufacturer_id: text(10),
            lead_time: text(11),
            image_url: None,
            final_price: numbers[2],
            data,
            others,
        }
    }
}

prop_compose! {
    fn return_cart()(
        root in any::<bool>(), numbers in vec(of(number()), 4), texts in vec(of(text()), 4), edit_mode in of(any::<bool>()),
        items in vec(cart_item(), 0..4), data in others(), others in others(),
    ) -> ReturnCart {
        ReturnCart {
            shape: if root { CartShape::Root } else { CartShape::Body },
            // A total beside no lines is refused.
            total: numbers[0].filter(|_| !items.is_empty()),
            currency: texts[0].clone(),
            edit_mode,
            shipping: numbers[1],
            shipping_description: texts[1].clone(),
            tax: numbers[2],
            tax_description: texts[2].clone(),
            discount: numbers[3],
            discount_description: texts[3].clone(),
            items,
            data,
            others,
        }
    }
}

/// JSON of any kind, with the family's names in the wrong places.
fn any_json() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        Just("null".to_owned()),
        "-?[0-9]{1,40}(\\.[0-9]{1,40})?(e[0-9]{1,3})?",
        "\"[ -!#-\\[\\]-~]{0,8}\"",
    ];
    leaf.prop_recursive(6, 60, 6, |inner| {
        let name = proptest::sample::select(vec![
            "params", "body", "data", "items", "contact", "shipping", "quantity", "total",
            "header", "details", "1", "x",
        ]);
        let member = (name, inner.clone()).prop_map(|(name, value)| format!("\"{name}\":{value}"));
        prop_oneof![
            vec(member, 0..6).prop_map(|members| format!("{{{}}}", members.join(","))),
            vec(inner, 0..6).prop_map(|values| format!("[{}]", values.join(","))),
        ]
    })
}

fn key(bytes: [u8; 16]) -> Key {
    use base64::Engine;
    Key::from_base64(&base64::engine::general_purpose::STANDARD.encode(bytes)).unwrap()
}

proptest! {
    #[test]
    fn a_request_reads_back(request in session_request(), bytes: [u8; 16], iv: [u8; 16]) {
        prop_assert_eq!(&SessionRequest::read(request.write().as_bytes()).unwrap(), &request);
        let sealed = FormPost::encrypted(&request, &key(bytes), iv);
        let opened = FormPost::read(&sealed.fields, Some(&key(bytes))).unwrap();
        prop_assert!(opened.agrees_with(&request));
        prop_assert_eq!(opened.params, request.params);
    }

    #[test]
    fn a_cart_reads_back(cart in return_cart()) {
        prop_assert_eq!(ReturnCart::read(cart.write().as_bytes()).unwrap(), cart);
    }

    #[test]
    fn no_json_makes_reading_panic(text in any_json()) {
        let bytes = text.as_bytes();
        let told = [
            SessionRequest::read(bytes).err(),
            ReturnCart::read(bytes).err(),
            PurchaseOrder::read(bytes).err(),
            StartReply::read(bytes).err(),
            RedirectReply::read(bytes).err(),
        ];
        for fault in told.into_iter().flatten() {
            prop_assert!(!fault.field.is_empty() && !fault.remedy.is_empty());
        }
    }

    #[test]
    fn no_bytes_make_reading_panic(bytes: Vec<u8>, params: String, iv: String) {
        let _ = SessionRequest::read(&bytes);
        let _ = ReturnCart::read(&bytes);
        let _ = StartReply::read(&bytes);
        let envelope = Envelope { params, iv };
        prop_assert!(envelope.open(&key([0; 16])).is_err());
    }
}
