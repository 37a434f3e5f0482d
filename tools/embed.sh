#!/bin/sh
# embed.sh FILE: an ASCII file as C source: gp_page_css and gp_page_css_length for page.css.
set -eu
name=gp_$(basename "$1" | tr . _)
printf 'extern const char %s[];\nextern const unsigned long %s_length;\n' "$name" "$name"
printf 'const char %s[] = {\n' "$name"
od -An -v -tx1 "$1" | sed 's/ *\([0-9a-f][0-9a-f]\)/0x\1,/g'
printf '0};\nconst unsigned long %s_length = sizeof %s - 1;\n' "$name" "$name"
