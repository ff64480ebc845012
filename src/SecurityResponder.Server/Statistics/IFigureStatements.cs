namespace SecurityResponder.Server.Statistics;

/// <summary>The SQL statements of a store. Their parameters are @dev, @first and @last (days), @from (the start of @first), and @value0,
/// @value1, … for the conditions that have a value.</summary>
internal interface IFigureStatements : IFleetStatements
{
    /// <summary>Returns the days of a window and their number of clusters.</summary>
    string ClustersByDay { get; }

    /// <summary>Sets the name of a cluster: @cluster, @name.</summary>
    string SetName { get; }

    /// <summary>Removes the name of a cluster: @cluster.</summary>
    string RemoveName { get; }

    /// <summary>Returns the days of a window and their number of clusters, for the clusters that meet the conditions.</summary>
    string MatchingClustersByDay(bool isUntilToday, IReadOnlyList<FigureCondition> conditions);

    /// <summary>Returns the name of a column, a value and its number of clusters: of each column the most frequent values, at most @limit;
    /// and <see cref="NamedCount.All"/>.</summary>
    string ClustersByValue(IReadOnlyList<FigureColumn> columns, bool isUntilToday, IReadOnlyList<FigureCondition> conditions);

    /// <summary>Returns the time of the stored snapshot, and the name, the value and the number of clusters of its rows of @window
    /// (days) and @dev.</summary>
    string Snapshot { get; }

    /// <summary>Returns the rows of a new snapshot: the window (days; its start is a parameter, e.g. @from7), the kind of build, the name,
    /// the value and the number of clusters; of each name at most @limit values.</summary>
    string CountSnapshot { get; }
}

/// <summary>A condition that a cluster must meet.</summary>
/// <param name="Column">A column of its latest report.</param>
/// <param name="HasValue">True when the column must have the value of the parameter with the condition's index, false when it must be
/// NULL.</param>
internal sealed record FigureCondition(FigureColumn Column, bool HasValue);
