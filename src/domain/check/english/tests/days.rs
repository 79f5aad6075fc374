//! The deadlines of predictions.

use crate::domain::check::english::days::last_day_named;
use crate::domain::date::Date;

#[test]
fn the_last_deadline_is_found() {
    for (text, day) in [
        ("Prices will double by 2025.", "2025"),
        ("The army will leave before the end of 2025.", "2025"),
        ("The army will leave by March 2026.", "2026-03"),
        ("The army will leave by 3 March 2026.", "2026-03-03"),
        ("The army will leave on March 3, 2026.", "2026-03-03"),
        (
            "The army will leave on the 3rd of March 2026.",
            "2026-03-03",
        ),
        ("The economy is set to shrink in late 2025.", "2025"),
        ("It will grow in 2024 and shrink in 2025.", "2025"),
        (
            "The bank expects inflation to fall in the second half of 2025.",
            "2025",
        ),
        ("Prices double by 2025.", "2025"),
        ("The bridge is due to open in May 2025.", "2025-05"),
        (
            "The party could win the vote on 5 October 2025.",
            "2025-10-05",
        ),
        ("The bank forecasts a loss through 2025.", "2025"),
        ("The plant won’t close before 2025.", "2025"),
        ("By 2025 prices will have doubled by Dec. 2025.", "2025-12"),
    ] {
        let found = last_day_named(text, None).map(|day| day.to_string());
        assert_eq!(found.as_deref(), Some(day), "{text}");
    }
}

#[test]
fn a_year_that_is_no_deadline_passes() {
    for text in [
        "Prices will double.",
        "The deal signed in 2021 will collapse.",
        "The 2021 deal will collapse.",
        "The army will stay longer than the 2021 mission.",
        "The fund will reach 2000 villages.",
        "The army will march as it did after 2021.",
        "By then, prices will have doubled.",
        "In 2021 the party said that it would win.",
        "Prices will go on rising as they have since 2021.",
    ] {
        assert_eq!(last_day_named(text, None), None, "{text}");
    }
    let text = "It will end as it did in 2021.";
    assert_eq!(last_day_named(text, Date::parse("2024")), None);
}
