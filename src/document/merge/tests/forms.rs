//! Byte order marks, line ends, ends of texts, and texts that cannot be merged by tables.

use super::{check, claim, clash, evidence, merged, source};
use crate::document::merge::{Unmergeable, merge};
use proptest::collection::vec;
use proptest::prelude::{ProptestConfig, Strategy};
use proptest::{proptest, sample};

fn both(base: &str) -> [String; 3] {
    [
        base.to_owned(),
        format!("{base}\n{}", source("x")),
        format!("{base}\n{}", source("y")),
    ]
}

#[test]
fn a_text_that_only_one_side_changed_is_that_sides_text() {
    let broken = "[[claim]\n";
    check(broken, broken, "a", "a");
    check(broken, "a", broken, "a");
    check(broken, "a", "a", "a");
}

#[test]
fn line_ends_and_the_mark_stay_as_they_are() {
    let texts = both(&source("a")).map(|text| text.replace('\n', "\r\n"));
    let expect = [source("a"), source("x"), source("y")]
        .join("\n")
        .replace('\n', "\r\n");
    check(&texts[0], &texts[1], &texts[2], &expect);
    let marked = texts.map(|text| format!("\u{feff}{text}"));
    check(
        &marked[0],
        &marked[1],
        &marked[2],
        &format!("\u{feff}{expect}"),
    );
}

#[test]
fn a_side_that_only_changes_line_ends_changes_all_of_them() {
    let [base, ours, _] = both(&source("a"));
    let theirs = base.replace('\n', "\r\n");
    check(&base, &ours, &theirs, &ours.replace('\n', "\r\n"));
    check(&base, &theirs, &ours, &ours.replace('\n', "\r\n"));
}

#[test]
fn mixed_line_ends_stay_where_they_are() {
    let base = "[[source]]\r\nid = \"a\"\ntitle = \"T\"\n";
    let [_, ours, theirs] = both(base);
    check(
        base,
        &ours,
        &theirs,
        &format!("{base}\n{}\n{}", source("x"), source("y")),
    );
}

#[test]
fn a_missing_line_feed_at_the_end_stays_missing_unless_a_side_adds_it() {
    let [base, ours, theirs] = both(&source("a")).map(|text| text.trim_end().to_owned());
    let all = [source("a"), source("x"), source("y")].join("\n");
    check(&base, &ours, &theirs, all.trim_end());
    check(&base, &format!("{ours}\n"), &theirs, &all);
    check(&base, &ours, &format!("{theirs}\n"), &all);
}

#[test]
fn tabs_stay() {
    let base = "[[claim]]\n\tid\t=\t\"a\"\n\ttext = \"A\"\n";
    let ours = base.replace("\"A\"", "\"B\"");
    let theirs = format!("{base}\tspeaker = \"p\"\n");
    check(
        base,
        &ours,
        &theirs,
        &ours.replace("\"B\"\n", "\"B\"\n\tspeaker = \"p\"\n"),
    );
}

#[test]
fn an_id_that_a_text_has_twice_stays_twice() {
    let base = [source("a"), source("a")].join("\n");
    let ours = base.replacen("\"T\"", "\"U\"", 1);
    let theirs = format!("{base}\n{}", source("b"));
    check(&base, &ours, &theirs, &format!("{ours}\n{}", source("b")));
}

#[test]
fn texts_that_cannot_be_read_are_not_merged_by_tables() {
    let base = source("a");
    let [_, ours, theirs] = both(&base);
    let markers = format!("<<<<<<< ours\n{base}=======\n>>>>>>> theirs\n");
    let stray = "[[claim]]\nid = \"c\"\ntext = \"C\"\n[[source]]\nid = \"a\"\ntitle = \"T\"\n[[claim.evidence]]\nsource = \"a\"\nstance = \"supports\"\n";
    let double = "[[source]]\nid = \"a\"\nid = \"b\"\ntitle = \"T\"\n";
    let deep = format!("a = {}{}\n", "[".repeat(100_000), "]".repeat(100_000));
    for broken in [
        deep.as_str(),
        "[[claim]\n",
        markers.as_str(),
        stray,
        double,
        "a = \u{7f}\n",
    ] {
        for (texts, side) in [
            ([broken, &ours, &theirs], "the common ancestor"),
            ([&base, broken, &theirs], "our side"),
            ([&base, &ours, broken], "their side"),
        ] {
            assert_eq!(
                merge(texts, 7),
                Err(Unmergeable::Unreadable(side)),
                "{broken}"
            );
        }
    }
}

