using System.Text;

namespace SecurityResponder.Options;

/// <summary>Scripts that complete the commands and flags of a program in a shell.</summary>
public static class CompletionScript
{
    /// <summary>The shells with a script.</summary>
    public static IReadOnlyList<string> Shells { get; } = ["bash", "zsh", "fish"];

    /// <summary>The script of a shell, to be sourced.</summary>
    /// <param name="shell">One of <see cref="Shells"/>.</param>
    /// <param name="program">Name of the program.</param>
    /// <param name="commands">Its sub-commands.</param>
    /// <param name="options">Its options; those without a flag are left out.</param>
    /// <exception cref="FormatException">There is no script for this shell.</exception>
    public static string Of(string shell, string program, IReadOnlyList<ProgramCommand> commands, IReadOnlyList<ProgramOption> options)
    {
        var flags = options.Where(option => option.Flag is not null).ToList();
        return shell switch
        {
            "bash" => Bash(program, commands, flags),
            "zsh" => Zsh(program, commands, flags),
            "fish" => Fish(program, commands, flags),
            _ => throw new FormatException("bash, zsh or fish"),
        };
    }

    // bash treats the equals sign in --flag=value as a separate word.
    private static string Bash(string program, IReadOnlyList<ProgramCommand> commands, List<ProgramOption> options)
    {
        var cases = new StringBuilder();
        foreach (var option in options.Where(option => !option.IsSwitch))
        {
            cases.Append($"    {Flags(option, "|")}) {(option.IsFile ? "words=_files" : Words(option.Values))} ;;\n");
        }

        foreach (var command in commands.Where(command => command.Arguments.Count > 0))
        {
            cases.Append($"    {command.Name}) {Words(command.Arguments)} ;;\n");
        }

        var name = FunctionName(program);
        return $$"""
            # bash completion for {{program}}: source <({{program}} completion bash)
            {{name}}() {
              local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]} words=
              if [[ $current == = ]]; then current=; elif [[ $previous == = ]]; then previous=${COMP_WORDS[COMP_CWORD-2]}; fi
              case $previous in
            {{cases.ToString().TrimEnd()}}
                *)
                  if [[ $current == -* ]]; then words="{{string.Join(' ', options.Select(option => Flags(option, " ")))}}"
                  elif (( COMP_CWORD == 1 )); then words="{{string.Join(' ', commands.Select(command => command.Name))}}"; fi ;;
              esac
              if [[ $words == _files ]]; then
                compopt -o filenames 2>/dev/null
                mapfile -t COMPREPLY < <(compgen -f -- "$current")
              else
                mapfile -t COMPREPLY < <(compgen -W "$words" -- "$current")
              fi
            }
            complete -F {{name}} {{program}}

            """;
    }

    private static string Zsh(string program, IReadOnlyList<ProgramCommand> commands, List<ProgramOption> options)
    {
        var specs = new StringBuilder();
        foreach (var option in options)
        {
            var action = option.IsSwitch ? "" : $":{ZshEscape(option.Placeholder!)}:{ZshAction(option)}";
            specs.Append($"    '{option.Flag}{(option.IsSwitch ? "" : "=")}[{ZshEscape(option.Meaning)}]{action}' \\\n");
            if (option.ShortFlag is { } flag)
            {
                specs.Append($"    '{flag}[{ZshEscape(option.Meaning)}]{action}' \\\n");
            }
        }

        var name = FunctionName(program);
        var names = string.Join(' ', commands.Select(command => command.Name));
        var arguments = string.Join(' ', commands.SelectMany(command => command.Arguments));
        return $$"""
            #compdef {{program}}
            # zsh completion for {{program}}: source <({{program}} completion zsh), or save as _{{program}} in a folder of $fpath
            {{name}}() {
              _arguments \
            {{specs}}    '1::command:({{names}})' \
                '2::argument:({{arguments}})'
            }
            if [[ ${funcstack[1]} == _{{program}} ]]; then {{name}} "$@"; else compdef {{name}} {{program}}; fi

            """;
    }

    private static string Fish(string program, IReadOnlyList<ProgramCommand> commands, List<ProgramOption> options)
    {
        var script = new StringBuilder($"# fish completion for {program}: {program} completion fish | source\ncomplete -c {program} -f\n");
        foreach (var command in commands)
        {
            script.Append($"complete -c {program} -n __fish_use_subcommand -a {command.Name} -d '{FishEscape(command.Meaning)}'\n");
            if (command.Arguments.Count > 0)
            {
                var arguments = string.Join(' ', command.Arguments);
                script.Append($"complete -c {program} -n '__fish_seen_subcommand_from {command.Name}' -a '{arguments}'\n");
            }
        }

        foreach (var option in options)
        {
            var shortFlag = option.ShortFlag is { } flag ? $" -s {flag[1..]}" : "";
            var value = option.IsSwitch ? ""
                : option.IsFile ? " -r -F"
                : option.Values.Count > 0 ? $" -x -a '{string.Join(' ', option.Values)}'"
                : " -x";
            script.Append($"complete -c {program}{shortFlag} -l {option.Flag![2..]}{value} -d '{FishEscape(option.Meaning)}'\n");
        }

        return script.ToString();
    }

    private static string Words(IReadOnlyList<string> values) => values.Count == 0 ? ":" : $"words=\"{string.Join(' ', values)}\"";

    private static string ZshAction(ProgramOption option) =>
        option.IsFile ? "_files" : option.Values.Count > 0 ? $"({string.Join(' ', option.Values)})" : " ";

    private static string Flags(ProgramOption option, string separator) =>
        option.ShortFlag is { } flag ? flag + separator + option.Flag : option.Flag!;

    private static string FunctionName(string program) => "_" + program.Replace('-', '_');

    private static string ZshEscape(string text) => text
        .Replace("'", "'\\''", StringComparison.Ordinal)
        .Replace(":", "\\:", StringComparison.Ordinal)
        .Replace("[", "\\[", StringComparison.Ordinal).Replace("]", "\\]", StringComparison.Ordinal);

    private static string FishEscape(string text) =>
        text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal);
}
