using SecurityResponder.Server.Http;

namespace SecurityResponder.Server.Tests.Answers;

public sealed class ContentCodingTests
{
    [Theory]
    [InlineData(null, ContentCoding.Identity)]
    [InlineData("", ContentCoding.Identity)]
    [InlineData("gzip", ContentCoding.Gzip)]
    [InlineData("GZIP", ContentCoding.Gzip)]
    [InlineData("br", ContentCoding.Brotli)]
    [InlineData("gzip, deflate, br", ContentCoding.Brotli)]
    [InlineData("gzip, br;q=0.5", ContentCoding.Gzip)]
    [InlineData("gzip;q=0, br;q=0", ContentCoding.Identity)]
    [InlineData("br;q=0, *", ContentCoding.Gzip)]
    [InlineData("*", ContentCoding.Brotli)]
    [InlineData("*;q=0", ContentCoding.Identity)]
    [InlineData("identity", ContentCoding.Identity)]
    [InlineData("zstd", ContentCoding.Identity)]
    [InlineData("gzip;q=high", ContentCoding.Identity)]
    public void The_coding_is_the_one_that_the_asker_likes_best(string? accepted, object coding)
    {
        Assert.Equal(coding, ContentCodings.Best(accepted));
    }
}
