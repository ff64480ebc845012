using System.Diagnostics;
using SecurityResponder.Client.Settings;
using SecurityResponder.Options;
using SecurityResponder.Tests;

namespace SecurityResponder.Client.Tests.Settings;

/// <summary><c>docs/man/security-responder.1</c> is made from the option table.</summary>
public sealed class ManPageTests
{
    private const string Document = "docs/man/security-responder.1";

    private static readonly string Page = ManPage.Of(
        "security-responder",
        "reports which published CVEs affect an RKE2 cluster and which release fixes them",
        ClientOptionTable.Commands,
        [.. ClientOptionTable.All, .. ClientOptionTable.Information],
        ClientOptionTable.ExitCodes);

    [Fact]
    public void The_page_is_up_to_date()
    {
        if (Environment.GetEnvironmentVariable("UPDATE_DOCS") == "1")
        {
            File.WriteAllText(MarkedSection.PathOf(Document), Page);
        }

        Assert.True(File.ReadAllText(MarkedSection.PathOf(Document)) == Page, $"{Document} differs from the code; `make docs` rewrites it");
    }

    [Fact]
    public void It_has_every_flag_variable_and_exit_code()
    {
        var plain = Page.Replace("\\-", "-", StringComparison.Ordinal);

        Assert.All(ClientOptionTable.All, option => Assert.Contains($".B {option.Usage}\n", plain, StringComparison.Ordinal));
        Assert.All(
            ClientOptionTable.All.Select(option => option.Variable).OfType<string>(),
            variable => Assert.Contains($".B {variable}\n", plain, StringComparison.Ordinal));
        Assert.All(ClientOptionTable.ExitCodes, exit => Assert.Contains($".B {exit.Code}\n", plain, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Man_formats_it_without_a_warning()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/groff"), "groff is not installed");
        string[] arguments = ["-man", "-Tutf8", "-ww", "-z", MarkedSection.PathOf(Document)];
        using var process = Process.Start(new ProcessStartInfo("groff", arguments) { RedirectStandardError = true })!;
        var warnings = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal((0, ""), (process.ExitCode, warnings));
    }
}
