using MudBlazor;

namespace Gas.Blazor.Components;

/// <summary>Asks before something that cannot be taken back, or that costs something.</summary>
public static class Confirmation
{
    /// <summary>True when the user said yes.</summary>
    public static async Task<bool> AskAsync(this IDialogService dialogs, string question, string text, string yes, string no, Color color = Color.Error)
    {
        var parameters = new DialogParameters<ConfirmDialog>
        {
            { dialog => dialog.Question, question },
            { dialog => dialog.Text, text },
            { dialog => dialog.Yes, yes },
            { dialog => dialog.No, no },
            { dialog => dialog.Color, color },
        };
        var shown = await dialogs.ShowAsync<ConfirmDialog>(question, parameters);
        return await shown.Result is { Canceled: false };
    }
}
