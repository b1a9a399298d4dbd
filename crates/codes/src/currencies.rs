//! The currencies of ISO 4217 that are in force, and rounding to what can be paid in them.

use rust_decimal::{Decimal, RoundingStrategy};

use crate::table::find;

/// A currency of ISO 4217.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Currency {
    /// The alphabetic code: three upper-case letters.
    pub code: &'static str,
    /// Decimal places of the minor unit (2 for EUR, 0 for JPY, 3 for KWD); `None` where ISO 4217 says that there is no
    /// minor unit: metals, units of account, test codes.
    pub digits: Option<u8>,
    /// The English name.
    pub name: &'static str,
}

const fn money(code: &'static str, digits: u8, name: &'static str) -> Currency {
    Currency {
        code,
        digits: Some(digits),
        name,
    }
}

const fn no_minor_unit(code: &'static str, name: &'static str) -> Currency {
    Currency {
        code,
        digits: None,
        name,
    }
}

/// The currency with exactly this code (upper case, no blanks).
#[must_use]
pub fn currency(code: &str) -> Option<&'static Currency> {
    find(CURRENCIES, code, |currency| currency.code)
}

/// The currency that somebody wrote by hand or sent sloppily: blanks around the code and its case do not matter.
#[must_use]
pub fn currency_from_text(text: &str) -> Option<&'static Currency> {
    currency(&text.trim().to_ascii_uppercase())
}

/// All currencies, ordered by code.
#[must_use]
pub fn currencies() -> &'static [Currency] {
    CURRENCIES
}

/// Rounds to the currency's minor unit, half away from zero (as invoices do). Currencies without a minor unit are left
/// as they are. Zeros are not padded: 5 EUR stays `5`.
#[must_use]
pub fn round_to_minor(amount: Decimal, currency: &Currency) -> Decimal {
    match currency.digits {
        Some(digits) => {
            amount.round_dp_with_strategy(u32::from(digits), RoundingStrategy::MidpointAwayFromZero)
        }
        None => amount,
    }
}

/// Whether the amount has no more decimals than the currency's minor unit; trailing zeros do not count.
#[must_use]
pub fn fits_minor(amount: Decimal, currency: &Currency) -> bool {
    round_to_minor(amount, currency) == amount
}

