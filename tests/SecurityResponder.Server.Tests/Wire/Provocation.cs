using SecurityResponder.Server.Tests.Checks;

namespace SecurityResponder.Server.Tests.Wire;

/// <summary>A way to ask, well or badly, that is tried on every operation: it goes over the connection as it stands here.</summary>
/// <param name="Headers">Its headers, each with its line's end.</param>
/// <param name="Body">Its body, whatever the headers say of it.</param>
internal sealed record Provocation(string Headers = "", string Body = "")
{
    private const string Json = "Content-Type: application/json\r\n";

    /// <summary>What is asked for where a path has a name in it.</summary>
    public string Name { get; private init; } = "version";

    /// <summary>What follows the path.</summary>
    public string Query { get; private init; } = "";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Provocation> All { get; } =
    [
        Of(RunningResponder.SmallReport),
        Of(RunningResponder.SmallReport, Json + "If-None-Match: *\r\n"),
        Of("{"),
        Of("""{"appVersion":1}"""),
        Of("""{"appVersion":"v1.34.1","extraTagInfo":{"dev":"perhaps"}}"""),
        Of(RunningResponder.SmallReport, "Content-Type: text/plain\r\n"),
        new(Json + "Content-Length: 52428800\r\n"),
        new(Json + "Content-Length: 700\r\n", "{"),
        new(Json + "Transfer-Encoding: chunked\r\n", "nonsense\r\n"),
        new($"X: {new string('a', 9 * 1024)}\r\n"),
        Of(RunningResponder.SmallReport) with { Query = "?" + new string('a', 2 * 1024) },
        Of(RunningResponder.SmallReport) with { Name = "nothing" },
    ];

    /// <summary>Tries it on an operation.</summary>
    /// <param name="address">Where.</param>
    /// <param name="operation">The operation.</param>
    /// <param name="client">The client's address, as a trusted proxy says it.</param>
    public async Task<WireAnswer> TryAsync(Uri address, WireOperation operation, string client)
    {
        using var connection = new RawConnection(address);
        var path = operation.Path.Replace("{name}", Name, StringComparison.Ordinal) + Query;
        await connection.SendAsync($"{operation.Method} {path} HTTP/1.1\r\nHost: a\r\nX-Forwarded-For: {client}\r\n{Headers}\r\n{Body}");
        var (status, headers) = await connection.HeadAsync();
        // Nothing follows the headers of an answer to HEAD; what they say of it is what GET would get.
        var type = operation.Method == "HEAD" ? null : headers.GetValueOrDefault("Content-Type")?.Split(';')[0];
        return new WireAnswer(operation.Method, operation.Path, status, type, headers.Keys);
    }

    private static Provocation Of(string body, string headers = Json) => new($"{headers}Content-Length: {body.Length}\r\n", body);
}
