//! The proof of an edit: it accepts the right text and no other.

use crate::document::edit::expected::verify;
use crate::document::edit::tests::{cite, place, text, uncite};
use crate::document::edit::value::same;
use crate::document::edit::{Edit, EditRefusal, NewFields, Position, Value, apply};

const TEXT: &str = "[[claim]]\nid = \"a\"\ntext = \"A\"\ntags = [\"x\", \"y\"]\n\
                    [[claim.evidence]]\nsource = \"s\"\nstance = \"denies\"\n\
                    [[claim]]\nid = \"b\"\ntext = \"B\"\n\
                    [[source]]\nid = \"s\"\ntitle = \"S\"\n";

fn edits() -> Vec<Edit> {
    let record = |position| Edit::AddRecord {
        kind: "claim",
        fields: NewFields::from([("id", text("c")), ("text", text("C"))]),
        position,
    };
    let tags = || place("claim", "a", "tags");
    vec![
        Edit::Set(place("claim", "a", "text"), text("new")),
        Edit::Set(place("claim", "b", "paragraph"), Value::Number(1)),
        Edit::Unset(tags()),
        Edit::AddEntry(tags(), "z".to_owned()),
        Edit::RemoveEntry(tags(), "x".to_owned()),
        cite("a", "t"),
        cite("b", "s"),
        record(Position::First),
        record(Position::After("a".to_owned())),
        record(Position::Last),
        Edit::RemoveRecord {
            kind: "claim",
            id: "b".to_owned(),
        },
        Edit::Redirect {
            kind: "source",
            from: "s".to_owned(),
            to: "t".to_owned(),
        },
        uncite("a", 0),
    ]
}

#[test]
fn each_edit_proves_its_own_result_and_that_of_no_other_edit() {
    let results: Vec<String> = edits()
        .iter()
        .map(|edit| apply(TEXT, "a", std::slice::from_ref(edit)).unwrap())
        .collect();
    for (at, edit) in edits().into_iter().enumerate() {
        for (other, result) in results.iter().enumerate() {
            let proven = verify(TEXT, result, "a", std::slice::from_ref(&edit)).is_ok();
            assert_eq!(proven, at == other, "{edit:?}\n{result}");
        }
        assert_eq!(verify(TEXT, TEXT, "a", &[edit]), Err(EditRefusal::Bug));
    }
}

#[test]
fn a_result_that_also_changes_something_else_is_not_proven() {
    for edit in edits() {
        let result = apply(TEXT, "a", std::slice::from_ref(&edit)).unwrap();
        let more = format!("extra = 1\n{result}");
        assert_eq!(verify(TEXT, &more, "a", &[edit]), Err(EditRefusal::Bug));
    }
}

#[test]
fn a_new_problem_is_refused_and_an_old_one_is_not() {
    let wrong = format!("{TEXT}colour = \"red\"\n");
    let title = Edit::Set(place("source", "s", "title"), text("T"));
    let new = apply(&wrong, "a", std::slice::from_ref(&title)).unwrap();
    assert!(new.contains("title = \"T\"\ncolour"));
    let kind = Edit::Set(place("source", "s", "kind"), text("song"));
    let refusal = apply(TEXT, "a", &[kind]).unwrap_err();
    let expected = "the change would cause a problem: `kind` cannot be `song`";
    assert_eq!(refusal.to_string(), expected);
    let refusal = verify(TEXT, &wrong, "a", &[title]).unwrap_err();
    let expected = "the change would cause a problem: `source` has no field `colour`";
    assert_eq!(refusal.to_string(), expected);
}

#[test]
fn a_second_problem_like_the_first_is_a_new_one() {
    let once = TEXT.replace("text = \"A\"\n", "text = \"A\"\nkind = \"x\"\n");
    let edit = Edit::Set(place("claim", "b", "kind"), text("x"));
    let refused = apply(&once, "a", &[edit]);
    assert!(matches!(refused, Err(EditRefusal::Unsound(_))));
}

#[test]
fn values_are_the_same_if_they_only_look_different() {
    let value = |text: &str| format!("a = {text}").parse::<toml::Table>().unwrap()["a"].clone();
    for (a, b) in [
        ("2026-03-02", "\"2026-03-02\""),
        ("2026", "\"2026\""),
        ("'''\na\r\nb'''", "\"a\\nb\""),
        ("nan", "nan"),
        ("[2026, { b = 1 }]", "[\"2026\", { b = 1 }]"),
        ("{ b = 1, c = 2 }", "{ c = 2, b = 1 }"),
    ] {
        let both = same(&value(a), &value(b)) && same(&value(b), &value(a));
        assert!(both, "{a} {b}");
    }
    for (a, b) in [
        ("2026-03-02", "\"2026-03-03\""),
        ("2026", "\"2025\""),
        ("76", "\"76\""),
        ("1", "1.0"),
        ("[1]", "[1, 1]"),
        ("{ b = 1 }", "{ c = 1 }"),
        ("{ b = 1 }", "{ b = 1, c = 1 }"),
        ("\"a\"", "\"b\""),
        ("true", "false"),
    ] {
        let either = same(&value(a), &value(b)) || same(&value(b), &value(a));
        assert!(!either, "{a} {b}");
    }
}
