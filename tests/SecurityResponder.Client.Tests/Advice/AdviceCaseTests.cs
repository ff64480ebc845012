namespace SecurityResponder.Client.Tests.Advice;

/// <summary>Every shared case has a rule in <see cref="ExpectedAdvice"/> that says what its <c>expected.txt</c> says. Where a cluster runs
/// another version than the release lists, what runs decides, and the listed version is checked beside it.</summary>
public sealed class AdviceCaseTests
{
    public static TheoryData<string> Cases => new(ExpectedAdvice.All.Keys);

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task The_advice_is_right(string name) => ExpectedAdvice.All[name](await AdviceCase.ReadAsync(name));

    [Fact]
    public void Every_case_has_an_expectation()
    {
        Assert.SkipUnless(AdviceCase.Names.Any(), "../shared/cases/advice is not there");
        Assert.Empty(AdviceCase.Names.Except(ExpectedAdvice.All.Keys));
    }
}
