//! Why a claim has its derived status.

use crate::answer::evidence::Overlap;
use crate::answer::tests::{facts, item, own, party, root, ruling};
use crate::answer::why::WhyFacts;
use crate::answer::{EvidenceAccount, RulingAnswer};
use crate::domain::corroboration::{
    Attributed, Count, HouseName, Interest, LeftOutReason, Root, RootLack, RowConflict,
    Unestablished,
};
use crate::domain::evidence::Stance;
use crate::domain::ruling::RulingStatus;
use crate::domain::status::{AttributionStatus, Status};
use crate::view::tests::text;
use crate::view::why::{in_words, page};
use std::collections::BTreeMap;

/// A claim in the article `town` with this evidence; `wire` is the word of Coast Wire.
fn why(evidence: Vec<EvidenceAccount>) -> WhyFacts {
    let mut facts = facts("c", evidence);
    facts.claim.article = Some("town".to_owned());
    WhyFacts {
        facts,
        without: Vec::new(),
        retractions_to_come: BTreeMap::new(),
        words: [("wire".to_owned(), "Coast Wire".to_owned())].into(),
    }
}

fn counted(row: EvidenceAccount, established: bool) -> EvidenceAccount {
    EvidenceAccount {
        counted: true,
        established,
        ..row
    }
}

#[test]
fn the_page_explains_each_row_below_its_origin() {
    let copy = EvidenceAccount {
        overlap: Some(Overlap::With {
            row: 0,
            shared: RowConflict::Origin("wire".to_owned()),
        }),
        ..item("post", Stance::Supports, &[&["wire"]])
    };
    let hedged = EvidenceAccount {
        lacks: vec![Unestablished::Credibility(3)],
        interest: Some(Interest::Source(vec![HouseName::Party(
            "Northland".to_owned(),
        )])),
        ..own("leaflet")
    };
    let retold = EvidenceAccount {
        left_out: Some(LeftOutReason::TheArticle),
        ..item("town", Stance::Refutes, &[&["town"]])
    };
    let rows = vec![
        counted(own("wire"), true),
        copy,
        counted(hedged, false),
        retold,
        item("speech", Stance::Denies, &[&["speech"]]),
    ];
    let mut why = why(rows);
    why.facts.reasoning.assessment.support = Count {
        possible: 2,
        established: 1,
        items: 3,
        at_least: true,
    };
    why.facts.reasoning.fragile_on = vec!["wire".to_owned()];
    why.facts.reasoning.counter_claims = vec!["rival".to_owned()];
    let expected = "# c  unverified
The text of c.
Its evidence gives unverified: nothing that counts supports it, and nothing speaks against it.
# For  at least 2 independent, 1 of them established; 2 established are needed
wire  Coast Wire: a possible origin: neither own reporting nor a primary source
  wire  counts, established
  post  not counted: the same origin as wire: wire
leaflet  counts as possible: its credibility is 3 of 6: too hedged
~ has a stake: sides with Northland
~ a possible origin: neither own reporting nor a primary source
# Against  0 independent, 0 of them established; 2 established are needed
town  not counted: it is the article under check
~ the article under check
# Denied or disputed
speech  denies
~ a possible origin: neither own reporting nor a primary source
# Claims against it
- rival
# Weaker without any one of these
- wire  see: claimbook why c --without wire
";
    assert_eq!(text(&page(&why)), expected);
}

#[test]
fn a_mixture_names_the_nature_of_each_origin() {
    let rows = vec![counted(
        item("round-up", Stance::Supports, &[&["wire"], &["town"]]),
        false,
    )];
    let text = text(&page(&why(rows)));
    let tree = "wire + town
~ wire: Coast Wire: a possible origin: neither own reporting nor a primary source
~ town: the article under check
  round-up  counts as possible
";
    assert!(text.contains(tree), "{text}");
}

#[test]
fn several_passages_of_a_source_are_one_entry_that_gives_their_lines() {
    let passage = |line| EvidenceAccount {
        line,
        ..own("herald")
    };
    let again = |line| EvidenceAccount {
        overlap: Some(Overlap::With {
            row: 0,
            shared: RowConflict::Origin("herald".to_owned()),
        }),
        ..passage(line)
    };
    let rows = vec![again(4), counted(passage(9), false), again(14)];
    let text = text(&page(&why(rows)));
    let entry = "herald  counts as possible
~ 2 more passages of it: lines 4, 14
~ a possible origin: neither own reporting nor a primary source
";
    assert!(text.contains(entry), "{text}");
    assert!(!text.contains("the same origin as"), "{text}");
}

#[test]
fn a_source_that_only_repeats_another_gets_a_hint_to_cite_that_one() {
    let copy = item("post", Stance::Supports, &[&["wire"]]);
    let hint = "cite `wire` as well: this only repeats it";
    assert!(text(&page(&why(vec![copy.clone()]))).contains(hint));
    assert!(!text(&page(&why(vec![copy, own("wire")]))).contains("as well"));
    let circle = item("post", Stance::Supports, &[&["one", "two"]]);
    assert!(!text(&page(&why(vec![circle]))).contains("as well"));
}

#[test]
fn rows_that_qualify_or_give_context_are_listed() {
    let rows = vec![
        item("report", Stance::Qualifies, &[&["report"]]),
        item("map", Stance::Context, &[&["map"]]),
    ];
    let text = text(&page(&why(rows)));
    let part = text.split("# Qualifications and context").nth(1);
    let part = part.unwrap_or_default();
    assert!(
        part.contains("report  qualifies") && part.contains("map  context"),
        "{text}"
    );
}

