//! The one connection that a caller opens, of those that could be meant.

use crate::{
    named_error::ErrorCode,
    setup::{Candidate, Refusal},
    store::Store,
};

/// Finds the one connection that is opened. `examine` says how far a candidate gets; `what` is what opens, for the refusal where several
/// connections are opened ("The credentials open"); `unknown` is the refusal where nobody is meant.
///
/// # Errors
///
/// The refusal that is nearest to success.
pub(super) fn only_one<'a: 'c, 'c>(
    meant: impl Iterator<Item = &'c Candidate<'a>>,
    examine: impl Fn(&Candidate<'a>) -> Result<(), (usize, Refusal)>,
    what: &str,
    unknown: impl FnOnce() -> Refusal,
) -> Result<Candidate<'a>, Refusal> {
    let mut granted: Option<Candidate<'a>> = None;
    let mut nearest: Option<(usize, Refusal)> = None;
    for candidate in meant {
        match examine(candidate) {
            Ok(()) => match granted {
                Some(other) if other.connection.id != candidate.connection.id => {
                    return Err(Refusal::new(
                        ErrorCode::AmbiguousSender,
                        format!(
                            "{what} the connections “{}” and “{}”.",
                            other.connection.name, candidate.connection.name
                        ),
                    ));
                }
                Some(_) => {}
                None => granted = Some(*candidate),
            },
            Err((progress, refusal)) => {
                if nearest.as_ref().is_none_or(|(best, _)| progress > *best) {
                    nearest = Some((progress, refusal.of(candidate.connection)));
                }
            }
        }
    }
    granted.ok_or_else(|| nearest.map_or_else(unknown, |(_, refusal)| refusal))
}

/// Whether a candidate whose proof is good leads anywhere. `progress` is how far it has got.
///
/// # Errors
///
/// That the connection is not active, which is as far as it has got, or the store not enabled, which is one further.
pub(super) fn check_open(
    candidate: &Candidate<'_>,
    store: &Store,
    progress: usize,
) -> Result<(), (usize, Refusal)> {
    let connection = candidate.connection;
    if !connection.active {
        let text = format!("The connection “{}” is not active.", connection.name);
        let refusal = Refusal::new(ErrorCode::ConnectionInactive, text);
        return Err((progress, refusal));
    }
    if !store.enabled {
        let text = format!("The store “{}” is not enabled.", store.name);
        let refusal = Refusal::new(ErrorCode::StoreDisabled, text);
        return Err((progress + 1, refusal));
    }
    Ok(())
}
