using System.Security.Claims;
using Gas.Blazor.Account;
using Gas.Blazor.Account.Audit;
using Gas.Pipeline.Annotation.External;
using Gas.Pipeline.Annotation.Genome;
using static Gas.Blazor.Languages.Texts;

namespace Gas.Blazor.Operation;

/// <summary>What admins do with references and annotators while the service runs.</summary>
public sealed class ReferenceDesk(ReferenceCatalog references, AnnotatorCatalog annotators, ServiceHelm helm, ModeNews news, AccountStanding standing, AuditTrail trail)
{

    /// <summary>Compares every file with its checksum. Null when all is well, or a sentence that says what is not.</summary>
    public async Task<string?> VerifyAsync(ClaimsPrincipal admin, string reference, CancellationToken cancellation)
    {
        if (!await IsAdminAsync(admin, cancellation))
        {
            return AccountStanding.NotAdmin;
        }

        // Gigabytes are hashed: not on the page's dispatcher.
        var fault = await Task.Run(() => FaultOf(reference), cancellation);
        await trail.NoteAsync(admin, AuditAction.ReferenceChanged, reference, fault is null ? "verified, well" : "verified, damaged");
        return fault;
    }

    /// <summary>Null when it is done, or a sentence that says why not.</summary>
    public Task<string?> MakeDefaultAsync(ClaimsPrincipal admin, string reference, CancellationToken cancellation) => news.Mode.IsRetired(reference)
        ? Task.FromResult<string?>(L["{0} is retired. Bring it back first.", reference])
        : helm.ChangeAsync(admin, mode => mode with { DefaultReference = reference }, AuditAction.ReferenceChanged, reference, "made the default", cancellation);

    /// <summary>No new job is annotated against it; those that have begun end.</summary>
    public Task<string?> RetireAsync(ClaimsPrincipal admin, string reference, CancellationToken cancellation) => news.Mode.Reference == reference
        ? Task.FromResult<string?>(L["{0} is the default. Make another one the default first.", reference])
        : helm.ChangeAsync(admin, mode => mode with { Retired = [.. mode.Retired.Append(reference).Distinct(StringComparer.OrdinalIgnoreCase)] }, AuditAction.ReferenceChanged, reference, "retired", cancellation);

    public Task<string?> BringBackAsync(ClaimsPrincipal admin, string reference, CancellationToken cancellation) => helm.ChangeAsync(
        admin,
        mode => mode with { Retired = [.. mode.Retired.Where(one => !string.Equals(one, reference, StringComparison.OrdinalIgnoreCase))] },
        AuditAction.ReferenceChanged,
        reference,
        "brought back",
        cancellation);

    /// <summary>Asks every enabled tool for its version now.</summary>
    public async Task<string?> ProbeAsync(ClaimsPrincipal admin, CancellationToken cancellation)
    {
        if (!await IsAdminAsync(admin, cancellation))
        {
            return AccountStanding.NotAdmin;
        }

        await annotators.ProbeAsync(cancellation);
        return null;
    }

    private string? FaultOf(string reference)
    {
        try
        {
            ReferenceBundle.Verify(references.FolderOf(reference));
            return null;
        }
        catch (ReferenceException damaged)
        {
            return damaged.Message;
        }
    }

    private async Task<bool> IsAdminAsync(ClaimsPrincipal admin, CancellationToken cancellation) =>
        admin.FindUserId() is { } by && await standing.IsAdminAsync(by, cancellation);
}
