//! Each reader, on the ways in which other programs write the same thing.

use crate::document::mapping::Mapping;
use crate::domain::records::RecordKind;
use crate::exchange::import::{ForeignFormat, ForeignRecord, Reading, ReadingTerms, read};
use std::fmt::Write;

fn reading(text: &str, mapping: &str, as_own: bool) -> (ForeignFormat, Reading) {
    let mapping = Mapping::parse(mapping).unwrap();
    let terms = ReadingTerms {
        mapping: &mapping,
        name: "x",
        has_article: false,
        own: Some("our desk"),
        as_own,
    };
    let format = ForeignFormat::guess(text);
    (
        format,
        read(format, (text.as_bytes(), text), terms).unwrap(),
    )
}

/// A record in short: kind, foreign id, fields, rows.
fn short(record: &ForeignRecord) -> String {
    let mut text = format!("{} {}", record.kind, record.foreign);
    let mut fields: Vec<_> = record.fields.iter().collect();
    fields.sort_by_key(|(key, _)| *key);
    for (key, value) in fields {
        write!(text, " | {key}={}", value.plain().replace('\u{1f}', ";")).unwrap();
    }
    for row in &record.rows {
        write!(
            text,
            " || {} {}",
            row.key,
            row.source.as_deref().unwrap_or_default()
        )
        .unwrap();
        for (key, value) in &row.fields {
            write!(text, " {key}={}", value.plain()).unwrap();
        }
    }
    text
}

#[track_caller]
fn check(format: ForeignFormat, text: &str, mapping: &str, expect: &[&str]) -> Reading {
    let (guessed, reading) = reading(text, mapping, false);
    assert_eq!(guessed, format);
    let records: Vec<String> = reading.records.iter().map(short).collect();
    assert_eq!(records, expect);
    reading
}

const REVIEW: &str = r#"{"@type": "ClaimReview", "claimReviewed": "The bridge is closed.", "url": "https://desk.example/1",
    "author": {"@type": "Organization", "name": "Desk"}, "datePublished": "2024-02-05", "reviewRating":
    {"@type": "Rating", "ratingValue": "1", "alternateName": "False"}, "itemReviewed": {"@type": "Claim",
    "author": {"name": "Mayor"}, "datePublished": "2024-02-01", "appearance": {"url": "https://x.example/a"}}}"#;
const SOURCE: &str = "source https://desk.example/1 | kind=analysis | published=2024-02-05 | publisher=Desk | url=https://desk.example/1";
const CLAIM: &str = "claim https://desk.example/1 | said_on=2024-02-01 | speaker=Mayor | text=The bridge is closed. || \
    evidence https://desk.example/1 stance=refutes note=False || appearance  url=https://x.example/a";
const RATINGS: &str = "[ratings]\n'FALSE' = 'refutes'\n'false ' = 'refutes'\n";

#[test]
fn a_review_is_the_same_in_a_page_a_graph_a_feed_and_a_line() {
    let feed = format!(
        r#"{{"@type": "DataFeed", "dataFeedElement": [{{"@type": "DataFeedItem", "item": [{REVIEW}]}}]}}"#
    );
    let line = REVIEW.replace('\n', " ");
    for text in [
        REVIEW.to_owned(),
        format!("[{REVIEW}, {REVIEW}]"),
        format!(
            r#"{{"@context": "https://schema.org", "@graph": [{{"@type": "WebPage"}}, {REVIEW}]}}"#
        ),
        feed,
        format!("{line}\n\n{line}\n"),
        format!(
            "<!doctype html><head><script type=\"application/ld+json\">{REVIEW}</script></head>"
        ),
        REVIEW.replace(
            "\"ClaimReview\"",
            "[\"Review\", \"https://schema.org/ClaimReview\"]",
        ),
        REVIEW.replace("\"The bridge is closed.\"", "[\"The bridge is closed.\"]"),
    ] {
        let (format, reading) = reading(&text, RATINGS, false);
        assert_eq!(format, ForeignFormat::ClaimReview, "{text}");
        let mut records: Vec<String> = reading.records.iter().map(short).collect();
        records.dedup();
        assert_eq!(records, [SOURCE, CLAIM], "{text}");
    }
}

