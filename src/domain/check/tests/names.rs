//! Names that are nearly the same, speakers without a party, and domains.

use crate::domain::check::finding::{RecordPart, Severity};
use crate::domain::check::name_book::{NameBook, UsedName};
use crate::domain::check::tests::book::{TestBook, book, claim, count, finds, others, row};
use crate::domain::records::RecordKind;

/// Names in the order of a book: `id=Name` is a party's, all others are speakers of as many claims as their place says.
fn names(written: &[&str]) -> NameBook {
    let used = written.iter().zip(1..).map(|(written, n)| {
        let (party, name) = match written.split_once('=') {
            Some((id, name)) => (Some(id.to_owned()), name),
            None => (None, *written),
        };
        let at = match &party {
            Some(id) => RecordPart::new(RecordKind::Party, id.as_str()),
            None => RecordPart::new(RecordKind::Claim, "toll")
                .on_line(1)
                .field("speaker"),
        };
        UsedName {
            name: name.to_owned(),
            party,
            at,
            claims: n,
        }
    });
    NameBook::of(used)
}

fn with_names(written: &[&str]) -> TestBook {
    claim("").naming(names(written))
}

/// What the rule says of some names, and the first help of each.
fn near(written: &[&str]) -> Vec<(String, String)> {
    let found = with_names(written).found("near-name");
    let found = found
        .into_iter()
        .map(|finding| (finding.words.message, finding.words.help[0].clone()));
    found.collect()
}

fn is_near(written: &[&str]) -> bool {
    !near(written).is_empty()
}

#[test]
fn a_name_that_is_nearly_another_gets_the_command_that_joins_them() {
    let said = |message: &str, help: &str| {
        vec![(message.to_owned(), format!("if they are one: `{help}`"))]
    };
    assert_eq!(
        near(&["Ann Rival", "President Rival"]),
        said(
            "`President Rival` is nearly `Ann Rival`",
            "claimbook party add 'Ann Rival' --alias 'President Rival' --capture"
        )
    );
    assert_eq!(
        near(&["O'Rival", "Ann O'Rival"]),
        said(
            "`Ann O'Rival` is nearly `O'Rival`",
            r"claimbook party add 'Ann O'\''Rival' --alias 'O'\''Rival' --capture"
        )
    );
    assert_eq!(
        near(&["rival=Ann Rival", "Mrs. A. Rival"]),
        said(
            "`Mrs. A. Rival` is nearly `Ann Rival`",
            "claimbook party set rival 'aliases+=Mrs. A. Rival' --capture"
        )
    );
}

#[test]
fn two_parties_are_two_whatever_their_names() {
    assert!(!is_near(&["a=Ann Rival", "b=A. Rival"]));
    assert!(is_near(&["a=Ann Rival", "A. Rival"]));
}

#[test]
fn a_surname_alone_means_the_one_person_who_has_it() {
    assert!(is_near(&["Ann Rival", "Rival"]));
    assert!(is_near(&["Rival", "A. Rival", "Ann Rival"]));
    assert!(!is_near(&["Rival", "Ann Rival", "Bob Rival"]));
    assert!(!is_near(&["Mr Rival", "Mrs Ann Rival"]));
    assert!(!is_near(&["Norland", "Bank of Norland"]));
    assert!(!is_near(&["Korea", "North Korea"]));
    assert!(!is_near(&["Times", "Sunday Times"]));
}

#[test]
fn a_name_is_compared_with_few_of_those_that_share_its_key() {
    // One word with spaces at all sorts of places: each spelling is near to every other.
    let spellings = (0..2_048_u32).map(|spaces| {
        let letters = "harbourpost".chars().zip(0..);
        let spaced = letters.map(|(c, at)| match spaces >> at & 1 {
            1 => format!("{c} "),
            _ => c.to_string(),
        });
        spaced.collect::<String>()
    });
    let spellings: Vec<String> = spellings.collect();
    let spellings: Vec<&str> = spellings.iter().map(String::as_str).collect();
    let book = names(&spellings);
    let (_, near) = book.near("harbour post").unwrap();
    assert!((1..500).contains(&near.len()), "{}", near.len());
}

#[test]
fn nearly_one_name_that_counts_as_two_houses_is_a_warning() {
    let rows = row("supports", "count", "") + &row("supports", "list", "");
    let sources = |one: &str, other: &str| {
        let source = |id: &str, publisher: &str| {
            format!(
                "[[source]]\nid = \"{id}\"\ntitle = \"{id}\"\npublisher = \"{publisher}\"\nown_reporting = true\n"
            )
        };
        let text = format!(
            "[[claim]]\nid = \"toll\"\ntext = \"It happened.\"\n{rows}{}{}",
            source("count", one),
            source("list", other)
        );
        let used = [("count", one), ("list", other)].map(|(id, name)| UsedName {
            name: name.to_owned(),
            party: None,
            at: RecordPart::new(RecordKind::Source, id)
                .on_line(1)
                .field("publisher"),
            claims: 0,
        });
        book(&text).naming(NameBook::of(used))
    };
    let two = sources("Defence", "Defense Ministry");
    finds(
        &two,
        "near-name",
        &["toll evidence[1].source: `Defense Ministry` and `Defence` are counted as two houses"],
    );
    assert_eq!(two.found("near-name")[0].level, Some(Severity::Warning));
    assert_eq!(others(&two, "near-name"), ["count publisher"]);
    finds(
        &sources("Sunday Times", "Financial Times"),
        "near-name",
        &[],
    );
    finds(&sources("Radio 1", "Radio 2"), "near-name", &[]);
    finds(&sources("Defence", "defence"), "near-name", &[]);
}

