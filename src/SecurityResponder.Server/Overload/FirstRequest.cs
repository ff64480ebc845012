using System.Text;

namespace SecurityResponder.Server.Overload;

/// <summary>What a connection says first, before anything reads it as HTTP.</summary>
/// <param name="said">Its bytes so far.</param>
internal readonly ref struct FirstRequest(ReadOnlySpan<byte> said)
{
    private readonly ReadOnlySpan<byte> _said = said;

    /// <summary>Whether it asks if the program lives, with headers to their end.</summary>
    public bool IsForHealth =>
        (_said.StartsWith("GET /livez"u8) || _said.StartsWith("GET /readyz"u8) || _said.StartsWith("GET /v1/healthcheck"u8)) && _said.IndexOf("\r\n\r\n"u8) >= 0;

    /// <summary>Whether all of it is there, as a client sends it: headers to their end and the body that they tell the length of. Nothing is
    /// waited for any more; a body that does not tell may go on for ever.</summary>
    public bool IsWhole
    {
        get
        {
            var end = _said.IndexOf("\r\n\r\n"u8);
            if (end < 0)
            {
                return false;
            }

            long length = 0;
            foreach (var line in _said[..end].Split("\r\n"u8))
            {
                var header = _said[line];
                if (Is(header, "Transfer-Encoding:"u8))
                {
                    return false;
                }

                if (Is(header, "Content-Length:"u8) && !long.TryParse(header["Content-Length:".Length..].Trim((byte)' '), out length))
                {
                    return false;
                }
            }

            return _said.Length - end - "\r\n\r\n".Length >= length;
        }
    }

    private static bool Is(ReadOnlySpan<byte> header, ReadOnlySpan<byte> name) =>
        header.Length >= name.Length && Ascii.EqualsIgnoreCase(header[..name.Length], name);
}
