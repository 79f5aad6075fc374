//! Figures of the article and of the claim: which are one, and which differ.

use crate::domain::check::english::negation::lost_not;
use crate::domain::check::english::quantity::Quantity;
use crate::domain::check::english::reader::quantities;
use crate::domain::check::figures::mismatch;

/// The article's words, and the claim's text with another figure.
const DIFFERENT: &[(&str, &str)] = &[
    ("310 people", "Attacks killed 301 people in 2025."),
    ("1.5 million", "1.2 million fled"),
    ("12 lakh people", "12 crore people were affected."),
    ("3 lakh rupees", "It cost 30,000 rupees."),
    ("Rs 5 crore", "The state paid Rs 5 million."),
    ("₹2.5 lakh crore", "The debt is ₹2.5 crore."),
    ("at 5 pm", "The blast came at 18:00."),
    ("at 5pm", "The blast came at 5 am."),
    ("at 5.30 p.m.", "The blast came at 17:00."),
    ("at 17:00 GMT", "The blast came at 1800 GMT."),
    ("shortly before noon", "The blast came at 11:00 pm."),
    (
        "a quarter of voters",
        "30 percent of voters stayed at home.",
    ),
    ("two thirds of the vote", "He won 60 per cent of the vote."),
    ("one in four children", "One in five children goes hungry."),
    (
        "half of the budget",
        "A third of the budget goes to the army.",
    ),
    ("½ of the budget", "1/4 of the budget goes to the army."),
    ("25%", "52 percent of voters stayed at home."),
    ("7.5 percent", "Prices rose by 5.7 per cent."),
    ("twelve soldiers", "Attackers killed 21 soldiers."),
    ("three hundred and ten people", "Attacks killed 301 people."),
    ("two dozen villagers", "36 villagers died."),
    ("half a million refugees", "50,000 refugees came."),
    ("killed two men", "Attackers killed three soldiers."),
    ("one soldier was killed", "Attackers killed three soldiers."),
    ("in 2024", "It happened in 2025."),
    ("since the 1980s", "It has gone on since the 1990s."),
    ("the 2019-20 season", "It was in the 2017–18 season."),
    ("on 11 August", "It fell on 12 August."),
    ("on August 3rd", "It fell on 4 August."),
    ("for the third time", "It was his fourth win."),
    ("for three years", "It lasted five years."),
    ("100 km", "The range is 100 miles."),
    ("$5 million", "The prize is worth $5bn."),
    ("2,024 people", "2,042 people died."),
    ("310 homes", "The storm took 301 houses."),
    ("0.5 percent", "5 percent of them agreed."),
    ("a third", "Half of them agreed."),
    ("Rs 3 lakh", "The fine was Rs 3 crore."),
    ("at 5:15 in the afternoon", "The blast came at 5:45."),
    ("nine soldiers", "Ten soldiers died."),
    ("a dozen villagers", "Ten villagers died."),
    ("about 40% of them", "A quarter of them left."),
    ("in the year 2019", "The bridge was built in 2018."),
    ("21 per cent", "Prices rose 12%."),
    (
        "a third of the seats",
        "The party holds a fifth of the seats.",
    ),
    ("at midnight", "The truce began at noon."),
    ("two years", "The ceasefire held for three years."),
    ("€3bn", "The aid was worth €3m."),
];

