//! Web addresses. One parser serves the linter, `cite`, exports and links.
//!
//! Two addresses are the same page if [`Address::page`] is the same. Everything looser only suggests: [`Address::near`].

mod archive;
mod near;
mod page;
mod typed;

pub use page::without_trackers;
pub use typed::{Typed, typed};

use crate::domain::invisible::invisible;
use url::{ParseError, Url};

/// A longer address is not one that a person pastes, and programs that follow links refuse it.
const LONGEST: usize = 4_000;

/// An address that a reader can follow: http or https, with a host, and nothing in it that a reader would not see.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address {
    url: Url,
}

/// Why a text is not a web address. The sentence says what is missing or wrong.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AddressFault {
    /// It does not say how to get there.
    #[error("`https://` is missing in front")]
    NoScheme,
    /// It starts with `https:`, but without two slashes.
    #[error("`//` is missing after `{0}:`")]
    NoSlashes(String),
    /// It is not on the web.
    #[error("it starts with `{0}:`, not with `https://` or `http://`")]
    OtherScheme(String),
    /// It names no site.
    #[error("the name of the site is missing")]
    NoHost,
    /// The name of the site is not one.
    #[error("the name of the site is wrong: {0}")]
    Host(ParseError),
    /// It has a blank.
    #[error("it has a space or a line break in it")]
    Blank,
    /// It has a sign that ends an address.
    #[error("it has a `{0}` in it")]
    Sign(char),
    /// It has a character that a reader would not see.
    #[error("it has a character in it that nobody sees")]
    Hidden,
    /// It is a mail address.
    #[error("it is a mail address")]
    Mail,
    /// It is longer than any address that a person follows.
    #[error("it is longer than {LONGEST} bytes")]
    Long,
}

impl Address {
    /// Reads an address as a book has it.
    ///
    /// # Errors
    /// When no browser opens it, or when a reader would see another address than the one that opens.
    pub fn parse(text: &str) -> Result<Self, AddressFault> {
        if text.len() > LONGEST {
            return Err(AddressFault::Long);
        }
        let (scheme, rest) = text.split_once(':').ok_or(AddressFault::NoScheme)?;
        let is_web = ["http", "https"]
            .iter()
            .any(|web| scheme.eq_ignore_ascii_case(web));
        if !is_web {
            return Err(without_web_scheme(scheme));
        }
        let rest = rest
            .strip_prefix("//")
            .ok_or_else(|| AddressFault::NoSlashes(scheme.to_owned()))?;
        if rest.is_empty() || rest.starts_with(['/', '?', '#', ':', '@', '.']) {
            return Err(AddressFault::NoHost);
        }
        seen(text)?;
        let url = Url::parse(text).map_err(AddressFault::Host)?;
        let is_named = url.host_str().is_some_and(|host| !host.is_empty());
        is_named.then_some(Self { url }).ok_or(AddressFault::NoHost)
    }

    /// The address of the page in its one form. Two spellings of an address have the same one.
    ///
    /// It follows RFC 3986, and leaves out archives around the address, trackers, and a fragment that is only a place in the
    /// page.
    #[must_use]
    pub fn page(&self) -> String {
        page::of(&archive::unwrapped(&self.url))
    }

    /// What addresses of one page usually share, even if [`Self::page`] differs: without the scheme, `www.`, `m.`, `amp`,
    /// under one of several names of a site. Two pages can share it too, so it only suggests.
    #[must_use]
    pub fn near(&self) -> String {
        near::of(&self.page())
    }

    /// The host of the page: in lower case, in the ASCII form of IDNA, without a trailing dot, and of the archived page
    /// rather than of the archive.
    #[must_use]
    pub fn host(&self) -> String {
        page::host(&archive::unwrapped(&self.url)).to_owned()
    }
}

/// The host that decides who published a page without a named publisher: of its address, else of its archived copy.
#[must_use]
pub fn host_of(url: Option<&str>, archive: Option<&str>) -> Option<String> {
    let address = Address::parse(url.or(archive)?).ok()?;
    Some(address.host())
}

/// A domain as hosts are written: in lower case, in the ASCII form of IDNA, without a trailing dot. `None` if it is not one.
#[must_use]
pub fn domain(text: &str) -> Option<String> {
    let is_bare = !text.contains(['/', ':', '?', '#', '@', '*']);
    is_bare
        .then(|| Address::parse(&format!("https://{text}")))?
        .ok()
        .map(|address| address.host())
}

/// A host and the domains that it is under, the longest first: `news.un.org`, `un.org`, `org`.
pub fn domains_above(host: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(Some(host), |host| Some(host.split_once('.')?.1))
}

/// Whether a browser opens this text as a web address.
#[must_use]
pub fn is_web(text: &str) -> bool {
    Address::parse(text).is_ok()
}

fn without_web_scheme(scheme: &str) -> AddressFault {
    let is_scheme = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-'));
    if is_scheme {
        AddressFault::OtherScheme(scheme.to_owned())
    } else {
        AddressFault::NoScheme
    }
}

/// Refuses characters that the parser would drop or change without a word.
fn seen(text: &str) -> Result<(), AddressFault> {
    for c in text.chars() {
        if c.is_whitespace() {
            return Err(AddressFault::Blank);
        }
        if c.is_control() || matches!(c, '\u{e0000}'..='\u{e007f}') {
            return Err(AddressFault::Hidden);
        }
        if matches!(c, '<' | '>' | '"' | '`' | '\\') {
            return Err(AddressFault::Sign(c));
        }
    }
    if invisible(text).is_empty() {
        Ok(())
    } else {
        Err(AddressFault::Hidden)
    }
}

#[cfg(test)]
mod tests;
