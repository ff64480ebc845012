using System.Text;
using SecurityResponder.Options;

namespace SecurityResponder.Tests.Options;

public sealed class OptionTableTests
{
    private static readonly ProgramOption[] All =
    [
        new("--mode", "APP_MODE", "A|B", "what the report contains", "A"),
        new(null, "APP_BUNDLE", "FILE", "file of the public CAs", null),
        new("--verbose", null, null, "log debug lines", null),
        new("--a-long-flag-name", "APP_LONG", "PLACEHOLDER", string.Join(' ', Enumerable.Repeat("word", 30)), null),
    ];

    [Fact]
    public void Help_has_usage_meaning_default_and_variable_in_100_columns()
    {
        var lines = OptionTable.Help(All).Split('\n');

        Assert.Equal("  --mode A|B               what the report contains (default: A) [APP_MODE]", lines[0]);
        Assert.Equal("  APP_BUNDLE               file of the public CAs", lines[1]);
        Assert.Equal("  --verbose                log debug lines", lines[2]);
        Assert.Equal("  --a-long-flag-name PLACEHOLDER", lines[3]);
        Assert.StartsWith(new string(' ', 27) + "word word", lines[4]);
        Assert.All(lines, line => Assert.InRange(line.Length, 0, 100));
    }

    [Theory]
    [InlineData(60)]
    [InlineData(77)]
    public void Help_in_fewer_columns_has_the_same_words(int columns)
    {
        var narrow = OptionTable.Help(All, columns);

        Assert.All(narrow.Split('\n'), line => Assert.InRange(line.Length, 0, columns));
        Assert.Equal(Words(OptionTable.Help(All)), Words(narrow));
        Assert.Contains("\n        file of the public CAs\n", narrow);

        static string[] Words(string text) => text.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries);
    }

    [Fact]
    public void A_line_is_filled_to_the_last_column()
    {
        var output = new StringBuilder();
        WrappedText.AppendParagraph(output, "abc def ghi", 7);
        WrappedText.AppendEntry(output, "-x", "abc def ghi", 4, 11);

        Assert.Equal("abc def\nghi\n-x  abc def\n    ghi\n", output.ToString());
    }

    [Fact]
    public void Markdown_is_a_table_with_bars_escaped() => Assert.StartsWith(
        """
        | flag | variable | meaning | default |
        | --- | --- | --- | --- |
        | `--mode A\|B` | `APP_MODE` | what the report contains | A |
        |  | `APP_BUNDLE` | file of the public CAs |  |
        | `--verbose` |  | log debug lines |  |

        """,
        OptionTable.Markdown(All));

    [Theory]
    [InlineData(null, 0)]
    [InlineData("FILE", 1)]
    [InlineData("OLD NEW", 2)]
    public void A_flag_takes_as_many_values_as_its_placeholder_has_words(string? placeholder, int values) =>
        Assert.Equal(values, new ProgramOption("--flag", null, placeholder, "a meaning", null).ValueCount);

    [Fact]
    public void An_invalid_value_is_named_with_what_was_expected()
    {
        var option = new ProgramOption<int>(
            "--n", "N", "NUMBER", "a number", null, (_, value) => OptionValue.Number(value, 1, 9, "1 to 9"));

        Assert.Equal(7, option.With(0, "--n", "7"));
        Assert.Equal(3, option.FromEnvironment(3, _ => ""));
        Assert.Equal("N is \"10\", expected 1 to 9", Assert.Throws<FormatException>(() => option.FromEnvironment(0, _ => "10")).Message);
        Assert.Throws<FormatException>(() => option.With(0, "--n", "-1"));
    }
}