#[test]
fn reviews_of_one_claim_are_rows_of_one_claim_and_no_verdict_becomes_a_status() {
    let google = r#"{"claims": [{"text": "The bridge  is CLOSED.", "claimant": "Mayor", "claimDate": "2024-02-02T00:00:00Z",
        "claimReview": [{"publisher": {"name": "Desk", "site": "desk.example"}, "url": "https://desk.example/1",
        "title": "No", "reviewDate": "2024-02-05T00:00:00Z", "textualRating": "False", "languageCode": "en"}]},
        {"text": "The bridge is closed.", "claimReview": [{"publisher": {"site": "b.example"}, "textualRating": "4 Pinocchios"}]},
        {"claimReview": [{"url": "https://desk.example/3"}]}], "nextPageToken": "x"}"#;
    let reading = check(
        ForeignFormat::ClaimReview,
        google,
        "",
        &[
            "source 182fd0d493 | kind=analysis | publisher=b.example | title=Review: The bridge is closed.",
            "source https://desk.example/1 | kind=analysis | language=en | published=2024-02-05 | publisher=Desk | title=No | url=https://desk.example/1",
            "claim https://desk.example/1 | said_on=2024-02-02 | speaker=Mayor | text=The bridge is closed. || \
         evidence 182fd0d493 stance=context note=4 Pinocchios || evidence https://desk.example/1 stance=context note=False",
        ],
    );
    assert_eq!((reading.rows, reading.skipped.len()), (3, 1));
}

#[test]
fn our_own_review_is_a_ruling_only_if_asked_for_and_only_by_a_mapped_word() {
    let own = REVIEW
        .replace("\"Desk\"", "\"Our  Desk\"")
        .replace("\"url\"", "\"headline\": \"It is open\", \"url\"");
    let (_, refused) = reading(&own, "[ratings]\nfalse = 'refuted'\n", false);
    assert!(refused.records.is_empty());
    assert!(refused.skipped[0].reason.contains("--as-own"));
    let (_, taken) = reading(&own, "[ratings]\nfalse = 'refuted'\n", true);
    let row = &taken.records[0].rows[0];
    assert_eq!((row.key, taken.records.len()), ("ruling", 1));
    assert!(
        short(&taken.records[0])
            .contains("status=refuted on=2024-02-05 by=Our  Desk reason=It is open")
    );
    let (_, unmapped) = reading(&own, "", true);
    assert!(
        unmapped.records[0]
            .rows
            .iter()
            .all(|row| row.key != "ruling")
    );
    assert_eq!(unmapped.values["rating"].sample, "False");
}

#[test]
fn items_of_zotero_keep_their_ids_names_and_dates() {
    let csl = r#"[{"id": "http://zotero.org/users/0/items/ABCD2345", "type": "article-newspaper", "title": "Toll rises",
        "author": [{"family": "Berg", "given": "Anna", "non-dropping-particle": "van den"}, {"literal": "Desk"}],
        "container-title": "The Harbour Post", "issued": {"date-parts": [["2026", "2"]]}, "DOI": "10.1000/182", "page": "3"},
        {"id": 7, "type": "webpage", "URL": "https://example.org/a", "issued": {"raw": "circa 2021"}},
        {"id": "x", "type": "book"}]"#;
    let reading = check(
        ForeignFormat::CslJson,
        csl,
        "",
        &[
            "source http://zotero.org/users/0/items/ABCD2345 | author=Anna van den Berg, Desk | kind=report | published=2026-02 | \
         publisher=The Harbour Post | refs=zotero:users/0/items/ABCD2345;doi:10.1000/182 | title=Toll rises | url=https://doi.org/10.1000/182",
            "source 7 | url=https://example.org/a",
        ],
    );
    assert_eq!(reading.columns["page"], 1);
    assert_eq!(reading.values["published"].sample, "circa 2021");
    assert_eq!(reading.skipped[0].reason, "no title and no address");
}

