using System.Buffers;
using System.Collections.Frozen;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using SecurityResponder.Releases;

namespace SecurityResponder.Server.Reports;

/// <summary>Reads a report in any of the request shapes that clients send.</summary>
internal static class ReportReader
{
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 8 };

    // Known and dropped: appVersion already has the first, and the second may name a company.
    private static readonly string[] Dropped = ["kubernetesVersion", "system-default-registry"];

    // For each key on the wire, its column (null for a dropped key) and its rank among the keys of that column.
    private static readonly FrozenDictionary<string, (int? Column, int Rank)> Keys =
        ReportColumn.All.SelectMany((column, index) => column.Keys.Select((key, rank) => (key, Value: ((int?)index, rank))))
            .Concat(Dropped.Select(key => (key, Value: ((int?)null, 0)))).ToFrozenDictionary(entry => entry.key, entry => entry.Value);

    // Looks up a name without allocating a string: a report has about 25 keys.
    private static readonly FrozenDictionary<string, (int? Column, int Rank)>.AlternateLookup<ReadOnlySpan<char>> KeysByText =
        Keys.GetAlternateLookup<ReadOnlySpan<char>>();

    private const int MaxKeyLength = 64;

    private static readonly int MaxKeys = ReportColumn.All.Max(column => column.Keys.Length);

    /// <summary>Reads a report. Unknown keys are skipped and counted. No input throws.</summary>
    /// <param name="body">The request body.</param>
    /// <param name="schema">The keys and values to store; null for every key that has a column.</param>
    public static ReportReadResult Read(ReadOnlySequence<byte> body, RequestSchema? schema = null)
    {
        try
        {
            using var document = JsonDocument.Parse(body, Options);
            return Read(document.RootElement, schema);
        }
        // InvalidOperationException: a lone surrogate or a byte that is not UTF-8.
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return new ReportReadResult.Malformed("$", "well-formed JSON in UTF-8");
        }
    }

    private static ReportReadResult Read(JsonElement root, RequestSchema? schema)
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            return new ReportReadResult.Malformed("$", "a JSON object");
        }

        var parts = ReportParts.Of(root);
        if (parts.WrongType(schema) is { } malformed)
        {
            return malformed;
        }

        if (parts.Version.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null
            || ReleaseVersion.TryParse(parts.Version.GetString()) is not { } version)
        {
            return ReportReadResult.WithoutVersion.Instance;
        }

        if (schema?.Version.Has(parts.Version) == false)
        {
            return new ReportReadResult.Excluded(version);
        }

        var unknown = parts.Unknown;
        return Values(Find(parts, schema, ref unknown), version, unknown);
    }

    private static ReportReadResult Values((string Place, JsonProperty Fact)?[] found, ReleaseVersion version, UnknownKeys? unknown)
    {
        var values = new object?[ReportColumn.All.Length];
        for (var i = 0; i < values.Length; i++)
        {
            var column = ReportColumn.All[i];
            if (column.Kind == ColumnKind.Flag)
            {
                values[i] = false;
            }

            if (found[i] is not var (place, fact))
            {
                continue;
            }

            try
            {
                values[i] = ColumnValue.Of(column, fact.Value) ?? values[i];
            }
            catch (InvalidValueException exception)
            {
                var path = $"{place}.{fact.Name}";
                return exception.IsMalformed
                    ? new ReportReadResult.Malformed(path, exception.Message)
                    : new ReportReadResult.InvalidValue(path, exception.Message);
            }
        }

        return new ReportReadResult.Readable(new ClusterReport(version, values), unknown);
    }

    // For each column: the first place that has one of its keys, and there the key with the lowest rank. Of a repeated key the last value
    // counts, as in Go.
    private static (string Place, JsonProperty Fact)?[] Find(ReportParts parts, RequestSchema? schema, ref UnknownKeys? unknown)
    {
        var found = new (string Place, JsonProperty Fact)?[ReportColumn.All.Length];
        var ranks = new int[found.Length];
        Array.Fill(ranks, int.MaxValue);
        var replaced = schema is null ? null : parts.ReplacedKeys();
        for (var place = 0; place < ReportParts.Places.Length; place++)
        {
            if (parts.Infos[place].ValueKind != JsonValueKind.Object)
            {
                continue;
            }

            foreach (var property in parts.Infos[place].EnumerateObject())
            {
                if (replaced is not null && ReportParts.IsOfFormerTags(place) && replaced.Contains(property.Name))
                {
                    continue;
                }

                var isWanted = schema?.Allows(place, property) != false;
                var key = KeyOf(property);
                if (key is null || !isWanted)
                {
                    (unknown ??= new UnknownKeys()).Add(property.Name);
                }

                if (!isWanted || key?.Column is not { } column || place * MaxKeys + key.Value.Rank > ranks[column])
                {
                    continue;
                }

                found[column] = (ReportParts.Places[place], property);
                ranks[column] = place * MaxKeys + key.Value.Rank;
            }
        }

        return found;
    }

    private static (int? Column, int Rank)? KeyOf(JsonProperty property)
    {
        var raw = JsonMarshal.GetRawUtf8PropertyName(property);
        Span<char> name = stackalloc char[MaxKeyLength];
        // A name that is not ASCII, has escapes or is very long is rare: a string is allocated for it.
        return raw.Length <= MaxKeyLength && !raw.Contains((byte)'\\') && Ascii.ToUtf16(raw, name, out var length) == OperationStatus.Done
            ? KeysByText.TryGetValue(name[..length], out var plain) ? plain : null
            : Keys.TryGetValue(property.Name, out var key) ? key : null;
    }
}
