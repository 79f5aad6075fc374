//! Names and texts that SQL or the server could trip over.

use super::desk::{BOOK, TestDesk, failed, table};
use super::server::SERVER;

const ODD: [&str; 6] = [
    "Our \"desk\"; DROP TABLE x; --",
    "it's $1 % {} \\ claimbook.claim",
    "Бюро 新聞 🗞",
    "public",
    "select",
    " ",
];

#[test]
fn a_schema_and_a_book_may_have_any_name() {
    let desk = TestDesk::with(BOOK);
    for name in ODD {
        let said = desk.publish(&["--schema", name, "--book-key", name]);
        assert!(said.starts_with("wrote 3 claims of 3"), "{name}: {said}");
        let said = desk.publish(&["--schema", name, "--book-key", name]);
        assert!(said.starts_with("nothing to publish"), "{name}: {said}");
        let schema = format!("\"{}\"", name.replace('"', "\"\""));
        let book = name.replace('\'', "''");
        let sql = format!("SELECT count(*) FROM {schema}.public_claim WHERE book = '{book}'");
        assert_eq!(table(&mut desk.admin(), &sql), "\"3\" \n", "{name}");
    }
}

#[test]
fn texts_arrive_as_they_are() {
    let texts = [
        r"a\\b'; DROP TABLE claim; --",
        r"{\u0001,NULL,\u001b[31m}",
        r"tab\tline\nend\r",
        r"\u200bzero\u202eright\ufffe\uffff",
        r"e\u0301 \U0001F5DE \U000E0041",
        r"quote \u0022 and 'single' $$ \\copy",
    ];
    let claims = texts.iter().enumerate().map(|(number, text)| {
        format!("[[claim]]\nid = \"c{number}\"\ntext = \"{text}\"\nallow = []\n")
    });
    let desk = TestDesk::with(&claims.collect::<String>().replace("allow = []\n", ""));
    desk.publish(&[]);
    let rows = desk
        .admin()
        .query("SELECT text FROM claimbook.claim ORDER BY id", &[])
        .unwrap();
    let rows: Vec<String> = rows.iter().map(|row| row.get(0)).collect();
    let expected = [
        "a\\b'; DROP TABLE claim; --",
        "{\u{1},NULL,\u{1b}[31m}",
        "tab\tline\nend\r",
        "\u{200b}zero\u{202e}right\u{fffe}\u{ffff}",
        "e\u{301} \u{1f5de} \u{e0041}",
        "quote \" and 'single' $$ \\copy",
    ];
    assert_eq!(rows, expected);
    assert!(desk.publish(&[]).starts_with("nothing to publish"));
}

#[test]
fn the_server_gets_a_sign_for_nul_which_it_cannot_store() {
    let desk = TestDesk::with("[[claim]]\nid = \"c\"\ntext = \"a\\u0000b\"\n");
    desk.publish(&[]);
    let text = "SELECT text FROM claimbook.claim";
    assert_eq!(table(&mut desk.admin(), text), "\"a\u{fffd}b\" \n");
    assert!(desk.publish(&[]).starts_with("nothing to publish"));
}

#[test]
fn a_database_that_cannot_hold_every_character_is_refused() {
    for encoding in ["LATIN1", "SQL_ASCII", "EUC_JP"] {
        let database = SERVER.database(&format!(
            "ENCODING '{encoding}' TEMPLATE template0 LOCALE 'C'"
        ));
        let desk = TestDesk::at(database, BOOK);
        failed(
            &desk.run(&[]),
            2,
            &["stores texts as", encoding, "ENCODING 'UTF8'"],
        );
    }
}

#[test]
fn ids_are_compared_as_the_book_orders_them() {
    // A server that sorts as a dictionary does would ignore the hyphens.
    let text = |ids: &[&str]| {
        let claims = ids
            .iter()
            .map(|id| format!("[[claim]]\nid = \"{id}\"\ntext = \"{id}\"\n"));
        claims.collect::<String>()
    };
    let desk = TestDesk::with(&text(&["a", "a-b", "aa", "ab", "b-1", "b0", "ä-b", "äa"]));
    desk.publish(&[]);
    desk.write(
        "claims/a.toml",
        &text(&["a-c", "aa", "ab-", "b-1", "b1", "ä-b"].map(|id| id.trim_end_matches('-'))),
    );
    desk.publish(&[]);
    let ids = "SELECT id FROM claimbook.claim ORDER BY id";
    let rows = desk.admin().query(ids, &[]).unwrap();
    let rows: Vec<String> = rows.iter().map(|row| row.get(0)).collect();
    assert_eq!(rows, ["a-c", "aa", "ab", "b-1", "b1", "ä-b"]);
}
