//! Articles as newsrooms have them, and files that mean harm.

use crate::extract::{
    ArticleFact, ExtractError, ExtractedArticle, LARGEST_TEXT, OriginalKind, PagePart, ReadingNote,
    extract,
};
use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

fn read(bytes: &[u8], kind: OriginalKind) -> ExtractedArticle {
    extract(bytes, kind, &PagePart::Readable).unwrap()
}

fn refusal(bytes: &[u8], kind: OriginalKind) -> ExtractError {
    extract(bytes, kind, &PagePart::Readable).unwrap_err()
}

fn page(html: &str, part: &PagePart) -> String {
    extract(html.as_bytes(), OriginalKind::Page, part)
        .unwrap()
        .text
}

fn archive(parts: &[(&str, &str)], method: CompressionMethod) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        let options = SimpleFileOptions::default().compression_method(method);
        zip.start_file(*name, options).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn word(body: &str) -> Vec<u8> {
    let document = format!("<w:document xmlns:w=\"w\"><w:body>{body}</w:body></w:document>");
    archive(
        &[("word/document.xml", &document)],
        CompressionMethod::Deflated,
    )
}

fn fact<'f>(article: &'f ExtractedArticle, field: &str) -> Option<(&'f str, &'f str)> {
    let mut facts = article.facts.iter();
    let found: &ArticleFact = facts.find(|fact| fact.field == field)?;
    Some((found.value.as_str(), found.from))
}

const TRACKED: &str = "\
# A winter without the ferry

The town of Quillhaven and all the figures here are invented.

The ferry made 412 crossings in the first nine months of 2031, according to the harbour office.

“We cannot run a ship that we cannot insure,” said the company’s director.

# Who pays

Sound Line denies this. Every euro went into the ships, the company said.

Fares rose twice in 2031.

The transport ministry declined to comment.

On 3 November it sent a statement:
twenty\u{2011}two ships.

- fewer doctors

- two teachers less

January

874 residents

The council’s lawyers say the ministry would then have to run it itself.

In the box: the route closes if nobody bids.

Table of crossings, October 2031.
";

#[test]
fn a_word_file_is_read_with_its_tracked_changes_accepted() {
    let article = read(
        include_bytes!("../../tests/articles/tracked.docx"),
        OriginalKind::Word,
    );
    assert_eq!(article.text, TRACKED);
    let notes = [
        ReadingNote::Accepted {
            inserted: 2,
            deleted: 2,
        },
        ReadingNote::Comments(1),
        ReadingNote::Footnotes(1),
    ];
    assert_eq!(article.notes, notes);
    let heading = "A winter without the ferry";
    assert_eq!(
        fact(&article, "title"),
        Some((heading, "the first heading"))
    );
    let author = ("The Quillhaven desk", "the document's properties");
    assert_eq!(fact(&article, "author"), Some(author));
}

#[test]
fn an_odt_file_is_read_with_its_tracked_changes_accepted() {
    let article = read(
        include_bytes!("../../tests/articles/tracked.odt"),
        OriginalKind::OpenDocument,
    );
    let expected = "\
# A winter without the ferry

The ferry made 412 crossings in nine months.

Sound Line denies this. Every euro went into the ships.
It said so twice.

- fewer doctors

- two teachers less

January

874 residents

Table of crossings, October 2031.
";
    assert_eq!(article.text, expected);
    assert!(article.notes.contains(&ReadingNote::Accepted {
        inserted: 1,
        deleted: 1
    }));
    assert_eq!(
        fact(&article, "language").map(|(value, _)| value),
        Some("en-GB")
    );
}

