//! The master key: from the settings, or made once and kept in the data directory.

use std::io::Write as _;
use std::os::unix::fs::OpenOptionsExt as _;

use anyhow::Context as _;
use boot::Settings;
use http::secrets::{Secrets, new_token};
use kernel::Env;
use secrecy::ExposeSecret as _;

/// The key that everything sealed hangs on.
pub fn load(settings: &Settings, env: &Env) -> anyhow::Result<Secrets> {
    if let Some(key) = &settings.secrets.master_key {
        return Ok(Secrets::from_text(key.expose_secret()));
    }
    let path = settings.data.dir.join("master.key");
    if let Ok(text) = std::fs::read_to_string(&path) {
        return Ok(Secrets::from_text(text.trim()));
    }
    std::fs::create_dir_all(&settings.data.dir)?;
    let key = new_token(env) + &new_token(env);
    let mut file = std::fs::File::options()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(&path)
        .with_context(|| format!("{} cannot be written", path.display()))?;
    file.write_all(key.as_bytes())?;
    file.sync_all()?;
    Ok(Secrets::from_text(&key))
}
