using Gas.Blazor.Components.Variants;
using Gas.Blazor.Endpoints;
using Gas.Blazor.Variants;
using Gas.Pipeline.Annotation;
using Gas.Pipeline.Annotation.Index;
using Gas.Pipeline.Jobs;
using static Gas.Blazor.Languages.Texts;

namespace Gas.Blazor.Pages;

/// <summary>How the page finds what its address asks for.</summary>
public sealed partial class JobVariants
{
    /// <summary>Looks up what the address asks for. The last one asked for is what is shown.</summary>
    private async Task LookAsync(bool removed = false)
    {
        _looking?.Cancel();
        _looking = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
        var (job, cancellation) = (_job!, _looking.Token);
        _query = VariantQuery.Parse(new Uri(navigation.Uri).Query);
        _obstacle = removed ? (L["This job has been deleted"], L["Its files are gone, and its variants with them."]) : null;
        try
        {
            if (!removed && await OpenIndexAsync(job, cancellation))
            {
                await FindAsync(job, _index!, cancellation);
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return;
        }

        StateHasChanged();
    }

    private async Task<bool> OpenIndexAsync(Job job, CancellationToken cancellation)
    {
        try
        {
            _index ??= await indexes.OpenAsync(job, new Progress<double>(Tell), cancellation);
        }
        catch (Exception fault) when (fault is VcfException or InvalidDataException)
        {
            _obstacle = (L["The result cannot be read"], L["It is damaged, or is no annotated VCF. Download it, or run the job again."]);
        }

        _share = null;
        if (_index is null)
        {
            var missing = DownloadKind.Of("result")!.Missing(job);
            _obstacle ??= job.Result is null
                ? (L["There are no variants yet"], L[missing])
                : (L["The result is archived"], L["It was made before there was a table of variants, which can only be made from the result. Have it restored first."]);
        }

        return _index is not null;

        void Tell(double share)
        {
            if (_index is null && !cancellation.IsCancellationRequested)
            {
                _share = share;
                StateHasChanged();
            }
        }
    }

    private async Task FindAsync(Job job, VariantIndex index, CancellationToken cancellation)
    {
        var page = await VariantPage.FindAsync(job, index, _query, records, cancellation);
        cancellation.ThrowIfCancellationRequested();
        (_query, _found, _rows) = (page.Query, page.Hits, page.Rows);
        ShownBefore = _rows.Count;
        _announcer?.Say(L["{0} found", VariantCount.Words(_found.Count)]);
    }
}
