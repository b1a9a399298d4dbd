//! SAP's own units (table T006) and their counterparts in Recommendations 20 and 21.

use crate::table::find;

/// A unit as SAP systems name it: the internal code, or the one their German or English screens show.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SapUnit {
    /// The code in SAP, at most three characters, such as `ST` or `KAR`.
    pub code: &'static str,
    /// The code that SAP's delivered settings (or the plain meaning) give for it in Recommendation 20 or 21.
    pub iso: &'static str,
    /// The English name.
    pub name: &'static str,
}

const fn sap(code: &'static str, iso: &'static str, name: &'static str) -> SapUnit {
    SapUnit { code, iso, name }
}

/// The SAP unit with exactly this code (upper case, no blanks).
#[must_use]
pub fn sap_unit(code: &str) -> Option<&'static SapUnit> {
    find(SAP_UNITS, code, |unit| unit.code)
}

/// The code to use in place of a SAP unit, as in `ST` to `PCE`. Every answer is known to [`unit`](crate::unit).
#[must_use]
pub fn sap_to_iso(code: &str) -> Option<&'static str> {
    sap_unit(code).map(|unit| unit.iso)
}

/// The SAP unit to use in place of a code of Recommendation 20 or 21 (or an old one), as in `PCE` to `ST`.
///
/// SAP systems can be customised, so this is a default that a connection's own table must be able to overrule.
#[must_use]
pub fn iso_to_sap(code: &str) -> Option<&'static str> {
    find(ISO_TO_SAP, code, |(iso, _)| iso).map(|(_, sap)| *sap)
}

