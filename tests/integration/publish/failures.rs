//! What a run says that cannot publish: plain English, exit code 2, and never a password.

use super::desk::{BOOK, TestDesk, failed, said, succeeded};
use super::server::SERVER;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::process::Output;
use std::sync::Once;

const SECRET: &str = "hunter2:\\x";

/// An address over TCP. Only there does the server ask for passwords and certificates.
fn tcp(user: &str, host: &str, database: &str, parameters: &str) -> String {
    format!(
        "postgres://{user}@{host}:{}/{database}?{parameters}",
        SERVER.port
    )
}

/// Makes the databases that `pg_hba.conf` guards, and their user.
fn guards() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let mut admin = SERVER.admin("postgres");
        let secret = SECRET.replace('\\', "\\\\");
        admin
            .batch_execute(&format!("CREATE ROLE guest LOGIN PASSWORD E'{secret}'"))
            .unwrap();
        for name in ["safe", "guarded", "closed"] {
            SERVER.make(name, "OWNER guest");
        }
    });
}

fn to(desk: &TestDesk, address: &str) -> Output {
    desk.bare(&["--to", address]).output().unwrap()
}

#[test]
fn a_server_that_is_not_there_is_named() {
    let desk = TestDesk::with(BOOK);
    failed(
        &to(&desk, "postgres://amina@127.0.0.1:1/news"),
        2,
        &["cannot connect to `127.0.0.1`, port 1", "refused"],
    );
    failed(
        &to(&desk, "postgres:///news?host=/nowhere"),
        2,
        &["cannot connect to `/nowhere`, port 5432"],
    );
    failed(
        &to(&desk, &SERVER.address("nowhere")),
        2,
        &["the server has no database `nowhere`"],
    );
    let nobody = tcp("nobody", "127.0.0.1", "postgres", "");
    failed(
        &to(&desk, &nobody),
        2,
        &["the server does not let `nobody` in"],
    );
    guards();
    let closed = tcp("guest", "127.0.0.1", "closed", "");
    failed(
        &to(&desk, &closed),
        2,
        &["the server does not let `guest` in", "pg_hba.conf"],
    );
}

#[test]
fn the_password_comes_from_the_environment_or_the_pass_file() {
    guards();
    let desk = TestDesk::with(BOOK);
    let address = tcp("guest", "127.0.0.1", "guarded", "");
    let publish = |password: Option<&str>, lines: Option<(&str, u32)>| {
        let mut command = desk.bare(&["--to", &address, "--dry-run"]);
        if let Some(password) = password {
            command.env("PGPASSWORD", password);
        }
        let file = desk.path("../.pgpass");
        let _ = fs::remove_file(&file);
        if let Some((lines, mode)) = lines {
            fs::write(&file, lines).unwrap();
            fs::set_permissions(&file, fs::Permissions::from_mode(mode)).unwrap();
        }
        command.output().unwrap()
    };
    let line = format!(
        "#comment\n127.0.0.1:{}:guarded:guest:{}\n",
        SERVER.port, r"hunter2:\\x"
    );
    failed(
        &publish(None, None),
        2,
        &[
            "the server wants a password for `guest`",
            "PGPASSWORD",
            "~/.pgpass",
        ],
    );
    succeeded(&publish(Some(SECRET), None));
    succeeded(&publish(None, Some((&line, 0o600))));
    // The environment wins.
    let wrong = publish(Some("wrong-secret"), Some((&line, 0o600)));
    failed(&wrong, 2, &["the server refused the password of `guest`"]);
    assert!(!said(&wrong).contains("wrong-secret"));
    let wrong = publish(None, Some(("*:*:*:*:wrong-secret", 0o600)));
    failed(&wrong, 2, &["the server refused the password of `guest`"]);
    assert!(!said(&wrong).contains("wrong-secret"));
    // As psql does, it ignores a pass file that others may read.
    let open = publish(None, Some((&line, 0o640)));
    failed(
        &open,
        2,
        &[
            "ignores the pass file",
            "others may read it",
            "wants a password",
        ],
    );
    assert!(!said(&open).contains("hunter2"));
    let named = desk.path("../named");
    fs::write(&named, &line).unwrap();
    fs::set_permissions(&named, fs::Permissions::from_mode(0o600)).unwrap();
    let mut command = desk.bare(&["--to", &address, "--dry-run"]);
    succeeded(&command.env("PGPASSFILE", &named).output().unwrap());
}

