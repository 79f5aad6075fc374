//! `claimbook publish` against a real PostgreSQL server, which these tests start themselves.

mod changes;
mod desk;
mod failures;
mod names;
mod readers;
mod server;
mod statements;
mod trouble;
