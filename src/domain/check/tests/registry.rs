//! The list of all rules.

use crate::domain::check;
use crate::domain::check::rule::AnyRule;
use std::collections::BTreeSet;

#[test]
fn every_code_names_one_rule() {
    let codes: Vec<&str> = check::rules().map(AnyRule::code).collect();
    let unique: BTreeSet<&&str> = codes.iter().collect();
    assert_eq!(unique.len(), codes.len());
    for code in codes {
        assert_eq!(check::rule(code).unwrap().code(), code);
        let is_kebab = code
            .split('-')
            .all(|word| !word.is_empty() && word.chars().all(|c| c.is_ascii_lowercase()));
        assert!(is_kebab, "{code}");
    }
    assert!(check::rule("unsourced").is_none());
}