#[test]
fn an_address_never_holds_a_password_and_no_message_repeats_it() {
    let desk = TestDesk::with(BOOK);
    for address in [
        "postgres://amina:hunter2@db.example.org/news",
        "postgres://amina@db.example.org/news?password=hunter2",
        "postgres://amina:hunter2@db.example.org:no/news",
        "postgres://amina:hunter2@[db/news",
        "mysql://amina:hunter2@db.example.org/news",
        "host=db.example.org password=hunter2 dbname=news",
    ] {
        let output = to(&desk, address);
        failed(&output, 2, &["`--to` is not usable"]);
        assert!(!said(&output).contains("hunter2"), "{}", said(&output));
        desk.write(
            "claimbook.toml",
            &format!("[publish.postgres]\nto = \"{address}\"\n"),
        );
        let output = desk.bare(&[]).output().unwrap();
        failed(&output, 2, &["`to` in `[publish.postgres]`"]);
        assert!(!said(&output).contains("hunter2"), "{}", said(&output));
    }
}

/// A stranger who may change the book must not get the desk's password.
#[test]
fn an_address_of_the_book_gets_no_password_of_the_environment_and_weakens_nothing() {
    guards();
    let desk = TestDesk::with(BOOK);
    let book = |to: &str| {
        desk.write(
            "claimbook.toml",
            &format!("[book]\nname = \"b\"\n[publish.postgres]\nto = \"{to}\"\n"),
        );
    };
    book(&tcp("guest", "127.0.0.1", "guarded", ""));
    let mut command = desk.bare(&["--dry-run"]);
    let output = command.env("PGPASSWORD", SECRET).output().unwrap();
    failed(&output, 2, &["the server wants a password"]);
    for weaker in ["sslmode=disable", "sslrootcert=/tmp/ca.crt"] {
        book(&tcp("guest", "db.example.org", "news", weaker));
        failed(
            &desk.bare(&[]).output().unwrap(),
            2,
            &["must not say how to check the server"],
        );
    }
}

#[test]
fn the_settings_of_the_book_are_the_defaults() {
    let desk = TestDesk::with(BOOK);
    let settings = format!(
        "[publish.postgres]\nto = \"{}\"\nschema = \"s\"\nbook_key = \"k\"\n",
        SERVER.address(&desk.database)
    );
    desk.write("claimbook.toml", &settings);
    let said = succeeded(&desk.bare(&[]).output().unwrap());
    assert_eq!(
        said,
        "wrote 3 claims of 3 and removed 0: book `k`, schema `s`"
    );
    let said = succeeded(
        &desk
            .bare(&["--schema", "t", "--book-key", "l"])
            .output()
            .unwrap(),
    );
    assert_eq!(
        said,
        "wrote 3 claims of 3 and removed 0: book `l`, schema `t`"
    );
}

#[test]
fn an_incomplete_question_says_what_is_missing() {
    let desk = TestDesk::with(BOOK);
    failed(
        &desk.bare(&[]).output().unwrap(),
        2,
        &["`--to` is missing", "postgres://user@host/database"],
    );
    desk.write("claimbook.toml", "");
    failed(&desk.run(&[]), 2, &["the book has no name", "--book-key"]);
    for (parameters, words) in [
        ("a=b", "the parameter `a`"),
        ("sslmode=allow", "`allow` is not an sslmode"),
        ("port=1&port=2", "more than one server"),
    ] {
        let address = format!("postgres://amina@db.example.org/news?{parameters}");
        failed(&to(&desk, &address), 2, &[words]);
    }
    failed(
        &to(&desk, "postgres://amina@db.example.org"),
        2,
        &["names no database"],
    );
    failed(
        &to(&desk, "postgres://amina@a,b/news"),
        2,
        &["more than one server"],
    );
}

#[test]
fn a_book_that_cannot_be_read_whole_is_not_published() {
    let desk = TestDesk::with(BOOK);
    desk.publish(&[]);
    let before = desk.rows();
    desk.write("claims/b.toml", "[[claim]]\nid = \n");
    failed(
        &desk.run(&[]),
        2,
        &["publishes a book only if it can read all of it"],
    );
    assert_eq!(desk.rows(), before);
}

#[test]
fn a_user_without_rights_is_told_so() {
    let desk = TestDesk::with(BOOK);
    let mut admin = desk.admin();
    let user = format!("weak_{}", desk.database);
    admin
        .batch_execute(&format!("CREATE ROLE {user} LOGIN"))
        .unwrap();
    let address = tcp(&user, "127.0.0.1", &desk.database, "");
    failed(
        &to(&desk, &address),
        2,
        &[
            "has no right to do this on the server",
            "permission denied for database",
        ],
    );
    // Who has the tables and their rights needs no right to make any.
    desk.publish(&[]);
    failed(
        &to(&desk, &address),
        2,
        &[
            "has no right to do this on the server",
            "permission denied for",
        ],
    );
    admin
        .batch_execute(&format!(
            "GRANT USAGE ON SCHEMA claimbook TO {user};
             GRANT SELECT, INSERT, UPDATE, DELETE ON claimbook.book, claimbook.claim, claimbook.evidence, claimbook.published TO {user};
             GRANT SELECT ON claimbook.public_book, claimbook.public_claim, claimbook.public_claim_context,
               claimbook.public_evidence, claimbook.public_published TO {user}"
        ))
        .unwrap();
    desk.change("claims/a.toml", "The toll rose.", "The toll fell.");
    succeeded(&to(&desk, &address));
    // A dry run needs no right to write.
    admin
        .batch_execute(&format!(
            "REVOKE INSERT, UPDATE, DELETE ON claimbook.book FROM {user}"
        ))
        .unwrap();
    succeeded(
        &desk
            .bare(&["--to", &address, "--dry-run"])
            .output()
            .unwrap(),
    );
}

