//! What addresses of one page usually share. It only suggests, because two pages can share it too.

use url::Url;
use url::form_urlencoded;

/// Other names of a site, and the one that stands for all.
const OTHER_NAMES: &[(&str, &str)] = &[
    ("twitter.com", "x.com"),
    ("vxtwitter.com", "x.com"),
    ("fxtwitter.com", "x.com"),
    ("nitter.net", "x.com"),
    ("youtube-nocookie.com", "youtube.com"),
    ("dx.doi.org", "doi.org"),
    ("old.reddit.com", "reddit.com"),
    ("fb.com", "facebook.com"),
    ("t.me", "telegram.me"),
];

/// Labels of a host that only say for which device or reader a page is made.
const DEVICES: [&str; 5] = ["www", "m", "mobile", "amp", "wap"];

/// Parameters of a video that do not say which video it is.
const OF_A_PLAYER: [&str; 7] = ["t", "si", "feature", "list", "index", "pp", "start"];

/// What a page shares with its other addresses. `page` is its address in the one form.
pub(super) fn of(page: &str) -> String {
    let Ok(url) = Url::parse(page) else {
        return page.to_owned();
    };
    let url = original(&url).unwrap_or(url);
    let host = site(url.host_str().unwrap_or_default());
    let (path, parameters) =
        video(&host, &url).unwrap_or_else(|| (tidy(url.path()), parameters(&url)));
    let host = if host == "youtu.be" {
        "youtube.com"
    } else {
        &host
    };
    let port = url.port().filter(|port| ![80, 443].contains(port));
    let port = port.map_or_else(String::new, |port| format!(":{port}"));
    let query = if parameters.is_empty() {
        String::new()
    } else {
        format!("?{}", parameters.join("&"))
    };
    let fragment = url
        .fragment()
        .map_or_else(String::new, |fragment| format!("#{fragment}"));
    format!("{host}{port}{path}{query}{fragment}")
}

/// The page behind a copy that Google serves to telephones.
fn original(url: &Url) -> Option<Url> {
    let host = url.host_str()?;
    let path = if host.ends_with(".cdn.ampproject.org") {
        let path = url.path().trim_start_matches('/');
        path.split_once('/')?.1
    } else if host.starts_with("www.google.") || host.starts_with("google.") {
        url.path().strip_prefix("/amp/")?
    } else {
        return None;
    };
    let page = path.strip_prefix("s/").unwrap_or(path);
    Url::parse(&format!("https://{page}")).ok()
}

/// The host under the name that stands for all names of the site.
fn site(host: &str) -> String {
    let labels: Vec<&str> = host.trim_end_matches('.').split('.').collect();
    let own = labels.len().saturating_sub(2);
    let kept: Vec<&str> = labels
        .iter()
        .enumerate()
        .filter(|(at, label)| *at >= own || !DEVICES.contains(*label))
        .map(|(_, label)| *label)
        .collect();
    let host = kept.join(".");
    let other = OTHER_NAMES.iter().find(|(name, _)| *name == host);
    other.map_or(host, |(_, one)| (*one).to_owned())
}

/// The path and parameters of a video's page, whichever of its addresses this is.
fn video(host: &str, url: &Url) -> Option<(String, Vec<String>)> {
    let path = url.path().trim_matches('/');
    let id = match (host, path.split_once('/')) {
        ("youtu.be", None) => path.to_owned(),
        ("youtube.com", Some(("shorts" | "embed" | "live" | "v", id))) => id.to_owned(),
        ("youtube.com", None) if path == "watch" => {
            let mut pairs = url.query_pairs();
            pairs.find(|(name, _)| name == "v")?.1.into_owned()
        }
        _ => return None,
    };
    let others = parameters(url).into_iter().filter(|parameter| {
        let name = parameter.split('=').next().unwrap_or_default();
        name != "v" && !OF_A_PLAYER.contains(&name)
    });
    let of_video = std::iter::once(format!("v={id}"));
    Some(("/watch".to_owned(), of_video.chain(others).collect()))
}

/// The path without what says that it is made for telephones, and without its end.
fn tidy(path: &str) -> String {
    let path = path.trim_end_matches('/');
    let path = path.strip_suffix("/amp").unwrap_or(path);
    let path = path
        .strip_prefix("/amp/")
        .map_or_else(|| path.to_owned(), |rest| format!("/{rest}"));
    let path = path.replace(".amp.html", ".html");
    let path = path.strip_suffix(".amp").unwrap_or(&path);
    let path = ["/index.html", "/index.htm", "/index.php"]
        .iter()
        .find_map(|index| path.strip_suffix(index))
        .unwrap_or(path);
    path.trim_end_matches('/').to_owned()
}

/// The parameters in order, without those that ask for the page of a telephone.
fn parameters(url: &Url) -> Vec<String> {
    let pairs = form_urlencoded::parse(url.query().unwrap_or_default().as_bytes());
    let mut kept: Vec<String> = pairs
        .filter(|(name, value)| {
            let is_amp = name.eq_ignore_ascii_case("amp") || value.eq_ignore_ascii_case("amp");
            let is_blank = name.is_empty() && value.is_empty();
            !(is_amp || is_blank)
        })
        .map(|(name, value)| format!("{name}={value}"))
        .collect();
    kept.sort_unstable();
    kept
}
