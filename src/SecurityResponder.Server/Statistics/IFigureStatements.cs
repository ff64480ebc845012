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

    /// <summary>Returns the most frequent values of a column and their number of clusters, at most @limit.</summary>
    string ClustersByValue(FigureColumn column, bool isUntilToday, IReadOnlyList<FigureCondition> conditions);

    /// <summary>Returns the number of clusters.</summary>
    string ClusterCount(bool isUntilToday, IReadOnlyList<FigureCondition> conditions);

    /// <summary>Returns the id, the name, the time of the latest report and <see cref="FigureColumn.All"/> of each cluster, at most
    /// @limit.</summary>
    string Clusters(bool isUntilToday, IReadOnlyList<FigureCondition> conditions);
}

/// <summary>A condition that a cluster must meet.</summary>
/// <param name="Column">A column of its latest report.</param>
/// <param name="HasValue">True when the column must have the value of the parameter with the condition's index, false when it must be
/// NULL.</param>
internal sealed record FigureCondition(FigureColumn Column, bool HasValue);
