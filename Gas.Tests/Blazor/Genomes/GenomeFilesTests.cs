using System.Net;
using System.Text;
using Gas.Blazor.Account.Audit;
using Gas.Blazor.Genomes;
using Gas.Pipeline.Jobs;
using Gas.Tests.Annotation.Genome;
using Gas.Tests.Blazor.Accounts;
using Gas.Tests.Blazor.Endpoints;
using Gas.Tests.Mail;
using Microsoft.Extensions.DependencyInjection;

namespace Gas.Tests.Blazor.Genomes;

/// <summary>What the genome browser asks of the server.</summary>
public sealed class GenomeFilesTests(GasServer server) : IClassFixture<GasServer>
{
    [Fact]
    public async Task Result_and_reference_are_given_in_ranges()
    {
        using var ann = await server.VisitAsAsync(GasServer.Ann);
        var job = await CompletedAsync();
        using var result = await ann.SendAsync(HttpMethod.Get, $"/jobs/{job}/genome/result.vcf.gz", null, ("Range", "bytes=0-3"));
        Assert.Equal((HttpStatusCode.PartialContent, 0x1f), (result.StatusCode, (int)(await result.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken))[0]));
        using var sequence = await ann.SendAsync(HttpMethod.Get, $"/jobs/{job}/genome/sequence.fa", null, ("Range", "bytes=23415-23415"));
        Assert.Equal((HttpStatusCode.PartialContent, "A"), (sequence.StatusCode, await Visitor.TextOfAsync(sequence)));
        Assert.Equal("NC_045512.2\t29903\t13\t29903\t29904\n", await ann.ReadAsync($"/jobs/{job}/genome/sequence.fa.fai"));
        Assert.Equal("NC_045512.2\t29903\n", await ann.ReadAsync($"/jobs/{job}/genome/contigs.txt"));
        using var index = await ann.GetAsync($"/jobs/{job}/genome/result.vcf.gz.tbi");
        Assert.Equal(HttpStatusCode.OK, index.StatusCode);

        // However many stretches are looked at: it is one download.
        (await ann.SendAsync(HttpMethod.Get, $"/jobs/{job}/genome/result.vcf.gz", null, ("Range", "bytes=4-"))).Dispose();
        var (lines, _) = await server.Services.GetRequiredService<AuditList>().PageAsync(new AuditFilter($"{job}", AuditAction.Downloaded), before: null, 10, TestContext.Current.CancellationToken);
        Assert.Equal((GasServer.Ann, "genome: the result, in the genome browser"), Assert.Single(lines) is var line ? (line.Actor, line.Detail) : default);
    }

    [Fact]
    public async Task Genes_come_by_stretch_and_by_name()
    {
        using var ann = await server.VisitAsAsync(GasServer.Ann);
        var job = await CompletedAsync();
        var genes = await ann.ReadAsync($"/jobs/{job}/genome/genes?contig=NC_045512.2&start=23403&end=23403");
        Assert.Contains("\"name\":\"S\"", genes, StringComparison.Ordinal);
        Assert.DoesNotContain("\"name\":\"N\"", genes, StringComparison.Ordinal);
        Assert.Equal("[]", await ann.ReadAsync($"/jobs/{job}/genome/genes?contig=mars&start=1&end=2"));
        Assert.Equal("[]", await ann.ReadAsync($"/jobs/{job}/genome/genes?contig=NC_045512.2&start=1&end=2000000000"));
        Assert.Contains("\"chromosome\":\"NC_045512.2\",\"start\":21563,\"end\":25384", await ann.ReadAsync($"/jobs/{job}/genome/find?name=s"), StringComparison.Ordinal);
        Assert.Equal("[]", await ann.ReadAsync($"/jobs/{job}/genome/find?name=nothing"));
    }

    [Fact]
    public void A_gene_of_the_reverse_strand_has_its_coding_part_where_it_is()
    {
        var human = Gas.Pipeline.Annotation.Genome.ReferenceBundle.Open(Path.Combine(Gas.Pipeline.Annotation.Genome.ReferenceCatalog.DefaultFolder, "GRCh38-genes"));
        var contig = human.FindContig(Encoding.ASCII.GetBytes("17"));
        var gene = GeneFeature.Of(human.TranscriptsIn(contig, 7676594, 7676594).Single(transcript => transcript.Id == "TP53-201"), "17");
        Assert.Equal(("-", 7676594), (gene.Strand, gene.CdEnd!.Value));
        Assert.True(gene.Exons.Zip(gene.Exons.Skip(1)).All(pair => pair.First.End <= pair.Second.Start));
        Assert.Contains(gene.Exons, exon => exon.Utr);
        Assert.All(gene.Exons.Where(exon => exon.CdStart is not null), exon => Assert.InRange(exon.CdStart!.Value, exon.Start, exon.End));
    }

    [Fact]
    public async Task The_page_says_why_there_is_nothing_to_show()
    {
        using var script = await server.CallAsAsync(GasServer.Ann);
        using var ann = await server.VisitAsAsync(GasServer.Ann);
        using var sent = await script.SendAsync(HttpMethod.Post, "/api/jobs?name=unsorted.vcf", new StringContent(Encoding.ASCII.GetString(SmallVcf.Bytes) + "NC_045512.2\t241\t.\tC\tT\t.\tPASS\t.\n"));
        var job = (await Visitor.JsonOfAsync(sent)).GetProperty("id").GetGuid();
        await ReachesAsync(job);
        Assert.Contains("bcftools sort", await ann.ReadAsync($"/jobs/{job}/genome"), StringComparison.Ordinal);
        Assert.Contains("<genome-view", await ann.ReadAsync($"/jobs/{await CompletedAsync()}/genome?locus=S"), StringComparison.Ordinal);
    }

    private async Task<Guid> CompletedAsync()
    {
        Assert.True(SharedData.SarsCoV2.HasSequence);
        using var script = await server.CallAsAsync(GasServer.Ann);
        using var sent = await script.SendAsync(HttpMethod.Post, "/api/jobs?name=genome.vcf", SmallVcf.Body());
        var job = (await Visitor.JsonOfAsync(sent)).GetProperty("id").GetGuid();
        await ReachesAsync(job);
        return job;
    }

    private Task ReachesAsync(Guid job) =>
        Until.TrueAsync(async () => (await server.Store.FindAsync(new JobId(job), TestContext.Current.CancellationToken))?.State == JobState.Completed, "the job is completed");
}
