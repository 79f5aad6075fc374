//! JSON as other programs write it: one value, a list, a line each, and values that are a text, an object or a list.

use serde_json::Value as Json;

/// The values of a text: those of one list, or one in each line. `None` if it is not JSON.
pub(super) fn values(text: &str) -> Option<Vec<Json>> {
    match serde_json::from_str(text) {
        Ok(Json::Array(values)) => Some(values),
        Ok(one) => Some(vec![one]),
        Err(_) => {
            let lines = text.lines().filter(|line| !line.trim().is_empty());
            let values: Option<Vec<Json>> =
                lines.map(|line| serde_json::from_str(line).ok()).collect();
            values.filter(|values| !values.is_empty())
        }
    }
}

/// The value as a list: a list's values, or the value alone.
pub(super) fn list(value: Option<&Json>) -> &[Json] {
    match value {
        Some(Json::Array(values)) => values,
        Some(Json::Null) | None => &[],
        Some(one) => std::slice::from_ref(one),
    }
}

/// The words of a value: a text or a number, the name or address of an object, or those of the first of a list.
pub(super) fn words(value: Option<&Json>) -> Option<String> {
    let words = match value? {
        Json::String(text) => text.clone(),
        Json::Number(number) => number.to_string(),
        Json::Array(values) => return values.iter().find_map(|value| words(Some(value))),
        Json::Object(object) => {
            let keys = ["name", "@value", "value", "text", "url", "@id"];
            return keys.iter().find_map(|key| words(object.get(*key)));
        }
        Json::Null | Json::Bool(_) => return None,
    };
    let words = words.trim();
    (!words.is_empty()).then(|| words.to_owned())
}

/// The addresses of a value: of a text, an object or a list of them.
pub(super) fn addresses(value: Option<&Json>) -> Vec<String> {
    let address = |one: &Json| match one {
        Json::Object(object) => words(object.get("url").or(object.get("@id"))),
        other => words(Some(other)),
    };
    let found = list(value).iter().filter_map(address);
    found.filter(|url| url.starts_with("http")).collect()
}

/// Whether an object is of a type.
pub(super) fn is_a(value: &Json, kind: &str) -> bool {
    let named = |one: &Json| {
        let one = one.as_str().unwrap_or_default();
        one.rsplit(['/', ':', '#']).next() == Some(kind)
    };
    list(value.get("@type").or(value.get("type")))
        .iter()
        .any(named)
}
