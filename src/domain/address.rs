//! Web addresses as people paste them: with tracking parameters, without `www`, from an archive. Each page has one
//! folded form.

/// Query parameters that say how a reader came to a page, not which page it is.
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

/// Archives whose addresses contain the address of the archived page.
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

/// Whether a text looks like a web address rather than an id.
#[must_use]
pub fn is_address(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    lower.starts_with("http://") || lower.starts_with("https://") || lower.starts_with("www.")
}

/// The folded form of an address. Two spellings of one page's address have the same folded form.
///
/// It drops the archive around the address, the scheme, `www.`, the default port, tracking parameters, the fragment and
/// trailing slashes; writes the host in lower case; and sorts the query parameters.
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

/// The address of the archived page. An address that is not an archive's is returned as it is.
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
    // Some archives reduce the two slashes to one.
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
    use super::{fold, is_address};
    use proptest::prelude::*;

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

    #[test]
    fn a_folded_address_is_host_path_and_sorted_query() {
        for (address, folded) in [
            ("https://h.example", "h.example"),
            ("https://h.example/", "h.example"),
            ("https://h.example//", "h.example"),
            ("HTTPS://WWW.H.Example/A/b/", "h.example/A/b"),
            ("http://h.example:80/a", "h.example/a"),
            ("https://h.example:443/a", "h.example/a"),
            ("https://h.example:8080/a", "h.example:8080/a"),
            ("  https://h.example/a  ", "h.example/a"),
            ("https://h.example/a?b=2&a=1#x", "h.example/a?a=1&b=2"),
            ("https://h.example?b=2", "h.example?b=2"),
            ("https://h.example/a?", "h.example/a"),
            ("https://h.example/a?&&", "h.example/a"),
            ("https://h.example/a#b?c=1", "h.example/a"),
            ("https://wwwh.example/a", "wwwh.example/a"),
        ] {
            assert_eq!(fold(address), folded, "{address}");
        }
    }

    #[test]
    fn only_whole_names_of_parameters_are_trackers() {
        for kept in ["reference=1", "shares=2", "a_ref=1", "utm=1", "pk=3"] {
            assert_eq!(
                fold(&format!("h.example/?{kept}")),
                format!("h.example?{kept}")
            );
        }
        for dropped in [
            "ref=1",
            "REF=1",
            "share",
            "utm_x=1",
            "UTM_Source=1",
            "pk_id=3",
            "=1",
            "gclid",
        ] {
            assert_eq!(
                fold(&format!("h.example/?{dropped}")),
                "h.example",
                "{dropped}"
            );
        }
    }

    #[test]
    fn an_archives_own_pages_are_pages() {
        for (address, folded) in [
            ("https://web.archive.org/about/", "web.archive.org/about"),
            (
                "https://www.archive.org/web/2026/http://h.example/a",
                "h.example/a",
            ),
            (
                "https://notarchive.org/web/2026/https://h.example/a",
                "notarchive.org/web/2026/https://h.example/a",
            ),
            (
                "https://h.example/https://x.example/a",
                "h.example/https://x.example/a",
            ),
            ("https://archive.is/2026/http:/h.example/a", "h.example/a"),
        ] {
            assert_eq!(fold(address), folded, "{address}");
        }
    }

    #[test]
    fn text_without_a_scheme_or_www_is_not_an_address() {
        for address in ["http://", "https://h.example", "Www.h.example"] {
            assert!(is_address(address), "{address}");
        }
        for other in [
            "",
            "http:/h.example",
            "h.example",
            "xhttps://h.example",
            "www",
            "ftp://h.example",
        ] {
            assert!(!is_address(other), "{other}");
        }
    }

    proptest! {
        #[test]
        fn a_folded_address_never_has_a_fragment(text in "(https?:/?/?)?(www\\.|archive\\.ph/)?[aé:/?#&=.]{0,12}") {
            prop_assert!(!fold(&text).contains('#'));
        }

        #[test]
        fn a_folded_page_folds_to_itself(path in "(/[aB]{1,2}){0,2}", query in "(\\?[ab]=[12](&[ab]=[12])?)?") {
            let folded = fold(&format!("https://h.example{path}{query}"));
            prop_assert_eq!(fold(&folded), folded);
        }
    }
}
