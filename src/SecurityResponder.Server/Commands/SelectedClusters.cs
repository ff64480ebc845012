using System.Globalization;
using System.Text;
using SecurityResponder.Server.Reports;
using SecurityResponder.Server.Settings;
using SecurityResponder.Text;

namespace SecurityResponder.Server.Commands;

/// <summary>The clusters that a purge selected in a store.</summary>
/// <param name="Count">Their number.</param>
/// <param name="Reports">The number of their reports.</param>
/// <param name="Sample">Some of them, as lines of text.</param>
internal sealed record SelectedClusters(long Count, long Reports, IReadOnlyList<string> Sample)
{
    /// <summary>The number of clusters in a sample.</summary>
    public const int SampleSize = 10;

    /// <summary>The columns of a sample after the id.</summary>
    public static IReadOnlyList<string> SampleColumns { get; } = ["received_at", "app_version", "os", "arch", "cni_plugin", "country"];

    private static readonly string[] OtherColumns = ["app_version", "kubernetes_version", "country"];

    /// <summary>Returns a column that patterns can match.</summary>
    /// <exception cref="InvalidSettingsException">There is no such column of text.</exception>
    public static string Column(ValuePattern pattern)
    {
        var columns = ReportColumn.All.Where(column => column.Kind is ColumnKind.Text or ColumnKind.TextOrNone)
            .Select(column => column.Name).Concat(OtherColumns).ToList();
        return columns.Contains(pattern.Column)
            ? pattern.Column
            : throw new InvalidSettingsException(
                $"--match has no column {SafeText.Line(pattern.Column)}, expected {string.Join(", ", columns)}");
    }

    /// <summary>Describes a cluster as one line.</summary>
    /// <param name="id">Its keyed hash.</param>
    /// <param name="values">The values of <see cref="SampleColumns"/>.</param>
    public static string Line(byte[] id, IEnumerable<object?> values)
    {
        var line = new StringBuilder("  ").Append(Convert.ToHexStringLower(id.AsSpan(0, 6)));
        foreach (var (column, value) in SampleColumns.Zip(values))
        {
            var text = value is DateTime time ? time.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture) : value as string;
            line.Append(CultureInfo.InvariantCulture, $" {column}={SafeText.Line(text ?? "?", 40)}");
        }

        return line.ToString();
    }
}
