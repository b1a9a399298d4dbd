//! The countries of ISO 3166-1.

use crate::table::find;

/// A country of ISO 3166-1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Country {
    /// The alpha-2 code: two upper-case letters.
    pub code: &'static str,
    /// The English short name.
    pub name: &'static str,
}

const fn named(code: &'static str, name: &'static str) -> Country {
    Country { code, name }
}

/// The country with exactly this alpha-2 code (upper case, no blanks).
///
/// `XK` (Kosovo) is known as well: ISO 3166-1 leaves it to its users, and addresses use it.
#[must_use]
pub fn country(code: &str) -> Option<&'static Country> {
    find(COUNTRIES, code, |country| country.code)
}

/// The country with this alpha-2 code; blanks around it and its case do not matter.
#[must_use]
pub fn country_from_text(text: &str) -> Option<&'static Country> {
    country(&text.trim().to_ascii_uppercase())
}

/// All countries, ordered by code.
#[must_use]
pub fn countries() -> &'static [Country] {
    COUNTRIES
}

static COUNTRIES: &[Country] = &[
    named("AD", "Andorra"),
    named("AE", "United Arab Emirates"),
    named("AF", "Afghanistan"),
    named("AG", "Antigua and Barbuda"),
    named("AI", "Anguilla"),
    named("AL", "Albania"),
    named("AM", "Armenia"),
    named("AO", "Angola"),
    named("AQ", "Antarctica"),
    named("AR", "Argentina"),
    named("AS", "American Samoa"),
    named("AT", "Austria"),
    named("AU", "Australia"),
    named("AW", "Aruba"),
    named("AX", "Åland Islands"),
    named("AZ", "Azerbaijan"),
    named("BA", "Bosnia and Herzegovina"),
    named("BB", "Barbados"),
    named("BD", "Bangladesh"),
    named("BE", "Belgium"),
    named("BF", "Burkina Faso"),
    named("BG", "Bulgaria"),
    named("BH", "Bahrain"),
    named("BI", "Burundi"),
    named("BJ", "Benin"),
    named("BL", "Saint Barthélemy"),
    named("BM", "Bermuda"),
    named("BN", "Brunei Darussalam"),
    named("BO", "Bolivia"),
    named("BQ", "Bonaire, Sint Eustatius and Saba"),
    named("BR", "Brazil"),
    named("BS", "Bahamas"),
    named("BT", "Bhutan"),
    named("BV", "Bouvet Island"),
    named("BW", "Botswana"),
    named("BY", "Belarus"),
    named("BZ", "Belize"),
    named("CA", "Canada"),
    named("CC", "Cocos (Keeling) Islands"),
    named("CD", "Congo (Democratic Republic)"),
    named("CF", "Central African Republic"),
    named("CG", "Congo"),
    named("CH", "Switzerland"),
    named("CI", "Côte d'Ivoire"),
    named("CK", "Cook Islands"),
    named("CL", "Chile"),
    named("CM", "Cameroon"),
    named("CN", "China"),
    named("CO", "Colombia"),
    named("CR", "Costa Rica"),
    named("CU", "Cuba"),
    named("CV", "Cabo Verde"),
    named("CW", "Curaçao"),
    named("CX", "Christmas Island"),
    named("CY", "Cyprus"),
    named("CZ", "Czechia"),
    named("DE", "Germany"),
    named("DJ", "Djibouti"),
    named("DK", "Denmark"),
    named("DM", "Dominica"),
    named("DO", "Dominican Republic"),
    named("DZ", "Algeria"),
    named("EC", "Ecuador"),
    named("EE", "Estonia"),
    named("EG", "Egypt"),
    named("EH", "Western Sahara"),
    named("ER", "Eritrea"),
    named("ES", "Spain"),
    named("ET", "Ethiopia"),
    named("FI", "Finland"),
    named("FJ", "Fiji"),
    named("FK", "Falkland Islands (Malvinas)"),
    named("FM", "Micronesia"),
    named("FO", "Faroe Islands"),
    named("FR", "France"),
    named("GA", "Gabon"),
    named("GB", "United Kingdom"),
    named("GD", "Grenada"),
    named("GE", "Georgia"),
    named("GF", "French Guiana"),
    named("GG", "Guernsey"),
    named("GH", "Ghana"),
    named("GI", "Gibraltar"),
    named("GL", "Greenland"),
    named("GM", "Gambia"),
    named("GN", "Guinea"),
    named("GP", "Guadeloupe"),
    named("GQ", "Equatorial Guinea"),
    named("GR", "Greece"),
    named("GS", "South Georgia and the South Sandwich Islands"),
    named("GT", "Guatemala"),
    named("GU", "Guam"),
    named("GW", "Guinea-Bissau"),
    named("GY", "Guyana"),
    named("HK", "Hong Kong"),
    named("HM", "Heard Island and McDonald Islands"),
    named("HN", "Honduras"),
    named("HR", "Croatia"),
    named("HT", "Haiti"),
    named("HU", "Hungary"),
    named("ID", "Indonesia"),
    named("IE", "Ireland"),
    named("IL", "Israel"),
    named("IM", "Isle of Man"),
    named("IN", "India"),
    named("IO", "British Indian Ocean Territory"),
    named("IQ", "Iraq"),
    named("IR", "Iran"),
    named("IS", "Iceland"),
    named("IT", "Italy"),
    named("JE", "Jersey"),
    named("JM", "Jamaica"),
    named("JO", "Jordan"),
    named("JP", "Japan"),
    named("KE", "Kenya"),
    named("KG", "Kyrgyzstan"),
    named("KH", "Cambodia"),
    named("KI", "Kiribati"),
    named("KM", "Comoros"),
    named("KN", "Saint Kitts and Nevis"),
    named("KP", "North Korea"),
    named("KR", "South Korea"),
    named("KW", "Kuwait"),
    named("KY", "Cayman Islands"),
    named("KZ", "Kazakhstan"),
    named("LA", "Laos"),
    named("LB", "Lebanon"),
    named("LC", "Saint Lucia"),
    named("LI", "Liechtenstein"),
    named("LK", "Sri Lanka"),
    named("LR", "Liberia"),
    named("LS", "Lesotho"),
    named("LT", "Lithuania"),
    named("LU", "Luxembourg"),
    named("LV", "Latvia"),
    named("LY", "Libya"),
    named("MA", "Morocco"),
    named("MC", "Monaco"),
    named("MD", "Moldova"),
    named("ME", "Montenegro"),
    named("MF", "Saint Martin (French part)"),
    named("MG", "Madagascar"),
    named("MH", "Marshall Islands"),
    named("MK", "North Macedonia"),
    named("ML", "Mali"),
    named("MM", "Myanmar"),
    named("MN", "Mongolia"),
    named("MO", "Macao"),
    named("MP", "Northern Mariana Islands"),
    named("MQ", "Martinique"),
    named("MR", "Mauritania"),
    named("MS", "Montserrat"),
    named("MT", "Malta"),
    named("MU", "Mauritius"),
    named("MV", "Maldives"),
    named("MW", "Malawi"),
    named("MX", "Mexico"),
    named("MY", "Malaysia"),
    named("MZ", "Mozambique"),
    named("NA", "Namibia"),
    named("NC", "New Caledonia"),
    named("NE", "Niger"),
    named("NF", "Norfolk Island"),
    named("NG", "Nigeria"),
    named("NI", "Nicaragua"),
    named("NL", "Netherlands"),
    named("NO", "Norway"),
    named("NP", "Nepal"),
    named("NR", "Nauru"),
    named("NU", "Niue"),
    named("NZ", "New Zealand"),
    named("OM", "Oman"),
    named("PA", "Panama"),
    named("PE", "Peru"),
    named("PF", "French Polynesia"),
    named("PG", "Papua New Guinea"),
    named("PH", "Philippines"),
    named("PK", "Pakistan"),
    named("PL", "Poland"),
    named("PM", "Saint Pierre and Miquelon"),
    named("PN", "Pitcairn"),
    named("PR", "Puerto Rico"),
    named("PS", "Palestine"),
    named("PT", "Portugal"),
    named("PW", "Palau"),
    named("PY", "Paraguay"),
    named("QA", "Qatar"),
    named("RE", "Réunion"),
    named("RO", "Romania"),
    named("RS", "Serbia"),
    named("RU", "Russian Federation"),
    named("RW", "Rwanda"),
    named("SA", "Saudi Arabia"),
    named("SB", "Solomon Islands"),
    named("SC", "Seychelles"),
    named("SD", "Sudan"),
    named("SE", "Sweden"),
    named("SG", "Singapore"),
    named("SH", "Saint Helena, Ascension and Tristan da Cunha"),
    named("SI", "Slovenia"),
    named("SJ", "Svalbard and Jan Mayen"),
    named("SK", "Slovakia"),
    named("SL", "Sierra Leone"),
    named("SM", "San Marino"),
    named("SN", "Senegal"),
    named("SO", "Somalia"),
    named("SR", "Suriname"),
    named("SS", "South Sudan"),
    named("ST", "Sao Tome and Principe"),
    named("SV", "El Salvador"),
    named("SX", "Sint Maarten (Dutch part)"),
    named("SY", "Syria"),
    named("SZ", "Eswatini"),
    named("TC", "Turks and Caicos Islands"),
    named("TD", "Chad"),
    named("TF", "French Southern Territories"),
    named("TG", "Togo"),
    named("TH", "Thailand"),
    named("TJ", "Tajikistan"),
    named("TK", "Tokelau"),
    named("TL", "Timor-Leste"),
    named("TM", "Turkmenistan"),
    named("TN", "Tunisia"),
    named("TO", "Tonga"),
    named("TR", "Türkiye"),
    named("TT", "Trinidad and Tobago"),
    named("TV", "Tuvalu"),
    named("TW", "Taiwan"),
    named("TZ", "Tanzania"),
    named("UA", "Ukraine"),
    named("UG", "Uganda"),
    named("UM", "United States Minor Outlying Islands"),
    named("US", "United States"),
    named("UY", "Uruguay"),
    named("UZ", "Uzbekistan"),
    named("VA", "Holy See"),
    named("VC", "Saint Vincent and the Grenadines"),
    named("VE", "Venezuela"),
    named("VG", "Virgin Islands (British)"),
    named("VI", "Virgin Islands (U.S.)"),
    named("VN", "Vietnam"),
    named("VU", "Vanuatu"),
    named("WF", "Wallis and Futuna"),
    named("WS", "Samoa"),
    named("XK", "Kosovo"),
    named("YE", "Yemen"),
    named("YT", "Mayotte"),
    named("ZA", "South Africa"),
    named("ZM", "Zambia"),
    named("ZW", "Zimbabwe"),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::assert_sorted;

    #[test]
    fn codes_are_sorted_unique_and_well_formed() {
        assert_sorted(COUNTRIES, |country| country.code);
        for country in COUNTRIES {
            assert_eq!(country.code.len(), 2, "{}", country.code);
            assert!(country.code.bytes().all(|byte| byte.is_ascii_uppercase()));
            assert!(!country.name.is_empty());
        }
    }

    #[test]
    fn all_249_of_iso_3166_1_and_kosovo() {
        assert_eq!(COUNTRIES.len(), 250);
        assert_eq!(country("DE").map(|country| country.name), Some("Germany"));
        assert_eq!(
            country("US").map(|country| country.name),
            Some("United States")
        );
        assert_eq!(
            country("GB").map(|country| country.name),
            Some("United Kingdom")
        );
        assert_eq!(country("XK").map(|country| country.name), Some("Kosovo"));
    }

    #[test]
    fn codes_that_are_not_of_iso_3166_1_are_unknown() {
        for code in ["UK", "EU", "AN", "DEU", "de", ""] {
            assert_eq!(country(code), None, "{code}");
        }
        assert_eq!(country_from_text(" de "), country("DE"));
    }
}
