#!/usr/bin/env bash
# Builds the fuzz targets and runs them, one after the other, from their seeds:
#   fuzz/run.sh [TARGET…]              all of them if none is named
#   SECONDS_EACH=60 fuzz/run.sh hocr   ten minutes each if not said
# Needs `cargo install cargo-fuzz` and nothing else: the code has no `unsafe`,
# so it does without the sanitizers that only nightly has. Exits with 1 when
# something was found; what it was stands in fuzz/artifacts/TARGET.
set -euo pipefail
cd "$(dirname "$0")"
each=${SECONDS_EACH:-600}
targets=("$@")
[ $# -gt 0 ] || mapfile -t targets < <(cargo fuzz list --fuzz-dir .)
found=0
for target in "${targets[@]}"; do
    mkdir -p "corpus/$target" "artifacts/$target"
    printf '\n== %s, %s s\n' "$target" "$each" >&2
    cargo fuzz run --fuzz-dir . --sanitizer none --release "$target" "corpus/$target" "seeds/$target" -- \
        -max_total_time="$each" -max_len=4096 -timeout=20 -rss_limit_mb=2048 -print_final_stats=1 || found=1
done
exit "$found"
