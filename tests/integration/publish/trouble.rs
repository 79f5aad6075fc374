//! Whatever happens in the middle of a run, the server keeps the old state whole or has the new one whole.

use super::desk::{BOOK, TestDesk, failed, said, succeeded, table};
use super::server::until;
use postgres::Client;
use std::fmt::Write;
use std::process::Child;

/// So many claims that a run sends them in several parts.
const MANY: usize = 6000;

fn many(words: &str) -> String {
    let mut book = String::from("[[source]]\nid = \"s\"\ntitle = \"S\"\n");
    for number in 0..MANY {
        write!(
            book,
            "[[claim]]\nid = \"c{number:05}\"\ntext = \"{words} {number}.\"\n[[claim.evidence]]\nsource = \"s\"\nstance = \"supports\"\n"
        )
        .unwrap();
    }
    book
}

/// A published book of which every claim changed since, and a run that writes it and is stuck in the middle: somebody holds
/// a row that it wants near its end.
struct Stuck {
    desk: TestDesk,
    before: String,
    holder: Client,
    run: Child,
    /// The server's process of the run.
    pid: i32,
}

const WAITING: &str = "SELECT pid FROM pg_stat_activity
    WHERE datname = current_database() AND application_name = 'claimbook' AND wait_event_type = 'Lock' ORDER BY backend_start";

impl Stuck {
    fn new() -> Self {
        let desk = TestDesk::with(&many("Old"));
        desk.publish(&[]);
        let before = desk.rows();
        desk.write("claims/a.toml", &many("New"));
        let mut holder = desk.admin();
        let last = format!("c{:05}", MANY - 1);
        holder.batch_execute("BEGIN").unwrap();
        let hold = "SELECT 1 FROM claimbook.claim WHERE id = $1 FOR UPDATE";
        holder.query(hold, &[&last]).unwrap();
        let run = desk.start(&[]);
        let mut admin = desk.admin();
        until("the run's wait", || {
            !admin.query(WAITING, &[]).unwrap().is_empty()
        });
        let pid = admin.query_one(WAITING, &[]).unwrap().get(0);
        // It has written already: its own transaction counts thousands of rows.
        Self {
            desk,
            before,
            holder,
            run,
            pid,
        }
    }

    fn release(&mut self) {
        self.holder.batch_execute("COMMIT").unwrap();
    }

    fn until_gone(&self) {
        let mut admin = self.desk.admin();
        until("the end of the run on the server", || {
            let sql = "SELECT 1 FROM pg_stat_activity WHERE pid = $1";
            admin.query(sql, &[&self.pid]).unwrap().is_empty()
        });
    }

    /// The old state is whole, and the next run writes the new one.
    fn is_whole(&self) {
        assert_eq!(self.desk.rows(), self.before);
        let said = self.desk.publish(&[]);
        assert!(
            said.starts_with(&format!("wrote {MANY} claims of {MANY}")),
            "{said}"
        );
        let old = "SELECT count(*) FROM claimbook.claim WHERE text LIKE 'Old%'";
        assert_eq!(table(&mut self.desk.admin(), old), "\"0\" \n");
    }
}

#[test]
fn a_run_that_is_killed_midway_leaves_the_old_state_whole() {
    let mut stuck = Stuck::new();
    stuck.run.kill().unwrap();
    assert_eq!(stuck.run.wait().unwrap().code(), None);
    assert_eq!(stuck.desk.rows(), stuck.before);
    stuck.release();
    stuck.until_gone();
    stuck.is_whole();
}

#[test]
fn a_lost_connection_leaves_the_old_state_whole_and_is_reported() {
    let stuck = Stuck::new();
    let end = "SELECT pg_terminate_backend($1)";
    stuck.desk.admin().query(end, &[&stuck.pid]).unwrap();
    let Stuck {
        desk,
        before,
        mut holder,
        run,
        pid,
    } = stuck;
    let output = run.wait_with_output().unwrap();
    failed(
        &output,
        2,
        &["the connection to the server broke off", "publish again"],
    );
    holder.batch_execute("COMMIT").unwrap();
    let run = desk.start(&["--dry-run"]);
    let stuck = Stuck {
        desk,
        before,
        holder,
        run,
        pid,
    };
    stuck.until_gone();
    stuck.is_whole();
}

/// Starts another run on the book while the first is stuck, lets go of both, and returns what they said.
fn beside(mut stuck: Stuck, other: &TestDesk) -> (TestDesk, String, String) {
    let second = other.start(&["--book-key", "Border desk"]);
    let mut admin = stuck.desk.admin();
    until("the second run's wait", || {
        admin.query(WAITING, &[]).unwrap().len() == 2
    });
    stuck.release();
    let Stuck { desk, run, .. } = stuck;
    let first = run.wait_with_output().unwrap();
    let second = second.wait_with_output().unwrap();
    succeeded(&first);
    succeeded(&second);
    (desk, said(&first), said(&second))
}

