using Microsoft.Net.Http.Headers;

namespace SecurityResponder.Server.Operators.Fleet;

/// <summary>Reads the UUIDs and the ids of clusters in requests.</summary>
internal static class ClusterUuid
{
    // As in a report.
    private const int MaxLength = 256;
    private const int IdDigits = 64;

    /// <summary>Reads the form that finds a cluster.</summary>
    /// <returns>The UUID; null when the request is not a valid form.</returns>
    public static async Task<string?> ReadAsync(HttpRequest request)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type) || type.MediaType != "application/x-www-form-urlencoded")
        {
            return null;
        }

        try
        {
            var form = await request.ReadFormAsync(request.HttpContext.RequestAborted);
            return form["uuid"] is [{ } uuid] && uuid.Trim() is { Length: > 0 and <= MaxLength } trimmed && !trimmed.Any(char.IsControl)
                ? trimmed
                : null;
        }
        // The form has too many fields, or one that is too long.
        catch (InvalidDataException)
        {
            return null;
        }
    }

    /// <summary>The id in an address, 32 bytes; null when it is not one.</summary>
    public static byte[]? IdIn(string? text) =>
        text is { Length: IdDigits } && text.All(char.IsAsciiHexDigit) ? Convert.FromHexString(text) : null;
}
