//! Where to publish to: the address of a server, and what the environment adds to it.
//!
//! An address never holds a password. One that comes from the book is not trusted: whoever may change the book could make
//! claimbook hand the desk's password to a server of their own. So a password from the environment goes only to an address
//! that the user gave, and the book cannot weaken the encryption.

use crate::publish::pass_file::{Login, PassFile};
use crate::publish::tls::Trust;
use postgres::Config;
use postgres::config::Host;
use std::net::IpAddr;
use std::path::PathBuf;
use std::time::Duration;
use url::form_urlencoded;

/// The port of a server that names none.
const USUAL_PORT: u16 = 5432;

/// How long to wait for a server that does not answer.
const PATIENCE: Duration = Duration::from_secs(10);

/// What an address may say after its `?`.
const PARAMETERS: [&str; 9] = [
    "host",
    "port",
    "dbname",
    "user",
    "application_name",
    "connect_timeout",
    "options",
    "sslmode",
    "sslrootcert",
];

/// Who gave the address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// The user, on the command line.
    User,
    /// The book's settings.
    Book,
}

/// What the environment says about servers: the variables of libpq, and the pass file.
#[derive(Default)]
pub struct Surroundings {
    /// `PGUSER`, else the user's name on this machine.
    pub user: Option<String>,
    /// `PGPASSWORD`.
    pub password: Option<String>,
    /// `PGSSLMODE`.
    pub ssl_mode: Option<String>,
    /// `PGSSLROOTCERT`.
    pub ssl_root_cert: Option<String>,
    /// The pass file.
    pub pass_file: Option<PassFile>,
}

/// The address of a server is not one to publish to.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum AddressError {
    /// It is no address of a PostgreSQL server.
    #[error("this is not the address of a PostgreSQL server")]
    Malformed,
    /// It holds a password.
    #[error("the address of the server holds a password")]
    Password,
    /// It names several servers.
    #[error("the address names more than one server")]
    Several,
    /// It names no database.
    #[error("the address names no database")]
    NoDatabase,
    /// It has a parameter that claimbook does not know.
    #[error("the address has the parameter `{0}`, which claimbook does not know")]
    Parameter(String),
    /// `sslmode` has an unknown value.
    #[error("`{0}` is not an sslmode")]
    SslMode(String),
    /// The book's settings say how to encrypt.
    #[error("the book's settings must not say how to check the server (`sslmode`, `sslrootcert`)")]
    TrustFromBook,
}

/// A server to publish to.
pub struct ServerAddress {
    pub(super) config: Config,
    /// How far to trust the server.
    pub(super) trust: Trust,
    /// The file with the certificates to trust; none: those of the system.
    pub root_certificates: Option<PathBuf>,
    pub(super) place: ServerPlace,
}

/// The server in words.
#[derive(Clone, Debug)]
pub(super) struct ServerPlace {
    pub(super) host: String,
    pub(super) port: u16,
    pub(super) database: String,
    pub(super) user: String,
}

impl ServerAddress {
    /// Reads an address, `postgres://user@host:port/database?…`, and completes it from the surroundings.
    ///
    /// # Errors
    /// When it is not an address, or says what it may not. No message repeats the address, which may hold a password.
    pub fn read(text: &str, origin: Origin, around: &Surroundings) -> Result<Self, AddressError> {
        let (plain, parameters) = split(text)?;
        let said = |name: &str| {
            let mut said = parameters.iter().filter(|(known, _)| known == name);
            said.next_back().map(|(_, value)| value.clone())
        };
        let mut mode = said("sslmode");
        let mut root = said("sslrootcert");
        if origin == Origin::Book && (mode.is_some() || root.is_some()) {
            return Err(AddressError::TrustFromBook);
        }
        mode = mode.or_else(|| around.ssl_mode.clone());
        root = root.or_else(|| around.ssl_root_cert.clone());
        let mut config: Config = plain.parse().map_err(|_| AddressError::Malformed)?;
        if config.get_password().is_some() {
            return Err(AddressError::Password);
        }
        if let (None, Some(user)) = (config.get_user(), &around.user) {
            config.user(user);
        }
        let place = place(&config)?;
        let root = root.filter(|root| root != "system");
        let is_near = is_near(&place.host);
        let trust = Trust::of(mode.as_deref(), is_near, root.is_some())
            .ok_or_else(|| AddressError::SslMode(mode.unwrap_or_default()))?;
        // A socket stays on this machine, and servers do not encrypt it.
        let trust = if place.host.starts_with('/') {
            Trust::Plain
        } else {
            trust
        };
        config.ssl_mode(trust.negotiation());
        if let Some(password) = password(&place, origin, around) {
            config.password(password);
        }
        if config.get_application_name().is_none() {
            config.application_name("claimbook");
        }
        if config.get_connect_timeout().is_none() {
            config.connect_timeout(PATIENCE);
        }
        Ok(Self {
            config,
            trust,
            root_certificates: root.map(PathBuf::from),
            place,
        })
    }
}

/// A password of the environment is for the server that the user names. The pass file says itself for which server it is.
fn password(place: &ServerPlace, origin: Origin, around: &Surroundings) -> Option<String> {
    let given = around.password.as_ref().filter(|_| origin == Origin::User);
    if let Some(password) = given {
        return Some(password.clone());
    }
    around.pass_file.as_ref()?.password(&Login {
        host: &place.host,
        port: place.port,
        database: &place.database,
        user: &place.user,
    })
}

/// The address without what only claimbook understands, and all its parameters.
fn split(text: &str) -> Result<(String, Vec<(String, String)>), AddressError> {
    if !text.starts_with("postgres://") && !text.starts_with("postgresql://") {
        return Err(AddressError::Malformed);
    }
    let (plain, query) = text.split_once('?').unwrap_or((text, ""));
    let mut kept = Vec::new();
    let mut parameters = Vec::new();
    for part in query.split('&').filter(|part| !part.is_empty()) {
        // Here a plus sign is a plus sign.
        let part = part.replace('+', "%2B");
        let (name, value) = form_urlencoded::parse(part.as_bytes())
            .next()
            .ok_or(AddressError::Malformed)?;
        if name == "password" {
            return Err(AddressError::Password);
        }
        if !PARAMETERS.contains(&&*name) {
            return Err(AddressError::Parameter(name.into_owned()));
        }
        if !name.starts_with("ssl") {
            kept.push(part.clone());
        }
        parameters.push((name.into_owned(), value.into_owned()));
    }
    Ok((format!("{plain}?{}", kept.join("&")), parameters))
}

fn place(config: &Config) -> Result<ServerPlace, AddressError> {
    let [host] = config.get_hosts() else {
        let none = config.get_hosts().is_empty();
        return Err(if none {
            AddressError::Malformed
        } else {
            AddressError::Several
        });
    };
    if config.get_ports().len() > 1 {
        return Err(AddressError::Several);
    }
    let host = match host {
        Host::Tcp(host) => host.clone(),
        #[cfg(unix)]
        Host::Unix(folder) => folder.to_string_lossy().into_owned(),
    };
    Ok(ServerPlace {
        host,
        port: config.get_ports().first().copied().unwrap_or(USUAL_PORT),
        database: config
            .get_dbname()
            .filter(|name| !name.is_empty())
            .ok_or(AddressError::NoDatabase)?
            .to_owned(),
        user: config.get_user().unwrap_or_default().to_owned(),
    })
}

/// Whether nobody can listen to what goes to this host: it is this machine.
fn is_near(host: &str) -> bool {
    host.starts_with('/')
        || host == "localhost"
        || host
            .parse()
            .is_ok_and(|address: IpAddr| address.is_loopback())
}