static CURRENCIES: &[Currency] = &[
    money("AED", 2, "UAE Dirham"),
    money("AFN", 2, "Afghani"),
    money("ALL", 2, "Lek"),
    money("AMD", 2, "Armenian Dram"),
    money("AOA", 2, "Kwanza"),
    money("ARS", 2, "Argentine Peso"),
    money("AUD", 2, "Australian Dollar"),
    money("AWG", 2, "Aruban Florin"),
    money("AZN", 2, "Azerbaijan Manat"),
    money("BAM", 2, "Convertible Mark"),
    money("BBD", 2, "Barbados Dollar"),
    money("BDT", 2, "Taka"),
    money("BHD", 3, "Bahraini Dinar"),
    money("BIF", 0, "Burundi Franc"),
    money("BMD", 2, "Bermudian Dollar"),
    money("BND", 2, "Brunei Dollar"),
    money("BOB", 2, "Boliviano"),
    money("BOV", 2, "Mvdol"),
    money("BRL", 2, "Brazilian Real"),
    money("BSD", 2, "Bahamian Dollar"),
    money("BTN", 2, "Ngultrum"),
    money("BWP", 2, "Pula"),
    money("BYN", 2, "Belarusian Ruble"),
    money("BZD", 2, "Belize Dollar"),
    money("CAD", 2, "Canadian Dollar"),
    money("CDF", 2, "Congolese Franc"),
    money("CHE", 2, "WIR Euro"),
    money("CHF", 2, "Swiss Franc"),
    money("CHW", 2, "WIR Franc"),
    money("CLF", 4, "Unidad de Fomento"),
    money("CLP", 0, "Chilean Peso"),
    money("CNY", 2, "Yuan Renminbi"),
    money("COP", 2, "Colombian Peso"),
    money("COU", 2, "Unidad de Valor Real"),
    money("CRC", 2, "Costa Rican Colon"),
    money("CUP", 2, "Cuban Peso"),
    money("CVE", 2, "Cabo Verde Escudo"),
    money("CZK", 2, "Czech Koruna"),
    money("DJF", 0, "Djibouti Franc"),
    money("DKK", 2, "Danish Krone"),
    money("DOP", 2, "Dominican Peso"),
    money("DZD", 2, "Algerian Dinar"),
    money("EGP", 2, "Egyptian Pound"),
    money("ERN", 2, "Nakfa"),
    money("ETB", 2, "Ethiopian Birr"),
    money("EUR", 2, "Euro"),
    money("FJD", 2, "Fiji Dollar"),
    money("FKP", 2, "Falkland Islands Pound"),
    money("GBP", 2, "Pound Sterling"),
    money("GEL", 2, "Lari"),
    money("GHS", 2, "Ghana Cedi"),
    money("GIP", 2, "Gibraltar Pound"),
    money("GMD", 2, "Dalasi"),
    money("GNF", 0, "Guinean Franc"),
    money("GTQ", 2, "Quetzal"),
    money("GYD", 2, "Guyana Dollar"),
    money("HKD", 2, "Hong Kong Dollar"),
    money("HNL", 2, "Lempira"),
    money("HTG", 2, "Gourde"),
    money("HUF", 2, "Forint"),
    money("IDR", 2, "Rupiah"),
    money("ILS", 2, "New Israeli Sheqel"),
    money("INR", 2, "Indian Rupee"),
    money("IQD", 3, "Iraqi Dinar"),
    money("IRR", 2, "Iranian Rial"),
    money("ISK", 0, "Iceland Krona"),
    money("JMD", 2, "Jamaican Dollar"),
    money("JOD", 3, "Jordanian Dinar"),
    money("JPY", 0, "Yen"),
    money("KES", 2, "Kenyan Shilling"),
    money("KGS", 2, "Som"),
    money("KHR", 2, "Riel"),
    money("KMF", 0, "Comorian Franc"),
    money("KPW", 2, "North Korean Won"),
    money("KRW", 0, "Won"),
    money("KWD", 3, "Kuwaiti Dinar"),
    money("KYD", 2, "Cayman Islands Dollar"),
    money("KZT", 2, "Tenge"),
    money("LAK", 2, "Lao Kip"),
    money("LBP", 2, "Lebanese Pound"),
    money("LKR", 2, "Sri Lanka Rupee"),
    money("LRD", 2, "Liberian Dollar"),
    money("LSL", 2, "Loti"),
    money("LYD", 3, "Libyan Dinar"),
    money("MAD", 2, "Moroccan Dirham"),
    money("MDL", 2, "Moldovan Leu"),
    money("MGA", 2, "Malagasy Ariary"),
    money("MKD", 2, "Denar"),
    money("MMK", 2, "Kyat"),
    money("MNT", 2, "Tugrik"),
    money("MOP", 2, "Pataca"),
    money("MRU", 2, "Ouguiya"),
    money("MUR", 2, "Mauritius Rupee"),
    money("MVR", 2, "Rufiyaa"),
    money("MWK", 2, "Malawi Kwacha"),
    money("MXN", 2, "Mexican Peso"),
    money("MXV", 2, "Mexican Unidad de Inversion"),
    money("MYR", 2, "Malaysian Ringgit"),
    money("MZN", 2, "Mozambique Metical"),
    money("NAD", 2, "Namibia Dollar"),
    money("NGN", 2, "Naira"),
    money("NIO", 2, "Cordoba Oro"),
    money("NOK", 2, "Norwegian Krone"),
    money("NPR", 2, "Nepalese Rupee"),
    money("NZD", 2, "New Zealand Dollar"),
    money("OMR", 3, "Rial Omani"),
    money("PAB", 2, "Balboa"),
    money("PEN", 2, "Sol"),
    money("PGK", 2, "Kina"),
    money("PHP", 2, "Philippine Peso"),
    money("PKR", 2, "Pakistan Rupee"),
    money("PLN", 2, "Zloty"),
    money("PYG", 0, "Guarani"),
    money("QAR", 2, "Qatari Rial"),
    money("RON", 2, "Romanian Leu"),
    money("RSD", 2, "Serbian Dinar"),
    money("RUB", 2, "Russian Ruble"),
    money("RWF", 0, "Rwanda Franc"),
    money("SAR", 2, "Saudi Riyal"),
    money("SBD", 2, "Solomon Islands Dollar"),
    money("SCR", 2, "Seychelles Rupee"),
    money("SDG", 2, "Sudanese Pound"),
    money("SEK", 2, "Swedish Krona"),
    money("SGD", 2, "Singapore Dollar"),
    money("SHP", 2, "Saint Helena Pound"),
    money("SLE", 2, "Leone"),
    money("SOS", 2, "Somali Shilling"),
    money("SRD", 2, "Surinam Dollar"),
    money("SSP", 2, "South Sudanese Pound"),
    money("STN", 2, "Dobra"),
    money("SVC", 2, "El Salvador Colon"),
    money("SYP", 2, "Syrian Pound"),
    money("SZL", 2, "Lilangeni"),
    money("THB", 2, "Baht"),
    money("TJS", 2, "Somoni"),
    money("TMT", 2, "Turkmenistan New Manat"),
    money("TND", 3, "Tunisian Dinar"),
    money("TOP", 2, "Pa'anga"),
    money("TRY", 2, "Turkish Lira"),
    money("TTD", 2, "Trinidad and Tobago Dollar"),
    money("TWD", 2, "New Taiwan Dollar"),
    money("TZS", 2, "Tanzanian Shilling"),
    money("UAH", 2, "Hryvnia"),
    money("UGX", 0, "Uganda Shilling"),
    money("USD", 2, "US Dollar"),
    money("USN", 2, "US Dollar (next day)"),
    money("UYI", 0, "Uruguay Peso en Unidades Indexadas"),
    money("UYU", 2, "Peso Uruguayo"),
    money("UYW", 4, "Unidad Previsional"),
    money("UZS", 2, "Uzbekistan Sum"),
    money("VED", 2, "Digital Bolívar"),
    money("VES", 2, "Bolívar Soberano"),
    money("VND", 0, "Dong"),
    money("VUV", 0, "Vatu"),
    money("WST", 2, "Tala"),
    money("XAD", 2, "Arab Accounting Dinar"),
    money("XAF", 0, "CFA Franc BEAC"),
    no_minor_unit("XAG", "Silver"),
    no_minor_unit("XAU", "Gold"),
    no_minor_unit("XBA", "European Composite Unit (EURCO)"),
    no_minor_unit("XBB", "European Monetary Unit (E.M.U.-6)"),
    no_minor_unit("XBC", "European Unit of Account 9 (E.U.A.-9)"),
    no_minor_unit("XBD", "European Unit of Account 17 (E.U.A.-17)"),
    money("XCD", 2, "East Caribbean Dollar"),
    money("XCG", 2, "Caribbean Guilder"),
    no_minor_unit("XDR", "Special Drawing Right"),
    money("XOF", 0, "CFA Franc BCEAO"),
    no_minor_unit("XPD", "Palladium"),
    money("XPF", 0, "CFP Franc"),
    no_minor_unit("XPT", "Platinum"),
    no_minor_unit("XSU", "Sucre"),
    no_minor_unit("XTS", "Reserved for testing"),
    no_minor_unit("XUA", "ADB Unit of Account"),
    no_minor_unit("XXX", "No currency involved"),
    money("YER", 2, "Yemeni Rial"),
    money("ZAR", 2, "Rand"),
    money("ZMW", 2, "Zambian Kwacha"),
    money("ZWG", 2, "Zimbabwe Gold"),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::assert_sorted;

    fn digits(code: &str) -> Option<u8> {
        currency(code).expect(code).digits
    }

    #[test]
    fn codes_are_sorted_unique_and_well_formed() {
        assert_sorted(CURRENCIES, |currency| currency.code);
        for currency in CURRENCIES {
            assert_eq!(currency.code.len(), 3, "{}", currency.code);
            assert!(currency.code.bytes().all(|byte| byte.is_ascii_uppercase()));
            assert!(!currency.name.is_empty());
        }
    }

    #[test]
    fn minor_units_are_those_of_iso_4217() {
        let with = |wanted: Option<u8>| -> Vec<&str> {
            CURRENCIES
                .iter()
                .filter(|currency| currency.digits == wanted)
                .map(|currency| currency.code)
                .collect()
        };
        assert_eq!(
            with(Some(0)),
            [
                "BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "UYI",
                "VND", "VUV", "XAF", "XOF", "XPF"
            ]
        );
        assert_eq!(
            with(Some(3)),
            ["BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"]
        );
        assert_eq!(with(Some(4)), ["CLF", "UYW"]);
        assert_eq!(
            with(None),
            [
                "XAG", "XAU", "XBA", "XBB", "XBC", "XBD", "XDR", "XPD", "XPT", "XSU", "XTS", "XUA",
                "XXX"
            ]
        );
        assert_eq!(digits("EUR"), Some(2));
        assert_eq!(digits("USD"), Some(2));
        assert_eq!(digits("MGA"), Some(2));
    }

    #[test]
    fn withdrawn_currencies_are_unknown() {
        for code in ["DEM", "HRK", "BGN", "ANG", "ZWL", "CUC", "SLL"] {
            assert_eq!(currency(code), None, "{code}");
        }
    }

    #[test]
    fn only_the_tolerant_lookup_forgives() {
        assert_eq!(currency("eur"), None);
        assert_eq!(currency(" EUR"), None);
        assert_eq!(currency_from_text(" eur\n"), currency("EUR"));
        assert_eq!(currency_from_text("€"), None);
        assert_eq!(currency_from_text(""), None);
    }

    #[test]
    fn rounds_half_away_from_zero() {
        let cases = [
            ("EUR", "19.995", "20.00"),
            ("EUR", "-19.995", "-20.00"),
            ("EUR", "19.994999", "19.99"),
            ("EUR", "5", "5"),
            ("JPY", "100.5", "101"),
            ("KWD", "1.2345", "1.235"),
            ("CLF", "0.00005", "0.0001"),
            ("XAU", "1.23456789", "1.23456789"),
        ];
        for (code, amount, wanted) in cases {
            let amount: Decimal = amount.parse().expect("a decimal");
            let rounded = round_to_minor(amount, currency(code).expect(code));
            assert_eq!(rounded.to_string(), wanted, "{amount} {code}");
        }
    }

    #[test]
    fn trailing_zeros_fit_every_currency() {
        let fits = |amount: &str, code: &str| {
            fits_minor(
                amount.parse().expect("a decimal"),
                currency(code).expect(code),
            )
        };
        assert!(fits("19.90", "EUR"));
        assert!(fits("19.9000", "EUR"));
        assert!(!fits("19.905", "EUR"));
        assert!(fits("100.00", "JPY"));
        assert!(!fits("100.5", "JPY"));
        assert!(fits("0.123456", "XAU"));
    }
}
