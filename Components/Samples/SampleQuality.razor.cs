using Microsoft.AspNetCore.Components;
using Virtool.Components.Live;
using Virtool.Components.Look;
using Virtool.Domain.Quality;
using Virtool.Domain.Rights;
using Virtool.Domain.Samples;

namespace Virtool.Components.Samples;

/// <summary>The quality of a sample's reads, of both mates or of one, alone or beside another sample's. What is chosen stays in the address.</summary>
public sealed partial class SampleQuality : ViewerPage
{
    private Live<ReadQuality>? _qualities;
    private Live<ReadQuality>? _others;
    private Sample? _other;
    private bool _isAsked;

    /// <summary>The sample.</summary>
    [Parameter, EditorRequired]
    public Sample Sample { get; set; } = default!;

    /// <summary>1 or 2: of that mate alone; else of both together.</summary>
    [Parameter]
    public int? Mate { get; set; }

    /// <summary>The id of the sample that it is compared with; null: with none.</summary>
    [Parameter]
    public string? Compare { get; set; }

    /// <summary>Reads the sample that it is compared with.</summary>
    [Inject]
    public required SampleService Samples { get; init; }

    /// <summary>Keeps what is chosen in the address.</summary>
    [Inject]
    public required NavigationManager Navigation { get; init; }

    private ReadQuality? Together => Find(_qualities, Sample.Id);

    private IReadOnlyList<ReadQuality> Mates => [.. new[] { 1, 2 }.Select(mate => Find(_qualities, SampleQualities.IdOf(Sample.Id, mate))).OfType<ReadQuality>()];

    private int? MateShown => Mate is 1 or 2 && Mates.Count == 2 ? Mate : null;

    private ReadQuality? Shown => Of(_qualities, Sample.Id);

    private ReadQuality? Other => _other is { } other && Of(_others, other.Id) is { Count: > 0 } quality ? quality : null;

    private IEnumerable<(string Title, ReadQuality Quality)> Rows
    {
        get
        {
            if (Together is { } together)
            {
                yield return (Mates.Count == 2 ? "Both mates" : "All reads", together);
            }

            foreach (var (index, mate) in Mates.Index())
            {
                yield return ($"Mate {index + 1}", mate);
            }

            if (Other is { } other)
            {
                yield return (TitleOf(_other!.Name), other);
            }
        }
    }

    /// <inheritdoc />
    protected override async Task OnParametersSetAsync()
    {
        var viewer = await ViewerAsync();
        _qualities = await WatchAsync($"qualities/{Sample.Id}", SampleQualities.Of(Sample));
        await CompareAsync(viewer);
    }

    private async Task CompareAsync(Viewer viewer)
    {
        if (Compare == _other?.Id)
        {
            return;
        }

        _other = null;
        if (!string.IsNullOrEmpty(Compare))
        {
            var found = await WatchAsync("other", Samples.ById(viewer, Compare));
            if (found.Single is { } other)
            {
                _others = await WatchAsync("others", SampleQualities.Of(other));
                _other = other;
            }
        }

        _isAsked = true;
    }

    private ReadQuality? Of(Live<ReadQuality>? qualities, string sampleId) =>
        (MateShown is { } mate ? Find(qualities, SampleQualities.IdOf(sampleId, mate)) : null) ?? Find(qualities, sampleId);

    private string TitleOf(string name) => MateShown is { } mate ? $"{name}, mate {mate}" : name;

    private string With(string key, object? value) => Navigation.GetUriWithQueryParameter(key, value switch
    {
        null => null,
        int number => number.ToString(System.Globalization.CultureInfo.InvariantCulture),
        _ => value.ToString(),
    });

    private void Go(string key, string value) => Navigation.NavigateTo(With(key, value));

    private static ReadQuality? Find(Live<ReadQuality>? qualities, string id) => qualities?.Items.FirstOrDefault(quality => quality.Id == id);
}
