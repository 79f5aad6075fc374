//! One hostile book, every format: what a book says is shown and never obeyed.

use super::{FORMATS, book, printed, schema};
use pulldown_cmark::{Event, Options, Parser, Tag};
use std::collections::BTreeSet;
use std::fmt::Write;
use tempfile::TempDir;

/// What an enemy would write into a field. TOML strings, so that control characters can be spelt.
const ATTACKS: &[&str] = &[
    r"<script>alert(1)</script>",
    r"</script><script>alert(2)</script>",
    r"<img src=x onerror=alert(3)>",
    r"</title></style><svg onload=alert(4)>",
    r#"\" onmouseover=\"alert(5)\" x=\""#,
    r"' autofocus onfocus='alert(6)",
    r"javascript:alert(7)",
    r"JaVaScRiPt:alert(8)//http://",
    r"data:text/html,<script>alert(9)</script>",
    r"[click](javascript:alert(10)) ![x](http://198.51.100.1/x.png)",
    r"<javascript:alert(11)> <b>bold</b> <!-- comment -->",
    r"```\n<script>alert(12)</script>\n```",
    r"# heading\n\n- list\n\n| a | b |\n|---|---|\n> quote",
    r"`code` **bold** _it_ ~~no~~ | pipe",
    r"[ref]: javascript:alert(13)\n[ref]",
    r#"=HYPERLINK(\"http://198.51.100.1\",\"x\")"#,
    r"+1+cmd|' /C calc'!A0",
    r"-2+3",
    r"@SUM(1+1)*cmd",
    r"\t=1+1",
    r#"\r\n=1+1,\"x\""#,
    r"\u0000\u0007\u001b[2J\u001b]0;owned\u0007\u009b2J\u007f",
    r"\u202Egnp.exe\u202C \u2066isolate\u2069 \u200Fright\u200F",
    r"\u2028line\u2029paragraph\uFEFF\uFFF9x\uFFFB\U000E0041",
    r"{{ 7 * 7 }} {% raw %} {{ self }} ${7*7} <%= 7 %>",
    r"&lt;script&gt; &#60;b&#62; &amp;amp;",
    r"]]> --> */ </style> <style>*{display:none}</style>",
    r"مرحبا بالعالم",
];

/// A megabyte of text.
const LONG: usize = 1_000_000;

fn hostile() -> TempDir {
    let mut text = String::new();
    let of = |number: usize| ATTACKS[number % ATTACKS.len()];
    writeln!(
        text,
        "[article]\nid = \"evil\"\ntitle = \"{}\"\nauthor = \"{}\"\nurl = \"{}\"\npublisher = \"{}\"\n",
        of(0),
        of(2),
        of(6),
        of(3)
    )
    .unwrap();
    for (number, attack) in ATTACKS.iter().enumerate() {
        let (next, third) = (of(number + 1), of(number + 2));
        writeln!(text, "[[party]]\nid = \"p{number}\"\nname = \"{attack} {number}\"\naliases = [\"{next} {number}\"]\npart_of = \"p{}\"\n", number + 1).unwrap();
        writeln!(
            text,
            "[[source]]\nid = \"s{number}\"\ntitle = \"{attack}\"\nauthor = \"{next}\"\npublisher = \"p{number}\"\nurl = \"{attack}\"\narchive = \"{third}\"\nnote = \"{next}\"\nlanguage = \"{attack}\"\nvoice = \"{next}\"\nderived_from = [\"s{}\", \"{third}\"]\n",
            number / 2
        )
        .unwrap();
        writeln!(
            text,
            "[[claim]]\nid = \"c{number}\"\ntext = \"{attack}\"\nspeaker = \"p{number}\"\nattribution = \"{next}\"\ncaveat = \"{attack}\"\nsection = \"{third}\"\nquote = \"{attack}\"\ntags = [\"{attack}\", \"{next}\"]\ndenies = [\"c{}\", \"{third}\"]\n",
            (number + 1) % ATTACKS.len()
        )
        .unwrap();
        for (stance, source) in [
            ("supports", number),
            ("refutes", number + 1),
            ("denies", number + 2),
            ("supports", number + 3),
        ] {
            writeln!(
                text,
                "[[claim.evidence]]\nsource = \"s{}\"\nstance = \"{stance}\"\nquote = \"{attack}\"\nlocator = \"{next}\"\ntranslation = \"{third}\"\nnote = \"{attack}\"\nby = \"{next}\"\n",
                source % ATTACKS.len()
            )
            .unwrap();
        }
        writeln!(text, "[[claim.evidence]]\nsource = \"{next}\"\nstance = \"context\"\nabout = \"attribution\"\nvia = [\"{attack}\"]\n").unwrap();
        writeln!(text, "[[claim.asked]]\nof = \"{attack}\"\nnote = \"{next}\"\n[[claim.searched]]\nwhere = \"{attack}\"\nterms = \"{next}\"\nby = \"{third}\"\n").unwrap();
        writeln!(
            text,
            "[[claim.ruling]]\nstatus = \"misleading\"\non = 2026-03-01\nby = \"{attack}\"\nreason = \"{next}\"\n"
        )
        .unwrap();
    }
    let long = "long ".repeat(LONG / 5);
    writeln!(
        text,
        "[[claim]]\nid = \"long\"\ntext = \"{long}\"\nspeaker = \"{long}\"\nquote = \"{long}\"\n"
    )
    .unwrap();
    let settings = format!(
        "[book]\nname = \"{}\"\n[publish]\nurl = \"https://example.org/checks\"\norganisation = \"{}\"\n",
        of(1),
        of(0)
    );
    book(&[("evil.toml", &text), ("claimbook.toml", &settings)])
}

