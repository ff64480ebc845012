using System.Text;
using SecurityResponder.Client.Logging;

namespace SecurityResponder.Client.Settings;

/// <summary>What the command line asks for.</summary>
internal abstract record CommandLine
{
    /// <summary>Reads environment and arguments; nothing is opened or asked yet.</summary>
    /// <exception cref="BadSettingsException">An unknown flag, a bad value, or flags that exclude each other.</exception>
    public static CommandLine Parse(IReadOnlyList<string> arguments, Func<string, string?> environment)
    {
        if (arguments.Any(argument => argument is "--help" or "-help" or "-h"))
        {
            return new Help(HelpText());
        }

        if (arguments.Any(argument => argument is "--version" or "-version"))
        {
            return new Version();
        }

        var options = Flags(Environment(new ClientOptions(), environment), arguments);
        Exclude(options);
        return new Run(options);
    }

    /// <summary>How log lines are wanted, as far as that can be seen in settings that may be bad: those who collect JSON must be able to
    /// read the line that says so.</summary>
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

    private static ClientOptions Environment(ClientOptions options, Func<string, string?> environment)
    {
        foreach (var setting in Setting.All)
        {
            // The chart sets a variable to "" where a value is left empty: that is the default, not a bad value.
            if (setting.Variable is not null && environment(setting.Variable) is { Length: > 0 } value)
            {
                options = Apply(setting, setting.Variable, options, value);
            }
        }

        return options;
    }

    private static ClientOptions Flags(ClientOptions options, IReadOnlyList<string> arguments)
    {
        for (var i = 0; i < arguments.Count; i++)
        {
            // `--mode=minimal` and `--mode minimal`; one dash is enough, as Go's flag package has it.
            var parts = arguments[i].Split('=', 2);
            var flag = parts[0].StartsWith("--", StringComparison.Ordinal) ? parts[0] : "-" + parts[0];
            var setting = Setting.All.FirstOrDefault(setting => setting.Flag == flag)
                ?? throw new BadSettingsException($"unknown argument {parts[0]}; --help lists those that there are");
            var value = parts.Length == 2 ? parts[1]
                : setting.Value is null ? "true"
                : ++i < arguments.Count ? arguments[i]
                : throw new BadSettingsException($"{flag} needs a value: {setting.Help}");
            options = Apply(setting, flag, options, value);
        }

        return options;
    }

    private static ClientOptions Apply(Setting setting, string name, ClientOptions options, string value)
    {
        try
        {
            return setting.Apply(options, value);
        }
        catch (FormatException exception)
        {
            throw new BadSettingsException($"{name} is \"{Shown(value)}\", expected {exception.Message}", exception);
        }
    }

    // What stands before an @ in an address may be a password, what stands behind a ? a token, and this goes to a log.
    private static string Shown(string value)
    {
        var address = value.Split('?', '#')[0];
        var shown = address.LastIndexOf('@') is var at and >= 0 ? "…" + address[at..] : address;
        return address.Length < value.Length ? shown + "…" : shown;
    }

    private static void Exclude(ClientOptions options)
    {
        if (new object?[] { options.Kubeconfig, options.ApiServer, options.ClusterDump }.Count(source => source is not null) > 1)
        {
            throw new BadSettingsException("--kubeconfig, --api-server and --cluster-dump exclude each other");
        }

        if (options.FeedPublicKey is not null && options.Feed is null)
        {
            throw new BadSettingsException("--feed-public-key needs --feed");
        }

        if (options.Context is not null && options.Kubeconfig is null)
        {
            throw new BadSettingsException("--context needs --kubeconfig");
        }
    }

    private static string HelpText()
    {
        var text = new StringBuilder(
            """
            security-responder: tells which published CVEs concern this RKE2 cluster and which release fixes them.
            In a pod it reads the cluster that it runs in; elsewhere name one.

            Usage: security-responder [flags]

            """);
        foreach (var setting in Setting.All)
        {
            var name = setting.Flag is null ? $"({setting.Variable})"
                : setting.Value is null ? setting.Flag : $"{setting.Flag} {setting.Value}";
            var variable = setting.Flag is null || setting.Variable is null ? "" : $" [{setting.Variable}]";
            text.Append("\n  ").Append(name.PadRight(24)).Append(' ').Append(setting.Help).Append(variable);
        }

        return text.Append(
            """

              --version                print the version
              --help                   print this

            Exit code: 0 done (an unreachable responder included), 1 no cluster, 2 bad settings.
            """).ToString();
    }
}

/// <summary>Print the help.</summary>
internal sealed record Help(string Text) : CommandLine;

/// <summary>Print the version.</summary>
internal sealed record Version : CommandLine;

/// <summary>Run with these options.</summary>
internal sealed record Run(ClientOptions Options) : CommandLine;
