//! A real PostgreSQL server, which the tests start once and which ends with them. Each test has a database of its own.

use postgres::{Client, NoTls};
use std::fs;
use std::io::Read;
use std::net::TcpListener;
use std::os::unix::fs::{MetadataExt, chown};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::LazyLock;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

/// The server of this run.
pub(super) static SERVER: LazyLock<TestServer> = LazyLock::new(TestServer::start);

/// How long anything may take here.
const PATIENCE: Duration = Duration::from_mins(1);

/// Waits until something is so.
#[track_caller]
pub(super) fn until(what: &str, mut is_so: impl FnMut() -> bool) {
    let start = Instant::now();
    while !is_so() {
        assert!(start.elapsed() < PATIENCE, "it never came: {what}");
        std::thread::sleep(Duration::from_millis(10));
    }
}

pub(super) struct TestServer {
    /// Holds the data, the socket, the log and the certificates.
    pub(super) folder: PathBuf,
    pub(super) port: u16,
    /// While this pipe is open, the server runs. It closes however the tests end.
    _keeper: Child,
}

/// Who runs the server: it refuses root.
#[derive(Clone, Copy)]
struct Owner {
    uid: u32,
    gid: u32,
}

impl Owner {
    fn of(folder: &Path) -> Self {
        let about = fs::metadata(folder).unwrap();
        if about.uid() != 0 {
            let (uid, gid) = (about.uid(), about.gid());
            return Self { uid, gid };
        }
        let number = |user: &str, of: &str| {
            let output = Command::new("id").args([of, user]).output().ok()?;
            String::from_utf8(output.stdout).ok()?.trim().parse().ok()
        };
        let user = ["postgres", "nobody"]
            .into_iter()
            .find(|user| number(user, "-u").is_some())
            .unwrap_or_else(|| panic!("there is no user but root"));
        Self {
            uid: number(user, "-u").unwrap(),
            gid: number(user, "-g").unwrap(),
        }
    }

    fn command(self, program: &Path, folder: &Path) -> Command {
        let mut command = Command::new(program);
        command.current_dir(folder).env("HOME", folder);
        if fs::metadata("/proc/self").is_ok_and(|own| own.uid() == 0) {
            command.uid(self.uid).gid(self.gid);
        }
        command
    }
}

/// The folder of the server's programs: the newest that is installed.
fn programs() -> PathBuf {
    let mut folders: Vec<PathBuf> = fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .map(|version| version.unwrap().path().join("bin"))
        .collect();
    folders.sort();
    let path = std::env::var_os("PATH").unwrap();
    folders.splice(0..0, std::env::split_paths(&path).collect::<Vec<_>>());
    let found = folders
        .into_iter()
        .rev()
        .find(|folder| folder.join("initdb").exists());
    found.unwrap_or_else(|| {
        panic!("PostgreSQL is not installed: these tests need `initdb` and `postgres`")
    })
}

/// The path of one of the server's programs.
pub(super) fn program(name: &str) -> PathBuf {
    programs().join(name)
}

const ACCESS: &str = "\
local all all trust
hostssl safe all 127.0.0.1/32 trust
hostnossl safe all 127.0.0.1/32 reject
host guarded all 127.0.0.1/32 scram-sha-256
host closed all 127.0.0.1/32 reject
host all all 127.0.0.1/32 trust
";

