//! Whom a text names as saying something.

use crate::domain::check::english::saying::named_speakers;

/// The first of these names that a text names as a speaker.
fn speaker(text: &str, names: &[&'static str]) -> Option<&'static str> {
    let spoken = named_speakers(text);
    let mut spoken = spoken.iter();
    spoken.find_map(|speaker| names.iter().find(|name| **name == speaker.name).copied())
}

const NAMES: &[&str] = &["Northland", "Ministry of War", "Ann Rival", "UN"];

#[test]
fn a_name_before_says_or_after_according_to_is_found() {
    for (text, name) in [
        ("Northland says that 310 people died.", "Northland"),
        ("Northland said it had won.", "Northland"),
        ("Northland has said that it won.", "Northland"),
        ("Northland has repeatedly warned of it.", "Northland"),
        ("Northland announces a truce.", "Northland"),
        ("Northland announced a truce.", "Northland"),
        ("According to Northland, 310 people died.", "Northland"),
        (
            "310 people died, according to the Ministry of War.",
            "Ministry of War",
        ),
        (
            "The Ministry of War says that 310 people died.",
            "Ministry of War",
        ),
        ("310 people died, Ann Rival told the paper.", "Ann Rival"),
        ("310 people died, the UN said.", "UN"),
        ("Northland also claims the island.", "Northland"),
    ] {
        assert_eq!(speaker(text, NAMES), Some(name), "{text}");
    }
}

#[test]
fn a_name_elsewhere_passes() {
    for text in [
        "Northland attacked the town.",
        "The president of Northland says that it won.",
        "Officials in Northland said so.",
        "Northland’s president says that it won.",
        "“Northland says so” was on the wall.",
        "Critics of Ann Rival said so.",
        "The town fell to Northland, says the mayor.",
        "The report says Northland attacked.",
        "According to the mayor, Northland won.",
        "The army of Northland announced a truce.",
    ] {
        assert_eq!(speaker(text, NAMES), None, "{text}");
    }
}

#[test]
fn a_proper_name_is_known_by_its_capitals() {
    let proper = |text| {
        let speakers = named_speakers(text);
        let proper = speakers.iter().find(|speaker| speaker.is_proper);
        proper.map(|speaker| speaker.name.to_owned())
    };
    assert_eq!(proper("Carol New said so.").as_deref(), Some("Carol New"));
    assert_eq!(proper("It is so, Carol said.").as_deref(), Some("Carol"));
    assert_eq!(
        proper("The Bank of Southland said so.").as_deref(),
        Some("Bank of Southland")
    );
    for nobody in [
        "Officials said so.",
        "She said so.",
        "The minister said so.",
        "It is said so.",
    ] {
        assert_eq!(proper(nobody), None, "{nobody}");
    }
}
