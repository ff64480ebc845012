using SecurityResponder.Client.Logging;
using SecurityResponder.Options;

namespace SecurityResponder.Client.Settings;

/// <summary>What the command line asks for.</summary>
internal abstract record CommandLine
{
    /// <summary>Reads environment and arguments. Files are not opened and nothing is sent.</summary>
    /// <param name="arguments">The arguments.</param>
    /// <param name="environment">Reads an environment variable.</param>
    /// <param name="helpColumns">The width of the help in columns.</param>
    /// <exception cref="InvalidSettingsException">An unknown flag, an invalid value, or flags that exclude each other.</exception>
    public static CommandLine Parse(
        IReadOnlyList<string> arguments, Func<string, string?> environment, int helpColumns = OptionTable.MaxColumns)
    {
        if (arguments.Any(argument => argument is "--help" or "-help" or "-h"))
        {
            return new Help(HelpText.Of(helpColumns));
        }

        if (arguments.Any(argument => argument is "--version" or "-version"))
        {
            return new Version();
        }

        if (Command(arguments, helpColumns) is { } command)
        {
            return command;
        }

        try
        {
            var options = new ClientOptions();
            foreach (var option in ClientOptionTable.All)
            {
                options = option.FromEnvironment(options, environment);
            }

            options = WithFlags(options, arguments);
            OptionRules.Check(options);
            return new Run(options);
        }
        catch (FormatException exception)
        {
            throw new InvalidSettingsException(exception.Message, exception);
        }
    }

    /// <summary>The log format in settings that may be invalid: a log collector that expects JSON must be able to read the error.</summary>
    public static LogFormat LogFormatIn(IReadOnlyList<string> arguments, Func<string, string?> environment)
    {
        var format = environment("SECURITY_RESPONDER_LOG_FORMAT");
        for (var i = 0; i < arguments.Count; i++)
        {
            var flag = arguments[i].TrimStart('-');
            format = flag.StartsWith("log-format=", StringComparison.Ordinal) ? flag["log-format=".Length..]
                : flag == "log-format" && i + 1 < arguments.Count ? arguments[i + 1]
                : format;
        }

        return format == "json" ? LogFormat.Json : LogFormat.Logfmt;
    }

    // Null for a run.
    private static CommandLine? Command(IReadOnlyList<string> arguments, int helpColumns) => arguments switch
    {
        ["help", ..] => new Help(HelpText.Of(helpColumns)),
        ["version"] => new Version(),
        ["completion", var shell] when CompletionScript.Shells.Contains(shell) => new Help(CompletionScript.Of(
            shell, HelpText.Program, ClientOptionTable.Commands, [.. ClientOptionTable.All, .. ClientOptionTable.Information])),
        ["completion", ..] => throw new InvalidSettingsException("completion needs the name of a shell: bash, zsh or fish"),
        _ => null,
    };

    private static ClientOptions WithFlags(ClientOptions options, IReadOnlyList<string> arguments)
    {
        for (var i = 0; i < arguments.Count; i++)
        {
            // `--mode=minimal` and `--mode minimal`; one dash is enough, as in Go's flag package.
            var parts = arguments[i].Split('=', 2);
            var flag = parts[0].StartsWith("--", StringComparison.Ordinal) ? parts[0] : "-" + parts[0];
            var option = ClientOptionTable.All.FirstOrDefault(option => option.Flag == flag || option.ShortFlag == parts[0])
                ?? throw new InvalidSettingsException($"unknown argument {parts[0]}; --help lists all flags");
            var value = parts.Length == 2 ? parts[1]
                : option.IsSwitch ? "true"
                : i + option.ValueCount < arguments.Count ? string.Join(' ', arguments.Skip(i + 1).Take(option.ValueCount))
                : throw new InvalidSettingsException(
                    $"{option.Flag} needs {(option.ValueCount == 1 ? "a value" : $"{option.ValueCount} values")}: {option.Meaning}");
            i += parts.Length == 2 ? 0 : option.ValueCount;
            options = option.With(options, option.Flag!, value);
        }

        return options;
    }
}

/// <summary>Print the help, or a completion script.</summary>
internal sealed record Help(string Text) : CommandLine;

/// <summary>Print the version.</summary>
internal sealed record Version : CommandLine;

/// <summary>Run with these options.</summary>
internal sealed record Run(ClientOptions Options) : CommandLine;
