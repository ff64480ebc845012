namespace SecurityResponder.Server.Commands;

/// <summary>Standard error, which may be closed or full.</summary>
internal static class StandardError
{
    /// <summary>Writes a line to standard error, or does nothing if it is closed or full.</summary>
    public static void WriteLine(string line)
    {
        try
        {
            Console.Error.WriteLine(line);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
        }
    }
}
