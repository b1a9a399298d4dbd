//! Signing in and out.

use api_types::auth::{AccessToken, LoginRequest, Me, PasswordChange};

use super::{Client, Failure};

/// Signs in and uses the token from now on. Answers whether the password must be changed first.
pub(crate) async fn login(client: &Client, login: &LoginRequest) -> Result<bool, Failure> {
    let token: AccessToken = client.post("/auth/login", login).await?;
    client.use_token(Some(token.access_token.0));
    Ok(token.password_change_required)
}

/// Signs out and forgets the token.
pub(crate) async fn logout(client: &Client) -> Result<(), Failure> {
    client.post_only("/auth/logout", None).await?;
    client.use_token(None);
    Ok(())
}

/// Who is signed in.
pub(crate) async fn me(client: &Client) -> Result<Me, Failure> {
    client.get("/auth/me", "").await
}

/// Changes the password of who is signed in.
pub(crate) async fn change_password(
    client: &Client,
    change: &PasswordChange,
) -> Result<(), Failure> {
    let body = serde_json::to_string(change).map_err(|_| Failure::Unreadable)?;
    client.post_only("/auth/password", Some(body)).await
}
