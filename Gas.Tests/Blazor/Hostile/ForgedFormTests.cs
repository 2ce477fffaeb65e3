using System.Net;
using System.Reflection;
using Gas.Blazor.Components;
using Gas.Tests.Blazor.Accounts;
using Microsoft.AspNetCore.Components;

namespace Gas.Tests.Blazor.Hostile;

/// <summary>Every form of every page, posted as another site would: without the token that only the page has. What goes to addresses that are no pages is tried by AccessTests.</summary>
public sealed class ForgedFormTests(FormSite site) : IClassFixture<FormSite>
{
    private const string Logout = "account/logout";

    /// <summary>The pages that are drawn anew for each request, and their forms: by name, or by where they go; what ends with a hyphen has somebody's number behind it.</summary>
    private static readonly Dictionary<string, string[]> Forms = new()
    {
        ["/account"] = ["profile", "confirmation", "deletion", "deletion-without-password", "account/export"],
        ["/account/code"] = ["code"],
        ["/account/confirm"] = ["confirm"],
        ["/account/deleted"] = [],
        ["/account/email"] = ["address"],
        ["/account/email/confirm"] = ["address"],
        ["/account/forgot"] = ["forgot"],
        ["/account/identities"] = ["unlink-", "account/identities/lab", "account/identities/guests"],
        ["/account/invitation"] = ["account"],
        ["/account/link"] = ["link"],
        ["/account/login"] = ["login", "passkey-entry", "account/sign-in/lab", "account/sign-in/guests"],
        ["/account/password"] = ["password", "first-password"],
        ["/account/register"] = ["account"],
        ["/account/reset"] = ["reset"],
        ["/account/security"] = ["second-begin", "second-on", "second-off", "recovery-codes", "passkey-new", "remove-", "end-others", "end-"],
        ["/account/setup"] = ["account"],
        ["/account/shares"] = ["revoke-"],
        ["/account/tokens"] = ["token", "revoke-"],
        ["/error/{code:int}"] = [],
        ["/jobs/{Id}/genome"] = [],
        ["/jobs/{Id}/share"] = ["share", "revoke-"],
        ["/jobs/{Id}/summary"] = [],
        ["/shared/{Secret}"] = [],
        ["/shared/{Secret}/variants"] = [],
    };

    [Fact]
    public void Every_page_that_could_take_a_form_is_in_the_table() => Assert.Equal(
        typeof(App).Assembly.GetTypes()
            .Where(type => type.GetCustomAttribute<ExcludeFromInteractiveRoutingAttribute>() is not null)
            .SelectMany(type => type.GetCustomAttributes<RouteAttribute>())
            .Select(route => route.Template)
            .Order(StringComparer.Ordinal),
        Forms.Keys.Order(StringComparer.Ordinal));

    [Fact]
    public async Task A_form_without_its_page_s_token_is_refused_and_with_it_is_not()
    {
        var seen = Forms.Keys.ToDictionary(template => template, _ => new HashSet<string>());
        var wrong = new List<string>();
        await foreach (var (template, visitor, address) in site.VisitsAsync())
        {
            var forms = (await visitor.FormsAsync(address)).Where(form => form.Target != $"/{Logout}").ToList();
            foreach (var (target, fields) in forms)
            {
                var name = NameOf(template, fields.GetValueOrDefault("_handler") ?? target.TrimStart('/'));
                seen[template].Add(name);
                using var forged = await PostAsync(visitor, target, fields.Where(field => field.Key != "__RequestVerificationToken"));
                if (forged.StatusCode != HttpStatusCode.BadRequest)
                {
                    wrong.Add($"{address}: {name} gave {(int)forged.StatusCode} without the token.");
                }
            }

            // One only: it may change what the others are about.
            if (forms.Count > 0)
            {
                using var real = await PostAsync(visitor, forms[0].Target, forms[0].Hidden);
                if (real.StatusCode is not (HttpStatusCode.OK or HttpStatusCode.Found))
                {
                    wrong.Add($"{address}: {forms[0].Target} gave {(int)real.StatusCode} with its token.");
                }
            }
        }

        Assert.Equal([], wrong);
        Assert.All(Forms, page => Assert.Equal(page.Value.Order(StringComparer.Ordinal), seen[page.Key].Order(StringComparer.Ordinal)));
    }

    [Fact]
    public async Task The_token_of_somebody_else_is_none()
    {
        using var ann = await site.Server.VisitAsAsync("token-of-her-own@lab.example");
        using var mallory = await site.Server.VisitAsAsync("mallory@lab.example");
        var form = (await ann.FormsAsync("/account")).Single(form => form.Hidden.GetValueOrDefault("_handler") == "profile");
        var fields = new Dictionary<string, string>(form.Hidden) { ["Input.DisplayName"] = "Mallory was here", ["Input.Institution"] = "" };
        using var forged = await PostAsync(ann, form.Target, new Dictionary<string, string>(fields) { ["__RequestVerificationToken"] = await mallory.TokenAsync() });
        Assert.Equal(HttpStatusCode.BadRequest, forged.StatusCode);
        Assert.DoesNotContain("Mallory was here", await ann.ReadAsync("/account"), StringComparison.Ordinal);
        using var real = await PostAsync(ann, form.Target, fields);
        Assert.Contains("Mallory was here", await ann.ReadAsync("/account"), StringComparison.Ordinal);
    }

    private static string NameOf(string template, string name) => Forms[template].FirstOrDefault(known => known.EndsWith('-') && name.StartsWith(known, StringComparison.Ordinal) && !Forms[template].Contains(name)) ?? name;

    private static Task<HttpResponseMessage> PostAsync(Visitor visitor, string target, IEnumerable<KeyValuePair<string, string>> fields) =>
        visitor.SendAsync(HttpMethod.Post, target, new FormUrlEncodedContent(fields));
}
