using System.Net;
using CsCheck;
using SecurityResponder.Server.Pages;

namespace SecurityResponder.Pages.Tests;

public sealed class HtmlTests
{
    private static readonly string[] Items = ["a&b", "c"];

    [Fact]
    public void A_value_is_text_wherever_it_stands()
    {
        var value = "</td><script>alert(1)</script>\" onload='x' &amp;";
        var html = Html.Of($"""<td title="{value}">{value}</td>""").ToString();

        Assert.DoesNotContain("<script", html, StringComparison.Ordinal);
        Assert.Equal("<td title=\"\"></td>", html.Replace(Html.Of($"{value}").ToString(), "", StringComparison.Ordinal));
    }

    [Fact]
    public void Any_value_comes_out_of_the_markup_as_it_went_in() => Gen.String.Sample(value =>
    {
        var html = Html.Of($"{value}").ToString();
        // Half a surrogate is no character; the encoder puts the replacement character there.
        var expected = string.Concat(value.EnumerateRunes().Select(rune => rune.ToString()));
        return !html.AsSpan().ContainsAny("<>\"'") && WebUtility.HtmlDecode(html) == expected;
    });

    [Fact]
    public void Markup_in_markup_is_not_encoded_again() =>
        Assert.Equal("<ul><li>a&amp;b</li><li>c</li></ul>", Html.Of($"<ul>{Items.Select(item => Html.Of($"<li>{item}</li>"))}</ul>").ToString());

    [Theory]
    [InlineData("two\nlines", "two\ufffdlines")]
    [InlineData("\u202egnp.exe", "\ufffdgnp.exe")]
    [InlineData("\u0000\u001b[31m", "\ufffd\ufffd[31m")]
    [InlineData("zero\u200bwidth\ufeff", "zero\ufffdwidth\ufffd")]
    [InlineData("Übung, 日本語, 😀", "Übung, 日本語, 😀")]
    public void What_cannot_be_seen_is_shown_as_such(string text, string shown) => Assert.Equal(shown, Html.Visible(text));

    [Fact]
    public void Half_a_character_is_none() => Assert.Equal("a\ufffdb", Html.Visible("a\ud800b"));
}
