using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace SecurityResponder.Charts.Tests;

/// <summary>
/// The Secrets in which Helm records its releases. Helm sends and reads them as
/// <see href="https://kubernetes.io/docs/reference/using-api/api-concepts/#protobuf-encoding">protobuf</see>, so they are stored as they
/// came; only names and labels are read.
/// </summary>
internal sealed class FakeReleases
{
    private const string Collection = "/api/v1/namespaces/kube-system/secrets";
    private const string ProtobufType = "application/vnd.kubernetes.protobuf";

    private readonly ConcurrentDictionary<string, byte[]> _secrets = new();

    /// <summary>Whether a path is that of a Secret or of all Secrets.</summary>
    public static bool Owns(string path) => path.StartsWith(Collection, StringComparison.Ordinal);

    /// <summary>Creates, replaces, deletes or reads.</summary>
    public async Task AnswerAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        var path = context.Request.Path.Value!;
        var name = path[Collection.Length..].TrimStart('/');
        if (context.Request.Method is "POST" or "PUT")
        {
            var secret = Protobuf.Unwrap(body.ToArray());
            _secrets[name.Length > 0 ? name : Encoding.UTF8.GetString(Metadata(secret).First(field => field.Number == 1).Bytes)] = secret;
            await WriteAsync(context, "Secret", secret);
        }
        else if (context.Request.Method == "DELETE" && _secrets.TryRemove(name, out var removed))
        {
            await WriteAsync(context, "Secret", removed);
        }
        else if (name.Length == 0)
        {
            await WriteAsync(context, "SecretList", List(context.Request.Query["labelSelector"].ToString()));
        }
        else if (_secrets.TryGetValue(name, out var stored))
        {
            await WriteAsync(context, "Secret", stored);
        }
        else
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            await context.Response.WriteAsJsonAsync(new { kind = "Status", apiVersion = "v1", reason = "NotFound", code = 404 });
        }
    }

    private byte[] List(string selector) =>
    [
        .. Protobuf.Field(1, []),
        .. _secrets.Values.Where(secret => IsSelected(secret, selector)).SelectMany(secret => Protobuf.Field(2, secret)),
    ];

    private static bool IsSelected(byte[] secret, string selector)
    {
        var labels = Metadata(secret).Where(field => field.Number == 11)
            .Select(field => Protobuf.Read(field.Bytes).ToDictionary(part => part.Number, part => Encoding.UTF8.GetString(part.Bytes)))
            .ToDictionary(label => label[1], label => label.GetValueOrDefault(2, ""));
        return selector.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(label => label.Split('='))
            .All(label => labels.GetValueOrDefault(label[0]) == label[^1]);
    }

    private static List<ProtobufField> Metadata(byte[] secret) =>
        Protobuf.Read(Protobuf.Read(secret).First(field => field.Number == 1).Bytes);

    private static async Task WriteAsync(HttpContext context, string kind, byte[] content)
    {
        context.Response.ContentType = ProtobufType;
        await context.Response.Body.WriteAsync(Protobuf.Wrap(kind, content));
    }
}
