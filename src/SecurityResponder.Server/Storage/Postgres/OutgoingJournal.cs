using Microsoft.Data.Sqlite;
using SecurityResponder.Server.Storage.Sqlite;

namespace SecurityResponder.Server.Storage.Postgres;

/// <summary>The journal on its way to PostgreSQL: which reports go next, and which it may let go of.</summary>
internal sealed class OutgoingJournal(ReportStore store, DataDirectory data, TimeProvider time)
{
    /// <summary>So many reports go in one transaction.</summary>
    public const int MaxTogether = 2000;

    private readonly ForwardedBatches _held = new(time);
    private ForwardCursor _place = ForwardCursor.None;
    private ForwardCursor _kept = ForwardCursor.None;

    /// <summary>A new connection: it may lead to a standby that lacks what its primary had.</summary>
    public void BeginAnew()
    {
        _place = _place.Anew();
        _held.Clear();
    }

    /// <summary>Sends the next of the reports that were never sent.</summary>
    /// <returns>How many were sent.</returns>
    /// <exception cref="Exception">They were not, or it is not known: they are still new.</exception>
    public async Task<int> SendNewAsync(PostgresWriter writer, CancellationToken cancellationToken)
    {
        using var journal = Open();
        return await SendAsync(journal, writer, _place.Sent, long.MaxValue, cancellationToken) is { } batch ? Sent(batch, _place with { Sent = batch.Last }) : 0;
    }

    /// <summary>Sends the next of the reports that were sent before this connection.</summary>
    /// <returns>How many were sent.</returns>
    /// <exception cref="Exception">They were not, or it is not known: they will be sent again once more.</exception>
    public async Task<int> SendAgainAsync(PostgresWriter writer, CancellationToken cancellationToken)
    {
        using var journal = Open();
        for (; _place.OwesAgain; _place = _place.Around())
        {
            if (await SendAsync(journal, writer, _place.Again, _place.AgainUntil, cancellationToken) is { } batch)
            {
                return Sent(batch, _place with { Again = batch.Last });
            }
        }

        return 0;
    }

    /// <summary>Keeps in the journal how far it was sent, and lets go of what PostgreSQL has for long enough.</summary>
    public async Task SettleAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (_held.Due is not null || _kept != _place)
            {
                var (place, due) = (_place, _held.Due);
                await store.DoAsync(database => Settle(database, place, due), cancellationToken);
                _kept = place;
                if (due is not null)
                {
                    _held.LetGo();
                }
            }
        }
        // A full or locked disk, which the next report of a cluster meets too, and then it is told (601). It is made up for with the next batch, and
        // else reports are sent once more.
        catch (Exception exception) when (exception is SqliteException or IOException && !cancellationToken.IsCancellationRequested)
        {
        }
    }

    // In one transaction, because clusters wait for each sync of the disk; a batch at a time, because they wait for that too.
    private static bool Settle(ReportDatabase database, ForwardCursor place, JournalRange? due) => database.InTransaction(journal =>
    {
        if (ForwardCursor.FileOf(journal) != place.File)
        {
            return false;
        }

        place.Keep(journal);
        if (due is not null)
        {
            journal.Execute($"DELETE FROM report WHERE id > {due.After} AND id <= {due.Last}");
        }

        return true;
    });

    private SqliteConnection Open()
    {
        var journal = ReportDatabase.Connect(data.Database, SqliteOpenMode.ReadOnly);
        try
        {
            // A broken journal was moved aside, and the ids of the new one begin at 1.
            if (ForwardCursor.FileOf(journal) == _place.File)
            {
                return journal;
            }

            _place = _kept = ForwardCursor.Of(journal);
            _held.Clear();
            return journal;
        }
        catch
        {
            journal.Dispose();
            throw;
        }
    }

    private int Sent(JournalRange batch, ForwardCursor place)
    {
        _held.Add(batch);
        _place = place;
        return batch.Count;
    }

    // Ids are given in the order of the commits, so nothing can appear later between two that were read. Null when there are none.
    private static async Task<JournalRange?> SendAsync(SqliteConnection journal, PostgresWriter writer, long after, long until, CancellationToken cancellationToken)
    {
        using var batch = journal.CreateCommand();
        batch.CommandText =
            $"SELECT count(*), coalesce(max(id), 0), group_concat(DISTINCT substr(received_at, 1, 7)) FROM (SELECT id, received_at FROM report WHERE id > {after} AND id <= {until} ORDER BY id LIMIT {MaxTogether})";
        using var row = batch.ExecuteReader();
        row.Read();
        var stretch = new JournalRange(after, row.GetInt64(1), row.GetInt32(0));
        if (stretch.Count == 0)
        {
            return null;
        }

        using var select = journal.CreateCommand();
        select.CommandText = $"SELECT id, {StoredReport.ColumnList} FROM report WHERE id > {after} AND id <= {stretch.Last} ORDER BY id";
        using var reports = select.ExecuteReader();
        await writer.WriteAsync(row.GetString(2).Split(','), reports, cancellationToken);
        return stretch;
    }
}
