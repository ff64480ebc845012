using System.Data.Common;

namespace SecurityResponder.Server.Statistics;

/// <summary>Where figures are read from.</summary>
internal interface IFigureStore
{
    /// <summary>Its queries.</summary>
    FigureSql Sql { get; }

    /// <summary>A connection to read from, open.</summary>
    /// <exception cref="DbException">The store cannot be reached.</exception>
    Task<DbConnection> OpenAsync(CancellationToken cancellationToken);

    /// <summary>A day as the store compares it.</summary>
    object Day(DateOnly day);

    /// <summary>An instant as the store compares it.</summary>
    object Instant(DateTimeOffset instant);
}
