namespace SecurityResponder.Server.Storage;

/// <summary>How far a past day is counted: the column <c>state</c> of table <c>counted_day</c>. A day without a row was not counted
/// yet.</summary>
/// <remarks>The rows of a day are only deleted when it is <see cref="Final"/>, and then its counts do not change again: what is counted
/// from a part of the rows would replace the right number.</remarks>
internal static class DayState
{
    /// <summary>It is being counted. It stays so when the program is killed meanwhile, and is counted again.</summary>
    public const string Counting = "counting";

    /// <summary>It is counted, with all its reports.</summary>
    public const string Counted = "counted";

    /// <summary>It got more reports since, and is counted again.</summary>
    public const string Changed = "changed";

    /// <summary>It is counted for ever: its rows may be deleted.</summary>
    public const string Final = "final";

    /// <summary>Whether the counts of a day are complete.</summary>
    public static bool IsComplete(string? state) => state is Counted or Final;
}
