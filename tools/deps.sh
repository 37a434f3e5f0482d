#!/bin/sh
# deps.sh [--dev]: installs the Debian packages that are missing; silent when none is.
set -eu

packages="gcc make pkg-config libc6-dev libcsv-dev libzstd-dev zlib1g-dev libzip-dev libjudy-dev
libexpat1-dev libcmark-dev libutf8proc-dev libcmocka-dev gnuplot-nox graphviz zstd gzip python3
python3-jsonschema chromium"
[ "${1:-}" = "--dev" ] && packages="clang clang-format clang-tidy cppcheck shellcheck
valgrind libclang-rt-14-dev hyperfine"

if ! command -v dpkg-query >/dev/null; then
    # shellcheck disable=SC2086 # folds the list onto one line
    echo "deps: this is no Debian system; please install the equivalents of:" $packages
    exit 0
fi
missing=""
for p in $packages; do
    status=$(dpkg-query -W -f '${db:Status-Abbrev}' "$p" 2>/dev/null || true)
    case "$status" in
    ii*) ;;
    *) missing="$missing $p" ;;
    esac
done
[ -z "$missing" ] && exit 0

sudo=""
[ "$(id -u)" -eq 0 ] || sudo="sudo"
echo "deps: installing$missing"
$sudo apt-get update -qq
# shellcheck disable=SC2086 # a list of words on purpose
DEBIAN_FRONTEND=noninteractive $sudo apt-get install -y -qq --no-install-recommends $missing >/dev/null
