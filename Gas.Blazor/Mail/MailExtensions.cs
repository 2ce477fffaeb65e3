using Gas.Blazor.Account;
using Gas.Pipeline.Ports;
using Gas.Pipeline.Settings;
using Microsoft.Extensions.Options;

namespace Gas.Blazor.Mail;

/// <summary>Wires the mail.</summary>
internal static class MailExtensions
{
    public static void AddMail(this IServiceCollection services)
    {
        services.AddSettings<MailOptions>(MailOptions.Section);
        services.AddSingleton<PublicAddress>();
        services.AddSingleton<IMailCarrier>(provider => provider.GetRequiredService<IOptions<MailOptions>>().Value.HasHost
            ? ActivatorUtilities.CreateInstance<SmtpCarrier>(provider)
            : ActivatorUtilities.CreateInstance<PickupFolder>(provider));
        services.AddSingleton<INotifier, MailNotifier>();
        services.AddSingleton<IValidateOptions<AccountOptions>, ConfirmEmailValidator>();
        services.AddSingleton<AccountPost>();
        services.AddHostedService(provider => provider.GetRequiredService<AccountPost>());
    }
}
