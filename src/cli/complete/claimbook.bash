# Completion of claimbook in bash. `claimbook completions bash` prints it.
_claimbook() {
    # bash splits words at the characters of COMP_WORDBREAKS, such as `=`. Put those together that have no space between.
    local rest="${COMP_LINE:0:COMP_POINT}" words=() word i
    for ((i = 0; i <= COMP_CWORD; i++)); do
        local trimmed="${rest#"${rest%%[![:space:]]*}"}"
        word="${COMP_WORDS[i]}"
        ((i == COMP_CWORD)) && word="$trimmed"
        if ((i == 0)) || [[ "$trimmed" != "$rest" ]]; then
            words+=("$word")
        else
            words[${#words[@]}-1]+="$word"
        fi
        rest="${trimmed:${#word}}"
    done
    local current="${words[${#words[@]}-1]}"
    # bash replaces only what follows its last break, so that is what it must get.
    local before="${current%"$2"}" IFS=$'\n' reply
    COMPREPLY=()
    while read -r reply; do
        COMPREPLY+=("${reply#"$before"}")
    done < <(_CLAP_IFS=$'\n' _CLAP_COMPLETE_INDEX=$((${#words[@]} - 1)) COMPLETE=bash \
        command claimbook -- "${words[@]}" 2>/dev/null && echo)
    if ((${#COMPREPLY[@]} > 0)) && [[ -z "${COMPREPLY[${#COMPREPLY[@]}-1]}" ]]; then
        unset "COMPREPLY[${#COMPREPLY[@]}-1]"
    fi
    if ((${#COMPREPLY[@]} == 1)) && [[ "${COMPREPLY[0]}" == *[=/] ]]; then
        compopt -o nospace 2>/dev/null
    fi
}
complete -o nosort -F _claimbook claimbook 2>/dev/null || complete -F _claimbook claimbook
