namespace SecurityResponder.Pages.Tests;

/// <summary>Every page without a mouse.</summary>
public sealed class KeyboardTests(Stage stage)
{
    [Theory, MemberData(nameof(Stage.Pages), MemberType = typeof(Stage))]
    public async Task Every_control_is_reachable_by_keyboard_with_a_visible_focus(bool isOperator, string path)
    {
        await using var view = await stage.OpenAsync(isOperator, path);
        var usable = await view.Page.EvaluateAsync<int>(
            """
            () => [...document.querySelectorAll("a[href], button, input:not([type=hidden]), summary")]
              .filter(element => element.checkVisibility()).length
            """);

        for (var i = 0; i < usable; i++)
        {
            await view.Page.Keyboard.PressAsync("Tab");
            Assert.True(await view.Page.EvaluateAsync<bool>(
                """
                () => {
                  const focused = document.activeElement;
                  const isNew = focused !== document.body && !focused.dataset.seen;
                  focused.dataset.seen = "1";
                  const place = focused.getBoundingClientRect();
                  const isInSight = place.width > 0 && place.bottom > 0 && place.top < innerHeight;
                  return isNew && isInSight && parseFloat(getComputedStyle(focused).outlineWidth) >= 2;
                }
                """));
        }
    }

    [Fact]
    public async Task The_first_tab_stop_skips_the_header()
    {
        await using var view = await stage.OpenAsync(isOperator: false, "/");
        await view.Page.Keyboard.PressAsync("Tab");
        Assert.Equal("Skip to content", await view.Page.Locator(":focus").TextContentAsync());
        await view.Page.Keyboard.PressAsync("Enter");

        Assert.Equal("main", await view.Page.EvaluateAsync<string>("document.activeElement.id"));
    }
}
