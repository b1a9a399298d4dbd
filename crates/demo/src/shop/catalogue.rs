//! What the shop sells: something of every kind that a cart can trip over.

/// An article.
#[derive(Clone, Copy, Debug)]
pub struct Product {
    /// Article number.
    pub sku: &'static str,
    /// Its name.
    pub name: &'static str,
    /// More about it.
    pub description: &'static str,
    /// UN/CEFACT Recommendation 20 code; one of them has a unit that nobody knows.
    pub unit: &'static str,
    /// The unit, for people.
    pub unit_name: &'static str,
    /// Price of `price_unit` units in EUR.
    pub price: &'static str,
    /// How many units the price is for.
    pub price_unit: &'static str,
    /// UNSPSC code; one of them has none.
    pub unspsc: Option<&'static str>,
    /// Who makes it.
    pub manufacturer: Option<&'static str>,
    /// How many people usually want.
    pub usual_quantity: &'static str,
    /// How many there are.
    pub stock: &'static str,
}

impl Product {
    /// Whether a search in lower case finds it.
    pub(super) fn answers(&self, search: &str) -> bool {
        [self.sku, self.name, self.description]
            .iter()
            .any(|text| text.to_lowercase().contains(search.trim()))
    }
}

const PLAIN: Product = Product {
    sku: "",
    name: "",
    description: "",
    unit: "EA",
    unit_name: "piece",
    price: "",
    price_unit: "1",
    unspsc: None,
    manufacturer: None,
    usual_quantity: "1",
    stock: "400",
};

/// The catalogue.
pub const PRODUCTS: &[Product] = &[
    Product {
        sku: "N-1001",
        name: "Claw hammer, 500 g",
        description: "Forged head, ash handle.",
        price: "19.90",
        unspsc: Some("27111602"),
        manufacturer: Some("Nordlicht"),
        ..PLAIN
    },
    Product {
        sku: "N-1002",
        name: "Kreuzschlitz-Schraubendreher PH2 × 100 mm",
        description: "Für große Kräfte: Zweikomponentengriff, gehärtete Klinge, magnetische Spitze.",
        price: "7.45",
        unspsc: Some("27111701"),
        manufacturer: Some("Müller & Söhne"),
        ..PLAIN
    },
    Product {
        sku: "N-2001",
        name: "Wood screws 4 × 40 mm",
        description: "Countersunk, galvanised. The price is for a hundred.",
        price: "3.80",
        price_unit: "100",
        unspsc: Some("31161506"),
        usual_quantity: "250",
        ..PLAIN
    },
    Product {
        sku: "N-2002",
        name: "Installation cable NYM-J 3 × 1.5 mm²",
        description: "Cut to length.",
        unit: "MTR",
        unit_name: "metre",
        price: "0.89",
        unspsc: Some("26121600"),
        usual_quantity: "12.5",
        ..PLAIN
    },
    Product {
        sku: "N-3001",
        name: "Machine oil ISO VG 46",
        description: "Mineral, for hydraulics and gears.",
        unit: "LTR",
        unit_name: "litre",
        price: "12.50",
        unspsc: Some("15121500"),
        usual_quantity: "5",
        ..PLAIN
    },
    Product {
        sku: "N-3002",
        name: "Rapid cement",
        description: "Loose, by weight. A price with four digits after the point.",
        unit: "KGM",
        unit_name: "kilogram",
        price: "0.3275",
        unspsc: Some("30111601"),
        usual_quantity: "25",
        ..PLAIN
    },
    Product {
        sku: "N-4001",
        name: "Safety gloves, size 9",
        description: "EN 388, nitrile coated.",
        unit: "PR",
        unit_name: "pair",
        price: "4.20",
        unspsc: Some("46181504"),
        manufacturer: Some("Handwerk 24"),
        usual_quantity: "10",
        ..PLAIN
    },
    Product {
        sku: "N-4002",
        name: "Dust masks FFP2",
        description: "Twenty in a box.",
        unit: "BX",
        unit_name: "box",
        price: "24.00",
        unspsc: Some("46182001"),
        ..PLAIN
    },
    Product {
        sku: "N-5001",
        name: "Fitting service",
        description: "A technician, by the hour.",
        unit: "HUR",
        unit_name: "hour",
        price: "68.00",
        unspsc: Some("72101500"),
        usual_quantity: "1.5",
        ..PLAIN
    },
    Product {
        sku: "N-5002",
        name: "Riffelblech, Aluminium",
        description: "3,5/5 mm, am Stück bis 4 m².",
        unit: "MTK",
        unit_name: "square metre",
        price: "38.75",
        unspsc: Some("30102204"),
        ..PLAIN
    },
    Product {
        sku: "N-6001 <Ω>",
        name: "Füllfederhalter „Größe M“ & <Ω>: Łódź, Ελλάδα, Русский, עברית, हिन्दी, 日本語, 👍",
        description: "Everything that carts lose first: umlauts, quotes, markup, scripts from both directions, a character beyond the basic plane. The name is long on purpose, and the article number needs care as well.",
        price: "49.00",
        unspsc: Some("44121704"),
        ..PLAIN
    },
    Product {
        sku: "N-9001",
        name: "Surprise bag (unknown unit)",
        description: "Sold by the “TÜTE”, which is no unit that anybody else knows. The gateway refuses such a cart and names the field.",
        unit: "TÜTE",
        unit_name: "Tüte",
        price: "5.00",
        unspsc: Some("60141000"),
        ..PLAIN
    },
    Product {
        sku: "N-9002",
        name: "Gift voucher (no classification)",
        description: "Goes through where the connection has a classification to fall back on, and is refused elsewhere.",
        price: "25.00",
        ..PLAIN
    },
];

/// The article of a number.
pub(super) fn find(sku: &str) -> Option<&'static Product> {
    PRODUCTS.iter().find(|product| product.sku == sku)
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use rust_decimal::Decimal;

    use super::*;

    #[test]
    fn articles_have_numbers_of_their_own_and_amounts_that_are_numbers() {
        let numbers: HashSet<_> = PRODUCTS.iter().map(|product| product.sku).collect();
        assert_eq!(numbers.len(), PRODUCTS.len());
        for product in PRODUCTS {
            for amount in [
                product.price,
                product.price_unit,
                product.usual_quantity,
                product.stock,
            ] {
                assert!(amount.parse::<Decimal>().unwrap() > Decimal::ZERO);
            }
        }
    }
}
