using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using SecurityResponder.Server.Http;

namespace SecurityResponder.Server.Pages;

/// <summary>Markup. The only ways to it are a literal of this program and text that is encoded, so a value cannot become markup.</summary>
/// <remarks>Attributes stand in double quotes, and no value stands in an event, a style or a script: there, encoding would not be
/// enough.</remarks>
internal readonly record struct Html
{
    private readonly string? _markup;

    private Html(string markup) => _markup = markup;

    /// <summary>Nothing.</summary>
    public static Html Empty { get; }

    /// <summary>Markup with values in it: <c>Html.Of($"&lt;td&gt;{value}&lt;/td&gt;")</c> encodes the value.</summary>
    public static Html Of(ref HtmlText text) => new(text.Build());

    /// <summary>Several, one behind the other.</summary>
    public static Html All(IEnumerable<Html> parts) => new(string.Concat(parts));

    /// <summary>Text that came from outside: what cannot be seen is shown as a replacement character, and its direction of writing ends
    /// with it.</summary>
    public static Html Foreign(string text) => Of($"<bdi>{Visible(text)}</bdi>");

    /// <summary>The same as bare text, for a title or an attribute.</summary>
    public static string Visible(string text) => VisibleText.Of(text);

    /// <summary>Ready to be sent.</summary>
    public CachedBody Prepared()
    {
        var markup = ToString();
        return new CachedBody(() => Encoding.UTF8.GetBytes(markup));
    }

    /// <summary>The markup.</summary>
    public override string ToString() => _markup ?? "";
}

/// <summary>The compiler hands it the literals and the values of an interpolated string one by one. It takes no other types than these: a
/// number's or a date's form is decided where it is written.</summary>
[InterpolatedStringHandler]
internal readonly ref struct HtmlText(int literalLength, int valueCount)
{
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    private readonly StringBuilder _markup = new(literalLength + valueCount * 16);

    public void AppendLiteral(string markup) => _markup.Append(markup);

    public void AppendFormatted(string? text) => _markup.Append(Encoder.Encode(text ?? ""));

    public void AppendFormatted(int number) => _markup.Append(CultureInfo.InvariantCulture, $"{number}");

    public void AppendFormatted(Html html) => _markup.Append(html.ToString());

    public void AppendFormatted(IEnumerable<Html> parts) => _markup.AppendJoin("", parts);

    public string Build() => _markup.ToString();
}
