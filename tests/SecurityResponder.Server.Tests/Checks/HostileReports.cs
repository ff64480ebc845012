using System.Globalization;
using System.Text;
using CsCheck;
using SecurityResponder.Server.Reports;

namespace SecurityResponder.Server.Tests.Checks;

/// <summary>Requests that no client sends: bodies that are almost reports, and all that stands around a body.</summary>
internal static class HostileReports
{
    private static readonly Gen<string> Version = Any("v1.34.1+rke2r1", "v1.34.1", "1.34", "latest", "", "v1.34.1+rke2r1\\n",
        "v999999999999999999999.1.1", "v1.34.1-rc1+rke2r1", "../../x", "v1.34.1\\u0000");

    // As they stand between the quotes: control characters, backslashes, line ends, half a surrogate, quotes of other languages.
    private static readonly Gen<string> Text = Gen.OneOf(
        Any("a", "true", "none", "unknown", "-1", "two\\nlines", "\\\\", "back\\\\slash", "\\u0000", "\\u001b[31m", "\\ud800",
            "'; DROP TABLE report; --", "a,b=c d", "\\u202e", "9999999999999999999", "😀"),
        Gen.Char[' ', '\uffff'].Array[0, 300]
            .Select(characters => System.Text.Json.JsonSerializer.Serialize(new string(characters))[1..^1]));

    private static readonly Gen<string> Value = Gen.OneOf(
        Text.Select(text => $"\"{text}\""),
        Any("null", "true", "false", "0", "-1", "-2", "1.5", "1e400", "-0", "{}", "[]", "[[[[[[[[[[1]]]]]]]]]]", "NaN", "00", "\"\u0001\""),
        Gen.Long.Select(number => number.ToString(CultureInfo.InvariantCulture)));

    private static readonly Gen<string> Key = Gen.OneOf(
        Any([.. ReportColumn.All.SelectMany(column => column.Keys)]),
        Any("system-default-registry", "kubernetesVersion", "a\\nb", "", "__proto__", "\\\\"), Text);

    private static readonly Gen<string> Facts = Gen.Select(Key, Value, (key, value) => $"\"{key}\":{value}").Array[0, 12]
        .Select(facts => $"{{{string.Join(',', facts)}}}");

    private static readonly Gen<string> Report = Gen.Select(Version, Facts, Facts, Facts, Value, (version, fields, tags, info, other) =>
        $$"""{"appVersion":"{{version}}","extraFieldInfo":{{fields}},"extraTagInfo":{{tags}},"extraInfo":{{info}},"x":{{other}}}""");

    private static readonly Gen<byte[]> Body = Gen.Frequency(
        (6, Report.Select(Encoding.UTF8.GetBytes)),
        (2, Gen.Select(Report, Gen.Int[0, 400],
            (report, length) => Encoding.UTF8.GetBytes(report)[..Math.Min(length, Encoding.UTF8.GetByteCount(report))])),
        (2, Gen.Select(Report, Gen.Int[0, 400], Gen.Byte, (report, at, value) =>
        {
            var bytes = Encoding.UTF8.GetBytes(report);
            bytes[at % bytes.Length] = value;
            return bytes;
        })),
        (1, Value.Select(Encoding.UTF8.GetBytes)),
        (1, Gen.Byte.Array[0, 300]),
        (1, Gen.Int[0, 70_000].Select(length => Encoding.UTF8.GetBytes(RunningResponder.SmallReport.PadRight(length)))));

    /// <summary>Any of them.</summary>
    public static Gen<HostileReport> Requests { get; } = Gen.Select(
        Body,
        Mostly("POST", "GET", "PUT", "HEAD", "DELETE", "PATCH", "OPTIONS", "BREW"),
        Mostly("/v1/check", "/v1/checkupgrade", "/v1/feed", "/v1/feed.sig", "/v1/check/", "/v1/check?x=%00", "/", "/v1/../livez", "/readyz",
            "/%2e%2e/%ff"),
        Mostly("application/json", "application/json; charset=utf-8", "application/json; charset=utf-16", "text/plain", "application/jsonp",
            ";;;", ""),
        Mostly("", "gzip", "br", "gzip;q=2", "*", "br;q=0,gzip;q=0.1", "\"", "identity;q=0", "gzip, gzip, gzip"),
        Gen.Bool,
        (body, method, path, type, coding, isChunked) => new HostileReport(body, method, path, type, coding, isChunked));

    private static Gen<T> Any<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(index => values[index]);

    // Most requests must get as far as their body.
    private static Gen<T> Mostly<T>(T usual, params T[] others) => Gen.Frequency((12, Gen.Const(usual)), (1, Any(others)));
}

/// <summary>One of them.</summary>
/// <param name="Body">The body's bytes.</param>
/// <param name="Method">The method, which need not exist.</param>
/// <param name="Path">Path and query.</param>
/// <param name="Type">Content-Type; empty for none.</param>
/// <param name="Coding">Accept-Encoding; empty for none.</param>
/// <param name="IsChunked">Whether the body hides its length.</param>
internal sealed record HostileReport(byte[] Body, string Method, string Path, string Type, string Coding, bool IsChunked)
{
    /// <summary>The request as a client sends it.</summary>
    public HttpRequestMessage ToMessage()
    {
        var message = new HttpRequestMessage(new HttpMethod(Method), Path);
        message.Content = new ByteArrayContent(Body);
        if (Type != "")
        {
            message.Content.Headers.TryAddWithoutValidation("Content-Type", Type);
        }

        if (Coding != "")
        {
            message.Headers.TryAddWithoutValidation("Accept-Encoding", Coding);
        }

        message.Headers.TransferEncodingChunked = IsChunked;
        return message;
    }

    public override string ToString() => $"{Method} {Path} {Type} {Coding} {IsChunked} {Convert.ToBase64String(Body)}";
}
