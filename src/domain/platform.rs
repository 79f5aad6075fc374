//! Platforms: sites where strangers publish. Who posts there is not the site.

use crate::domain::address::{domains_above, host_of};
use crate::domain::name::fold;

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
    use super::{is_on_platform, is_platform};

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
