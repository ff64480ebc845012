using System.Globalization;
using System.Text;

namespace SecurityResponder.Client.Tests.Logging;

/// <summary>A parsed line of logfmt.</summary>
internal sealed record LogLine(string Level, string Message, IReadOnlyDictionary<string, string> Fields)
{
    public string this[string field] => Fields[field];

    /// <summary>Parses a line; the test fails when it is not valid logfmt.</summary>
    public static LogLine Parse(string line)
    {
        var fields = new Dictionary<string, string>();
        for (var at = 0; at < line.Length;)
        {
            var equals = line.IndexOf('=', at);
            Assert.True(equals > at, $"no field at {at} of {line}");
            var name = line[at..equals];
            Assert.True(name.All(char.IsAsciiLetterOrDigit), $"'{name}' is no name in {line}");
            at = equals + 1;
            fields.Add(name, at < line.Length && line[at] == '"' ? Quoted(line, ref at) : Bare(line, ref at));
            Assert.True(at == line.Length || line[at++] == ' ', $"no space at {at} of {line}");
        }

        return new(fields["level"], fields["msg"], fields);
    }

    private static string Bare(string line, ref int at)
    {
        var end = line.IndexOf(' ', at);
        var text = end < 0 ? line[at..] : line[at..end];
        Assert.DoesNotContain('"', text);
        at += text.Length;
        return text;
    }

    private static string Quoted(string line, ref int at)
    {
        var text = new StringBuilder();
        for (at++; line[at] != '"'; at++)
        {
            if (line[at] != '\\')
            {
                text.Append(line[at]);
            }
            else
            {
                text.Append(Escaped(line, ref at));
            }
        }

        at++;
        return text.ToString();
    }

    private static char Escaped(string line, ref int at)
    {
        switch (line[++at])
        {
            case 'n': return '\n';
            case 'r': return '\r';
            case 't': return '\t';
            case 'u':
                at += 4;
                return (char)ushort.Parse(line.AsSpan(at - 3, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
            default: return line[at];
        }
    }
}
