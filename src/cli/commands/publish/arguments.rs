//! The arguments of `claimbook publish`, and its help.

use clap::Args;
use clap::builder::NonEmptyStringValueParser;

/// What follows the long help.
const AFTER_HELP: &str = "\
Readers get views, above all `public_claim`: one row for each claim, with its status, its counts and its ruling. Each run \
writes what changed, in one transaction. Confidential claims never leave the book, and confidential sources and parties lose \
their names, as in a report.

The password comes from PGPASSWORD or from the pass file (`~/.pgpass`), never from the book. PGUSER, PGSSLMODE, \
PGSSLROOTCERT and PGPASSFILE mean what they mean to psql. A server on another machine must prove who it is, unless `sslmode` \
says otherwise. `[publish.postgres]` in `claimbook.toml` holds defaults: `to`, `schema`, `book_key`, `read_role`.

The usual builds of claimbook cannot publish: `cargo install claimbook --features publish` makes one that can. \
`docs/publish.md` has the rights that it needs, and shows how to put an API or a dashboard on top.

Examples:
  claimbook publish --to postgres://desk@db.example.org/news --dry-run
  claimbook publish --to postgres://desk@db.example.org/news --read-role web";

/// Copy what everybody may see of the book to a PostgreSQL server
#[derive(Args, Debug)]
#[command(after_long_help = AFTER_HELP)]
pub(crate) struct Arguments {
    /// The address of the server, without a password
    #[arg(long, value_name = "URL", value_parser = NonEmptyStringValueParser::new())]
    pub(super) to: Option<String>,
    /// The schema that holds the tables [default: claimbook]
    #[arg(long, value_name = "NAME", value_parser = NonEmptyStringValueParser::new())]
    pub(super) schema: Option<String>,
    /// The key of this book on the server [default: the book's name]
    #[arg(long, value_name = "KEY", value_parser = NonEmptyStringValueParser::new())]
    pub(super) book_key: Option<String>,
    /// Let this role of the server read the views
    #[arg(long, value_name = "ROLE", value_parser = NonEmptyStringValueParser::new())]
    pub(super) read_role: Option<String>,
    /// Count what would change, and write nothing
    #[arg(short = 'n', long)]
    pub(super) dry_run: bool,
    /// Write everything again, whatever the server has
    #[arg(long, conflicts_with = "dry_run")]
    pub(super) full: bool,
    /// Publish even if the server has a commit that this book does not descend from
    #[arg(long)]
    pub(super) force: bool,
}