#[test]
fn a_marker_has_as_many_signs_as_the_caller_wants() {
    let [base, ours, theirs] =
        ["A", "B", "C"].map(|title| source("a").replace("\"T\"", &format!("\"{title}\"")));
    let nine = merge([&base, &ours, &theirs], 9).unwrap();
    assert!(
        nine.text.contains(
            "<<<<<<<<< ours\ntitle = \"B\"\n=========\ntitle = \"C\"\n>>>>>>>>> theirs\n"
        ),
        "{}",
        nine.text
    );
    assert_eq!(nine.clashes[0].line, 3);
}

#[test]
fn a_marker_in_a_text_between_quotes_is_no_marker() {
    let base = claim("a", "note = \"\"\"\n<<<<<<< ours\n=======\n\"\"\"\n");
    let ours = base.replace("a is so.", "b");
    clash(
        &base,
        &ours,
        &base.replace("a is so.", "c"),
        "claim `a`: both sides changed `text`",
        &base.replace(
            "text = \"a is so.\"\n",
            "<<<<<<< ours\ntext = \"b\"\n=======\ntext = \"c\"\n>>>>>>> theirs\n",
        ),
    );
}

#[test]
fn an_id_that_one_side_added_and_the_other_gave_by_renaming_is_not_merged_by_tables() {
    let base = source("a");
    let theirs = format!("{base}\n{}", source("b").replace("\"T\"", "\"U\""));
    assert_eq!(
        merge([&base, &source("b"), &theirs], 7),
        Err(Unmergeable::Doubtful)
    );
}

#[test]
fn a_large_text_merges_as_a_small_one() {
    let claims: Vec<String> = (0..1000)
        .map(|at| claim(&format!("c-{at}"), &evidence("s").repeat(2)))
        .collect();
    let base = claims.join("\n");
    let ours = base.replacen("c-500 is so", "c-500 is not so", 1);
    let theirs = format!("{base}\n{}", claim("new", ""));
    let found = merged(&base, &ours, &theirs);
    assert_eq!(found.text, format!("{ours}\n{}", claim("new", "")));
}

/// Pieces of texts, sound and broken, that can meet in any order.
fn pieces() -> impl Strategy<Value = String> {
    let piece = sample::select(vec![
        "[[claim]]\nid = \"a\"\ntext = \"A\"\n",
        "[[claim]]\nid = \"b\"\ntext = '''\nB'''\n",
        "[[claim.evidence]]\nsource = \"s\"\nstance = \"supports\"\n",
        "  [[claim.ruling]]\n  status = \"open\"\n  on = 2026-03-01\n",
        "  [[claim.ruling]]\n  status = \"refuted\"\n  on = 2026-03-02\n",
        "[[source]]\nid = \"s\"\ntitle = \"S\"\n",
        "[[source]]\r\nid = \"t\"\r\ntitle = \"S\"\r\n",
        "[article]\ntitle = \"T\"\n",
        "[claim.extra]\nx = 1\n",
        "tags = [\"x\", \"é\"]\n",
        "tags = [\n  \"y\", # y\n]\n",
        "evidence = [{ source = \"s\", stance = \"denies\" }]\n",
        "rating.value = 1\n",
        "note = \"N\" # n\n",
        "# comment\n",
        "\n",
        "\t\n",
        "note = ",
        "\"",
        "]]",
        "<<<<<<< ours\n",
    ]);
    vec(piece, 0..7).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, ..ProptestConfig::default() })]

    #[test]
    fn no_mix_of_pieces_makes_a_merge_panic_or_break_what_is_sound(base in pieces(), ours in pieces(), theirs in pieces()) {
        let is_sound = |text: &str| text.trim_start_matches('\u{feff}').parse::<toml::Table>().is_ok();
        if let Ok(merged) = merge([&base, &ours, &theirs], 7)
            && merged.clashes.is_empty()
            && [&base, &ours, &theirs].into_iter().all(|text| is_sound(text))
        {
            assert!(is_sound(&merged.text), "{base:?}\n{ours:?}\n{theirs:?}\n{:?}", merged.text);
        }
    }
}
