//! Which addresses are one page, which are near each other, and which texts are not addresses.

use super::{Address, AddressFault, is_web, typed, without_trackers};
use proptest::prelude::*;

/// Addresses of one page, two a line.
const ALIKE: [[&str; 2]; 26] = [
    [
        "https://harbour.example/news",
        "HTTPS://Harbour.EXAMPLE/news",
    ],
    ["https://harbour.example", "https://harbour.example/"],
    [
        "https://harbour.example/news",
        "https://harbour.example:443/news",
    ],
    [
        "https://harbour.example/news",
        "https://harbour.example./news",
    ],
    [
        "https://harbour.example/b",
        "https://harbour.example/a/../b",
    ],
    [
        "https://harbour.example/b",
        "https://harbour.example/./%2e/b",
    ],
    [
        "https://bücher.example/x",
        "https://xn--bcher-kva.example/x",
    ],
    [
        "https://BÜCHER.example/x",
        "https://xn--bcher-kva.example/x",
    ],
    [
        "https://ur.example/خبر",
        "https://ur.example/%D8%AE%D8%A8%D8%B1",
    ],
    ["https://ur.example/%d8%ae", "https://ur.example/خ"],
    ["https://h.example/%7Euser/%41", "https://h.example/~user/A"],
    ["https://h.example/?q=%C3%A9", "https://h.example/?q=é"],
    ["https://h.example/a|b", "https://h.example/a%7Cb"],
    [
        "https://h.example/a?utm_source=x&id=1&fbclid=2",
        "https://h.example/a?id=1",
    ],
    ["https://h.example/a?UTM_Source=x", "https://h.example/a"],
    [
        "https://h.example/a?mc_cid=1&igshid=2&gclid=3",
        "https://h.example/a",
    ],
    ["https://h.example/a#top", "https://h.example/a"],
    ["https://h.example/a#", "https://h.example/a"],
    [
        "https://h.example/a#:~:text=toll%20of",
        "https://h.example/a",
    ],
    [
        "https://h.example/a",
        "https://web.archive.org/web/20260302101010/https://h.example/a",
    ],
    [
        "https://h.example/a",
        "https://web.archive.org/web/2026id_/https:/h.example/a?utm_x=1",
    ],
    [
        "https://h.example/a?b=1#/c",
        "https://archive.ph/2026.03.02-101010/https://h.example/a?b=1#/c",
    ],
    [
        "https://h.example/a?b=1",
        "https://archive.is/newest/https%3A%2F%2Fh.example%2Fa%3Fb%3D1",
    ],
    [
        "http://h.example/a?b=1",
        "https://web.archive.org/web/2026/h.example/a?b=1",
    ],
    [
        "https://h.example/a",
        "https://web.archive.org/web/2026/https://archive.ph/newest/https://h.example/a",
    ],
    [
        "https://h.example/a",
        "https://arquivo.pt/wayback/2026/https://h.example/a",
    ],
];

#[track_caller]
fn page(text: &str) -> String {
    Address::parse(text)
        .unwrap_or_else(|fault| panic!("{text}: {fault}"))
        .page()
}

fn near(text: &str) -> String {
    Address::parse(text).unwrap().near()
}

#[test]
fn spellings_of_one_page_are_one() {
    for [one, other] in ALIKE {
        assert_eq!(page(one), page(other), "{one} {other}");
    }
}

#[test]
fn different_pages_are_different() {
    for [one, other] in [
        [
            "https://e.example/doc?ref=2024-123",
            "https://e.example/doc?ref=2024-124",
        ],
        [
            "https://e.example/doc?share=1",
            "https://e.example/doc?share=2",
        ],
        ["https://e.example/doc?cmp=1", "https://e.example/doc"],
        ["https://e.example/doc?id=1", "https://e.example/doc?id=2"],
        [
            "https://e.example/doc?ocid=ocds-213czf-1",
            "https://e.example/doc?ocid=ocds-213czf-2",
        ],
        ["https://e.example/#/a", "https://e.example/#/b"],
        ["https://e.example/#!a", "https://e.example/#!b"],
        [
            "https://e.example/sheet#gid=0",
            "https://e.example/sheet#gid=1",
        ],
        ["https://e.example/News", "https://e.example/news"],
        ["https://e.example/a", "https://e.example/a/"],
        ["https://e.example/a?x=1&y=2", "https://e.example/a?y=2&x=1"],
        ["https://e.example/a%2Fb", "https://e.example/a/b"],
        ["https://e.example/a?q=a%26b", "https://e.example/a?q=a&b"],
        ["http://e.example/a", "https://e.example/a"],
        ["https://www.e.example/a", "https://e.example/a"],
        ["https://e.example:8443/a", "https://e.example/a"],
        ["https://archive.ph/AbCd1", "https://archive.ph/AbCd2"],
        [
            "https://archive.org/details/https://e.example/a",
            "https://e.example/a",
        ],
        [
            "https://notarchive.ph/2026/https://e.example/a",
            "https://e.example/a",
        ],
        [
            "https://e.example/?url=https://h.example/a",
            "https://h.example/a",
        ],
    ] {
        assert_ne!(page(one), page(other), "{one} {other}");
    }
}

