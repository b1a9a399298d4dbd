//! What a gateway answers to a setup request.

use cxml::{Body, ReadOptions, ResponsePayload};

/// The answer to a setup request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// The session is open: the buyer's browser goes to this URL.
    StartPage(String),
    /// It was refused.
    Refused {
        /// `Status/@code`.
        code: u16,
        /// `Status/@text` and the text within.
        text: String,
    },
    /// It is no answer in cXML; why, in a sentence.
    Unreadable(String),
}

/// Reads the answer to a setup request.
#[must_use]
pub fn read_answer(bytes: &[u8]) -> Answer {
    let document = match cxml::read(bytes, &ReadOptions::default()) {
        Ok(document) => document,
        Err(error) => return Answer::Unreadable(error.to_string()),
    };
    let Body::Response(response) = document.body else {
        return Answer::Unreadable("The document is no Response.".to_owned());
    };
    let code = response.status_code.unwrap_or_default();
    match response.payload {
        ResponsePayload::PunchOutSetup(Some(url)) if (200..300).contains(&code) => {
            Answer::StartPage(url)
        }
        _ => {
            let text = response.status_text.unwrap_or_default();
            let parts = [text, response.status_detail];
            let told: Vec<_> = parts.iter().filter(|part| !part.is_empty()).collect();
            Answer::Refused {
                code,
                text: told
                    .into_iter()
                    .map(String::as_str)
                    .collect::<Vec<_>>()
                    .join(": "),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use cxml::{OutBody, OutDocument, Version, WriteOptions};

    use super::*;

    fn answer(body: OutBody) -> Answer {
        let document = OutDocument {
            payload_id: "1@gateway".to_owned(),
            timestamp: 0,
            lang: None,
            body,
        };
        let options = WriteOptions {
            version: Version::V1_2_014,
            ascii: false,
        };
        read_answer(&cxml::write(&document, &options))
    }

    #[test]
    fn answers_are_told_apart() {
        let start_page = "https://gateway.example/start?a=1&b=2".to_owned();
        let granted = answer(OutBody::SetupResponse {
            start_page: start_page.clone(),
        });
        assert_eq!(granted, Answer::StartPage(start_page));
        let refused = answer(OutBody::Status {
            code: 401,
            detail: "No.".to_owned(),
        });
        let text = "Unauthorized: No.".to_owned();
        assert_eq!(refused, Answer::Refused { code: 401, text });
        assert!(matches!(read_answer(b"<html>"), Answer::Unreadable(_)));
    }
}
