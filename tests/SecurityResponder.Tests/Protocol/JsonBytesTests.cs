using System.Text;
using System.Text.Json;
using SecurityResponder.Protocol;

namespace SecurityResponder.Tests.Protocol;

public sealed class JsonBytesTests
{
    [Fact]
    public void On_the_wire_a_document_is_one_line_and_a_plus_sign_is_itself() =>
        Assert.Equal("""{"version":"v1.35.7+rke2r1"}""", Encoding.UTF8.GetString(JsonBytes.Of(Write).Span));

    [Fact]
    public void For_people_it_is_indented() =>
        Assert.Equal(3, Encoding.UTF8.GetString(JsonBytes.Of(Write, indented: true).Span).Split('\n').Length);

    private static void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("version", "v1.35.7+rke2r1");
        json.WriteEndObject();
    }
}
