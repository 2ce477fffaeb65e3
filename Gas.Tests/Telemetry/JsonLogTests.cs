using System.Text.Json;
using Gas.Tests.Browser;
using Gas.Tests.Server;

namespace Gas.Tests.Telemetry;

public sealed class JsonLogTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_logged_at_work_on_a_job_carries_its_id_as_a_field()
    {
        var folder = Directory.CreateTempSubdirectory("gas-logs-");
        await using (var server = await ServerProcess.StartAsync(
            folder.FullName, Cancellation, "--Logging:Console:FormatterName=json", "--Logging:Console:FormatterOptions:IncludeScopes=true"))
        {
            using var user = new ScriptedUser(server.Address);
            await user.SetUpAsync(server, Cancellation);
            var job = await user.UploadAsync(new MemoryStream(SampleVcf.Small), "secret-name.vcf", Cancellation);
            await user.WaitForAsync(job, "Completed", Cancellation);
            await Mail.Until.TrueAsync(() => Lines(server).Any(line => HasScope(line, job)), "a line in the scope of the job");
            Assert.Contains(Lines(server), line => HasField(line, "Route", "/api/jobs/") && HasField(line, "TraceId", null));
            Assert.DoesNotContain("RequestPath", server.Output, StringComparison.Ordinal);
            Assert.DoesNotContain("secret-name", server.Output, StringComparison.Ordinal);
        }

        folder.Delete(recursive: true);
    }

    private static IEnumerable<JsonElement> Lines(ServerProcess server) =>
        server.Output.Split('\n').Where(line => line.StartsWith('{')).Select(line => JsonDocument.Parse(line).RootElement);

    private static bool HasField(JsonElement line, string name, string? value) =>
        line.GetProperty("Scopes").EnumerateArray().Any(scope => scope.ValueKind == JsonValueKind.Object && scope.TryGetProperty(name, out var field) && (value is null || field.GetString() == value));

    private static bool HasScope(JsonElement line, Guid job) =>
        line.GetProperty("Category").GetString() == "Gas.Pipeline.Workers.StageWorker"
        && line.GetProperty("Scopes").EnumerateArray().Any(scope => scope.ValueKind == JsonValueKind.Object && scope.TryGetProperty("JobId", out var id) && id.GetString() == job.ToString());
}
