//! The report as one HTML file that asks the network for nothing and can be read without its script.
//!
//! Everything that came out of the book goes through one formatter, which shows unsafe characters and escapes the rest, so
//! that no template can forget to. Only http and https addresses become links.

use crate::render::clean;
use crate::render::report::MARK;
use crate::render::report::svg;
use crate::view::report::Bar;
use crate::view::report::Claim;
use crate::view::report::Report;
use crate::view::report::figures;
use crate::view::words;
use minijinja::Environment;
use minijinja::State;
use minijinja::Value;
use minijinja::context;
use minijinja::value::Serde;
use serde::Serialize;
use sha2::Digest;
use sha2::Sha256;
use std::collections::BTreeSet;
use std::io;
use std::io::Write;

const HEAD: &str = include_str!("../html/head.html");
const CLAIM: &str = include_str!("../html/claim.html");
const TAIL: &str = include_str!("../html/tail.html");
const STYLE: &str = include_str!("../html/style.css");
const SCRIPT: &str = include_str!("../html/script.js");

/// A text longer than this many bytes is cut: a page is for reading. The JSON report has all of it.
const LONGEST: usize = 6_000;

/// Writes the report.
pub fn write(out: &mut dyn Write, report: &Report) -> io::Result<()> {
    let environment = environment(report).map_err(io::Error::other)?;
    write!(out, "<!DOCTYPE html>\n<!-- {MARK} -->\n<html lang=\"en\">\n<head>\n")?;
    part(&environment, "head.html", out, head(report))?;
    claims(&environment, out, report)?;
    part(&environment, "tail.html", out, tail(report))
}

/// The claims, under the headline of each article.
fn claims(environment: &Environment<'_>, out: &mut dyn Write, report: &Report) -> io::Result<()> {
    let mut article: Option<Option<&str>> = None;
    for (number, claim) in report.claims.iter().enumerate() {
        let stands_in = claim.claim.article.as_deref();
        if article != Some(stands_in) {
            let close = if article.is_some() { "</div>\n" } else { "" };
            article = Some(stands_in);
            let headline = escaped(headline(report, stands_in));
            writeln!(out, "{close}<h3 dir=\"auto\">{headline}</h3>\n<div class=\"claims\">")?;
        }
        part(environment, "claim.html", out, card(claim, number))?;
    }
    out.write_all(if article.is_some() { b"</div>\n" } else { b"<p>No claim matches.</p>\n" })
}

fn part(environment: &Environment<'_>, name: &str, out: &mut dyn Write, context: Value) -> io::Result<()> {
    let template = environment.get_template(name).map_err(io::Error::other)?;
    let text = template.render(context).map_err(io::Error::other)?;
    out.write_all(text.as_bytes())?;
    out.write_all(b"\n")
}

fn value(thing: impl Serialize) -> Value {
    Value::from(Serde(thing))
}

/// What stands above the claims.
fn head(report: &Report) -> Value {
    let named =
        |claim: &Claim| claim.claim.speaker.as_ref().map_or("The article itself", |party| &party.name).to_owned();
    let speakers: BTreeSet<String> = report.claims.iter().map(named).collect();
    let tags: BTreeSet<&String> = report.claims.iter().flat_map(|claim| &claim.claim.tags).collect();
    context! {
        style => Value::from_safe_string(STYLE.to_owned()),
        style_hash => Value::from_safe_string(hash(STYLE)),
        script_hash => Value::from_safe_string(hash(SCRIPT)),
        title => &report.title,
        book => &report.book,
        day => &report.day,
        internal => report.internal,
        selection => value(&report.selection),
        articles => value(&report.articles),
        summary => value(&report.summary),
        speaker_bars => bars(&report.summary.speakers),
        section_bars => bars(&report.summary.sections),
        queue => value(&report.queue),
        contested => value(&report.contested),
        speakers => value(speakers),
        tags => value(tags),
    }
}

/// The bars with their pictures.
fn bars(bars: &[Bar]) -> Value {
    let drawn = bars.iter().map(|bar| {
        let picture = Value::from_safe_string(svg::bar(bar));
        context! { name => &bar.name, claims => bar.claims, parts => value(&bar.parts), picture => picture }
    });
    drawn.collect()
}

/// A claim, and what its template needs beside it.
fn card(claim: &Claim, number: usize) -> Value {
    let picture =
        claim.origins.as_ref().map(|found| Value::from_safe_string(svg::origins(found, &format!("o{number}"))));
    context! {
        origins_in_words => format!("origins: {}", words::counted(&claim.claim)),
        offered => words::offered(&claim.claim),
        picture => picture,
        ..value(claim)
    }
}

