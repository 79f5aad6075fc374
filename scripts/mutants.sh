#!/bin/sh
# Changes the code in N random places (200 unless you say), one at a time, and counts the changes that the tests notice.
# The changes are in `domain`, `document/edit`, `answer` and `view`. SEED=… picks others (default: 1).
# Two hundred take hours. Installs cargo-mutants if it is missing.
#
# The unit tests run first, because they are quick. What they miss then meets the integration tests. For each change that
# nothing notices, add a test or say why it does not matter. The lists stay in target/mutants.
set -eu
cd "$(dirname "$0")/.."

n=${1:-200}
out=target/mutants
command -v cargo-mutants >/dev/null || cargo install --quiet --locked --debug cargo-mutants
rm -rf "$out"
mkdir -p "$out"

mutants() {
  cargo mutants --no-config --file 'src/domain/**' --file 'src/document/edit/**' --file 'src/answer/**' --file 'src/view/**' "$@"
}

# run TEST-ARGUMENTS…: tries the chosen changes that nothing has caught yet. Exit code 2 means that the tests missed
# something, and 3 that some ran out of time: both are answers.
run() {
  mutants --iterate --output "$out" --baseline skip --timeout 300 --copy-target true --colors never -- --locked "$@" ||
    [ $? -lt 4 ]
}

# `--iterate` leaves out what an earlier run caught, so we pretend that it caught all changes but the chosen ones.
mkdir "$out/mutants.out"
mutants --list --json | python3 -c '
import json, random, sys

n, seed, chosen, others = sys.argv[1:]
names = sorted(mutant["name"] for mutant in json.load(sys.stdin))
random.seed(seed)
picked = set(random.sample(names, min(int(n), len(names))))
open(chosen, "w").writelines(name + "\n" for name in names if name in picked)
open(others, "w").writelines(name + "\n" for name in names if name not in picked)
' "$n" "${SEED:-1}" "$out/chosen.txt" "$out/mutants.out/previously_caught.txt"

run --lib
cp "$out/mutants.out/caught.txt" "$out/caught-by-unit-tests.txt"
cp "$out/mutants.out/unviable.txt" "$out/unviable.txt"
if [ -s "$out/mutants.out/missed.txt" ]; then
  run --test integration
else
  : >"$out/mutants.out/caught.txt"
fi

lines() { cat "$@" | wc -l; }
echo
echo "caught by unit tests:        $(lines "$out/caught-by-unit-tests.txt")"
echo "caught by integration tests: $(lines "$out/mutants.out/caught.txt")"
echo "out of time:                 $(lines "$out/mutants.out/timeout.txt")"
echo "do not compile:              $(lines "$out/unviable.txt")"
echo "missed:                      $(lines "$out/mutants.out/missed.txt")"
cat "$out/mutants.out/missed.txt"
