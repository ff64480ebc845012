using CsCheck;
using Microsoft.Extensions.Logging;
using SecurityResponder.Client.Logging;

namespace SecurityResponder.Client.Tests.Logging;

/// <summary>Lines as Rancher's components write them (<see href="https://github.com/sirupsen/logrus"/>, its text formatter).</summary>
public sealed class LogfmtTests
{
    // All UTF-16 code units, including lone surrogates, with special characters more often.
    internal static readonly Gen<string> Texts = Gen.OneOf(
        Gen.Char,
        Gen.OneOf(
            '"', '\\', '\n', '\r', '\t', ' ', '=', '\u001b', '\u007f', '\u0085', '\u009b', '\u2028', '\u202e', '\ud83d', '\ude00', 'a'))
        .Array[0, 40].Select(characters => new string(characters));

    [Theory]
    [InlineData("v1.35.7+rke2r1", "v1.35.7+rke2r1")]
    [InlineData("a/b_c@d^e-f", "a/b_c@d^e-f")]
    [InlineData("", "\"\"")]
    [InlineData("two words", "\"two words\"")]
    [InlineData("a=b", "\"a=b\"")]
    [InlineData("https://a.example/v1", "\"https://a.example/v1\"")]
    [InlineData("say \"no\" to C:\\", "\"say \\\"no\\\" to C:\\\\\"")]
    [InlineData("one\ntwo\r\tthree", "\"one\\ntwo\\r\\tthree\"")]
    [InlineData("\u001b[31mred", "\"\\u001b[31mred\"")]
    [InlineData("\u202egnp.exe", "\"\\u202egnp.exe\"")]
    [InlineData("Bünde 日本", "\"Bünde 日本\"")]
    public void A_value_is_quoted_where_logrus_quotes_it(string value, string expected) =>
        Assert.Equal(
            $"time=\"2026-11-24T08:00:00Z\" level=info msg=\"a text\" value={expected} event=901", Logged.Text(LogFormat.Logfmt, value));

    [Fact]
    public void Numbers_and_booleans_are_not_quoted_and_unknown_fields_are_omitted()
    {
        Assert.Equal(
            "time=\"2026-11-24T08:00:00Z\" level=warning msg=\"two values\" count=-7 known=true event=902",
            Logged.Numbers(LogFormat.Logfmt, -7, true));
        Assert.Equal("time=\"2026-11-24T08:00:00Z\" level=info msg=\"a text\" event=901", Logged.Text(LogFormat.Logfmt, null));
    }

    [Fact]
    public void Debug_lines_are_written_only_when_asked_for()
    {
        Assert.Empty(Logged.Debug(LogLevel.Information));
        Assert.Equal("time=\"2026-11-24T08:00:00Z\" level=debug msg=\"a whisper\" event=903", Logged.Debug(LogLevel.Debug));
    }

    [Fact]
    public void Any_value_is_one_line_that_parses_back_and_cannot_control_the_terminal() => Texts.Sample(value =>
    {
        var line = Logged.Text(LogFormat.Logfmt, value);

        Assert.Equal(value, LogLine.Parse(line)["value"]);
        Assert.DoesNotContain(line, character => char.IsControl(character) || character is '\u2028' or '\u2029' or '\u202e');
    });
}