#[test]
fn other_addresses_of_a_page_are_near() {
    for [one, other] in [
        ["http://www.e.example/a", "https://e.example/a/"],
        ["https://m.e.example/a", "https://www.e.example/a"],
        [
            "https://en.m.wikipedia.org/wiki/Kabul",
            "https://en.wikipedia.org/wiki/Kabul",
        ],
        ["https://e.example/a/amp", "https://e.example/a"],
        ["https://e.example/amp/a", "https://e.example/a"],
        ["https://e.example/a?amp=1", "https://e.example/a"],
        [
            "https://www.google.com/amp/s/e.example/a",
            "https://e.example/a",
        ],
        [
            "https://e-example.cdn.ampproject.org/c/s/e.example/a",
            "https://e.example/a",
        ],
        [
            "https://twitter.com/desk/status/1",
            "https://x.com/desk/status/1",
        ],
        [
            "https://mobile.twitter.com/desk/status/1",
            "https://x.com/desk/status/1",
        ],
        [
            "https://youtu.be/AbC?si=x",
            "https://www.youtube.com/watch?v=AbC",
        ],
        [
            "https://m.youtube.com/watch?t=9&v=AbC",
            "https://www.youtube.com/shorts/AbC",
        ],
        ["https://dx.doi.org/10.1000/1", "https://doi.org/10.1000/1"],
        ["https://e.example/a?x=1&y=2", "https://e.example/a?y=2&x=1"],
        ["https://e.example/index.html", "http://e.example"],
    ] {
        assert_eq!(near(one), near(other), "{one} {other}");
    }
    for [one, other] in [
        ["https://e.example/#/a", "https://e.example/#/b"],
        ["https://e.example/doc?ref=1", "https://e.example/doc?ref=2"],
        ["https://youtu.be/AbC", "https://youtu.be/AbD"],
        ["https://m.example/a", "https://www.example/a"],
        [
            "https://www.google.com/search?q=a",
            "https://www.google.com/search?q=b",
        ],
    ] {
        assert_ne!(near(one), near(other), "{one} {other}");
    }
}

#[test]
fn what_a_browser_would_open_elsewhere_or_not_at_all_is_not_an_address() {
    assert!(is_web("https://harbour.example") && is_web("HTTP://harbour.example/x"));
    assert!(is_web("https://fa.wikipedia.org/wiki/می\u{200c}خواهم"));
    for (text, fault) in [
        ("", AddressFault::NoScheme),
        ("harbour.example", AddressFault::NoScheme),
        ("harbour.example:80", AddressFault::NoScheme),
        (
            "ftp://harbour.example",
            AddressFault::OtherScheme("ftp".into()),
        ),
        (
            "javascript:alert(1)",
            AddressFault::OtherScheme("javascript".into()),
        ),
        ("https://", AddressFault::NoHost),
        ("https:///x", AddressFault::NoHost),
        ("https://?x", AddressFault::NoHost),
        ("https://:80/", AddressFault::NoHost),
        (
            "https:/harbour.example",
            AddressFault::NoSlashes("https".into()),
        ),
        (
            "https:harbour.example",
            AddressFault::NoSlashes("https".into()),
        ),
        ("https://a b", AddressFault::Blank),
        ("https://a.example/\n", AddressFault::Blank),
        ("https://a.example/<b>", AddressFault::Sign('<')),
        (
            "https:\\\\a.example",
            AddressFault::NoSlashes("https".into()),
        ),
        ("https://a.example\\@b.example", AddressFault::Sign('\\')),
        ("https://a.example/\u{200b}b", AddressFault::Hidden),
        ("https://a.example/\u{202e}b", AddressFault::Hidden),
    ] {
        assert_eq!(Address::parse(text), Err(fault), "{text}");
    }
    assert!(matches!(
        Address::parse("https://a[b]/"),
        Err(AddressFault::Host(_))
    ));
    let long = format!("https://a.example/{}", "x".repeat(4_000));
    assert_eq!(Address::parse(&long), Err(AddressFault::Long));
}

