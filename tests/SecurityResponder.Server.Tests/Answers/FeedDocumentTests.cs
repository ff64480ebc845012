using System.Text;
using SecurityResponder.Server.Answers;

namespace SecurityResponder.Server.Tests.Answers;

public sealed class FeedDocumentTests
{
    [Theory]
    [InlineData("", "$: expected a JSON object, found nothing")]
    [InlineData("{}", "$.versions: expected a list of releases")]
    [InlineData(Feeds.Bad, "$.versions[1].tags: expected a list")]
    public void A_feed_that_is_none_is_refused_by_its_place(string json, string reason)
    {
        Assert.Equal(new FeedReadResult.Refused(reason), FeedDocument.Read("feed.json", Encoding.UTF8.GetBytes(json)));
    }
}
