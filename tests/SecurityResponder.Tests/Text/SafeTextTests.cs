using System.Globalization;
using System.Text;
using System.Text.Json;
using CsCheck;
using SecurityResponder.Text;

namespace SecurityResponder.Tests.Text;

public sealed class SafeTextTests
{
    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    // Every UTF-16 code unit, halves of surrogate pairs included, and often those that matter most.
    private static readonly Gen<string> Texts = Gen.OneOf(
        Gen.Char.Select(character => character.ToString()),
        Gen.OneOf('"', '\\', '\n', '\r', '\t', '\u001b', '\u007f', '\u0085', '\u2028', '\u202e', '\u200b', '\ud83d', '\ude00', '=', ',',
            'a')
            .Select(character => character.ToString()),
        Gen.OneOf("😀", "\U000E0041", "日本", "…"))
        .Array[0, 60].Select(string.Concat);

    [Theory]
    [InlineData("v1.34.5+rke2r1", "v1.34.5+rke2r1")]
    [InlineData("Bünde 日本 😀", "Bünde 日本 😀")]
    [InlineData("one\ntwo\r\tthree\0", "one?two??three?")]
    [InlineData("\u001b[31mred\u009b", "?[31mred?")]
    [InlineData("delete\u007f next\u0085", "delete? next?")]
    [InlineData("\u202egnp.exe\u202c \u2066x\u2069", "?gnp.exe? ?x?")]
    [InlineData("a\u200eb\u200fc\u061cd", "a?b?c?d")]
    [InlineData("a\u200bb\u200dc\ufeffd\u00ade\u2060f", "a?b?c?d?e?f")]
    [InlineData("a\u3164b\u115fc\u2800d\u034fe\ufe0f", "a?b?c?d?e?")]
    [InlineData("a\u180bb\u180fc\ufe00d", "a?b?c?d")]
    [InlineData("a\u2028b\u2029c", "a?b?c")]
    [InlineData("tag \U000E0041", "tag ?")]
    public void A_line_has_no_unsafe_characters(string text, string expected) => Assert.Equal(expected, SafeText.Line(text));

    [Theory]
    [InlineData("0123456789", "0123456789")]
    [InlineData("012345678\n", "012345678?")]
    public void A_text_that_just_fits_is_not_cut(string text, string expected) => Assert.Equal(expected, SafeText.Line(text, 10));