#[test]
fn the_readable_part_of_a_page_is_taken_and_the_furniture_is_reported() {
    let bytes = include_bytes!("../../tests/articles/page.html");
    let article = read(bytes, OriginalKind::Page);
    let text = &article.text;
    for kept in [
        "412 crossings in the first nine months of 2031, a third fewer than a year before",
        "Orrin\u{a0}Island",
        "“We cannot run a ship that we cannot insure,” said the company’s director.",
        "## Who pays",
        "that nobody uses.\nIt urged",
        "- fewer doctors come to the island",
    ] {
        assert!(text.contains(kept), "{kept}\n{text}");
    }
    for cut in ["Home", "cookies", "Post a comment", "newsletter", "track("] {
        assert!(!text.contains(cut), "{cut}\n{text}");
    }
    assert!(
        article.cut.iter().any(|cut| cut == "Post a comment"),
        "{:?}",
        article.cut
    );
    assert!(!article.cut.iter().any(|cut| cut.contains("cookies")));
    for (field, value, from) in [
        ("title", "A winter without the ferry", "JSON-LD"),
        ("author", "The coast desk", "JSON-LD"),
        ("publisher", "The Quillhaven Gazette", "JSON-LD"),
        ("published", "2031-11-06T08:00:00+01:00", "JSON-LD"),
        (
            "url",
            "https://gazette.example/2031/winter-ferry",
            "JSON-LD",
        ),
        ("language", "en-GB", "the page's head"),
    ] {
        assert_eq!(fact(&article, field), Some((value, from)), "{field}");
    }
}

#[test]
fn a_selector_picks_a_part_and_whole_takes_everything() {
    let html = "<body><nav>Menu</nav><div class=a><p>One.</p><div class=a>Two.</div></div><p>Three.</p></body>";
    let selected = |selector: &str| PagePart::Selected(selector.to_owned());
    assert_eq!(page(html, &selected(".a")), "One.\n\nTwo.\n");
    assert_eq!(
        page(html, &PagePart::Whole),
        "Menu\n\nOne.\n\nTwo.\n\nThree.\n"
    );
    let refused = |selector: &str| {
        extract(html.as_bytes(), OriginalKind::Page, &selected(selector)).unwrap_err()
    };
    assert_eq!(refused(".b"), ExtractError::Unmatched(".b".to_owned()));
    assert_eq!(refused("]["), ExtractError::Selector("][".to_owned()));
}

#[test]
fn what_no_reader_of_a_page_sees_is_not_text() {
    let html = "<body><p>A<script>x</script><span hidden>b</span><b style='display: none'>c</b> \
        <i>word</i><!-- d --><template>e</template>.</p><pre>one\n  two</pre></body>";
    assert_eq!(page(html, &PagePart::Whole), "A word.\n\none\ntwo\n");
}

#[test]
fn markdown_loses_its_markup_and_nothing_else() {
    let text = "---\ntitle: x\n---\n# The *ferry*\n\nMade [412 crossings](https://a.example \"x\")[^1] \
        and `cost` a **lot**\nof money.\n\n- one\n- two\n\n[^1]: Says the office.\n";
    let article = read(text.as_bytes(), OriginalKind::Markdown);
    let expected = "# The ferry\n\nMade 412 crossings and cost a lot of money.\n\n- one\n\n- two\n\nSays the office.\n";
    assert_eq!(article.text, expected);
    assert_eq!(article.notes, [ReadingNote::Footnotes(1)]);
}

#[test]
fn a_byte_order_mark_decides_the_encoding_and_a_guess_is_reported() {
    let windows = read(
        include_bytes!("../../tests/articles/windows.txt"),
        OriginalKind::Plain,
    );
    let text = "A winter without the ferry\n\nThe council said: “Nobody asked us.” It costs € 12.\nThe second line of the paragraph.\n";
    assert_eq!(windows.text, text);
    assert_eq!(windows.notes, [ReadingNote::Assumed("windows-1252")]);
    let little: Vec<u8> = [0xff, 0xfe]
        .into_iter()
        .chain(text.encode_utf16().flat_map(u16::to_le_bytes))
        .collect();
    let big: Vec<u8> = [0xfe, 0xff]
        .into_iter()
        .chain(text.encode_utf16().flat_map(u16::to_be_bytes))
        .collect();
    let marked = format!("\u{feff}{text}");
    for bytes in [&little, &big, marked.as_bytes()] {
        let article = read(bytes, OriginalKind::Plain);
        assert_eq!((article.text.as_str(), article.notes.len()), (text, 0));
    }
}