#[test]
fn a_bad_entry_never_fails_a_bib_file() {
    let bib = "@string{hp = \"The Harbour Post\"}\n% a comment\n@article{toll, title = {{Toll} r{\\'e}sum{\\'e}}, author = {van den Berg, Anna and \
        {Desk of figures}}, journal = hp, date = {2026-03-02}, doi = {10.1000/182}, volume = 3}\n@article{bad, title = }\n\
        @online{page, title = {Page}, url = {https://example.org/a_b}, urldate = {2026-03-05}, year = 2025}\n";
    let reading = check(
        ForeignFormat::BibTex,
        bib,
        "",
        &[
            "source toll | author=Anna van den Berg, Desk of figures | published=2026-03-02 | publisher=The Harbour Post | \
         refs=doi:10.1000/182 | title=Toll résumé | url=https://doi.org/10.1000/182",
            "source page | accessed=2026-03-05 | published=2025 | title=Page | url=https://example.org/a_b",
        ],
    );
    assert_eq!(reading.skipped.len(), 1);
    assert_eq!(reading.skipped[0].row, 2);
    assert_eq!(reading.columns["volume"], 1);
}

#[test]
fn ris_is_read_entry_by_entry() {
    let ris = "TY  - NEWS\r\nID  - a\r\nTI  - Toll rises\r\nAU  - Berg, Anna\r\nAU  - Desk\r\nDA  - 2026/03//\r\nUR  - https://example.org/a\r\n\
        SP  - 3\r\nER  - \r\n\r\nTY  - RPRT\r\nER  - \r\nTY  - DATA\r\nTI  - Cut";
    let reading = check(
        ForeignFormat::Ris,
        ris,
        "",
        &[
            "source a | author=Berg, Anna, Desk | kind=report | published=2026-03 | title=Toll rises | url=https://example.org/a",
        ],
    );
    assert_eq!(reading.rows, 3);
    assert_eq!(reading.skipped.len(), 2);
    assert_eq!(reading.columns["SP"], 1);
}

#[test]
fn what_we_export_of_sources_comes_back_the_same() {
    use crate::domain::date::Date;
    use crate::domain::source::SourceKind;
    use crate::exchange::bibliography::{BibEntry, BibFormat};
    let entry = BibEntry {
        key: "figures".to_owned(),
        kind: Some(SourceKind::Dataset),
        title: "Toll & tax: 50 % of {all} #2".to_owned(),
        author: Some("Desk of figures".to_owned()),
        publisher: Some("Northland Interior".to_owned()),
        published: Date::parse("2026-02"),
        accessed: Date::parse("2026-03-05"),
        url: Some("https://example.org/a_b".to_owned()),
        language: Some("en".to_owned()),
    };
    for format in [BibFormat::CslJson, BibFormat::BibTex, BibFormat::Ris] {
        let mut bytes = Vec::new();
        format
            .write(&mut bytes, std::slice::from_ref(&entry))
            .unwrap();
        let (_, reading) = reading(&String::from_utf8(bytes).unwrap(), "", false);
        let records: Vec<String> = reading.records.iter().map(short).collect();
        assert_eq!(
            records,
            [
                "source figures | accessed=2026-03-05 | author=Desk of figures | kind=dataset | language=en | \
            published=2026-02 | publisher=Northland Interior | title=Toll & tax: 50 % of {all} #2 | url=https://example.org/a_b"
            ],
            "{format:?}"
        );
        assert!(
            reading.columns.is_empty() && reading.values.is_empty(),
            "{format:?}"
        );
    }
}

