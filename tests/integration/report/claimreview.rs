//! `ClaimReview` as it is written, held to the rules for it.

use super::{book, printed, run};
use serde_json::Value;

/// What must hold at a place of every review. A path ends in `[]` where it means each item of a list.
enum Rule {
    /// It is there, a text with something in it.
    Text,
    /// It is there, this word.
    Is(&'static str),
    /// One of these words, where it is there.
    OneOf(&'static [&'static str]),
    /// A date of ISO 8601, where it is there.
    Date,
    /// An http or https address, where it is there.
    Address,
    /// A number, where it is there.
    Number,
}

/// schema.org's and Google's rules, and the issue's own: a path, what must hold there.
const RULES: &[(&str, Rule)] = &[
    ("@context", Rule::Is("https://schema.org")),
    ("@type", Rule::Is("ClaimReview")),
    ("claimReviewed", Rule::Text),
    ("url", Rule::Text),
    ("url", Rule::Address),
    ("datePublished", Rule::Text),
    ("datePublished", Rule::Date),
    ("author.@type", Rule::OneOf(&["Organization", "Person"])),
    ("author.url", Rule::Address),
    ("reviewRating.@type", Rule::Is("Rating")),
    ("reviewRating.alternateName", Rule::Text),
    ("reviewRating.ratingValue", Rule::Number),
    ("reviewRating.bestRating", Rule::Number),
    ("reviewRating.worstRating", Rule::Number),
    ("itemReviewed.@type", Rule::Is("Claim")),
    (
        "itemReviewed.author.@type",
        Rule::OneOf(&["Organization", "Person"]),
    ),
    ("itemReviewed.datePublished", Rule::Date),
    ("itemReviewed.appearance.url", Rule::Address),
    ("citation[].@type", Rule::Is("CreativeWork")),
    ("citation[].name", Rule::Text),
    ("citation[].url", Rule::Address),
];

fn at<'v>(value: &'v Value, path: &str) -> Vec<Option<&'v Value>> {
    let Some((first, rest)) = path.split_once("[].") else {
        return vec![value.pointer(&format!("/{}", path.replace('.', "/")))];
    };
    let items = value
        .pointer(&format!("/{}", first.replace('.', "/")))
        .and_then(Value::as_array);
    items
        .into_iter()
        .flatten()
        .flat_map(|item| at(item, rest))
        .collect()
}

fn holds(rule: &Rule, value: Option<&Value>) -> bool {
    let text = value.and_then(Value::as_str);
    match rule {
        Rule::Text => text.is_some_and(|text| !text.trim().is_empty()),
        Rule::Is(word) => text == Some(word),
        Rule::OneOf(words) => value.is_none() || text.is_some_and(|text| words.contains(&text)),
        Rule::Date => {
            value.is_none()
                || text.is_some_and(|text| claimbook::domain::date::Date::parse(text).is_some())
        }
        Rule::Address => {
            value.is_none()
                || text
                    .is_some_and(|text| text.starts_with("https://") || text.starts_with("http://"))
        }
        Rule::Number => value.is_none_or(Value::is_i64),
    }
}

/// Rules about more than one place.
fn together(review: &Value, wrong: &mut Vec<String>) {
    let rating = &review["reviewRating"];
    let numbers = ["ratingValue", "bestRating", "worstRating"]
        .map(|key| rating.get(key).and_then(Value::as_i64));
    match numbers {
        [None, None, None] => {}
        [Some(value), Some(best), Some(worst)]
            if best > worst && worst >= 1 && (worst..=best).contains(&value) => {}
        _ => wrong.push(format!("the scale: {rating}")),
    }
    let placeless = ["Contested", "Unverifiable"]
        .contains(&rating["alternateName"].as_str().unwrap_or_default());
    if placeless && rating.get("ratingValue").is_some() {
        wrong.push(format!("a number for what has none: {rating}"));
    }
    if let Some(author) = review["itemReviewed"].get("author")
        && author.get("name").is_none()
    {
        wrong.push("the claim's author has no name".to_owned());
    }
    nothing_empty(review, wrong);
}

fn nothing_empty(value: &Value, wrong: &mut Vec<String>) {
    match value {
        Value::Null => wrong.push("a null".to_owned()),
        Value::String(text) if text.trim().is_empty() => wrong.push("an empty text".to_owned()),
        Value::Array(items) if items.is_empty() => wrong.push("an empty list".to_owned()),
        Value::Array(items) => items.iter().for_each(|item| nothing_empty(item, wrong)),
        Value::Object(fields) => fields
            .values()
            .for_each(|field| nothing_empty(field, wrong)),
        _ => {}
    }
}

#[track_caller]
fn check(text: &str) -> Vec<Value> {
    let reviews: Vec<Value> = serde_json::from_str(text).unwrap();
    for review in &reviews {
        let mut wrong = Vec::new();
        for (path, rule) in RULES {
            if !at(review, path).into_iter().all(|value| holds(rule, value)) {
                wrong.push(format!("{path}: {:?}", at(review, path)));
            }
        }
        together(review, &mut wrong);
        assert!(wrong.is_empty(), "{wrong:?}\n{review:#}");
    }
    reviews
}

const SETTINGS: &str =
    "[publish]\nurl = \"https://example.org/checks#top\"\norganisation = \"Example desk\"\n";

const BOOK: &str = r#"
[article]
id = "border-town"
title = "Border <town> & its dead"
publisher = "harbour-post"
url = "https://example.net/town"
published = "2026-03"

[[party]]
id = "harbour-post"
name = "The Harbour Post"

