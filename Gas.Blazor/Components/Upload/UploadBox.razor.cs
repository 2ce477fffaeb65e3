using Gas.Pipeline.Annotation.Genome;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.JSInterop;
using MudBlazor;
using static Gas.Blazor.Languages.Texts;

namespace Gas.Blazor.Components.Upload;

/// <summary>Takes files by drop or choice and sends them by plain requests, which do not pass through the circuit; shows each on its way.</summary>
public sealed partial class UploadBox(IJSRuntime scripts, AntiforgeryStateProvider antiforgery, IDialogService dialogs) : IAsyncDisposable
{
    /// <summary>Files in the list, which lies in the service's memory. The browser tells of them in parts, because a message is bounded, too.</summary>
    public const int Most = 500;

    private readonly List<UploadItem> _items = [];
    private readonly HashSet<string> _samples = new(StringComparer.Ordinal);
    private readonly TaskCompletionSource<IJSObjectReference> _attached = new();
    private ElementReference _drop;
    private Announcer? _announcer;
    private DotNetObjectReference<UploadBox>? _self;
    private IJSObjectReference? _module;
    private IJSObjectReference? _sender;
    private bool _isFull;

    [Parameter, EditorRequired]
    public required UploadRules Rules { get; set; }

    /// <summary>For the files that are chosen from now on.</summary>
    [Parameter, EditorRequired]
    public required SubmitChoices Choices { get; set; }

    /// <summary>Before files are held against a limit that another plan would lift: the plan may have changed elsewhere.</summary>
    [Parameter]
    public EventCallback OnPlanLimit { get; set; }

    private bool IsBusy => _items.Any(item => item.IsUnderWay);

    [JSInvokable]
    public async Task OnChosen(ChosenFile[] files)
    {
        ArgumentNullException.ThrowIfNull(files);
        if (Rules.Limit.IsPlans && files.Any(file => file.Size > Rules.Limit.Bytes))
        {
            await OnPlanLimit.InvokeAsync();
        }

        _isFull = false;
        foreach (var file in files)
        {
            if (!MakeRoom())
            {
                _isFull = true;
                break;
            }

            var item = new UploadItem(file.Id, file.Name, file.Size);
            _items.Insert(0, item);
            if (Rules.Refuse(file.Name, file.Size) is { } refusal)
            {
                item.Become(UploadState.Refused, refusal.Words, refusal.Link);
            }
            else
            {
                await SendAsync(item);
            }
        }

        StateHasChanged();
    }

    [JSInvokable]
    public void OnProgress(int id, long sent) => Find(id)?.SentSoFar(sent);

    [JSInvokable]
    public void OnInterrupted(int id, int seconds) =>
        Find(id)?.Become(UploadState.Interrupted, L["The connection broke. Tries again in {0} s.", seconds]);

    /// <param name="status">Of the answer, or 0 when none came.</param>
    [JSInvokable]
    public void OnAnswer(int id, int status, string body)
    {
        if (Find(id) is not { IsUnderWay: true } item)
        {
            return;
        }

        var answer = status == 0 ? new UploadAnswer(UploadState.Broken, L["The service could not be reached."]) : UploadAnswer.Read(status, body);
        if (answer.State == UploadState.Accepted)
        {
            item.Accept(answer.Words);
            _announcer?.Say(L["{0} has been accepted", item.Name]);
        }
        else
        {
            item.Become(answer.State, answer.Words, answer.Link);
            _announcer?.Say($"{item.Name}: {answer.Words}");
        }

        StateHasChanged();
    }

    /// <summary>Sends an example as if the user had chosen it: the browser gets it first, so that there is one way in.</summary>
    public async Task AddSampleAsync(string name)
    {
        var sender = await _attached.Task;
        _samples.Add(name);
        await sender.InvokeVoidAsync("add", name, await SampleFiles.ReadAsync(name));
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            if (_sender is not null)
            {
                await _sender.InvokeVoidAsync("dispose");
                await _sender.DisposeAsync();
            }

            if (_module is not null)
            {
                await _module.DisposeAsync();
            }
        }
        catch (JSDisconnectedException)
        {
            // The browser is gone, and its uploads with it.
        }

        _self?.Dispose();
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            _self = DotNetObjectReference.Create(this);
            _module = await scripts.InvokeAsync<IJSObjectReference>("import", "./Components/Upload/UploadBox.razor.js");
            _sender = await _module.InvokeAsync<IJSObjectReference>("attach", _drop, _self);
            _attached.SetResult(_sender);
            StateHasChanged();
        }
    }

    /// <summary>The oldest that has ended leaves the list when it is full.</summary>
    private bool MakeRoom()
    {
        if (_items.Count >= Most && _items.FindLastIndex(item => !item.IsUnderWay) is >= 0 and var ended)
        {
            _items.RemoveAt(ended);
        }

        return _items.Count < Most;
    }

    private UploadItem? Find(int id) => _items.Find(item => item.Id == id);

    private async Task SendAsync(UploadItem item)
    {
        item.Become(UploadState.Waiting);
        // The samples are of the reference that ships, whatever is chosen for files of one's own.
        var reference = _samples.Remove(item.Name) ? ReferenceCatalog.DefaultName : Choices.Reference ?? "";
        var query = $"name={Uri.EscapeDataString(item.Name)}&reference={Uri.EscapeDataString(reference)}&strict={(Choices.Strict ? "true" : "false")}&phasing={Choices.Phasing}&annotator={Uri.EscapeDataString(reference == Choices.Reference ? Choices.Annotator ?? "" : "")}";
        var invite = Rules.IsDirect ? $"api/uploads?{query}&bytes={item.Size}" : null;
        await _sender!.InvokeVoidAsync("send", item.Id, $"api/jobs?{query}", item.IdempotencyKey, antiforgery.GetAntiforgeryToken()?.Value, invite);
        StateHasChanged();
    }

    private async Task StopAsync(UploadItem item)
    {
        item.Become(UploadState.Stopped);
        await _sender!.InvokeVoidAsync("stop", item.Id);
        StateHasChanged();
    }

    private async Task AskBeforeLeavingAsync(LocationChangingContext leaving)
    {
        if (IsBusy && !await dialogs.AskAsync(L["Leave while files are being sent?"], L["The uploads that are not finished would be stopped."], L["Leave"], L["Stay"]))
        {
            leaving.PreventNavigation();
        }
    }
}
