using SecurityResponder.Proxies;

namespace SecurityResponder.Tests.Proxies;

/// <summary><c>NO_PROXY</c> as Go understands it. The answers are those of golang.org/x/net/http/httpproxy 0.7.0.</summary>
public sealed class EnvironmentProxyTests
{
    private const string Answers = """
        proxy  |  | https://responder.example/
        direct |  | https://localhost/
        direct |  | https://localhost:8443/
        direct |  | https://127.0.0.1/
        direct |  | https://127.8.8.8/
        direct |  | https://[::1]/
        proxy  |  | https://sub.localhost/
        direct | * | https://responder.example/
        direct | a.example,* | https://10.0.0.1/
        direct | *,a.example | https://responder.example/
        direct | example | https://responder.example/
        direct | responder.example | https://responder.example/
        direct | responder.example | https://sub.responder.example/
        proxy  | responder.example | https://notresponder.example/
        direct | RESPONDER.Example | https://responder.example/
        direct | responder.example | https://RESPONDER.EXAMPLE/
        direct | .example | https://responder.example/
        proxy  | .responder.example | https://responder.example/
        direct | *.example | https://responder.example/
        proxy  | *.responder.example | https://responder.example/
        direct | *.responder.example | https://a.b.responder.example/
        proxy  | *responder.example | https://responder.example/
        proxy  | respond* | https://responder.example/
        direct |  responder.example  | https://responder.example/
        direct | a.example, ,responder.example | https://responder.example/
        proxy  | a.example responder.example | https://responder.example/
        direct | responder.example:443 | https://responder.example/
        proxy  | responder.example:443 | http://responder.example/
        direct | responder.example:80 | http://responder.example/
        direct | responder.example:8443 | https://responder.example:8443/
        proxy  | responder.example:8443 | https://responder.example/
        direct | responder.example: | https://responder.example/
        direct | .example:8443 | https://responder.example:8443/
        direct | *.example:8443 | https://responder.example:8443/
        proxy  | *.example:443 | https://responder.example:8443/
        proxy  | :443 | https://responder.example/
        direct | 10.42.0.0/16 | https://10.42.7.9/
        proxy  | 10.42.0.0/16 | https://10.43.7.9/
        direct | 10.42.7.9/16 | https://10.42.1.1/
        proxy  | 10.42.0.0/16 | https://responder.example/
        proxy  | 10.42.0.0/16:443 | https://10.42.7.9/
        proxy  | 10.42.0.0/33 | https://10.42.0.0/
        direct | 10.42.0.0/0 | https://192.0.2.1/
        direct | 10.42.7.9/32 | https://10.42.7.9/
        direct | 10.42.7.8/31 | https://10.42.7.9/
        direct | 10.42.7.9 | https://10.42.7.9/
        proxy  | 10.42.7.9 | https://10.42.7.90/
        direct | 10.42.7.9:443 | https://10.42.7.9/
        proxy  | 10.42.7.9:80 | https://10.42.7.9/
        proxy  | 10.42 | https://10.42.7.9/
        proxy  | 10.42. | https://10.42.7.9/
        proxy  | 010.42.7.9 | https://10.42.7.9/
        direct | fd00::/8 | https://[fd00::7]/
        proxy  | fd00::/8 | https://[fe80::7]/
        direct | fd00::7 | https://[fd00::7]/
        direct | fd00::7 | https://[fd00:0:0::7]/
        proxy  | [fd00::7] | https://[fd00::7]/
        direct | [fd00::7]:443 | https://[fd00::7]/
        proxy  | [fd00::7]:80 | https://[fd00::7]/
        direct | FD00::7 | https://[fd00::7]/
        direct | ::ffff:10.42.7.9 | https://10.42.7.9/
        direct | 10.42.0.0/16 | https://[::ffff:10.42.7.9]/
        proxy  | ::/0 | https://10.42.7.9/
        proxy  | 0.0.0.0/0 | https://[fd00::7]/
        proxy  | [fd00::]/8 | https://[fd00::7]/
        direct | .svc,.cluster.local,10.42.0.0/16,10.43.0.0/16,192.168.0.0/16 | https://alertmanager.monitoring.svc/
        direct | .svc,.cluster.local,10.42.0.0/16,10.43.0.0/16,192.168.0.0/16 | https://alertmanager.monitoring.svc.cluster.local/
        direct | .svc,.cluster.local,10.42.0.0/16,10.43.0.0/16,192.168.0.0/16 | https://192.168.4.5:8443/
        proxy  | .svc,.cluster.local,10.42.0.0/16,10.43.0.0/16,192.168.0.0/16 | https://security-responder.rke2.io/
        proxy  | responder.example | https://responder.example./
        proxy  | responder.example. | https://responder.example/
        direct | bücher.example | https://xn--bcher-kva.example/
        direct | xn--bcher-kva.example | https://bücher.example/
        proxy  | . | https://responder.example/
        proxy  | *. | https://responder.example/
        direct | localhost | https://sub.localhost/
        direct | ::ffff:0:0/96 | https://10.42.7.9/
        proxy  | http://responder.example | https://responder.example/
        """;

