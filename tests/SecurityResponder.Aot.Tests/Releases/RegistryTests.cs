using SecurityResponder.Charts.Tests;

namespace SecurityResponder.Aot.Tests.Releases;

public sealed class RegistryTests(ReleaseFolder release)
{
    [Fact]
    public async Task Images_and_charts_that_are_pushed_can_be_verified_as_the_documentation_says()
    {
        Command.Needs("skopeo");
        await release.MakeAsync();
        using var registry = new Registry();
        await registry.ReadyAsync();
        var variables = Variables(registry);

        var published = await Script.RunAsync("release-publish.sh", variables, release.Folder, registry.Host);

        var digests = await File.ReadAllLinesAsync(Path.Combine(release.Folder, "digests.txt"), TestContext.Current.CancellationToken);
        Assert.All(published.Succeeded().Output.Trim().Split('\n'), line =>
            Assert.Contains(digests, digest => digest.EndsWith(' ' + line.Split('@')[1], StringComparison.Ordinal)));
        (await Script.RunAsync("verify-docs.sh", variables, "Images", release.Folder)).Succeeded();
        await RefusesAnotherKeyAsync(registry, variables);
        await RendersFromTheRegistryAsync(registry, variables);
    }

    private static async Task RefusesAnotherKeyAsync(Registry registry, Dictionary<string, string> variables)
    {
        var folder = Directory.CreateTempSubdirectory("security-responder-");
        try
        {
            (await Script.EnvAsync(variables, "--chdir", folder.FullName, Script.Tool("cosign"), "generate-key-pair")).Succeeded();
            string[] verify =
            [
                Script.Tool("cosign"), "verify", "--key", Path.Combine(folder.FullName, "cosign.pub"), "--insecure-ignore-tlog",
                $"{registry.Host}/{variables["IMAGE_NAME"]}"];

            var refused = await Script.EnvAsync(variables, verify);

            Assert.NotEqual(0, refused.ExitCode);
            Assert.Contains("no matching signatures", refused.Errors, StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task RendersFromTheRegistryAsync(Registry registry, Dictionary<string, string> variables)
    {
        foreach (var chart in new[] { Helm.Chart, Helm.ServerChart })
        {
            string[] template = [Script.Tool("helm"), "template", "any"];
            var pulled = await Script.EnvAsync(variables, [.. template, $"oci://{registry.Host}/charts/{Path.GetFileName(chart)}"]);

            Assert.Equal((await Script.EnvAsync(variables, [.. template, chart])).Succeeded().Output, pulled.Succeeded().Output);
        }
    }

    // Go's programs take the authority from the variable; the proxy of this machine, if any, does not lead to its loopback interface.
    private Dictionary<string, string> Variables(Registry registry)
    {
        var name = "rancher/rke2-security-responder:" + Published.Version;
        return new(release.Variables)
        {
            ["SSL_CERT_FILE"] = registry.Authority,
            ["NO_PROXY"] = "localhost",
            ["no_proxy"] = "localhost",
            ["REGISTRY"] = registry.Host,
            ["IMAGE_NAME"] = name,
        };
    }
}
