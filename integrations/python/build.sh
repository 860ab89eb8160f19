#!/usr/bin/env bash
# Builds the wheel: the module, and the program beside it. Needs maturin
# (`pip install maturin`); what is given is handed on to it:
#   build.sh --out dist
# ONTWAR_PROGRAM names a program that is built already.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
program=${ONTWAR_PROGRAM:-}
if [ -z "$program" ]; then
    profile=${ONTWAR_PROFILE:-dist}
    cargo build --manifest-path ../../Cargo.toml --profile "$profile" --bin ontwar
    program=${CARGO_TARGET_DIR:-../../target}/$profile/ontwar
    [ -e "$program" ] || program=$program.exe
fi
mkdir -p ontwar.data/scripts
cp "$program" ontwar.data/scripts/
exec maturin build "$@"
