using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Virtool.Bio.GenBank;
using Virtool.Jobs.Outgoing;
using Virtool.Jobs.Outgoing.GenBank;
using Xunit;

namespace Virtool.App.Tests.Outgoing;

public sealed class GenBankLookupTests : IAsyncLifetime
{
    private NcbiStandIn _ncbi = null!;
    private ServiceProvider _parts = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _ncbi = await NcbiStandIn.StartAsync(Cancellation);
        _parts = OutgoingParts.With(("GenBank", _ncbi.Address), ("GenBankEmail", "lab@example.org"), ("GenBankKey", "secret-key"), ("Retries", "0"));
    }

    public async ValueTask DisposeAsync()
    {
        await _parts.DisposeAsync();
        await _ncbi.DisposeAsync();
    }

    [Theory]
    [InlineData("NC_010317")]
    [InlineData("NC_010317.1")]
    [InlineData(" nc_010317 ")]
    public async Task A_record_is_found_by_its_accession(string accession)
    {
        var record = await GetAsync(accession);
        record.AccessionVersion.ShouldBe("NC_010317.1");
        record.Definition.ShouldBe("Abaca bunchy top virus DNA-M, complete genome and what else there is to say of it");
        record.Host.ShouldBe("Musa sp.");
        record.Segment.ShouldBe("DNA-M");
        record.TaxonId.ShouldBe(438782);
        record.Nucleotides.ShouldBe("GGGGCTGGGGCTTATTATTACCCCCAGCCCCGGAACGGGACATCACGTGCGCCACGTAAA");
        var asked = _ncbi.Requests.ShouldHaveSingleItem();
        asked.Path.ShouldBe("/entrez/eutils/efetch.fcgi");
        asked.Query.ShouldBe($"?db=nuccore&rettype=gb&retmode=text&tool=virtool&id={accession.Trim()}&email=lab%40example.org&api_key=secret-key");
    }

    [Theory]
    [InlineData("NC_999999")]
    [InlineData("AB123456.7")]
    public async Task An_accession_that_genbank_does_not_have_is_named(string accession)
    {
        var told = await FailAsync(accession);
        told.Failure.ShouldBe(OutgoingFailure.NotFound);
        told.Message.ShouldContain(accession);
        told.Message.ShouldNotContain("secret");
    }

    [Theory]
    [InlineData("")]
    [InlineData("not an accession")]
    [InlineData("NC_010317&db=protein")]
    [InlineData("../NC_010317")]
    [InlineData("NC_010317,NC_010318")]
    [InlineData("1")]
    public async Task What_is_no_accession_is_not_asked_for(string accession)
    {
        (await FailAsync(accession)).Failure.ShouldBe(OutgoingFailure.NotFound);
        _ncbi.Requests.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(200, "", OutgoingFailure.NotFound)]
    [InlineData(200, "\n\n", OutgoingFailure.NotFound)]
    [InlineData(200, "Error: CEFetchPApplication::proxy_stream(): Failed to retrieve sequence", OutgoingFailure.NotFound)]
    [InlineData(200, "Supplied id parameter is empty.", OutgoingFailure.NotFound)]
    [InlineData(200, "<html>Welcome to the hotel</html>", OutgoingFailure.Unexpected)]
    [InlineData(200, "LOCUS       NC_010317               60 bp ss-DNA     circular VRL 13-AUG-2018\nACCESSION   NC_010317\n", OutgoingFailure.Unexpected)]
    [InlineData(404, "", OutgoingFailure.NotFound)]
    [InlineData(500, "", OutgoingFailure.Failed)]
    [InlineData(429, """{"error":"API rate limit exceeded"}""", OutgoingFailure.TooOften)]
    public async Task Other_answers_are_told_apart(int status, string body, OutgoingFailure failure)
    {
        _ncbi.Trouble = async context =>
        {
            context.Response.StatusCode = status;
            await context.Response.WriteAsync(body, Cancellation);
            return true;
        };
        var told = await FailAsync("NC_010317");
        told.Failure.ShouldBe(failure);
        told.ToString().ShouldNotContain("secret");
    }

    [Fact]
    public async Task Another_record_than_was_asked_for_is_refused()
    {
        _ncbi.Records["AB123456"] = _ncbi.Records["NC_010317"];
        (await FailAsync("AB123456")).Failure.ShouldBe(OutgoingFailure.Unexpected);
    }

    [Fact]
    public async Task Requests_keep_the_distance_that_ncbi_asks_for()
    {
        var time = new ManualTime();
        var pace = new Pace(TimeSpan.FromSeconds(0.34), time);
        await pace.WaitAsync(Cancellation);
        var second = pace.WaitAsync(Cancellation);
        var third = pace.WaitAsync(Cancellation);
        time.Advance(TimeSpan.FromSeconds(0.33));
        second.IsCompleted.ShouldBeFalse();
        time.Advance(TimeSpan.FromSeconds(0.02));
        await second;
        third.IsCompleted.ShouldBeFalse();
        time.Advance(TimeSpan.FromSeconds(0.34));
        await third;
    }

    private Task<GenBankRecord> GetAsync(string accession) => _parts.GetRequiredService<GenBankLookup>().GetAsync(accession, Cancellation);

    private Task<OutgoingException> FailAsync(string accession) => Should.ThrowAsync<OutgoingException>(GetAsync(accession));
}
