using System.Data.Common;

namespace SecurityResponder.Server.Statistics;

/// <summary>A store that figures are read from.</summary>
internal interface IFigureStore
{
    /// <summary>Its statements.</summary>
    IFigureStatements Statements { get; }

    /// <summary>Opens a connection.</summary>
    /// <exception cref="DbException">The store cannot be reached.</exception>
    Task<DbConnection> OpenAsync(CancellationToken cancellationToken);

    /// <summary>Begins the transaction of a statement with a filter, which may read many clusters; null when the store needs
    /// none.</summary>
    /// <exception cref="DbException">The store cannot be reached.</exception>
    Task<DbTransaction?> BeginFilteringAsync(DbConnection connection, CancellationToken cancellationToken);

    /// <summary>Converts a day to the type that the store compares days by.</summary>
    object Day(DateOnly day);

    /// <summary>Converts an instant to the type that the store compares instants by.</summary>
    object Instant(DateTimeOffset instant);
}
