//! What a claim rests on: enough origins, circles, copies, interests, retractions, ratings.

use crate::domain::check::context::SharedAddress;
use crate::domain::check::tests::book::{TestBook, book, claim, count, finds, others, row, ruling};
use std::collections::BTreeMap;

#[test]
fn only_a_claim_that_evidence_can_settle_needs_a_source() {
    let nothing = "toll -: no source says anything about this claim";
    finds(&claim(""), "unsourced-claim", &[nothing]);
    finds(&claim("kind = \"figure\""), "unsourced-claim", &[nothing]);
    for sound in [
        "kind = \"opinion\"",
        "kind = \"prediction\"",
        &row("context", "gone", ""),
    ] {
        assert_eq!(count(&claim(sound), "unsourced-claim"), 0, "{sound}");
    }
}

/// A claim with these fields, ruled confirmed on these supporting sources.
fn confirmed(fields: &str, sources: &[&str]) -> TestBook {
    let rows: String = sources
        .iter()
        .map(|source| row("supports", source, ""))
        .collect();
    claim(&format!(
        "{fields}\n{rows}{}",
        ruling("confirmed", "2026-03-01")
    ))
}

#[test]
fn a_confirmed_claim_needs_as_many_origins_as_the_policy_says() {
    let one = confirmed("", &["harbour-story", "hill-story"]);
    let message = "toll ruling[0].status: ruled confirmed on one independent origin; it needs 2";
    finds(&one, "one-origin", &[message]);
    let none = confirmed("", &[]);
    let message = "toll ruling[0].status: ruled confirmed on no origin that counts; it needs 2";
    finds(&none, "one-origin", &[message]);
    assert_eq!(
        count(
            &confirmed("", &["harbour-story", "valley-story"]),
            "one-origin"
        ),
        0
    );
}

#[test]
fn the_number_that_a_claim_needs_wins_over_the_policy() {
    let sources = ["harbour-story", "valley-story"];
    let three = confirmed("needs_origins = 3", &sources);
    let message = "toll ruling[0].status: ruled confirmed on 2 independent origins; it needs 3";
    finds(&three, "one-origin", &[message]);
    assert_eq!(
        count(&confirmed("needs_origins = 1", &sources[..1]), "one-origin"),
        0
    );
}

#[test]
fn other_rulings_need_no_origins() {
    for status in ["contested", "open", "misleading"] {
        assert_eq!(
            count(&claim(&ruling(status, "2026-03-01")), "one-origin"),
            0,
            "{status}"
        );
    }
}

#[test]
fn a_refuted_claim_needs_origins_as_a_confirmed_one_does() {
    let refuted = |rows: &str| claim(&format!("{rows}{}", ruling("refuted", "2026-03-01")));
    let one = refuted(&row("refutes", "harbour-story", ""));
    let message = "toll ruling[0].status: ruled refuted on one independent origin; it needs 2";
    finds(&one, "one-origin", &[message]);
    let message = "toll ruling[0].status: ruled refuted on no origin that counts; it needs 2";
    finds(&refuted(""), "one-origin", &[message]);
    let supported = row("supports", "harbour-story", "") + &row("supports", "valley-story", "");
    finds(&refuted(&supported), "one-origin", &[message]);
    let two = row("refutes", "harbour-story", "") + &row("refutes", "valley-story", "");
    assert_eq!(count(&refuted(&two), "one-origin"), 0);
}

#[test]
fn enough_origins_are_too_little_if_none_is_established() {
    let blogs = derived("one", "publisher = \"One\"") + &derived("two", "publisher = \"Two\"");
    let of = |status: &str, stance: &str| {
        let rows = row(stance, "one", "") + &row(stance, "two", "");
        claim(&format!("{rows}{}{blogs}", ruling(status, "2026-03-01")))
    };
    let message = "toll ruling[0].status: ruled confirmed on 2 independent origins, of which none is established";
    finds(&of("confirmed", "supports"), "one-origin", &[message]);
    assert_eq!(count(&of("refuted", "refutes"), "one-origin"), 1);
    let hedged = |credibility: u8| {
        let fields = format!("credibility = {credibility}");
        let rows =
            row("supports", "harbour-story", &fields) + &row("supports", "valley-story", &fields);
        claim(&(rows + &ruling("confirmed", "2026-03-01")))
    };
    assert_eq!(count(&hedged(3), "one-origin"), 1);
    assert_eq!(count(&hedged(2), "one-origin"), 0);
    let one_firm = row("supports", "harbour-story", "") + &row("supports", "one", "");
    let one_firm = claim(&format!(
        "{one_firm}{}{blogs}",
        ruling("confirmed", "2026-03-01")
    ));
    assert_eq!(count(&one_firm, "one-origin"), 0);
}

