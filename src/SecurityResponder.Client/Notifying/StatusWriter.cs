using System.Globalization;
using System.Text.Json;
using SecurityResponder.Assessments;
using SecurityResponder.Protocol;
using SecurityResponder.Text;

namespace SecurityResponder.Client.Notifying;

/// <summary>Writes fields of the status object within the limits of its schema.</summary>
/// <param name="json">Receives the fields.</param>
/// <param name="isForDigest">Whether the output is only hashed: numbers of nodes are left out, so that nodes that come and go are no
/// change.</param>
internal sealed class StatusWriter(Utf8JsonWriter json, bool isForDigest)
{
    /// <summary>Characters of a version or an id.</summary>
    public const int MaxVersionLength = 128;

    /// <summary>Characters of a name.</summary>
    public const int MaxNameLength = 64;

    /// <summary>Characters of a sentence in a list.</summary>
    public const int MaxSentenceLength = 256;

    /// <summary>Characters of any other text.</summary>
    public const int MaxTextLength = 512;

    /// <summary>Writes a text; nothing for null.</summary>
    public void Text(string name, string? value, int maxLength)
    {
        if (value is not null)
        {
            json.WriteString(name, SafeText.Line(value, maxLength));
        }
    }

    /// <summary>Writes an address; nothing for null or when it is too long, because half an address is useless.</summary>
    public void Url(string name, string? value, int maxLength) => Text(name, value?.Length > maxLength ? null : value, maxLength);

    /// <summary>Writes a version; nothing for null.</summary>
    public void Version(string name, object? version) => Text(name, version?.ToString(), MaxVersionLength);

    /// <summary>Writes a day in UTC; nothing for null.</summary>
    public void Day(string name, DateTimeOffset? instant) =>
        Text(name, instant?.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), MaxNameLength);

    /// <summary>Writes a number.</summary>
    public void Number(string name, int value) => json.WriteNumber(name, value);

    /// <summary>Writes a boolean.</summary>
    public void Boolean(string name, bool value) => json.WriteBoolean(name, value);

    /// <summary>Writes a number of nodes; nothing for null.</summary>
    public void Nodes(string name, int? count)
    {
        if (count is { } known && !isForDigest)
        {
            json.WriteNumber(name, known);
        }
    }

    /// <summary>Writes an object.</summary>
    public void Object(string name, Action write)
    {
        json.WriteStartObject(name);
        write();
        json.WriteEndObject();
    }

    /// <summary>Writes numbers of CVEs by severity.</summary>
    public void Counts(string name, SeverityCounts counts) => Object(name, () =>
    {
        Number("total", counts.Total);
        Number("exploited", counts.Exploited);
        Severities(counts);
    });

    /// <summary>Writes one number for each severity.</summary>
    public void Severities(SeverityCounts counts)
    {
        Number("critical", counts.Critical);
        Number("high", counts.High);
        Number("medium", counts.Medium);
        Number("low", counts.Low);
        Number("unrated", counts.Unrated);
    }

    /// <summary>Writes a list of texts.</summary>
    public void Texts(string name, IEnumerable<string> values, int maxLength)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
        {
            json.WriteStringValue(SafeText.Line(value, maxLength));
        }

        json.WriteEndArray();
    }

    /// <summary>Writes a list of objects that has a limit of items and of bytes.</summary>
    /// <returns>The number of items that were left out.</returns>
    public int List<T>(string name, IReadOnlyList<T> items, ListLimit limit, Action<StatusWriter, T> write)
    {
        json.WriteStartArray(name);
        var (written, bytes) = (0, 0);
        while (written < items.Count && written < limit.MaxItems)
        {
            var item = ToJson(items[written], write);
            bytes += item.Length;
            if (bytes > limit.MaxBytes)
            {
                break;
            }

            json.WriteRawValue(item.Span, skipInputValidation: true);
            written++;
        }

        json.WriteEndArray();
        return items.Count - written;
    }

    /// <summary>Writes a list of objects, and behind it, unless it is zero, how many were left out.</summary>
    public void ShortList<T>(string name, IReadOnlyList<T> items, ListLimit limit, Action<StatusWriter, T> write)
    {
        if (List(name, items, limit, write) is var omitted and > 0)
        {
            Number(name + "Omitted", omitted);
        }
    }

    private ReadOnlyMemory<byte> ToJson<T>(T item, Action<StatusWriter, T> write) => JsonBytes.Of(one =>
    {
        one.WriteStartObject();
        write(new StatusWriter(one, isForDigest), item);
        one.WriteEndObject();
    });
}

/// <summary>The limit of a list.</summary>
/// <param name="MaxItems">Items; the schema has the same limit.</param>
/// <param name="MaxBytes">Bytes of all items.</param>
internal sealed record ListLimit(int MaxItems, int MaxBytes);
