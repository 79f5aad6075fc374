//! Addresses as people type them: `harbour.example/news` without `https://`.

use crate::domain::address::{Address, AddressFault};
use std::net::Ipv4Addr;

/// What a person typed for an address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Typed {
    /// The address to write: as typed, with `https://` in front if that was missing.
    pub text: String,
    /// Whether `https://` was missing.
    pub is_completed: bool,
}

/// Endings of files that are also the last label of some sites.
const FILE_ENDINGS: [&str; 8] = ["md", "mov", "pl", "ps", "py", "rs", "sh", "zip"];

/// Names that a book uses for sites that do not exist (RFC 2606).
const RESERVED: [&str; 3] = ["example", "invalid", "test"];

/// Reads what a person typed for an address. Without a scheme, it must start with the name of a site: labels with dots
/// between them, the last of which the world knows.
///
/// # Errors
/// When it is not an address, and why.
pub fn typed(text: &str) -> Result<Typed, AddressFault> {
    let text = text.trim();
    let Err(fault) = Address::parse(text) else {
        return Ok(Typed {
            text: text.to_owned(),
            is_completed: false,
        });
    };
    let place = text.strip_prefix("//").unwrap_or(text);
    let completed = format!("https://{place}");
    if starts_with_a_site(place) {
        return Address::parse(&completed).map(|_| Typed {
            text: completed,
            is_completed: true,
        });
    }
    let is_mail = text
        .split_once('@')
        .is_some_and(|(_, site)| starts_with_a_site(site));
    Err(match fault {
        AddressFault::NoScheme if is_mail => AddressFault::Mail,
        fault => fault,
    })
}

/// Whether a text starts with the name of a site that has a known ending.
fn starts_with_a_site(text: &str) -> bool {
    let end = text.find(['/', '?', '#']).unwrap_or(text.len());
    let (place, path) = text.split_at(end);
    let (host, port) = place.split_once(':').unwrap_or((place, "0"));
    let is_port = !port.is_empty() && port.bytes().all(|digit| digit.is_ascii_digit());
    let is_named =
        is_port && host.contains('.') && !host.contains(['@', '%']) && !host.starts_with('.');
    if !is_named {
        return false;
    }
    if host.parse::<Ipv4Addr>().is_ok() {
        return true;
    }
    let Ok(address) = Address::parse(&format!("https://{host}")) else {
        return false;
    };
    let host = address.host();
    let last = host.rsplit('.').next().unwrap_or_default();
    let is_file = path.is_empty() && FILE_ENDINGS.contains(&last) && host.split('.').count() == 2;
    !is_file
        && (RESERVED.contains(&last)
            || psl::suffix(host.as_bytes()).is_some_and(|suffix| suffix.is_known()))
}
