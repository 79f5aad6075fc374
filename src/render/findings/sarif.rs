//! Findings as SARIF 2.1.0 (OASIS), for code scanning.

use crate::render::findings::Findings;
use crate::render::json;
use crate::view::diagnostic::{Excerpt, Passage};
use crate::view::rule::RuleView;
use serde_json::{Value, json};
use std::fmt::Write as _;
use std::io;
use std::io::Write;

/// The schema that a log names.
const SCHEMA: &str = "https://json.schemastore.org/sarif-2.1.0.json";

/// One log with one run, its results written as they arrive.
pub struct Sarif<'a> {
    out: &'a mut dyn Write,
    rules: Vec<RuleView>,
    begun: bool,
}

impl<'a> Sarif<'a> {
    /// A log of a run of these rules.
    pub fn new(out: &'a mut dyn Write, rules: Vec<RuleView>) -> Self {
        Self {
            out,
            rules,
            begun: false,
        }
    }

    /// Writes what comes before the results.
    fn begin(&mut self) -> io::Result<()> {
        if self.begun {
            return self.out.write_all(b",\n");
        }
        self.begun = true;
        let driver = json!({
            "name": "claimbook",
            "version": env!("CARGO_PKG_VERSION"),
            "rules": self.rules.iter().map(rule).collect::<Vec<_>>(),
        });
        write!(
            self.out,
            "{{\"$schema\":\"{SCHEMA}\",\"version\":\"2.1.0\",\"runs\":[{{\"tool\":{{\"driver\":"
        )?;
        json::line(self.out, &driver)?;
        self.out
            .write_all(b"},\"columnKind\":\"unicodeCodePoints\",\"results\":[\n")
    }
}

impl Findings for Sarif<'_> {
    fn finding(&mut self, finding: &Excerpt) -> io::Result<()> {
        self.begin()?;
        let place = self.rules.iter().position(|rule| rule.code == finding.code);
        json::line(self.out, &result(finding, place))
    }

    fn finish(&mut self, whole: bool) -> io::Result<()> {
        if !self.begun {
            self.begin()?;
        }
        writeln!(
            self.out,
            "],\"invocations\":[{{\"executionSuccessful\":{whole}}}]}}]}}"
        )
    }
}

fn rule(rule: &RuleView) -> Value {
    json!({
        "id": rule.code,
        "shortDescription": { "text": rule.title },
        "fullDescription": { "text": rule.text },
        "help": { "text": rule.text },
        "defaultConfiguration": { "enabled": rule.level.is_some(), "level": rule.level.as_deref().unwrap_or("none") },
    })
}

fn result(finding: &Excerpt, rule: Option<usize>) -> Value {
    let text: Vec<&str> = std::iter::once(&finding.message)
        .chain(&finding.help)
        .map(String::as_str)
        .collect();
    let mut region = json!({ "startLine": finding.line, "startColumn": finding.column });
    if let Some(passage) = finding.passages.first() {
        region = of_passage(passage);
    }
    let mut result = json!({
        "ruleId": finding.code,
        "level": finding.severity,
        "message": { "text": text.join("\n") },
        "locations": [location(&finding.file, &region, None)],
    });
    let related = finding.passages.iter().skip(1).enumerate();
    let related: Vec<Value> = related
        .map(|(place, passage)| {
            let mut other = location(
                &passage.file,
                &of_passage(passage),
                passage.label.as_deref(),
            );
            set(&mut other, "id", (place + 1).into());
            other
        })
        .collect();
    if !related.is_empty() {
        set(&mut result, "relatedLocations", related.into());
    }
    if finding.count > 1 {
        set(&mut result, "occurrenceCount", finding.count.into());
    }
    if let Some(rule) = rule {
        set(&mut result, "ruleIndex", rule.into());
    }
    if let Some(claim) = &finding.claim {
        let name = json!([{ "name": claim, "kind": "object" }]);
        if let Some(first) = result.pointer_mut("/locations/0") {
            set(first, "logicalLocations", name);
        }
    }
    result
}

fn set(object: &mut Value, key: &str, value: Value) {
    if let Some(object) = object.as_object_mut() {
        object.insert(key.to_owned(), value);
    }
}

fn location(file: &str, region: &Value, label: Option<&str>) -> Value {
    let mut location = json!({ "physicalLocation": { "artifactLocation": { "uri": uri(file) }, "region": region } });
    if let Some(label) = label {
        set(&mut location, "message", json!({ "text": label }));
    }
    location
}

/// The marked characters of a line: columns count from 1, the end is the first that is not marked.
fn of_passage(passage: &Passage) -> Value {
    let marked = passage
        .source
        .get(passage.mark.clone())
        .map_or(0, |marked| marked.chars().count());
    let mut region = json!({ "startLine": passage.line, "startColumn": passage.column });
    if marked > 0 {
        set(&mut region, "endColumn", (passage.column + marked).into());
    }
    region
}

/// A path as a relative URI reference (RFC 3986).
fn uri(path: &str) -> String {
    let mut uri = String::with_capacity(path.len());
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~' | b'/') {
            uri.push(char::from(byte));
        } else {
            // Writing into a string cannot fail.
            let _ = write!(uri, "%{byte:02X}");
        }
    }
    uri
}

#[cfg(test)]
mod tests {
    use super::uri;

    #[test]
    fn a_path_is_a_uri() {
        assert_eq!(uri("claims/toll: é.toml"), "claims/toll%3A%20%C3%A9.toml");
    }
}
