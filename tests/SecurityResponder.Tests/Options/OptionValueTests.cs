using SecurityResponder.Options;

namespace SecurityResponder.Tests.Options;

public sealed class OptionValueTests
{
    [Theory]
    [InlineData("https://responder.example/v1/check")]
    [InlineData("http://127.0.0.1:8080")]
    public void An_http_or_https_URL_is_accepted(string value) => Assert.Equal(new Uri(value), OptionValue.HttpUrl(value));

    [Theory]
    [InlineData("")]
    [InlineData("responder.example")]
    [InlineData("/v1/check")]
    [InlineData("ftp://responder.example")]
    [InlineData("https://user@responder.example")]
    [InlineData("https://user:password@responder.example")]
    public void Every_other_text_is_refused(string value) =>
        Assert.Equal("an http or https URL without user name", Assert.Throws<FormatException>(() => OptionValue.HttpUrl(value)).Message);

    [Theory]
    [InlineData("1", 1)]
    [InlineData("60", 60)]
    public void A_number_at_the_ends_of_its_range_is_accepted(string value, int number) =>
        Assert.Equal(number, OptionValue.Number(value, 1, 60, "1 to 60"));

    [Theory]
    [InlineData("0")]
    [InlineData("61")]
    [InlineData("-1")]
    [InlineData("+5")]
    [InlineData("5.0")]
    [InlineData("٣")]
    [InlineData("")]
    [InlineData("99999999999")]
    public void Every_other_number_is_refused_with_what_was_expected(string value) =>
        Assert.Equal("1 to 60", Assert.Throws<FormatException>(() => OptionValue.Number(value, 1, 60, "1 to 60")).Message);

    [Theory]
    [InlineData("true", true)]
    [InlineData("TRUE", true)]
    [InlineData("1", true)]
    [InlineData("False", false)]
    [InlineData("0", false)]
    public void A_switch_is_a_word_or_a_digit(string value, bool isOn) => Assert.Equal(isOn, OptionValue.Switch(value));

    [Theory]
    [InlineData("")]
    [InlineData("yes")]
    [InlineData("2")]
    public void Another_word_is_no_switch(string value) =>
        Assert.Equal("true or false", Assert.Throws<FormatException>(() => OptionValue.Switch(value)).Message);

    [Theory]
    [InlineData("https://responder.example/v1", "https://responder.example/v1")]
    [InlineData("https://user:password@responder.example/v1", "…@responder.example/v1")]
    [InlineData("@responder.example", "…@responder.example")]
    [InlineData("https://responder.example/v1?token=secret", "https://responder.example/v1…")]
    [InlineData("https://responder.example/v1#secret@x", "https://responder.example/v1…")]
    [InlineData("user:a@b@responder.example", "…@responder.example")]
    [InlineData("https://a.example/v1", "https://a.example/v1")]
    [InlineData("https://bob:secret@a.example/", "…@a.example/")]
    [InlineData("https://a.example/?token=secret", "https://a.example/…")]
    [InlineData("a#b", "a…")]
    [InlineData("@a.example", "…@a.example")]
    public void A_logged_value_has_no_password_and_no_token(string value, string shown) => Assert.Equal(shown, OptionValue.Redact(value));
}
