using Gas.Blazor.Account;
using Gas.Pipeline.Jobs;
using Gas.Pipeline.Ports;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;

namespace Gas.Tests.Blazor.Accounts;

/// <summary>The whole server on a port of its own over a data folder of its own. Sessions are checked at each request instead of once a minute.</summary>
public class GasServer : WebApplicationFactory<Program>
{
    public const string Password = "correct horse 7";
    public const string Ann = "ann@lab.example";
    public const string Bob = "bob@lab.example";
    public const string Admin = "admin@lab.example";
    public const string Gone = "gone@lab.example";

    private readonly Dictionary<string, string> _settings;
    private readonly Action<IServiceCollection>? _change;
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("gas-server-");

    public GasServer()
        : this([])
    {
    }

    internal GasServer(Dictionary<string, string> settings, Action<IServiceCollection>? change = null)
    {
        (_settings, _change) = (settings, change);
        UseKestrel(0);
        StartServer();
    }

    public Uri Address => ClientOptions.BaseAddress;

    public string DataFolder => _data.FullName;

    public IJobStore Store => Services.GetRequiredService<IJobStore>();

    /// <summary>A browser without anybody signed in.</summary>
    internal Visitor Visit() => new(Address);

    /// <summary>A browser in which the account, made if need be, is signed in.</summary>
    internal async Task<Visitor> VisitAsAsync(string email)
    {
        await AddAsync(email, email == Admin);
        var visitor = Visit();
        await visitor.SignInAsync(email);
        return visitor;
    }

    /// <summary>A script that sends the account's password with each call.</summary>
    internal async Task<Visitor> CallAsAsync(string email)
    {
        await AddAsync(email, email == Admin);
        var visitor = Visit();
        visitor.UseBasic(email, Password);
        return visitor;
    }

    internal Task AddAsync(string email, bool admin = false) => WithUsersAsync(async users =>
    {
        if (await users.FindByEmailAsync(email) is null)
        {
            var user = new GasUser { UserName = email, Email = email };
            Assert.True((await users.CreateAsync(user, Password)).Succeeded);
            if (admin)
            {
                await users.AddToRoleAsync(user, Roles.Admin);
            }
        }
    });

    internal Task ChangeAsync(string email, Action<GasUser> change) => WithUsersAsync(async users =>
    {
        var user = await users.FindByEmailAsync(email);
        change(user!);
        await users.UpdateAsync(user!);
    });

    internal async Task<UserId> IdOfAsync(string email)
    {
        var id = "";
        await WithUsersAsync(async users => id = (await users.FindByEmailAsync(email))!.Id);
        return new UserId(id);
    }

    internal async Task<bool> HasAsync(string email)
    {
        var has = false;
        await WithUsersAsync(async users => has = await users.FindByEmailAsync(email) is not null);
        return has;
    }

    /// <summary>Everything under inputs and results, and what is being written.</summary>
    internal string[] Files() => Directory.GetFiles(Path.Combine(DataFolder, "files"), "*", SearchOption.AllDirectories);

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment("Production");
        builder.UseSetting("Embedded:DataPath", _data.FullName);
        builder.UseSetting("Accounts:AttemptsPerMinute", "10000");
        builder.UseSetting("Upload:PerMinute", "10000");
        builder.UseSetting("Upload:AtOnce", "1000");
        builder.UseSetting("Limits:RequestsPerMinute", "1000000");
        builder.UseSetting("Variants:KeepFrom", "0");
        builder.UseSetting("Plans:Free:MaxInputBytes", "0");
        builder.UseSetting("Logging:LogLevel:Default", "Warning");
        foreach (var (key, value) in _settings)
        {
            builder.UseSetting(key, value);
        }

        builder.ConfigureTestServices(services =>
        {
            services.Configure<SecurityStampValidatorOptions>(options => options.ValidationInterval = TimeSpan.Zero);
            _change?.Invoke(services);
        });
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        if (_data.Exists)
        {
            _data.Delete(recursive: true);
        }

        GC.SuppressFinalize(this);
    }

    private async Task WithUsersAsync(Func<UserManager<GasUser>, Task> work)
    {
        await using var scope = Services.CreateAsyncScope();
        await work(scope.ServiceProvider.GetRequiredService<UserManager<GasUser>>());
    }
}
