//! The report as one HTML file. It needs no network, and you can read it without its script.
//!
//! One escaper writes every text of the book, so that no template can forget to escape: it shows unsafe characters and
//! escapes mark-up. Only http and https addresses become links.

use crate::domain::evidence::Stance;
use crate::domain::name::fold;
use crate::domain::status::{Flag, Status};
use crate::render::report::{MARK, svg};
use crate::render::{clean, in_order};
use crate::view::group::StatusGroup;
use crate::view::queue::NOTHING_WAITS;
use crate::view::report::{Report, ReportClaim};
use crate::view::words;
use askama::Template;
use askama::filters::{Escaper, Safe};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::{fmt, io};

const STYLE: &str = include_str!("../html/style.css");
const SCRIPT: &str = include_str!("../html/script.js");
const PROGRAM: &str = env!("CARGO_PKG_VERSION");

/// A page cuts a text that is longer than this many bytes. The JSON report has all of it.
const LONGEST: usize = 6_000;

/// The part above the claims.
#[derive(Template)]
#[template(path = "head.html", config = "src/render/html/askama.toml")]
struct Head<'a> {
    of: &'a Report,
    /// The speakers and, by their folded form, the tags that the reader can filter by.
    speakers: BTreeSet<&'a str>,
    tags: BTreeMap<String, &'a str>,
}

/// A claim.
#[derive(Template)]
#[template(path = "claim.html", config = "src/render/html/askama.toml")]
struct Card<'a> {
    of: &'a ReportClaim,
    /// Its place in the report, which makes the ids of its picture unique in the page.
    number: usize,
    /// The ids of the report's claims: the page can link to these.
    known: &'a BTreeSet<&'a str>,
}

/// The part below the claims.
#[derive(Template)]
#[template(path = "tail.html", config = "src/render/html/askama.toml")]
struct Tail<'a> {
    of: &'a Report,
}

/// Writes the report.
pub fn write(out: &mut dyn Write, report: &Report) -> io::Result<()> {
    let head = Head {
        of: report,
        speakers: report
            .claims
            .iter()
            .map(|claim| words::speaker(claim.claim.speaker.as_ref()))
            .collect(),
        tags: report
            .claims
            .iter()
            .rev()
            .flat_map(|claim| claim.claim.tags.iter().rev())
            .map(|tag| (fold(tag), tag.as_str()))
            .collect(),
    };
    let (head, tail) = rayon::join(|| head.render(), || Tail { of: report }.render());
    writeln!(
        out,
        "<!DOCTYPE html>\n<!-- {MARK} -->\n<html lang=\"en\">\n<head>\n{}",
        head.map_err(io::Error::other)?
    )?;
    claims(out, report)?;
    writeln!(out, "{}", tail.map_err(io::Error::other)?)
}

/// The claims, under the headline of each article.
fn claims(out: &mut dyn Write, report: &Report) -> io::Result<()> {
    let known: BTreeSet<&str> = report
        .claims
        .iter()
        .map(|claim| claim.claim.id.as_str())
        .collect();
    let before = |number: usize| {
        number
            .checked_sub(1)
            .and_then(|before| report.claims.get(before))
    };
    in_order(out, &report.claims, |out, number, claim| {
        let article = claim.claim.article.as_deref();
        let same = before(number).map(|before| before.claim.article.as_deref() == article);
        if same != Some(true) {
            let close = if same.is_some() { "</div>\n" } else { "" };
            let headline = escaped(headline(report, article));
            writeln!(
                out,
                "{close}<h3 dir=\"auto\">{headline}</h3>\n<div class=\"claims\">"
            )?;
        }
        Card {
            of: claim,
            number,
            known: &known,
        }
        .write_into(out)?;
        out.write_all(b"\n")
    })?;
    out.write_all(if report.claims.is_empty() {
        b"<p>No claim matches.</p>\n"
    } else {
        b"</div>\n"
    })
}

fn headline<'a>(report: &'a Report, article: Option<&'a str>) -> &'a str {
    let Some(id) = article else {
        return "In no article";
    };
    report
        .articles
        .iter()
        .find(|article| article.id == id)
        .map_or(id, |article| article.title.as_str())
}

/// A status in the colours of its group.
fn badge(status: impl Into<Status>) -> Safe<String> {
    let status = status.into();
    let group = StatusGroup::of(status);
    Safe(format!("<span class=\"badge {group}\">{status}</span>"))
}

/// The place of a status in the order of [`Status::ALL`], to sort by.
fn rank(status: Status) -> usize {
    status as usize
}

/// The folded tags of a claim, a line each, for the script to compare.
fn folded(tags: &[String]) -> String {
    let folded: Vec<String> = tags.iter().map(|tag| fold(tag)).collect();
    folded.join("\n")
}

/// A date.
fn time(date: &str) -> Safe<String> {
    let date = escaped(date);
    Safe(format!("<time datetime=\"{date}\">{date}</time>"))
}

