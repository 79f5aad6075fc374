//! claimbook: plain-text accounting for facts.
//!
//! This library is the program's own. It is public so that the binary, the tests and the benchmarks can use it, and any
//! release may change it. To use claimbook from another program, run `claimbook … --format json` or read the index
//! (`schema.sql`).
//!
//! The text files of a book are the truth. From them claimbook builds a SQLite index, which answers questions. Data flows one
//! way:
//!
//! ```text
//! text files → parsed documents → domain → index → answer → view → output
//!   files         document        domain   index   answer   view    render      (the binary's cli drives)
//! ```
//!
//! This opens a book and counts its claims, as the commands do:
//!
//! ```
//! use claimbook::domain::filter::Filter;
//! use claimbook::workspace::Silent;
//! use claimbook::workspace::Workspace;
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let book = tempfile::tempdir()?;
//! std::fs::create_dir(book.path().join("claims"))?;
//! std::fs::write(
//!     book.path().join("claims/bridge.toml"),
//!     "[[claim]]\nid = \"closed\"\ntext = \"The bridge is closed.\"\n",
//! )?;
//!
//! let today = chrono::NaiveDate::default();
//! let workspace = Workspace::open(book.path(), None, today, &Silent)?;
//! assert_eq!(workspace.index().count(&Filter::default(), today)?, 1);
//! # Ok(())
//! # }
//! ```
//!
//! `ARCHITECTURE.md` says which module may use which, and a test enforces it.

pub mod answer;
pub mod diagnostic;
pub mod document;
pub mod domain;
pub mod exchange;
pub mod extract;
pub mod files;
pub mod index;
#[cfg(feature = "publish")]
pub mod publish;
pub mod render;
pub mod text;
pub mod view;
pub mod workspace;