/// The article's words, and a claim's text that does not contradict them.
const ALIKE: &[(&str, &str)] = &[
    ("310 people", "Attacks killed 310 people in 2025."),
    ("1,200 people", "1200 people fled."),
    ("1.2 million", "1,200,000 people fled."),
    ("1.2 million", "12 lakh people fled."),
    ("Rs 5 crore", "The state paid 50 million rupees."),
    ("2.5 lakh crore", "The debt is 2.5 trillion."),
    ("3,5 percent", "3.5 percent"),
    ("1200", "1\u{a0}200"),
    ("at 5 pm", "The blast came at 17:00."),
    ("at 5 p.m.", "The blast came at 5pm."),
    ("at 5:30 pm", "The blast came at 17.30 GMT."),
    ("at 5 o’clock", "The blast came at 17:00."),
    ("at noon", "The blast came at 12:00."),
    ("at 5 pm local time", "The blast came at 12:00 GMT."),
    (
        "a quarter of voters",
        "25 percent of voters stayed at home.",
    ),
    ("a third of voters", "33% of voters stayed at home."),
    (
        "two-thirds of voters",
        "66.7 per cent of voters stayed at home.",
    ),
    (
        "three quarters of voters",
        "75 pc of voters stayed at home.",
    ),
    ("one in four children", "25 percent of children go hungry."),
    (
        "three out of ten children",
        "30 percent of children go hungry.",
    ),
    ("half of the budget", "50 percent of the budget"),
    ("in the first half of 2025", "A third of them left in 2025."),
    ("the third quarter", "Output fell by 25 percent."),
    ("twelve soldiers", "Attackers killed 12 soldiers."),
    ("twenty-one soldiers", "Attackers killed 21 soldiers."),
    ("three hundred and ten people", "Attacks killed 310 people."),
    ("two thousand four hundred", "2,400"),
    ("two dozen villagers", "24 villagers died."),
    ("half a million refugees", "500,000 refugees came."),
    ("two and a half million", "2.5 million"),
    ("a hundred people", "100 people came."),
    ("310 in 12 attacks", "Attacks killed 310 people."),
    ("310 attacks last year", "Attacks rose in 2025."),
    ("hundreds", "301 people died."),
    ("11 August 2021", "It fell in August 2021."),
    ("2021-08-11", "It fell on 11 August 2021."),
    ("on August 11th", "It fell on 11 August."),
    ("the M23", "The M23 took 2 towns."),
    ("four F-16 jets", "The army flew four jets in 2 waves."),
    ("under Article 5", "The treaty has 14 articles."),
    ("its 3rd year", "2 towns"),
    ("in the third year", "It was the 3rd year."),
    ("in 2024/25", "It was in 2025."),
    ("in the 1990s", "It was in 1995."),
    (
        "one of the 310 people",
        "It killed 310 people in three districts.",
    ),
    (
        "310 people in two years",
        "It killed 310 people in three districts.",
    ),
    ("12 men and 4 women", "16 people died."),
    ("100 km", "The range is 62 miles."),
    ("48 hours", "It lasted two days."),
    ("$5m", "The prize is worth 5 million dollars."),
    ("$5 million", "The prize is worth €4.6 million."),
    ("5 km", "The road is 5km long."),
    ("25 percent", "The number rose to 30 people."),
    ("1,00,000 people", "100,000 people came."),
    ("12,34,567 voters", "1,234,567 voters came."),
    ("0.5 percent", "half a percent"),
    ("page 3", "It has 12 pages."),
    ("7-Eleven", "It has 3 shops."),
    ("12 (of 15)", "12 of 15 members"),
    ("a 12-year-old boy", "The boy was twelve."),
    ("Rs. 2 crore", "The fine was Rs 20,000,000."),
    ("one and a half years", "It lasted 18 months."),
    ("a 5 pm curfew", "The curfew begins at 17:00 in 3 towns."),
    ("at five o'clock", "The blast came at 5 pm."),
    ("no one was hurt", "Nobody was hurt in 2 attacks."),
    ("one of two brothers", "Two brothers were tried."),
    (
        "more than half the voters",
        "More than 50% of the voters stayed at home.",
    ),
    ("zero deaths", "0 deaths"),
    ("in May 2025", "In 2025 they fought each other."),
    ("310,000", "310 thousand"),
    ("Covid-19", "The virus killed 310 people."),
    ("the 9/11 attacks", "3,000 people died."),
    ("24/7", "It is open 24 hours."),
    ("over 60s", "40 people came."),
    ("1.5bn", "1,500 million"),
];

#[test]
fn figures_that_differ_are_found() {
    let missed = DIFFERENT
        .iter()
        .filter(|(quote, text)| mismatch(quote, text).is_none());
    assert_eq!(missed.collect::<Vec<_>>(), Vec::<&(&str, &str)>::new());
}

#[test]
fn one_figure_in_two_spellings_and_one_sided_figures_pass() {
    let found = ALIKE
        .iter()
        .filter(|(quote, text)| mismatch(quote, text).is_some());
    assert_eq!(found.collect::<Vec<_>>(), Vec::<&(&str, &str)>::new());
}

#[test]
fn order_does_not_matter() {
    for (quote, text) in DIFFERENT {
        assert!(mismatch(text, quote).is_some(), "{text} / {quote}");
    }
    for (quote, text) in ALIKE {
        assert!(mismatch(text, quote).is_none(), "{text} / {quote}");
    }
}

