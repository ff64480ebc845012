using System.Text;
using SecurityResponder.Protocol;

namespace SecurityResponder.Tests.Protocol;

public sealed class WireReaderTests
{
    // 1,000 elements are always allowed, and one more for each 20 bytes. "null," has five, so the limit lies between these numbers.
    [Theory]
    [InlineData(0, true)]
    [InlineData(1332, true)]
    [InlineData(1333, false)]
    [InlineData(100_000, false)]
    public void A_list_of_tiny_elements_is_limited_by_the_length_of_its_text(int elements, bool isAllowed)
    {
        var json = Encoding.UTF8.GetBytes($"[{string.Join(',', Enumerable.Repeat("null", elements))}]");

        Assert.Equal(isAllowed, Record.Exception(() => Count(json)) is null);
    }

    private static int Count(byte[] json)
    {
        WireReader reader = new(json);
        reader.Next();
        var count = 0;
        while (reader.NextElement(count))
        {
            reader.Leave();
            count++;
        }

        return count;
    }
}
