//! The rules on small books: what each one finds, where, and the near misses that it passes.

mod against_status;
mod book;
mod claims;
mod copies;
mod dates;
mod exceptions;
mod fairness;
mod figures;
mod ids;
mod manuscript;
mod names;
mod own;
mod quotes;
mod registry;
mod rows;
mod rulings;
mod sourcing;
mod speaking;
mod words;
