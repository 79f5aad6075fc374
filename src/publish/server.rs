//! A connection to a server.

use crate::publish::address::{ServerAddress, ServerPlace};
use crate::publish::error::{PublishError, ServerTrouble, explained, unconnected, without_roots};
use crate::publish::tls::encryption;
use postgres::Client;

/// A server that answers, and stores every character.
pub struct Server {
    pub(super) client: Client,
    pub(super) place: ServerPlace,
}

impl Server {
    /// Connects. `roots` is the content of [`ServerAddress::root_certificates`].
    ///
    /// # Errors
    /// When there is no such server or database, it does not let us in, we do not trust it, or it cannot store every
    /// character.
    pub fn connect(address: &ServerAddress, roots: Option<&[u8]>) -> Result<Self, PublishError> {
        let encryption = encryption(address.trust, roots).map_err(|error| without_roots(&error))?;
        let place = address.place.clone();
        let client = address.config.connect(encryption);
        let client = client.map_err(|error| unconnected(&error, &place))?;
        let mut server = Self { client, place };
        server.refuse_other_encodings()?;
        Ok(server)
    }

    fn refuse_other_encodings(&mut self) -> Result<(), PublishError> {
        let row = self.client.query_one("SHOW server_encoding", &[]);
        let row = row.map_err(|error| explained(&error, &self.place))?;
        let encoding: String = row.get(0);
        if matches!(encoding.as_str(), "UTF8" | "UTF-8") {
            return Ok(());
        }
        let database = &self.place.database;
        let trouble = ServerTrouble::new(format!(
            "the database `{database}` stores texts as {encoding}, which cannot hold every character"
        ));
        Err(trouble
            .hint("CREATE DATABASE … ENCODING 'UTF8' TEMPLATE template0 makes one that can")
            .into())
    }
}
