#!/bin/sh
# deps.sh [--tests] [--dev]: installs the Debian packages that are missing; silent when none is.
# Without an option what build and demo need; --tests adds what tests need, --dev the linters.
set -eu

packages="gcc make libc6-dev libcsv-dev libzstd-dev zlib1g-dev libzip-dev libjudy-dev libexpat1-dev
libcmark-dev libutf8proc-dev gnuplot-nox graphviz"
tests="libcmocka-dev gzip patch python3 python3-jsonschema zstd chromium"
dev="clang clang-format clang-tidy cppcheck shellcheck valgrind libclang-rt-14-dev hyperfine"

for option in "$@"; do
    case "$option" in
    --tests) packages="$packages $tests" ;;
    --dev) packages="$packages $dev" ;;
    *)
        echo "deps: there is no $option; --tests and --dev are" >&2
        exit 2
        ;;
    esac
done

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
if [ "$(id -u)" -ne 0 ]; then
    sudo="sudo"
    if ! command -v sudo >/dev/null; then
        echo "deps: there is no sudo here; as root, once: apt-get install --no-install-recommends$missing" >&2
        exit 1
    fi
fi
echo "deps: installing$missing (one to three minutes)"
$sudo apt-get update -qq
# shellcheck disable=SC2086 # a list of words on purpose
$sudo env DEBIAN_FRONTEND=noninteractive DEBCONF_NOWARNINGS=yes \
    apt-get install -y -qq --no-install-recommends $missing >/dev/null
