using System.Text;
using SecurityResponder.Protocol;

namespace SecurityResponder.Tests.Protocol;

public sealed class PropertyNameCacheTests
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
        string[] names = ["", "a", new string('n', 32), new string('n', 33), "größe", "\\u0061b"];

        Assert.Equal(["", "a", new string('n', 32), new string('n', 33), "größe", "ab"], Read(names));
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