#[test]
fn of_two_runs_at_once_one_waits_and_neither_is_lost() {
    let stuck = Stuck::new();
    let other = TestDesk::at(stuck.desk.database.clone(), BOOK);
    let (desk, first, second) = beside(stuck, &other);
    assert!(
        first.contains(&format!("wrote {MANY} claims of {MANY} and removed 0")),
        "{first}"
    );
    assert!(second.contains("waiting"), "{second}");
    assert!(
        second.contains(&format!("wrote 3 claims of 3 and removed {MANY}")),
        "{second}"
    );
    let runs = "SELECT run, claims, changed FROM claimbook.published ORDER BY run";
    let expected = format!(
        "\"1\" \"{MANY}\" \"{MANY}\" \n\"2\" \"{MANY}\" \"{MANY}\" \n\"3\" \"3\" \"{}\" \n",
        MANY + 3
    );
    assert_eq!(table(&mut desk.admin(), runs), expected);
    assert!(
        other
            .publish(&["--book-key", "Border desk"])
            .starts_with("nothing to publish")
    );
}

#[test]
fn first_runs_at_once_make_the_tables_once() {
    let desks: Vec<TestDesk> = {
        let first = TestDesk::with(BOOK);
        let database = first.database.clone();
        let more = (1..6).map(|_| TestDesk::at(database.clone(), BOOK));
        std::iter::once(first).chain(more).collect()
    };
    let runs = desks.iter().enumerate();
    let runs: Vec<Child> = runs
        .map(|(n, desk)| desk.start(&["--book-key", &format!("b{}", n % 3)]))
        .collect();
    for run in runs {
        succeeded(&run.wait_with_output().unwrap());
    }
    let books = "SELECT book, claims, runs FROM claimbook.book ORDER BY book";
    assert_eq!(
        table(&mut desks[0].admin(), books),
        "\"b0\" \"3\" \"1\" \n\"b1\" \"3\" \"1\" \n\"b2\" \"3\" \"1\" \n"
    );
}

/// Two serializable transactions on one row: the server answers 40001 to the second.
#[test]
fn a_serialization_failure_starts_the_run_again() {
    let mut stuck = Stuck::new();
    let database = stuck.desk.database.clone();
    let set =
        format!("ALTER DATABASE {database} SET default_transaction_isolation = 'serializable'");
    stuck.desk.admin().batch_execute(&set).unwrap();
    stuck.holder.batch_execute("SELECT 1").unwrap();
    let other = TestDesk::at(database, BOOK);
    let (desk, _, second) = beside(stuck, &other);
    assert!(
        second.contains(&format!("wrote 3 claims of 3 and removed {MANY}")),
        "{second}"
    );
    let refused = super::server::SERVER.errors(&desk.database);
    let is_refused = |entry: &String| entry.contains("could not serialize access");
    assert!(
        refused.iter().any(is_refused),
        "the server never refused: {refused:?}"
    );
}

/// Makes the server answer 40001 to the first writes of each run, and counts its answers.
fn refuse(desk: &TestDesk, times: u32) {
    desk.admin()
        .batch_execute(&format!(
            "CREATE SEQUENCE tries;
             CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$
             BEGIN
               IF nextval('tries') <= {times} THEN RAISE EXCEPTION 'planted' USING ERRCODE = '40001'; END IF;
               RETURN new;
             END $$;
             CREATE TRIGGER refuse BEFORE UPDATE ON claimbook.book FOR EACH ROW EXECUTE FUNCTION refuse()"
        ))
        .unwrap();
}

fn tries(desk: &TestDesk) -> String {
    table(&mut desk.admin(), "SELECT last_value FROM tries")
}

#[test]
fn a_run_starts_again_five_times_and_then_gives_up() {
    for (times, ends_well) in [(5, true), (6, false)] {
        let desk = TestDesk::with(BOOK);
        desk.publish(&[]);
        refuse(&desk, times);
        let before = desk.rows();
        desk.change("claims/a.toml", "The toll rose.", "The toll fell.");
        let output = desk.run(&[]);
        assert_eq!(tries(&desk), "\"6\" \n");
        if ends_well {
            assert!(succeeded(&output).starts_with("wrote 1 claim of 3"));
            assert!(desk.rows().contains("The toll fell."));
        } else {
            failed(
                &output,
                2,
                &["others write to the same rows", "publish again"],
            );
            assert_eq!(desk.rows(), before);
        }
    }
}
