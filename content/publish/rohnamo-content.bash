# Completion of rohnamo-content for bash (and for zsh, after `bashcompinit`); the program itself
# says what may come next, and where that is nothing, a file is offered.
_rohnamo_content() {
  local IFS=$'\n'
  COMPREPLY=($(rohnamo-content complete "${COMP_WORDS[@]:1:COMP_CWORD}" 2> /dev/null))
}
complete -o default -F _rohnamo_content rohnamo-content
