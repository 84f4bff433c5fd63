//! A real calendar server, Radicale, with accounts for Ana and Bruno.

use std::path::{Path, PathBuf};
use std::process::Command;

use caldav::{Account, CalDav};
use outbound::{Outbound, Reach, Url};
use reqwest::Method;

use crate::replicas::process::Process;

/// Everybody's.
pub const PASSWORD: &str = "a password of tests";

/// A running one, ended with the test.
pub struct Radicale {
    process: Process,
    users: PathBuf,
}

impl Radicale {
    /// Starts one without calendars.
    pub async fn start() -> Self {
        let modules = Path::new(env!("CARGO_MANIFEST_DIR")).join("radicale/modules");
        assert!(
            modules.exists(),
            "Radicale is not here: ./scripts/test integration installs it"
        );
        let mut users = PathBuf::new();
        let process = Process::start("radicale", |folder, address| {
            let file = |name: &str, text: String| {
                let path = folder.join(name);
                std::fs::write(&path, text).unwrap();
                path
            };
            users = file("users", format!("ana:{PASSWORD}\nbruno:{PASSWORD}\n"));
            let settings = format!(
                "[server]\nhosts = {address}\n\
                 [auth]\ntype = htpasswd\nhtpasswd_filename = {}\nhtpasswd_encryption = plain\ndelay = 0\n\
                 [rights]\ntype = owner_only\n[storage]\nfilesystem_folder = {}\n",
                users.display(),
                folder.join("collections").display(),
            );
            let mut python = Command::new("python3");
            python
                .args(["-m", "radicale", "--config"])
                .arg(file("settings", settings))
                .env("PYTHONPATH", modules)
                .env("PYTHONDONTWRITEBYTECODE", "1");
            python
        })
        .await;
        Self { process, users }
    }

    /// Somebody has another password from now on; all others have theirs.
    pub fn change_password(&self, user: &str, password: &str) {
        let others = ["ana", "bruno"].into_iter().filter(|one| *one != user);
        let mut lines: Vec<_> = others.map(|one| format!("{one}:{PASSWORD}\n")).collect();
        lines.push(format!("{user}:{password}\n"));
        std::fs::write(&self.users, lines.concat()).unwrap();
    }

    /// The plug is pulled.
    pub fn kill(&mut self) {
        self.process.kill();
    }

    /// It is back, with everything that it had.
    pub async fn start_again(&mut self) {
        self.process.start_again().await;
    }

    /// An address at it.
    pub fn url(&self, path: &str) -> Url {
        format!("http://{}{path}", self.process.address).parse().unwrap()
    }

    /// Somebody's client, who typed this path of it.
    pub fn typed(&self, path: &str, user: &str, password: &str) -> CalDav {
        let outbound = Outbound::new(Reach::ThisMachineToo, "vitrina-tests").unwrap();
        let account = Account {
            server: self.url(path),
            user: user.into(),
            password: password.into(),
        };
        CalDav::new(outbound, account).unwrap()
    }

    /// Somebody's client.
    pub fn client(&self, user: &str) -> CalDav {
        self.typed("/", user, PASSWORD)
    }

    /// Makes a calendar of somebody's for these components, with a colour.
    pub async fn calendar(&self, user: &str, name: &str, components: &[&str]) -> Url {
        let components = components.iter().map(|each| format!("<C:comp name=\"{each}\"/>"));
        let components = components.collect::<Vec<_>>().concat();
        let body = format!(
            "<C:mkcalendar xmlns:D=\"DAV:\" xmlns:C=\"urn:ietf:params:xml:ns:caldav\" \
             xmlns:A=\"http://apple.com/ns/ical/\"><D:set><D:prop><D:displayname>Agenda {name}</D:displayname>\
             <A:calendar-color>#FF2968FF</A:calendar-color><C:supported-calendar-component-set>{components}\
             </C:supported-calendar-component-set></D:prop></D:set></C:mkcalendar>"
        );
        let url = self.url(&format!("/{user}/{name}/"));
        self.send("MKCALENDAR", &url, user, body).await;
        url
    }

    /// Another program of somebody's does this, and succeeds.
    pub async fn send(&self, method: &str, url: &Url, user: &str, body: String) {
        let client = reqwest::Client::builder().no_proxy().build().unwrap();
        let method = Method::from_bytes(method.as_bytes()).unwrap();
        let request = client
            .request(method, url.clone())
            .basic_auth(user, Some(PASSWORD));
        let answer = request
            .header("content-type", "text/calendar")
            .body(body)
            .send()
            .await
            .unwrap();
        assert!(answer.status().is_success(), "{}", answer.status());
    }
}
