using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Gas.Blazor.Account.SecondFactor;

/// <summary>Makes recovery codes that are long enough to be kept as plain hashes.</summary>
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
    protected override string CreateTwoFactorRecoveryCode() => RecoveryCodes.Make();
}