#[test]
fn a_speaker_of_three_claims_should_be_a_party() {
    // The numbers of claims are 1, 2 and 3.
    let book = with_names(&["Ann Rival", "Bob Other", "The governor's office"]);
    finds(
        &book,
        "unregistered-speaker",
        &["toll speaker: `The governor's office` speaks 3 claims, and is not a party of the book"],
    );
    let help = &book.found("unregistered-speaker")[0].words.help[0];
    assert!(
        help.ends_with(r"`claimbook party add 'The governor'\''s office'`"),
        "{help}"
    );
    // Spellings of one name are one speaker: 1 + 2.
    assert_eq!(
        count(
            &with_names(&["Ann Rival", "ann  rival"]),
            "unregistered-speaker"
        ),
        1
    );
    assert_eq!(
        count(
            &with_names(&["a=Ann Rival", "b=Bob Other", "c=The governor"]),
            "unregistered-speaker"
        ),
        0
    );
}

#[test]
fn a_publisher_at_the_domain_of_another_house_is_told() {
    let at = |url: &str, publisher: &str, party: &str| {
        let text = format!(
            "[[claim]]\nid = \"toll\"\ntext = \"It happened.\"\n{}{}
             [[source]]\nid = \"wire\"\ntitle = \"wire\"\nurl = \"{url}\"\npublisher = \"{publisher}\"\nown_reporting = true
             [[source]]\nid = \"own\"\ntitle = \"own\"\nurl = \"https://post.example/own\"\nown_reporting = true
             [[party]]\nid = \"post\"\nname = \"Post\"\ndomains = [\"post.example\", \"x.com\", \"co.uk\"]\n{party}",
            row("supports", "wire", ""),
            row("supports", "own", "")
        );
        book(&text)
    };
    let found = at("https://news.post.example./a", "North Wire", "");
    finds(
        &found,
        "publisher-domain",
        &[
            "toll evidence[0].source: `wire` counts for `North Wire`, but `news.post.example` is `post`'s, which counts too",
            "wire publisher: the publisher is `North Wire`, but `news.post.example` is `post`'s",
        ],
    );
    let levels: Vec<_> = found
        .found("publisher-domain")
        .iter()
        .map(|finding| finding.level)
        .collect();
    assert_eq!(levels, [Some(Severity::Warning), Some(Severity::Note)]);
    let of_post = "[[party]]\nid = \"radio\"\nname = \"North Wire\"\npart_of = \"post\"\n";
    assert_eq!(
        count(
            &at(
                "https://web.archive.org/web/2026/https://post.example/a",
                "North Wire",
                ""
            ),
            "publisher-domain"
        ),
        2
    );
    for (url, publisher, party) in [
        ("https://post.example/a", "post", ""),
        ("https://post.example/a", "POST", ""),
        ("https://post.example/a", "North Wire", of_post),
        ("https://notpost.example/a", "North Wire", ""),
        ("https://example/a", "North Wire", ""),
        ("https://x.com/a", "North Wire", ""),
        ("https://wire.co.uk/a", "North Wire", ""),
    ] {
        assert_eq!(
            count(&at(url, publisher, party), "publisher-domain"),
            0,
            "{url} {publisher}"
        );
    }
}

#[test]
fn a_domain_of_strangers_is_no_partys() {
    let with = |domain: &str| {
        book(&format!(
            "[[party]]\nid = \"post\"\nname = \"Post\"\ndomains = [\"post.example\", \"{domain}\"]\n"
        ))
    };
    finds(
        &with("X.com."),
        "platform-domain",
        &["post domains “X.com.”: strangers publish at `X.com.`"],
    );
    finds(
        &with("co.uk"),
        "platform-domain",
        &["post domains “co.uk”: anybody can have a domain under `co.uk`"],
    );
    for open in ["www.youtube.com", "substack.com", "github.io", "com.ng"] {
        assert_eq!(count(&with(open), "platform-domain"), 1, "{open}");
    }
    for own in [
        "ann.substack.com",
        "ann.github.io",
        "netflix.com",
        "un.org",
        "bbc.co.uk",
    ] {
        assert_eq!(count(&with(own), "platform-domain"), 0, "{own}");
    }
}
