using System.Net;
using System.Text.Json;
using Gas.Tests.Browser;
using Gas.Tests.Server;

namespace Gas.Tests.Crash;

/// <summary>The real process, killed again and again while an account with many jobs is deleted.</summary>
public sealed class AccountDeletionTests : IDisposable
{
    private const string Email = "leaver@lab.example";
    private const int Jobs = 40;

    private static readonly string[] Haste = ["--Accounts:AttemptsPerMinute=10000", "--Plans:Free:ArchiveAfter=00:00:00", "--Archive:HotGrace=00:00:00", "--Pipeline:SweepInterval=00:00:00.200"];

    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("gas-leave-");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_deletion_goes_on_after_each_start_until_nothing_is_left()
    {
        await using (var server = await ServerProcess.StartAsync(_data.FullName, Cancellation, Haste))
        {
            using var admin = new ScriptedUser(server.Address);
            await admin.SetUpAsync(server, Cancellation);
            using var user = new ScriptedUser(server.Address);
            await user.RegisterAsync(Email, Cancellation);
            for (var n = 0; n < Jobs; n++)
            {
                await user.UploadAsync(new MemoryStream(SampleVcf.Small), $"{n}.vcf", Cancellation);
            }

            // By the session, as a person does it.
            user.Http.DefaultRequestHeaders.Authorization = null;
            using var page = await user.FillInAsync("/account", new() { ["Leaving.Password"] = ScriptedUser.Password }, Cancellation);
            Assert.Equal("/account/deleted", page.RequestMessage!.RequestUri!.AbsolutePath);
            await server.KillAsync(Cancellation);
        }

        for (var kill = 0; kill < 2; kill++)
        {
            await using var server = await ServerProcess.StartAsync(_data.FullName, Cancellation, Haste);
            using var user = new ScriptedUser(server.Address);
            user.UseBasic(Email);
            using var refused = await user.Http.GetAsync(new Uri("/api/jobs", UriKind.Relative), Cancellation);
            Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
            await server.KillAsync(Cancellation);
        }

        await using (var server = await ServerProcess.StartAsync(_data.FullName, Cancellation, Haste))
        {
            Assert.Empty((await RegisterAgainAsync(server)).GetProperty("jobs").EnumerateArray());
            await server.TerminateAsync(Cancellation);
        }

        Assert.Empty(Directory.GetFiles(Path.Combine(_data.FullName, "files"), "*", SearchOption.AllDirectories));
    }

    public void Dispose() => _data.Delete(recursive: true);

    /// <summary>The address is free when all is gone, and not before; gives the list of jobs of the new account.</summary>
    private static async Task<JsonElement> RegisterAgainAsync(ServerProcess server)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        patience.CancelAfter(TimeSpan.FromMinutes(2));
        using var ticks = new PeriodicTimer(TimeSpan.FromMilliseconds(200));
        while (true)
        {
            using var user = new ScriptedUser(server.Address);
            await user.RegisterAsync(Email, patience.Token);
            using var answer = await user.Http.GetAsync(new Uri("/api/jobs", UriKind.Relative), patience.Token);
            if (answer.StatusCode == HttpStatusCode.OK)
            {
                return JsonDocument.Parse(await answer.Content.ReadAsStringAsync(patience.Token)).RootElement;
            }

            await ticks.WaitForNextTickAsync(patience.Token);
        }
    }
}
