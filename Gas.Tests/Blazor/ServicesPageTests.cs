using Bunit;
using Gas.Blazor.Pages;
using Gas.Pipeline.Ports;
using Gas.Tests.Pipeline;
using Microsoft.Extensions.DependencyInjection;

namespace Gas.Tests.Blazor;

public sealed class ServicesPageTests : PageContext
{
    /// <summary>All but the time.</summary>
    private static readonly string[] Cells = ["th", "td:nth-child(2)", "td:nth-child(4)"];

    private readonly TestServices _services = new();

    public ServicesPageTests()
    {
        Services.AddSingleton<IServices>(_services);
        BeInteractive();
    }

    [Fact]
    public void Where_everything_is_in_the_process_there_is_nothing_to_reach()
    {
        var page = Render<AdminServices>();
        Assert.Contains("There is nothing to reach", page.Markup, StringComparison.Ordinal);
        Assert.Empty(page.FindAll("table"));
    }

    [Fact]
    public void A_service_that_goes_away_and_comes_back_is_followed_live()
    {
        var start = Time.GetUtcNow();
        _services.Stand(new ServiceStanding("S3", ServiceState.Closed, start), new ServiceStanding("SQS", ServiceState.Closed, start));
        var page = Render<AdminServices>();
        Assert.Equal([["S3", "Answers", "None since the start"], ["SQS", "Answers", "None since the start"]], Rows(page));

        var away = new ServiceStanding("S3", ServiceState.Open, start.AddMinutes(5), "It cannot be reached: Connection refused", start.AddMinutes(6));
        _services.Stand(away, new ServiceStanding("SQS", ServiceState.Closed, start));
        page.WaitForAssertion(() => Assert.Equal(["S3", "Does not answer"], Rows(page)[0][..2]));
        Assert.Contains("It cannot be reached: Connection refused", Rows(page)[0][2], StringComparison.Ordinal);
        Assert.Contains("12:05", page.Find("tbody tr td:nth-child(3)").TextContent, StringComparison.Ordinal);

        _services.Stand(away with { State = ServiceState.HalfOpen });
        page.WaitForAssertion(() => Assert.Equal("Is being tried", Rows(page)[0][1]));
        _services.Stand(away with { State = ServiceState.Closed });
        page.WaitForAssertion(() => Assert.Equal("Answers", Rows(page)[0][1]));
        Assert.Contains("Connection refused", Rows(page)[0][2], StringComparison.Ordinal);
    }

    private static string[][] Rows(IRenderedComponent<AdminServices> page) =>
        [.. page.FindAll("tbody tr").Select(row => Cells.Select(cell => row.QuerySelector(cell)!.TextContent.Trim()).ToArray())];
}
