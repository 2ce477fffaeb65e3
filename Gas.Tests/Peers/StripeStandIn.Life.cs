using System.Globalization;
using System.Text.Json.Nodes;
using Stripe;

namespace Gas.Tests.Peers;

/// <summary>What happens at Stripe, and the events that tell of it.</summary>
internal sealed partial class StripeStandIn
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, JsonObject> _customers = [];
    private readonly Dictionary<string, JsonObject> _checkouts = [];
    private readonly Dictionary<string, JsonObject> _portals = [];
    private readonly Dictionary<string, JsonObject> _subscriptions = [];
    private readonly List<string> _events = [];
    private int _last;

    /// <summary>All events so far, whether told or not, each with its subject as it was then.</summary>
    public IReadOnlyList<string> Events
    {
        get
        {
            lock (_lock)
            {
                return [.. _events];
            }
        }
    }

    private static long Now => TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();

    public IReadOnlyList<JsonObject> CheckoutsOf(string customer) => Of(_checkouts, customer);

    public IReadOnlyList<JsonObject> SubscriptionsOf(string customer) => Of(_subscriptions, customer);

    public IReadOnlyList<string> CustomersOf(string user)
    {
        lock (_lock)
        {
            return [.. _customers.Values.Where(one => (string?)one["metadata"]!["gas_user"] == user).Select(one => (string)one["id"]!)];
        }
    }

    public string AddCustomer()
    {
        lock (_lock)
        {
            return (string)AddCustomer(null, null)["id"]!;
        }
    }

    public void ForgetCustomer(string customer)
    {
        lock (_lock)
        {
            _customers.Remove(customer);
        }
    }

    /// <summary>What the page's button does. Gives the new subscription.</summary>
    public string Pay(string checkout, string status = "active")
    {
        lock (_lock)
        {
            var session = _checkouts[checkout];
            Assert.Equal("open", (string?)session["status"]);
            var subscription = Subscribe((string)session["customer"]!, status);
            session["status"] = "complete";
            session["payment_status"] = status == "incomplete" ? "unpaid" : "paid";
            session["subscription"] = subscription;
            session["url"] = null;
            Happen("checkout.session.completed", session);
            return subscription;
        }
    }

    public string Subscribe(string customer, string status = "active")
    {
        lock (_lock)
        {
            var id = NewId("sub");
            Happen("customer.subscription.created", _subscriptions[id] = new JsonObject
            {
                ["id"] = id,
                ["object"] = "subscription",
                ["customer"] = customer,
                ["status"] = status,
                ["cancel_at"] = null,
                ["cancel_at_period_end"] = false,
                ["canceled_at"] = null,
                ["ended_at"] = null,
                ["created"] = Now,
                ["currency"] = "usd",
                ["items"] = new JsonObject
                {
                    ["object"] = "list",
                    ["has_more"] = false,
                    ["data"] = new JsonArray(new JsonObject
                    {
                        ["id"] = NewId("si"),
                        ["object"] = "subscription_item",
                        ["current_period_start"] = Now,
                        ["current_period_end"] = Now + (30 * 24 * 3600),
                        ["quantity"] = 1,
                        ["subscription"] = id,
                    }),
                },
                ["livemode"] = false,
            });
            return id;
        }
    }

    /// <summary>Moves the subscription to another status; the event that tells it.</summary>
    public string Move(string subscription, string status)
    {
        lock (_lock)
        {
            var one = _subscriptions[subscription];
            if (status is "canceled" or "incomplete_expired")
            {
                return End(one, status);
            }

            one["status"] = status;
            return Happen(status == "paused" ? "customer.subscription.paused" : "customer.subscription.updated", one);
        }
    }

    /// <summary>Sets when it is to end, in one of the two ways in which Stripe says so; the event that tells it.</summary>
    public string EndAt(string subscription, DateTimeOffset? cancelAt, bool atPeriodEnd)
    {
        lock (_lock)
        {
            var one = _subscriptions[subscription];
            one["cancel_at"] = cancelAt?.ToUnixTimeSeconds();
            one["cancel_at_period_end"] = atPeriodEnd;
            return Happen("customer.subscription.updated", one);
        }
    }

    public DateTimeOffset PeriodEndOf(string subscription)
    {
        lock (_lock)
        {
            return DateTimeOffset.FromUnixTimeSeconds((long)_subscriptions[subscription]["items"]!["data"]![0]!["current_period_end"]!);
        }
    }

    /// <summary>The subscription of which a checkout's event tells.</summary>
    public static string SubscriptionOf(string happened) => (string)JsonNode.Parse(happened)!["data"]!["object"]!["subscription"]!;

    /// <summary>An event of any kind about a customer.</summary>
    public string Event(string type, string customer) => EventOf(type, new JsonObject { ["id"] = "in_1", ["object"] = "invoice", ["customer"] = customer }).ToJsonString();

    private JsonObject AddCustomer(string? email, string? user)
    {
        var id = NewId("cus");
        return _customers[id] = new JsonObject
        {
            ["id"] = id,
            ["object"] = "customer",
            ["email"] = email,
            ["metadata"] = new JsonObject { ["gas_user"] = user },
            ["created"] = Now,
            ["livemode"] = false,
        };
    }

    private string End(JsonObject subscription, string status)
    {
        subscription["status"] = status;
        subscription["canceled_at"] = Now;
        subscription["ended_at"] = Now;
        return Happen(status == "canceled" ? "customer.subscription.deleted" : "customer.subscription.updated", subscription);
    }

    private string Happen(string type, JsonObject subject)
    {
        var happened = EventOf(type, subject).ToJsonString();
        _events.Add(happened);
        if (IsTelling && Listener is not null)
        {
            _deliveries.Add(TellAsync(happened));
        }

        return happened;
    }

    private JsonObject EventOf(string type, JsonObject subject) => new()
    {
        ["id"] = NewId("evt"),
        ["object"] = "event",
        ["api_version"] = StripeConfiguration.ApiVersion,
        ["created"] = Now,
        ["type"] = type,
        ["data"] = new JsonObject { ["object"] = subject.DeepClone() },
        ["livemode"] = false,
        ["pending_webhooks"] = 1,
        ["request"] = new JsonObject { ["id"] = null, ["idempotency_key"] = null },
    };

    private IReadOnlyList<JsonObject> Of(Dictionary<string, JsonObject> all, string customer)
    {
        lock (_lock)
        {
            return [.. all.Values.Where(one => (string?)one["customer"] == customer).Select(one => one.DeepClone().AsObject())];
        }
    }

    private string NewId(string prefix) => $"{prefix}_{Interlocked.Increment(ref _last).ToString(CultureInfo.InvariantCulture)}of{Address.Port}";
}
