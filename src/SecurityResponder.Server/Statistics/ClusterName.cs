using Microsoft.Net.Http.Headers;

namespace SecurityResponder.Server.Statistics;

/// <summary>What an operator calls a cluster.</summary>
/// <param name="ClusterId">The keyed hash of its UID, 32 bytes.</param>
/// <param name="Name">Null takes the name away.</param>
internal sealed record ClusterName(byte[] ClusterId, string? Name)
{
    /// <summary>Characters of the longest name.</summary>
    public const int Longest = 80;

    private const int IdDigits = 64;

    /// <summary>Reads the form; null when it is not sent and filled in as the page would.</summary>
    public static async Task<ClusterName?> ReadAsync(HttpRequest request)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type) || type.MediaType != "application/x-www-form-urlencoded")
        {
            return null;
        }

        try
        {
            return Of(await request.ReadFormAsync(request.HttpContext.RequestAborted));
        }
        // Too many fields, or too long ones.
        catch (InvalidDataException)
        {
            return null;
        }
    }

    private static ClusterName? Of(IFormCollection form)
    {
        if (form["cluster"] is not [{ Length: IdDigits } id] || !id.All(char.IsAsciiHexDigit) || form["name"] is not [{ } name])
        {
            return null;
        }

        var trimmed = name.Trim();
        if (trimmed.Length > Longest || trimmed.Any(char.IsControl))
        {
            return null;
        }

        return new ClusterName(Convert.FromHexString(id), trimmed == "" ? null : trimmed);
    }
}
