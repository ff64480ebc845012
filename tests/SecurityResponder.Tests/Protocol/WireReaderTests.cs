using System.Text;
using SecurityResponder.Protocol;

namespace SecurityResponder.Tests.Protocol;

public sealed class WireReaderTests
{
    [Theory]
    [InlineData(0, true)]
    [InlineData(40_000, true)]
    [InlineData(40_001, false)]
    public void The_elements_of_a_document_are_limited(int elements, bool isAllowed)
    {
        var json = Encoding.UTF8.GetBytes($"[{string.Join(',', Enumerable.Repeat("null", elements))}]");

        Assert.Equal(isAllowed, Record.Exception(() => Count(json)) is null);
    }

    [Theory]
    [InlineData(199, 40_000, true)]
    [InlineData(200, 20_000, true)]
    [InlineData(200, 20_001, false)]
    public void A_long_text_counts_as_several_elements(int length, int elements, bool isAllowed)
    {
        var json = Encoding.UTF8.GetBytes($"[{string.Join(',', Enumerable.Repeat($"\"{new string('a', length)}\"", elements))}]");

        Assert.Equal(isAllowed, Record.Exception(() => Count(json)) is null);
    }

    [Theory]
    [InlineData("0.25", 0.25)]
    [InlineData("-1e3", -1000.0)]
    [InlineData("null", null)]
    public void A_fraction_is_a_number(string json, double? number) => Assert.Equal(number, Fraction(json));

    [Theory]
    [InlineData("1e999")]
    [InlineData("-1e999")]
    [InlineData("\"0.25\"")]
    [InlineData("true")]
    public void What_is_no_finite_number_is_refused(string json) =>
        Assert.Equal("a number", Assert.Throws<WireFormatException>(() => Fraction(json)).Expected);

    private static double? Fraction(string json)
    {
        WireReader reader = new(Encoding.UTF8.GetBytes(json));
        reader.Next();
        return reader.Fraction();
    }

    private static int Count(byte[] json)
    {
        WireReader reader = new(json);
        reader.Next();
        var count = 0;
        while (reader.NextElement(count))
        {
            reader.Text();
            reader.Leave();
            count++;
        }

        return count;
    }
}
