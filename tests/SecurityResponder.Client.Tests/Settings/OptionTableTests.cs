using System.Text.RegularExpressions;
using SecurityResponder.Client.Settings;
using SecurityResponder.Options;
using SecurityResponder.Tests;

namespace SecurityResponder.Client.Tests.Settings;

public sealed class OptionTableTests
{
    [Fact]
    public void README_lists_the_options_of_the_program() => MarkedSection.AssertCurrent(
        "README.md", "options", OptionTable.Markdown([.. ClientOptionTable.All, .. ClientOptionTable.Information]));

    [Fact]
    public void Every_option_has_a_flag_or_a_variable_of_its_own()
    {
        var names = ClientOptionTable.All.SelectMany(option => new[] { option.Flag, option.Variable }).OfType<string>().ToList();

        Assert.All(ClientOptionTable.All, option => Assert.True(option.Flag is not null || option.Variable is not null));
        Assert.Equal(names.Distinct(), names);
    }

    [Theory]
    [InlineData("--mode", "recommended")]
    [InlineData("--timeout", "30")]
    [InlineData("--log-format", "logfmt")]
    [InlineData("--endpoint", ClientOptions.DefaultEndpoint)]
    public void The_documented_default_is_the_default(string flag, string value)
    {
        var option = ClientOptionTable.All.Single(option => option.Flag == flag);

        Assert.Equal(value, option.Default);
        Assert.Equal(new ClientOptions(), option.With(new ClientOptions(), flag, value));
    }

    [Fact]
    public void The_chart_sets_only_variables_of_the_program()
    {
        var template = File.ReadAllText(MarkedSection.PathOf("charts/rke2-security-responder/templates/_env.tpl"));
        var names = Regex.Matches(template, @"\b(SECURITY_RESPONDER_[A-Z_]+|DISABLE_SECURITY_RESPONDER_CHECK|ASPNETCORE_URLS)\b")
            .Select(match => match.Value);

        Assert.NotEmpty(names);
        Assert.Subset(ClientOptionTable.All.Select(option => option.Variable ?? "").ToHashSet(), names.ToHashSet());
    }
}
