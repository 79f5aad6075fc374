//! The authors that a paper names: "By Ann Rival and Bob Other".

use crate::domain::name::fold;

/// Words that many papers print in the place of an author.
const NOBODY: &[&str] = &[
    "staff",
    "staff writer",
    "staff writers",
    "staff reporter",
    "staff reporters",
    "staff correspondent",
    "our correspondent",
    "our correspondents",
    "our staff reporter",
    "correspondent",
    "newsroom",
    "news desk",
    "web desk",
    "online desk",
    "editor",
    "editors",
    "the editors",
    "editorial board",
    "editorial",
    "agencies",
    "staff and agencies",
    "admin",
    "anonymous",
    "unknown",
    "n a",
    "desk",
    "reporter",
    "guest",
    "others",
    "et al",
];

/// The authors that a line names: each in folded form, and as written.
#[must_use]
pub fn authors(written: &str) -> Vec<(String, String)> {
    let pieces = written
        .split([';', '&', '/', '\n'])
        .flat_map(|piece| piece.split(" and "));
    let names = pieces.flat_map(|piece| {
        let parts: Vec<&str> = piece.split(',').map(str::trim).collect();
        // "Rival, Ann" is one person.
        let is_turned = parts.len() == 2 && parts.iter().all(|part| !part.contains(' '));
        match parts.as_slice() {
            [last, first] if is_turned => vec![format!("{first} {last}")],
            parts => parts.iter().map(|part| (*part).to_owned()).collect(),
        }
    });
    let authors = names.map(|name| {
        let plain = name.trim();
        let plain = plain
            .strip_prefix("By ")
            .or_else(|| plain.strip_prefix("by "))
            .unwrap_or(plain);
        (fold(plain), plain.to_owned())
    });
    authors
        .filter(|(key, _)| !key.is_empty() && !NOBODY.contains(&key.as_str()))
        .collect()
}
