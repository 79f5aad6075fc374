#!/bin/sh
# Simulates 300 power cuts, or as many as the first argument says: the index is a mixture of earlier states, and the machine
# has started again. Checks after each that the answer comes from the files.
set -eu
cd "$(dirname "$0")/.."
CLAIMBOOK_CUTS="${1:-300}" exec cargo test --release --test integration -- after_a_power_cut --nocapture
