//! What judges the claim in its own text, and what only speaks of judgements.

use crate::domain::check::english::judging::judging_words;

const JUDGED: &[&str] = &[
    "Northland allegedly shelled the town.",
    "Reportedly, 310 people died.",
    "The town was purportedly shelled.",
    "Northland is alleged to have shelled the town.",
    "The general is said to have ordered it.",
    "False: 310 died.",
    "FALSE – 310 died.",
    "Mostly false: 310 died.",
    "Refuted - 310 people died.",
    "Refuted — 310 people died.",
    "Fact check: 310 people died.",
    "Fact-check: 310 people died.",
    "FACT CHECK | 310 people died",
    "Verdict: 310 people did not die.",
    "Debunked! 310 people died.",
    "310 died (unproven)",
    "310 people died [false].",
    "310 people died – false.",
    "310 people died: unverified",
    "It is false that 310 people died.",
    "It’s not said, but it is simply untrue that 310 people died.",
    "It is not true that 310 people died.",
    "It’s false that 310 people died.",
    "It is not the case that 310 people died.",
    "It has been debunked that 310 people died.",
    "There is no truth to the claim that 310 people died.",
    "This is false: 310 people died.",
    "The claim that 310 people died is false.",
    "The viral claim that 310 people died is fake.",
    "The report that 310 people died is unverified.",
    "310 people died (not true).",
    "It was a lie that 310 people died.",
    "It is true that 310 people died.",
    "The minister falsely claimed that 310 people died.",
    "The minister falsely said that 310 people died.",
    "The minister wrongly stated that 310 people died.",
    "The minister said falsely that 310 people died.",
    "It was falsely reported that 310 people died.",
    "The baseless claim is that 310 people died.",
    "The claim that 310 people died is baseless.",
    "Viral claims that 310 people died are baseless.",
    "The allegation is unfounded.",
    "The claim that 310 people died is untrue.",
    "The long-debunked video shows 310 dead.",
    "The story of the 310 dead has been debunked.",
    "The unverified toll is 310.",
    "Unverified footage shows the town burning.",
    "An unconfirmed report says that 310 people died.",
    "According to unconfirmed reports, 310 people died.",
    "The toll of 310 remains unverified.",
    "The minister said that 310 people died, which is untrue.",
    "The minister claims, falsely, that 310 people died.",
    "Contrary to claims, 310 people died.",
    "Contrary to reports, the bridge stands.",
    "Falsely, the ministry put the toll at 310.",
    "The minister’s claim that 310 people died is baseless.",
    "It is baseless to say that 310 people died.",
    "Posts falsely show a burning bridge.",
    "The debunked claim of 310 dead is back.",
    "There are unverified reports of 310 dead.",
    "It remains unconfirmed that 310 people died.",
    "310 people supposedly died.",
    "Half true: 310 people died.",
    "Unconfirmed: 310 people died.",
    "CONFIRMED: 310 people died.",
    "Hoax: 310 people died.",
    "The minister incorrectly stated the toll as 310.",
    "The reports of 310 dead are untrue.",
];

const STATED: &[&str] = &[
    "Northland alleges that the town was shelled.",
    "The disputed border runs through the town.",
    "The minister called the report \"allegedly neutral\".",
    "The minister called the report ‘baseless’.",
    "The contested election was confirmed by the court.",
    "False alarms: 310.",
    "The False Claims Act passed in 1863.",
    "The fire brigade counted 310 false alarms.",
    "It is false (in part).",
    "true",
    "The ministry called the report baseless.",
    "The ministry dismissed the allegations as unfounded.",
    "The allegations are baseless, the ministry said.",
    "The minister denied that the report was untrue.",
    "The court found that the minister falsely claimed expenses.",
    "Four men were falsely accused of the theft.",
    "He was falsely imprisoned for nine years.",
    "The factory falsely labelled horse meat as beef.",
    "The site removed 310 unverified accounts.",
    "The channel aired an unverified video of the attack.",
    "The senate left three judges unconfirmed.",
    "Unconfirmed nominees may not sit.",
    "The laboratory debunked the video.",
    "The video was debunked by two laboratories.",
    "Police arrested a man for allegedly stealing a car.",
    "The court tried three men over the allegedly stolen paintings.",
    "A woman who allegedly stole a car was freed.",
    "The allegedly corrupt minister resigned.",
    "The ministry confirmed 310 deaths.",
    "The number of confirmed cases rose to 310.",
    "The ministry runs a fact check unit.",
    "The paper closed its fact-checking desk.",
    "The true toll is 310.",
    "The statement was refuted in court on Friday.",
    "The peninsula is contested by two states.",
    "The minister accused the paper of printing baseless rumours.",
    "Northland says that it is not true that it shelled the town.",
    "The passports were fake.",
    "The law punishes those who falsely claim benefits.",
    "The paper apologised for wrongly reporting 310 deaths.",
    "The report criticises baseless accusations by the police.",
    "According to the ministry, the report is untrue.",
    "The accusation is baseless, according to the ministry.",
    "The ministry tweeted that the report was false.",
    "The group debunked 12 videos.",
    "The president’s claim to the land is disputed.",
    "The minister rejects the reports as untrue.",
    "Northland considers the accusation baseless.",
    "“It is false that we shelled the town”, the general said.",
    "The ministry verified 310 deaths; 12 remain unverified by its doctors.",
    "The bank flagged 310 unverified transfers.",
    "The army confirmed that 310 people died.",
    "The bomb threat was a hoax.",
    "The minister’s false teeth were stolen.",
    "True North won the cup.",
    "The town’s status: capital of the north.",
    "Prosecutors say that he falsely declared his income.",
    "Nobody reported the theft.",
    "The treaty is unconfirmed by the senate.",
    "The senate did not confirm the treaty.",
    "The alleged smuggler was freed.",
];

#[test]
fn a_text_that_judges_itself_is_found() {
    let missed: Vec<&&str> = JUDGED
        .iter()
        .filter(|text| judging_words(text).is_none())
        .collect();
    assert!(missed.is_empty(), "{missed:#?}");
}

#[test]
fn a_statement_about_a_judgement_passes() {
    let found = STATED
        .iter()
        .filter_map(|text| Some((text, judging_words(text)?.0)));
    assert_eq!(found.collect::<Vec<_>>(), []);
}

#[test]
fn the_judging_words_have_their_place_in_the_text() {
    let text = "He is SAID to\u{a0}have gone.";
    let (words, at) = judging_words(text).unwrap();
    assert_eq!(words, "is said to have");
    assert_eq!(&text[at], "is SAID to\u{a0}have");
}
