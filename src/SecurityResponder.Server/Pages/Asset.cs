using System.Collections.Frozen;
using System.Security.Cryptography;
using SecurityResponder.Server.Http;

namespace SecurityResponder.Server.Pages;

/// <summary>A file that pages use, embedded in the program: pages load nothing from other hosts.</summary>
internal sealed class Asset
{
    private const string Prefix = "assets/";

    private static readonly FrozenDictionary<string, Asset> All = typeof(Asset).Assembly.GetManifestResourceNames()
        .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal) && MediaType(name) is not null)
        .ToFrozenDictionary(name => name[Prefix.Length..], name => new Asset(name));

    private readonly CachedBody _body;
    private readonly string _digest;
    private readonly string _type;

    private Asset(string resource)
    {
        using var stream = typeof(Asset).Assembly.GetManifestResourceStream(resource)!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        _body = new CachedBody(() => bytes);
        _digest = Convert.ToHexStringLower(SHA256.HashData(bytes))[..16];
        _type = MediaType(resource)!;
        Path = $"/{resource}?v={_digest}";
    }

    /// <summary>The URL path, which changes with the content.</summary>
    public string Path { get; }

    /// <summary>The file with a name; null when there is none.</summary>
    public static Asset? Find(string? name) => name is null ? null : All.GetValueOrDefault(name);

    /// <summary>The URL path of a file that exists.</summary>
    public static string PathOf(string name) => All[name].Path;

    /// <summary>A file that exists as a data URL, to be part of a page.</summary>
    public static string DataOf(string name)
    {
        var asset = All[name];
        var type = asset._type.Replace(" ", "", StringComparison.Ordinal);
        return $"data:{type};base64,{Convert.ToBase64String(asset._body.In(ContentCoding.Identity))}";
    }

    /// <summary>Sends the file. Clients cache it for a year when the URL has its digest.</summary>
    public Task SendAsync(HttpContext context)
    {
        context.Response.Headers.XContentTypeOptions = "nosniff";
        context.Response.Headers["Cross-Origin-Resource-Policy"] = "same-origin";
        context.Response.Headers.CacheControl = context.Request.Query["v"] == _digest ? "public, max-age=31536000, immutable" : "no-cache";
        return _body.SendAsync(context, _type);
    }

    private static string? MediaType(string name) => System.IO.Path.GetExtension(name) switch
    {
        ".css" => "text/css; charset=utf-8",
        ".js" => "text/javascript; charset=utf-8",
        ".svg" => "image/svg+xml",
        ".txt" => "text/plain; charset=utf-8",
        _ => null,
    };
}
