using SecurityResponder.Server.Settings;

namespace SecurityResponder.Server.Tests.Settings;

public sealed class CommandLineTests
{
    private static readonly Dictionary<string, string> Environment = new()
    {
        ["ASPNETCORE_URLS"] = "http://+:80",
        ["SECURITY_RESPONDER_FEED"] = "feed-of-environment",
        ["SECURITY_RESPONDER_DATA"] = "data-of-environment",
        ["SECURITY_RESPONDER_POSTGRES"] = "file:postgres-of-environment",
    };

    [Fact]
    public void Flags_win_over_the_environment()
    {
        var options = Serve(Environment, "--feed", "f", "--data=d", "--urls", "http://127.0.0.1:1", "--postgres", "Host=h");

        Assert.Equal(("f", "d", "Host=h"), (options.Feed, options.Data, options.Postgres));
        Assert.Equal(["http://127.0.0.1:1"], options.Addresses);
    }

    [Theory]
    [InlineData]
    [InlineData("serve")]
    public void The_environment_is_enough(params string[] arguments)
    {
        var options = Serve(Environment, arguments);

        Assert.Equal(
            ("feed-of-environment", "data-of-environment", "file:postgres-of-environment"), (options.Feed, options.Data, options.Postgres));
        Assert.Equal(["http://+:80"], options.Addresses);
    }

    [Fact]
    public void Values_are_typed_once_and_the_last_of_two_flags_holds()
    {
        var options = Serve(
            [], "--feed", "f", "--data", "d", "--retention", "1", "--retention=7", "--rate-limit", "0", "--log-format", "json",
            "--operator-urls", "http://127.0.0.1:2; http://[::1]:2", "--operator-token-file", "@token", "--probe-urls", "http://*:3",
            "--trusted-proxies", "10.0.0.0/8, 192.0.2.7", "--country-database", "c", "--request-schema", "r", "--secret", "s");

        Assert.Equal((7, null, LogFormat.Json), (options.RetentionDays, options.RequestsPerMinute, options.LogFormat));
        Assert.Equal(["http://127.0.0.1:2", "http://[::1]:2"], options.OperatorAddresses);
        Assert.Equal(["http://*:3"], options.ProbeAddresses);
        Assert.Equal(["10.0.0.0/8", "192.0.2.7/32"], options.TrustedNetworks.Select(network => network.ToString()));
        Assert.Equal(
            ("@token", "c", "r", "s"), (options.OperatorTokenFile, options.CountryDatabase, options.RequestSchema, options.Secret));
    }

    [Fact]
    public void An_empty_variable_counts_as_unset() =>
        Assert.Equal(90, Serve(new() { ["SECURITY_RESPONDER_RETENTION"] = "" }, "--feed", "f", "--data", "d").RetentionDays);

    [Fact]
    public void Reports_need_a_data_directory_and_no_feed()
    {
        Assert.Equal(new ShowReports("d"), CommandLine.Parse(["reports", "--data", "d"], _ => null));
        Assert.Throws<InvalidSettingsException>(() => CommandLine.Parse(["reports"], _ => null));
    }

    [Fact]
    public void Forget_needs_a_cluster_and_a_data_directory_and_no_feed()
    {
        var forget = Assert.IsType<Forget>(
            CommandLine.Parse(["forget", "--cluster", "c", "--data", "d", "--postgres", "Host=h"], _ => null));

        Assert.Equal(("c", "d", "Host=h"), (forget.Cluster, forget.Options.Data, forget.Options.Postgres));
        Assert.Throws<InvalidSettingsException>(() => CommandLine.Parse(["forget", "--data", "d"], _ => null));
        Assert.Throws<InvalidSettingsException>(() => CommandLine.Parse(["forget", "--cluster", "c"], _ => null));
    }

