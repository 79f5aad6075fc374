//! What names nobody, and what names somebody or something that can be asked or read.

use crate::domain::check::english::vague::vague_words;

const NOBODY: &[&str] = &[
    "officials say",
    "Pakistani officials warn",
    "a senior official said",
    "one senior U.S. official said",
    "a former senior defence official",
    "A high-ranking official told the paper",
    "a person familiar with the matter",
    "a person with direct knowledge of the talks",
    "people briefed on the talks",
    "people close to the minister say",
    "someone close to the family",
    "those with knowledge of the deal",
    "three people familiar with the discussions",
    "diplomats say",
    "a Western diplomat said",
    "it is believed",
    "It’s said — it is widely believed",
    "is believed to have fled",
    "are thought to be hiding",
    "it was reported that",
    "it has been alleged",
    "reports suggest",
    "Reports indicate that",
    "according to media reports",
    "according to several unconfirmed reports",
    "local media report",
    "an official who asked not to be named",
    "who spoke on condition of anonymity",
    "requested anonymity",
    "who did not want to be identified",
    "declined to be named",
    "the minister’s aide, who wished not to be quoted",
    "Western intelligence says",
    "US intelligence suggests",
    "intelligence sources",
    "according to intelligence assessments",
    "sources close to the ministry",
    "a source in the palace",
    "the source added",
    "experts argue",
    "some analysts believe",
    "many say",
    "some argue that",
    "insiders",
    "witnesses said",
    "an eyewitness told us",
    "rumour has it",
    "rumors say",
    "security circles",
    "an unnamed aide says",
    "as the story goes",
    "people who were briefed",
    "British intelligence",
    "is widely believed",
    "believed to be in hiding",
    "a Downing Street source",
    "Whitehall sources",
    "multiple sources",
];

const SOMEBODY: &[&str] = &[
    "the ministry says",
    "unofficially",
    "resources",
    "an official report says",
    "an official statement said",
    "official figures show",
    "a source document shows",
    "the expert panel found",
    "a senior official, Ann Rival, said it was the analyst Bob Other’s view",
    "diplomatic cables show",
    "The Diplomat reported",
    "the Observer says",
    "Islamabad accuses",
    "Kabul insists",
    "The United Nations has repeatedly warned",
    "a spokesman for the ministry said",
    "Taliban spokesmen have rejected",
    "the intelligence agency of Northland said",
    "it is believed by the Northland government",
    "Pakistan believed",
    "For Pakistani leaders",
    "political leadership celebrated",
    "Harbour Post reported",
    "the report says",
    "its reports suggest",
    "the anonymous letter",
    "Ann Rival, a senior official at the ministry, said",
    "the National Intelligence Service said",
    "claiming Islamabad is attempting",
    "They accuse",
    "what it said were",
    "analyst Ann Rival says",
    "believes it holds the upper hand",
    "according to the police report",
    "Reporters Without Borders says",
    "the witness statement of Ann Rival",
];

#[test]
fn words_that_name_nobody_are_found() {
    let missed: Vec<&&str> = NOBODY
        .iter()
        .filter(|words| vague_words(words).is_none())
        .collect();
    assert!(missed.is_empty(), "{missed:#?}");
}

#[test]
fn a_name_an_office_and_a_paper_can_be_asked_or_read() {
    let found = SOMEBODY
        .iter()
        .filter_map(|words| Some((words, vague_words(words)?)));
    assert_eq!(found.collect::<Vec<_>>(), []);
}

#[test]
fn the_words_that_name_nobody_are_shown_in_lower_case() {
    assert_eq!(
        vague_words("A Senior Official said").as_deref(),
        Some("a senior official")
    );
}
