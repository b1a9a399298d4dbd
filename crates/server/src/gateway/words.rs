//! What the pages for buyers say, in the buyer's language: that of the browser, else that of the session, else English.

use std::sync::LazyLock;

use actix_web::{
    HttpRequest,
    http::header::{AcceptLanguage, Header, Preference, Quality},
};
use punchout::session::Session;
use serde::Deserialize;

/// A page that leads nowhere.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Notice {
    pub title: String,
    pub text: String,
}

/// A page with a button.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Step {
    pub title: String,
    pub text: String,
    pub button: String,
}

/// All that the pages say, in one language.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Words {
    /// BCP 47, as the name of the file.
    #[serde(skip)]
    pub language: &'static str,
    /// With `{reference}`.
    reference: String,
    /// Its title with `{store}`.
    pub opening: Step,
    pub start_over: Notice,
    pub return_over: Notice,
    pub unavailable: Notice,
    pub too_many: Notice,
    pub shop_away: Notice,
    pub visit_over: Notice,
    pub returning: Step,
    pub returning_again: Step,
    pub leaving: Step,
    pub cart_not_arrived: Step,
    pub not_back_yet: Step,
    pub nothing_found: Step,
    pub found: Step,
    /// Title over the reasons that follow.
    pub not_opened: String,
    pub buyer_not_named: String,
    pub buyer_not_known: String,
    pub system_not_let_in: String,
    pub call_not_usable: String,
    /// Title over the two that follow.
    pub for_systems: String,
    pub for_calls: String,
    pub for_posts: String,
}

impl Words {
    /// The title of the page that opens a store.
    pub(super) fn opening(&self, store: &str) -> String {
        self.opening.title.replace("{store}", store)
    }

    /// The line that names the reference.
    pub(super) fn reference(&self, reference: &str) -> String {
        self.reference.replace("{reference}", reference)
    }
}

macro_rules! languages {
    ($($language:literal),*) => {
        [$(($language, include_str!(concat!("../../i18n/", $language, ".json")))),*]
    };
}

/// English first: it is what is said where nothing is known.
static ALL: LazyLock<Vec<Words>> = LazyLock::new(|| {
    let files = languages!("en", "de", "es", "fr", "it", "nl", "pl", "pt");
    let read = |(language, file): (&'static str, &str)| {
        #[expect(
            clippy::expect_used,
            reason = "the files are compiled in, and a test reads each of them"
        )]
        let words: Words = serde_json::from_str(file).expect("texts of pages");
        Words { language, ..words }
    };
    files.into_iter().map(read).collect()
});

fn named(primary: &str) -> Option<&'static Words> {
    ALL.iter()
        .find(|words| words.language.eq_ignore_ascii_case(primary))
}

/// The words for whoever reads a page.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Reader {
    asked: Option<&'static Words>,
}

impl Reader {
    /// Whose browser sent a request: the language that it wants most, of those that there are.
    pub(super) fn of(request: &HttpRequest) -> Self {
        let Ok(AcceptLanguage(mut accepted)) = AcceptLanguage::parse(request) else {
            return Self::default();
        };
        accepted.retain(|language| language.quality > Quality::ZERO);
        let asked =
            AcceptLanguage(accepted)
                .ranked()
                .into_iter()
                .find_map(|language| match language {
                    Preference::Specific(tag) => named(tag.primary_language()),
                    Preference::Any => None,
                });
        Self { asked }
    }

    /// What is said where no session is known.
    pub(super) fn words(self) -> &'static Words {
        self.words_in(None)
    }

    /// What is said to the buyer of a session.
    pub(super) fn words_for(self, session: &Session) -> &'static Words {
        self.words_in(session.locale.as_deref())
    }

    fn words_in(self, locale: Option<&str>) -> &'static Words {
        let primary = locale.and_then(|locale| locale.split(['-', '_']).next());
        #[expect(
            clippy::indexing_slicing,
            reason = "English is the first of a list that is compiled in"
        )]
        self.asked
            .or_else(|| named(primary?))
            .unwrap_or_else(|| &ALL[0])
    }
}

#[cfg(test)]
mod tests {
    use actix_web::test::TestRequest;

    use super::*;

    fn asked(header: &str) -> Reader {
        Reader::of(
            &TestRequest::default()
                .insert_header(("accept-language", header))
                .to_http_request(),
        )
    }

    #[test]
    fn each_language_says_all_with_the_places_for_names() {
        for words in ALL.iter() {
            let language = words.language;
            assert!(
                words.opening("Corner shop").contains("Corner shop"),
                "{language}"
            );
            assert!(words.reference("PG-1").contains("PG-1"), "{language}");
        }
    }

    #[test]
    fn the_browser_comes_before_the_session_and_english_last() {
        for (header, locale, language) in [
            ("", None, "en"),
            ("", Some("de-CH"), "de"),
            ("", Some("pt_BR"), "pt"),
            ("", Some("xx"), "en"),
            ("fr-CA, en;q=0.8", Some("de"), "fr"),
            ("en;q=0.5, it;q=0.9", None, "it"),
            ("ja, nl;q=0.3", None, "nl"),
            ("de;q=0, *", Some("pl"), "pl"),
            ("*", None, "en"),
            (";;,,q=", Some("es"), "es"),
        ] {
            let words = asked(header).words_in(locale);
            assert_eq!(words.language, language, "{header:?} {locale:?}");
        }
        assert_eq!(Reader::default().words().language, "en");
    }
}
