namespace SecurityResponder.Client.Kubernetes;

/// <summary>The bearer token cannot be read or sent. The message gives the reason and no part of the token.</summary>
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
