using Microsoft.Data.Sqlite;
using SecurityResponder.Server.Storage.Sqlite;

namespace SecurityResponder.Server.Storage.Postgres;

/// <summary>How far a journal has been forwarded. The journal itself keeps the first three, so that a new life of the responder goes on from there.</summary>
/// <remarks>
/// After a new connection what was sent before is sent again, once around: from where that was last broken off to the newest of it, then from the
/// journal's first. Begun at the first each time, connections that break early would bring the same reports for ever and never the rest.
/// </remarks>
/// <param name="File">Which journal, a random number; 0: none yet.</param>
/// <param name="Sent">The id of the last report that was ever sent; all behind it are new.</param>
/// <param name="Again">The id of the last report that was sent again.</param>
/// <param name="AgainUntil">So far they are sent again from there.</param>
/// <param name="AgainRest">So far they are sent again from the first, after that; 0: that is under way, or none are.</param>
internal sealed record ForwardCursor(long File, long Sent, long Again, long AgainUntil, long AgainRest)
{
    /// <summary>Before a journal was seen.</summary>
    public static ForwardCursor None { get; } = new(0, 0, 0, 0, 0);

    /// <summary>Whether some may have to be sent again.</summary>
    public bool OwesAgain => Again < AgainUntil || AgainRest > 0;

    /// <summary>What a new connection has to bring, and who finds another journal: all that was ever sent, again.</summary>
    public ForwardCursor Anew() => this with { AgainUntil = Sent, AgainRest = Again };

    /// <summary>Where it goes on when none are left as far as <see cref="AgainUntil"/>.</summary>
    public ForwardCursor Around() => this with { Again = 0, AgainUntil = AgainRest, AgainRest = 0 };

    /// <summary>Which journal it is.</summary>
    public static long FileOf(SqliteConnection journal) => journal.Number("SELECT report FROM progress WHERE name = 'file'");

    /// <summary>The id of the last report of a journal that was ever sent; 0: none was.</summary>
    public static long SentOf(SqliteConnection journal) => Kept(journal, "forwarded");

    /// <summary>The place that a journal keeps.</summary>
    public static ForwardCursor Of(SqliteConnection journal) => new ForwardCursor(FileOf(journal), SentOf(journal), Kept(journal, "forwarded again"), 0, 0).Anew();

    /// <summary>Keeps the place in its journal.</summary>
    public void Keep(SqliteConnection journal) => journal.Execute(
        $"INSERT INTO progress (name, report) VALUES ('forwarded', {Sent}), ('forwarded again', {Again}) ON CONFLICT (name) DO UPDATE SET report = excluded.report");

    private static long Kept(SqliteConnection journal, string name) => journal.Number($"SELECT coalesce((SELECT report FROM progress WHERE name = '{name}'), 0)");
}
