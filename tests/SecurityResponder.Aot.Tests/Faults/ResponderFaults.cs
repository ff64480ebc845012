using SecurityResponder.Fakes;

namespace SecurityResponder.Aot.Tests.Faults;

/// <summary>Faults of the network and of the responder. A run by hand then ends with 1, because it has no advice.</summary>
internal static class ResponderFaults
{
    private const string NotDelivered = "report not delivered";
    private const string Untrusted = NotDelivered + "*the issuer (CN=test authority) is not known here";
    private const string NotUnderstood = "the answer cannot be parsed";
    private const string Refused = "the responder rejected the report";

    // A TLS alert: handshake_failure, fatal (RFC 8446, section 6).
    private const string Alert = "\u0015\u0003\u0003\u0000\u0002\u0002\u0028";

    public static async Task<IReadOnlyList<Fault>> MakeAsync(FaultEnvironment setup) =>
        [.. await TrustAsync(setup), .. Connections(setup), .. await StatusesAsync(setup), .. await BodiesAsync(setup), .. Proxies(setup)];

    private static async Task<IReadOnlyList<Fault>> TrustAsync(FaultEnvironment setup)
    {
        FakeResponder unknown = await setup.ResponderAsync(Answer.Json(200, "{}"));
        FakeResponder elsewhere = await setup.ResponderAsync(Answer.Json(200, "{}"), "elsewhere.example");
        FakeResponder plain = await setup.PlainResponderAsync(Answer.Json(200, "{}"));
        return
        [
            At("authority unknown", Untrusted, unknown.Endpoint.AbsoluteUri),
            At("authority another", Untrusted, unknown.Endpoint.AbsoluteUri, "--ca-file", elsewhere.CaFile),
            At("wrong host", NotDelivered + "*for another host name", elsewhere.Endpoint.AbsoluteUri, "--ca-file", elsewhere.CaFile),
            At("no TLS", NotDelivered + "*does not speak TLS", $"https://127.0.0.1:{plain.Port}/v1/check"),
            At("TLS where none is expected", NotDelivered, $"http://127.0.0.1:{unknown.Port}/v1/check"),
            At("handshake refused", NotDelivered + "*TLS failed", $"https://{setup.Peer(Alert)}/v1/check"),
            At("handshake broken off", NotDelivered + "*TLS failed", $"https://{setup.Peer("")}/v1/check"),
        ];
    }

    private static IReadOnlyList<Fault> Connections(FaultEnvironment setup) =>
    [
        At("no such host", NotDelivered + "*cannot be resolved", "https://responder.invalid/v1/check"),
        At("connection refused", NotDelivered + "*ConnectionRefused", "https://127.0.0.1:1/v1/check"),
        At("no HTTP", NotDelivered + "*not valid HTTP", $"http://{setup.Peer("220 smtp.example ESMTP\r\n")}/v1/check"),
        At("no answer at all", NotDelivered, $"http://{setup.Peer("")}/v1/check"),
        At("half a header", NotDelivered, $"http://{setup.Peer("HTTP/1.1 200 OK\r\nContent-")}/v1/check"),
        At("header without end", NotDelivered + "*headers are too long",
            $"http://{setup.Peer("HTTP/1.1 200 OK\r\nX: " + new string('x', 100_000) + "\r\n\r\n")}/v1/check"),
        At("chunk of no length", NotDelivered,
            $"http://{setup.Peer("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n{}\r\n")}/v1/check"),
    ];

