using CsCheck;
using SecurityResponder.Clusters;

namespace SecurityResponder.Tests.Clusters;

public sealed class QuantityTests
{
    [Theory]
    [InlineData("4", 4000)]
    [InlineData("3920m", 3920)]
    [InlineData("1.5", 1500)]
    [InlineData("2e3", 2_000_000)]
    [InlineData("2E3", 2_000_000)]
    [InlineData("0", 0)]
    [InlineData("0.5", 500)]
    [InlineData(".5", 500)]
    [InlineData("5.", 5000)]
    [InlineData("+1", 1000)]
    [InlineData("1k", 1_000_000)]
    [InlineData("5e-1", 500)]
    [InlineData("1e-3", 1)]
    public void Cpu_is_read_in_millicores(string text, long millicores) => Assert.Equal(millicores, Quantity.ToMilliunits(text));

    [Theory]
    [InlineData("32805244Ki", 33_592_569_856)]
    [InlineData("16Gi", 17_179_869_184)]
    [InlineData("128974848", 128_974_848)]
    [InlineData("129e6", 129_000_000)]
    [InlineData("129M", 129_000_000)]
    [InlineData("1.5Gi", 1_610_612_736)]
    [InlineData("1Ti", 1_099_511_627_776)]
    [InlineData("1Pi", 1_125_899_906_842_624)]
    [InlineData("1Ei", 1_152_921_504_606_846_976)]
    [InlineData("2G", 2_000_000_000)]
    [InlineData("2T", 2_000_000_000_000)]
    [InlineData("2P", 2_000_000_000_000_000)]
    [InlineData("2E", 2_000_000_000_000_000_000)]
    [InlineData("3e9", 3_000_000_000)]
    [InlineData("922337203685477580e1", 9_223_372_036_854_775_800)]
    public void Memory_is_read_in_bytes(string text, long bytes) => Assert.Equal(bytes, Quantity.ToUnits(text));

    [Theory]
    [InlineData("1u", 1)]
    [InlineData("1001u", 2)]
    [InlineData("1n", 1)]
    [InlineData("1.0001", 1001)]
    [InlineData("0.00000001", 1)]
    [InlineData("3919.1m", 3920)]
    [InlineData("1e-30", 1)]
    [InlineData("1e-999999", 1)]
    public void A_share_of_a_millicore_counts_as_a_whole_one(string text, long millicores) =>
        Assert.Equal(millicores, Quantity.ToMilliunits(text));

    [Theory]
    [InlineData("1.1", 2)]
    [InlineData("100m", 1)]
    [InlineData("0.1Ki", 103)]
    [InlineData("128974848000m", 128_974_848)]
    [InlineData("3323069989462289.68225951765070086143Ki", 3_402_823_669_209_384_635)] // as many binary digits as fit
    public void A_share_of_a_byte_counts_as_a_whole_one(string text, long bytes) => Assert.Equal(bytes, Quantity.ToUnits(text));

    [Theory]
    [InlineData("99999999999999999999")]
    [InlineData("1e400")]
    [InlineData("1e2147483647")]
    [InlineData("9223372036854775807Ei")]
    [InlineData("99999999999999999999999999999999999999Ei")]
    [InlineData("1208925819614629174706176Ei")]
    public void More_than_a_long_holds_is_the_largest_long(string text) => Assert.Equal(long.MaxValue, Quantity.ToUnits(text));

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("+")]
    [InlineData("-1")]
    [InlineData("-0.5")]
    [InlineData("1.2.3")]
    [InlineData("1ki")]
    [InlineData("1K")]
    [InlineData("1KiB")]
    [InlineData("1 Gi")]
    [InlineData(" 1")]
    [InlineData("Gi")]
    [InlineData("e3")]
    [InlineData("1e")]
    [InlineData("1ee3")]
    [InlineData("1e3.5")]
    [InlineData("1e3Ki")]
    [InlineData("0x10")]
    [InlineData("١")]
    [InlineData("NaN")]
    [InlineData("1e99999999999")]
    public void What_is_no_quantity_is_null(string text)
    {
        Assert.Null(Quantity.ToUnits(text));
        Assert.Null(Quantity.ToMilliunits(text));
    }

    [Theory]
    [InlineData(64, 1L)]
    [InlineData(65, null)]
    public void A_quantity_has_at_most_64_characters(int length, long? value) =>
        Assert.Equal(value, Quantity.ToUnits("1e" + new string('0', length - 2)));

    [Fact]
    public void A_text_of_a_megabyte_is_null() => Assert.Null(Quantity.ToUnits(new string('1', 1 << 20)));

    [Fact]
    public void Whole_numbers_are_themselves() =>
        Gen.Long[0, long.MaxValue / 1000]
            .Sample(number => Quantity.ToUnits($"{number}") == number && Quantity.ToMilliunits($"{number}") == number * 1000);

    [Fact]
    public void Milli_units_round_up_to_units() =>
        Gen.Long[0, 1L << 50].Sample(number => Quantity.ToUnits($"{number}m") == (number + 999) / 1000);

    [Fact]
    public void No_text_throws_or_is_negative() => Gen.OneOf(Gen.String, Gen.String["0123456789.eEmunkKMGTPi+-"]).Sample(text =>
        Quantity.ToUnits(text) is null or >= 0 && Quantity.ToMilliunits(text) is null or >= 0);
}
