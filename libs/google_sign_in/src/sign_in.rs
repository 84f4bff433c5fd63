//! Where the browser is sent, and what the code is worth that it brings back.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use kernel::Env;
use oauth2::basic::{
    BasicErrorResponse, BasicRevocationErrorResponse, BasicTokenIntrospectionResponse, BasicTokenType,
};
use oauth2::{
    AuthUrl, AuthorizationCode, Client, ClientId, ClientSecret, CsrfToken, ExtraTokenFields, HttpRequest,
    PkceCodeChallenge, PkceCodeVerifier, RedirectUrl, RequestTokenError, Scope, StandardRevocableToken,
    StandardTokenResponse, TokenUrl,
};
use secrecy::{ExposeSecret as _, SecretString};
use serde::{Deserialize, Serialize};
use url::Url;

use crate::directory::Directory;
use crate::error::GoogleError;
use crate::id_token::{self, Account};
use crate::wire::Wire;

/// What Google knows of us.
#[derive(Debug, Clone)]
pub struct Registration {
    /// `https://accounts.google.com`, or what stands in for it.
    pub issuer: Url,
    /// The client's id.
    pub client_id: String,
    /// Its secret.
    pub client_secret: SecretString,
    /// Where browsers are sent back to, as written down at Google.
    pub callback: Url,
    /// Whether plain HTTP to this very machine is allowed: in development and tests.
    pub plain_loopback: bool,
}

/// What ties an answer to one attempt. The caller keeps it; to the browser only `state` is told.
#[derive(Debug, Clone)]
pub struct Riddle {
    /// Comes back beside the code.
    pub state: String,
    /// Proves at the exchange that we are who sent the browser (PKCE); a secret.
    pub verifier: [u8; 32],
    /// Comes back within the token.
    pub nonce: [u8; 32],
}

/// Signing in with Google, as one client of it.
pub struct GoogleSignIn {
    registration: Registration,
    directory: Directory,
}

impl std::fmt::Debug for GoogleSignIn {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("GoogleSignIn(…)")
    }
}

/// What OpenID Connect adds to the answer of the exchange.
#[derive(Debug, Serialize, Deserialize)]
struct IdToken {
    id_token: Option<String>,
}

impl ExtraTokenFields for IdToken {}

type OpenIdClient = Client<
    BasicErrorResponse,
    StandardTokenResponse<IdToken, BasicTokenType>,
    BasicTokenIntrospectionResponse,
    StandardRevocableToken,
    BasicRevocationErrorResponse,
>;

impl GoogleSignIn {
    /// Calls nobody yet. Fails when there are no certificates of authorities to trust.
    pub fn new(registration: Registration, env: Env) -> Result<Self, reqwest::Error> {
        let wire = Wire::new(registration.plain_loopback)?;
        let directory = Directory::new(wire, &registration.issuer, env);
        Ok(Self {
            registration,
            directory,
        })
    }

    /// The page at Google where somebody chooses an account.
    pub async fn address(&self, riddle: &Riddle) -> Result<Url, GoogleError> {
        let endpoint = self.directory.endpoints().await?.authorization_endpoint;
        let client = self.client().set_auth_uri(AuthUrl::from_url(endpoint));
        let challenge = PkceCodeChallenge::from_code_verifier_sha256(&verifier(riddle));
        let (address, _) = client
            .authorize_url(|| CsrfToken::new(riddle.state.clone()))
            .add_scopes(["openid", "email", "profile"].map(|scope| Scope::new(scope.to_owned())))
            .add_extra_param("nonce", URL_SAFE_NO_PAD.encode(riddle.nonce))
            // Nobody is signed in unasked, by a link that somebody else put before them.
            .add_extra_param("prompt", "select_account")
            .set_pkce_challenge(challenge)
            .url();
        Ok(address)
    }

    /// Whose account the code stands for. It works once.
    pub async fn identify(&self, code: &str, riddle: &Riddle) -> Result<Account, GoogleError> {
        let endpoint = self.directory.endpoints().await?.token_endpoint;
        let secret = self.registration.client_secret.expose_secret().to_owned();
        let client = self
            .client()
            .set_client_secret(ClientSecret::new(secret))
            .set_token_uri(TokenUrl::from_url(endpoint));
        let send = |request: HttpRequest| self.directory.wire.send(request);
        let answer = client
            .exchange_code(AuthorizationCode::new(code.to_owned()))
            .set_pkce_verifier(verifier(riddle))
            .request_async(&send)
            .await
            .map_err(refusal)?;
        let token = answer.extra_fields().id_token.as_deref();
        let token = token.ok_or_else(|| GoogleError::Away("it gives no id_token".into()))?;
        let nonce = URL_SAFE_NO_PAD.encode(riddle.nonce);
        id_token::read(&self.directory, token, &self.registration.client_id, &nonce).await
    }

    fn client(&self) -> OpenIdClient {
        OpenIdClient::new(ClientId::new(self.registration.client_id.clone()))
            .set_redirect_uri(RedirectUrl::from_url(self.registration.callback.clone()))
    }
}

/// 43 characters, the fewest that RFC 7636 allows and as much chance as there is.
fn verifier(riddle: &Riddle) -> PkceCodeVerifier {
    PkceCodeVerifier::new(URL_SAFE_NO_PAD.encode(riddle.verifier))
}

fn refusal(error: RequestTokenError<GoogleError, BasicErrorResponse>) -> GoogleError {
    match error {
        RequestTokenError::ServerResponse(answer) => GoogleError::Refused(answer.error().to_string()),
        RequestTokenError::Request(error) => error,
        RequestTokenError::Parse(..) | RequestTokenError::Other(_) => {
            GoogleError::Away("the exchange's answer cannot be read".into())
        }
    }
}
