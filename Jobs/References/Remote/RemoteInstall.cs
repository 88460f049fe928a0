using Virtool.Domain.History;
using Virtool.Domain.Links;
using Virtool.Domain.Otus;
using Virtool.Domain.References;
using Virtool.Domain.Rights;
using Virtool.Domain.Tasks;
using Virtool.Jobs.References.Import;
using Virtool.Jobs.Tasks;

namespace Virtool.Jobs.References.Remote;

/// <summary>
/// Makes a reference as a release has it, one virus after the other, each in a batch with its change in the history. Where it was cut off and is
/// begun again, what is done already changes nothing.
/// </summary>
/// <param name="pairs">Reads the release beside what is here.</param>
/// <param name="commit">Writes edits.</param>
/// <param name="time">The clock.</param>
internal sealed class RemoteInstall(RemotePairs pairs, OtuCommit commit, TimeProvider time)
{
    /// <summary>Does it.</summary>
    /// <param name="task">The task that works on the reference.</param>
    /// <param name="file">The release's file, which was checked.</param>
    /// <param name="compared">What it changes.</param>
    /// <param name="progress">Told how much is done, 0 to 1.</param>
    /// <param name="cancellation">Ends it between two viruses.</param>
    public async Task RunAsync(ServerTask task, ReferenceFile file, ComparedRelease compared, Func<double, Task> progress, CancellationToken cancellation)
    {
        var done = 0;
        Task DoneAsync() => progress((double)++done / Math.Max(1, compared.Changes.Count));

        foreach (var removed in compared.Changes.Where(change => change.Kind == RemoteChangeKind.Removed))
        {
            await RemoveAsync(task, removed.OtuId!, cancellation);
            await DoneAsync();
        }

        var waiting = new List<(SourceOtu Source, string? OtuId)>();
        var here = await pairs.HereAsync(task.Subject.Id, cancellation);
        await foreach (var (source, known) in pairs.ReadAsync(file, here, cancellation))
        {
            if (!compared.Keys.Contains(RemoteMerge.KeyOf(source)))
            {
                continue;
            }

            if (await TryWriteAsync(task, source, known?.Otu.Id, cancellation))
            {
                await DoneAsync();
            }
            else
            {
                waiting.Add((source, known?.Otu.Id));
            }
        }

        await WriteWaitingAsync(task, waiting, DoneAsync, cancellation);
    }

    /// <summary>
    /// A name or an abbreviation that another virus has, and that this one is to have, is free once the other one is written; where they wait for
    /// each other, one of them steps aside.
    /// </summary>
    private async Task WriteWaitingAsync(ServerTask task, List<(SourceOtu Source, string? OtuId)> waiting, Func<Task> doneAsync, CancellationToken cancellation)
    {
        var asides = 0;
        while (waiting.Count > 0)
        {
            var written = new List<(SourceOtu, string?)>();
            foreach (var one in waiting)
            {
                if (await TryWriteAsync(task, one.Source, one.OtuId, cancellation))
                {
                    written.Add(one);
                    await doneAsync();
                }
            }

            if (written.Count == 0)
            {
                var aside = waiting.Where(one => one.OtuId is not null).Skip(asides++).FirstOrDefault();
                await StepAsideAsync(task, aside.OtuId ?? throw Stuck(waiting[0].Source), cancellation);
            }

            waiting.RemoveAll(one => written.Contains(one));
        }
    }

    private async Task<bool> TryWriteAsync(ServerTask task, SourceOtu source, string? otuId, CancellationToken cancellation)
    {
        try
        {
            if (otuId is null)
            {
                await commit.AddAsync(task.User, task.Subject.Id, Demand(task), reference => Added(reference, source), cancellation);
            }
            else
            {
                await commit.ChangeAsync(task.User, otuId, Demand(task), (_, before) => Changed(before, source), cancellation);
            }

            return true;
        }
        catch (BadRequestException)
        {
            // Another virus has its name or its abbreviation still.
            return false;
        }
    }

    private Edited Added(Reference reference, SourceOtu source)
    {
        var made = RemoteMerge.Make(source, new Link(reference.Id, reference.Name), time.GetUtcNow());
        return new Edited(ChangeMethod.Remote, $"Installed {Full(made.Otu)}", made);
    }

    private static Edited? Changed(JoinedOtu before, SourceOtu source)
    {
        var after = RemoteMerge.Fill(before, source);
        var details = RemoteDifference.Between(before, after);
        return details is [] ? null : new Edited(ChangeMethod.Update, $"Updated {Full(after.Otu)}", after);
    }

    private async Task RemoveAsync(ServerTask task, string otuId, CancellationToken cancellation)
    {
        try
        {
            await commit.ChangeAsync(task.User, otuId, Demand(task), (_, before) => new Edited(ChangeMethod.Remove, $"Removed {Full(before.Otu)}", null), cancellation);
        }
        catch (NotFoundException)
        {
            // An earlier attempt has removed it.
        }
    }

    private Task StepAsideAsync(ServerTask task, string otuId, CancellationToken cancellation) => commit.ChangeAsync(
        task.User,
        otuId,
        Demand(task),
        (_, before) => new Edited(
            ChangeMethod.Update,
            $"Renamed {Full(before.Otu)} for a moment, since another virus is to have its name",
            before with { Otu = before.Otu with { Name = $"{before.Otu.Name} ({otuId})", Abbreviation = "" } }),
        cancellation);

    private static Action<Reference> Demand(ServerTask task) => reference =>
    {
        if (reference.TaskId != task.Id)
        {
            throw new TaskFailedException("Something else works on the reference by now, so the release was not installed any further. Install it again.");
        }
    };

    private static TaskFailedException Stuck(SourceOtu source) =>
        new($"The release has a virus {source.Called} whose name or abbreviation another one has. Tell those who make the release, and wait for the next one.");

    private static string Full(Otu otu) => otu.Abbreviation.Length == 0 ? otu.Name : $"{otu.Name} ({otu.Abbreviation})";
}
