namespace SecurityResponder.Server.Statistics;

/// <summary>The SQL statements about single clusters. Their parameters are those of <see cref="IFigureStatements"/>, @search, @silent (an
/// instant), @groups and
/// @versions (JSON arrays of the keys and the versions of groups), @limit, @offset and @cluster.</summary>
internal interface IFleetStatements
{
    /// <summary>Returns the number of clusters.</summary>
    string FleetCount(FleetClauses clauses);

    /// <summary>Returns <see cref="FleetGroup.Columns"/> and the number of clusters of each group.</summary>
    string FleetGroups(FleetClauses clauses);

    /// <summary>Returns the id, the name, the time of the latest report, both numbers of nodes and <see cref="FleetGroup.Columns"/> of
    /// clusters.</summary>
    string FleetClusters(FleetClauses clauses, FleetSort sort, bool isDescending, bool hasRange);

    /// <summary>Returns the id, the name, the time of the latest report and <see cref="FigureColumn.All"/> of @cluster.</summary>
    string FleetCluster { get; }

    /// <summary>Returns the day, the version and both numbers of nodes of the latest report of @cluster on each day.</summary>
    string ClusterHistory { get; }
}

/// <summary>Which conditions a statement has.</summary>
/// <param name="Conditions">On the values of the latest report.</param>
/// <param name="HasSearch">Whether clusters must match @search.</param>
/// <param name="HasSilent">Whether the latest report must have come before @silent.</param>
/// <param name="HasGroups">Whether clusters must belong to one of @groups.</param>
internal sealed record FleetClauses(IReadOnlyList<FigureCondition> Conditions, bool HasSearch, bool HasSilent, bool HasGroups);
