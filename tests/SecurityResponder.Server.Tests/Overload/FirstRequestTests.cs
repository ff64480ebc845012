using System.Text;
using SecurityResponder.Server.Overload;

namespace SecurityResponder.Server.Tests.Overload;

public sealed class FirstRequestTests
{
    [Theory]
    [InlineData("GET / HTTP/1.1\r\nHost: a\r\n\r\n")]
    [InlineData("POST /v1/check HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\n{}")]
    [InlineData("POST /v1/check HTTP/1.1\r\nhost: a\r\ncontent-length:2\r\nX: y\r\n\r\n{}")]
    [InlineData("POST /v1/check HTTP/1.1\r\nHost: a\r\nContent-Length: 2 \r\n\r\n{}GET /")]
    [InlineData("POST /v1/check HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n")]
    public void A_request_with_all_its_headers_and_its_body_is_whole(string said) => Assert.True(IsWhole(said));

    [Theory]
    [InlineData("")]
    [InlineData("GET / HTTP/1.1\r\nHost: a\r\n")]
    [InlineData("GET / HTTP/1.1\nHost: a\n\n")]
    [InlineData("POST /v1/check HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\n{")]
    [InlineData("POST /v1/check HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999999999999999\r\n\r\n{}")]
    [InlineData("POST /v1/check HTTP/1.1\r\nHost: a\r\nContent-Length: \r\n\r\n{}")]
    [InlineData("POST /v1/check HTTP/1.1\r\nHost: a\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n")]
    public void One_that_may_go_on_is_not(string said) => Assert.False(IsWhole(said));

    [Theory]
    [InlineData("GET /livez HTTP/1.1\r\n\r\n", true)]
    [InlineData("GET /readyz HTTP/1.1\r\nHost: a\r\n\r\n", true)]
    [InlineData("GET /v1/healthcheck HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n", true)]
    [InlineData("GET /livez HTTP/1.1\r\nHost: ", false)]
    [InlineData("GET /live\r\n\r\n", false)]
    [InlineData("POST /v1/check HTTP/1.1\r\nHost: a\r\nX: GET /livez\r\n\r\n", false)]
    public void Who_asks_whether_the_program_lives_is_known_once_the_headers_are_there(string said, bool isForHealth) =>
        Assert.Equal(isForHealth, new FirstRequest(Encoding.ASCII.GetBytes(said)).IsForHealth);

    private static bool IsWhole(string said) => new FirstRequest(Encoding.ASCII.GetBytes(said)).IsWhole;
}
