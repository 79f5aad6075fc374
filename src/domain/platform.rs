//! Platforms: sites where strangers publish. Who posts there is not the site.

use crate::domain::address::{domains_above, host_of};
use crate::domain::name::fold;

/// Why a domain says nothing about who publishes under it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OpenDomain {
    /// It is a platform's: strangers have pages there.
    Platform,
    /// It is a public suffix: strangers have domains below it.
    Suffix,
}

/// Whether strangers publish under a domain, written as hosts are. `ann.substack.com` is Ann's alone, but `m.facebook.com` is
/// everybody's.
#[must_use]
pub fn open_domain(domain: &str) -> Option<OpenDomain> {
    let is_below = |platform: &&str| domains_above(domain).any(|above| above == *platform);
    if let Some(platform) = DOMAINS.iter().find(|platform| is_below(platform)) {
        let first = domain.split('.').next().unwrap_or_default();
        let is_whole = domain == *platform || DOORS.contains(&first);
        let is_open = is_whole || !OWN_BELOW.contains(platform);
        return is_open.then_some(OpenDomain::Platform);
    }
    let suffix = psl::suffix(domain.as_bytes())?;
    let is_suffix = suffix.is_known() && suffix.as_bytes().len() == domain.len();
    is_suffix.then_some(OpenDomain::Suffix)
}

/// Platforms that give each user a domain below theirs.
const OWN_BELOW: &[&str] = &[
    "blogspot.com",
    "medium.com",
    "substack.com",
    "tumblr.com",
    "wordpress.com",
];

/// The first part of domains that show a whole site.
const DOORS: &[&str] = &["amp", "m", "mobile", "old", "open", "web", "www"];

/// The domains of platforms. Every domain below one of these is its user's.
const DOMAINS: &[&str] = &[
    "bitchute.com",
    "blogspot.com",
    "bsky.app",
    "dailymotion.com",
    "discord.com",
    "facebook.com",
    "fb.com",
    "gab.com",
    "gettr.com",
    "instagram.com",
    "linkedin.com",
    "mastodon.social",
    "medium.com",
    "odysee.com",
    "ok.ru",
    "pinterest.com",
    "quora.com",
    "reddit.com",
    "rumble.com",
    "sharechat.com",
    "snapchat.com",
    "substack.com",
    "t.co",
    "t.me",
    "telegram.me",
    "telegram.org",
    "threads.com",
    "threads.net",
    "tiktok.com",
    "truthsocial.com",
    "tumblr.com",
    "twitter.com",
    "vimeo.com",
    "vk.com",
    "wa.me",
    "weibo.com",
    "whatsapp.com",
    "wordpress.com",
    "x.com",
    "youtu.be",
    "youtube.com",
];

/// The names of platforms, where one is published as if it were a paper.
const NAMES: &[&str] = &[
    "bluesky",
    "discord",
    "facebook",
    "gab",
    "gettr",
    "instagram",
    "linkedin",
    "mastodon",
    "medium",
    "odysee",
    "pinterest",
    "quora",
    "reddit",
    "rumble",
    "snapchat",
    "substack",
    "telegram",
    "threads",
    "tiktok",
    "truth social",
    "tumblr",
    "twitter",
    "vimeo",
    "vk",
    "weibo",
    "whatsapp",
    "x",
    "x (twitter)",
    "youtube",
];

/// Whether an address, or the one that it archives, is on a platform.
#[must_use]
pub fn is_on_platform(url: &str) -> bool {
    let host = host_of(Some(url), None);
    host.is_some_and(|host| domains_above(&host).any(|domain| DOMAINS.contains(&domain)))
}

/// Whether a name is that of a platform.
#[must_use]
pub fn is_platform(name: &str) -> bool {
    NAMES.contains(&fold(name).as_str())
}

#[cfg(test)]
mod tests {
    use super::{OpenDomain, is_on_platform, is_platform, open_domain};

    #[test]
    fn a_domain_is_open_if_strangers_publish_under_it() {
        let platform = Some(OpenDomain::Platform);
        for domain in [
            "x.com",
            "www.x.com",
            "de-de.facebook.com",
            "substack.com",
            "m.tumblr.com",
            "t.me",
        ] {
            assert_eq!(open_domain(domain), platform, "{domain}");
        }
        let suffix = Some(OpenDomain::Suffix);
        for domain in ["com", "co.uk", "com.ng", "github.io", "gov.uk"] {
            assert_eq!(open_domain(domain), suffix, "{domain}");
        }
        for domain in [
            "un.org",
            "ann.substack.com",
            "netflix.com",
            "ann.github.io",
            "bbc.co.uk",
            "post.example",
            "localhost",
        ] {
            assert_eq!(open_domain(domain), None, "{domain}");
        }
    }

    #[test]
    fn a_platform_is_known_by_its_domain_and_by_its_name() {
        for url in [
            "https://x.com/a/status/1",
            "https://www.Facebook.com/a",
            "http://a.substack.com/p/b",
            "https://web.archive.org/web/2026/https://t.me/a/1",
        ] {
            assert!(is_on_platform(url), "{url}");
        }
        for url in [
            "https://netflix.com/a",
            "https://post.example/x.com",
            "no address",
        ] {
            assert!(!is_on_platform(url), "{url}");
        }
        assert!(is_platform("Facebook") && is_platform("YOUTUBE"));
        assert!(!is_platform("Facebook Watch Post"));
    }
}
