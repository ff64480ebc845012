using Microsoft.Data.Sqlite;
using SecurityResponder.Server.Storage.Sqlite;

namespace SecurityResponder.Server.Storage.Postgres;

/// <summary>Selects the reports in the journal that are sent to PostgreSQL next, and deletes those that PostgreSQL has had long
/// enough.</summary>
internal sealed class OutgoingJournal(ReportStore store, DataDirectory data, TimeProvider time)
{
    /// <summary>The maximum number of reports in one transaction.</summary>
    public const int BatchSize = 2000;

    private readonly ForwardedBatches _forwarded = new(time);
    private ForwardCursor _cursor = ForwardCursor.None;
    private ForwardCursor _savedCursor = ForwardCursor.None;

    /// <summary>Starts with a new connection, which may lead to a standby that lacks the last reports of its primary.</summary>
    public void Restart()
    {
        _cursor = _cursor.Restart();
        _forwarded.Clear();
    }

    /// <summary>Sends the next reports that were never sent.</summary>
    /// <returns>The number of reports sent.</returns>
    /// <exception cref="Exception">The batch was not committed, or that is unknown: it is sent with the next call.</exception>
    public async Task<int> SendNewAsync(PostgresWriter writer, CancellationToken cancellationToken)
    {
        using var journal = Open();
        return await SendAsync(journal, writer, _cursor.LastSent, long.MaxValue, cancellationToken) is { } batch
            ? Advance(batch, _cursor with { LastSent = batch.Last })
            : 0;
    }

    /// <summary>Sends the next reports that an earlier connection sent.</summary>
    /// <returns>The number of reports sent.</returns>
    /// <exception cref="Exception">The batch was not committed, or that is unknown: it is sent with the next call.</exception>
    public async Task<int> ResendAsync(PostgresWriter writer, CancellationToken cancellationToken)
    {
        using var journal = Open();
        for (; _cursor.HasResends; _cursor = _cursor.NextPass())
        {
            if (await SendAsync(journal, writer, _cursor.LastResent, _cursor.ResendUntil, cancellationToken) is { } batch)
            {
                return Advance(batch, _cursor with { LastResent = batch.Last });
            }
        }

        return 0;
    }

    /// <summary>Saves the cursor in the journal, and deletes the batches that are due.</summary>
    public async Task SaveProgressAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (_forwarded.Due is not null || _savedCursor != _cursor)
            {
                var (cursor, due) = (_cursor, _forwarded.Due);
                await store.ExecuteAsync(database => Save(database, cursor, due), cancellationToken);
                _savedCursor = cursor;
                if (due is not null)
                {
                    _forwarded.RemoveOldest();
                }
            }
        }
        // A full or locked disk: the next report of a cluster fails too, and that is logged (601). The next batch saves the cursor;
        // without it, reports are sent once more.
        catch (Exception exception) when (exception is SqliteException or IOException && !cancellationToken.IsCancellationRequested)
        {
        }
    }

    // One transaction for both, and one for each batch: clusters wait for each sync of the disk and for each long transaction.
    private static bool Save(ReportDatabase database, ForwardCursor cursor, JournalRange? due) => database.InTransaction(journal =>
    {
        if (ForwardCursor.JournalIdOf(journal) != cursor.JournalId)
        {
            return false;
        }

        cursor.Save(journal);
        if (due is not null)
        {
            journal.Execute(SqliteStatements.DeleteReportsInRange, ("@after", due.After), ("@last", due.Last));
        }

        return true;
    });

    private SqliteConnection Open()
    {
        var journal = ReportDatabase.Connect(data.Database, SqliteOpenMode.ReadOnly);
        try
        {
            // A corrupt journal was moved aside, and the ids of the new one start at 1.
            if (ForwardCursor.JournalIdOf(journal) != _cursor.JournalId)
            {
                _cursor = _savedCursor = ForwardCursor.Of(journal);
                _forwarded.Clear();
            }

            return journal;
        }
        catch
        {
            journal.Dispose();
            throw;
        }
    }

    private int Advance(JournalRange batch, ForwardCursor cursor)
    {
        _forwarded.Add(batch);
        _cursor = cursor;
        return batch.Count;
    }

    // Ids are assigned in the order of the commits: no report appears later between two that were read. Null when there are none.
    private static async Task<JournalRange?> SendAsync(
        SqliteConnection journal, PostgresWriter writer, long after, long until, CancellationToken cancellationToken)
    {
        using var next = journal.Command(SqliteStatements.NextBatch, ("@after", after), ("@last", until), ("@limit", BatchSize));
        using var row = next.ExecuteReader();
        row.Read();
        var batch = new JournalRange(after, row.GetInt64(1), row.GetInt32(0));
        if (batch.Count == 0)
        {
            return null;
        }

        using var select = journal.Command(SqliteStatements.ReportsInRange, ("@after", after), ("@last", batch.Last));
        using var reports = select.ExecuteReader();
        await writer.WriteAsync(reports, cancellationToken);
        return batch;
    }
}
