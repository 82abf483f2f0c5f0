# Completion of aegis for fish:  aegis completions fish > ~/.config/fish/completions/aegis.fish

function __aegis_complete
    set -l before (commandline -opc)
    set -l typed (commandline -ct)
    set -l answer (aegis complete -- $before[2..-1] "$typed" 2>/dev/null)
    set -l kind (string split ' ' -- $answer[1])
    # What stands before a path: a flag that is joined to it.
    set -l joined (string match -r -- '^--[^=]*=' "$typed")
    set -l path (string replace -r -- '^--[^=]*=' '' "$typed")
    switch "$kind[1]"
        case words
            string join \n -- $answer[2..-1]
        case folders
            for folder in $path*/
                echo "$joined$folder"
            end
        case files
            for found in $path*
                if test -d $found
                    echo "$joined$found/"
                else if test (count $kind) -eq 1; or string match -qr -- '('(string join '|' (string escape --style=regex -- $kind[2..-1]))')$' $found
                    echo "$joined$found"
                end
            end
    end
end

complete -c aegis -f -a '(__aegis_complete)'
