using System.Text.Json;
using CsCheck;
using SecurityResponder.Fakes;

namespace SecurityResponder.Client.Tests.Collecting;

public sealed class HostileAnswerTests
{
    private static readonly Gen<string> Word = Gen.OneOf(
        Gen.String,
        Gen.String["\n\r\t\"\\\0\u2028\u202e\u009b"],
        Gen.OneOf("canal", "rke2-traefik", "x:v1\nlevel=error", new string('x', 1 << 14)));

    [Theory]
    [InlineData("5")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"items":5,"metadata":[]}""")]
    [InlineData("""{"items":{"metadata":{}}}""")]
    [InlineData("""{"items":[5,"x",null,[],[[{}]],true]}""")]
    [InlineData("""{"items":[{"metadata":5,"spec":"x","status":[7]}]}""")]
    [InlineData("""
        {"items":[{"metadata":{"name":{},"labels":[1],"annotations":"x"},
        "spec":{"podCIDRs":{"a":1},"template":{"spec":{"containers":["x",{"image":[1]}]}}},"status":{"allocatable":[1],"nodeInfo":7}}]}
        """)]
    [InlineData("not json")]
    [InlineData("""{"items":[""")]
    [InlineData("""{"metadata":{"name":"\ud800"}}""")]
    public async Task Wrong_types_still_give_a_report(string body)
    {
        await using var server = await FakeApiServer.StartAsync(Clusters.Full);
        server.Override(request => request.Path is not ("/version" or "/api/v1/namespaces/kube-system"), Answer.Json(200, body));

        Assert.NotNull((await CollectRun.Of(server)).Payload);
    }

    [Fact]
    public Task Generated_values_never_break_the_run_the_payload_or_a_log_line() => Gen.Select(Word, Word, Word).SampleAsync(
        async (name, image, quantity) =>
        {
            string Json(string text) => JsonSerializer.Serialize(text);
            var run = await CollectRun.OfDump(
                $$$"""
                {"items":[{"kind":"Namespace","metadata":{"name":"kube-system","uid":"2d9b4d0f-15f0-470f-9bcd-bdb35c38b1a0"} },
                {"kind":"DaemonSet","metadata":{"name":{{{Json("canal" + name)}}},"namespace":"kube-system"},
                "spec":{"template":{"spec":{"containers":[{"name":{{{Json(name)}}},"image":{{{Json(image)}}} }] } } } },
                {"kind":"Node","metadata":{"labels":{"security.alpha.kubernetes.io/selinux":{{{Json(name)}}} },
                "annotations":{"rke2.io/node-args":{{{Json(image)}}} } },
                "status":{"allocatable":{"cpu":{{{Json(quantity)}}},"memory":{{{Json(quantity)}}} },
                "nodeInfo":{"osImage":{{{Json(name)}}} } } }]}
                Server Version: v1.34.5
                """);
            Assert.True(run.ExitCode == 0, run.Log);
            Assert.True(run.Output.Length < 64 << 10);
            Assert.All(run.Lines, line => Assert.StartsWith("time=", line, StringComparison.Ordinal));
            Assert.NotNull(run.Payload);
        },
        iter: 100);
}