/// What stands below the claims.
fn tail(report: &Report) -> Value {
    context! {
        sources => value(&report.sources),
        parties => value(&report.parties),
        method => value(&report.method),
        program => env!("CARGO_PKG_VERSION"),
        script => Value::from_safe_string(SCRIPT.to_owned()),
    }
}

fn headline<'a>(report: &'a Report, article: Option<&'a str>) -> &'a str {
    let Some(id) = article else { return "In no article" };
    report.articles.iter().find(|article| article.id == id).map_or(id, |article| article.title.as_str())
}

fn environment(report: &Report) -> Result<Environment<'static>, minijinja::Error> {
    let mut environment = Environment::new();
    environment.set_formatter(format);
    environment.add_template("head.html", HEAD)?;
    environment.add_template("claim.html", CLAIM)?;
    environment.add_template("tail.html", TAIL)?;
    environment.add_filter("group", |status: &str| figures::group_of(status));
    environment.add_filter("in_words", |group: &str| figures::in_words(group));
    environment.add_filter("rank", figures::rank_of);
    environment.add_filter("sentence", |text: &str| words::sentence(text));
    environment.add_filter("relation", |kind: &str| words::relation(kind));
    environment.add_filter("outcome", |word: &str| words::outcome_of(word));
    environment.add_filter("by_what", |word: &str| words::contested_by_of(word));
    environment.add_filter("flag_in_words", |word: &str| words::flag_of(word));
    environment.add_filter("link", |address: &str| Value::from_safe_string(link(address)));
    let known: BTreeSet<String> = report.claims.iter().map(|claim| claim.claim.id.clone()).collect();
    environment.add_filter("known", move |id: &str| known.contains(id));
    Ok(environment)
}

/// Writes a value of a template: what is marked as HTML as it stands, nothing for what is absent, the rest escaped.
fn format(out: &mut minijinja::Output<'_>, _: &mut State<'_, '_>, value: &Value) -> Result<(), minijinja::Error> {
    if value.is_undefined() || value.is_none() {
        return Ok(());
    }
    let written = match value.as_str() {
        Some(text) if value.is_safe() => out.write_str(text),
        Some(text) => out.write_str(&escaped(text)),
        None => out.write_str(&escaped(&value.to_string())),
    };
    written.map_err(minijinja::Error::from)
}

/// An address as a link where it is http or https, else as text.
fn link(address: &str) -> String {
    let shown = escaped(address);
    match clean::web_address(address) {
        Some(url) => format!("<a class=\"out\" rel=\"noopener noreferrer\" href=\"{}\">{shown}</a>", escaped(url)),
        None => shown,
    }
}

/// The text as HTML: cut where it is too long to read, unsafe characters shown, mark-up escaped.
pub(super) fn escaped(text: &str) -> String {
    let kept = text.get(..text.floor_char_boundary(LONGEST)).unwrap_or(text);
    let mut escaped = String::with_capacity(kept.len() + 16);
    for c in clean::lines(kept).chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            _ => escaped.push(c),
        }
    }
    if kept.len() < text.len() {
        let more = text.chars().count() - kept.chars().count();
        escaped.push_str("… (cut here; ");
        escaped.push_str(&more.to_string());
        escaped.push_str(" characters more)");
    }
    escaped
}

/// The hash by which the page's policy lets a style or script in.
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
        text.push(if chunk.len() > 1 { letter(group, 6) } else { '=' });
        text.push(if chunk.len() > 2 { letter(group, 0) } else { '=' });
    }
    text
}

#[cfg(test)]
mod tests {
    use super::base64;
    use super::escaped;
    use super::link;

    #[test]
    fn base64_is_as_rfc_4648_has_it() {
        for (plain, coded) in [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foobar", "Zm9vYmFy")] {
            assert_eq!(base64(plain.as_bytes()), coded);
        }
    }

    #[test]
    fn only_web_addresses_become_links() {
        assert!(link("https://example.org/?a=1&b='2'").contains("href=\"https://example.org/?a=1&amp;b=&#39;2&#39;\""));
        assert!(link("HTTP://example.org").starts_with("<a "));
        for address in
            ["javascript:alert(1)", "data:text/html,x", "//example.org", "https://a b", "https://a\u{202e}b", ""]
        {
            assert!(!link(address).contains("<a"), "{address}");
        }
    }

    #[test]
    fn mark_up_is_escaped_unsafe_characters_are_shown_and_long_texts_are_cut() {
        assert_eq!(escaped("<b title='x'>&\u{202e}\u{0}"), "&lt;b title=&#39;x&#39;&gt;&amp;\\u{202e}\\u{0}");
        assert!(escaped(&"é".repeat(1_000_000)).len() < 7_000);
    }
}