#[test]
fn a_source_that_nothing_rests_on_is_unused() {
    let mut unused = claim("");
    unused.unused_sources = ["hill-story".to_owned()].into();
    let message = "hill-story id: no claim cites this source, and no source derives from it";
    finds(&unused, "unused-source", &[message]);
    assert_eq!(count(&claim(""), "unused-source"), 0);
}

#[test]
fn a_primary_source_is_enough_by_itself_or_as_an_origin() {
    let primary = |kind: &str, stance: &str| {
        let ruled = ruling("confirmed", "2026-03-01");
        let source = format!(
            "[[source]]\nid = \"record\"\ntitle = \"Record\"\npublisher = \"Registry\"\nkind = \"{kind}\"\n"
        );
        let copy = "[[source]]\nid = \"copy\"\ntitle = \"Copy\"\nderived_from = [\"record\"]\n";
        let rests_on =
            |cited: &str| claim(&format!("{}{ruled}{source}{copy}", row(stance, cited, "")));
        [
            count(&rests_on("record"), "one-origin"),
            count(&rests_on("copy"), "one-origin"),
        ]
    };
    for kind in ["document", "dataset", "observation"] {
        assert_eq!(primary(kind, "supports"), [0, 0], "{kind}");
        assert_eq!(primary(kind, "context"), [1, 1], "{kind}");
    }
    for kind in [
        "report",
        "wire",
        "statement",
        "interview",
        "analysis",
        "media",
    ] {
        assert_eq!(primary(kind, "supports"), [1, 1], "{kind}");
    }
}

#[test]
fn the_speakers_own_word_settles_what_they_said_and_nothing_else() {
    let said = |kind: &str| {
        let statement =
            "[[source]]\nid = \"statement\"\ntitle = \"Statement\"\npublisher = \"Northland\"\n";
        let about = row("supports", "statement", "about = \"attribution\"");
        let ruled = ruling("confirmed", "2026-03-01");
        claim(&format!(
            "kind = \"{kind}\"\nspeaker = \"Northland\"\n{about}{ruled}{statement}"
        ))
    };
    assert_eq!(count(&said("quotation"), "one-origin"), 0);
    assert_eq!(count(&said("position"), "one-origin"), 0);
    assert_eq!(count(&said("figure"), "one-origin"), 1);
}

fn derived(id: &str, fields: &str) -> String {
    format!("[[source]]\nid = \"{id}\"\ntitle = \"{id}\"\n{fields}\n")
}

#[test]
fn a_circle_is_reported_once_with_all_its_sources() {
    let ring = derived("b", "derived_from = [\"c\"]")
        + &derived("a", "derived_from = [\"b\"]")
        + &derived("c", "derived_from = [\"a\", \"d\"]")
        + &derived("d", "");
    let book = book(&ring);
    let message = "a derived_from: these sources name one another as their origin: a, b, c";
    finds(&book, "circular-sourcing", &[message]);
    assert_eq!(
        others(&book, "circular-sourcing"),
        ["b derived_from", "c derived_from"]
    );
}

#[test]
fn a_source_may_name_itself_and_a_chain_is_not_a_circle() {
    let itself = book(&derived("a", "derived_from = [\"a\"]"));
    let message = "a derived_from: `a` names itself as its origin";
    finds(&itself, "circular-sourcing", &[message]);
    let chain = derived("a", "derived_from = [\"b\"]") + &derived("b", "derived_from = [\"c\"]");
    assert_eq!(count(&book(&chain), "circular-sourcing"), 0);
    let own = derived("a", "derived_from = [\"b\"]\nown_reporting = true")
        + &derived("b", "derived_from = [\"a\"]");
    assert_eq!(count(&book(&own), "circular-sourcing"), 0);
}