    [Fact]
    public void A_JSON_document_for_people_keeps_its_values_and_line_breaks_and_has_no_unsafe_character() => Texts.Sample(text =>
    {
        var printed = SafeText.Json(JsonSerializer.Serialize(new Dictionary<string, string> { ["a"] = text }, Indented));

        Assert.Equal(3, printed.Split('\n').Length);
        Assert.All(printed.Split('\n'), line => Assert.Equal(line, SafeText.Line(line, int.MaxValue)));
        using var read = JsonDocument.Parse(printed);
        Assert.Equal(Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)), read.RootElement.GetProperty("a").GetString());
    });

    [Fact]
    public void Halves_of_surrogate_pairs_are_unsafe()
    {
        Assert.Equal("half ? and ?", SafeText.Line("half \ud83d and \ude00"));
        Assert.Equal("\"\\ufffd\"", SafeText.YamlScalar("\ud83d"));
        Assert.Equal("\"\\ufffd\"", Quoted(SafeText.AppendJson, "\ud83d"));
        Assert.Equal("\"\\ud83d\"", Quoted(SafeText.AppendLogfmt, "\ud83d"));
    }

    [Theory]
    [InlineData(100, 100, "")]
    [InlineData(101, 100, "…(+8)")]
    [InlineData(5000, 100, "…(+4908)")]
    [InlineData(50, 20, "…")]
    [InlineData(50, 1, "…")]
    [InlineData(50, 0, "")]
    public void A_longer_text_ends_with_how_much_was_cut(int length, int maxLength, string end)
    {
        var line = SafeText.Line(new string('a', length), maxLength);

        Assert.InRange(line.Length, 0, maxLength);
        Assert.EndsWith(end, line, StringComparison.Ordinal);
        Assert.Equal(line.Length - end.Length, line.Count(character => character == 'a'));
    }

    [Fact]
    public void The_number_in_the_mark_is_what_is_missing() => Gen.Select(Gen.Int[32, 300], Gen.Int[0, 900]).Sample((maxLength, more) =>
    {
        var line = SafeText.Line(new string('a', maxLength + more), maxLength);
        var printed = line.Count(character => character == 'a');

        Assert.Equal(more == 0 ? "" : $"…(+{maxLength + more - printed})", line[printed..]);
    });

    [Fact]
    public void A_cut_splits_no_character() => Assert.DoesNotContain('?', SafeText.Line(string.Concat(Enumerable.Repeat("😀", 100)), 51));

    [Fact]
    public void A_safe_text_is_returned_as_it_is()
    {
        const string Text = "CVE-2026-1 affects etcd, fixed in v1.34.9+rke2r1";

        Assert.Same(Text, SafeText.Line(Text));
        Assert.Same(Text, SafeText.Label(Text));
    }

    [Fact]
    public void Any_line_is_safe_short_enough_and_stays_the_same() => Gen.Select(Texts, Gen.Int[0, 80]).Sample((text, maxLength) =>
    {
        var line = SafeText.Line(text, maxLength);

        AssertSafe(line);
        Assert.InRange(line.Length, 0, maxLength);
        Assert.Equal(line, SafeText.Line(line, maxLength));
    });

    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("+1", "'+1")]
    [InlineData("-1", "'-1")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("＝1+1", "'＝1+1")]
    [InlineData("=HYPERLINK(\"a\",\"b\")", "\"'=HYPERLINK(\"\"a\"\",\"\"b\"\")\"")]
    [InlineData("x;=HYPERLINK(1)", "\"x;'=HYPERLINK(1)\"")]
    [InlineData("x; ＝1;;@a;y", "\"x;' ＝1;;'@a;y\"")]
    [InlineData(";=1", "\";'=1\"")]
    [InlineData(" =1", "' =1")]
    [InlineData("x;y", "\"x;y\"")]
    [InlineData("a,b", "\"a,b\"")]
    [InlineData("2-5", "2-5")]
    [InlineData("two\r\nlines", "two\ufffd\ufffdlines")]
    [InlineData("", "")]
    public void A_cell_is_no_formula_and_one_cell(string text, string cell) => Assert.Equal(cell, SafeText.CsvCell(text));

    [Fact]
    public void Any_cell_is_safe_and_one_cell() => Texts.Sample(text =>
    {
        var cell = SafeText.CsvCell(text);

        AssertSafe(cell);
        Assert.DoesNotMatch("^\"?[=+\\-@]", cell);
        Assert.True(cell is ['"', .., '"'] ? !cell[1..^1].Replace("\"\"", "").Contains('"') : !cell.AsSpan().ContainsAny('"', ','), cell);
    });

    [Theory]
    [InlineData("plain", "\"plain\"")]
    [InlineData("say \"no\" to C:\\", "\"say \\\"no\\\" to C:\\\\\"")]
    [InlineData("one\ntwo\r\tthree", "\"one\\ntwo\\r\\tthree\"")]
    [InlineData("\u001b[31m \u202e", "\"\\u001b[31m \\u202e\"")]
    [InlineData("\U000E0041", "\"\\udb40\\udc41\"")]
    public void Logfmt_and_JSON_escape_in_the_same_way(string text, string expected)
    {
        Assert.Equal(expected, Quoted(SafeText.AppendLogfmt, text));
        Assert.Equal(expected, Quoted(SafeText.AppendJson, text));
    }

    [Fact]
    public void Any_JSON_string_is_safe_and_reads_back() => Texts.Sample(text =>
    {
        var json = Quoted(SafeText.AppendJson, text);
        var whole = string.Concat(text.EnumerateRunes().Select(rune => rune.ToString()));

        AssertSafe(json);
        Assert.Equal(whole, JsonDocument.Parse(json).RootElement.GetString());
    });

    [Theory]
    [InlineData("v1.34.9+rke2r1", "\"v1.34.9+rke2r1\"")]
    [InlineData("a: b # c\n- d", "\"a: b # c\\n- d\"")]
    [InlineData("\U000E0041", "\"\\U000e0041\"")]
    public void A_YAML_scalar_is_quoted(string text, string expected) => Assert.Equal(expected, SafeText.YamlScalar(text));

    [Fact]
    public void A_quoted_text_is_limited_before_it_is_escaped()
    {
        var json = JsonDocument.Parse(Quoted(SafeText.AppendJson, new string('\n', 10_000))).RootElement.GetString()!;

        Assert.InRange(json.Length, SafeText.MaxQuotedLength - 10, SafeText.MaxQuotedLength);
        Assert.EndsWith(")", json, StringComparison.Ordinal);
    }

    private static string Quoted(Action<StringBuilder, string> append, string text)
    {
        var output = new StringBuilder();
        append(output, text);
        return output.ToString();
    }

    // The rule once more, character by character.
    private static void AssertSafe(string text)
    {
        Assert.DoesNotContain('\ufffd', text.Replace("\ufffd", "").EnumerateRunes().Select(rune => rune.ToString()[0]));
        foreach (var rune in text.EnumerateRunes())
        {
            Assert.False(
                Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator
                    or UnicodeCategory.ParagraphSeparator || rune.Value is 0x034F or 0x115F or 0x1160 or 0x2800 or 0x3164 or 0xFFA0,
                $"U+{rune.Value:X4}");
        }
    }
}
