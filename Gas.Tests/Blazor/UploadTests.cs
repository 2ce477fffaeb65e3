using Bunit;
using Gas.Blazor.Components.Upload;
using Gas.Blazor.Endpoints;

namespace Gas.Tests.Blazor;

public sealed class UploadTests : ComponentContext
{
    [Theory]
    [InlineData("a.vcf", 10, null)]
    [InlineData("A.VCF.GZ", 10, null)]
    [InlineData("notes.txt", 10, "not a VCF")]
    [InlineData("a.vcf", 0, "empty")]
    [InlineData("a.vcf", 2000, "larger than 1000 bytes")]
    public void What_can_be_told_beforehand_is_told(string name, long size, string? word)
    {
        var refusal = new UploadRules(new UploadLimit(1000, false)).Refuse(name, size);

        if (word is null)
        {
            Assert.Null(refusal);
        }
        else
        {
            Assert.Contains(word, refusal!.Words, StringComparison.Ordinal);
            Assert.Null(refusal.Link);
        }
    }

    [Fact]
    public void What_another_plan_would_take_leads_to_the_plans() =>
        Assert.Equal(UploadLimit.PlansPage, new UploadRules(new UploadLimit(1000, true)).Refuse("a.vcf", 2000)!.Link);

    [Theory]
    [InlineData("/account/plan", "/account/plan")]
    [InlineData("//elsewhere.example", null)]
    [InlineData("https://elsewhere.example/", null)]
    public void A_refusal_of_the_service_leads_to_its_own_pages_only(string link, string? shown) =>
        Assert.Equal(new UploadAnswer(UploadState.Refused, "Too large.", shown), UploadAnswer.Read(413, $$"""{"detail":"Too large.","link":"{{link}}"}"""));

    [Fact]
    public void A_refused_file_shows_the_link()
    {
        var item = new UploadItem(1, "a.vcf", 10);
        item.Become(UploadState.Refused, "Too large.", UploadLimit.PlansPage);

        Assert.Equal(UploadLimit.PlansPage, Show(item).Find("a").GetAttribute("href"));
    }

    [Theory]
    [InlineData(201, """{"id":"x","url":"/jobs/x","state":"Queued"}""", UploadState.Accepted, "/jobs/x")]
    [InlineData(200, """{"id":"x","url":"/jobs/x","state":"Completed"}""", UploadState.Accepted, "/jobs/x")]
    [InlineData(422, """{"title":"Not a VCF","detail":"Line 1 is not a VCF header."}""", UploadState.Refused, "Line 1 is not a VCF header.")]
    [InlineData(413, """{"title":"Too large"}""", UploadState.Refused, "Too large")]
    [InlineData(503, """{"detail":"The storage is full."}""", UploadState.Broken, "The storage is full.")]
    [InlineData(502, "<html>Bad gateway</html>", UploadState.Broken, "The service could not take the file just now.")]
    public void The_services_own_sentence_is_shown(int status, string body, UploadState state, string words) =>
        Assert.Equal(new UploadAnswer(state, words), UploadAnswer.Read(status, body));

    [Theory]
    [InlineData(UploadState.Waiting, "button[aria-label^=Stop]")]
    [InlineData(UploadState.Interrupted, "button[aria-label^=Stop]")]
    [InlineData(UploadState.Broken, "button")]
    [InlineData(UploadState.Stopped, "button")]
    public void Each_file_offers_what_can_be_done_with_it(UploadState state, string offer)
    {
        var item = new UploadItem(1, "a.vcf", 10);
        item.Become(state, "The connection broke.");

        Assert.NotNull(Show(item).Find(offer));
    }

    [Fact]
    public async Task A_file_shows_how_far_it_is_and_then_its_job()
    {
        var item = new UploadItem(1, "a.vcf", 2048);
        var row = Show(item);

        await row.InvokeAsync(() => item.SentSoFar(512));
        Assert.Contains("25% of 2 KiB", row.Markup, StringComparison.Ordinal);

        await row.InvokeAsync(() => item.Accept("/jobs/x"));
        Assert.Equal("/jobs/x", row.Find("a").GetAttribute("href"));
        Assert.Empty(row.FindAll("[role=progressbar]"));
    }

    [Fact]
    public void A_refused_file_is_not_offered_again()
    {
        var item = new UploadItem(1, "a.vcf", 10);
        item.Become(UploadState.Refused, "Line 1 is not a VCF header.");

        var row = Show(item);

        Assert.Contains("Line 1", row.Markup, StringComparison.Ordinal);
        Assert.Empty(row.FindAll("button"));
    }

    private IRenderedComponent<UploadRow> Show(UploadItem item) => Render<UploadRow>(parameters => parameters.Add(row => row.Item, item));
}
