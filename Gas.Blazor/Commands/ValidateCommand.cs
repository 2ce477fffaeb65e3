using System.CommandLine;
namespace Gas.Blazor.Commands;
internal static class ValidateCommand { public static Command Build() => new("validate"); }