[[party]]
id = "mayor"
name = "The mayor"
kind = "person"

[[source]]
id = "count"
title = "The count"
url = "javascript:alert(1)"
publisher = "harbour-post"

[[claim]]
id = "toll"
text = "Attacks in the border districts of the whole of Northland killed three hundred and ten people in 2025."
short = "Attacks in the border districts killed 310 people in 2025."
speaker = "mayor"
said_on = 2026-03-01
  [[claim.evidence]]
  source = "count"
  stance = "refutes"
  [[claim.evidence]]
  source = "count"
  stance = "qualifies"
  [[claim.ruling]]
  status = "misleading"
  on = 2026-03-06
  by = "amina"
  reason = "counts fighters as residents"
  rating = { value = 2, best = 5, worst = 1 }

[[claim]]
id = "road"
text = "The road was closed."
  [[claim.ruling]]
  status = "contested"
  on = 2026-03-06
  by = "amina"
  reason = "two accounts"
  rating = { value = 3, best = 5, worst = 1 }

[[claim]]
id = "bridge"
text = "The bridge was closed."

[[claim]]
id = "open"
text = "The harbour was closed."
  [[claim.ruling]]
  status = "open"
  on = 2026-03-06
  by = "amina"
  reason = "new evidence"

[[claim]]
id = "odd"
text = "The gate was closed."
  [[claim.ruling]]
  status = "refuted"
  on = 2026-03-06
  by = "amina"
  reason = "it was open"
  rating = { value = 3, best = 1, worst = 1 }
"#;

#[test]
fn what_is_written_holds_to_the_rules() {
    let book = book(&[("border-town.toml", BOOK), ("claimbook.toml", SETTINGS)]);
    let text = printed(
        book.path(),
        &["export", "--format", "claimreview", "toll", "road"],
    );
    assert!(!text.contains(['<', '>', '&']));
    let reviews = check(&text);
    let (toll, road) = (&reviews[0], &reviews[1]);
    assert_eq!(
        toll["claimReviewed"],
        "Attacks in the border districts killed 310 people in 2025."
    );
    assert_eq!(toll["url"], "https://example.org/checks#claim-toll");
    assert_eq!(
        (
            &toll["reviewRating"]["ratingValue"],
            &toll["reviewRating"]["alternateName"]
        ),
        (&2.into(), &"Misleading".into())
    );
    assert_eq!(
        toll["itemReviewed"]["author"],
        serde_json::json!({"@type": "Person", "name": "The mayor"})
    );
    assert_eq!(toll["citation"].as_array().unwrap().len(), 1);
    assert!(toll["citation"][0].get("url").is_none());
    assert!(road["reviewRating"].get("ratingValue").is_none());
    assert!(road["itemReviewed"].get("author").is_none());
    let appearance = &road["itemReviewed"]["appearance"];
    assert_eq!(appearance["publisher"]["name"], "The Harbour Post");
    assert_eq!(road["itemReviewed"]["datePublished"], "2026-03");
}

#[test]
fn the_sample_books_rulings_are_written_by_the_rules() {
    let sample = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    assert!(
        check(&printed(
            sample,
            &["export", "--format", "claimreview", "--today", "2026-12-01"]
        ))
        .len()
            >= 5
    );
}

#[test]
fn a_claim_that_nobody_ruled_on_is_refused_and_nothing_is_written() {
    let book = book(&[("border-town.toml", BOOK), ("claimbook.toml", SETTINGS)]);
    for (claim, message) in [("bridge", "has no ruling"), ("open", "has no ruling")] {
        let output = run(
            book.path(),
            &[
                "export",
                "--format",
                "claimreview",
                "toll",
                claim,
                "-o",
                "out.json",
            ],
        );
        assert_eq!(output.status.code(), Some(1), "{claim}");
        assert!(
            String::from_utf8_lossy(&output.stderr).contains(message),
            "{claim}"
        );
        assert!(!book.path().join("out.json").exists());
    }
    let none = run(
        book.path(),
        &[
            "export",
            "--format",
            "claimreview",
            "--status",
            "unverified",
        ],
    );
    assert_eq!(none.status.code(), Some(1));
}

#[test]
fn a_rating_off_its_scale_costs_only_its_own_review() {
    let book = book(&[("border-town.toml", BOOK), ("claimbook.toml", SETTINGS)]);
    let output = run(book.path(), &["export", "--format", "claimreview"]);
    assert_eq!(output.status.code(), Some(0));
    let reviews = check(&String::from_utf8(output.stdout).unwrap());
    let urls: Vec<&str> = reviews
        .iter()
        .map(|one| one["url"].as_str().unwrap())
        .collect();
    let page = "https://example.org/checks#claim-";
    assert_eq!(urls, [format!("{page}toll"), format!("{page}road")]);
    let told = String::from_utf8(output.stderr).unwrap();
    let left_out: Vec<&str> = told.lines().filter(|line| line.contains("scale")).collect();
    assert_eq!(left_out.len(), 1, "{told}");
    assert!(left_out[0].contains("1 review left out") && left_out[0].contains("`odd`"));
}

#[test]
fn without_an_address_to_publish_at_nothing_is_exported() {
    for settings in ["", "[publish]\nurl = \"javascript:alert(1)\"\n"] {
        let book = book(&[("border-town.toml", BOOK), ("claimbook.toml", settings)]);
        let output = run(book.path(), &["export", "--format", "claimreview", "toll"]);
        assert_eq!(output.status.code(), Some(2));
        assert!(String::from_utf8_lossy(&output.stderr).contains("[publish]"));
        assert!(output.stdout.is_empty());
    }
}
