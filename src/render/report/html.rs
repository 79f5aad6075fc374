//! The report as one HTML file. It needs no network, and you can read it without its script.
//!
//! One escaper writes every text of the book, so that no template can forget to escape: it shows unsafe characters and
//! escapes mark-up. Only http and https addresses become links.

use crate::domain::status::{Flag, Status};
use crate::render::report::MARK;
use crate::render::report::escape::{Harmless, escaped, hash};
use crate::render::{clean, in_order};
use crate::view::group::StatusGroup;
use crate::view::queue::NOTHING_WAITS;
use crate::view::report::front_page::SHOWN;
use crate::view::report::numbers::ReportNumbers;
use crate::view::report::register_page::relevant;
use crate::view::report::{Outlet, Report, ReportClaim, ReportParty, ReportStand, claim_page};
use crate::view::words;
use askama::Template;
use askama::filters::Safe;
use std::collections::BTreeSet;
use std::io;
use std::io::Write;

const STYLE: &str = include_str!("../html/style.css");
const SCRIPT: &str = include_str!("../html/script.js");
const PROGRAM: &str = env!("CARGO_PKG_VERSION");

/// Who publishes a report for the public.
#[derive(Clone, Debug, Default)]
pub struct Imprint<'a> {
    /// The desk's name.
    pub organisation: Option<&'a str>,
    /// Where to write to about mistakes.
    pub corrections: Option<&'a str>,
    /// The reviews of its ruled claims, as JSON-LD without `<`.
    pub reviews: Option<String>,
}

/// The part above the claims.
#[derive(Template)]
#[template(path = "head.html", config = "src/render/html/askama.toml")]
struct Head<'a> {
    of: &'a Report,
    numbers: &'a ReportNumbers<'a>,
    desk: &'a Imprint<'a>,
    /// The style of the running head.
    running: &'a str,
    /// The speakers that the reader can filter by.
    speakers: BTreeSet<&'a str>,
}

/// A claim.
#[derive(Template)]
#[template(path = "claim.html", config = "src/render/html/askama.toml")]
struct Card<'a> {
    of: &'a ReportClaim,
    /// Its number in the report.
    number: usize,
    numbers: &'a ReportNumbers<'a>,
    /// Whether it is the only claim of the report.
    is_alone: bool,
    /// Whether a reader sees all of it at once, and print too.
    is_open: bool,
}

/// The part below the claims.
#[derive(Template)]
#[template(path = "tail.html", config = "src/render/html/askama.toml")]
struct Tail<'a> {
    of: &'a Report,
    numbers: &'a ReportNumbers<'a>,
    desk: &'a Imprint<'a>,
    parties: Vec<&'a ReportParty>,
}

/// Writes the report.
pub fn write(out: &mut dyn Write, report: &Report, desk: &Imprint<'_>) -> io::Result<()> {
    let numbers = ReportNumbers::new(report);
    let running = running_head(&report.title);
    let head = Head {
        of: report,
        numbers: &numbers,
        desk,
        running: &running,
        speakers: report
            .claims
            .iter()
            .map(|claim| words::speaker(claim.claim.speaker.as_ref()))
            .collect(),
    };
    let tail = Tail {
        of: report,
        numbers: &numbers,
        desk,
        parties: relevant(report).collect(),
    };
    let (head, tail) = rayon::join(|| head.render(), || tail.render());
    writeln!(
        out,
        "<!DOCTYPE html>\n<!-- {MARK} -->\n<html lang=\"en\">\n<head>\n{}",
        head.map_err(io::Error::other)?
    )?;
    if !report.layout.is_brief {
        claims(out, report, &numbers)?;
    }
    writeln!(out, "{}", tail.map_err(io::Error::other)?)
}

/// The claims, under the headline of each article.
fn claims(out: &mut dyn Write, report: &Report, numbers: &ReportNumbers<'_>) -> io::Result<()> {
    let before = |number: usize| {
        number
            .checked_sub(1)
            .and_then(|before| report.claims.get(before))
    };
    let is_alone = report.layout.is_of_one;
    in_order(out, &report.claims, |out, number, claim| {
        let article = claim.claim.article.as_deref();
        let same = before(number).map(|before| before.claim.article.as_deref() == article);
        if same != Some(true) && is_alone {
            writeln!(out, "<div class=\"claims\">")?;
        } else if same != Some(true) {
            let close = if same.is_some() { "</div>\n" } else { "" };
            let headline = escaped(headline(report, article));
            writeln!(
                out,
                "{close}<h3 dir=\"auto\">{headline}</h3>\n<div class=\"claims\">"
            )?;
        }
        let group = StatusGroup::of(claim.claim.status);
        let is_news = matches!(group, StatusGroup::Against | StatusGroup::Disputed);
        Card {
            of: claim,
            number: number + 1,
            numbers,
            is_alone,
            is_open: is_alone || is_news || claim.ruled().is_some(),
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

/// The margins of printed pages, with the title at their head.
fn running_head(title: &str) -> String {
    let title: String = title.chars().take(90).collect();
    let letter = |letter: char| match letter {
        letter if letter.is_ascii_alphanumeric() || letter == ' ' => letter.to_string(),
        other => format!("\\{:x} ", u32::from(other)),
    };
    let title: String = clean::line(&title).chars().map(letter).collect();
    format!(
        "@page {{ margin: 18mm 14mm 16mm; @top-left {{ content: \"{title}\"; font: 9pt sans-serif; color: #444444 }} \
         @bottom-right {{ content: counter(page) \" / \" counter(pages); font: 9pt sans-serif; color: #444444 }} }}"
    )
}

/// One side of a contested claim.
fn side(stands: &[ReportStand], numbers: &ReportNumbers<'_>) -> Safe<String> {
    if stands.is_empty() {
        return Safe("<p class=\"quiet\">Nothing in the book.</p>".to_owned());
    }
    let item = |stand: &ReportStand| {
        let through: Vec<String> = stand
            .through
            .iter()
            .map(|outlet| reference(outlet, numbers))
            .collect();
        let through = through.join(", ");
        let how = words::bearing(stand.how);
        let bears = if stand.in_papers {
            format!(
                " <span class=\"quiet\">({how}, in</span> {through}<span class=\"quiet\">)</span>"
            )
        } else if words::goes_without_saying(stand.how) {
            String::new()
        } else {
            format!(" <span class=\"quiet\">({how})</span>")
        };
        let by = if through.is_empty() || stand.in_papers {
            String::new()
        } else {
            format!(" <span class=\"quiet\">through</span> {through}")
        };
        let out = stand.left_out.as_ref().map_or_else(String::new, |why| {
            format!(" <span class=\"quiet\">not counted: {}</span>", said(why).0)
        });
        format!(
            "<li><span dir=\"auto\">{}</span>{bears}{by}{out}</li>",
            escaped(&stand.origin)
        )
    };
    Safe(format!(
        "<ul>{}</ul>",
        stands.iter().map(item).collect::<String>()
    ))
}

/// A source in a few words, with a link to its note.
fn reference(outlet: &Outlet, numbers: &ReportNumbers<'_>) -> String {
    let name = escaped(&outlet.name);
    let number = numbers.source(&outlet.source);
    let note = number.map_or_else(String::new, |number| {
        let id = escaped(&outlet.source);
        format!(" <a tabindex=\"-1\" class=\"ref\" href=\"#source-{id}\">[{number}]</a>")
    });
    format!("<span dir=\"auto\">{name}</span>{note}")
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

#[cfg(test)]
mod tests {
    use super::{escaped, link, said};
    use crate::render::report::escape::base64;

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
