using FluentValidation;
using Shouldly;
using Virtool.Domain.Labels;
using Virtool.Domain.Links;
using Virtool.Domain.Rights;
using Virtool.Domain.Samples;
using Xunit;

namespace Virtool.App.Tests.Samples;

public sealed class LabelTests : IAsyncLifetime
{
    private readonly SampleLab _lab = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private LabelService Labels => _lab.Get<LabelService>();

    public async ValueTask InitializeAsync() => await _lab.StartAsync();

    public ValueTask DisposeAsync() => _lab.DisposeAsync();

    [Fact]
    public async Task Samples_are_found_by_a_label_until_it_is_renamed_or_removed()
    {
        var label = await Labels.CreateAsync(SampleLab.Nina, new LabelDraft(" Urgent ", "#AABBCC", "soon"), Cancellation);
        (label.Name, label.Color, label.Description).ShouldBe(("Urgent", "#aabbcc", "soon"));
        var sample = await _lab.Host.SampleAsync("VT-1");
        await _lab.Get<SampleEdits>().EditAsync(SampleLab.Nina, sample.Id, new SampleEdit { Labels = [label.Id] }, Cancellation);
        (await Labels.CountAsync(SampleLab.Eve, label.Id, Cancellation)).ShouldBe(1);

        await Labels.EditAsync(SampleLab.Nina, label.Id, new LabelEdit("Later"), Cancellation);
        (await SampleAsync(sample.Id)).Search.ShouldContain("later");

        await Labels.RemoveAsync(SampleLab.Nina, label.Id, Cancellation);
        var left = await SampleAsync(sample.Id);
        left.Labels.ShouldBeEmpty();
        left.Search.ShouldNotContain("later");
    }

    [Fact]
    public async Task Names_are_unique_whatever_their_case_and_rules_find_them_so()
    {
        var label = await Labels.CreateAsync(SampleLab.Nina, new LabelDraft("Urgent"), Cancellation);
        await Should.ThrowAsync<ValidationException>(() => Labels.CreateAsync(SampleLab.Nina, new LabelDraft("URGENT"), Cancellation));
        var other = await Labels.CreateAsync(SampleLab.Nina, new LabelDraft("Other"), Cancellation);
        await Should.ThrowAsync<ValidationException>(() => Labels.EditAsync(SampleLab.Nina, other.Id, new LabelEdit("urgent"), Cancellation));
        var ids = await Labels.FindOrMakeAsync(["urgent", " New ", "NEW", ""], new Link("u", "u"), Cancellation);
        ids.Count.ShouldBe(2);
        ids[0].ShouldBe(label.Id);
        (await Labels.OfAsync([ids[1], "nothing0", ids[0]], Cancellation)).Select(one => one.Name).ShouldBe(["New", "Urgent"]);
    }

    [Theory]
    [InlineData("", null)]
    [InlineData("a,b", null)]
    [InlineData("a", "red")]
    [InlineData("a", "#12345")]
    public void What_is_no_label_is_told(string name, string? color) => new LabelDraftValidator().Validate(new LabelDraft(name, color)).IsValid.ShouldBeFalse();

    [Fact]
    public async Task Only_who_made_it_and_administrators_change_or_remove_it()
    {
        await Should.ThrowAsync<NotPermittedException>(() => Labels.CreateAsync(SampleLab.Eve, new LabelDraft("x"), Cancellation));
        var label = await Labels.CreateAsync(SampleLab.Nina, new LabelDraft("x"), Cancellation);
        await Should.ThrowAsync<NotPermittedException>(() => Labels.EditAsync(SampleLab.Eve, label.Id, new LabelEdit("y"), Cancellation));
        await Should.ThrowAsync<NotPermittedException>(() => Labels.RemoveAsync(SampleLab.Eve, label.Id, Cancellation));
        await Labels.EditAsync(SampleLab.Root, label.Id, new LabelEdit("y"), Cancellation);
    }

    private async Task<Sample> SampleAsync(string id) => (await _lab.Host.All<Sample>().GetAsync(id, Cancellation))!;
}