#[test]
fn the_host_is_of_the_page_and_in_one_form() {
    for (text, host) in [
        ("https://News.UN.org./x", "news.un.org"),
        (
            "https://web.archive.org/web/2026/https://news.un.org/x",
            "news.un.org",
        ),
        ("https://bücher.example:8080/", "xn--bcher-kva.example"),
        ("https://user@un.org/", "un.org"),
        ("https://archive.ph/AbCd1", "archive.ph"),
    ] {
        assert_eq!(Address::parse(text).unwrap().host(), host, "{text}");
    }
}

#[test]
fn an_address_without_a_scheme_is_completed_if_it_begins_with_a_site() {
    for text in [
        "harbour.example/news",
        "www.harbour.example",
        "un.org",
        "bbc.co.uk/news?x=1",
        "harbour.example:8080/x",
        "//harbour.example/x",
        "bücher.example",
        "192.168.1.7/x",
        "docs.rs/url",
        "пример.рф/новость",
    ] {
        let place = text.trim_start_matches('/');
        assert_eq!(
            typed(text).unwrap().text,
            format!("https://{place}"),
            "{text}"
        );
        assert!(typed(text).unwrap().is_completed);
    }
    let whole = typed("  https://h.example/a ").unwrap();
    assert_eq!(
        (whole.text.as_str(), whole.is_completed),
        ("https://h.example/a", false)
    );
}

#[test]
fn what_only_looks_like_an_address_says_what_is_missing() {
    for (text, fault) in [
        ("wire-count", AddressFault::NoScheme),
        ("evidence/figures.pdf", AddressFault::NoScheme),
        ("figures.pdf", AddressFault::NoScheme),
        ("notes.md", AddressFault::NoScheme),
        ("desk@harbour.example", AddressFault::Mail),
        (
            "mailto:desk@harbour.example",
            AddressFault::OtherScheme("mailto".into()),
        ),
        (
            "ftp://harbour.example/x",
            AddressFault::OtherScheme("ftp".into()),
        ),
        ("doi:10.1000/1", AddressFault::OtherScheme("doi".into())),
        (
            "https:/harbour.example",
            AddressFault::NoSlashes("https".into()),
        ),
        ("https:///harbour.example", AddressFault::NoHost),
        ("harbour.example/two words", AddressFault::Blank),
        ("v1.2", AddressFault::NoScheme),
        ("…", AddressFault::NoScheme),
    ] {
        assert_eq!(typed(text), Err(fault), "{text}");
    }
}

#[test]
fn trackers_go_and_the_rest_stays_as_it_is_written() {
    for (address, without) in [
        (
            "https://a.example/x?id=2&utm_medium=m#p",
            Some("https://a.example/x?id=2#p"),
        ),
        (
            "https://A.example/%7e?gclid=1",
            Some("https://A.example/%7e"),
        ),
        ("https://a.example/x?id=2", None),
        ("https://a.example/x?ref=2&share=1", None),
        ("https://a.example/x", None),
        ("https://a.example/x#?utm_x=1", None),
    ] {
        assert_eq!(without_trackers(address).as_deref(), without, "{address}");
    }
}

/// Addresses of a small alphabet, so that they meet by accident.
fn any() -> impl Strategy<Value = String> {
    "https?://(www\\.|m\\.|archive\\.ph/a/http://)?(e\\.example|é\\.example|youtu\\.be)(:80|:443)?(/[aBé~%]|/%7[eE]|/\\.\\.|/amp){0,3}/?\
     (\\?(id|ref|utm_a|v)=[12](&(id|utm_b|amp)=[12])?)?(#(top|/a|gid=1|é)?)?"
}

proptest! {
    #[test]
    fn the_one_form_is_its_own_form(text in any()) {
        let once = page(&text);
        prop_assert_eq!(page(&once), once);
    }

    #[test]
    fn one_page_is_always_near_itself(one in any(), other in any()) {
        if page(&one) == page(&other) {
            prop_assert_eq!(near(&one), near(&other));
        }
    }

    #[test]
    fn what_is_typed_is_an_address_or_a_fault(text in "[a-z:/?#@.\\\\ %é\u{200b}\\[\\]]{0,16}") {
        if let Ok(typed) = typed(&text) {
            prop_assert!(is_web(&typed.text));
        }
    }
}
