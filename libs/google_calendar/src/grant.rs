//! Permission to somebody's calendars: asked for, exchanged, refreshed, given back.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use oauth2::basic::{BasicClient, BasicErrorResponse, BasicErrorResponseType, BasicTokenResponse};
use oauth2::{
    AuthUrl, AuthorizationCode, ClientId, ClientSecret, CsrfToken, PkceCodeChallenge, PkceCodeVerifier,
    RedirectUrl, RefreshToken, RequestTokenError, Scope, TokenResponse as _, TokenUrl,
};
use secrecy::{ExposeSecret as _, SecretString};
use url::Url;

use crate::client::GoogleCalendar;
use crate::error::CalendarError;

/// To read and write entries, and to list the calendars to choose from. No more.
const SCOPES: [&str; 2] = [
    "https://www.googleapis.com/auth/calendar.events",
    "https://www.googleapis.com/auth/calendar.calendarlist.readonly",
];
/// What an access token lives when it does not say so.
const USUAL_LIFE: i64 = 3_600;

/// What ties an answer to one attempt. The caller keeps it; to the browser only `state` is told.
#[derive(Debug, Clone)]
pub struct Riddle {
    /// Comes back beside the code.
    pub state: String,
    /// Proves at the exchange that we are who sent the browser (PKCE); a secret.
    pub verifier: [u8; 32],
}

/// Opens the calendars for about an hour.
#[derive(Debug, Clone)]
pub struct Access {
    /// The token.
    pub token: SecretString,
    /// Seconds that it lives.
    pub lives: i64,
}

/// Permission until it is withdrawn.
#[derive(Debug, Clone)]
pub struct Grant {
    /// Gets other access tokens.
    pub refresh: SecretString,
    /// The first one.
    pub access: Access,
}

impl GoogleCalendar {
    /// The page at Google where somebody chooses an account and says yes.
    pub fn address(&self, riddle: &Riddle) -> Url {
        let challenge = PkceCodeChallenge::from_code_verifier_sha256(&verifier(riddle));
        let (address, _) = BasicClient::new(ClientId::new(self.registration.client_id.clone()))
            .set_auth_uri(AuthUrl::from_url(self.registration.endpoints.consent.clone()))
            .set_redirect_uri(RedirectUrl::from_url(self.registration.callback.clone()))
            .authorize_url(|| CsrfToken::new(riddle.state.clone()))
            .add_scopes(SCOPES.map(|scope| Scope::new(scope.to_owned())))
            .add_extra_param("access_type", "offline")
            // Otherwise Google gives a refresh token the first time only.
            .add_extra_param("prompt", "consent select_account")
            .set_pkce_challenge(challenge)
            .url();
        address
    }

    /// What the code is worth. It works once.
    pub async fn exchange(&self, code: &str, riddle: &Riddle) -> Result<Grant, CalendarError> {
        let answer = BasicClient::new(ClientId::new(self.registration.client_id.clone()))
            .set_client_secret(self.secret())
            .set_redirect_uri(RedirectUrl::from_url(self.registration.callback.clone()))
            .set_token_uri(TokenUrl::from_url(self.registration.endpoints.token.clone()))
            .exchange_code(AuthorizationCode::new(code.to_owned()))
            .set_pkce_verifier(verifier(riddle))
            .request_async(&self.wire)
            .await
            .map_err(refusal)?;
        require_scopes(&answer)?;
        let refresh = answer
            .refresh_token()
            .map(|token| SecretString::from(token.secret().clone()))
            .ok_or_else(|| CalendarError::Refused("it gives no refresh token".into()))?;
        Ok(Grant {
            refresh,
            access: access(&answer),
        })
    }

    /// Another access token.
    pub async fn refresh(&self, refresh: &SecretString) -> Result<Access, CalendarError> {
        let token = RefreshToken::new(refresh.expose_secret().to_owned());
        let answer = BasicClient::new(ClientId::new(self.registration.client_id.clone()))
            .set_client_secret(self.secret())
            .set_token_uri(TokenUrl::from_url(self.registration.endpoints.token.clone()))
            .exchange_refresh_token(&token)
            .request_async(&self.wire)
            .await
            .map_err(refusal)?;
        Ok(access(&answer))
    }

    /// Gives the permission back. One that was withdrawn already is as good.
    pub async fn revoke(&self, refresh: &SecretString) -> Result<(), CalendarError> {
        let fields = [("token", refresh.expose_secret())];
        let endpoint = &self.registration.endpoints.revoke;
        self.wire.post_form(endpoint, &fields).await.map(drop)
    }

    fn secret(&self) -> ClientSecret {
        ClientSecret::new(self.registration.client_secret.expose_secret().to_owned())
    }
}

/// 43 characters, the fewest that RFC 7636 allows and as much chance as there is.
fn verifier(riddle: &Riddle) -> PkceCodeVerifier {
    PkceCodeVerifier::new(URL_SAFE_NO_PAD.encode(riddle.verifier))
}

fn access(answer: &BasicTokenResponse) -> Access {
    let lives = answer
        .expires_in()
        .and_then(|time| i64::try_from(time.as_secs()).ok());
    Access {
        token: SecretString::from(answer.access_token().secret().clone()),
        lives: lives.unwrap_or(USUAL_LIFE),
    }
}

/// People may untick what we ask for.
fn require_scopes(answer: &BasicTokenResponse) -> Result<(), CalendarError> {
    let Some(given) = answer.scopes() else {
        return Ok(());
    };
    let has = |scope: &&str| given.iter().any(|one| one.as_str() == *scope);
    if SCOPES.iter().all(has) {
        Ok(())
    } else {
        Err(CalendarError::Refused("scopes".into()))
    }
}

fn refusal(error: RequestTokenError<CalendarError, BasicErrorResponse>) -> CalendarError {
    match error {
        RequestTokenError::ServerResponse(answer) => match answer.error() {
            BasicErrorResponseType::InvalidGrant => CalendarError::InvalidGrant,
            other => CalendarError::Refused(other.to_string()),
        },
        RequestTokenError::Request(error) => error,
        RequestTokenError::Parse(..) | RequestTokenError::Other(_) => {
            CalendarError::Unavailable("the exchange's answer cannot be read".into())
        }
    }
}
