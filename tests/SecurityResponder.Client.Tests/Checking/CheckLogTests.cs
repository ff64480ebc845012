using Microsoft.Extensions.Logging;
using SecurityResponder.Client.Checking;
using SecurityResponder.Client.Logging;
using SecurityResponder.Client.Settings;
using SecurityResponder.Client.Tests.Logging;
using SecurityResponder.Proxies;

namespace SecurityResponder.Client.Tests.Checking;

/// <summary>Where the public responder does not answer, the log says how to have advice all the same.</summary>
public sealed class CheckLogTests
{
    private static readonly ClientOptions Public = new();

    /// <summary>Outcomes for which the advice is needed.</summary>
    public static TheoryData<string> NoAnswer => ["404", "unreachable"];

    [Theory]
    [MemberData(nameof(NoAnswer))]
    public void The_public_responder_has_alternatives(string outcome)
    {
        var remedy = Logged(Public, outcome)["remedy"]!;

        Assert.Contains("a feed image", remedy, StringComparison.Ordinal);
        Assert.Contains("https://security-responder.version.rke2.io/v1/checkupgrade", remedy, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(NoAnswer))]
    public void Who_chose_the_responder_is_not_told_to_use_another(string outcome) =>
        Assert.DoesNotContain(
            "remedy", Logged(Public with { Endpoint = new("https://responder.example.com/v1/check") }, outcome).Fields.Keys);

    [Fact]
    public void Another_rejection_is_not_a_missing_service() =>
        Assert.DoesNotContain("remedy", Logged(Public, "422").Fields.Keys);

    private static LogLine Logged(ClientOptions options, string outcome)
    {
        using var output = new StringWriter { NewLine = "\n" };
        var log = CheckLog.Of(
            options, new EnvironmentProxy(_ => null), new LineLogger(output, LogFormat.Logfmt, LogLevel.Information, TimeProvider.System));
        log.Failed(outcome == "unreachable"
            ? new Unreachable("no connection", 3)
            : new Rejected(outcome) { IsNotFound = outcome == "404" });
        return LogLine.Parse(output.ToString().TrimEnd('\n'));
    }
}
