//! The master key: from the settings, or made once and kept in the data directory.

use std::fs::File;
use std::io::Write as _;
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::Path;

use anyhow::Context as _;
use boot::Settings;
use http::secrets::{Secrets, new_token};
use kernel::Env;
use secrecy::ExposeSecret as _;

/// What we write is twice 256 bits as text; less was cut off.
const SHORTEST: usize = 64;

/// The key that everything sealed hangs on, beside the one before it while that is still given.
pub fn load(settings: &Settings, env: &Env) -> anyhow::Result<Secrets> {
    let secrets = present(settings, env)?;
    Ok(match &settings.secrets.previous_master_key {
        Some(key) => secrets.with_previous(key.expose_secret()),
        None => secrets,
    })
}

fn present(settings: &Settings, env: &Env) -> anyhow::Result<Secrets> {
    if let Some(key) = &settings.secrets.master_key {
        return Ok(Secrets::from_text(key.expose_secret()));
    }
    let path = settings.data.dir.join("master.key");
    if let Ok(text) = std::fs::read_to_string(&path) {
        let key = text.trim();
        anyhow::ensure!(
            key.len() >= SHORTEST,
            "{} is damaged: put back its copy. Without it what was sealed (links of orders, signing keys) stays closed.",
            path.display()
        );
        return Ok(Secrets::from_text(key));
    }
    let key = new_token(env) + &new_token(env);
    keep(&key, &path).with_context(|| format!("{} cannot be written", path.display()))?;
    Ok(Secrets::from_text(&key))
}

/// Whole or not at all, whenever the power goes: written beside its place, then moved there.
fn keep(key: &str, path: &Path) -> std::io::Result<()> {
    let folder = path.parent().unwrap_or(Path::new("."));
    std::fs::create_dir_all(folder)?;
    let beside = path.with_extension("new");
    let mut file = File::options()
        .write(true)
        .create(true)
        .truncate(true)
        .mode(0o600)
        .open(&beside)?;
    file.write_all(key.as_bytes())?;
    file.sync_all()?;
    std::fs::rename(&beside, path)?;
    File::open(folder)?.sync_all()
}

#[cfg(test)]
mod tests {
    use boot::{Settings, Sources};
    use kernel::Env;

    #[test]
    fn a_key_is_made_once_and_one_that_was_cut_off_is_refused() {
        let dir = std::env::temp_dir().join(format!("vitrina-key-{}", std::process::id()));
        let text = dir.to_string_lossy().into_owned();
        let variables = [("VITRINA_ENV", "test"), ("VITRINA_DATA__DIR", text.as_str())];
        let settings = Settings::load(&Sources::of_variables(variables)).unwrap();
        let mac = || super::load(&settings, &Env::system()).map(|secrets| secrets.mac("p", b"d"));
        assert_eq!(
            mac().unwrap(),
            mac().unwrap(),
            "the second start finds the first one's key"
        );
        std::fs::write(dir.join("master.key"), "").unwrap();
        assert!(mac().unwrap_err().to_string().contains("put back its copy"));
        std::fs::remove_dir_all(&dir).unwrap();
    }

    /// As docs/deployment.md says.
    #[test]
    fn a_key_in_a_file_moves_into_a_setting_and_is_changed() {
        let dir = std::env::temp_dir().join(format!("vitrina-moved-key-{}", std::process::id()));
        let folder = dir.to_string_lossy().into_owned();
        let env = Env::system();
        let load = |more: &[(&str, &str)]| {
            let own = [("VITRINA_ENV", "test"), ("VITRINA_DATA__DIR", folder.as_str())];
            let variables = own.into_iter().chain(more.iter().copied());
            let settings = Settings::load(&Sources::of_variables(variables)).unwrap();
            super::load(&settings, &env).unwrap()
        };
        let sealed = load(&[]).seal("p", b"hola", &env).unwrap();
        let file = dir.join("master.key");
        let mode = std::os::unix::fs::PermissionsExt::mode(&file.metadata().unwrap().permissions());
        assert_eq!(mode & 0o777, 0o600);
        let text = std::fs::read_to_string(&file).unwrap();
        let moved = load(&[("JWT_SECRET", text.as_str())]);
        assert!(moved.is_current("p", &sealed), "the same text is the same key");
        std::fs::rename(&file, dir.join("master.key.old")).unwrap();
        let changed = load(&[("JWT_SECRET_PREVIOUS", text.as_str())]);
        assert_eq!(changed.open("p", &sealed).unwrap(), b"hola");
        assert!(
            file.exists() && !changed.is_current("p", &sealed),
            "a new one was made"
        );
        assert!(
            load(&[]).open("p", &sealed).is_err(),
            "without the previous one it stays closed"
        );
        std::fs::remove_dir_all(&dir).unwrap();
    }
}
