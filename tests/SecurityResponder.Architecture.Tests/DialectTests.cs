using System.Text.RegularExpressions;

namespace SecurityResponder.Architecture.Tests;

/// <summary>Names that are the same in all the code. The compiler's analyzers have no rule for them.</summary>
public sealed partial class DialectTests
{
    [Fact]
    public void A_caught_exception_is_named_exception() => Assert.Empty(Matches(OtherExceptionName()));

    [Fact]
    public void An_upper_bound_is_named_Max() => Assert.Empty(Matches(OtherBoundName()));

    // RCS0056 does not look at comments.
    [Fact]
    public void A_comment_has_at_most_140_columns() => Assert.Empty(Matches(WideComment()));

    [Theory]
    [InlineData("catch (IOException e)", true)]
    [InlineData("catch (System.Net.Http.HttpRequestException failure) when (failure.StatusCode is null)", true)]
    [InlineData("catch (IOException exception)", false)]
    [InlineData("catch (IOException)", false)]
    public void Another_name_of_an_exception_is_found(string line, bool isFound) =>
        Assert.Equal(isFound, OtherExceptionName().IsMatch(line));

    [Theory]
    [InlineData("private const int LongestKey = 64;", true)]
    [InlineData("public static readonly TimeSpan MostWait = TimeSpan.FromSeconds(1);", true)]
    [InlineData("private const int MaxKeyLength = 64;", false)]
    [InlineData("/// <summary>Longest wait for an answer.</summary>", false)]
    public void Another_name_of_an_upper_bound_is_found(string line, bool isFound) =>
        Assert.Equal(isFound, OtherBoundName().IsMatch(line));

    private static IEnumerable<string> Matches(Regex rule) =>
        from file in Repository.Sources
        from line in File.ReadLines(file).Select((text, index) => (Text: text, Number: index + 1))
        where rule.IsMatch(line.Text) && !line.Text.Contains("[InlineData(", StringComparison.Ordinal)
        select $"{Path.GetRelativePath(Repository.Root, file)}:{line.Number}: {line.Text.Trim()}";

    [GeneratedRegex(@"^(?=\s*//).{141,}$")]
    private static partial Regex WideComment();

    [GeneratedRegex(@"\bcatch \([\w.<>]+ (?!exception\))\w+\)")]
    private static partial Regex OtherExceptionName();

    [GeneratedRegex(@"\b(const|static readonly) [\w.<>?\[\]]+ (Most|Longest|Largest|Greatest|Highest|Upper)[A-Z]\w*")]
    private static partial Regex OtherBoundName();
}
