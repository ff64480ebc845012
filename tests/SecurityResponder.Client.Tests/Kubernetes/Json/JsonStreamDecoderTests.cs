using System.Text;
using System.Text.Json;
using CsCheck;
using SecurityResponder.Client.Collecting;
using SecurityResponder.Client.Kubernetes.Json;

namespace SecurityResponder.Client.Tests.Kubernetes.Json;

public sealed class JsonStreamDecoderTests
{
    private static readonly byte[] Document = Encoding.UTF8.GetBytes(
        """
        {"kind":"List","metadata":{"continue":"tökén"},"items":[
        {"metadata":{"name":"a\n\u00e9"},"status":{"allocatable":{"cpu":"4","nvidia.com/gpu":"1"}}},
        {"metadata":{"name":"b"},"x":[1,2.5e3,{"y":[true,null]}],"spec":{"podCIDRs":["10.0.0.0/8"]}}]}
        """);

    [Fact]
    public void Any_split_of_the_bytes_reads_the_same() =>
        Gen.Int[1, 7].Array[1, 200].Sample(sizes => Assert.Equal(Read(Document, [Document.Length]), Read(Document, sizes)));

    [Fact]
    public void Invalid_JSON_throws_JsonException_only() =>
        Gen.Select(Gen.Byte.Array[0, 40], Gen.Int[0, 200]).Sample((noise, at) =>
    {
        byte[] broken = [.. Document[..at], .. noise, .. Document[at..]];
        try
        {
            Read(broken, [3]);
            Read(noise, [1]);
        }
        catch (JsonException)
        {
        }
    });

    // Passes pieces of the given sizes; unconsumed bytes are passed again, followed by more.
    private static string Read(byte[] bytes, int[] sizes)
    {
        var seen = new StringBuilder();
        var list = new KubernetesList(
            item => seen.Append($"{item.Name} {item.Cpu} {string.Join(',', item.Gpus)} {string.Join(',', item.PodCidrs)};"));
        var decoder = new JsonStreamDecoder<KubernetesList>(KubernetesShape.Answer, list);
        var (start, end) = (0, 0);
        for (var i = 0; !decoder.IsComplete && (i == 0 || end < bytes.Length); i++)
        {
            end = Math.Min(bytes.Length, end + sizes[i % sizes.Length]);
            start += decoder.Read(bytes.AsSpan(start, end - start), end == bytes.Length);
        }

        return $"{seen}{list.Continue}";
    }
}
