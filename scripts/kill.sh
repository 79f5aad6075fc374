#!/bin/sh
# Kills claimbook with SIGKILL at a thousand moments (or as many as the first argument says), and looks after each whether
# every file reads, every acknowledged write is there, no lock is stuck and nothing is left behind.
set -eu
cd "$(dirname "$0")/.."
CLAIMBOOK_KILLS="${1:-1000}" exec cargo test --release --test integration -- a_run_killed --nocapture