#[test]
fn a_text_in_order_stays_as_it_is() {
    let text = include_str!("../../examples/ferry-town/articles/winter-ferry.txt");
    let article = read(text.as_bytes(), OriginalKind::Plain);
    assert_eq!(article.text, text);
    assert_eq!(article.notes, []);
}

#[test]
fn without_blank_lines_long_lines_are_paragraphs() {
    let long = "word ".repeat(40);
    let article = read(
        format!("Title\n{long}\n{long}").as_bytes(),
        OriginalKind::Plain,
    );
    assert_eq!(article.text.matches("\n\n").count(), 2);
    assert_eq!(article.notes, [ReadingNote::LinesAreParagraphs]);
    let wrapped = read(b"Short lines\nof one paragraph", OriginalKind::Plain);
    assert_eq!(wrapped.text, "Short lines\nof one paragraph\n");
}

#[test]
fn the_kind_comes_from_the_bytes_before_the_name() {
    let kind = |bytes: &[u8], ending: &str| OriginalKind::of(bytes, ending);
    assert_eq!(kind(b"%PDF-1.7", "txt"), Ok(OriginalKind::Pdf));
    assert_eq!(
        kind(b"\xef\xbb\xbf<!DOCTYPE html>", ""),
        Ok(OriginalKind::Page)
    );
    assert_eq!(kind(b"# A", "md"), Ok(OriginalKind::Markdown));
    assert_eq!(kind(b"A", ""), Ok(OriginalKind::Plain));
    assert_eq!(kind(&word(""), "txt"), Ok(OriginalKind::Word));
    for (bytes, ending) in [
        (&b"{\\rtf1"[..], "rtf"),
        (b"\xd0\xcf\x11\xe0\xa1", "doc"),
        (b"From: <Saved by Blink>\n", "mhtml"),
        (b"Subject: a\nMIME-Version: 1.0\n", "eml"),
        (b"PK\x03\x04", "pages"),
    ] {
        assert!(
            matches!(kind(bytes, ending), Err(ExtractError::Unsupported(_))),
            "{ending}"
        );
    }
    assert!(matches!(
        kind(b"plain", "docx"),
        Err(ExtractError::Damaged(_))
    ));
    let other = archive(&[("a.txt", "x")], CompressionMethod::Stored);
    assert!(matches!(
        kind(&other, "docx"),
        Err(ExtractError::Unsupported(_))
    ));
}

#[test]
fn bombs_and_deep_files_are_refused_before_they_hurt() {
    let zeros = " ".repeat(60 * 1024 * 1024);
    let bomb = archive(
        &[("word/document.xml", &zeros)],
        CompressionMethod::Deflated,
    );
    assert!(bomb.len() < 1024 * 1024);
    assert_eq!(
        refusal(&bomb, OriginalKind::Word),
        ExtractError::Unpacked(50)
    );
    let names: Vec<String> = (0..201).map(|n| format!("word/{n}.xml")).collect();
    let many: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), "")).collect();
    let many = archive(&many, CompressionMethod::Stored);
    assert_eq!(
        refusal(&many, OriginalKind::Word),
        ExtractError::Entries(200)
    );
    let deep = word(&format!(
        "{}{}",
        "<w:p>".repeat(100_000),
        "</w:p>".repeat(100_000)
    ));
    assert_eq!(refusal(&deep, OriginalKind::Word), ExtractError::Deep(1000));
    for open in [
        "<div>",
        "<b>",
        "<div></a>",
        "<table><tr><td>",
        "<ul><li>",
        "<a><div></a>",
    ] {
        let html = format!("<html><body>{}", open.repeat(100_000));
        assert_eq!(
            refusal(html.as_bytes(), OriginalKind::Page),
            ExtractError::Deep(512),
            "{open}"
        );
    }
    let flat = format!("<html><body>{}", "<p>A paragraph of words.".repeat(20_000));
    assert!(read(flat.as_bytes(), OriginalKind::Page).text.len() > 400_000);
}

