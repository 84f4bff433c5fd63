//! A program of somebody else's that serves a port of its own for as long as a test runs.

use std::fs::File;
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

static COUNTER: AtomicU32 = AtomicU32::new(0);

/// Ended, and its folder removed, when dropped.
pub struct Process {
    name: String,
    command: Command,
    child: Child,
    folder: PathBuf,
    /// Where it listens.
    pub address: SocketAddr,
}

impl Process {
    /// Starts what `prepare` makes of a folder and an address, and waits until it listens.
    pub async fn start(name: &str, prepare: impl FnOnce(&Path, SocketAddr) -> Command) -> Self {
        let folder = new_folder(name);
        let address = free_address();
        let log = folder.join("said");
        let mut command = prepare(&folder, address);
        let said = File::create(&log).unwrap();
        let child = command
            .stdin(Stdio::null())
            .stdout(said.try_clone().unwrap())
            .stderr(said)
            .spawn();
        let child = child.unwrap_or_else(|error| panic!("{name}: {error}; ./scripts/test installs it"));
        let mut process = Self {
            name: name.to_owned(),
            command,
            child,
            folder,
            address,
        };
        process.listens().await;
        process
    }

    /// The plug is pulled.
    pub fn kill(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// It is started once more, with what its folder holds.
    pub async fn start_again(&mut self) {
        self.child = self.command.spawn().unwrap();
        self.listens().await;
    }

    async fn listens(&mut self) {
        let (name, log) = (&self.name, self.folder.join("said"));
        let mut tick = tokio::time::interval(Duration::from_millis(10));
        for _ in 0..6_000 {
            tick.tick().await;
            if TcpStream::connect(self.address).is_ok() {
                return;
            }
            if let Some(status) = self.child.try_wait().unwrap() {
                panic!(
                    "{name} ended with {status}: {}",
                    std::fs::read_to_string(&log).unwrap()
                );
            }
        }
        panic!(
            "{name} does not listen: {}",
            std::fs::read_to_string(&log).unwrap()
        );
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

/// On loopback; nobody has it just now.
pub fn free_address() -> SocketAddr {
    TcpListener::bind((Ipv4Addr::LOCALHOST, 0))
        .unwrap()
        .local_addr()
        .unwrap()
}

fn new_folder(name: &str) -> PathBuf {
    let number = COUNTER.fetch_add(1, Ordering::SeqCst);
    let folder = std::env::temp_dir().join(format!("vitrina-{name}-{}-{number}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    folder
}
