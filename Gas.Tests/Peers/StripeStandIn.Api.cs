using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Stripe;

namespace Gas.Tests.Peers;

/// <summary>The calls of the API.</summary>
internal sealed partial class StripeStandIn
{
    private readonly Dictionary<string, (string Asked, int Status, JsonNode Body)> _answers = [];
    private readonly List<string> _calls = [];

    /// <summary>Method and path of each call, in order.</summary>
    public IReadOnlyList<string> Calls
    {
        get
        {
            lock (_lock)
            {
                return [.. _calls];
            }
        }
    }

    private (int Status, JsonNode Body) Answer(HttpRequest request, string path, Func<string, string?> given)
    {
        if (request.Headers.Authorization != $"Bearer {SecretKey}")
        {
            return (401, Refusal("invalid_request_error", null, null, $"Invalid API Key provided: {request.Headers.Authorization}"));
        }

        if (request.Headers["Stripe-Version"] != StripeConfiguration.ApiVersion)
        {
            return (400, Refusal("invalid_request_error", null, null, "This stand-in knows the library's own version of the API only."));
        }

        lock (_lock)
        {
            _calls.Add($"{request.Method} {path}");
            return request.Method == "POST" ? AnswerOnce(request, path, given) : Answer(request.Method, path, given);
        }
    }

    /// <summary>docs.stripe.com/api/idempotent_requests.</summary>
    private (int Status, JsonNode Body) AnswerOnce(HttpRequest request, string path, Func<string, string?> given)
    {
        var key = request.Headers["Idempotency-Key"].ToString();
        if (key.Length is 0 or > 255 || !request.HasFormContentType)
        {
            return (400, Refusal("invalid_request_error", null, null, "A post here is a form and has an idempotency key."));
        }

        var asked = $"{path}?{string.Join('&', request.Form.OrderBy(field => field.Key).Select(field => $"{field.Key}={field.Value}"))}";
        if (_answers.TryGetValue(key, out var known))
        {
            return known.Asked == asked ? (known.Status, known.Body.DeepClone()) : (400, Refusal("idempotency_error", null, null, "The same key came with other parameters."));
        }

        var (status, body) = Answer("POST", path, given);
        _answers[key] = (asked, status, body.DeepClone());
        return (status, body);
    }

    private (int Status, JsonNode Body) Answer(string method, string path, Func<string, string?> given) => (method, path.Split('/')) switch
    {
        ("POST", ["customers"]) => (200, AddCustomer(given("email"), given("metadata[gas_user]"))),
        ("POST", ["checkout", "sessions"]) => IfCustomer(given, () => (200, AddCheckout(given))),
        ("GET", ["checkout", "sessions", var id]) => IfKnown(_checkouts, id, "checkout.session", checkout => (200, checkout)),
        ("POST", ["checkout", "sessions", var id, "expire"]) => IfKnown(_checkouts, id, "checkout.session", Expire),
        ("POST", ["billing_portal", "sessions"]) => IfCustomer(given, () => (200, AddPortal(given("customer")!, given("return_url")!))),
        ("GET", ["subscriptions"]) => IfCustomer(given, () => (200, List(given("customer")!, given("status")))),
        ("GET", ["subscriptions", var id]) => IfKnown(_subscriptions, id, "subscription", subscription => (200, subscription)),
        ("DELETE", ["subscriptions", var id]) => IfKnown(_subscriptions, id, "subscription", CancelNow),
        _ => (404, Refusal("invalid_request_error", null, null, $"Unrecognized request URL ({method}: /v1/{path}).")),
    };

    private (int Status, JsonNode Body) IfCustomer(Func<string, string?> given, Func<(int Status, JsonNode Body)> answer) =>
        _customers.ContainsKey(given("customer") ?? "")
            ? Copy(answer())
            : (400, Refusal("invalid_request_error", "resource_missing", "customer", $"No such customer: '{given("customer")}'"));

    private static (int Status, JsonNode Body) IfKnown(Dictionary<string, JsonObject> known, string id, string kind, Func<JsonObject, (int Status, JsonNode Body)> answer) =>
        known.TryGetValue(id, out var one)
            ? Copy(answer(one))
            : (404, Refusal("invalid_request_error", "resource_missing", "id", $"No such {kind}: '{id}'"));

    private static (int Status, JsonNode Body) Copy((int Status, JsonNode Body) answer) => (answer.Status, answer.Body.DeepClone());

    private JsonObject AddCheckout(Func<string, string?> given)
    {
        var id = NewId("cs_test");
        return _checkouts[id] = new JsonObject
        {
            ["id"] = id,
            ["object"] = "checkout.session",
            ["mode"] = given("mode"),
            ["status"] = "open",
            ["payment_status"] = "unpaid",
            ["customer"] = given("customer"),
            ["client_reference_id"] = given("client_reference_id"),
            ["subscription"] = null,
            ["success_url"] = given("success_url"),
            ["cancel_url"] = given("cancel_url"),
            ["url"] = new Uri(Address, $"/pay/{id}").ToString(),
            ["metadata"] = new JsonObject { ["price"] = given("metadata[price]"), ["line"] = $"{given("line_items[0][quantity]")} x {given("line_items[0][price]")}" },
            ["created"] = Now,
            ["livemode"] = false,
        };
    }

    private static (int Status, JsonNode Body) Expire(JsonObject checkout)
    {
        if ((string)checkout["status"]! != "open")
        {
            return (400, Refusal("invalid_request_error", null, null, $"Only Checkout Sessions with a status in [\"open\"] can be expired; this one is {checkout["status"]}."));
        }

        checkout["status"] = "expired";
        checkout["url"] = null;
        return (200, checkout);
    }

    private JsonObject AddPortal(string customer, string returnUrl)
    {
        var id = NewId("bps");
        return _portals[id] = new JsonObject
        {
            ["id"] = id,
            ["object"] = "billing_portal.session",
            ["customer"] = customer,
            ["return_url"] = returnUrl,
            ["url"] = new Uri(Address, $"/portal/{id}").ToString(),
            ["created"] = Now,
            ["livemode"] = false,
        };
    }

    /// <summary>Without a status, those that were cancelled are left out.</summary>
    private JsonObject List(string customer, string? status) => new()
    {
        ["object"] = "list",
        ["url"] = "/v1/subscriptions",
        ["has_more"] = false,
        ["data"] = new JsonArray([.. _subscriptions.Values
            .Where(one => (string?)one["customer"] == customer && (status == "all" || (string?)one["status"] != "canceled"))
            .Reverse()
            .Select(one => one.DeepClone())]),
    };

    private (int Status, JsonNode Body) CancelNow(JsonObject subscription)
    {
        if ((string)subscription["status"]! == "canceled")
        {
            return (404, Refusal("invalid_request_error", "resource_missing", "id", $"No such subscription: '{subscription["id"]}'"));
        }

        End(subscription, "canceled");
        return (200, subscription);
    }
}
