//! The name of a call that creates something, so that its repetition does nothing more.

/// Remembers the name of the last attempt: who presses "save" again after an answer was lost must not create a second one.
#[derive(Debug, Default)]
pub(crate) struct Once {
    last: Option<(String, String)>,
}

impl Once {
    /// The key for a body: that of the last attempt where the body is the same, else a new one.
    pub(crate) fn key(&mut self, body: &str, new: impl FnOnce() -> String) -> String {
        match &self.last {
            Some((last, key)) if last == body => key.clone(),
            _ => {
                let key = new();
                self.last = Some((body.to_owned(), key.clone()));
                key
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_attempt_and_its_repetition_have_one_name_and_another_body_has_another() {
        let mut once = Once::default();
        assert_eq!(once.key("a", || "1".to_owned()), "1");
        assert_eq!(once.key("a", || "2".to_owned()), "1");
        assert_eq!(once.key("b", || "3".to_owned()), "3");
    }
}