    public static TheoryData<string, string, bool> Cases
    {
        get
        {
            var cases = new TheoryData<string, string, bool>();
            foreach (var line in Answers.Split('\n'))
            {
                var cells = line.Split(" | ");
                cases.Add(cells[1], cells[2], cells[0].Trim() == "proxy");
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_request_uses_the_proxy_when_it_does_in_Go(string noProxy, string address, bool usesProxy)
    {
        var proxy = new EnvironmentProxy(new Dictionary<string, string>
        {
            ["HTTP_PROXY"] = "http://proxy.example:3128",
            ["HTTPS_PROXY"] = "http://proxy.example:3128",
            ["NO_PROXY"] = noProxy,
        }.GetValueOrDefault);

        Assert.Equal(usesProxy ? "proxy.example:3128" : null, proxy.For(new(address)));
    }

    [Theory]
    [InlineData("HTTPS_PROXY", "https://a.example/", "proxy.example:3128")]
    [InlineData("https_proxy", "https://a.example/", "proxy.example:3128")]
    [InlineData("HTTP_PROXY", "http://a.example/", "proxy.example:3128")]
    [InlineData("http_proxy", "http://a.example/", "proxy.example:3128")]
    [InlineData("ALL_PROXY", "http://a.example/", "proxy.example:3128")]
    [InlineData("all_proxy", "https://a.example/", "proxy.example:3128")]
    [InlineData("HTTP_PROXY", "https://a.example/", null)]
    [InlineData("HTTPS_PROXY", "http://a.example/", null)]
    public void Each_variable_is_for_its_scheme(string variable, string address, string? proxy) =>
        Assert.Equal(proxy, Of(variable, "proxy.example:3128").For(new(address)));

    [Theory]
    [InlineData("proxy.example:3128", "http://proxy.example:3128/")]
    [InlineData("http://proxy.example", "http://proxy.example/")]
    [InlineData("https://proxy.example:8443", "https://proxy.example:8443/")]
    [InlineData("socks5://proxy.example:1080", "socks5://proxy.example:1080/")]
    [InlineData("socks5h://proxy.example:1080", "socks5://proxy.example:1080/")]
    [InlineData("http://user:secret-7@proxy.example:3128", "http://proxy.example:3128/")]
    public void The_address_of_the_proxy_has_no_password(string value, string expected)
    {
        var address = Of("HTTPS_PROXY", value).GetProxy(new("https://a.example/"))!;

        Assert.Equal(expected, address.AbsoluteUri);
    }

    [Fact]
    public void User_name_and_password_are_for_the_proxy_only()
    {
        var proxy = Of("HTTPS_PROXY", "http://us%40er:secret%3A7@proxy.example:3128");

        var credential = proxy.GetCredential(new("http://proxy.example:3128"), "Basic")!;
        Assert.Equal(("us@er", "secret:7"), (credential.UserName, credential.Password));
        Assert.Null(proxy.GetCredential(new("https://a.example/"), "Basic"));
    }

    [Theory]
    [InlineData("HTTPS_PROXY", "ftp://user:secret-7@proxy.example")]
    [InlineData("http_proxy", "http://user:secret-7@")]
    [InlineData("ALL_PROXY", "http://user:secret-7@proxy.example:99999")]
    public void Another_value_is_refused_without_its_password(string variable, string value)
    {
        var exception = Assert.Throws<FormatException>(() => Of(variable, value));

        Assert.Equal($"{variable} is not the address of a proxy, expected http://HOST:PORT", exception.Message);
    }

    [Fact]
    public void An_empty_variable_counts_as_unset() => Assert.Null(Of("HTTPS_PROXY", "").For(new("https://a.example/")));

    private static EnvironmentProxy Of(string variable, string value) =>
        new(new Dictionary<string, string> { [variable] = value }.GetValueOrDefault);
}
