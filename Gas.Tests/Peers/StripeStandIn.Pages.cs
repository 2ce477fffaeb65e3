using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Gas.Tests.Peers;

/// <summary>The pages on which people pay, and manage what they bought.</summary>
internal sealed partial class StripeStandIn
{
    private void MapPages(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/pay/{id}", (string id) => Page("Subscribe to premium", $"<p>{Text(_checkouts[id]["metadata"]!["line"])}</p>", ["Pay"], (string)_checkouts[id]["cancel_url"]!));
        routes.MapPost("/pay/{id}", (string id, HttpResponse response) =>
        {
            Pay(id);
            SeeOther(response, (string)_checkouts[id]["success_url"]!);
        });
        routes.MapGet("/portal/{id}", (string id) => Page("Your subscription", $"<p>{Text(Current(id)["status"])}</p>", ["Cancel", "Cancel now", "Renew"], (string)_portals[id]["return_url"]!));
        routes.MapPost("/portal/{id}", async (string id, HttpRequest request) =>
        {
            var subscription = (string)Current(id)["id"]!;
            switch ((await request.ReadFormAsync())["do"].ToString())
            {
                case "Cancel":
                    EndAt(subscription, PeriodEndOf(subscription), atPeriodEnd: true);
                    break;
                case "Cancel now":
                    Move(subscription, "canceled");
                    break;
                default:
                    EndAt(subscription, null, atPeriodEnd: false);
                    break;
            }

            SeeOther(request.HttpContext.Response, $"/portal/{id}");
        });
    }

    private System.Text.Json.Nodes.JsonObject Current(string portal) => SubscriptionsOf((string)_portals[portal]["customer"]!)[^1];

    private static IResult Page(string title, string body, string[] buttons, string back) => Results.Content(
        $"""
        <!DOCTYPE html><html lang="en"><head><title>{title}</title><link rel="icon" href="data:,"></head><body><h1>{title}</h1>{body}
        <form method="post">{string.Concat(buttons.Select(button => $"<button name=\"do\" value=\"{button}\">{button}</button>"))}</form>
        <a href="{Text(back)}">Return</a></body></html>
        """,
        "text/html; charset=utf-8");

    private static string Text(object? value) => WebUtility.HtmlEncode($"{value}");

    private static void SeeOther(HttpResponse response, string address)
    {
        response.StatusCode = StatusCodes.Status303SeeOther;
        response.Headers.Location = address;
    }
}
