namespace SecurityResponder.Charts.Tests;

/// <summary>The notes after an install say what is true in each mode.</summary>
public sealed class NotesTests
{
    private const string PublicEndpoint = "https://security-responder.rke2.io/v1/check";
    private const string FeedImage = "a feed image gives the same advice and sends nothing";
    private const string BundledEndpoint = "https://security-responder.version.rke2.io/v1/checkupgrade";
    private const string Waits = "each scheduled run waits up to 300 seconds";

    [Theory]
    [InlineData("", "reports to " + PublicEndpoint + " in mode recommended")]
    [InlineData("mode: minimal", "\"0 */8 * * *\" and reports to " + PublicEndpoint + " in mode minimal")]
    [InlineData("", FeedImage)]
    [InlineData("", BundledEndpoint)]
    [InlineData("", Waits)]
    [InlineData("", "kubectl get securityreports")]
    [InlineData("check: {disabled: true}", "sends no report and makes no request")]
    [InlineData("enabled: false", "nothing is installed")]
    [InlineData("check: {feed: /feed.json}", "reads the feed /feed.json, and sends no report")]
    [InlineData("check: {feedConfigMap: {name: feeds}}", "reads the feed /feed/feed.json, and sends no report")]
    [InlineData("check: {feed: /feed.json, report: true}", "in mode recommended, and evaluates the feed /feed.json")]
    [InlineData("fullnameOverride: other", "create job --from=cronjob/other other-now")]
    [InlineData("{vCenter: {}, shedule: daily}", "These values are not used: shedule, vCenter")]
    [InlineData("notify: {status: false, kubeStateMetrics: true}", "notify.kubeStateMetrics has no effect")]
    public async Task They_say_what_is_true(string values, string told) =>
        Assert.Contains(told, await NotesAsync(values), StringComparison.Ordinal);

    [Theory]
    [InlineData("", "not used")]
    [InlineData("notify: {kubeStateMetrics: true}", "no effect")]
    [InlineData("notify: {status: false}", "securityreports")]
    [InlineData("check: {disabled: true}", "securityreports")]
    [InlineData("check: {disabled: true}", "create job")]
    [InlineData("check: {disabled: true}", "reports to")]
    [InlineData("enabled: false", "CronJob")]
    [InlineData("check: {feed: /feed.json}", PublicEndpoint)]
    [InlineData("check: {feed: /feed.json}", "--debug")]
    [InlineData("check: {feed: /feed.json}", Waits)]
    [InlineData("check: {endpoint: 'https://responder.example.com/v1/check'}", FeedImage)]
    [InlineData("schedule: '17 3 * * *'", Waits)]
    public async Task They_say_nothing_that_is_not_true(string values, string untold) =>
        Assert.DoesNotContain(untold, await NotesAsync(values), StringComparison.Ordinal);

    [Fact]
    public async Task They_know_every_value_of_the_chart()
    {
        var values = await File.ReadAllTextAsync(Path.Combine(Helm.Chart, "values.yaml"), TestContext.Current.CancellationToken);

        Assert.DoesNotContain("not used:", await NotesAsync(values), StringComparison.Ordinal);
    }

    private static async Task<string> NotesAsync(string values)
    {
        var run = await Helm.AcceptedAsync(["install", "rke2-security-responder", Helm.Chart, "--dry-run=client", "--values", "-"], values);
        return run.Output[run.Output.IndexOf("\nNOTES:", StringComparison.Ordinal)..];
    }
}
