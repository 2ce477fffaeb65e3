using System.Globalization;
using Microsoft.AspNetCore.Localization;
using MudBlazor;

namespace Gas.Blazor.Languages;

/// <summary>Which languages the interface has, and who reads which. Numbers, sizes and times are the same in all of them.</summary>
internal static class Language
{
    public const string English = "en";

    /// <summary>Not a language: English in brackets. What stands outside them does not come from the resources. Offered where <see cref="ProofKey"/> says so.</summary>
    public const string Proof = "qps-ploc";

    public const string ProofKey = "Languages:Proof";

    /// <summary>English, and each language of which there are resources beside the binary.</summary>
    public static List<CultureInfo> Offered(IConfiguration configuration)
    {
        var resources = $"{typeof(Language).Assembly.GetName().Name}.resources.dll";
        var others = Directory.EnumerateFiles(AppContext.BaseDirectory, resources, new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = 1 })
            .Select(file => Path.GetFileName(Path.GetDirectoryName(file)!));
        string[] proof = configuration.GetValue<bool>(ProofKey) ? [Proof] : [];
        return [.. new[] { English }.Concat(others).Concat(proof).Distinct().Select(CultureInfo.GetCultureInfo)];
    }

    public static void AddLanguages(this IServiceCollection services)
    {
        services.AddSingleton<LanguageOffer>();
        services.AddTransient<MudLocalizer, MudTexts>();
    }

    /// <summary>By the cookie of whoever has chosen, else by what the browser asks for.</summary>
    public static void UseLanguages(this WebApplication app) =>
        app.UseRequestLocalization(new RequestLocalizationOptions
        {
            DefaultRequestCulture = new RequestCulture(CultureInfo.InvariantCulture, CultureInfo.GetCultureInfo(English)),
            SupportedCultures = [CultureInfo.InvariantCulture],
            SupportedUICultures = [.. app.Services.GetRequiredService<LanguageOffer>().All],
            RequestCultureProviders = [new CookieRequestCultureProvider(), new AcceptLanguageHeaderRequestCultureProvider()],
        });
}
