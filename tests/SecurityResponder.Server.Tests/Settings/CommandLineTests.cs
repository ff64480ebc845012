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
        var serve = Assert.IsType<Serve>(CommandLine.Parse(["--feed", "f", "--data=d", "--urls", "http://127.0.0.1:1", "--postgres", "Host=h"], Environment.GetValueOrDefault));

        Assert.Equal(new ServerOptions { Urls = "http://127.0.0.1:1", Feed = "f", Data = "d", Postgres = "Host=h" }, serve.Options);
    }

    [Fact]
    public void The_environment_is_enough()
    {
        var serve = Assert.IsType<Serve>(CommandLine.Parse([], Environment.GetValueOrDefault));

        Assert.Equal(new ServerOptions { Urls = "http://+:80", Feed = "feed-of-environment", Data = "data-of-environment", Postgres = "file:postgres-of-environment" }, serve.Options);
    }

    [Fact]
    public void Reports_need_a_data_directory_and_no_feed()
    {
        Assert.Equal(new ShowReports("d"), CommandLine.Parse(["reports", "--data", "d"], _ => null));
        Assert.Throws<BadSettingsException>(() => CommandLine.Parse(["reports"], _ => null));
    }

    [Fact]
    public void Forget_needs_a_cluster_and_a_data_directory_and_no_feed()
    {
        var forget = Assert.IsType<Forget>(CommandLine.Parse(["forget", "--cluster", "c", "--data", "d", "--postgres", "Host=h"], _ => null));

        Assert.Equal(("c", "d", "Host=h"), (forget.Cluster, forget.Options.Data, forget.Options.Postgres));
        Assert.Throws<BadSettingsException>(() => CommandLine.Parse(["forget", "--data", "d"], _ => null));
        Assert.Throws<BadSettingsException>(() => CommandLine.Parse(["forget", "--cluster", "c"], _ => null));
    }

    [Theory]
    [InlineData("--feed f --data d --retention 0", "--retention is 0")]
    [InlineData("--feed f --data d --retention soon", "--retention is soon")]
    [InlineData("--feed f --data d --cluster c", "unknown argument --cluster")]
    [InlineData("--data d", "no feed")]
    [InlineData("--feed f", "no data directory")]
    [InlineData("--feed f --data", "--data needs a value")]
    [InlineData("--feed f --data d --port 80", "unknown argument --port")]
    [InlineData("--feed f --data d --urls https://127.0.0.1:1", "--urls has \"https://127.0.0.1:1\"")]
    [InlineData("--feed http://feeds.example.com/feed.json --data d", "--feed is http://feeds.example.com/feed.json, expected https")]
    [InlineData("--feed f --data d --urls 8080", "--urls has \"8080\"")]
    [InlineData("--feed f --data d --urls ;", "--urls is empty")]
    [InlineData("--feed f --data d --operator-urls 8081", "--operator-urls has \"8081\"")]
    [InlineData("--feed f --data d --operator-urls http://127.0.0.1:8081", "--operator-urls without credentials")]
    [InlineData("--feed f --data d --country-database c", "--country-database without --trusted-proxies")]
    [InlineData("--feed f --data d --rate-limit some", "--rate-limit is \"some\"")]
    [InlineData("--feed f --data d --rate-limit 59", "--rate-limit is \"59\"")]
    [InlineData("--feed f --data d --log-format yaml", "--log-format is \"yaml\", expected text or json")]
    [InlineData("--feed f --data d --log-format JSON", "--log-format is \"JSON\"")]
    [InlineData("--feed f --data d --trusted-proxies 10.0.0.0/8,proxy", "--trusted-proxies has \"proxy\"")]
    public void Bad_settings_are_named_in_one_line(string arguments, string message)
    {
        var refused = Assert.Throws<BadSettingsException>(() => CommandLine.Parse(arguments.Split(' '), _ => null));

        Assert.StartsWith(message, refused.Message);
        Assert.DoesNotContain('\n', refused.Message);
    }

    [Fact]
    public void Help_tells_of_every_setting_and_its_variable()
    {
        var help = Assert.IsType<ShowHelp>(CommandLine.Parse(["--help"], _ => null)).Text;

        Assert.All(Setting.All, setting => Assert.Contains($"[{setting.Variable}]", help));
        Assert.All(Setting.All, setting => Assert.Contains(setting.Flag + " ", help));
    }

    [Fact]
    public void Help_and_version_need_nothing_else()
    {
        Assert.Contains("--feed FEED", Assert.IsType<ShowHelp>(CommandLine.Parse(["--help"], _ => null)).Text);
        Assert.IsType<ShowVersion>(CommandLine.Parse(["--version"], _ => null));
    }
}
