//! Probes: texts as newsrooms write them, with what each list must find in them and what it must pass.

mod acts;
mod days;
mod judging;
mod saying;
mod vague;
