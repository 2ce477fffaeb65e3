using Gas.Blazor.Components;
using Microsoft.AspNetCore.Http;

namespace Gas.Tests.Blazor;

public sealed class PageLengthTests
{
    [Theory]
    [InlineData("rows=100", 100)]
    [InlineData("theme=dark; rows=50", 50)]
    [InlineData("rows=7", 25)]
    [InlineData("rows=many", 25)]
    [InlineData("", 25)]
    public void The_request_tells_what_the_browser_kept(string cookies, int rows)
    {
        var request = new DefaultHttpContext();
        request.Request.Headers.Cookie = cookies;

        Assert.Equal(rows, new PageLength(new HttpContextAccessor { HttpContext = request }).Rows);
    }

    [Fact]
    public void A_circuit_has_no_cookies_and_goes_on_with_what_the_request_told() =>
        Assert.Equal(50, new PageLength(new HttpContextAccessor()) { Chosen = 50 }.Rows);
}
