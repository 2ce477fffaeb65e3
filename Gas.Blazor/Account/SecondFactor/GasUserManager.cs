using Gas.Blazor.Mail;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Gas.Blazor.Account.SecondFactor;

/// <summary>Makes recovery codes that are long enough to be kept as plain hashes, and tells owners that their accounts are locked.</summary>
internal sealed class GasUserManager(
    IUserStore<GasUser> store,
    IOptions<IdentityOptions> options,
    IPasswordHasher<GasUser> hasher,
    IEnumerable<IUserValidator<GasUser>> userValidators,
    IEnumerable<IPasswordValidator<GasUser>> passwordValidators,
    ILookupNormalizer keys,
    IdentityErrorDescriber errors,
    IServiceProvider services,
    ILogger<UserManager<GasUser>> logger)
    : UserManager<GasUser>(store, options, hasher, userValidators, passwordValidators, keys, errors, services, logger)
{
    private readonly AccountPost? _post = services.GetService<AccountPost>();

    /// <summary>An account that is locked by it is told of it by mail: pages do not say so, since that would tell which addresses have accounts.</summary>
    public override async Task<IdentityResult> AccessFailedAsync(GasUser user)
    {
        var result = await base.AccessFailedAsync(user);
        // The command line has no post.
        if (result.Succeeded && _post is { Reaches: true } post && await IsLockedOutAsync(user))
        {
            post.Ask(AccountLetter.Locked, user.Email!);
        }

        return result;
    }

    protected override string CreateTwoFactorRecoveryCode() => RecoveryCodes.Make();
}
