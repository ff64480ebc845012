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
          --retention DAYS
                          keep reports so long; what counts days is kept for ever (default 90) [SECURITY_RESPONDER_RETENTION]
          --probe-urls URLS
                          http addresses for health checks only, /livez and /readyz, which the public ones answer as well; none unless
                          set [SECURITY_RESPONDER_PROBE_URLS]
          --operator-urls URLS
                          http addresses for operators only, away from the public ones: /metrics and what names single clusters; none
                          unless set [SECURITY_RESPONDER_OPERATOR_URLS]
          --operator-token-file FILE
                          the token that operators show, as "Authorization: Bearer TOKEN" or as the password of the user "operator";
                          at least 16 characters [SECURITY_RESPONDER_OPERATOR_TOKEN_FILE]
          --trusted-proxies NETWORKS
                          who may say for whom a request comes (X-Forwarded-For, -Proto), with commas between, e.g. 10.0.0.0/8;
                          nobody unless set [SECURITY_RESPONDER_TRUSTED_PROXIES]
          --country-database FILE
                          a MaxMind database (.mmdb) that tells the country of a report; needs --trusted-proxies
                          [SECURITY_RESPONDER_COUNTRY_DATABASE]
          --rate-limit N  requests a minute that one network (IPv4 /24, IPv6 /56) may send, as many of them at once; 0 for any number
                          (default 6000) [SECURITY_RESPONDER_RATE_LIMIT]
          --request-schema FILE
                          a request-schema of Longhorn's upgrade-responder: what it does not allow is not kept
                          [SECURITY_RESPONDER_REQUEST_SCHEMA]
          --log-format FORMAT
                          text, or json: each line one object (default text) [SECURITY_RESPONDER_LOG_FORMAT]
          --version       print the version
          --help          print this

        Exit code: 0 done, 1 fault, 2 bad settings.
        """;

    /// <summary>Reads environment and arguments; nothing is opened yet.</summary>
    /// <exception cref="BadSettingsException">An unknown argument, or a bad or missing value.</exception>
    public static CommandLine Parse(IReadOnlyList<string> arguments, Func<string, string?> environment)
    {
        if (arguments.Any(argument => argument is "--help" or "-h"))
        {
            return new ShowHelp(HelpText);
        }

        if (arguments.Contains("--version"))
        {
            return new ShowVersion();
        }

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
    private static ServerOptions Environment(Func<string, string?> environment) => Setting.All.Aggregate(
        new ServerOptions(),
        (options, setting) => environment(setting.Variable) is { Length: > 0 } value ? setting.Set(options, value) : options);

    private static ServerOptions Flags(ServerOptions options, IReadOnlyList<string> arguments, string? verb)
    {
        for (var i = 0; i < arguments.Count; i++)
        {
            var parts = arguments[i].Split('=', 2);
            var setting = Setting.Of(verb).FirstOrDefault(setting => setting.Flag == parts[0])
                ?? throw new BadSettingsException($"unknown argument {arguments[i]}; --help lists them");
            var value = parts.Length == 2 ? parts[1]
                : ++i < arguments.Count ? arguments[i]
                : throw new BadSettingsException($"{parts[0]} needs a value");
            options = setting.Set(options, value);
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
