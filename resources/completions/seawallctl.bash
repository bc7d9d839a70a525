# SPDX-FileCopyrightText: 2026 The Seawall authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Completion of seawallctl for bash. What can stand at the cursor is read from the program's own --help, so that it is
# always that of the version installed.
_seawallctl() {
    local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD - 1]} program=${COMP_WORDS[0]}
    local -a path=()
    local word help
    for word in "${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
        [[ $word == [a-z]* ]] || continue
        help=$("$program" "${path[@]}" --help 2>/dev/null) || return
        _seawallctl_commands <<<"$help" | grep -qxF -- "$word" && path+=("$word")
    done
    help=$("$program" "${path[@]}" --help 2>/dev/null) || return
    case $previous in
    --env | --checklist | --output) mapfile -t COMPREPLY < <(compgen -f -- "$current"); return ;;
    --dir | --migrations | --data-dir | --folder) mapfile -t COMPREPLY < <(compgen -d -- "$current"); return ;;
    esac
    if [[ $current == -* ]]; then
        mapfile -t COMPREPLY < <(compgen -W "$(grep -oE -- '(^|[ ,])--[a-z][a-z-]*' <<<"$help" | tr -d ' ,' | sort -u)" -- "$current")
    else
        mapfile -t COMPREPLY < <(compgen -W "$(_seawallctl_commands <<<"$help")" -- "$current")
        [ ${#COMPREPLY[@]} -gt 0 ] || mapfile -t COMPREPLY < <(compgen -f -- "$current")
    fi
}

# The names below 'Subcommands:' of a --help on standard input.
_seawallctl_commands() {
    sed -n '/^Subcommands:/,/^[^ ]*$/s/^  \([a-z][a-z-]*\) .*/\1/p'
}

complete -o filenames -F _seawallctl seawallctl
