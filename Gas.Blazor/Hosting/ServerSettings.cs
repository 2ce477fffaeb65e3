using Microsoft.Extensions.Configuration.Json;
using Microsoft.Extensions.FileProviders;

namespace Gas.Blazor.Hosting;

/// <summary>Finds settings and static files wherever the server is started from.</summary>
internal static class ServerSettings
{
    public const string FileName = "appsettings.json";

    /// <summary>A published server serves the files beside its binary, not those of the folder that it happens to be started in.</summary>
    public static WebApplicationOptions OptionsFor(string[] args) => new()
    {
        Args = args,
        ContentRootPath = Directory.Exists(Path.Combine(AppContext.BaseDirectory, "wwwroot")) ? AppContext.BaseDirectory : null,
    };

    /// <summary>
    /// The settings file beside the binary gives the defaults: whatever else there is (environment, command line, user secrets, a file of the
    /// environment's name) wins. Read in its usual place it would win over <c>ASPNETCORE_URLS</c>.
    /// </summary>
    public static void AddServerSettings(this WebApplicationBuilder builder)
    {
        var sources = ((IConfigurationBuilder)builder.Configuration).Sources;
        if (SameFolder(builder.Environment.ContentRootPath, AppContext.BaseDirectory))
        {
            foreach (var usual in sources.OfType<JsonConfigurationSource>().Where(source => source.Path == FileName).ToList())
            {
                sources.Remove(usual);
            }
        }

        sources.Insert(0, new JsonConfigurationSource { Path = FileName, FileProvider = new PhysicalFileProvider(AppContext.BaseDirectory) });
        builder.WebHost.UseStaticWebAssets();
    }

    private static bool SameFolder(string one, string other) =>
        Path.TrimEndingDirectorySeparator(Path.GetFullPath(one)) == Path.TrimEndingDirectorySeparator(Path.GetFullPath(other));
}
