//! Sentences of our own for each rule, with the right answer, and sentences that no rule may take.

use crate::document::lexicon::english;
use crate::text::attribution::{Attribution, Cast, CastMember, CueRule, Tier, attributions};
use crate::text::lexicon::{Lexicon, WordLists};
use crate::text::manuscript::Manuscript;
use proptest::prelude::*;

fn read(text: &str, cast: &Cast) -> Vec<Attribution> {
    let lexicon = Lexicon::new(&english(), &WordLists::new());
    attributions(&Manuscript::read(text, Some("en")), &lexicon, cast)
}

/// Reads each attribution as "rule | source | cue | content".
fn told(text: &str) -> Vec<String> {
    let told = |one: Attribution| {
        let [source, cue, content] = [one.source, one.cue, one.content].map(|at| &text[at]);
        format!("{} | {source} | {cue} | {content}", one.rule.name())
    };
    read(text, &Cast::default()).into_iter().map(told).collect()
}

#[track_caller]
fn finds(text: &str, expected: &[&str]) {
    assert_eq!(told(text), expected, "{text}");
}

#[test]
fn according() {
    finds(
        "The delays cost $4.5 million, according to a report by the Harbour Institute.",
        &[
            "according | a report by the Harbour Institute | according to | The delays cost $4.5 million",
        ],
    );
    finds(
        "According to the port authority, 310 ships were late.",
        &["according | the port authority | According to | 310 ships were late"],
    );
    finds(
        "It was “a scandal of the first order”, in the words of Venn.",
        &["according | Venn | in the words of | It was “a scandal of the first order”"],
    );
    finds(
        "The sum fell, per the audit office.",
        &["according | the audit office | per | The sum fell"],
    );
    finds("It all went according to plan.", &[]);
    finds("It costs 3 euros per day.", &[]);
}

#[test]
fn inverted() {
    finds(
        "“Nobody asked us,” said Tom Reed, a ferryman who has worked here for 30 years.",
        &[
            "inverted | Tom Reed, a ferryman who has worked here for 30 years | said | “Nobody asked us,”",
        ],
    );
    finds(
        "\"It is over,\" said the mayor on Tuesday.",
        &["inverted | the mayor | said | \"It is over,\""],
    );
}

#[test]
fn post_and_carried() {
    finds(
        "“It is not safe,” she said. “We have no choice. People will take the ferry.”",
        &[
            "post | she | said | “It is not safe,”",
            "carried | she |  | “We have no choice. People will take the ferry.”",
        ],
    );
    finds(
        "“I am tired,” Moor said, “and I want to go home.”",
        &[
            "post | Moor | said | “I am tired,”",
            "carried | Moor |  | “and I want to go home.”",
        ],
    );
    finds(
        "“It was a mistake,” Hale told reporters on Friday.",
        &["post | Hale | told | “It was a mistake,”"],
    );
    finds("The “old town hall clock” stopped.", &[]);
}

#[test]
fn a_quotation_goes_on_in_the_next_paragraph() {
    finds(
        "“We go on,” Moor said. “We go on for years.\n\n“And nobody will stop us here.”",
        &[
            "post | Moor | said | “We go on,”",
            "carried | Moor |  | “We go on for years.",
            "carried | Moor |  | “And nobody will stop us here.”",
        ],
    );
}

#[test]
fn colon() {
    finds("Moor: “We go on.”", &["colon | Moor | : | “We go on.”"]);
    finds(
        "Hale said in a statement: “We regret it.”",
        &["colon | Hale | said | “We regret it.”"],
    );
    finds(
        "Asked about it, Moor replied, “Ask the state.”",
        &["colon | Moor | replied | “Ask the state.”"],
    );
    finds("The plan: a bridge of steel.", &[]);
}

#[test]
fn bare_and_that() {
    finds(
        "Ann Moor, the mayor of Oldport, said on Tuesday that the bridge would close.",
        &["that | Ann Moor, the mayor of Oldport | said | that the bridge would close"],
    );
    finds(
        "Reed told the Oldport Times he would sue.",
        &["bare | Reed | told | he would sue"],
    );
    finds(
        "Officials say the work will take two years.",
        &["bare | Officials | say | the work will take two years"],
    );
    finds(
        "The report found that 12 bolts were missing.",
        &["that | The report | found | that 12 bolts were missing"],
    );
    finds(
        "She left the room and said she was tired.",
        &["bare | She | said | she was tired"],
    );
    finds(
        "A leaflet that went round the island claimed that it had cost €40 million.",
        &["that | A leaflet that went round the island | claimed | that it had cost €40 million"],
    );
}

#[test]
fn what_was_not_said_is_no_saying() {
    finds("Moor did not say when work would begin.", &[]);
    finds("He would not say how much it cost.", &[]);
    finds("The claim that the bridge is safe has spread.", &[]);
    finds("The report of the committee is due.", &[]);
    finds("He was accused of fraud.", &[]);
}

