using System.Text;
using CsCheck;
using SecurityResponder.Fakes;

namespace SecurityResponder.Client.Tests.Collecting;

/// <summary>Valid answers with random parts removed, repeated or inserted.</summary>
public sealed class MutatedAnswerTests
{
    private static readonly string[] Paths =
    [
        "/version", "/api/v1/namespaces/kube-system", "/api/v1/nodes", "/apis/apps/v1/daemonsets",
        "/apis/apps/v1/namespaces/kube-system/deployments", "/apis/networking.k8s.io/v1/ingressclasses",
        "/apis/apps/v1/namespaces/cattle-system/deployments/cattle-cluster-agent",
        "/apis/helm.cattle.io/v1/namespaces/kube-system/helmcharts/rke2-security-responder",
        "/api/v1/namespaces/default/services/kubernetes",
    ];

    private static readonly Gen<byte[]> Pieces = Gen.OneOf(
        Gen.Byte.Array[0, 4],
        Gen.OneOf(
            "\"", "{", "}", "[", "]", ",", ":", "null", "-1", "1e999", "\\u0000", "\\ud800", "\"items\":[{}],",
            "\"continue\":\"x\",", "\r\n")
            .Select(Encoding.UTF8.GetBytes));

    private static readonly Gen<(string Path, double Where, int Length, byte[] Piece)[]> Changes =
        Gen.Select(Gen.OneOf(Paths), Gen.Double.Unit, Gen.Int[0, 40], Pieces).Array[1, 4];

    [Fact]
    public async Task No_answer_breaks_the_run_the_payload_or_a_log_line()
    {
        await using var server = await FakeApiServer.StartAsync(Clusters.Full);
        var bodies = new Dictionary<string, byte[]>();
        foreach (var path in Paths)
        {
            bodies[path] = Encoding.UTF8.GetBytes(await Kubectl.GetAsync(server, path));
        }

        await Changes.SampleAsync(
            async changes =>
            {
                await using var hostile = await FakeApiServer.StartAsync(Clusters.Full);
                foreach (var (path, where, length, piece) in changes)
                {
                    // Limited, because a change can create a list with endless pages, and time-outs never expire on this clock.
                    hostile.Override(path, Answer.Json(200, [Changed(bodies[path], where, length, piece)]), times: 3);
                }


                var run = await CollectRun.Of(hostile);

                Assert.True(run.ExitCode is 0 or 1, run.Log);
                Assert.DoesNotContain("the program failed", run.Log, StringComparison.Ordinal);
                Assert.All(run.Lines, line => Assert.StartsWith("time=", line, StringComparison.Ordinal));
                if (run.ExitCode == 0)
                {
                    Assert.NotNull(run.Payload);
                }
                else
                {
                    Assert.Empty(run.Output);
                }
            },
            iter: 150);
    }

    private static byte[] Changed(byte[] body, double where, int length, byte[] piece)
    {
        var start = (int)(where * body.Length);
        return [.. body[..start], .. piece, .. body[Math.Min(body.Length, start + length)..]];
    }
}