    [Theory]
    [InlineData("--feed f --data d --retention 0", "--retention is \"0\", expected days from 1 to 3650")]
    [InlineData("--feed f --data d --retention soon", "--retention is \"soon\"")]
    [InlineData("--feed f --data d --cluster c", "unknown argument --cluster; ")]
    [InlineData("--data d", "no feed")]
    [InlineData("--feed f", "no data directory")]
    [InlineData("--feed f --data", "--data needs a value: directory of")]
    [InlineData("--feed f --data d --port 80", "unknown argument --port; --help lists")]
    [InlineData("--fed f --data d", "unknown argument --fed; did you mean --feed? --help lists all commands and flags")]
    [InlineData("--feed f --data d --pasword=hunter2", "unknown argument --pasword; --help")]
    [InlineData("--feed f --data d extra", "unknown argument extra; ")]
    [InlineData("report --data d", "unknown argument report; did you mean reports?")]
    [InlineData("--feed f --data d --urls https://127.0.0.1:1", "--urls is \"https://127.0.0.1:1\", expected http addresses")]
    [InlineData("--feed http://feeds.example.com/feed.json --data d",
        "--feed is \"http://feeds.example.com/feed.json\", expected a file or an https URL")]
    [InlineData("--feed f --data d --urls 8080", "--urls is \"8080\"")]
    [InlineData("--feed f --data d --urls ;", "--urls is \";\"")]
    [InlineData("--feed f --data d --operator-urls 8081", "--operator-urls is \"8081\"")]
    [InlineData("--feed f --data d --probe-urls 8082", "--probe-urls is \"8082\"")]
    [InlineData("--feed f --data d --operator-urls http://127.0.0.1:8081", "--operator-urls without credentials")]
    [InlineData("--feed f --data d --country-database c", "--country-database without --trusted-proxies")]
    [InlineData("--feed f --data d --rate-limit some", "--rate-limit is \"some\", expected 60 to 1000000, or 0")]
    [InlineData("--feed f --data d --rate-limit 59", "--rate-limit is \"59\"")]
    [InlineData("--feed f --data d --log-format yaml", "--log-format is \"yaml\", expected text or json")]
    [InlineData("--feed f --data d --log-format JSON", "--log-format is \"JSON\"")]
    [InlineData("--feed f --data d --trusted-proxies 10.0.0.0/8,proxy", "--trusted-proxies is \"10.0.0.0/8,proxy\", expected networks")]
    public void Invalid_settings_are_named_in_one_line(string arguments, string message)
    {
        var invalid = Assert.Throws<InvalidSettingsException>(() => CommandLine.Parse(arguments.Split(' '), _ => null));

        Assert.StartsWith(message, invalid.Message);
        Assert.DoesNotContain('\n', invalid.Message);
        Assert.DoesNotContain("hunter2", invalid.Message);
    }

    [Fact]
    public void An_invalid_variable_is_named() => Assert.StartsWith(
        "SECURITY_RESPONDER_RETENTION is \"0\"",
        Assert.Throws<InvalidSettingsException>(() => Serve(new() { ["SECURITY_RESPONDER_RETENTION"] = "0" }, "--feed", "f")).Message);

    [Fact]
    public void Completion_lists_the_flags_that_begin_so() =>
        Assert.Contains("--operator-urls", Text("[suggest:4]", "--op"), StringComparison.Ordinal);

    [Fact]
    public void Help_lists_every_option_and_its_variable()
    {
        var help = Text("--help");
        var words = string.Join(' ', help.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries));

        Assert.All(ServerOptionTable.All, option => Assert.Contains($"[{option.Variable}]", words));
        Assert.All(ServerOptionTable.All, option => Assert.Contains($"\n  {option.Usage}", help));
        Assert.All(ServerOptionTable.All, option => Assert.Contains(option.Meaning, words));
        Assert.All(help.Split('\n'), line => Assert.InRange(line.Length, 0, 120));
    }

    [Fact]
    public void Help_and_version_need_nothing_else()
    {
        Assert.Contains("--feed FEED", Text("reports", "--help"));
        Assert.IsType<ShowVersion>(CommandLine.Parse(["--version"], _ => null));
    }

    private static string Text(params string[] arguments) => Assert.IsType<ShowHelp>(CommandLine.Parse(arguments, _ => null)).Text;

    private static ServerOptions Serve(Dictionary<string, string> environment, params string[] arguments) =>
        Assert.IsType<Serve>(CommandLine.Parse(arguments, environment.GetValueOrDefault)).Options;
}
