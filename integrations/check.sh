#!/usr/bin/env bash
# Tests what stands in integrations/: other readers of hOCR, the Python module,
# the plugin for OCRmyPDF. Takes the program to test with:
#   integrations/check.sh target/debug/ontwar
# What cannot be installed is passed over, and said so.
set -euo pipefail
program=$(realpath "$1")
cd "$(dirname "${BASH_SOURCE[0]}")/.."
say() { printf '\n== %s\n' "$*" >&2; }

if ! python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
    say 'no Python of 3.11 or later: the integrations are not tested'
    exit 0
fi
# Beside what Cargo builds, so that git does not see it.
venv=${CARGO_TARGET_DIR:-target}/venv
[ -x "$venv/bin/python" ] || python3 -m venv "$venv" || { say 'no venv: the integrations are not tested'; exit 0; }
python=$venv/bin/python
install() { "$python" -m pip install --quiet --disable-pip-version-check "$@" >&2; }

say 'hOCR as others read it'
# hocr-tools is scripts over lxml, which is what counts here.
for package in lxml archive-hocr-tools ocrmypdf; do
    install "$package" || say "$package could not be installed: its reader is not tested"
done
"$python" integrations/readers/check.py "$program"
if command -v tesseract >/dev/null; then
    for page in fixtures/scan/page.png; do
        made=$(mktemp --suffix .hocr)
        tesseract "$page" - -l nld hocr 2>/dev/null >"$made"
        "$python" integrations/readers/check.py "$program" "$made"
        rm "$made"
    done
fi

say 'the Python module'
if [ -n "${ONTWAR_NO_WHEEL:-}" ]; then
    say 'no time for the wheel: the module is not tested'
elif install 'maturin>=1.7,<2' pytest jsonschema; then
    rm -rf "$venv/wheels"
    # In the way of the tests, so that what they built is there already.
    ONTWAR_PROGRAM=$program CARGO_TARGET_DIR=$(realpath "${CARGO_TARGET_DIR:-target}") PATH=$(realpath "$venv")/bin:$PATH \
        integrations/python/build.sh --profile "${ONTWAR_PROFILE:-dev}" --out "$(realpath "$venv")/wheels" >&2
    install --force-reinstall --no-deps "$venv"/wheels/ontwar-*.whl
    for package in pandas polars pyarrow datasets; do
        install "$package" || say "$package could not be installed: its example is not tested"
    done
    # Half a gigabyte, so that it is asked for.
    if [ -n "${ONTWAR_SPARK:-}" ]; then
        install pyspark || say 'pyspark could not be installed: its example is not tested'
    fi
    "$python" -m pytest -q -p no:cacheprovider integrations/python/tests >&2
else
    say 'maturin or pytest could not be installed: the module is not tested'
fi

say 'the plugin for OCRmyPDF'
if "$python" -c 'import ocrmypdf' 2>/dev/null && command -v tesseract pdftotext >/dev/null; then
    install --no-deps integrations/ocrmypdf
    "$python" integrations/ocrmypdf/tests/check.py "$program" >&2
else
    say 'OCRmyPDF, tesseract or pdftotext is not there: the plugin is not tested'
fi
