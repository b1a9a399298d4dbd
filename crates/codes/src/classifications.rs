//! Schemes that goods are classified by, and their versions in names.

/// A scheme that goods are classified by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ClassScheme {
    /// UNSPSC.
    Unspsc,
    /// eCl@ss.
    Eclass,
}

/// How the schemes are called, in lower case; longer names before those that they begin with.
const NAMES: [(&str, ClassScheme); 5] = [
    ("un/spsc", ClassScheme::Unspsc),
    ("unspsc", ClassScheme::Unspsc),
    ("spsc", ClassScheme::Unspsc),
    ("ecl@ss", ClassScheme::Eclass),
    ("eclass", ClassScheme::Eclass),
];

/// The scheme that a name means, and the version that it tells, such as `13.5` of `UNSPSC_V13.5` and `9.1` of `eCl@ss 9.1`.
#[must_use]
pub fn class_scheme(name: &str) -> Option<(ClassScheme, Option<String>)> {
    let name = name.trim().to_ascii_lowercase();
    let (rest, scheme) = NAMES
        .into_iter()
        .find_map(|(known, scheme)| Some((name.strip_prefix(known)?, scheme)))?;
    let version = rest
        .trim_start_matches([' ', '_', '-', ':', '.'])
        .trim_start_matches('v')
        .trim_start_matches([' ', '_', '-', '.'])
        .replace('_', ".");
    if version.is_empty() {
        return rest.is_empty().then_some((scheme, None));
    }
    let is_version = version
        .split('.')
        .all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()));
    is_version.then_some((scheme, Some(version)))
}

/// A code as its scheme writes it: digits without anything between. Nothing where it is no code of the scheme: both have eight digits,
/// UNSPSC ten where it tells the business function too.
#[must_use]
pub fn class_code(scheme: ClassScheme, text: &str) -> Option<String> {
    let digits: String = text
        .chars()
        .filter(|c| !matches!(c, '-' | '.' | ' '))
        .collect();
    let length = digits.len();
    let fits = length == 8 || (scheme == ClassScheme::Unspsc && length == 10);
    (fits && digits.bytes().all(|byte| byte.is_ascii_digit())).then_some(digits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_tell_scheme_and_version() {
        let named = |name: &str| {
            class_scheme(name).map(|(scheme, version)| (scheme, version.unwrap_or_default()))
        };
        for (name, scheme, version) in [
            ("UNSPSC", ClassScheme::Unspsc, ""),
            (" unspsc ", ClassScheme::Unspsc, ""),
            ("SPSC", ClassScheme::Unspsc, ""),
            ("UN/SPSC", ClassScheme::Unspsc, ""),
            ("UNSPSC_V13.5", ClassScheme::Unspsc, "13.5"),
            ("unspsc_v13_5", ClassScheme::Unspsc, "13.5"),
            ("UNSPSC 260801", ClassScheme::Unspsc, "260801"),
            ("eCl@ss", ClassScheme::Eclass, ""),
            ("ECLASS-9.1", ClassScheme::Eclass, "9.1"),
            ("eclass 10.0.1", ClassScheme::Eclass, "10.0.1"),
            ("eCl@ss9.0", ClassScheme::Eclass, "9.0"),
        ] {
            assert_eq!(named(name), Some((scheme, version.to_owned())), "{name}");
        }
        for other in [
            "",
            "CPV",
            "MATGROUP",
            "eclassic",
            "UNSPSC-",
            "UNSPSC v",
            "UNSPSC 1..2",
            "eCl@ss nine",
        ] {
            assert_eq!(named(other), None, "{other}");
        }
    }

    #[test]
    fn codes_are_digits() {
        let code = |scheme, text: &str| class_code(scheme, text).unwrap_or_default();
        assert_eq!(code(ClassScheme::Eclass, "21-04-01-02"), "21040102");
        assert_eq!(code(ClassScheme::Unspsc, " 27111602"), "27111602");
        assert_eq!(code(ClassScheme::Unspsc, "2711160214"), "2711160214");
        for (scheme, text) in [
            (ClassScheme::Eclass, "2711160214"),
            (ClassScheme::Eclass, "21-04"),
            (ClassScheme::Unspsc, "hammers!"),
            (ClassScheme::Unspsc, "２７１１１６０２"),
            (ClassScheme::Unspsc, ""),
        ] {
            assert_eq!(code(scheme, text), "", "{text}");
        }
    }
}
