//! Web addresses: what counts as one, and which parameters it can do without.

/// Parameters that name who sent a reader, and never name the page. A name that ends in `_` stands for
/// all parameters that start with it. Comparing two addresses ignores more parameters than these:
/// `ref` names the sender on one site and the version of the page on another.
const TRACKING: &[&str] = &[
    "utm_", "fbclid", "gclid", "dclid", "msclkid", "mc_cid", "mc_eid", "igshid", "twclid", "yclid",
];

/// Whether a text is a web address: `http://` or `https://`, a host, and no blanks.
#[must_use]
pub fn is_web(url: &str) -> bool {
    web(url).is_some()
}

fn web(url: &str) -> Option<&str> {
    let (scheme, rest) = url.split_once("://")?;
    let is_http = scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https");
    let has_host = !rest.is_empty() && !rest.starts_with(['/', '?', '#']);
    let is_whole = has_host && !url.contains(|c: char| c.is_whitespace() || c.is_control());
    (is_http && is_whole).then_some(rest)
}

/// An address without its tracking parameters. `None` if it has none.
#[must_use]
pub fn without_tracking(url: &str) -> Option<String> {
    let (before, fragment) = url
        .split_once('#')
        .map_or((url, None), |(before, fragment)| (before, Some(fragment)));
    let (place, query) = before.split_once('?')?;
    let kept: Vec<&str> = query.split('&').filter(|part| !is_tracking(part)).collect();
    if kept.len() == query.split('&').count() {
        return None;
    }
    let mut address = place.to_owned();
    if !kept.is_empty() {
        address.push('?');
        address.push_str(&kept.join("&"));
    }
    if let Some(fragment) = fragment {
        address.push('#');
        address.push_str(fragment);
    }
    Some(address)
}

fn is_tracking(parameter: &str) -> bool {
    let name = parameter
        .split_once('=')
        .map_or(parameter, |(name, _)| name);
    TRACKING.iter().any(|tracking| {
        if tracking.ends_with('_') {
            name.starts_with(tracking)
        } else {
            name == *tracking
        }
    })
}

#[cfg(test)]
mod tests {
    use super::{is_web, without_tracking};

    #[test]
    fn only_http_with_a_host_is_a_web_address() {
        assert!(is_web("https://harbour.example") && is_web("HTTP://harbour.example/x"));
        for not in [
            "harbour.example",
            "ftp://harbour.example",
            "https://",
            "javascript:alert(1)",
            "https://a b",
            "https:///x",
        ] {
            assert!(!is_web(not), "{not}");
        }
    }

    #[test]
    fn tracking_goes_and_the_rest_stays() {
        let without = |url| without_tracking(url);
        assert_eq!(
            without("https://a.example/x?id=2&utm_medium=m#p").as_deref(),
            Some("https://a.example/x?id=2#p")
        );
        assert_eq!(
            without("https://a.example/x?gclid=1").as_deref(),
            Some("https://a.example/x")
        );
        assert_eq!(without("https://a.example/x?id=2"), None);
        assert_eq!(without("https://a.example/x"), None);
    }
}
