using System.Text.RegularExpressions;
using SecurityResponder.Options;
using SecurityResponder.Server.Settings;
using SecurityResponder.Tests;

namespace SecurityResponder.Server.Tests.Settings;

public sealed class OptionTableTests
{
    [Fact]
    public void The_document_lists_the_options_of_the_program() => MarkedSection.AssertCurrent(
        "docs/responder.md",
        "options",
        OptionTable.Markdown(ServerOptionTable.Everything));

    [Theory]
    [InlineData("--urls", "http://127.0.0.1:8080")]
    [InlineData("--retention", "90")]
    [InlineData("--rate-limit", "6000")]
    [InlineData("--cluster-reports", "144")]
    [InlineData("--cluster-bytes", "262144")]
    [InlineData("--new-clusters", "10000")]
    [InlineData("--log-format", "text")]
    public void The_documented_default_is_the_default(string flag, string value)
    {
        var (option, defaults) = (ServerOptionTable.All.Single(option => option.Flag == flag), new ServerOptions());
        var set = option.With(defaults, flag, value);

        Assert.Equal(value, option.Default);
        Assert.Equal(defaults, set with { Addresses = defaults.Addresses });
        Assert.Equal(defaults.Addresses, set.Addresses);
    }

    [Fact]
    public void The_chart_sets_only_variables_of_the_program()
    {
        var template = File.ReadAllText(MarkedSection.PathOf("charts/rke2-security-responder-server/templates/_env.tpl"));
        var names = Regex.Matches(template, @"\b(SECURITY_RESPONDER_[A-Z_]+|DISABLE_SECURITY_RESPONDER_CHECK|ASPNETCORE_URLS)\b")
            .Select(match => match.Value);

        Assert.NotEmpty(names);
        Assert.Subset(ServerOptionTable.All.Select(option => option.Variable ?? "").ToHashSet(), names.ToHashSet());
    }
}
