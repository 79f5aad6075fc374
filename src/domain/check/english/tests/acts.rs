//! Deeds, which are announced after they are done, and acts, which are done by saying or signing them.

use crate::domain::check::english::acts::deed;

const DEEDS: &[&str] = &[
    "The police arrested the killer.",
    "Police have arrested three men.",
    "Three men were arrested.",
    "The army announced that it had captured the town.",
    "The army captured the town.",
    "Northland’s army killed 12 fighters.",
    "The navy seizes a tanker.",
    "The coup leaders seized power.",
    "The army shelled the village.",
    "The army is shelling the village.",
    "The strike destroyed a bridge.",
    "The police freed 12 hostages.",
    "The police found weapons in a barn.",
    "The army shot down a drone.",
    "Northland shoots down a jet.",
    "Northland downed two drones.",
    "The guards detained a reporter.",
    "The army carried out air strikes on the town.",
    "Northland fired two missiles.",
    "The ministry says it foiled an attack.",
    "Agents abducted the editor.",
    "The police announce the arrest of the killer.",
    "We have arrested the killer.",
];

const ACTS: &[&str] = &[
    "Northland recognises the government of Southland.",
    "Northland recognized Southland in 1991.",
    "The court convicted the man who killed the editor.",
    "The court found the editor guilty.",
    "The tribunal finds that the law is void.",
    "The jury found him liable.",
    "The minister banned the party.",
    "The king appoints a new minister.",
    "The president dissolved parliament.",
    "The two states signed a treaty.",
    "The paper sues the ministry.",
    "The union sanctions two banks.",
    "The council condemned the attacks on the town.",
    "The court ordered the arrest of the general.",
    "The court struck down the law.",
    "The senate killed the bill.",
    "The president pardoned the man who shot the editor.",
    "The ministry expelled two envoys.",
    "The assembly ratified the treaty that freed the hostages.",
    "The court froze the accounts of the bank.",
    "The mayor resigned after the raid.",
    "The court ordered the police to free the hostages.",
    "Parliament votes to free the prisoners.",
    "The judge freed the man on bail.",
];

#[test]
fn a_deed_is_found() {
    let missed: Vec<&&str> = DEEDS.iter().filter(|text| deed(text).is_none()).collect();
    assert!(missed.is_empty(), "{missed:#?}");
}

#[test]
fn an_act_passes_even_if_it_is_about_a_deed() {
    let found = ACTS.iter().filter_map(|text| Some((text, deed(text)?)));
    assert_eq!(found.collect::<Vec<_>>(), []);
}
