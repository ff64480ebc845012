using System.Data.Common;

namespace SecurityResponder.Server.Storage;

/// <summary>A store that figures are read from.</summary>
internal interface IFigureStore
{
    /// <summary>The common table expression <c>latest</c> of a window that ends today: the latest report of each cluster.</summary>
    string LatestReports { get; }

    /// <summary>The common table expression <c>latest</c> of a window that ended earlier: the latest report of each cluster in it.</summary>
    string LatestReportsOfWindow { get; }

    /// <summary>Opens a connection.</summary>
    /// <exception cref="DbException">The store cannot be reached.</exception>
    Task<DbConnection> OpenAsync(CancellationToken cancellationToken);

    /// <summary>Converts a day to the type that the store compares days by.</summary>
    object Day(DateOnly day);

    /// <summary>Converts an instant to the type that the store compares instants by.</summary>
    object Instant(DateTimeOffset instant);
}
