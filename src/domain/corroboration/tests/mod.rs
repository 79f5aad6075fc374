//! The rules held to their cases, to their algebra, and to a naive second writing of them.

pub(super) mod books;
mod cases;
mod domains;
mod hostile;
mod lineages;
mod naive;
mod newsroom;
mod properties;
mod quoted;
mod readings;
mod steps;
mod voices;
