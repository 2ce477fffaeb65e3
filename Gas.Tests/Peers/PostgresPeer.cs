using System.Diagnostics;
using System.Globalization;
using Npgsql;

namespace Gas.Tests.Peers;

/// <summary>A PostgreSQL server of the tests' own, which ends with them. Each who asks gets a database of their own.</summary>
internal static class PostgresPeer
{
    private static readonly string? Binaries = FindBinaries();
    private static readonly Lazy<string> Server = new(Start);
    private static Process? _process;

    public static bool IsThere => Binaries is not null;

    /// <summary>Skips the test where there is no PostgreSQL; <c>.ci/run</c> installs it and lets no test skip.</summary>
    public static void SkipIfMissing() => Assert.SkipUnless(IsThere, "PostgreSQL is not installed: 'apt-get install postgresql', or have initdb on the PATH.");

    /// <summary>For <c>Accounts:ConnectionString</c>.</summary>
    public static string NewDatabase()
    {
        SkipIfMissing();
        var name = $"gas_{Guid.NewGuid():n}";
        using var connection = new NpgsqlConnection(ConnectionStringOf("postgres"));
        connection.Open();
        using var create = connection.CreateCommand();
        create.CommandText = $"CREATE DATABASE {name}";
        create.ExecuteNonQuery();
        return ConnectionStringOf(name);
    }

    /// <summary>Settings for a server whose accounts lie in a database of its own.</summary>
    public static Dictionary<string, string> Settings() => SettingsFor(NewDatabase());

    public static Dictionary<string, string> SettingsFor(string connectionString) => new()
    {
        ["Accounts:Database"] = "Postgres",
        ["Accounts:ConnectionString"] = connectionString,
    };

    private static string ConnectionStringOf(string database) => $"Host={Server.Value};Username=gas;Database={database};Connection Idle Lifetime=5;Connection Pruning Interval=5";

    private static string Start()
    {
        var folder = Directory.CreateTempSubdirectory("gas-postgres-").FullName;
        var start = new ProcessStartInfo("sh", [Path.Combine(RepositoryRoot.Path, "Gas.Tests", "Peers", "postgres.sh"), folder, Binaries!])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        _process = Process.Start(start) ?? throw new InvalidOperationException("sh did not start.");
        return _process.StandardOutput.ReadLine() == "ready" ? folder : throw new InvalidOperationException("PostgreSQL did not start; its words are above.");
    }

    /// <summary>The newest of Debian's, else the one on the PATH.</summary>
    private static string? FindBinaries()
    {
        const string Debian = "/usr/lib/postgresql";
        var folders = Directory.Exists(Debian)
            ? Directory.GetDirectories(Debian).OrderByDescending(folder => int.Parse(Path.GetFileName(folder), CultureInfo.InvariantCulture)).Select(folder => Path.Combine(folder, "bin"))
            : [];
        return folders.Concat((Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)).FirstOrDefault(folder => File.Exists(Path.Combine(folder, "initdb")));
    }
}
