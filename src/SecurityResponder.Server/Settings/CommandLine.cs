using SecurityResponder.Options;

namespace SecurityResponder.Server.Settings;

/// <summary>What the command line asks for.</summary>
internal abstract record CommandLine
{
    /// <summary>Reads environment and arguments. Files are not opened.</summary>
    /// <exception cref="InvalidSettingsException">An argument is unknown, or a value is invalid or missing.</exception>
    public static CommandLine Parse(IReadOnlyList<string> arguments, Func<string, string?> environment)
    {
        if (arguments.Any(argument => argument is "--help" or "-h"))
        {
            return new ShowHelp(HelpText());
        }

        if (arguments.Contains("--version"))
        {
            return new ShowVersion();
        }

        var syntax = new CommandSyntax();
        if (syntax.Completions(arguments) is { } completions)
        {
            return new ShowHelp(completions);
        }

        var result = syntax.Parse(arguments);
        var command = syntax.CommandOf(result);
        var options = Options(syntax, result, environment).ValidatedFor(command);
        return command switch
        {
            ServerCommand.Reports => new ShowReports(options.Data),
            ServerCommand.Forget => new Forget(options.Cluster, options),
            ServerCommand.Purge => new Purge(options),
            _ => new Serve(options),
        };
    }

    private static ServerOptions Options(
        CommandSyntax syntax, System.CommandLine.ParseResult result, Func<string, string?> environment)
    {
        try
        {
            var options = new ServerOptions();
            foreach (var option in ServerOptionTable.All)
            {
                options = option.FromEnvironment(options, environment);
            }

            return syntax.WithFlags(options, result);
        }
        catch (FormatException exception)
        {
            throw new InvalidSettingsException(exception.Message);
        }
    }

    private static string HelpText() =>
        $"""
        security-responder-server: answers RKE2 clusters which published CVEs affect them, and stores their reports.

        Usage:
          security-responder-server [serve] --feed FEED --data DIR [flags]   answer requests and store reports
          security-responder-server reports --data DIR                       print the reports in DIR, one JSON object per line
          security-responder-server forget --cluster UUID --data DIR         delete a cluster, with --postgres there too
          security-responder-server purge --first-seen FROM..TO --match COLUMN=PATTERN --data DIR [--yes]
                                                                             delete many clusters, with --postgres there too

        {OptionTable.Help(ServerOptionTable.Everything)}
        Exit code: 0 done, 1 fault, 2 invalid settings.
        """;
}

/// <summary>Print the help, or completions for a shell.</summary>
internal sealed record ShowHelp(string Text) : CommandLine;

/// <summary>Print the version.</summary>
internal sealed record ShowVersion : CommandLine;

/// <summary>Print the reports of a data directory.</summary>
internal sealed record ShowReports(string DataDirectory) : CommandLine;

/// <summary>Delete a cluster.</summary>
internal sealed record Forget(string Cluster, ServerOptions Options) : CommandLine;

/// <summary>Delete many clusters.</summary>
internal sealed record Purge(ServerOptions Options) : CommandLine;

/// <summary>Answer requests and store reports.</summary>
internal sealed record Serve(ServerOptions Options) : CommandLine;
