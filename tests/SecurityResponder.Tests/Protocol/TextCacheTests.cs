using System.Text;
using SecurityResponder.Protocol;

namespace SecurityResponder.Tests.Protocol;

public sealed class TextCacheTests
{
    private static readonly string[] Names =
    [
        "id", "aliases", "published", "modified", "withdrawn", "summary", "details", "severity", "type", "score", "affected", "package",
        "ecosystem", "name", "ranges", "events", "introduced", "fixed", "last_affected", "limit", "versions", "ecosystem_specific",
        "custom_ranges", "imports", "path", "goos", "symbols", "references", "url", "database_specific", "severity_source", "exploited",
        "epss", "conditions", "component", "operating_systems", "reason", "source", "required_action", "workaround", "vex", "status",
    ];

    [Fact]
    public void Names_of_an_advisory_do_not_displace_each_other()
    {
        var (first, second) = (Read(Names), Read(Names));

        Assert.Equal(Names, first);
        Assert.All(first.Zip(second), pair => Assert.Same(pair.First, pair.Second));
    }

    [Fact]
    public void Other_names_are_read_as_they_are()
    {
        string[] names = ["", "a", new string('n', 48), new string('n', 49), "größe", "\\u0061b"];

        Assert.Equal(["", "a", new string('n', 48), new string('n', 49), "größe", "ab"], Read(names));
    }

    [Fact]
    public void Repeated_values_are_one_object_and_others_are_read_as_they_are()
    {
        string[] values = ["Go", "", "Go", new string('v', 48), new string('v', 49), "k8s.io/kubernetes", "\\u0061b", "größe"];

        var (first, second) = (ReadValues(values), ReadValues(values));

        Assert.Equal(["Go", "", "Go", new string('v', 48), new string('v', 49), "k8s.io/kubernetes", "ab", "größe"], first);
        Assert.Same(first[0], first[2]);
        Assert.Same(first[5], second[5]);
    }

    [Fact]
    public void A_repeated_value_that_is_no_text_is_refused()
    {
        var exception = Assert.Throws<WireFormatException>(() =>
        {
            WireReader reader = new("3"u8);
            reader.Next();
            return reader.RepeatedText();
        });

        Assert.Equal("text", exception.Expected);
    }

    private static List<string?> ReadValues(string[] values)
    {
        var json = $"[{string.Join(',', values.Select(value => $"\"{value}\""))}]";
        WireReader reader = new(Encoding.UTF8.GetBytes(json));
        reader.Next();
        var read = new List<string?>();
        while (reader.NextElement(read.Count))
        {
            read.Add(reader.RepeatedText());
            reader.Leave();
        }

        return read;
    }

    private static List<string> Read(string[] names)
    {
        var json = $"{{{string.Join(',', names.Select(name => $"\"{name}\":null"))}}}";
        WireReader reader = new(Encoding.UTF8.GetBytes(json));
        reader.Next();
        var read = new List<string>();
        while (reader.NextProperty() is { } name)
        {
            read.Add(name);
            reader.Leave();
        }

        return read;
    }
}
