//! How quotes are found in a text: exact, by what is around them, drifted, suspect, lost.

use super::{find, one, prepared, quote, words};
use crate::domain::passage::AnchorHow;
use crate::text::anchor::{SoughtQuote, nearest, passages, telling_prefix};
use proptest::prelude::*;

const TEXT: &str = "Northland closed its border. The ministry said that “310 people” had died in the hills in 2025.\n\
    Residents of the valley walked nearly 40 kilometres to the next town after the road was washed away by the flood.\n\
    The harbour board promised to publish its report before the summer. Fishing has stopped.\n\
    Northland closed its border. Nobody was told about the plan to sell the old pier.";

#[test]
fn words_that_are_there_are_exact_whatever_their_typography() {
    for (sought, found) in [
        ("\"310 people\" had died", "“310 people” had died"),
        ("310 people had died", "310 people” had died"),
        ("'310 people'", "310 people"),
        (
            "The ministry said … in 2025",
            "The ministry said that “310 people” had died in the hills in 2025",
        ),
        ("[It] said that", "said that"),
        ("Fishing has  stopped.", "Fishing has stopped."),
    ] {
        assert_eq!(
            one(TEXT, quote(sought)),
            (AnchorHow::Exact, found.to_owned()),
            "{sought}"
        );
    }
}

#[test]
fn a_part_of_a_number_or_a_word_is_not_there() {
    for sought in ["10 people", "0 people", "ministr", "in 202"] {
        assert_ne!(one(TEXT, quote(sought)).0, AnchorHow::Exact, "{sought}");
    }
    assert_eq!(
        one("It cost 1,200 crowns.", quote("200 crowns")).0,
        AnchorHow::Suspect
    );
    assert_eq!(
        one("It cost 3.5 crowns.", quote("cost 3")).0,
        AnchorHow::Suspect
    );
}

#[test]
fn of_several_places_the_words_around_the_paragraph_and_the_order_tell() {
    let border = quote("Northland closed its border.");
    let start = |sought: &[SoughtQuote<'_>], at: usize| {
        find(TEXT, sought)[at].place.as_ref().unwrap().start
    };
    let last = TEXT.chars().count()
        - "Northland closed its border. Nobody was told about the plan to sell the old pier."
            .chars()
            .count();
    let found = &find(TEXT, &[border])[0];
    assert_eq!(
        (found.how, found.place.as_ref().unwrap().start),
        (AnchorHow::Context, 0)
    );
    for by in [
        SoughtQuote {
            suffix: Some("Nobody"),
            ..border
        },
        SoughtQuote {
            prefix: Some("has stopped."),
            ..border
        },
        SoughtQuote {
            paragraph: Some(4),
            ..border
        },
        SoughtQuote {
            paragraph: Some(5),
            ..border
        },
    ] {
        let found = &find(TEXT, &[by])[0];
        assert_eq!(
            (found.how, found.place.as_ref().unwrap().start),
            (AnchorHow::Exact, last),
            "{by:?}"
        );
    }
    assert_eq!(start(&[quote("walked nearly 40"), border], 1), last);
    assert_eq!(
        find(TEXT, &[border, quote("walked nearly 40")])[0].how,
        AnchorHow::Exact
    );
    // Two claims with two places: each fits.
    let both = find(TEXT, &[border, border]);
    assert_eq!([both[0].how, both[1].how], [AnchorHow::Context; 2]);
}

#[test]
fn an_ambiguous_quote_comes_with_the_prefix_to_write() {
    let text = "In May the bridge was closed. In June the old bridge was closed.";
    let sought = quote("bridge was closed");
    let prefix = find(text, &[sought])[0].prefix.clone().unwrap();
    assert_eq!(prefix, "the ");
    let second = SoughtQuote {
        prefix: Some("old"),
        ..sought
    };
    let telling = |sought| telling_prefix(&prepared(text), sought);
    assert_eq!(telling(&second).as_deref(), Some("old "));
    assert_eq!(telling(&sought), None);
    let with = SoughtQuote {
        prefix: Some(&prefix),
        ..sought
    };
    assert_eq!(find(text, &[with])[0].how, AnchorHow::Exact);
}

#[test]
fn other_words_drift_and_a_change_that_matters_is_suspect() {
    let sought = "Residents of the valley walked nearly 40 kilometres to the next town after the road was washed away by the flood.";
    let with = |from: &str, to: &str| TEXT.replace(from, to);
    for (from, to) in [
        ("walked", "hiked"),
        ("the next town", "the nearest town"),
        ("by the flood.", "by the flood, the mayor added."),
        ("40 kilometres", "40 km"),
        ("Residents", "In the end, residents"),
    ] {
        assert_eq!(
            one(&with(from, to), quote(sought)).0,
            AnchorHow::Drifted,
            "{to}"
        );
    }
    for (from, to, change) in [
        ("40 kilo", "30 kilo", "40 → 30"),
        ("40 kilometres", "40 miles", "kilometres → miles"),
        ("walked", "never walked", " → never"),
        ("nearly ", "", "nearly → "),
        ("road was", "road may have been", " → may"),
        ("flood.", "flood, Norwick says.", " → Norwick"),
        (
            "Residents of the valley walked",
            "It is not true that residents of the valley hiked",
            " → not",
        ),
    ] {
        let passage = find(&with(from, to), &[quote(sought)]).remove(0);
        let changes: Vec<String> = passage
            .changes
            .iter()
            .map(|one| format!("{} → {}", one.from, one.to))
            .collect();
        assert_eq!(passage.how, AnchorHow::Suspect, "{to}");
        assert!(changes.contains(&change.to_owned()), "{to}: {changes:?}");
    }
}

