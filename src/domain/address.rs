//! Addresses as people paste them: with a tracker's tail, without `www`, out of an archive. One page, one form.

/// Query parameters that say how somebody came to a page, and not which page it is.
const TRACKERS: [&str; 24] = [
    "fbclid",
    "gclid",
    "dclid",
    "msclkid",
    "yclid",
    "twclid",
    "igshid",
    "mc_cid",
    "mc_eid",
    "ref",
    "ref_src",
    "ref_url",
    "cmpid",
    "cmp",
    "smid",
    "smtyp",
    "share",
    "shared",
    "ocid",
    "ito",
    "s_cid",
    "spm",
    "at_medium",
    "at_campaign",
];

/// Archives whose addresses hold that of the page that they keep.
const ARCHIVES: [&str; 10] = [
    "web.archive.org",
    "archive.org",
    "archive.ph",
    "archive.today",
    "archive.is",
    "archive.li",
    "archive.md",
    "archive.vn",
    "archive.fo",
    "webcache.googleusercontent.com",
];

/// Whether a text looks like an address on the web rather than an id.
#[must_use]
pub fn is_address(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    lower.starts_with("http://") || lower.starts_with("https://") || lower.starts_with("www.")
}

/// The form under which two spellings of one page's address are equal: scheme, `www.`, trackers, fragment, a trailing
/// slash and the archive around it aside, the host in lower case, the query's parameters in order.
#[must_use]
pub fn fold(address: &str) -> String {
    let address = page(address.trim());
    let rest = without_scheme(address);
    let rest = rest.split('#').next().unwrap_or(rest);
    let (place, query) = rest.split_once('?').unwrap_or((rest, ""));
    let (host, path) = place.split_once('/').unwrap_or((place, ""));
    let host = host.to_ascii_lowercase();
    let host = host.strip_prefix("www.").unwrap_or(&host);
    let host = host
        .strip_suffix(":443")
        .or_else(|| host.strip_suffix(":80"))
        .unwrap_or(host);
    let mut folded = host.to_owned();
    let path = path.trim_end_matches('/');
    if !path.is_empty() {
        folded.push('/');
        folded.push_str(path);
    }
    let mut parameters: Vec<&str> = query
        .split('&')
        .filter(|parameter| !is_tracker(parameter))
        .collect();
    parameters.sort_unstable();
    if !parameters.is_empty() {
        folded.push('?');
        folded.push_str(&parameters.join("&"));
    }
    folded
}

/// The page that an archive's address is about; the address itself where it is no archive's.
fn page(address: &str) -> &str {
    let rest = without_scheme(address);
    let host = rest
        .split('/')
        .next()
        .unwrap_or_default()
        .to_ascii_lowercase();
    let host = host.strip_prefix("www.").unwrap_or(&host);
    if !ARCHIVES.contains(&host) {
        return address;
    }
    let inner = ["http://", "https://", "http:/", "https:/"]
        .iter()
        .filter_map(|scheme| rest.find(scheme))
        .min();
    inner.and_then(|at| rest.get(at..)).unwrap_or(address)
}

fn without_scheme(address: &str) -> &str {
    let lower = address.to_ascii_lowercase();
    // An archive may have folded the two slashes into one.
    let scheme = ["https://", "http://", "https:/", "http:/"]
        .into_iter()
        .find(|scheme| lower.starts_with(scheme));
    scheme
        .and_then(|scheme| address.get(scheme.len()..))
        .unwrap_or(address)
}

fn is_tracker(parameter: &str) -> bool {
    let name = parameter
        .split('=')
        .next()
        .unwrap_or_default()
        .to_ascii_lowercase();
    name.is_empty()
        || name.starts_with("utm_")
        || name.starts_with("pk_")
        || TRACKERS.contains(&name.as_str())
}

#[cfg(test)]
mod tests {
    use super::fold;
    use super::is_address;

    #[test]
    fn spellings_of_one_page_are_one() {
        let page = fold("https://harbour.example/news/toll-2025");
        for other in [
            "http://harbour.example/news/toll-2025",
            "https://www.Harbour.example/news/toll-2025/",
            "https://harbour.example/news/toll-2025?utm_source=x&fbclid=1#top",
            "www.harbour.example/news/toll-2025",
            "https://web.archive.org/web/20260302101010/https://harbour.example/news/toll-2025",
            "https://web.archive.org/web/2026id_/http://www.harbour.example:80/news/toll-2025/?utm_medium=y",
            "https://archive.ph/2026.03.02-101010/https://harbour.example/news/toll-2025",
            "http://archive.org/web/2026/https:/harbour.example/news/toll-2025",
        ] {
            assert_eq!(fold(other), page, "{other}");
        }
    }

    #[test]
    fn different_pages_are_different() {
        let page = fold("https://harbour.example/news?id=1&page=2");
        assert_eq!(
            fold("https://harbour.example/news?page=2&id=1&utm_x=1"),
            page
        );
        for other in [
            "https://harbour.example/news?id=2&page=2",
            "https://harbour.example/News?id=1&page=2",
            "https://h.example/news?id=1&page=2",
        ] {
            assert_ne!(fold(other), page, "{other}");
        }
        assert_eq!(fold("https://archive.ph/AbCd1"), "archive.ph/AbCd1");
        assert_eq!(fold(""), "");
    }

    #[test]
    fn an_address_is_told_from_an_id() {
        assert!(is_address("HTTPS://x.example") && is_address("www.x.example"));
        assert!(!is_address("wire-count") && !is_address("http-report"));
    }
}