#[test]
fn a_ruling_that_differs_is_told_unless_the_answer_is_a_what_if() {
    let mut why = why(Vec::new());
    why.facts.claim.status = Status::Misleading;
    let ruled = "A person has ruled it misleading, and a ruling overrides the evidence.";
    assert!(text(&page(&why)).contains(ruled));
    why.without = vec!["wire".to_owned(), "post".to_owned()];
    let text = text(&page(&why));
    assert!(!text.contains(ruled));
    assert!(text.contains("Without wire, post, its evidence gives unverified"));
}

#[test]
fn json_lists_every_origin_once_and_of_a_rows_lacks_only_its_own() {
    let row = EvidenceAccount {
        lacks: vec![Unestablished::DoubtfulPublisher],
        ..item("post", Stance::Supports, &[&["one", "two"], &["wire"]])
    };
    let why = in_words(&why(vec![row, own("wire")]));
    let origins = why.origins.iter();
    let origins: Vec<(&str, Option<&str>)> = origins
        .map(|origin| (origin.id.as_str(), origin.word.as_deref()))
        .collect();
    assert_eq!(origins, [("one = two", None), ("wire", Some("Coast Wire"))]);
    let json = serde_json::to_value(&why).expect("it is JSON");
    assert_eq!(
        json["rows"][0]["origins"],
        serde_json::json!(["one = two", "wire"])
    );
    assert_eq!(
        why.rows[0].lacks,
        ["its publisher is not usually reliable (D)"]
    );
    assert_eq!(why.rows[1].not_counted, None);
}

#[test]
fn the_attribution_has_its_reason_and_the_rows_about_it_alone() {
    let about = |source: &str, stance| EvidenceAccount {
        on_content: false,
        ..item(source, stance, &[&[source]])
    };
    let struck = EvidenceAccount {
        left_out: Some(LeftOutReason::TheArticle),
        ..about("town", Stance::Supports)
    };
    let mut why = why(vec![own("count"), about("wire", Stance::Supports), struck]);
    assert!(!text(&page(&why)).contains("Did they say it?"));
    why.facts.reasoning.assessment.attribution = Some(AttributionStatus::Reported);
    why.facts.reasoning.attribution = Some(Attributed::Reported(1));
    let page = text(&page(&why));
    let part = "# Did they say it?
reported: `wire` (line 1) supports it, but no row is own reporting or from the speaker's house, and no two are independent.
wire  supports
~ Coast Wire: a possible origin: neither own reporting nor a primary source
town  not counted: it is the article under check
~ the article under check
";
    assert!(page.contains(part), "{page}");
    let json = in_words(&why);
    assert_eq!(json.attribution_status, Some(AttributionStatus::Reported));
    assert!(
        json.attribution_because
            .is_some_and(|why| why.starts_with("`wire`"))
    );
}

#[test]
fn an_attribution_that_no_row_is_about_has_only_its_reason() {
    let mut why = why(vec![own("count")]);
    why.facts.reasoning.assessment.attribution = Some(AttributionStatus::Unchecked);
    why.facts.reasoning.attribution = Some(Attributed::NoRow);
    let page = text(&page(&why));
    let end = "# Did they say it?\nunchecked: no row is about whether they said it.\n";
    assert!(page.ends_with(end), "{page}");
}

#[test]
fn a_row_names_whose_word_it_is_and_in_which_paper() {
    let of = |voice: Option<&str>, of_source: Option<&str>, publisher: Option<&str>| {
        let row = EvidenceAccount {
            voice: voice.map(party),
            source_voice: of_source.map(party),
            publisher: publisher.map(party),
            ..item("a", Stance::Denies, &[])
        };
        text(&page(&why(vec![row])))
    };
    for (page, told) in [
        (
            of(Some("Delta"), None, Some("Post")),
            "a, in the words of Delta, in Post  denies",
        ),
        (
            of(None, Some("Delta"), Some("Post")),
            "a, in the words of Delta, in Post  denies",
        ),
        (
            of(Some("Delta"), Some("Ann"), Some("Post")),
            "a, in the words of Delta, in Post  denies",
        ),
        (
            of(Some("Delta"), None, Some("Delta")),
            "a, in the words of Delta  denies",
        ),
        (
            of(Some("Delta"), None, None),
            "a, in the words of Delta  denies",
        ),
        (of(None, None, Some("Post")), "\na  denies"),
    ] {
        assert!(page.contains(told), "{page}");
    }
}

#[test]
fn an_origin_whose_voice_has_a_stake_names_the_voice() {
    let mut row = own("talk");
    row.origins = std::iter::once(Root {
        lack: Some(RootLack::VoiceWithStake),
        ..root(&["talk"])
    })
    .collect();
    let mut why = why(vec![counted(row, false)]);
    why.facts.reasoning.stakes = [("talk".to_owned(), party("Delta"))].into();
    let nature = "a possible origin: the word of Delta, who has a stake";
    assert!(text(&page(&why)).contains(nature));
    assert_eq!(in_words(&why).origins[0].nature, nature);
}

#[test]
fn what_is_dated_after_today_is_told_and_what_is_in_effect_is_not() {
    let mut why = why(Vec::new());
    why.facts.rulings = vec![
        ruling(RulingStatus::Confirmed),
        RulingAnswer {
            pending: true,
            ..ruling(RulingStatus::Refuted)
        },
    ];
    why.retractions_to_come = [("wire".to_owned(), "2027-01".to_owned())].into();
    let told = [
        "The ruling refuted by amina has no effect yet: it is dated 2026-03-01.",
        "The retraction of `wire` has no effect yet: it is dated 2027-01.",
    ];
    assert_eq!(in_words(&why).notes, told);
    assert!(text(&page(&why)).contains(&told.join("\n")));
}