static SAP_UNITS: &[SapUnit] = &[
    sap("\"", "INH", "inch"),
    sap("\"2", "INK", "square inch"),
    sap("\"3", "INQ", "cubic inch"),
    sap("%", "P1", "per cent"),
    sap("%O", "NX", "per mille"),
    sap("1", "C62", "one"),
    sap("2M", "2M", "centimetre per second"),
    sap("2X", "2X", "metre per minute"),
    sap("4G", "4G", "microlitre"),
    sap("4O", "4O", "microfarad"),
    sap("4T", "4T", "picofarad"),
    sap("A", "AMP", "ampere"),
    sap("A87", "A87", "gigaohm"),
    sap("A93", "A93", "gram per cubic metre"),
    sap("ACR", "ACR", "acre"),
    sap("AU", "C62", "activity unit"),
    sap("B34", "B34", "kilogram per cubic decimetre"),
    sap("B45", "B45", "kilomole"),
    sap("B47", "B47", "kilonewton"),
    sap("B73", "B73", "meganewton"),
    sap("B75", "B75", "megaohm"),
    sap("B78", "B78", "megavolt"),
    sap("B84", "B84", "microampere"),
    sap("BAG", "BG", "bag"),
    sap("BAR", "BAR", "bar"),
    sap("BOT", "BO", "bottle"),
    sap("BOX", "BX", "box"),
    sap("BT", "BO", "bottle"),
    sap("BX", "BX", "box"),
    sap("C10", "C10", "millifarad"),
    sap("C36", "C36", "mole per cubic metre"),
    sap("C38", "C38", "mole per litre"),
    sap("C39", "C39", "nanoampere"),
    sap("C41", "C41", "nanofarad"),
    sap("C56", "C56", "newton per square millimetre"),
    sap("CAN", "CI", "canister"),
    sap("CAR", "CT", "carton"),
    sap("CCM", "CMQ", "cubic centimetre"),
    sap("CD", "CDL", "candela"),
    sap("CDM", "DMQ", "cubic decimetre"),
    sap("CL", "CLT", "centilitre"),
    sap("CM", "CMT", "centimetre"),
    sap("CM2", "CMK", "square centimetre"),
    sap("CM3", "CMQ", "cubic centimetre"),
    sap("CRT", "CR", "crate"),
    sap("CS", "CS", "case"),
    sap("CT", "CT", "carton"),
    sap("CTL", "CLT", "centilitre"),
    sap("D10", "D10", "siemens per metre"),
    sap("D41", "D41", "tonne per cubic metre"),
    sap("D46", "D46", "volt-ampere"),
    sap("DAY", "DAY", "day"),
    sap("DEG", "DD", "degree"),
    sap("DM", "DMT", "decimetre"),
    sap("DR", "DR", "drum"),
    sap("DZ", "DZN", "dozen"),
    sap("EA", "EA", "each"),
    sap("FA", "FAH", "degree Fahrenheit"),
    sap("FAR", "FAR", "farad"),
    sap("FLA", "BO", "bottle"),
    sap("FOZ", "OZA", "fluid ounce (US)"),
    sap("FT", "FOT", "foot"),
    sap("FT2", "FTK", "square foot"),
    sap("FT3", "FTQ", "cubic foot"),
    sap("G", "GRM", "gram"),
    sap("GAL", "GLL", "gallon (US)"),
    sap("GC", "CEL", "degree Celsius"),
    sap("GJ", "GV", "gigajoule"),
    sap("GLI", "GLI", "gallon (UK)"),
    sap("GM2", "GM", "gram per square metre"),
    sap("GRO", "GRO", "gross"),
    sap("GW", "A90", "gigawatt"),
    sap("H", "HUR", "hour"),
    sap("HA", "HAR", "hectare"),
    sap("HL", "HLT", "hectolitre"),
    sap("HPA", "A97", "hectopascal"),
    sap("HR", "HUR", "hour"),
    sap("HZ", "HTZ", "hertz"),
    sap("IN", "INH", "inch"),
    sap("IN2", "INK", "square inch"),
    sap("IN3", "INQ", "cubic inch"),
    sap("J", "JOU", "joule"),
    sap("JHR", "ANN", "year"),
    sap("K", "KEL", "kelvin"),
    sap("KA", "B22", "kiloampere"),
    sap("KAN", "CI", "canister"),
    sap("KAR", "CT", "carton"),
    sap("KG", "KGM", "kilogram"),
    sap("KGS", "KGS", "kilogram per second"),
    sap("KGV", "KMQ", "kilogram per cubic metre"),
    sap("KHZ", "KHZ", "kilohertz"),
    sap("KI", "CR", "crate"),
    sap("KIS", "CR", "crate"),
    sap("KJ", "KJO", "kilojoule"),
    sap("KM", "KMT", "kilometre"),
    sap("KM2", "KMK", "square kilometre"),
    sap("KMH", "KMH", "kilometre per hour"),
    sap("KOH", "B49", "kiloohm"),
    sap("KPA", "KPA", "kilopascal"),
    sap("KV", "KVT", "kilovolt"),
    sap("KVA", "KVA", "kilovolt-ampere"),
    sap("KW", "KWT", "kilowatt"),
    sap("KWH", "KWH", "kilowatt hour"),
    sap("L", "LTR", "litre"),
    sap("LB", "LBR", "pound"),
    sap("LE", "C62", "activity unit"),
    sap("M", "MTR", "metre"),
    sap("M/S", "MTS", "metre per second"),
    sap("M2", "MTK", "square metre"),
    sap("M3", "MTQ", "cubic metre"),
    sap("M3H", "MQH", "cubic metre per hour"),
    sap("M3S", "MQS", "cubic metre per second"),
    sap("MA", "4K", "milliampere"),
    sap("MBA", "MBR", "millibar"),
    sap("MEJ", "3B", "megajoule"),
    sap("MG", "MGM", "milligram"),
    sap("MGW", "MAW", "megawatt"),
    sap("MHZ", "MHZ", "megahertz"),
    sap("MI", "SMI", "mile"),
    sap("MI2", "MIK", "square mile"),
    sap("MIN", "MIN", "minute"),
    sap("MIS", "B98", "microsecond"),
    sap("ML", "MLT", "millilitre"),
    sap("MM", "MMT", "millimetre"),
    sap("MM2", "MMK", "square millimetre"),
    sap("MM3", "MMQ", "cubic millimetre"),
    sap("MMO", "C18", "millimole"),
    sap("MOL", "C34", "mole"),
    sap("MON", "MON", "month"),
    sap("MPA", "MPA", "megapascal"),
    sap("MS2", "MSK", "metre per second squared"),
    sap("MSE", "C26", "millisecond"),
    sap("MV", "2Z", "millivolt"),
    sap("MVA", "MVA", "megavolt-ampere"),
    sap("MW", "C31", "milliwatt"),
    sap("MWH", "MWH", "megawatt hour"),
    sap("N", "NEW", "newton"),
    sap("NAM", "C45", "nanometre"),
    sap("NS", "C47", "nanosecond"),
    sap("OHM", "OHM", "ohm"),
    sap("OZ", "ONZ", "ounce"),
    sap("OZA", "OZA", "fluid ounce (US)"),
    sap("PA", "PAL", "pascal"),
    sap("PAA", "PR", "pair"),
    sap("PAC", "PK", "pack"),
    sap("PAK", "PK", "pack"),
    sap("PAL", "PF", "pallet"),
    sap("PC", "PCE", "piece"),
    sap("PPM", "59", "part per million"),
    sap("PRS", "IE", "person"),
    sap("PS", "H70", "picosecond"),
    sap("PT", "PTL", "pint (US)"),
    sap("QT", "QTL", "quart (US)"),
    sap("ROL", "RO", "roll"),
    sap("S", "SEC", "second"),
    sap("SET", "SET", "set"),
    sap("ST", "PCE", "piece"),
    sap("STD", "HUR", "hour"),
    sap("T", "TNE", "tonne"),
    sap("TAG", "DAY", "day"),
    sap("TH", "MIL", "thousand"),
    sap("TO", "TNE", "tonne"),
    sap("TON", "STN", "ton (US)"),
    sap("TS", "MIL", "thousand"),
    sap("V", "VLT", "volt"),
    sap("W", "WTT", "watt"),
    sap("WCH", "WEE", "week"),
    sap("WK", "WEE", "week"),
    sap("YD", "YRD", "yard"),
    sap("YD2", "YDK", "square yard"),
    sap("YD3", "YDQ", "cubic yard"),
    sap("YR", "ANN", "year"),
];

