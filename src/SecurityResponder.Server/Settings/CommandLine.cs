namespace SecurityResponder.Server.Settings;

/// <summary>What the command line asks for.</summary>
internal abstract record CommandLine
{
    private const string HelpText =
        """
        security-responder-server: answers RKE2 clusters which published CVEs concern them, and keeps their reports.

        Usage:
          security-responder-server [--urls URLS] --feed FEED --data DIR     answer and keep
          security-responder-server reports --data DIR                       print what DIR keeps, one JSON object a line
          security-responder-server forget --cluster UUID --data DIR         delete a cluster, in PostgreSQL too when it is named

          --urls URLS     http addresses to listen on, with semicolons between (default http://127.0.0.1:8080) [ASPNETCORE_URLS]
          --feed FEED     releases and advisories, JSON in the shape of an answer: a file or an https URL; watched for
                          changes, its signature beside it in FEED.sig [SECURITY_RESPONDER_FEED]
          --data DIR      where reports.db and secret.key are; made when it is missing [SECURITY_RESPONDER_DATA]
          --postgres CONNECTION
                          PostgreSQL to keep the reports in, "Host=db1,db2;Database=…;Username=…;Password=…" or file:PATH of a file
                          that holds this; without it they stay in DIR [SECURITY_RESPONDER_POSTGRES]
          --secret FILE   at least 32 secret bytes that make a cluster's UUID unreadable; replicas that share a PostgreSQL share it
                          (default secret.key in DIR, made on first start) [SECURITY_RESPONDER_SECRET]
          --retention DAYS  keep reports so long; what counts days is kept for ever (default 90) [SECURITY_RESPONDER_RETENTION]
          --version       print the version
          --help          print this

        Exit code: 0 done, 1 fault, 2 bad settings.
        """;

    /// <summary>Reads environment and arguments; nothing is opened yet.</summary>
    /// <exception cref="BadSettingsException">An unknown argument, or a bad or missing value.</exception>
    public static CommandLine Parse(IReadOnlyList<string> arguments, Func<string, string?> environment)
    {
        if (arguments.Any(argument => argument is "--help" or "-h")) return new ShowHelp(HelpText);
        if (arguments.Contains("--version")) return new ShowVersion();
        var verb = arguments is [var first, ..] && first is "reports" or "forget" ? arguments[0] : null;
        var options = Flags(Environment(environment), verb is null ? arguments : [.. arguments.Skip(1)], verb);
        return verb switch
        {
            "reports" => new ShowReports(options.DataChecked()),
            "forget" => new Forget(options.ClusterChecked(), options with { Data = options.DataChecked() }),
            _ => new Serve(options.Checked()),
        };
    }

    // A chart sets a variable to "" where a value is left empty: that is the default, not a bad value.
    private static ServerOptions Environment(Func<string, string?> environment)
    {
        var options = new ServerOptions();
        if (environment("ASPNETCORE_URLS") is { Length: > 0 } urls) options = options with { Urls = urls };
        if (environment("SECURITY_RESPONDER_FEED") is { Length: > 0 } feed) options = options with { Feed = feed };
        if (environment("SECURITY_RESPONDER_DATA") is { Length: > 0 } data) options = options with { Data = data };
        if (environment("SECURITY_RESPONDER_RETENTION") is { Length: > 0 } days) options = options with { Retention = days };
        if (environment("SECURITY_RESPONDER_SECRET") is { Length: > 0 } secret) options = options with { Secret = secret };
        if (environment("SECURITY_RESPONDER_POSTGRES") is { Length: > 0 } postgres) options = options with { Postgres = postgres };
        return options;
    }

    private static ServerOptions Flags(ServerOptions options, IReadOnlyList<string> arguments, string? verb)
    {
        for (var i = 0; i < arguments.Count; i++)
        {
            var parts = arguments[i].Split('=', 2);
            if (parts[0] is not ("--urls" or "--retention" or "--feed" or "--data" or "--postgres" or "--secret") && (parts[0], verb) != ("--cluster", "forget"))
                throw new BadSettingsException($"unknown argument {arguments[i]}; --help lists them");
            var value = parts.Length == 2 ? parts[1]
                : ++i < arguments.Count ? arguments[i]
                : throw new BadSettingsException($"{parts[0]} needs a value");
            options = parts[0] switch
            {
                "--urls" => options with { Urls = value },
                "--postgres" => options with { Postgres = value },
                "--cluster" => options with { Cluster = value },
                "--retention" => options with { Retention = value },
                "--secret" => options with { Secret = value },
                "--feed" => options with { Feed = value },
                _ => options with { Data = value },
            };
        }

        return options;
    }
}

/// <summary>Print the help.</summary>
internal sealed record ShowHelp(string Text) : CommandLine;

/// <summary>Print the version.</summary>
internal sealed record ShowVersion : CommandLine;

/// <summary>Print the reports that a data directory keeps.</summary>
internal sealed record ShowReports(string DataDirectory) : CommandLine;

/// <summary>Delete a cluster.</summary>
internal sealed record Forget(string Cluster, ServerOptions Options) : CommandLine;

/// <summary>Answer and keep.</summary>
internal sealed record Serve(ServerOptions Options) : CommandLine;
