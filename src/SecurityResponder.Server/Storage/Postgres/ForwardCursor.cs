using Microsoft.Data.Sqlite;
using SecurityResponder.Server.Storage.Sqlite;

namespace SecurityResponder.Server.Storage.Postgres;

/// <summary>The position up to which a journal was forwarded. Its first three values are saved in the journal and survive a
/// restart.</summary>
/// <remarks>
/// After each new connection, all reports that were sent before are sent again, once: from where the last resend ended to the newest of
/// them, then from the first of the journal. If each resend began with the first, connections that break early would never reach the
/// others.
/// </remarks>
/// <param name="JournalId">The id of the journal, a random number; 0 before a journal was opened.</param>
/// <param name="LastSent">The id of the last report that was sent; all reports after it are new.</param>
/// <param name="LastResent">The id of the last report that was sent again.</param>
/// <param name="ResendUntil">The id of the last report to send again in the present pass.</param>
/// <param name="ResendUntilNext">The id of the last report to send again in the next pass, which starts with the first; 0 when there is
/// none.</param>
internal sealed record ForwardCursor(long JournalId, long LastSent, long LastResent, long ResendUntil, long ResendUntilNext)
{
    private const string SentName = "forwarded";
    private const string ResentName = "forwarded again";

    /// <summary>The cursor before a journal was opened.</summary>
    public static ForwardCursor None { get; } = new(0, 0, 0, 0, 0);

    /// <summary>Whether reports may have to be sent again.</summary>
    public bool HasResends => LastResent < ResendUntil || ResendUntilNext > 0;

    /// <summary>Returns the cursor of a new connection or a newly opened journal: all reports that were sent are sent again.</summary>
    public ForwardCursor Restart() => this with { ResendUntil = LastSent, ResendUntilNext = LastResent };

    /// <summary>Returns the cursor of the next pass, when no report is left up to <see cref="ResendUntil"/>.</summary>
    public ForwardCursor NextPass() => this with { LastResent = 0, ResendUntil = ResendUntilNext, ResendUntilNext = 0 };

    /// <summary>Reads the id of a journal.</summary>
    public static long JournalIdOf(SqliteConnection journal) => journal.Number(SqliteStatements.FileId);

    /// <summary>Reads the id of the last report of a journal that was sent; 0 when none was.</summary>
    public static long LastSentOf(SqliteConnection journal) => Load(journal, SentName);

    /// <summary>Reads the cursor that is saved in a journal.</summary>
    public static ForwardCursor Of(SqliteConnection journal) =>
        new ForwardCursor(JournalIdOf(journal), LastSentOf(journal), Load(journal, ResentName), 0, 0).Restart();

    /// <summary>Saves the cursor in its journal.</summary>
    public void Save(SqliteConnection journal)
    {
        journal.Execute(SqliteStatements.SaveProgress, ("@name", SentName), ("@report", LastSent));
        journal.Execute(SqliteStatements.SaveProgress, ("@name", ResentName), ("@report", LastResent));
    }

    private static long Load(SqliteConnection journal, string name) => journal.Number(SqliteStatements.Progress, ("@name", name));
}
