//! A password from standard input: on a command line others could read it.

use std::io::{IsTerminal as _, Read as _};

use anyhow::bail;

/// Reads it; `whose` is said at a terminal: `The owner's`.
pub fn read_password(whose: &str) -> anyhow::Result<String> {
    let mut stdin = std::io::stdin();
    if stdin.is_terminal() {
        eprintln!("{whose} password, then Ctrl-D:");
    }
    let mut password = String::new();
    stdin.by_ref().take(1000).read_to_string(&mut password)?;
    let password = password.trim_end_matches(['\n', '\r']).to_owned();
    if password.is_empty() {
        bail!("give the password on standard input");
    }
    Ok(password)
}