/// A claim of the article `border-town`, with these rows and a source that copies the article.
fn in_article(rows: &str) -> TestBook {
    let copy = derived("copy", "derived_from = [\"border-town\"]");
    let both = derived(
        "both",
        "derived_from = [\"border-town\", \"harbour-story\"]",
    );
    let article =
        "[article]\ntitle = \"Border town\"\n\n[[claim]]\nid = \"toll\"\ntext = \"It happened.\"\n";
    book(&format!(
        "{article}{rows}{copy}{both}{}",
        crate::domain::check::tests::book::REPORTS
    ))
}

#[test]
fn the_article_and_its_copies_are_no_evidence() {
    let rows = row("supports", "border-town", "") + &row("refutes", "copy", "");
    finds(
        &in_article(&rows),
        "repeats-the-article",
        &[
            "toll evidence[0].source: this source is the article under check",
            "toll evidence[1].source: this source only repeats the article under check",
        ],
    );
}

#[test]
fn context_and_sources_with_another_origin_may_repeat_the_article() {
    let rows = row("context", "border-town", "") + &row("context", "copy", "");
    assert_eq!(count(&in_article(&rows), "repeats-the-article"), 0);
    assert_eq!(
        count(
            &in_article(&row("supports", "both", "")),
            "repeats-the-article"
        ),
        0
    );
    assert_eq!(
        count(
            &in_article(&row("supports", "harbour-story", "")),
            "repeats-the-article"
        ),
        0
    );
}

#[test]
fn one_origin_for_and_against_is_a_conflict() {
    let rows = |against: &str, fields: &str| {
        let support = row("supports", "valley-story", "") + &row("supports", "harbour-story", "");
        claim(&(support + &row("refutes", against, fields)))
    };
    let conflict = rows("hill-story", "");
    let message = "toll evidence[2].source: one origin is used both for and against this claim: harbour-story";
    finds(&conflict, "self-conflict", &[message]);
    assert_eq!(
        others(&conflict, "self-conflict"),
        ["toll evidence[1].source"]
    );
    assert_eq!(count(&rows("gone", ""), "self-conflict"), 0);
    assert_eq!(
        count(
            &rows("hill-story", "about = \"attribution\""),
            "self-conflict"
        ),
        0
    );
    assert_eq!(
        count(&rows("hill-story", "credibility = 5"), "self-conflict"),
        0
    );
}

#[test]
fn supporters_that_all_have_a_stake_are_named() {
    let interested = |interests: &str| {
        let reports = derived(
            "one",
            &format!("publisher = \"One\"\nown_reporting = true\n{interests}"),
        ) + &derived(
            "two",
            "publisher = \"Two\"\nown_reporting = true\ninterests = [\"southland\"]",
        );
        let rows = row("supports", "one", "") + &row("supports", "two", "");
        let party = "[[party]]\nid = \"southland\"\nname = \"Southland\"\n";
        claim(&format!(
            "concerns = [\"southland\"]\n{rows}{reports}{party}"
        ))
    };
    let message = "toll -: every source that supports this has a stake in it: southland";
    finds(
        &interested("interests = [\"Southland\"]"),
        "all-interested",
        &[message],
    );
    assert_eq!(count(&interested(""), "all-interested"), 0);
}

/// A claim ruled so on 2026-03-05, with a row of this stance on a source retracted on this day.
fn retracted(status: &str, stance: &str, on: &str, source: &str) -> TestBook {
    let sources = derived("flash", &format!("retracted = \"{on}\""))
        + &derived("echo", "derived_from = [\"flash\"]");
    claim(&format!(
        "{}{}{sources}",
        row(stance, source, ""),
        ruling(status, "2026-03-05")
    ))
}

#[test]
fn a_ruling_that_is_not_surely_later_rests_on_a_retracted_source() {
    let message = |on: &str| {
        format!(
            "toll evidence[0].source: the ruling counts on `flash`, which was retracted on {on}"
        )
    };
    for on in ["2026-03-06", "2026-03-05", "2026-03", "2026"] {
        for source in ["flash", "echo"] {
            let book = retracted("confirmed", "supports", on, source);
            finds(&book, "retracted-source", &[&message(on)]);
            assert_eq!(others(&book, "retracted-source"), ["toll ruling[0].on"]);
        }
    }
    assert_eq!(
        count(
            &retracted("confirmed", "supports", "2026-03-04", "flash"),
            "retracted-source"
        ),
        0
    );
    assert_eq!(
        count(
            &retracted("confirmed", "supports", "2026-03-06", "gone"),
            "retracted-source"
        ),
        0
    );
}

