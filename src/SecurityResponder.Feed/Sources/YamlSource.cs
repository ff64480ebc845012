using System.Globalization;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.RepresentationModel;

namespace SecurityResponder.Feed.Sources;

/// <summary>Parses YAML files.</summary>
internal static class YamlSource
{
    private const int MaxBytes = 8 << 20;
    private const int MaxDepth = 32;

    /// <summary>The mapping that a file contains.</summary>
    /// <exception cref="InvalidSourceException">It contains something else, or exceeds a limit.</exception>
    public static YamlPlace Read(SourceFile file)
    {
        if (file.Bytes.Length > MaxBytes)
        {
            throw InvalidSourceException.Of(file.Name, $"the file has more than {MaxBytes} bytes");
        }

        try
        {
            var text = file.Text;
            CheckStructure(file, text);
            var stream = new YamlStream();
            stream.Load(new StringReader(text));
            return stream.Documents.Count > 0 ? new YamlPlace(file, stream.Documents[0].RootNode) : throw file.Fault(1, "a mapping");
        }
        catch (YamlException exception)
        {
            throw file.Fault(exception.Start.Line, "well-formed YAML");
        }
        catch (Exception exception) when (exception is InvalidOperationException or ArgumentException or IndexOutOfRangeException)
        {
            // The scanner of YamlDotNet throws these for some faults, without a place.
            throw file.Fault(null, "well-formed YAML");
        }
    }

    // The tree is built and compared by recursion: a deep document, or one that contains itself, would overflow the stack. No source
    // has aliases.
    private static void CheckStructure(SourceFile file, string text)
    {
        var parser = new Parser(new StringReader(text));
        for (var depth = 0; parser.MoveNext();)
        {
            var line = parser.Current!.Start.Line;
            depth += parser.Current.NestingIncrease;
            if (depth > MaxDepth)
            {
                throw file.Fault(line, $"at most {MaxDepth} levels");
            }

            if (parser.Current is AnchorAlias)
            {
                throw file.Fault(line, "YAML without aliases");
            }
        }
    }
}

/// <summary>A node of a YAML file, with its line for messages.</summary>
/// <param name="File">The file.</param>
/// <param name="Node">The node.</param>
internal readonly record struct YamlPlace(SourceFile File, YamlNode Node)
{
    /// <summary>The line, from 1.</summary>
    public long Line => Node.Start.Line;

    /// <summary>The keys of the mapping.</summary>
    public IEnumerable<string> Keys =>
        Node is YamlMappingNode mapping ? mapping.Children.Keys.Select(key => key is YamlScalarNode { Value: { } name } ? name : "") : [];

    /// <summary>The text; null for an empty value.</summary>
    /// <exception cref="InvalidSourceException">It is no text.</exception>
    public string? Text => Node is YamlScalarNode scalar
        ? scalar.Style == ScalarStyle.Plain && scalar.Value is "" or "null" or "~" ? null : scalar.Value
        : throw Fault("text");

    /// <summary>The elements of the list.</summary>
    /// <exception cref="InvalidSourceException">It is no list.</exception>
    public IEnumerable<YamlPlace> Items
    {
        get
        {
            var file = File;
            return Node is YamlSequenceNode list ? list.Children.Select(child => new YamlPlace(file, child)) : throw Fault("a list");
        }
    }

    /// <summary>A value of the mapping; null when it is missing.</summary>
    /// <exception cref="InvalidSourceException">The node is no mapping.</exception>
    public YamlPlace? Find(string key)
    {
        var mapping = Node as YamlMappingNode ?? throw Fault("a mapping");
        return mapping.Children.TryGetValue(new YamlScalarNode(key), out var value) ? new YamlPlace(File, value) : null;
    }

    /// <summary>The elements of a list in the mapping; empty when it is missing.</summary>
    public IEnumerable<YamlPlace> ItemsOf(string key) => Find(key)?.Items ?? [];

    /// <summary>A text of the mapping; null when it is missing or empty.</summary>
    public string? TextOf(string key) => Find(key)?.Text;

    /// <summary>A text that the mapping must have.</summary>
    /// <exception cref="InvalidSourceException">It is missing or empty.</exception>
    public string RequiredText(string key) => TextOf(key) ?? throw Fault($"a value for {key}");

    /// <summary>A date of the mapping; null when it is missing.</summary>
    /// <exception cref="InvalidSourceException">It is no date.</exception>
    public DateOnly? DateOf(string key)
    {
        if (Find(key) is not { Text: { } text } value)
        {
            return null;
        }

        return DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            ? date : throw value.Fault("a date such as 2026-11-24");
    }

    /// <summary>A fault at this node.</summary>
    public InvalidSourceException Fault(string expected) => File.Fault(Line, expected);
}
