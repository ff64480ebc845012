using System.CommandLine;
using System.CommandLine.Invocation;
using SecurityResponder.Options;

namespace SecurityResponder.Server.Settings;

/// <summary>The commands and flags of the option table, as System.CommandLine parses them.</summary>
internal sealed class CommandSyntax
{
    // An argument such as @file is a value, not a file of arguments.
    private static readonly ParserConfiguration Configuration = new() { ResponseFileTokenReplacer = null, EnablePosixBundling = false };

    private readonly RootCommand _root = new("Answers RKE2 clusters which published CVEs affect them, and stores their reports.");
    private readonly Command _reports = new("reports", "print the stored reports");
    private readonly Command _forget = new("forget", "delete the reports of a cluster");
    private readonly Command _purge = new("purge", "delete many clusters");
    private readonly List<(ProgramOption<ServerOptions> Option, Option<string[]> Flag)> _flags = [];

    public CommandSyntax()
    {
        Command[] commands = [new Command("serve", "answer requests; the default"), _reports, _forget, _purge];
        foreach (var command in commands)
        {
            _root.Subcommands.Add(command);
        }

        foreach (var option in ServerOptionTable.All)
        {
            Add(option, [_root, .. commands]);
        }

        Add(ServerOptionTable.Cluster, [_forget]);
        foreach (var option in ServerOptionTable.Purge)
        {
            Add(option, [_purge]);
        }

        foreach (var command in (Command[])[_root, .. commands])
        {
            command.SetAction(_ => 0);
        }
    }

    /// <summary>The completions that a shell asks for, with <c>[suggest]</c> as first argument; null for other arguments.</summary>
    public string? Completions(IReadOnlyList<string> arguments) =>
        arguments is [var first, ..] && first.StartsWith("[suggest", StringComparison.Ordinal)
            ? OutputOf(_root.Parse(arguments, Configuration))
            : null;

    /// <summary>Parses the arguments.</summary>
    /// <exception cref="InvalidSettingsException">An argument is unknown, or a flag has no value.</exception>
    public ParseResult Parse(IReadOnlyList<string> arguments)
    {
        var result = _root.Parse(arguments, Configuration);
        return result.Errors.Count == 0 ? result : throw Error(result);
    }

    /// <summary>The command of the arguments.</summary>
    public ServerCommand CommandOf(ParseResult result) => result.CommandResult.Command == _reports ? ServerCommand.Reports
        : result.CommandResult.Command == _forget ? ServerCommand.Forget
        : result.CommandResult.Command == _purge ? ServerCommand.Purge
        : ServerCommand.Serve;

    /// <summary>The options with the values of the flags. Of a flag that is repeated, the last value is used.</summary>
    /// <exception cref="FormatException">A value is invalid.</exception>
    public ServerOptions WithFlags(ServerOptions options, ParseResult result)
    {
        foreach (var (option, flag) in _flags)
        {
            if (result.GetResult(flag) is { Tokens: [.., var token] })
            {
                options = option.With(options, flag.Name, token.Value);
            }
            else if (option.IsSwitch && result.GetResult(flag) is { Implicit: false })
            {
                options = option.With(options, flag.Name, "true");
            }
        }

        return options;
    }

    private void Add(ProgramOption<ServerOptions> option, IEnumerable<Command> commands)
    {
        var flag = new Option<string[]>(option.Flag!)
        {
            Arity = option.IsSwitch ? ArgumentArity.Zero : ArgumentArity.OneOrMore,
            Description = option.Meaning,
            HelpName = option.Placeholder,
        };
        _flags.Add((option, flag));
        foreach (var command in commands)
        {
            command.Options.Add(flag);
        }
    }

    private InvalidSettingsException Error(ParseResult result)
    {
        if (result.UnmatchedTokens is [var token, ..])
        {
            // What follows an equals sign may be a password.
            var hint = Suggestion(result, token) is { } name ? $"did you mean {name}? " : "";
            return new InvalidSettingsException($"unknown argument {token.Split('=')[0]}; {hint}--help lists all commands and flags");
        }

        foreach (var (option, flag) in _flags)
        {
            if (!option.IsSwitch && result.GetResult(flag) is { Implicit: false, Tokens.Count: 0 })
            {
                return new InvalidSettingsException($"{flag.Name} needs a value: {option.Meaning}");
            }
        }

        return new InvalidSettingsException(result.Errors[0].Message.ReplaceLineEndings(" "));
    }

    private string? Suggestion(ParseResult result, string token)
    {
        if (result.Action is not ParseErrorAction action)
        {
            return null;
        }

        action.ShowHelp = false;
        var names = _root.Subcommands.Select(command => command.Name).Concat(_flags.Select(entry => entry.Flag.Name)).ToHashSet();
        return OutputOf(result).Split('\n').Select(line => line.Trim())
            .FirstOrDefault(name => names.Contains(name) && name.StartsWith('-') == token.StartsWith('-'));
    }

    // The output of the parser's own action: completions, or suggestions after an error.
    private static string OutputOf(ParseResult result)
    {
        using var output = new StringWriter();
        result.Invoke(new InvocationConfiguration { Output = output, Error = output });
        return output.ToString().TrimEnd();
    }
}
