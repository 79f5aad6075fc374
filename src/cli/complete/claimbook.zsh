#compdef claimbook
# Completion of claimbook in zsh. `claimbook completions zsh` prints it.
_claimbook() {
    local -a found unfinished finished
    found=("${(@f)$(_CLAP_IFS=$'\n' _CLAP_COMPLETE_INDEX=$((CURRENT - 1)) COMPLETE=zsh \
        command claimbook -- "${(@)words[1,CURRENT]}" 2>/dev/null)}")
    local candidate
    for candidate in $found; do
        case "${candidate%%:*}" in
            *[=/]) unfinished+=("$candidate") ;;
            *) finished+=("$candidate") ;;
        esac
    done
    # No space behind `kind=` and `folder/`: a value or a name follows.
    (( $#unfinished )) && _describe -V 'values' unfinished -S ''
    (( $#finished )) && _describe -V 'values' finished
}
# In a folder of `fpath`, zsh calls the file itself.
if [[ "${funcstack[1]}" == _claimbook ]]; then
    _claimbook "$@"
else
    compdef _claimbook claimbook
fi
