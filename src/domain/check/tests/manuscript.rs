//! What of an article's text is in no claim.

use crate::domain::check::tests::book::book;
use crate::domain::passage::{OpenUnit, UnitKind};

fn unit(kind: UnitKind, paragraph: Option<u32>, claims: &[&str]) -> OpenUnit {
    OpenUnit {
        kind,
        text: "412 crossings".to_owned(),
        paragraph,
        start: 4,
        end: 17,
        claims: claims.iter().map(|id| (*id).to_owned()).collect(),
    }
}

#[test]
fn each_kind_of_unit_has_its_code_and_sentences_are_told_only_if_asked_for() {
    let mut book = book("[article]\ntitle = \"Border town\"\n");
    for kind in [
        UnitKind::Figure,
        UnitKind::Quotation,
        UnitKind::Speaker,
        UnitKind::Sentence,
    ] {
        book.open = vec![unit(kind, Some(2), &[])];
        let found = book.found_by_all();
        let codes: Vec<&str> = found.iter().map(|finding| finding.code).collect();
        assert_eq!(codes, [format!("uncovered-{kind}")]);
        assert_eq!(found[0].level.is_none(), kind == UnitKind::Sentence);
        assert!(
            found[0]
                .words
                .message
                .ends_with("“412 crossings” (paragraph 2)")
        );
    }
}

#[test]
fn a_unit_in_the_sentence_of_a_claim_names_the_claim() {
    let mut book = book("[article]\ntitle = \"Border town\"\n");
    book.open = vec![unit(UnitKind::Figure, None, &["toll"])];
    let found = book.found("uncovered-figure");
    assert!(found[0].words.message.ends_with("(a heading)"));
    assert!(found[0].words.help[0].starts_with("`toll` quotes this sentence"));
    book.open[0].claims.clear();
    let found = book.found("uncovered-figure");
    assert!(found[0].words.help[0].contains("claimbook draft border-town"));
}
