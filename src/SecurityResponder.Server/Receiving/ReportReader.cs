using System.Buffers;
using System.Text.Json;
using SecurityResponder.Releases;

namespace SecurityResponder.Server.Receiving;

/// <summary>Reads a request's body, in any of the shapes that clients send.</summary>
internal static class ReportReader
{
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 8 };

    // Where a fact is looked for: Longhorn's deprecated `extraInfo` stands behind `extraTagInfo`, which replaced it.
    private static readonly string[] Places = ["extraFieldInfo", "extraTagInfo", "extraInfo"];

    /// <summary>Whatever the bytes, the outcome is a value. Keys that nobody knows are skipped.</summary>
    public static ReportRead Read(ReadOnlySequence<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body, Options);
            return Read(document.RootElement);
        }
        // The second is what a lone surrogate or a byte that is not UTF-8 ends in.
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return new ReportRead.Malformed("$", "well-formed JSON in UTF-8");
        }
    }

    private static ReportRead Read(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object) return new ReportRead.Malformed("$", "a JSON object");
        if (Misplaced(root) is { } place) return new ReportRead.Malformed(place, "an object");
        if (!root.TryGetProperty("appVersion", out var named) || named.ValueKind == JsonValueKind.Null)
            return new ReportRead.OutOfSchema("appVersion", "a version such as v1.35.7+rke2r1");
        if (named.ValueKind != JsonValueKind.String) return new ReportRead.Malformed("appVersion", "text");
        if (ReleaseVersion.TryParse(named.GetString()) is not { } version)
            return new ReportRead.OutOfSchema("appVersion", "a version such as v1.35.7+rke2r1");
        return Values(root, version);
    }

    private static ReportRead Values(JsonElement root, ReleaseVersion version)
    {
        var values = new object?[ReportColumn.All.Count];
        for (var i = 0; i < values.Length; i++)
        {
            var column = ReportColumn.All[i];
            if (column.Kind == ColumnKind.Mark) values[i] = false;
            if (Find(root, column) is not var (path, element)) continue;
            try
            {
                values[i] = ColumnValue.Of(column, element) ?? values[i];
            }
            catch (RefusedValueException refused)
            {
                return refused.IsMalformed
                    ? new ReportRead.Malformed(path, refused.Message)
                    : new ReportRead.OutOfSchema(path, refused.Message);
            }
        }

        return new ReportRead.Readable(new ClusterReport(version, values));
    }

    private static string? Misplaced(JsonElement root) => Places.FirstOrDefault(place =>
        root.TryGetProperty(place, out var info) && info.ValueKind is not (JsonValueKind.Object or JsonValueKind.Null));

    private static (string Path, JsonElement Element)? Find(JsonElement root, ReportColumn column)
    {
        foreach (var place in Places)
        {
            if (!root.TryGetProperty(place, out var info) || info.ValueKind != JsonValueKind.Object) continue;
            foreach (var key in column.Keys)
                if (info.TryGetProperty(key, out var element)) return ($"{place}.{key}", element);
        }

        return null;
    }
}