/// Not the mirror of [`SAP_UNITS`]: several SAP units share a code, and several codes mean SAP's `ST`.
static ISO_TO_SAP: &[(&str, &str)] = &[
    ("2M", "2M"),
    ("2X", "2X"),
    ("2Z", "MV"),
    ("3B", "MEJ"),
    ("4G", "4G"),
    ("4K", "MA"),
    ("4O", "4O"),
    ("4T", "4T"),
    ("59", "PPM"),
    ("A87", "A87"),
    ("A90", "GW"),
    ("A93", "A93"),
    ("A97", "HPA"),
    ("ACR", "ACR"),
    ("AMP", "A"),
    ("ANN", "JHR"),
    ("B22", "KA"),
    ("B34", "B34"),
    ("B45", "B45"),
    ("B47", "B47"),
    ("B49", "KOH"),
    ("B73", "B73"),
    ("B75", "B75"),
    ("B78", "B78"),
    ("B84", "B84"),
    ("B98", "MIS"),
    ("BAR", "BAR"),
    ("BG", "BAG"),
    ("BO", "FLA"),
    ("BT", "FLA"),
    ("BX", "BX"),
    ("C10", "C10"),
    ("C18", "MMO"),
    ("C26", "MSE"),
    ("C31", "MW"),
    ("C34", "MOL"),
    ("C36", "C36"),
    ("C38", "C38"),
    ("C39", "C39"),
    ("C41", "C41"),
    ("C45", "NAM"),
    ("C47", "NS"),
    ("C56", "C56"),
    ("C62", "ST"),
    ("CA", "CS"),
    ("CDL", "CD"),
    ("CEL", "GC"),
    ("CI", "KAN"),
    ("CLT", "CTL"),
    ("CM", "CM"),
    ("CMK", "CM2"),
    ("CMQ", "CCM"),
    ("CMT", "CM"),
    ("CR", "KI"),
    ("CS", "CS"),
    ("CT", "KAR"),
    ("D10", "D10"),
    ("D41", "D41"),
    ("D46", "D46"),
    ("D97", "PAL"),
    ("DA", "TAG"),
    ("DAY", "TAG"),
    ("DD", "DEG"),
    ("DMQ", "CDM"),
    ("DMT", "DM"),
    ("DR", "DR"),
    ("DZ", "DZ"),
    ("DZN", "DZ"),
    ("EA", "EA"),
    ("FAH", "FA"),
    ("FAR", "FAR"),
    ("FOT", "FT"),
    ("FT", "FT"),
    ("FTK", "FT2"),
    ("FTQ", "FT3"),
    ("GA", "GAL"),
    ("GLI", "GLI"),
    ("GLL", "GAL"),
    ("GM", "GM2"),
    ("GR", "G"),
    ("GRM", "G"),
    ("GRO", "GRO"),
    ("GV", "GJ"),
    ("H18", "HA"),
    ("H70", "PS"),
    ("H87", "ST"),
    ("HAR", "HA"),
    ("HLT", "HL"),
    ("HR", "STD"),
    ("HTZ", "HZ"),
    ("HUR", "STD"),
    ("IE", "PRS"),
    ("IN", "\""),
    ("INH", "\""),
    ("INK", "\"2"),
    ("INQ", "\"3"),
    ("JOU", "J"),
    ("KEL", "K"),
    ("KG", "KG"),
    ("KGM", "KG"),
    ("KGS", "KGS"),
    ("KHZ", "KHZ"),
    ("KJO", "KJ"),
    ("KMH", "KMH"),
    ("KMK", "KM2"),
    ("KMQ", "KGV"),
    ("KMT", "KM"),
    ("KPA", "KPA"),
    ("KVA", "KVA"),
    ("KVT", "KV"),
    ("KWH", "KWH"),
    ("KWT", "KW"),
    ("LB", "LB"),
    ("LBR", "LB"),
    ("LTR", "L"),
    ("MAW", "MGW"),
    ("MBR", "MBA"),
    ("ME", "MG"),
    ("MGM", "MG"),
    ("MHZ", "MHZ"),
    ("MIK", "MI2"),
    ("MIL", "TS"),
    ("MIN", "MIN"),
    ("ML", "ML"),
    ("MLT", "ML"),
    ("MM", "MM"),
    ("MMK", "MM2"),
    ("MMQ", "MM3"),
    ("MMT", "MM"),
    ("MO", "MON"),
    ("MON", "MON"),
    ("MPA", "MPA"),
    ("MQH", "M3H"),
    ("MQS", "M3S"),
    ("MR", "M"),
    ("MSK", "MS2"),
    ("MTK", "M2"),
    ("MTQ", "M3"),
    ("MTR", "M"),
    ("MTS", "M/S"),
    ("MVA", "MVA"),
    ("MWH", "MWH"),
    ("NEW", "N"),
    ("NPR", "PAA"),
    ("NRL", "ROL"),
    ("NX", "%O"),
    ("OHM", "OHM"),
    ("ONZ", "OZ"),
    ("OZ", "OZ"),
    ("OZA", "OZA"),
    ("P1", "%"),
    ("PA", "PAK"),
    ("PAL", "PA"),
    ("PC", "ST"),
    ("PCE", "ST"),
    ("PF", "PAL"),
    ("PK", "PAK"),
    ("PR", "PAA"),
    ("PTL", "PT"),
    ("PX", "PAL"),
    ("QT", "QT"),
    ("QTL", "QT"),
    ("RO", "ROL"),
    ("SEC", "S"),
    ("SET", "SET"),
    ("SF", "FT2"),
    ("SMI", "MI"),
    ("STN", "TON"),
    ("SY", "YD2"),
    ("TH", "TS"),
    ("TNE", "TO"),
    ("VLT", "V"),
    ("WEE", "WCH"),
    ("WK", "WCH"),
    ("WTT", "W"),
    ("YD", "YD"),
    ("YDK", "YD2"),
    ("YDQ", "YD3"),
    ("YR", "JHR"),
    ("YRD", "YD"),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::assert_sorted;
    use crate::units::unit;

    #[test]
    fn both_tables_are_sorted_and_unique() {
        assert_sorted(SAP_UNITS, |unit| unit.code);
        assert_sorted(ISO_TO_SAP, |(iso, _)| iso);
    }

    #[test]
    fn both_tables_name_known_units() {
        for sap in SAP_UNITS {
            assert!(sap.code.chars().count() <= 3, "{}", sap.code);
            assert!(
                unit(sap.iso).is_some(),
                "{} names unknown {}",
                sap.code,
                sap.iso
            );
            assert!(
                iso_to_sap(sap.iso).is_some(),
                "no way back from {}",
                sap.iso
            );
        }
        for (iso, sap) in ISO_TO_SAP {
            assert!(unit(iso).is_some(), "{iso}");
            assert!(sap_unit(sap).is_some(), "{iso} names unknown {sap}");
        }
    }

    #[test]
    fn there_and_back_again_changes_the_code_only_for_synonyms() {
        let todays = |code| unit(code).and_then(|unit| unit.replaced_by).unwrap_or(code);
        for (iso, sap) in ISO_TO_SAP {
            let back = sap_to_iso(sap).expect(sap);
            let synonym = [("C62", "PCE"), ("PA", "PK")].contains(&(iso, back));
            assert!(
                todays(iso) == todays(back) || synonym,
                "{iso} -> {sap} -> {back}"
            );
        }
    }

    #[test]
    fn facts_of_the_delivered_settings() {
        for (sap, iso) in [
            ("ST", "PCE"),
            ("EA", "EA"),
            ("KAR", "CT"),
            ("PAK", "PK"),
            ("PAL", "PF"),
            ("ROL", "RO"),
            ("KG", "KGM"),
            ("TO", "TNE"),
            ("M", "MTR"),
            ("M2", "MTK"),
            ("M3", "MTQ"),
            ("L", "LTR"),
            ("STD", "HUR"),
            ("TAG", "DAY"),
            ("\"", "INH"),
        ] {
            assert_eq!(sap_to_iso(sap), Some(iso), "{sap}");
            assert_eq!(iso_to_sap(iso), Some(sap), "{iso}");
        }
        for piece in ["PCE", "C62", "H87"] {
            assert_eq!(iso_to_sap(piece), Some("ST"));
        }
    }

    #[test]
    fn unknown_codes_have_no_counterpart() {
        assert_eq!(sap_to_iso("st"), None);
        assert_eq!(sap_to_iso("QQQ"), None);
        assert_eq!(iso_to_sap("QQQ"), None);
    }
}