#[test]
fn entities_and_document_types_are_refused() {
    let typed = "<!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/passwd\">]><a>&b;</a>";
    let typed = archive(&[("word/document.xml", typed)], CompressionMethod::Stored);
    assert_eq!(
        refusal(&typed, OriginalKind::Word),
        ExtractError::DocumentType
    );
    let unknown = word("<w:p><w:r><w:t>&lol;</w:t></w:r></w:p>");
    assert!(matches!(
        refusal(&unknown, OriginalKind::Word),
        ExtractError::Damaged(_)
    ));
    let usual = word("<w:p><w:r><w:t>a &amp; b &#x2014; c</w:t></w:r></w:p>");
    assert_eq!(read(&usual, OriginalKind::Word).text, "a & b — c\n");
}

#[test]
fn damaged_empty_and_large_files_give_one_error() {
    let whole = include_bytes!("../../tests/articles/tracked.docx");
    for length in [0, 4, 30, whole.len() / 2, whole.len() - 1] {
        let cut = whole.get(..length).unwrap();
        assert!(
            extract(cut, OriginalKind::Word, &PagePart::Readable).is_err(),
            "{length}"
        );
    }
    let torn = archive(
        &[("word/document.xml", "<w:p><w:r><w:t>A")],
        CompressionMethod::Stored,
    );
    assert!(matches!(
        refusal(&torn, OriginalKind::Word),
        ExtractError::Damaged(_)
    ));
    assert_eq!(
        refusal(b" \n\r\n\t", OriginalKind::Plain),
        ExtractError::Empty
    );
    assert_eq!(
        refusal(b"<html><body><script>x</script>", OriginalKind::Page),
        ExtractError::Empty
    );
    assert!(matches!(
        refusal(b"a\0b", OriginalKind::Plain),
        ExtractError::Unsupported(_)
    ));
    let long = "word\n\n".repeat(LARGEST_TEXT / 5);
    assert_eq!(
        refusal(long.as_bytes(), OriginalKind::Plain),
        ExtractError::LongText
    );
    let huge = vec![b'a'; 6 * 1024 * 1024];
    assert_eq!(
        refusal(&huge, OriginalKind::Page),
        ExtractError::TooLarge(5)
    );
}

proptest::proptest! {
    #![proptest_config(proptest::test_runner::Config::with_cases(64))]

    #[test]
    fn no_damage_of_a_document_makes_us_panic(at in 0..2900_usize, byte: u8, cut in 0..2900_usize) {
        let mut bytes = include_bytes!("../../tests/articles/tracked.docx").to_vec();
        if let Some(one) = bytes.get_mut(at) {
            *one = byte;
        }
        let _ = extract(&bytes, OriginalKind::Word, &PagePart::Readable);
        bytes.truncate(cut);
        let _ = extract(&bytes, OriginalKind::Word, &PagePart::Readable);
    }

    #[test]
    fn any_page_ends(pieces in proptest::collection::vec(proptest::sample::select(vec![
        "<div>", "</div>", "<p>", "<b>", "</b>", "<table>", "<td>", "</table>", "<svg>", "<!--", "-->", "<script>",
        "</script>", "<template>", "&amp;", "&#0;", "text", "<", "\u{0}", "<br>", "<li>", "<h2>", "<plaintext>",
    ]), 0..40)) {
        let html = format!("<html>{}", pieces.concat());
        for part in [PagePart::Whole, PagePart::Readable] {
            let _ = extract(html.as_bytes(), OriginalKind::Page, &part);
        }
    }
}
