//! Addresses of the web: what is one, and what can be taken out of one without harm.

/// Parameters that tell who sent a reader, and on no site what is read. Names that begin with the first are, too. The list
/// by which two addresses are compared is longer: `ref` says who sent a reader here, and which version is shown there.
const TRACKING: &[&str] = &[
    "utm_", "fbclid", "gclid", "dclid", "msclkid", "mc_cid", "mc_eid", "igshid", "twclid", "yclid",
];

/// Whether it is an address of the web: `http://` or `https://`, with a host and nothing blank.
#[must_use]
pub fn is_web(url: &str) -> bool {
    web(url).is_some()
}

fn web(url: &str) -> Option<&str> {
    let (scheme, rest) = url.split_once("://")?;
    let is_http = scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https");
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let is_whole = !host.is_empty() && !url.contains(|c: char| c.is_whitespace() || c.is_control());
    (is_http && is_whole).then_some(rest)
}

/// The address without its tracking parameters; `None` where it has none.
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
    let name = parameter.split('=').next().unwrap_or_default();
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
    use super::is_web;
    use super::without_tracking;

    #[test]
    fn only_http_with_a_host_is_of_the_web() {
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
