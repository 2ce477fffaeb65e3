using System.IO.Compression;
using System.Text.Json;
using Gas.Blazor.Account.Audit;
using Gas.Blazor.Account.Sessions;
using Gas.Blazor.Account.Tokens;
using Gas.Blazor.Endpoints;
using Gas.Blazor.Sharing;
using Gas.Pipeline.Jobs;
using Gas.Pipeline.Ports;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Gas.Blazor.Account.Export;

/// <summary>All that the service keeps of one account, as a ZIP that is written while it is read: nothing secret, and nothing of others.</summary>
internal sealed class MyData(UserManager<GasUser> users, TokenBook tokens, SessionBook sessions, ShareBook links, AuditList trail, IJobStore jobs, IFileStore files, IOptions<JsonOptions> json)
{
    private const int JobsAtOnce = 100;

    private readonly JsonSerializerOptions _json = new(json.Value.SerializerOptions) { WriteIndented = true };

    /// <param name="withFiles">Also the jobs' files that are at hand; archived ones are listed only.</param>
    public async Task WriteAsync(ZipArchive zip, GasUser user, bool withFiles, CancellationToken cancellation)
    {
        var owner = new UserId(user.Id);
        await AddAsync(zip, "profile.json", await ProfileAsync(user), cancellation);
        await AddAsync(zip, "tokens.json", (await tokens.ListAsync(owner, cancellation)).Select(one => new { one.Name, Scopes = one.Scopes.ToString(), one.CreatedAt, one.ExpiresAt, one.LastUsedAt }), cancellation);
        await AddAsync(zip, "sessions.json", (await sessions.ListAsync(owner, cancellation)).Select(one => new { one.StartedAt, one.SeenAt, one.Browser, one.Address }), cancellation);
        await AddAsync(zip, "shared-links.json", (await links.ListAsync(owner, null, cancellation)).Select(one => new { one.Name, one.JobId, one.FileName, one.Downloads, one.CreatedAt, one.ExpiresAt }), cancellation);
        var ids = new HashSet<string>();
        await AddAsync(zip, "audit.json", trail.AllAsync(new AuditFilter(user.Id), cancellation).Select(line => LineOf(line, user, ids)), cancellation);

        var cursor = (string?)null;
        do
        {
            var page = await jobs.PageAsync(new JobQuery { Owner = owner, Cursor = cursor, Size = JobsAtOnce }, cancellation);
            foreach (var job in page.Jobs)
            {
                ids.Add(job.Id.ToString());
                await AddAsync(zip, $"jobs/{job.Id}/job.json", JobAnswer.Of(job), cancellation);
                if (withFiles)
                {
                    await AddFilesAsync(zip, job, cancellation);
                }
            }

            cursor = page.Next;
        }
        while (cursor is not null);
        await AddAsync(zip, "audit-by-others.json", trail.AboutAsync(ids, cancellation).Where(line => line.ActorId != user.Id).Select(line => LineOf(line, user, ids)), cancellation);
    }

    private async Task<object> ProfileAsync(GasUser user) => new
    {
        user.Id,
        user.Email,
        user.EmailConfirmed,
        user.DisplayName,
        user.Institution,
        Plan = user.Plan.ToString(),
        user.PlanEndsAt,
        user.CreatedAt,
        Mails = user.MailNotices.ToString(),
        IsAdmin = await users.IsInRoleAsync(user, Roles.Admin),
        HasPassword = user.PasswordHash is not null,
        HasSecondFactor = user.TwoFactorEnabled,
        Passkeys = (await users.GetPasskeysAsync(user)).Select(one => new { one.Name, one.CreatedAt }),
        Identities = (await users.GetLoginsAsync(user)).Select(one => new { Provider = one.LoginProvider, Identity = one.ProviderKey }),
        PaymentCustomer = user.BillingCustomer,
    };

    /// <summary>What others did with the account is its owner's to know; from where they did it is not.</summary>
    /// <param name="jobs">Learns of the account's jobs, also of those that are gone.</param>
    private static object LineOf(AuditEntry line, GasUser user, HashSet<string> jobs)
    {
        if (line.Action == AuditAction.Uploaded && line.ActorId == user.Id)
        {
            jobs.Add(line.Subject);
        }

        return new { line.At, Action = line.Action.ToString(), line.Actor, line.Subject, line.Detail, Address = line.ActorId == user.Id ? line.Address : "" };
    }

    private async Task AddFilesAsync(ZipArchive zip, Job job, CancellationToken cancellation)
    {
        foreach (var kind in DownloadKind.All)
        {
            if (kind.Find(job) is { } file && await files.OpenAsync(file.Key, 0, cancellation) is { } content)
            {
                await using (content)
                {
                    var entry = zip.CreateEntry($"jobs/{job.Id}/{kind.Name}/{kind.NameFor(FileName.Clean(job.FileName), file).Replace(':', '_')}", file.IsPacked ? CompressionLevel.NoCompression : CompressionLevel.Fastest);
                    await using var target = await entry.OpenAsync(cancellation);
                    await content.CopyToAsync(target, cancellation);
                }
            }
        }
    }

    private async Task AddAsync<T>(ZipArchive zip, string name, T value, CancellationToken cancellation)
    {
        await using var target = await zip.CreateEntry(name, CompressionLevel.Fastest).OpenAsync(cancellation);
        await JsonSerializer.SerializeAsync(target, value, _json, cancellation);
    }
}
