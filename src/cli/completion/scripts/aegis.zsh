#compdef aegis
# Completion of aegis for zsh. Put it into a folder of $fpath:  aegis completions zsh > ~/.zfunc/_aegis
# or, after compinit, into ~/.zshrc:  source <(aegis completions zsh)

_aegis() {
  local -a answer closed open
  local kind line word entry
  answer=("${(@f)$(aegis complete -- "${(@Q)words[2,CURRENT-1]}" "${(Q)PREFIX}" 2>/dev/null)}")
  kind=${answer[1]}
  case $kind in
    words)
      for line in "${(@)answer[2,-1]}"; do
        word=${line%%$'\t'*}
        # A colon divides the word from its summary.
        entry="${word//:/\\:}"
        [[ $line == *$'\t'* ]] && entry+=":${line#*$'\t'}"
        # Something has to follow what ends in ':' or '='.
        if [[ $word == *[:=] ]]; then open+=("$entry"); else closed+=("$entry"); fi
      done
      _describe 'aegis' closed -o nosort
      _describe 'aegis' open -S ''
      ;;
    folders)
      compset -P '--*='
      _files -/
      ;;
    files)
      compset -P '--*='
      _files
      ;;
    files*)
      compset -P '--*='
      # Not _files, which would offer all files where none has the ending.
      _path_files -g "*(${(j:|:)${(s: :)kind#files }})(-.)"
      _path_files -/
      ;;
  esac
}

if [[ $funcstack[1] == _aegis ]]; then
  _aegis "$@"
else
  compdef _aegis aegis
fi
