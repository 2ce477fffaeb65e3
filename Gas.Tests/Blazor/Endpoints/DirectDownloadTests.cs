using System.Net;
using Gas.Pipeline.Embedded;
using Gas.Pipeline.Jobs;
using Gas.Pipeline.Ports;
using Gas.Tests.Blazor.Accounts;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Gas.Tests.Blazor.Endpoints;

public sealed class DirectDownloadTests
{
    [Fact]
    public async Task A_file_store_that_gives_its_files_out_itself_is_where_the_owner_and_nobody_else_is_sent()
    {
        await using var server = new GasServer([], services =>
            services.Replace(ServiceDescriptor.Singleton<IFileStore>(provider => new SharingFileStore(ActivatorUtilities.CreateInstance<LocalFileStore>(provider)))));
        using var ann = await server.CallAsAsync(GasServer.Ann);
        using var bob = await server.CallAsAsync(GasServer.Bob);
        using var upload = await ann.SendAsync(HttpMethod.Post, "/api/jobs?name=my%20file.vcf", SmallVcf.Body());
        var id = (await Visitor.JsonOfAsync(upload)).GetProperty("id").GetGuid();
        var input = (await server.Store.FindAsync(new JobId(id), TestContext.Current.CancellationToken))!.Input;
        var path = $"/api/jobs/{id}/download/input";

        using var redirect = await ann.GetAsync(path);
        Assert.Equal((HttpStatusCode.Found, "no-store"), (redirect.StatusCode, redirect.Headers.CacheControl?.ToString()));
        Assert.Equal(new Uri(SharingFileStore.Address, $"{input.Key}?name=my%20file.vcf&seconds=120"), redirect.Headers.Location);

        using var foreign = await bob.GetAsync(path);
        Assert.Equal((HttpStatusCode.NotFound, null), (foreign.StatusCode, foreign.Headers.Location));
        using var head = await ann.SendAsync(HttpMethod.Head, path);
        Assert.Equal((HttpStatusCode.OK, (long?)input.Length), (head.StatusCode, head.Content.Headers.ContentLength));
    }
}