#[test]
fn a_quantity_is_named_as_the_text_spells_it() {
    let text = "Some Three hundred and ten people at 5.30 p.m. on 11 August, $5bn.";
    let spelled: Vec<&str> = quantities(text)
        .into_iter()
        .map(|Quantity { at, .. }| &text[at])
        .collect();
    assert_eq!(spelled, ["Three hundred and ten", "5.30 p.m.", "11", "5bn"]);
}

/// The article's words, and the claim's text, of which one says *not*.
const LOST: &[(&str, &str)] = &[
    (
        "has not attacked the town",
        "Northland has attacked the town.",
    ),
    ("did not attack the town", "Northland attacked the town."),
    ("didn’t attack the town", "Northland attacked the town."),
    ("never attacked the town", "Northland attacked the town."),
    (
        "will not recognise the government",
        "Northland will recognise the government.",
    ),
    (
        "is not responsible for the attack",
        "Northland is responsible for the attack.",
    ),
    ("cannot pay its debts", "Northland can pay its debts."),
    ("no troops crossed the border", "Troops crossed the border."),
    ("killed no civilians", "The strike killed civilians."),
    ("attacked the town", "Northland has not attacked the town."),
    ("The vaccine isn't safe", "The vaccine is safe."),
    ("nobody died in the fire", "Somebody died in the fire."),
    (
        "won't sign the treaty",
        "The minister will sign the treaty.",
    ),
    (
        "no longer supports the rebels",
        "Northland supports the rebels.",
    ),
    (
        "neither country signed the treaty",
        "Both countries signed the treaty.",
    ),
];

/// The article's words, and a claim's text that says the same, or something else.
const KEPT: &[(&str, &str)] = &[
    (
        "did not attack the town",
        "Northland did not attack the town.",
    ),
    (
        "didn’t attack the town",
        "Northland has not attacked the town.",
    ),
    (
        "not only attacked the town but burnt it",
        "Northland attacked the town and burnt it.",
    ),
    (
        "did not lead to a reduction in attacks",
        "Their return brought no drop in attacks.",
    ),
    (
        "the Taliban’s unwillingness to act against the TTP",
        "The Taliban do not want to move against the TTP.",
    ),
    (
        "denied that it attacked the town",
        "Northland did not attack the town.",
    ),
    (
        "failed to sign the treaty",
        "Northland did not sign the treaty.",
    ),
    (
        "refused to sign the treaty",
        "Northland did not sign the treaty.",
    ),
    ("a landlocked nation", "Northland has no access to the sea."),
    (
        "lacks advanced air defense systems",
        "Northland has no modern air defence.",
    ),
    (
        "mutual distrust runs deep",
        "The two sides do not trust each other.",
    ),
    (
        "accusing Southland — without concrete evidence — of supporting the rebels",
        "Southland supports the rebels.",
    ),
    (
        "only Southland",
        "No state other than Southland has recognised the government.",
    ),
    (
        "there is no doubt that it attacked the town",
        "Northland attacked the town.",
    ),
    (
        "whether or not it attacked the town",
        "Northland attacked the town.",
    ),
    (
        "not until Friday did it attack the town",
        "Northland attacked the town on Friday.",
    ),
    (
        "not all voters stayed at home",
        "Some voters stayed at home.",
    ),
    (
        "the minister did not resign, and the town was attacked",
        "Northland attacked the town.",
    ),
    ("no fewer than 310 people died", "310 people died."),
    ("nothing but rubble", "Only rubble is left."),
    (
        "regime",
        "Islamabad calls the administration a regime and no longer a government.",
    ),
    ("is illegal", "The strike is not legal."),
];

#[test]
fn a_lost_not_is_found_on_either_side() {
    let missed = LOST
        .iter()
        .filter(|(quote, text)| lost_not(quote, text).is_none());
    assert_eq!(missed.collect::<Vec<_>>(), Vec::<&(&str, &str)>::new());
}

#[test]
fn other_words_for_a_not_and_a_not_of_something_else_pass() {
    let found = KEPT
        .iter()
        .filter(|(quote, text)| lost_not(quote, text).is_some());
    assert_eq!(found.collect::<Vec<_>>(), Vec::<&(&str, &str)>::new());
}