#[test]
fn tables_of_somebody_else_are_left_alone() {
    let desk = TestDesk::with(BOOK);
    let mut admin = desk.admin();
    admin
        .batch_execute(
            "CREATE SCHEMA claimbook; CREATE TABLE claimbook.claim (book text, words text)",
        )
        .unwrap();
    failed(
        &desk.run(&[]),
        2,
        &["are not those that this claimbook writes", "--schema"],
    );
    admin
        .batch_execute("DROP SCHEMA claimbook CASCADE")
        .unwrap();
    desk.publish(&[]);
    admin
        .batch_execute("UPDATE claimbook.book SET layout = 2")
        .unwrap();
    failed(
        &desk.run(&["--full"]),
        2,
        &["are not those that this claimbook writes"],
    );
}

#[test]
fn encryption_means_what_it_means_to_psql() {
    guards();
    let desk = TestDesk::with(BOOK);
    let file = |name: &str| format!("{}/{name}", SERVER.folder.display());
    let run = |host: &str, parameters: &str| {
        let address = tcp("guest", host, "safe", parameters);
        desk.bare(&["--to", &address, "--dry-run"])
            .output()
            .unwrap()
    };
    let refused = ["cannot encrypt the connection", "certificate"];
    // Nobody asks who the server is.
    succeeded(&run("127.0.0.1", "sslmode=require"));
    succeeded(&run("localhost", ""));
    failed(&run("127.0.0.1", "sslmode=disable"), 2, &["no encryption"]);
    // Our authority, but another host.
    let ca = format!("sslrootcert={}", file("ca.crt"));
    succeeded(&run("localhost", &format!("sslmode=verify-full&{ca}")));
    failed(
        &run("127.0.0.1", &format!("sslmode=verify-full&{ca}")),
        2,
        &refused,
    );
    succeeded(&run("127.0.0.1", &format!("sslmode=verify-ca&{ca}")));
    // An authority that the server's certificate is not from. With one at hand, `require` asks, too.
    let other = format!("sslrootcert={}", file("other.crt"));
    for mode in ["verify-full", "verify-ca", "require"] {
        failed(
            &run("localhost", &format!("sslmode={mode}&{other}")),
            2,
            &refused,
        );
    }
    // The authorities of the system do not know ours.
    failed(&run("localhost", "sslmode=verify-full"), 2, &["TLS"]);
    failed(
        &run("localhost", "sslmode=verify-full&sslrootcert=/nowhere"),
        2,
        &["cannot read the certificates in `/nowhere`"],
    );
    let mut command = desk.bare(&["--to", &tcp("guest", "localhost", "safe", ""), "--dry-run"]);
    let command = command
        .env("PGSSLMODE", "verify-full")
        .env("PGSSLROOTCERT", file("ca.crt"));
    succeeded(&command.output().unwrap());
}

#[test]
fn a_version_that_does_not_contain_the_servers_is_refused() {
    let desk = TestDesk::with(BOOK);
    desk.git(&["init", "-q", "-b", "main"]);
    let first = desk.commit();
    desk.publish(&[]);
    desk.git(&["checkout", "-q", "-b", "side"]);
    desk.change("claims/a.toml", "The toll rose.", "The toll fell.");
    let side = desk.commit();
    desk.publish(&[]);
    assert!(desk.rows().contains(&side));
    desk.git(&["checkout", "-q", "main"]);
    let before = desk.rows();
    for extra in [&[][..], &["--dry-run"], &["--full"]] {
        failed(
            &desk.run(extra),
            1,
            &[&side, "is not an ancestor of", &first, "--force"],
        );
    }
    assert_eq!(desk.rows(), before);
    let said = desk.publish(&["--force"]);
    assert!(said.starts_with("wrote 1 claim of 3"), "{said}");
    // A commit that this clone does not know is not an ancestor either.
    let unknown = "UPDATE claimbook.book SET commit = repeat('0', 40)";
    desk.admin().batch_execute(unknown).unwrap();
    failed(&desk.run(&[]), 1, &["is not an ancestor of"]);
    // Outside git nobody can tell.
    fs::remove_dir_all(desk.path(".git")).unwrap();
    let said = desk.publish(&[]);
    assert!(said.starts_with("nothing to publish"), "{said}");
}
