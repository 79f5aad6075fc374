# Everyday commands. Run `just` to list them. You can also run each line by hand.

_list:
    @just --list --unsorted

# Build the release binary
build:
    cargo build --locked --release

# Run the tests; `just test NAME` runs those whose name contains NAME
test *ARGS:
    cargo test --locked {{ ARGS }}

# Run everything that must pass before a change lands
ci:
    .ci/run

# Rewrite every expected output; read the diff afterwards
update:
    INSTA_UPDATE=always TRYCMD=overwrite UPDATE_DIAGNOSTICS=1 UPDATE_PICTURES=1 UPDATE_SCHEMA=1 UPDATE_CLI=1 cargo test --locked
    git status --short

# Take the README's picture of the report again
picture:
    scripts/picture.sh

# Compare the speed with sqlite3; `just bench 1000` for one size
bench *SIZES:
    scripts/bench.py {{ SIZES }}

# Time the search for independent origins alone
bench-corroboration:
    cargo bench --locked --bench corroboration

# Fuzz one target for a minute (needs a nightly toolchain and cargo-fuzz)
fuzz TARGET SECONDS="60":
    cargo +nightly fuzz run {{ TARGET }} -- -max_total_time={{ SECONDS }}

# Change the code in N random places and see whether the tests notice
mutants N="200":
    scripts/mutants.py {{ N }}

# Compare the counts with the second implementation on N random books
oracle N="100":
    cargo build --locked
    scripts/oracle.sh {{ N }}

# Kill the program N times in the middle of a write
kill N="1000":
    scripts/kill.sh {{ N }}

# Ask for N whole answers beside a writer; damage the index N times; cut the power N times
together N="10000":
    scripts/together.sh {{ N }}

damage N="200":
    scripts/damage.sh {{ N }}

power N="300":
    scripts/power.sh {{ N }}

# Check the HTML report in Chromium: accessibility, console, width
browser:
    scripts/report-in-browser.sh