#[test]
fn a_ruling_counts_only_on_its_own_side() {
    let counts = |status, stance| {
        count(
            &retracted(status, stance, "2026-03-06", "flash"),
            "retracted-source",
        )
    };
    for (status, supports, refutes, context) in [
        ("confirmed", 1, 0, 0),
        ("refuted", 0, 1, 0),
        ("contested", 1, 1, 0),
        ("misleading", 1, 1, 0),
        ("outdated", 1, 1, 0),
        ("unverifiable", 1, 1, 0),
        ("withdrawn", 1, 1, 0),
        ("open", 0, 0, 0),
    ] {
        let found = [
            counts(status, "supports"),
            counts(status, "refutes"),
            counts(status, "context"),
        ];
        assert_eq!(found, [supports, refutes, context], "{status}");
    }
}

/// The source `second` is at or near the address of `first`.
fn shared(is_same: bool) -> BTreeMap<String, SharedAddress> {
    let first = "first".to_owned();
    [("second".to_owned(), SharedAddress { first, is_same })].into()
}

#[test]
fn an_earlier_source_with_the_same_address_is_reported() {
    let first = derived("first", "url = \"https://a.example/x\"");
    let second = derived("second", "url = \"http://www.a.example/x\"");
    let mut same = book(&(first + &second));
    same.same_address = shared(true);
    let message = "second url: another source has the same address: http://www.a.example/x";
    finds(&same, "duplicate-source", &[message]);
    same.same_address = shared(false);
    let near = "second url: another source has nearly the same address: http://www.a.example/x";
    finds(&same, "duplicate-source", &[near]);
    assert_eq!(others(&same, "duplicate-source"), ["first url"]);
}

const TITLE: &str = "Northland counts 310 dead in attacks";

/// A claim with two rows whose sources have these titles and fields.
fn two_reports(rows: [&str; 2], titles: [&str; 2], fields: [&str; 2]) -> TestBook {
    let report = |at: usize| {
        format!(
            "[[source]]\nid = \"r{at}\"\ntitle = \"{}\"\n{}\n",
            titles[at], fields[at]
        )
    };
    let evidence = rows[0].to_owned() + rows[1];
    claim(&(evidence + &report(0) + &report(1)))
}

fn supporting() -> [String; 2] {
    [row("supports", "r0", ""), row("supports", "r1", "")]
}

const APART: [&str; 2] = ["publisher = \"One\"", "publisher = \"Two\""];

#[test]
fn two_reports_with_nearly_one_title_may_be_one_story() {
    let [one, two] = supporting();
    let book = two_reports([&one, &two], [TITLE, TITLE], APART);
    let message =
        "toll evidence[1].source: `r1` and `r0` have nearly the same title: is one a copy?";
    finds(&book, "possible-wire-copy", &[message]);
    assert_eq!(
        others(&book, "possible-wire-copy"),
        ["toll evidence[0].source"]
    );
}

#[test]
fn two_reports_with_one_long_quote_may_be_one_story() {
    let quote = |words: &str| format!("quote = \"{words}\"");
    let with = |one: &str, two: &str| {
        let rows = [
            row("refutes", "r0", &quote(one)),
            row("refutes", "r1", &quote(two)),
        ];
        two_reports([&rows[0], &rows[1]], ["One", "Two"], APART)
    };
    let eight = "we counted every body that they brought us";
    let message = "toll evidence[1].source: `r1` and `r0` have the same words: is one a copy?";
    finds(&with(eight, eight), "possible-wire-copy", &[message]);
    let seven = "we counted every body that they brought";
    assert_eq!(count(&with(seven, seven), "possible-wire-copy"), 0);
    assert_eq!(count(&with(eight, seven), "possible-wire-copy"), 0);
}

