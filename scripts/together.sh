#!/bin/sh
# Asks for 10,000 answers, or as many as the first argument says, while another process edits eight files at a time. Checks
# that each answer shows every edit whole or not at all.
set -eu
cd "$(dirname "$0")/.."
CLAIMBOOK_ANSWERS="${1:-10000}" exec cargo test --release --test integration -- an_edit_of_eight --nocapture
