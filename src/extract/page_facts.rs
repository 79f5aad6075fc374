//! What a web page says about its article: JSON-LD first, then the tags of `OpenGraph`, then the head.

use crate::extract::ArticleFact;
use dom_query::Document;
use serde_json::Value;

/// The longest value that we believe, in bytes.
const LONGEST: usize = 1000;

const JSON_LD: &str = "JSON-LD";
const OPEN_GRAPH: &str = "OpenGraph";
const HEAD: &str = "the page's head";

/// Tags with a fact in `content`: the selector, the field, where that is.
const TAGS: &[(&str, &str, &str)] = &[
    ("meta[property='og:title']", "title", OPEN_GRAPH),
    ("meta[property='article:author']", "author", OPEN_GRAPH),
    ("meta[property='og:site_name']", "publisher", OPEN_GRAPH),
    (
        "meta[property='article:published_time']",
        "published",
        OPEN_GRAPH,
    ),
    ("meta[property='og:url']", "url", OPEN_GRAPH),
    ("meta[name='author']", "author", HEAD),
    ("meta[name='date']", "published", HEAD),
];

/// The facts, the best ones first.
pub(super) fn facts(page: &Document) -> Vec<ArticleFact> {
    let mut facts = Vec::new();
    for script in &page.select("script[type='application/ld+json']") {
        if let Ok(value) = serde_json::from_str::<Value>(&script.text())
            && let Some(article) = article_in(&value)
        {
            add_json(article, &mut facts);
        }
    }
    for (selector, field, from) in TAGS {
        let value = page.select_single(selector).attr("content");
        add(field, value.as_deref(), from, &mut facts);
    }
    let title = page.select_single("head title").text();
    add("title", Some(&title), HEAD, &mut facts);
    let canonical = page.select_single("link[rel='canonical']").attr("href");
    add("url", canonical.as_deref(), HEAD, &mut facts);
    let language = page.select_single("html").attr("lang");
    add("language", language.as_deref(), HEAD, &mut facts);
    facts.retain(|fact| is_believable(fact.field, &fact.value));
    facts
}

/// Whether a value can be one of its field. Authors are often given as addresses of their pages.
fn is_believable(field: &str, value: &str) -> bool {
    let is_address = value.starts_with("http://") || value.starts_with("https://");
    value.len() <= LONGEST && is_address == (field == "url")
}

fn add(field: &'static str, value: Option<&str>, from: &'static str, facts: &mut Vec<ArticleFact>) {
    let words: Vec<&str> = value.unwrap_or_default().split_whitespace().collect();
    if !words.is_empty() {
        facts.push(ArticleFact {
            field,
            value: words.join(" "),
            from,
        });
    }
}

/// The object that describes an article, in whatever list or graph it lies.
fn article_in(value: &Value) -> Option<&Value> {
    let lists = match value {
        Value::Array(list) => list.as_slice(),
        Value::Object(object) => match object.get("@graph") {
            Some(Value::Array(graph)) => graph.as_slice(),
            _ => std::slice::from_ref(value),
        },
        _ => return None,
    };
    lists.iter().find(|one| is_article(one))
}

fn is_article(value: &Value) -> bool {
    let is_one = |kind: &Value| {
        let kind = kind.as_str().unwrap_or_default();
        kind.ends_with("Article") || kind == "BlogPosting" || kind == "Report"
    };
    match value.get("@type") {
        Some(Value::Array(kinds)) => kinds.iter().any(is_one),
        Some(kind) => is_one(kind),
        None => false,
    }
}

fn add_json(article: &Value, facts: &mut Vec<ArticleFact>) {
    let fields = [
        ("title", "headline"),
        ("author", "author"),
        ("publisher", "publisher"),
        ("published", "datePublished"),
        ("url", "url"),
        ("url", "mainEntityOfPage"),
        ("language", "inLanguage"),
    ];
    for (field, key) in fields {
        let value = article.get(key).and_then(named);
        add(field, value.as_deref(), JSON_LD, facts);
    }
}

/// A value as text: a text, the name or address of an object, or the names in a list.
fn named(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Array(list) => {
            let names: Vec<String> = list.iter().filter_map(one_named).collect();
            (!names.is_empty()).then(|| names.join(", "))
        }
        other => one_named(other),
    }
}

fn one_named(value: &Value) -> Option<String> {
    let name = value
        .as_str()
        .or_else(|| value.get("name")?.as_str())
        .or_else(|| value.get("@id")?.as_str());
    name.map(str::to_owned)
}
