//! Each format, on entries with all fields and with none.

use super::{BibEntry, BibFormat};
use crate::domain::date::Date;
use crate::domain::source::SourceKind;

fn entries() -> Vec<BibEntry> {
    let whole = BibEntry {
        key: "ministry-figures".to_owned(),
        kind: Some(SourceKind::Dataset),
        title: "Toll & tax: 50 % of {all} C:\\dir_1 #2 ~ ^".to_owned(),
        author: Some("Desk of\nfigures".to_owned()),
        publisher: Some("Northland Interior".to_owned()),
        published: Date::parse("2026-02"),
        accessed: Date::parse("2026-03-05"),
        url: Some("https://example.org/a_b?c={d}&e=%20".to_owned()),
        language: Some("en".to_owned()),
    };
    let bare = BibEntry {
        key: "zeitung-1".to_owned(),
        kind: None,
        title: "Zahlen\u{1b}[31m \u{202e}".to_owned(),
        author: None,
        publisher: None,
        published: None,
        accessed: None,
        url: None,
        language: None,
    };
    let report = BibEntry {
        key: "post-2".to_owned(),
        kind: Some(SourceKind::Report),
        published: Date::parse("2026"),
        publisher: Some("The Harbour Post".to_owned()),
        ..bare.clone()
    };
    vec![whole, bare, report]
}

fn written(format: BibFormat, entries: &[BibEntry]) -> String {
    let mut bytes = Vec::new();
    format.write(&mut bytes, entries).unwrap();
    assert!(format.is_ours(&bytes), "{format:?}");
    String::from_utf8(bytes).unwrap()
}

#[test]
fn csl_json_has_each_field_where_zotero_has_it() {
    insta::assert_snapshot!(written(BibFormat::CslJson, &entries()));
}

#[test]
fn biblatex_escapes_what_tex_would_read() {
    insta::assert_snapshot!(written(BibFormat::BibTex, &entries()));
}

#[test]
fn ris_has_a_tag_for_each_field_and_ends_each_entry() {
    insta::assert_snapshot!(written(BibFormat::Ris, &entries()).replace('\r', "␍"));
}

#[test]
fn braces_balance_in_every_biblatex_entry() {
    for entry in entries() {
        let text = super::bibtex::entry(&entry);
        let plain = text.replace("\\{", "").replace("\\}", "");
        let count = |brace| plain.matches(brace).count();
        assert_eq!(count('{'), count('}'), "{text}");
    }
}

#[test]
fn no_format_lets_an_unsafe_character_through() {
    for format in [BibFormat::CslJson, BibFormat::BibTex, BibFormat::Ris] {
        let text = written(format, &entries());
        let is_unsafe = |c| c != '\n' && c != '\r' && crate::render::clean::is_unsafe(c);
        assert!(!text.contains(is_unsafe), "{format:?}");
    }
}

#[test]
fn an_export_of_nothing_is_a_file_of_its_format() {
    for format in [BibFormat::CslJson, BibFormat::BibTex] {
        written(format, &[]);
    }
}
