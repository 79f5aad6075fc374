//! What a web page says in structured data: JSON-LD, and microdata in the same shape.

use crate::extract::ExtractError;
use crate::extract::decode::decode;
use dom_query::{Document, NodeRef};
use serde_json::{Map, Value};

/// The deepest item in an item that we read.
const DEEPEST: usize = 16;

/// The structured data of a page, in its order: JSON-LD first.
///
/// # Errors
/// If the bytes are not a text.
pub fn structured(bytes: &[u8]) -> Result<Vec<Value>, ExtractError> {
    let (html, _) = decode(bytes, None)?;
    let page = Document::from(html.as_str());
    let mut found = Vec::new();
    for script in &page.select("script[type*='ld+json']") {
        found.extend(parsed(&script.text()));
    }
    for node in page.select("[itemscope]").nodes() {
        if !node.has_attr("itemprop") {
            found.push(item(node, 0));
        }
    }
    Ok(found)
}

/// JSON as pages have it: between comment marks, with raw line ends in texts, with a comma or semicolon too many.
fn parsed(text: &str) -> Option<Value> {
    let text = text.trim();
    let text = text.trim_start_matches("<!--").trim_end_matches("-->");
    let text = text
        .trim()
        .trim_start_matches("//<![CDATA[")
        .trim_end_matches("//]]>");
    let text = text.trim().trim_end_matches(';');
    serde_json::from_str(text)
        .or_else(|_| serde_json::from_str(&mended(text)))
        .ok()
}

/// The text with escaped line ends in its strings and without commas before a closing bracket.
fn mended(text: &str) -> String {
    let mut mended = String::with_capacity(text.len());
    let (mut in_string, mut escaped) = (false, false);
    for c in text.chars() {
        match c {
            '"' if !escaped => in_string = !in_string,
            '}' | ']' if !in_string => {
                let kept = mended.trim_end().trim_end_matches(',').len();
                mended.truncate(kept);
            }
            _ => {}
        }
        escaped = in_string && c == '\\' && !escaped;
        match c {
            '\n' | '\r' | '\t' if in_string => mended.push(' '),
            c if c.is_control() && in_string => {}
            c => mended.push(c),
        }
    }
    mended
}

/// An item of microdata as an object (<https://html.spec.whatwg.org/multipage/microdata.html>).
fn item(node: &NodeRef<'_>, depth: usize) -> Value {
    let mut object = Map::new();
    if let Some(kind) = node.attr("itemtype") {
        let kind = kind.rsplit('/').next().unwrap_or_default().to_owned();
        object.insert("@type".to_owned(), Value::String(kind));
    }
    properties(node, depth, &mut object);
    Value::Object(object)
}

fn properties(node: &NodeRef<'_>, depth: usize, object: &mut Map<String, Value>) {
    if depth > DEEPEST {
        return;
    }
    for child in node.element_children() {
        let is_item = child.has_attr("itemscope");
        if let Some(names) = child.attr("itemprop") {
            let value = if is_item {
                item(&child, depth + 1)
            } else {
                plain(&child)
            };
            for name in names.split_whitespace() {
                put(object, name, value.clone());
            }
        }
        if !is_item {
            properties(&child, depth + 1, object);
        }
    }
}

/// Adds a value of a property. A second one makes a list.
fn put(object: &mut Map<String, Value>, name: &str, value: Value) {
    match object.get_mut(name) {
        None => drop(object.insert(name.to_owned(), value)),
        Some(Value::Array(values)) => values.push(value),
        Some(one) => *one = Value::Array(vec![one.take(), value]),
    }
}

/// The value of a property that is not an item.
fn plain(node: &NodeRef<'_>) -> Value {
    let attributes = ["content", "datetime", "href", "src", "value"];
    let of_attribute = attributes.iter().find_map(|name| node.attr(name));
    let text = of_attribute.unwrap_or_else(|| node.text());
    Value::String(text.split_whitespace().collect::<Vec<_>>().join(" "))
}

#[cfg(test)]
mod tests {
    use super::structured;

    #[test]
    fn dirty_json_and_microdata_give_the_same_shape() {
        let html = "<html><script type='application/ld+json; charset=utf-8'>//<![CDATA[\n{\"@type\": \"ClaimReview\",\n\
            \"claimReviewed\": \"The bridge\n is closed.\",}\n//]]></script>\
            <script type='application/ld+json'>{ no }</script>\
            <div itemscope itemtype='https://schema.org/ClaimReview'><p><b itemprop='claimReviewed'>The bridge is closed.</b>\
            <a itemprop='url' href='https://desk.example/1'>x</a></p>\
            <span itemprop='reviewRating' itemscope itemtype='http://schema.org/Rating'>\
            <meta itemprop='alternateName' content='False'></span></div></html>";
        let found = structured(html.as_bytes()).unwrap();
        assert_eq!(found.len(), 2);
        assert_eq!(found[0]["claimReviewed"], "The bridge  is closed.");
        assert_eq!(found[1]["claimReviewed"], "The bridge is closed.");
        assert_eq!(found[1]["@type"], "ClaimReview");
        assert_eq!(found[1]["url"], "https://desk.example/1");
        assert_eq!(found[1]["reviewRating"]["alternateName"], "False");
    }
}