#[test]
fn dash() {
    finds(
        "“A disgrace and a waste of money.” — Ruth Venn, resident",
        &["dash | Ruth Venn, resident | — | “A disgrace and a waste of money.”"],
    );
}

#[test]
fn participle() {
    finds(
        "“They never do,” he added, saying the council had ignored letters.",
        &[
            "post | he | added | “They never do,”",
            "participle | he | saying | the council had ignored letters",
        ],
    );
    finds(
        "The council has changed its mind, demanding a new bridge.",
        &["participle | The council | demanding | a new bridge"],
    );
}

#[test]
fn clause() {
    finds(
        "The old steel bridge is safe, Hale said.",
        &["clause | Hale | said | The old steel bridge is safe"],
    );
    finds(
        "As Hale said, the bridge is old.",
        &["clause | Hale | said | the bridge is old"],
    );
}

#[test]
fn perspective_and_for() {
    finds(
        "But from the union’s perspective, the ship could sail.",
        &["perspective | the union | from the union’s perspective | the ship could sail"],
    );
    finds(
        "For residents, the wait goes on.",
        &["for | residents | For | the wait goes on"],
    );
    finds("For decades, the island grew.", &[]);
    finds("For example, the island grew.", &[]);
}

#[test]
fn wide() {
    finds(
        "The council accused the company of spending public money.",
        &["wide | The council | accused | the company of spending public money"],
    );
    finds(
        "Moor’s deputy, John Hale, warned of delays.",
        &["wide | Moor’s deputy, John Hale | warned | of delays"],
    );
    finds(
        "While Hale insists that it is safe, Moor blames the state.",
        &[
            "that | Hale | insists | that it is safe",
            "wide | Moor | blames | the state",
        ],
    );
}

#[test]
fn a_pronoun_goes_back_to_the_last_speaker_whom_it_fits() {
    let names = |text: &str| -> Vec<String> {
        let found = read(text, &Cast::default());
        found.into_iter().map(|one| one.name).collect()
    };
    assert_eq!(
        names("Mr Hale said it rained. Mrs Venn said it snowed. He said that was wrong."),
        ["Mr Hale", "Mrs Venn", "Mr Hale"]
    );
    assert_eq!(
        names("Officials said it rained. The mayor said it snowed. They said that was wrong."),
        ["Officials", "The mayor", "Officials"]
    );
    // Nobody in the paragraph fits, so the pronoun stays.
    assert_eq!(names("She said it rained."), ["She"]);
    assert_eq!(
        names("Hale said it rained.\n\nHe said it snowed."),
        ["Hale", "He"]
    );
}

#[test]
fn a_speaker_is_a_party_by_id_name_or_alias_without_titles() {
    let member = |id: &str| CastMember {
        id: id.to_owned(),
        is_person: None,
    };
    let mut cast = Cast::default();
    for (name, id) in [
        ("ann moor", "moor"),
        ("harbour office", "office"),
        ("sound-line", "sound-line"),
    ] {
        cast.members.insert(name.to_owned(), member(id));
    }
    let party = |text: &str| read(text, &cast).first().and_then(|one| one.party.clone());
    assert_eq!(
        party("Mayor Ann Moor said it rained.").as_deref(),
        Some("moor")
    );
    assert_eq!(
        party("The Harbour Office said it rained.").as_deref(),
        Some("office")
    );
    assert_eq!(
        party("Sound Line said it rained.").as_deref(),
        Some("sound-line")
    );
    assert_eq!(
        party("Ann Moor, a resident, said it rained.").as_deref(),
        Some("moor")
    );
    assert_eq!(party("John Hale said it rained."), None);
}

#[test]
fn each_rule_has_a_name_and_a_tier() {
    let names: std::collections::BTreeSet<&str> =
        CueRule::ALL.iter().map(|rule| rule.name()).collect();
    assert_eq!(names.len(), CueRule::ALL.len());
    assert_eq!(CueRule::According.tier(), Tier::Strong);
    assert_eq!(CueRule::Wide.tier().name(), "weak");
}

proptest! {
    /// Every part is cut at characters and inside its paragraph.
    #[test]
    fn no_text_makes_a_rule_fail(
        words in prop::collection::vec(
            prop::sample::select(vec![
                "He", "the", "mayor", "said", "that", "“", "”", ",", ".", ":", "—", "accusing", "Ünal’s", "to",
                "according", "For", "from", "view", "warned", "of", "it", "is", "\n\n", "'", "\"", "(", "who", "told",
            ]),
            0..60,
        ),
    ) {
        let text = words.join(" ");
        for one in read(&text, &Cast::default()) {
            for at in [one.source, one.cue, one.content] {
                prop_assert!(text.get(at.clone()).is_some(), "{at:?} in {text}");
            }
        }
    }
}