/// Whether a character acts on what stands around it.
fn acts(c: char) -> bool {
    let direction = matches!(c, '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}');
    (c.is_control() && c != '\n') || direction || matches!(c, '\u{e0000}'..='\u{e007f}')
}

#[test]
fn a_hostile_book_is_shown_harmlessly_in_every_format() {
    let book = hostile();
    for format in FORMATS {
        let report = printed(book.path(), &["report", "--format", format]);
        let seen: BTreeSet<char> = report
            .chars()
            .filter(|c| acts(*c))
            .filter(|c| !matches!((format, c), ("csv", '\r' | '\t') | ("html", '\t')))
            .collect();
        assert!(seen.is_empty(), "{format}: {seen:?}");
        match format {
            "html" => html(&report),
            "markdown" => markdown(&report),
            "csv" => csv(&report),
            "json" => {
                let report = schema::holds(&report);
                assert_eq!(
                    report["claims"].as_array().unwrap().last().unwrap()["text"]
                        .as_str()
                        .unwrap()
                        .len(),
                    LONG
                );
            }
            _ => assert!(report.len() < LONG, "{}", report.len()),
        }
    }
    let reviews = printed(
        book.path(),
        &[
            "export",
            "--format",
            "claimreview",
            "--status",
            "misleading",
        ],
    );
    assert!(!reviews.contains(['<', '>', '&']) && !reviews.chars().any(acts));
    let reviews: serde_json::Value = serde_json::from_str(&reviews).unwrap();
    assert_eq!(reviews.as_array().unwrap().len(), ATTACKS.len());
}

const TAGS: &str = "!DOCTYPE !-- a article bdi blockquote body dd details div dl dt figcaption \
    figure footer h1 h2 h3 h4 h5 head header html input label li main meta nav ol \
    option output p q script section select span strong style summary table tbody td \
    th thead time title tr ul";

const ATTRIBUTES: &str = "aria-label aria-labelledby aria-hidden autocomplete charset class content data-article data-group data-origins \
    data-rank data-speaker datetime dir hidden href \
    http-equiv id lang name rel role scope tabindex type value html";

/// Reads the page as tags and attributes, and knows every one of them.
fn html(page: &str) {
    assert!(page.len() < LONG, "{}", page.len());
    let (mut rest, mut scripts) = (page, 0);
    while let Some(start) = rest.find('<') {
        let tag = &rest[start + 1..start + rest[start..].find('>').unwrap()];
        rest = &rest[start + 1 + tag.len()..];
        let name = tag
            .trim_start_matches('/')
            .split([' ', '\n', '/'])
            .next()
            .unwrap();
        assert!(TAGS.split(' ').any(|known| known == name), "{tag}");
        for end in [("script", "</script>"), ("style", "</style>")] {
            if name == end.0 && !tag.starts_with('/') {
                scripts += u32::from(name == "script");
                rest = &rest[rest.find(end.1).unwrap()..];
            }
        }
        if !tag.starts_with('!') {
            attributes(&tag[name.len()..]);
        }
    }
    assert_eq!(scripts, 1);
    assert!(page.contains("default-src 'none'"));
}

fn attributes(mut rest: &str) {
    while let Some(equals) = rest.find('=') {
        let name = rest[..equals].split_whitespace().last().unwrap();
        assert!(
            ATTRIBUTES.split(' ').any(|known| known == name),
            "{name} in {rest}"
        );
        let value = rest[equals + 1..].strip_prefix('"').unwrap();
        let (value, after) = value.split_once('"').unwrap();
        if name == "href" {
            let web = value.starts_with("http://") || value.starts_with("https://");
            assert!(value.starts_with('#') || web, "{value}");
        }
        rest = after;
    }
}

fn markdown(text: &str) {
    assert!(text.len() < LONG, "{}", text.len());
    let (_, body) = text.split_once('\n').unwrap();
    for event in Parser::new_ext(body, Options::all()) {
        match event {
            Event::Html(html) | Event::InlineHtml(html) => panic!("raw HTML: {html}"),
            Event::Start(Tag::Link { dest_url, .. }) => {
                assert!(
                    dest_url.starts_with("http://") || dest_url.starts_with("https://"),
                    "{dest_url}"
                );
            }
            Event::Start(Tag::Image { dest_url, .. }) => panic!("a picture: {dest_url}"),
            Event::Start(
                Tag::CodeBlock(_)
                | Tag::BlockQuote(_)
                | Tag::FootnoteDefinition(_)
                | Tag::HtmlBlock,
            ) => {
                panic!("{event:?}")
            }
            Event::InlineMath(math) | Event::DisplayMath(math) => panic!("math: {math}"),
            _ => {}
        }
    }
}

fn csv(text: &str) {
    let mut reader = csv::ReaderBuilder::new().from_reader(text.as_bytes());
    let mut records = 0;
    for record in reader.records() {
        records += 1;
        for cell in &record.unwrap() {
            let formula =
                cell.starts_with(['=', '+', '-', '@', '\t', '\r']) && cell.parse::<f64>().is_err();
            assert!(!formula, "{cell}");
        }
    }
    assert_eq!(records, ATTACKS.len() + 1);
}