/// A sentence of the program. What it quotes from the book keeps its own direction of writing, without effect on the text
/// around it.
fn said(sentence: &str) -> Safe<String> {
    let sentence = escaped(sentence);
    let mut html = String::with_capacity(sentence.len() + 11);
    let mut rest = sentence.as_str();
    while let Some((before, from)) = rest.split_once('“')
        && let Some((quoted, after)) = from.split_once('”')
    {
        html.extend([before, "“<bdi>", quoted, "</bdi>”"]);
        rest = after;
    }
    html.push_str(rest);
    Safe(html)
}

/// Whether the heading above a row already says its stance.
fn goes_without_saying(stance: Stance) -> bool {
    matches!(stance, Stance::Supports | Stance::Refutes)
}

/// An address: a link if it is http or https, else text.
fn link(address: &str) -> Safe<String> {
    let shown = escaped(address);
    Safe(match clean::web_address(address) {
        Some(url) => format!(
            "<a class=\"out\" rel=\"noopener noreferrer\" href=\"{}\">{shown}</a>",
            escaped(url)
        ),
        None => shown,
    })
}

/// Writes a text of the book into the page: cuts it if it is too long to read, shows unsafe characters, escapes mark-up.
#[derive(Clone, Copy)]
struct Harmless;

impl Escaper for Harmless {
    fn write_escaped_str<W: fmt::Write>(&self, mut dest: W, text: &str) -> fmt::Result {
        let kept = text
            .get(..text.floor_char_boundary(LONGEST))
            .unwrap_or(text);
        clean::write_escaped(&mut dest, &clean::lines(kept), in_html)?;
        if kept.len() < text.len() {
            let more = text.chars().count() - kept.chars().count();
            write!(dest, "… (cut here; {more} characters more)")?;
        }
        Ok(())
    }
}

fn in_html(byte: u8) -> Option<&'static str> {
    Some(match byte {
        b'&' => "&amp;",
        b'<' => "&lt;",
        b'>' => "&gt;",
        b'"' => "&quot;",
        b'\'' => "&#39;",
        _ => return None,
    })
}

/// The text as [`Harmless`] writes it.
pub(super) fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() + 16);
    // Writing into a text cannot fail.
    let _ = Harmless.write_escaped_str(&mut escaped, text);
    escaped
}

/// The hash that makes the page's policy accept a style or script.
fn hash(text: &str) -> String {
    format!("sha256-{}", base64(&Sha256::digest(text.as_bytes())))
}

/// Base64 by RFC 4648, with padding.
fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let letter = |group: u32, shift: u32| {
        let place = usize::try_from((group >> shift) & 63).unwrap_or_default();
        LETTERS.get(place).copied().map_or('=', char::from)
    };
    let mut text = String::new();
    for chunk in bytes.chunks(3) {
        let byte = |at: usize| u32::from(chunk.get(at).copied().unwrap_or_default());
        let group = byte(0) << 16 | byte(1) << 8 | byte(2);
        text.extend([letter(group, 18), letter(group, 12)]);
        text.push(if chunk.len() > 1 {
            letter(group, 6)
        } else {
            '='
        });
        text.push(if chunk.len() > 2 {
            letter(group, 0)
        } else {
            '='
        });
    }
    text
}

#[cfg(test)]
mod tests {
    use super::{base64, escaped, link, said};

    #[test]
    fn base64_is_as_rfc_4648_has_it() {
        for (plain, coded) in [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("foobar", "Zm9vYmFy"),
        ] {
            assert_eq!(base64(plain.as_bytes()), coded);
        }
    }

    #[test]
    fn only_web_addresses_become_links() {
        assert!(
            link("https://example.org/?a=1&b='2'")
                .0
                .contains("href=\"https://example.org/?a=1&amp;b=&#39;2&#39;\"")
        );
        assert!(link("HTTP://example.org").0.starts_with("<a "));
        for address in [
            "javascript:alert(1)",
            "data:text/html,x",
            "//example.org",
            "https://a b",
            "https://a\u{202e}b",
            "",
        ] {
            assert!(!link(address).0.contains("<a"), "{address}");
        }
    }

    #[test]
    fn what_a_sentence_quotes_keeps_its_own_direction() {
        assert_eq!(
            said("1 claim of “شهر”: 1 <b>").0,
            "1 claim of “<bdi>شهر</bdi>”: 1 &lt;b&gt;"
        );
        assert_eq!(said("”a “b” “c").0, "”a “<bdi>b</bdi>” “c");
    }

    #[test]
    fn mark_up_is_escaped_unsafe_characters_are_shown_and_long_texts_are_cut() {
        assert_eq!(
            escaped("<b title='x'>&\u{202e}\u{0}"),
            "&lt;b title=&#39;x&#39;&gt;&amp;\\u{202e}\\u{0}"
        );
        assert!(escaped(&"é".repeat(1_000_000)).len() < 7_000);
    }
}
