#!/bin/sh
# Does 200 kinds of damage to the index, or as many as the first argument says, and checks after each that every answer is
# as before.
set -eu
cd "$(dirname "$0")/.."
CLAIMBOOK_DAMAGES="${1:-200}" exec cargo test --release --test integration -- damage --nocapture
