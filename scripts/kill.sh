#!/bin/sh
# Kills claimbook with SIGKILL at 1,000 moments, or as many as the first argument says. Checks after each kill that every
# file reads, every acknowledged write is there, no lock is stuck and nothing is left behind.
set -eu
cd "$(dirname "$0")/.."
CLAIMBOOK_KILLS="${1:-1000}" exec cargo test --release --test integration -- a_run_killed --nocapture
