using Gas.Blazor.Account;
using Gas.Pipeline;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddGasPipeline(builder.Configuration);
builder.Services.AddAccounts(builder.Configuration);
await builder.Build().RunAsync();