impl TestServer {
    fn start() -> Self {
        let folder = tempfile::Builder::new()
            .prefix("cb-pg-")
            .tempdir_in("/tmp")
            .unwrap()
            .keep();
        let owner = Owner::of(&folder);
        chown(&folder, Some(owner.uid), Some(owner.gid)).unwrap();
        let run = |command: &mut Command| {
            let output = command.output().unwrap();
            assert!(output.status.success(), "{command:?}: {output:?}");
        };
        run(owner.command(&program("initdb"), &folder).args([
            "-D",
            "data",
            "-U",
            "admin",
            "-E",
            "UTF8",
            "--locale=C",
            "--auth=trust",
            "--no-sync",
        ]));
        certificates(owner, &folder, &run);
        fs::write(folder.join("data/pg_hba.conf"), ACCESS).unwrap();
        let free = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = free.local_addr().unwrap().port();
        drop(free);
        let settings = format!(
            "port = {port}\nunix_socket_directories = '{0}'\nlisten_addresses = '127.0.0.1'\nfsync = off\n\
             ssl = on\nssl_cert_file = '{0}/server.crt'\nssl_key_file = '{0}/server.key'\nmax_connections = 60\n\
             log_statement = all\nlog_line_prefix = '@%a@%d@ '\nlogging_collector = off\n",
            folder.display()
        );
        let file = folder.join("data/postgresql.conf");
        let usual = fs::read_to_string(&file).unwrap();
        fs::write(&file, usual + &settings).unwrap();
        // `cat` ends when the tests do. Then the server stops at once, and nothing of it stays.
        let script = format!(
            "'{}' -D data 2> log & cat; kill -QUIT $!; wait; rm -rf '{}'",
            program("postgres").display(),
            folder.display()
        );
        let keeper = owner
            .command(Path::new("/bin/sh"), &folder)
            .args(["-c", &script])
            .stdin(Stdio::piped())
            .spawn()
            .unwrap();
        let server = Self {
            folder,
            port,
            _keeper: keeper,
        };
        until("the server", || server.try_admin("postgres").is_some());
        server
    }

    /// The address of a database over the socket.
    pub(super) fn address(&self, database: &str) -> String {
        format!(
            "postgres://admin@/{database}?host={}&port={}",
            self.folder.display(),
            self.port
        )
    }

    fn try_admin(&self, database: &str) -> Option<Client> {
        Client::connect(&self.address(database), NoTls).ok()
    }

    /// The administrator's connection to a database.
    pub(super) fn admin(&self, database: &str) -> Client {
        self.try_admin(database).unwrap()
    }

    /// Makes a database that no other test uses.
    pub(super) fn database(&self, options: &str) -> String {
        static NEXT: AtomicU32 = AtomicU32::new(1);
        let name = format!("d{}", NEXT.fetch_add(1, Ordering::Relaxed));
        self.make(&name, options);
        name
    }

    /// Makes a database of this name.
    pub(super) fn make(&self, name: &str, options: &str) {
        let mut admin = self.admin("postgres");
        admin
            .batch_execute(&format!("CREATE DATABASE {name} {options}"))
            .unwrap();
    }

    /// What claimbook has sent to a database so far.
    pub(super) fn sent(&self, database: &str) -> Vec<String> {
        self.logged(database, "LOG:")
    }

    /// What the server has refused there.
    pub(super) fn errors(&self, database: &str) -> Vec<String> {
        self.logged(database, "ERROR:")
    }

    fn logged(&self, database: &str, kind: &str) -> Vec<String> {
        let mut log = String::new();
        fs::File::open(self.folder.join("log"))
            .unwrap()
            .read_to_string(&mut log)
            .unwrap();
        let entries = log
            .split("\n@")
            .map(|entry| entry.trim_start_matches('@').to_owned());
        let start = format!("claimbook@{database}@ ");
        let ours = entries.filter_map(|entry| Some(entry.strip_prefix(&start)?.to_owned()));
        ours.filter(|entry| entry.starts_with(kind)).collect()
    }
}

/// An authority of our own, and the server's certificate from it, for `localhost` alone.
fn certificates(owner: Owner, folder: &Path, run: &dyn Fn(&mut Command)) {
    let openssl = |arguments: &str| {
        let mut command = owner.command(Path::new("openssl"), folder);
        run(command.args(arguments.split(' ')));
    };
    let key = "-newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 3650";
    openssl(&format!(
        "req -x509 {key} -keyout ca.key -out ca.crt -subj /CN=authority"
    ));
    openssl(&format!(
        "req -x509 {key} -keyout other.key -out other.crt -subj /CN=other"
    ));
    openssl(&format!(
        "req -x509 {key} -keyout server.key -out server.crt -subj /CN=localhost -CA ca.crt -CAkey ca.key \
         -addext subjectAltName=DNS:localhost -addext basicConstraints=critical,CA:FALSE"
    ));
}
