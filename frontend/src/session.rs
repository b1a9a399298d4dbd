//! Who is signed in, for all pages.

use std::rc::Rc;

use api_types::api_key::Scope;
use api_types::auth::{LoginRequest, Me};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::api::client::SessionNotice;
use crate::api::{Client, Failure, auth};
use crate::{browser, settings};

/// Remembers that there is a refresh cookie, which no script can see. Without it, no call is made in vain when the console starts.
const SIGNED_IN_BEFORE: &str = "punchgate.signed_in";

/// Where the person stands.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum SessionState {
    /// It is being found out.
    Starting,
    /// It cannot be found out.
    Unknown(Failure),
    /// Not signed in.
    SignedOut {
        /// Whether it was the session's end that led here.
        expired: bool,
    },
    /// Signed in, but the first password must be changed.
    PasswordChange,
    /// Signed in.
    SignedIn(Me),
    /// The session has ended while pages were open: they stay as they are, so that nothing typed is lost, until the person signs in again.
    Expired(Me),
}

/// What happens to the session.
pub(crate) enum Change {
    /// It stands like this now.
    Set(SessionState),
    /// It is over.
    Ended,
}

impl Reducible for SessionState {
    type Action = Change;

    fn reduce(self: Rc<Self>, change: Change) -> Rc<Self> {
        Rc::new(match (change, &*self) {
            (Change::Set(state), _) => state,
            (Change::Ended, Self::SignedIn(me) | Self::Expired(me)) => Self::Expired(me.clone()),
            (Change::Ended, _) => Self::SignedOut { expired: true },
        })
    }
}

/// The person's session and what can be done with it.
#[derive(Clone, PartialEq)]
pub(crate) struct Session {
    /// Where the person stands.
    pub(crate) state: SessionState,
    /// The API client.
    pub(crate) client: Client,
    changes: UseReducerDispatcher<SessionState>,
}

impl Session {
    /// Who is signed in.
    pub(crate) fn me(&self) -> Option<&Me> {
        match &self.state {
            SessionState::SignedIn(me) | SessionState::Expired(me) => Some(me),
            _ => None,
        }
    }

    /// Whether who is signed in may do this.
    pub(crate) fn may(&self, scope: Scope) -> bool {
        self.me()
            .is_some_and(|me| me.scopes.iter().any(|held| held.includes(scope)))
    }

    fn set(&self, state: SessionState) {
        self.changes.dispatch(Change::Set(state));
    }

    /// Finds out who is signed in.
    pub(crate) async fn start(&self) {
        if browser::stored(SIGNED_IN_BEFORE).is_none() {
            self.set(SessionState::SignedOut { expired: false });
            return;
        }
        match self.client.renew().await {
            Ok(password_change_required) => self.signed_in(password_change_required).await,
            Err(failure @ Failure::Refused { .. }) if failure.status() == Some(401) => {
                browser::store(SIGNED_IN_BEFORE, None);
                self.set(SessionState::SignedOut { expired: true });
            }
            Err(failure) => self.set(SessionState::Unknown(failure)),
        }
    }

    /// Signs in. The page that was asked for appears by itself, since its address never changed.
    pub(crate) async fn sign_in(&self, login: &LoginRequest) -> Result<(), Failure> {
        let password_change_required = auth::login(&self.client, login).await?;
        browser::store(SIGNED_IN_BEFORE, Some("1"));
        self.signed_in(password_change_required).await;
        Ok(())
    }

    /// Goes on after the password was changed.
    pub(crate) async fn password_changed(&self) {
        // The token in use still says that the password must be changed.
        match self.client.renew().await {
            Ok(password_change_required) => self.signed_in(password_change_required).await,
            Err(_) => self.set(SessionState::SignedOut { expired: false }),
        }
    }

    /// Signs out; here also when the API cannot be told.
    pub(crate) async fn sign_out(&self) {
        let told = auth::logout(&self.client).await;
        if told.is_ok() {
            browser::store(SIGNED_IN_BEFORE, None);
        }
        self.client.use_token(None);
        self.set(SessionState::SignedOut { expired: false });
        self.client.resume(false);
    }

    async fn signed_in(&self, password_change_required: bool) {
        if password_change_required {
            self.set(SessionState::PasswordChange);
            return;
        }
        match auth::me(&self.client).await {
            Ok(me) => {
                self.set(SessionState::SignedIn(me));
                self.client.resume(true);
            }
            Err(failure) => self.set(SessionState::Unknown(failure)),
        }
    }
}

/// Properties of [`SessionProvider`].
#[derive(PartialEq, Properties)]
pub(crate) struct SessionProviderProperties {
    /// What has the session.
    pub(crate) children: Html,
}

/// Gives a session to everything within.
#[component]
pub(crate) fn SessionProvider(properties: &SessionProviderProperties) -> Html {
    let state = use_reducer_eq(|| SessionState::Starting);
    let client = use_memo((), |()| Client::new(&settings::api_address()));
    let session = Session {
        state: (*state).clone(),
        client: (*client).clone(),
        changes: state.dispatcher(),
    };
    let starting = session.clone();
    use_effect_with((), move |()| {
        let changes = starting.changes.clone();
        starting
            .client
            .on_notice(Callback::from(move |notice| match notice {
                SessionNotice::Ended => {
                    browser::store(SIGNED_IN_BEFORE, None);
                    changes.dispatch(Change::Ended);
                }
                SessionNotice::PasswordChangeRequired => {
                    changes.dispatch(Change::Set(SessionState::PasswordChange));
                }
            }));
        spawn_local(async move { starting.start().await });
    });
    html! {
        <ContextProvider<Session> context={session}>
            { properties.children.clone() }
        </ContextProvider<Session>>
    }
}

/// The session.
#[hook]
pub(crate) fn use_session() -> Option<Session> {
    use_context::<Session>()
}

/// Whether the person may change stores, directory and connections. Who may not is offered nothing that would be refused.
#[hook]
pub(crate) fn use_may_write() -> bool {
    match use_session().map(|session| session.state) {
        Some(SessionState::SignedIn(me) | SessionState::Expired(me)) => {
            me.scopes.iter().any(|scope| scope.includes(Scope::Write))
        }
        _ => false,
    }
}

/// The API client.
#[hook]
pub(crate) fn use_client() -> Option<Client> {
    use_session().map(|session| session.client)
}