#[test]
fn answers_of_the_data_set_become_evidence_and_a_label_only_if_mapped() {
    let set = r#"[{"claim": "The bridge is closed.", "speaker": "Mayor", "claim_date": "25-8-2020", "label": "Refuted",
        "original_claim_url": "https://x.example/a", "fact_checking_article": "https://desk.example/1", "reporting_source": "Web",
        "questions": [{"question": "Is it?", "answers": [{"answer": "The bridge is open", "answer_type": "Extractive",
        "source_url": "https://town.example/b", "cached_source_url": "https://web.archive.org/web/2020/https://town.example/b"},
        {"answer": "No", "answer_type": "Boolean", "source_url": "https://town.example/c"}, {"answer": "None", "source_url": ""}]}]},
        {"claim": ""}]"#;
    let reading = check(ForeignFormat::AveriTec, set, "[ratings]\nrefuted = 'refutes'\n", &[
        "source https://desk.example/1 | kind=analysis | url=https://desk.example/1",
        "source https://town.example/b | archive=https://web.archive.org/web/2020/https://town.example/b | url=https://town.example/b",
        "source https://town.example/c | url=https://town.example/c",
    ].into_iter().chain([
        "claim 8fb1300626 | said_on=2020-08-25 | speaker=Mayor | text=The bridge is closed. || evidence https://desk.example/1 \
         stance=refutes note=Refuted || evidence https://town.example/b stance=context quote=The bridge is open note=Is it? || \
         evidence https://town.example/c stance=context note=Is it? No || appearance  url=https://x.example/a",
    ]).collect::<Vec<_>>());
    assert_eq!(reading.columns["reporting_source"], 1);
    assert_eq!(reading.skipped.len(), 1);
}

#[test]
fn marked_words_become_a_quote_and_what_somebody_wrote_a_note() {
    let hypothesis = r#"{"id": "Zz1", "uri": "https://example.org/a", "text": "Who counted?", "tags": ["toll"], "target":
        [{"source": "https://example.org/a", "selector": [{"type": "RangeSelector"}, {"type": "TextQuoteSelector",
        "exact": "310\n people", "prefix": "killed ", "suffix": " in"}]}]}"#.replace('\n', " ");
    let pages = r#"{"id": "Zz2", "uri": "https://example.org/a", "text": "A page note", "target": [{"source": "https://example.org/a"}]}"#;
    let reading = check(
        ForeignFormat::Annotations,
        &format!("{hypothesis}\n{pages}\n"),
        "",
        &[
            "claim Zz1 | note=Who counted? | prefix=killed | quote=310 people | refs=hypothesis:Zz1 | suffix=in | tags=toll | text=310 people || \
         appearance  url=https://example.org/a",
        ],
    );
    assert_eq!(reading.skipped[0].reason, "no marked words");
    let w3c = r#"{"@context": "http://www.w3.org/ns/anno.jsonld", "id": "urn:a", "type": "Annotation", "body": [
        {"type": "TextualBody", "purpose": "describing", "value": "Attacks killed 310."},
        {"type": "TextualBody", "value": "Who counted?"}, {"purpose": "tagging", "value": "toll"}],
        "target": {"source": "https://example.org/a", "selector": {"type": "TextQuoteSelector", "exact": "310 people"}}}"#;
    check(
        ForeignFormat::Annotations,
        w3c,
        "",
        &[
            "claim urn:a | note=Who counted? | quote=310 people | refs=urn:a | tags=toll | text=Attacks killed 310. || \
         appearance  url=https://example.org/a",
        ],
    );
}

#[test]
fn hostile_json_ends_and_says_nothing() {
    let deep = format!("{}{}", "[".repeat(100), "]".repeat(100));
    let odd = r#"[{"@type": "ClaimReview", "claimReviewed": {"@type": []}, "reviewRating": [[]]}, 7, null, {"claimReview": [3]}]"#;
    for text in [deep.as_str(), odd, "{}", "[]"] {
        let (_, reading) = reading(text, "", false);
        let kinds: Vec<RecordKind> = reading.records.iter().map(|record| record.kind).collect();
        assert!(kinds.is_empty(), "{text}");
    }
}
