#!/bin/sh
# Makes the committed samples: samples.sh GENERATOR FOLDER. The options here are the
# samples' definition; tests/datasets checks that they still give the same bytes.
set -eu
generator=$1 folder=$2

"$generator" deals --seed 6 --cases 200 --dirty 0.006 -o "$folder/deals"
"$generator" tickets --seed 3 --cases 220 --weeks 8 --dirty 0.006 --eol crlf --bom \
    -o "$folder/tickets"