#[test]
fn reports_that_are_not_counted_twice_are_no_copies() {
    let [one, two] = supporting();
    let apart = |fields: [&str; 2]| {
        count(
            &two_reports([&one, &two], [TITLE, TITLE], fields),
            "possible-wire-copy",
        )
    };
    assert_eq!(
        apart(["publisher = \"One\"", "publisher = \"ONE\""]),
        0,
        "one house"
    );
    assert_eq!(apart(["publisher = \"One\"", ""]), 0, "no publisher");
    let own = [
        "publisher = \"One\"\nown_reporting = true",
        "publisher = \"Two\"\nown_reporting = true",
    ];
    assert_eq!(apart(own), 0, "both own work");
    assert_eq!(apart([own[0], APART[1]]), 1, "one own work");
    let voice = [
        "publisher = \"One\"\nvoice = \"V\"",
        "publisher = \"Two\"\nvoice = \"V\"",
    ];
    assert_eq!(apart(voice), 0, "one voice");
    assert_eq!(apart([voice[0], APART[1]]), 1, "one of them has a voice");
    let derived = [
        "publisher = \"One\"",
        "publisher = \"Two\"\nderived_from = [\"r0\"]",
    ];
    assert_eq!(apart(derived), 0, "the book says so");
    let agency = [
        "publisher = \"One\"\nderived_from = [\"wire\"]",
        "publisher = \"Two\"\nderived_from = [\"wire\"]",
    ];
    assert_eq!(apart(agency), 0, "a common origin");
}

#[test]
fn rows_that_do_not_count_together_are_not_compared() {
    let support = row("supports", "r0", "");
    for other in [
        row("refutes", "r1", ""),
        row("context", "r1", ""),
        row("supports", "r1", "about = \"attribution\""),
        row("supports", "r1", "via = [\"harbour-story\"]"),
        row("supports", "r0", ""),
        row("supports", "gone", ""),
    ] {
        let book = two_reports([&support, &other], [TITLE, TITLE], APART);
        assert_eq!(count(&book, "possible-wire-copy"), 0, "{other}");
    }
    let [one, two] = supporting();
    let spoken = |kind: &str| {
        let one = format!("kind = \"{kind}\"\n{one}");
        count(
            &two_reports([&one, &two], [TITLE, TITLE], APART),
            "possible-wire-copy",
        )
    };
    assert_eq!(
        [spoken("quotation"), spoken("position"), spoken("event")],
        [0, 0, 1]
    );
}

/// A claim with rows whose publishers and items have these ratings.
fn rated(ratings: &[(&str, &str)]) -> TestBook {
    let mut rows = String::new();
    let mut records = String::new();
    for (at, (reliability, credibility)) in ratings.iter().enumerate() {
        rows += &row("supports", &format!("s{at}"), credibility);
        records += &derived(&format!("s{at}"), &format!("publisher = \"p{at}\""));
        let party = format!("[[party]]\nid = \"p{at}\"\nname = \"P{at}\"\n{reliability}\n");
        records += &party;
    }
    claim(&(rows + &records))
}

#[test]
fn three_ratings_on_the_diagonal_are_reported() {
    let [a, b, f] = ["A", "B", "F"].map(|letter| format!("reliability = \"{letter}\""));
    let [one, two, six] = [1, 2, 6].map(|number| format!("credibility = {number}"));
    let book = rated(&[(&a, &one), (&b, &two), ("", &two), (&f, &six)]);
    let message = "toll evidence[0].credibility: all 3 ratings put the publisher and the item at the same place on the scale";
    finds(&book, "diagonal-ratings", &[message]);
    assert_eq!(
        others(&book, "diagonal-ratings"),
        [
            "toll evidence[1].credibility",
            "toll evidence[3].credibility"
        ]
    );
    assert_eq!(
        count(&rated(&[(&a, &one), (&b, &two)]), "diagonal-ratings"),
        0,
        "two"
    );
    assert_eq!(
        count(
            &rated(&[(&b, &two), (&b, &two), (&b, &two)]),
            "diagonal-ratings"
        ),
        0,
        "one place"
    );
    assert_eq!(
        count(
            &rated(&[(&a, &one), (&b, &two), (&f, &two)]),
            "diagonal-ratings"
        ),
        0,
        "one off"
    );
}

#[test]
fn each_letter_of_reliability_has_its_number() {
    let letters =
        ["A", "B", "C", "D", "E", "F"].map(|letter| format!("reliability = \"{letter}\""));
    let numbers = [1, 2, 3, 4, 5, 6].map(|number| format!("credibility = {number}"));
    let pairs: Vec<(&str, &str)> = letters
        .iter()
        .zip(&numbers)
        .map(|(letter, number)| (letter.as_str(), number.as_str()))
        .collect();
    assert_eq!(count(&rated(&pairs), "diagonal-ratings"), 1);
}
