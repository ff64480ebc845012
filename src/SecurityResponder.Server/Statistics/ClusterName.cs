using Microsoft.Net.Http.Headers;

namespace SecurityResponder.Server.Statistics;

/// <summary>The name that an operator gives to a cluster.</summary>
/// <param name="ClusterId">The keyed hash of its UID, 32 bytes.</param>
/// <param name="Name">The name; null removes it.</param>
internal sealed record ClusterName(byte[] ClusterId, string? Name)
{
    /// <summary>The maximum number of characters of a name.</summary>
    public const int MaxLength = 80;

    private const int IdDigits = 64;

    /// <summary>Reads the form of the fleet page; null when the request is not a valid one.</summary>
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
        // The form has too many fields, or one that is too long.
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
        if (trimmed.Length > MaxLength || trimmed.Any(char.IsControl))
        {
            return null;
        }

        return new ClusterName(Convert.FromHexString(id), trimmed == "" ? null : trimmed);
    }
}
