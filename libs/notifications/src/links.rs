//! Links that let whoever has them say what they want to get: a shop and an address, sealed by the master key. Nobody but us can
//! make one, and nobody can read the address out of it.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use http::App;
use http::secrets::Secrets;
use http::shop::Shop;
use kernel::id::Uuid;
use kernel::{Env, Result, TenantId};

use crate::model::contact::{Contact, ContactChannel};

const PURPOSE: &str = "contact-choices";
const TENANT: usize = 16;

/// Makes them. Cheap to clone: whoever writes messages keeps one.
#[derive(Debug, Clone)]
pub struct ChoiceLinks {
    secrets: Secrets,
    env: Env,
    scheme: String,
    port_suffix: String,
}

impl ChoiceLinks {
    /// From the shared state of handlers.
    pub fn of(app: &App) -> Self {
        Self {
            secrets: app.secrets.clone(),
            env: app.env.clone(),
            scheme: app.settings.scheme.clone(),
            port_suffix: app.settings.port_suffix.clone(),
        }
    }

    /// Absolute URL of the page where this contact says what they want to get from the shop.
    pub fn link(&self, shop: &Shop, contact: &Contact) -> Result<String> {
        let token = seal(&self.secrets, &self.env, shop.id, contact)?;
        let (scheme, host, port) = (&self.scheme, &shop.host, &self.port_suffix);
        Ok(format!("{scheme}://{host}{port}{}", choices_path(&token)))
    }
}

/// Path of the page.
pub(crate) fn choices_path(token: &str) -> String {
    format!("/avisos/{token}")
}

/// A token for this contact of this shop.
pub(crate) fn seal(secrets: &Secrets, env: &Env, tenant: TenantId, contact: &Contact) -> Result<String> {
    let channel = match contact.channel {
        ContactChannel::Email => b'e',
        ContactChannel::Sms => b's',
    };
    let plain = [
        tenant.0.as_bytes().as_slice(),
        &[channel],
        contact.address.as_bytes(),
    ]
    .concat();
    let sealed = secrets.seal(PURPOSE, &plain, env)?;
    Ok(URL_SAFE_NO_PAD.encode(sealed))
}

/// Whose token it is, if we made it for this shop.
pub(crate) fn open(secrets: &Secrets, tenant: TenantId, token: &str) -> Option<Contact> {
    let sealed = URL_SAFE_NO_PAD.decode(token).ok()?;
    let plain = secrets.open(PURPOSE, &sealed).ok()?;
    let (whose, rest) = plain.split_first_chunk::<TENANT>()?;
    let (channel, address) = rest.split_first()?;
    let channel = match channel {
        b'e' => ContactChannel::Email,
        b's' => ContactChannel::Sms,
        _ => return None,
    };
    let address = String::from_utf8(address.to_vec()).ok()?;
    (TenantId(Uuid::from_bytes(*whose)) == tenant).then_some(Contact { channel, address })
}

#[cfg(test)]
mod tests {
    use http::secrets::Secrets;
    use kernel::id::Uuid;
    use kernel::{Env, TenantId};

    use super::{open, seal};
    use crate::model::contact::{Contact, ContactChannel};

    #[test]
    fn only_what_we_made_for_the_shop_is_read() {
        let (ours, theirs) = (Secrets::from_text("a"), Secrets::from_text("b"));
        let contact = Contact {
            channel: ContactChannel::Email,
            address: "ana@correo.test".into(),
        };
        let env = Env::system();
        let shop = TenantId(Uuid::from_u128(7));
        let token = seal(&ours, &env, shop, &contact).unwrap();
        assert_eq!(open(&ours, shop, &token), Some(contact));
        assert_eq!(open(&ours, TenantId::PLATFORM, &token), None);
        assert_eq!(open(&theirs, shop, &token), None);
        for text in [&token[1..], &format!("{token}AAAA"), "", "ñ"] {
            assert_eq!(open(&ours, shop, text), None, "{text}");
        }
    }
}
