//! The one form of an address: RFC 3986, without trackers and without a place in the page.

use std::fmt::Write;
use url::Url;

/// Query parameters that say how a reader came to a page and never which page it is. A name that ends in `_` stands for all
/// that begin with it. `ref`, `share`, `cmp` and `id` are not among them: on some sites they name the page.
const TRACKERS: &[&str] = &[
    "utm_",
    "mc_",
    "pk_",
    "mtm_",
    "hsa_",
    "fbclid",
    "gclid",
    "gclsrc",
    "gbraid",
    "wbraid",
    "dclid",
    "msclkid",
    "yclid",
    "twclid",
    "ttclid",
    "igshid",
    "srsltid",
    "mkt_tok",
    "_ga",
    "_gl",
    "_hsenc",
    "_hsmi",
    "vero_id",
    "oly_anon_id",
    "oly_enc_id",
];

/// The one form of an address.
pub(super) fn of(url: &Url) -> String {
    let mut page = format!("{}://", url.scheme());
    if !url.username().is_empty() || url.password().is_some() {
        page.push_str(url.username());
        if let Some(password) = url.password() {
            page.push(':');
            page.push_str(password);
        }
        page.push('@');
    }
    page.push_str(host(url));
    if let Some(port) = url.port() {
        let _ = write!(page, ":{port}");
    }
    page.push_str(&normal(url.path()));
    if let Some(query) = url.query().and_then(without) {
        page.push('?');
        page.push_str(&normal(&query));
    }
    if let Some(fragment) = url.fragment().and_then(route) {
        page.push('#');
        page.push_str(&normal(fragment));
    }
    page
}

/// The host without a trailing dot.
pub(super) fn host(url: &Url) -> &str {
    url.host_str().unwrap_or_default().trim_end_matches('.')
}

/// An address without its trackers, and otherwise as it is written. `None` if it has none.
#[must_use]
pub fn without_trackers(address: &str) -> Option<String> {
    let (before, fragment) = match address.split_once('#') {
        Some((before, fragment)) => (before, format!("#{fragment}")),
        None => (address, String::new()),
    };
    let (place, query) = before.split_once('?')?;
    if !query.split('&').any(is_tracker) {
        return None;
    }
    let query = without(query).map_or_else(String::new, |kept| format!("?{kept}"));
    Some(format!("{place}{query}{fragment}"))
}

/// The query without trackers. `None` if nothing else was in it.
fn without(query: &str) -> Option<String> {
    let kept: Vec<&str> = query.split('&').filter(|part| !is_tracker(part)).collect();
    (!kept.is_empty()).then(|| kept.join("&"))
}

fn is_tracker(parameter: &str) -> bool {
    let name = parameter.split('=').next().unwrap_or_default();
    let name = normal(name).to_ascii_lowercase();
    TRACKERS.iter().any(|tracker| {
        let is_beginning = tracker.ends_with('_') && name.starts_with(tracker);
        is_beginning || name == *tracker
    })
}

/// The fragment, if it says which page it is: pages that a script draws have a path or parameters there. A plain name is a
/// place in the page, and so are words that a browser marks.
fn route(fragment: &str) -> Option<&str> {
    let fragment = fragment.split(":~:").next().unwrap_or_default();
    fragment
        .contains(['/', '!', '=', '?', '&'])
        .then_some(fragment)
}

/// A part of an address with one spelling for each character: unreserved characters as they are, everything that an
/// address cannot hold as `%` and two capital digits.
fn normal(part: &str) -> String {
    let bytes = part.as_bytes();
    let mut normal = String::with_capacity(part.len());
    let mut at = 0;
    while let Some(byte) = bytes.get(at).copied() {
        at += 1;
        if byte != b'%' {
            push(&mut normal, byte, !is_plain(byte));
            continue;
        }
        match bytes.get(at..at + 2).and_then(hexadecimal) {
            Some(byte) => {
                at += 2;
                push(&mut normal, byte, !is_unreserved(byte));
            }
            None => normal.push_str("%25"),
        }
    }
    normal
}

fn push(normal: &mut String, byte: u8, is_encoded: bool) {
    if is_encoded {
        let _ = write!(normal, "%{byte:02X}");
    } else {
        normal.push(char::from(byte));
    }
}

fn hexadecimal(digits: &[u8]) -> Option<u8> {
    let digits = std::str::from_utf8(digits).ok()?;
    u8::from_str_radix(digits, 16)
        .ok()
        .filter(|_| !digits.starts_with('+'))
}

fn is_unreserved(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~')
}

fn is_plain(byte: u8) -> bool {
    is_unreserved(byte) || b":/?#[]@!$&'()*+,;=".contains(&byte)
}
