using Gas.Blazor.Operation;
using Gas.Tests.Blazor.Accounts;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Gas.Tests.Operation;

public sealed class EffectiveSettingsTests
{
    private const string Secret = "hunter2-and-some-more";

    [Fact]
    public async Task Settings_are_shown_as_in_force_with_their_source_and_secrets_are_not()
    {
        await using var server = new GasServer(new()
        {
            ["Mail:Password"] = Secret,
            ["Mail:User"] = "post",
            ["Mail:Host"] = "localhost",
            ["Mail:From"] = "gas@lab.example",
            ["Telemetry:MetricsToken"] = Secret,
            ["Pipeline:MaxAttempts"] = "7",
        });
        var lines = server.Services.GetRequiredService<EffectiveSettings>().Read();
        Assert.DoesNotContain(lines, line => line.Value.Contains(Secret, StringComparison.Ordinal));
        Assert.Equal("set, not shown", Of(lines, "Mail:Password").Value);
        Assert.Equal("set, not shown", Of(lines, "Telemetry:MetricsToken").Value);
        Assert.Equal("7", Of(lines, "Pipeline:MaxAttempts").Value);
        Assert.NotNull(Of(lines, "Pipeline:MaxAttempts").Source);
        Assert.Equal(new SettingLine("Pipeline:SweepInterval", "00:00:05", null), Of(lines, "Pipeline:SweepInterval"));
        Assert.Equal("appsettings.json", Of(lines, "Archive:HotGrace").Source);
        Assert.Equal("3", Of(lines, "Embedded:Vault:ExpeditedCapacity").Value);
        // None twice, and none that is no setting.
        Assert.Equal(lines.Count, lines.Select(line => line.Key).Distinct().Count());

        using var admin = await server.VisitAsAsync(GasServer.Admin);
        var page = await admin.ReadAsync("/admin/settings");
        Assert.Contains("Pipeline:MaxAttempts", page, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_log_level_holds_from_the_moment_on_at_which_it_is_set_and_until_it_is_taken_back()
    {
        await using var server = new GasServer();
        var logger = server.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Gas.Pipeline.Some");
        var levels = server.Services.GetRequiredService<RunTimeLevels>();
        Assert.False(logger.IsEnabled(LogLevel.Debug));
        levels.Change("Gas.Pipeline", LogLevel.Debug);
        Assert.True(logger.IsEnabled(LogLevel.Debug));
        Assert.Equal(LogLevel.Debug, levels.Levels["Gas.Pipeline"]);
        levels.Change("Gas.Pipeline", null);
        Assert.False(logger.IsEnabled(LogLevel.Debug));
        Assert.Empty(levels.Levels);
    }

    private static SettingLine Of(IReadOnlyList<SettingLine> lines, string key) => lines.Single(line => line.Key == key);
}
