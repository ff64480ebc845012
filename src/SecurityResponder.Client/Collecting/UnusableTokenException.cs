namespace SecurityResponder.Client.Collecting;

/// <summary>The bearer token of a request cannot be had or sent; the message says why and holds nothing of it.</summary>
internal sealed class UnusableTokenException : Exception
{
    public UnusableTokenException(string message)
        : base(message)
    {
    }

    public UnusableTokenException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
