using System.Net;
using Microsoft.AspNetCore.Http;
using SecurityResponder.Server.Http;
using SecurityResponder.Server.Settings;

namespace SecurityResponder.Server.Tests.Http;

public sealed class TrustedProxyTests
{
    [Theory]
    [InlineData("", "192.0.2.1", "203.0.113.9", "192.0.2.1")]
    [InlineData("10.0.0.0/8", "192.0.2.1", "203.0.113.9", "192.0.2.1")]
    [InlineData("10.0.0.0/8", "10.1.2.3", null, "10.1.2.3")]
    [InlineData("10.0.0.0/8", "10.1.2.3", "203.0.113.9", "203.0.113.9")]
    [InlineData("10.0.0.0/8", "::ffff:10.1.2.3", "203.0.113.9", "203.0.113.9")]
    [InlineData("10.0.0.0/8", "10.1.2.3", "8.8.8.8, 203.0.113.9", "203.0.113.9")]
    [InlineData("10.0.0.0/8", "10.1.2.3", "8.8.8.8, 203.0.113.9, 10.9.9.9", "203.0.113.9")]
    [InlineData("10.0.0.0/8", "10.1.2.3", "203.0.113.9:4711", "203.0.113.9")]
    [InlineData("fd00::/8", "fd00::1", "[2001:db8::7]:443", "2001:db8::7")]
    [InlineData("10.0.0.0/8", "10.1.2.3", "8.8.8.8, unknown", "10.1.2.3")]
    [InlineData("10.0.0.0/8", "10.1.2.3", "", "10.1.2.3")]
    [InlineData("10.0.0.0/8", "10.1.2.3", "8.8.8.8,10.0.0.1,10.0.0.1,10.0.0.1,10.0.0.1,10.0.0.1,10.0.0.1,10.0.0.1,10.0.0.1", "10.0.0.1")]
    public void The_client_is_the_last_of_the_chain_that_is_no_trusted_proxy(string trusted, string peer, string? chain, string client)
    {
        var context = new DefaultHttpContext();
        context.Connection.RemoteIpAddress = IPAddress.Parse(peer);
        if (chain is not null)
        {
            context.Request.Headers["X-Forwarded-For"] = chain;
        }

        Assert.Equal(client, new TrustedProxies(ServerOptionTable.Networks(trusted)).Client(context)?.ToString());
    }
}