#[test]
fn a_passage_ends_with_a_sentence_that_shares_a_word_with_the_quote() {
    let text = "The council says it knew nothing. The town waited for nine weeks.";
    let sought = "The council says that it knew everything about it";
    assert_eq!(
        one(text, quote(sought)).1,
        "The council says it knew nothing."
    );
    let near = nearest(&prepared(text), "waited for ten weeks");
    assert_eq!(words(text, &near), "waited for nine weeks");
    assert_eq!(one(text, quote("waited for ten weeks")).0, AnchorHow::Lost);
}

#[test]
fn swapped_figures_are_a_change_although_the_words_are_the_same() {
    let text = "The hospital counted 3 dead and 5 hurt after the collapse of the northern pier.";
    let sought = "The hospital counted 5 dead and 3 hurt after the collapse of the northern pier.";
    assert_eq!(one(text, quote(sought)).0, AnchorHow::Suspect);
}

#[test]
fn what_is_gone_is_lost_and_so_is_a_short_quote() {
    for sought in [
        "The council voted to raise the price of drinking water.",
        "75 people",
        "Northland opened",
        "",
        "…",
    ] {
        let passage = find(TEXT, &[quote(sought)]).remove(0);
        assert_eq!(
            (passage.how, passage.place),
            (AnchorHow::Lost, None),
            "{sought}"
        );
    }
}

#[test]
fn a_quote_with_an_omission_is_as_sure_as_its_least_sure_part() {
    let sought = "Residents of the valley hiked nearly 40 kilometres to the next town … washed away by the flood";
    assert_eq!(one(TEXT, quote(sought)).0, AnchorHow::Drifted);
    let sought = "Residents of the valley walked nearly 30 kilometres to the next town … washed away by the flood";
    assert_eq!(one(TEXT, quote(sought)).0, AnchorHow::Suspect);
    assert_eq!(
        one(TEXT, quote("310 people … a word that nobody said")).0,
        AnchorHow::Lost
    );
}

#[test]
fn in_a_language_that_we_do_not_know_every_change_is_for_a_person() {
    let text = "Der Hafen von Norwick bleibt vermutlich noch zwei Wochen lang geschlossen, sagte die Behörde.";
    let sought = "Der Hafen von Norwick bleibt angeblich noch zwei Wochen lang geschlossen, sagte die Behörde.";
    assert_eq!(one(text, quote(sought)).0, AnchorHow::Suspect);
    assert_eq!(one(text, quote(text)).0, AnchorHow::Exact);
}

#[test]
fn texts_without_words_or_stops_do_no_harm() {
    let long = "word ".repeat(20_000);
    for text in ["", " ", "…", "\n\n", "食藥署公布疫苗", &long] {
        for sought in [
            "",
            "…",
            "食藥署公布疫苗",
            "nothing of the kind was ever said here",
            "word word word",
        ] {
            let _ = find(text, &[quote(sought), quote(sought)]);
        }
    }
    assert_eq!(
        one("據了解，食藥署公布疫苗。", quote("食藥署公布")).0,
        AnchorHow::Exact
    );
}

const SENTENCES: [&str; 6] = [
    "Residents of the valley walked nearly 40 kilometres to the next town.",
    "The harbour board promised to publish its report before the summer.",
    "Nobody was told about the plan to sell the old pier to the shipping line.",
    "Fishing boats landed 300 tonnes of herring in the spring of that year.",
    "The council asked an engineer to examine the cracks in the concrete.",
    "Schools in the upper valley stay closed until the end of the week.",
];

proptest! {
    /// Whole paragraphs before a passage move it and change nothing else.
    #[test]
    fn what_is_inserted_before_a_passage_never_changes_how_it_is_found(
        inserted in "([A-Z][a-z]{1,8} [a-z]{1,8} [0-9é“”]{0,3}[a-z]{1,6}\\. ?\n?){0,6}",
        at in 0..6_usize,
        edit in 0..5_usize,
        with_paragraph in any::<bool>(),
    ) {
        let edited = match edit {
            0 => SENTENCES[at].to_owned(),
            1 => SENTENCES[at].replace(" of ", " near "),
            2 => SENTENCES[at].replace(" the ", " not the "),
            3 => SENTENCES[at].chars().map(|c| if c.is_ascii_digit() { '7' } else { c }).collect(),
            _ => "Something else was said here.".to_owned(),
        };
        let mut lines: Vec<&str> = SENTENCES.to_vec();
        lines[at] = &edited;
        let text = lines.join("\n");
        let paragraph = with_paragraph.then(|| u32::try_from(at).unwrap() + 1);
        let sought = SoughtQuote { paragraph, ..quote(SENTENCES[at]) };
        let before = find(&text, &[sought]).remove(0);
        let longer = format!("{inserted}\n{text}");
        let after = find(&longer, &[sought]).remove(0);
        prop_assert_eq!(before.how, after.how);
        prop_assert_eq!(words(&text, &before), words(&longer, &after));
    }

    #[test]
    fn places_are_characters_of_the_text(text in "[a-c é“”\u{ad}\n.\u{301}ﬁ4]{0,80}", from in 0..80_usize, length in 1..40_usize) {
        let sought: String = text.chars().skip(from).take(length).collect();
        let passage = passages(&prepared(&text), &[quote(&sought)]).remove(0);
        if let Some(place) = passage.place {
            prop_assert!(place.start < place.end && place.end <= text.chars().count());
            prop_assert!((0.0..=1.0).contains(&place.score));
        }
        prop_assert_eq!(passage.how == AnchorHow::Lost, words(&text, &find(&text, &[quote(&sought)])[0]).is_empty());
    }
}
