//! Probes: texts as newsrooms write them, with what each list must find in them and what it must pass.

mod judging;
mod vague;
