namespace SecurityResponder.Charts.Tests.Server;

/// <summary>The notes after an install of the responder say what is true.</summary>
public sealed class ServerNotesTests
{
    private const string Closed = "The operator port is closed";
    private const string Untrusted = "No proxy is trusted";

    [Theory]
    [InlineData("", "answers from https://security-responder.rke2.io/v1/feed and stores reports in its own volume")]
    [InlineData("feed: {configMapName: feeds}", "answers from the ConfigMap feeds and")]
    [InlineData("{postgres: {existingSecret: db}, idSecret: {existingSecret: ids}}", "stores reports in PostgreSQL")]
    [InlineData(
        "{persistence: {enabled: false}, idSecret: {existingSecret: ids}}", "stores reports in an emptyDir, which is deleted with the pod")]
    [InlineData("service: {port: 8080}", "http://any-rke2-security-responder-server.responder.svc:8080/v1/check")]
    [InlineData("", Closed)]
    [InlineData("", Untrusted)]
    [InlineData("operator: {existingSecret: operators}", "port-forward service/any-rke2-security-responder-server-operator 8081:8081")]
    public async Task They_say_what_is_true(string values, string told) =>
        Assert.Contains(told, await NotesAsync(values), StringComparison.Ordinal);

    [Theory]
    [InlineData("operator: {existingSecret: operators}", Closed)]
    [InlineData("", "port-forward")]
    [InlineData("trustedProxies: [10.42.0.0/16]", Untrusted)]
    [InlineData("{persistence: {enabled: false}, idSecret: {existingSecret: ids}}", "its own volume")]
    public async Task They_say_nothing_that_is_not_true(string values, string untold) =>
        Assert.DoesNotContain(untold, await NotesAsync(values), StringComparison.Ordinal);

    private static async Task<string> NotesAsync(string values)
    {
        string[] arguments = ["install", "any", Helm.ServerChart, "--namespace", "responder", "--dry-run=client", "--values", "-"];
        var run = await Helm.AcceptedAsync(arguments, values);
        return run.Output[run.Output.IndexOf("\nNOTES:", StringComparison.Ordinal)..];
    }
}
