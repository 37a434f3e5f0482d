# completion.bash - what bash offers behind `goatpath`. Commands, tables, options and their
# values are asked of the program, so that nothing is listed here twice.
# shellcheck shell=bash

_goatpath_from() { # _goatpath_from LIST: words that begin like the current one
    mapfile -t COMPREPLY < <(compgen -W "$1" -- "$current")
}

_goatpath_files() {
    mapfile -t COMPREPLY < <(compgen -f -- "$current")
    compopt -o filenames 2>/dev/null
}

_goatpath() {
    local program=${COMP_WORDS[0]} command=${COMP_WORDS[1]}
    local current=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]}
    local text words

    COMPREPLY=()
    if [[ $COMP_CWORD -eq 1 ]]; then
        text=$("$program" help commands 2>/dev/null)
        words=$(sed -n '/^Commands:/,/^$/s/^  \([a-z-][a-z-]*\) .*/\1/p' <<<"$text")
        _goatpath_from "$words"
        # A log alone is a command, too.
        [[ ${#COMPREPLY[@]} -gt 0 ]] || _goatpath_files
        return
    fi
    if [[ $current == -* ]]; then
        words=$("$program" "$command" --help 2>/dev/null | grep -oE -- '(^|[ ,])--?[a-z][a-z-]*')
        _goatpath_from "$words"
        return
    fi
    case $command/$COMP_CWORD/$before in
    */--shape) _goatpath_from "events interval lifecycle wide history" ;;
    */--header) _goatpath_from "yes no" ;;
    */--ties) _goatpath_from "file benefit" ;;
    */--engine) _goatpath_from "fast plain" ;;
    */--preset)
        words=$("$program" help presets 2>/dev/null | sed -n 's/^--preset //p')
        _goatpath_from "$words"
        [[ ${#COMPREPLY[@]} -gt 0 ]] || _goatpath_files
        ;;
    table/2/*)
        words=$("$program" table 2>&1 | sed -n 's/.*names: //p')
        _goatpath_from "${words//,/ }"
        ;;
    model/2/*)
        words=$("$program" model --help 2>/dev/null | sed -n 's/^goatpath model \([a-z]*\) .*/\1/p')
        _goatpath_from "$words"
        ;;
    help/2/*) _goatpath_from "commands formats filter measures presets exit-codes" ;;
    *) _goatpath_files ;;
    esac
}

complete -F _goatpath goatpath