    private static async Task<IReadOnlyList<Fault>> StatusesAsync(FaultEnvironment setup)
    {
        List<Fault> faults = [];
        foreach (int status in (int[])[400, 401, 403, 404, 410, 413])
        {
            faults.Add(await AnswerAsync(setup, $"answer {status}", $"{Refused}*{status} ", Answer.Json(status, "{}")));
        }

        foreach (int status in (int[])[408, 429, 500, 503])
        {
            faults.Add(
                await AnswerAsync(setup, $"answer {status}", $"{NotDelivered}*{status} ", Answer.Json(status, "").WithRetryAfter(0)));
        }

        faults.Add(await AnswerAsync(setup, "redirect elsewhere", Refused, Answer.Redirect("https://elsewhere.example/v1/check")));
        faults.Add(await AnswerAsync(setup, "redirect to http", Refused, Answer.Redirect("http://127.0.0.1/v1/check")));
        faults.Add(await AnswerAsync(setup, "redirect to nowhere", Refused, Answer.Redirect("https://:0:/")));
        return faults;
    }

    private static async Task<IReadOnlyList<Fault>> BodiesAsync(FaultEnvironment setup)
    {
        Dictionary<string, string> bodies = new()
        {
            ["nothing"] = "",
            ["a web page"] = "<html>Please log in</html>",
            ["an array"] = "[]",
            ["a number"] = "7",
            ["null"] = "null",
            ["half"] = """{"versions":[{"name":""",
            ["two"] = "{}{}",
            ["versions as a number"] = """{"versions":7}""",
            ["versions of numbers"] = """{"versions":[7]}""",
            ["a broken escape"] = """{"versions":[{"name":"\ud800\x"}]}""",
            ["a control character"] = "{\"versions\":[{\"name\":\"\u0001\"}]}",
            ["an interval of words"] = """{"versions":[],"requestIntervalInMinutes":"soon"}""",
            ["a nest"] = new string('[', 5000),
        };
        List<Fault> faults = [];
        foreach ((string name, string body) in bodies)
        {
            faults.Add(await AnswerAsync(setup, "answer of " + name, NotUnderstood, Answer.Json(200, body)));
        }

        faults.Add(
            await AnswerAsync(setup, "answer without end", NotUnderstood + "*longer than", Answer.Endless("{\"versions\":[", "{},")));
        faults.Add(await AnswerAsync(setup, "answer broken off", NotDelivered + "*broke off", Answer.Aborted("{\"versions\":[")));
        faults.Add(
            await AnswerAsync(setup, "no answer in time", NotDelivered + "*no complete answer within 1 s", Answer.Never, "--timeout", "1"));
        return faults;
    }

    private static IReadOnlyList<Fault> Proxies(FaultEnvironment setup) =>
    [
        Through("proxy refuses", NotDelivered + "*proxy", "http://" + setup.Peer("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n")),
        Through("proxy wants a password", NotDelivered + "*proxy",
            "http://" + setup.Peer(
                "HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=x\r\nContent-Length: 0\r\n\r\n")),
        Through("proxy away", NotDelivered + "*ConnectionRefused", "http://127.0.0.1:1"),
        Through("proxy without a name", NotDelivered + "*cannot be resolved", "http://proxy.invalid:3128"),
        Through("proxy hangs up", NotDelivered, "http://" + setup.Peer("")),
        Through("proxy by SOCKS away", NotDelivered, "socks5://127.0.0.1:1"),
        Through("proxy by SOCKS that is none", NotDelivered, "socks5://" + setup.Peer("HTTP/1.1 400 Bad Request\r\n\r\n")),
    ];

    private static async Task<Fault> AnswerAsync(FaultEnvironment setup, string name, string words, Answer answer, params string[] more)
    {
        FakeResponder responder = await setup.ResponderAsync(answer);
        return At(name, words, responder.Endpoint.AbsoluteUri, ["--ca-file", responder.CaFile, .. more]);
    }

    private static Fault Through(string name, string words, string proxy) =>
        At(name, words, "https://responder.example/v1/check") with
        {
            Environment = new Dictionary<string, string> { ["HTTPS_PROXY"] = proxy },
        };

    private static Fault At(string name, string words, string endpoint, params string[] more) =>
        new($"responder: {name}", 1, words, ["--cluster-dump", Published.SampleDump, "--endpoint", endpoint, "--verbose", .. more]);
}
