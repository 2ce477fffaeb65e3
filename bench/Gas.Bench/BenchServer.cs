using Gas.Blazor.Account;
using Gas.Pipeline.Annotation;
using Gas.Pipeline.Jobs;
using Gas.Pipeline.Ports;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Gas.Bench;

/// <summary>The whole server in this process, on a port and a data folder of its own, with people and jobs made past its pages.</summary>
internal abstract class BenchServer : WebApplicationFactory<Program>
{
    public const string Password = "correct horse 7";

    /// <summary>A file of the product's samples.</summary>
    protected const string Sample = "omicron-ba.1.vcf";

    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("gas-bench-");

    protected BenchServer()
    {
        UseKestrel(0);
        StartServer();
    }

    public Uri Address => ClientOptions.BaseAddress;

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _data.Delete(recursive: true);
        GC.SuppressFinalize(this);
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment("Production");
        builder.UseSetting("Embedded:DataPath", _data.FullName);
        builder.UseSetting("Limits:RequestsPerMinute", "1000000");
        builder.UseSetting("Logging:LogLevel:Default", "Warning");
    }

    protected static Task<string> ReadAsync(string sample) => File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "samples", sample));

    protected async Task<UserId> AddAsync(string email, string? role = null)
    {
        await using var scope = Services.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<GasUser>>();
        var user = new GasUser { UserName = email, Email = email, CreatedAt = TimeProvider.System.GetUtcNow() };
        await users.CreateAsync(user, Password);
        if (role is not null)
        {
            await users.AddToRoleAsync(user, role);
        }

        return new UserId(user.Id);
    }

    protected async Task<Job> SubmitAsync(UserId owner, Plan plan, string name, string vcf, AnnotationOptions options)
    {
        var now = TimeProvider.System.GetUtcNow();
        var id = JobId.New(now);
        await using var draft = await Services.GetRequiredService<IFileStore>().CreateAsync(JobFiles.Input(id), CancellationToken.None);
        await draft.Content.WriteAsync(System.Text.Encoding.UTF8.GetBytes(vcf));
        var job = Job.Submitted(id, owner, new PlanTerms(plan), name, await draft.CommitAsync(CancellationToken.None), "NC_045512.2", options, now);
        return await Services.GetRequiredService<JobLedger>().SubmitAsync(job, CancellationToken.None);
    }
}
