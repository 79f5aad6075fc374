//! Archives whose addresses contain the address of the archived page.

use url::Url;

/// Archives, each with the beginning of the paths under which it keeps pages.
const ARCHIVES: &[(&str, &str)] = &[
    ("web.archive.org", "/"),
    ("archive.org", "/web/"),
    ("wayback.archive.org", "/"),
    ("archive.ph", "/"),
    ("archive.today", "/"),
    ("archive.is", "/"),
    ("archive.li", "/"),
    ("archive.md", "/"),
    ("archive.vn", "/"),
    ("archive.fo", "/"),
    ("arquivo.pt", "/wayback/"),
    ("wayback.archive-it.org", "/"),
    ("webarchive.nationalarchives.gov.uk", "/"),
    ("webarchive.loc.gov", "/"),
    ("swap.stanford.edu", "/"),
    ("megalodon.jp", "/"),
    ("webcache.googleusercontent.com", "/search"),
];

/// Archives of archives: nobody nests them deeper.
const DEEPEST: usize = 4;

/// The address of the archived page. An address that is not an archive's stays as it is.
pub(super) fn unwrapped(url: &Url) -> Url {
    let mut page = url.clone();
    for _ in 0..DEEPEST {
        match inner(&page) {
            Some(inner) => page = inner,
            None => break,
        }
    }
    page
}

fn inner(url: &Url) -> Option<Url> {
    let host = url.host_str()?.trim_end_matches('.');
    let host = host.strip_prefix("www.").unwrap_or(host);
    let (_, beginning) = ARCHIVES.iter().find(|(archive, _)| *archive == host)?;
    url.path().strip_prefix(beginning)?;
    let whole = url.as_str();
    let rest = whole.get(whole.find("://")? + 3..)?;
    written_out(rest)
        .or_else(|| encoded(rest))
        .or_else(|| bare(url))
}

/// The address after the archive's own part. Some archives reduce the two slashes of its scheme to one.
fn written_out(rest: &str) -> Option<Url> {
    let (at, scheme) = ["http:/", "https:/"]
        .into_iter()
        .filter_map(|scheme| Some((rest.find(scheme)?, scheme)))
        .min()?;
    let page = rest.get(at + scheme.len()..)?.trim_start_matches('/');
    page_at(&format!("{scheme}/{page}"))
}

/// The same if the address is escaped as a whole: `https%3A%2F%2F`.
fn encoded(rest: &str) -> Option<Url> {
    let lower = rest.to_ascii_lowercase();
    let at = ["http%3a%2f%2f", "https%3a%2f%2f"]
        .into_iter()
        .filter_map(|scheme| lower.find(scheme))
        .min()?;
    let query = format!("page={}", rest.get(at..)?.replace('+', "%2B"));
    let (_, page) = url::form_urlencoded::parse(query.as_bytes()).next()?;
    page_at(&page)
}

/// The Wayback Machine also takes an address without a scheme: `/web/2026/harbour.example/news`.
fn bare(url: &Url) -> Option<Url> {
    let (time, page) = url.path().strip_prefix("/web/")?.split_once('/')?;
    let is_time = time.starts_with(|c: char| c.is_ascii_digit()) && time.len() >= 4;
    let host = page.split('/').next()?;
    let query = url
        .query()
        .map_or_else(String::new, |query| format!("?{query}"));
    (is_time && host.contains('.'))
        .then(|| page_at(&format!("http://{page}{query}")))
        .flatten()
}

fn page_at(text: &str) -> Option<Url> {
    Url::parse(text).ok().filter(|url| url.host_str().is_some())
}
