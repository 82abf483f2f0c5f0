# Completion of aegis for bash, 3.2 and newer. Put it into ~/.bashrc:  source <(aegis completions bash)

_aegis() {
  local line=${COMP_LINE:0:COMP_POINT} words=() count=0 index piece rest
  # Bash cuts words at '=', ':' and '@' too. Here a word goes on until the line has a space.
  for ((index = 0; index <= COMP_CWORD; index++)); do
    rest=${line#"${line%%[![:space:]]*}"}
    piece=${COMP_WORDS[index]}
    if ((index == COMP_CWORD)); then piece=$rest; fi
    if ((count > 0)) && [[ $rest == "$line" && -n $rest ]]; then
      words[count - 1]+=$piece
    else
      words[count]=$piece
      count=$((count + 1))
    fi
    line=${rest#"$piece"}
  done
  local typed=${words[count - 1]} kind words_offered=() word
  # What bash will put in place of the piece behind the last cut, so that much must not be repeated.
  local kept=${typed%"${typed##*[=:@]}"}
  COMPREPLY=()
  {
    read -r kind
    while IFS=$'\t' read -r word _; do words_offered+=("$word"); done
  } < <(aegis complete -- "${words[@]:1}" 2>/dev/null)
  case $kind in
  words)
    for word in "${words_offered[@]}"; do COMPREPLY+=("${word#"$kept"}"); done
    # Something has to follow what ends in ':' or '='.
    if [[ ${#COMPREPLY[@]} -eq 1 && ${COMPREPLY[0]} == *[:=] ]]; then compopt -o nospace 2>/dev/null; fi
    ;;
  folders)
    compopt -o filenames 2>/dev/null
    while IFS= read -r word; do COMPREPLY+=("$word"); done < <(compgen -d -- "${typed#"$kept"}")
    ;;
  files*)
    compopt -o filenames 2>/dev/null
    while IFS= read -r word; do
      if [[ $kind == files || -d $word ]]; then
        COMPREPLY+=("$word")
      else
        local ending
        for ending in ${kind#files }; do
          if [[ $word == *"$ending" ]]; then COMPREPLY+=("$word"); fi
        done
      fi
    done < <(compgen -f -- "${typed#"$kept"}")
    ;;
  esac
}

complete -F _aegis aegis
