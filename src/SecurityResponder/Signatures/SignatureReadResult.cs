namespace SecurityResponder.Signatures;

/// <summary>The result of reading a signature file.</summary>
public abstract record SignatureReadResult
{
    private SignatureReadResult() { }

    /// <summary>The file holds a signature. It is not verified yet.</summary>
    /// <param name="Signature">The signature.</param>
    public sealed record Readable(DetachedSignature Signature) : SignatureReadResult;

    /// <summary>The file holds no signature that can be read.</summary>
    /// <param name="Reason">The JSON path and what was expected there, e.g. <c>$.messageSignature: expected a signature</c>.</param>
    public sealed record Unreadable(string Reason) : SignatureReadResult;
}
