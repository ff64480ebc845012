namespace SecurityResponder.Server.Commands;

/// <summary>Standard error, which may be closed or full.</summary>
internal static class StandardError
{
    /// <summary>Writes a line to standard error. If that is not possible, nobody is there to read it.</summary>
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
