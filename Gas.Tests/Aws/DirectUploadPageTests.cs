using Amazon.Runtime;
using Amazon.S3;
using Gas.Pipeline.Aws.Buckets;
using Gas.Pipeline.Jobs;
using Gas.Tests.Blazor.Accounts;
using Gas.Tests.Browser;
using static Microsoft.Playwright.Assertions;

namespace Gas.Tests.Aws;

/// <summary>The submit page on AWS, where files go straight to S3, or through the service when they cannot.</summary>
[Collection(SiteCollection.Name)]
public sealed class DirectUploadPageTests(Site site)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_file_goes_past_the_service_and_through_it_when_S3_does_not_let_the_page_in()
    {
        site.NeedsBrowser();
        // The server's own address is not known before it runs: at first the bucket admits another one.
        await using var cloud = await AwsCloud.ReadyAsync(Cancellation, "https://elsewhere.example");
        await using var storage = new StorageSite(cloud.Settings);
        await storage.Server.AddAsync(GasServer.Ann);
        await using var ann = await site.VisitAsync(storage.Server.Address);
        var page = ann.Page;
        await page.GotoAsync("/account/login");
        await ann.SignInAsync(GasServer.Ann, GasServer.Password);
        await Expect(page.Heading("Overview")).ToBeVisibleAsync();

        await ann.GoAsync("/submit");
        await page.ChooseAsync("around.vcf", SampleVcf.Small);
        await OpenAsync("around.vcf");
        Assert.Equal(0, cloud.S3.Faults.Calls("PostObject"));
        Assert.True(cloud.S3.Faults.Calls("Preflight") > 0);
        ann.Expected(cloud.S3.Address);

        await LetInAsync(cloud, storage.Server.Address);
        await ann.GoAsync("/submit");
        await page.ChooseAsync("direct.vcf", SampleVcf.Small);
        await OpenAsync("direct.vcf");
        Assert.Equal(1, cloud.S3.Faults.Calls("PostObject"));
        ann.Expected("somebody else's");

        cloud.S3.Faults.Break("PostObject", new PeerFault.Dropped());
        await ann.GoAsync("/submit");
        await page.ChooseAsync("dropped.vcf", SampleVcf.Small);
        await OpenAsync("dropped.vcf");
        ann.Expected(cloud.S3.Address);
        ann.Expected("Failed to load resource: net::ERR_");
        ann.SawNoTrouble();

        Assert.Equal(3, cloud.S3.KeysOf(cloud.Settings["Aws:InputsBucket"], JobFiles.Inputs).Count);

        async Task OpenAsync(string name)
        {
            await page.Link("Open the job").ClickAsync();
            await Expect(page.Heading(name)).ToBeVisibleAsync();
            await Expect(page.State()).ToHaveTextAsync("Completed");
        }
    }

    /// <summary>As <c>aws init</c> does with the address in the settings.</summary>
    private static async Task LetInAsync(AwsCloud cloud, Uri address)
    {
        using var s3 = new AmazonS3Client(new BasicAWSCredentials(AwsPeer.AccessKey, AwsPeer.SecretKey), new AmazonS3Config { ServiceURL = cloud.S3.Address, AuthenticationRegion = "us-east-1", ForcePathStyle = true });
        await new DirectUploadsRule(s3, cloud.Settings["Aws:InputsBucket"], address.GetLeftPart(UriPartial.Authority)).MendAsync(Cancellation);
    }
}
