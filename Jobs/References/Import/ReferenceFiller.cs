using System.Threading.Channels;
using Virtool.Bio;
using Virtool.Data.Collections;
using Virtool.Data.Store;
using Virtool.Domain.History;
using Virtool.Domain.Links;
using Virtool.Domain.Otus;
using Virtool.Domain.References;
using Virtool.Jobs.Tasks;

namespace Virtool.Jobs.References.Import;

/// <summary>Checks files, and fills references with them; for tasks.</summary>
/// <param name="bulk">Writes the viruses.</param>
/// <param name="otus">The OTUs that are there.</param>
/// <param name="sequences">The sequences that are there.</param>
/// <param name="changes">The history that is there.</param>
/// <param name="time">The clock.</param>
public sealed class ReferenceFiller(BulkOtus bulk, Collection<Otu> otus, Collection<Sequence> sequences, Collection<Change> changes, TimeProvider time)
{
    // So many viruses are read ahead of the writing.
    private const int Ahead = 32;
    private const int MostTries = 3;

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);

    /// <summary>Checks a file as the step of a task.</summary>
    /// <param name="context">The task, in the step.</param>
    /// <param name="open">Opens the file.</param>
    /// <param name="name">What people call the file.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="TaskFailedException">Something is wrong with it; all of that is told.</exception>
    public async Task<(ReferenceFile File, CheckedFile Checked)> CheckAsync(TaskContext context, Func<ReferenceFile> open, string name, CancellationToken cancellation)
    {
        var share = 0.0;
        var check = Task.Run(() => ReferenceFileCheck.Open(open, fraction => Volatile.Write(ref share, fraction), cancellation), cancellation);
        while (await Task.WhenAny(check, Task.Delay(Look, time, cancellation)) != check)
        {
            cancellation.ThrowIfCancellationRequested();
            await context.ProgressAsync(Volatile.Read(ref share), cancellation);
        }

        var (file, result) = await check;
        return file is not null && result.IsGood
            ? (file, result)
            : throw new TaskFailedException(
                result.Total == 1 ? $"{name} was not imported: there is a problem in it." : FormattableString.Invariant($"{name} was not imported: there are {result.Total:N0} problems in it."),
                result.Problems,
                (int)Math.Min(result.Total, int.MaxValue));
    }

    /// <summary>Writes the viruses of a checked file into a reference that is not ready.</summary>
    /// <param name="context">The task, in the step.</param>
    /// <param name="reference">The reference; what an earlier attempt left in it is cleared first.</param>
    /// <param name="file">The file.</param>
    /// <param name="checkedFile">What the check found.</param>
    /// <param name="method">How they come.</param>
    /// <param name="user">Who brings them.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>How many viruses were written, and the internal control that the file names, by its id here.</returns>
    public async Task<(int Count, Link? Control)> FillAsync(
        TaskContext context, Reference reference, ReferenceFile file, CheckedFile checkedFile, ChangeMethod method, Link user, CancellationToken cancellation)
    {
        for (var tries = 1; ; tries++)
        {
            await bulk.ClearAsync(reference.Id, cancellation: cancellation);
            var ids = await IdPlan.OfAsync(checkedFile.OtuIds, checkedFile.SequenceIds, otus, sequences, changes, cancellation);
            var source = new SourceOtus(new Link(reference.Id, reference.Name), ids, time.GetUtcNow(), method == ChangeMethod.Remote);
            Link? control = null;
            try
            {
                var viruses = AheadAsync(
                    file,
                    otu =>
                    {
                        var joined = source.Join(otu);
                        control = otu.Id is not null && otu.Id == checkedFile.Summary.Head.InternalControl ? new Link(joined.Otu.Id, joined.Otu.Name) : control;
                        return joined;
                    },
                    cancellation);
                var count = await bulk.AddAsync(
                    reference, user, method, viruses, written => context.ProgressAsync((double)written / Math.Max(1, checkedFile.Summary.Otus), cancellation), cancellation);
                return count == checkedFile.Summary.Otus ? (count, control) : throw Changed();
            }
            catch (DuplicateException) when (tries < MostTries)
            {
                // Another reference took one of the ids meanwhile.
            }
        }
    }

    // Reading and writing go on at the same time.
    private static async IAsyncEnumerable<JoinedOtu> AheadAsync(
        ReferenceFile file, Func<SourceOtu, JoinedOtu> join, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var channel = Channel.CreateBounded<JoinedOtu>(new BoundedChannelOptions(Ahead) { SingleReader = true, SingleWriter = true });
        var reading = Task.Run(() => ReadAsync(file, join, channel.Writer, ended.Token), CancellationToken.None);
        try
        {
            await foreach (var virus in channel.Reader.ReadAllAsync(cancellation))
            {
                yield return virus;
            }
        }
        finally
        {
            await ended.CancelAsync();
            await reading;
        }
    }

    private static async Task ReadAsync(ReferenceFile file, Func<SourceOtu, JoinedOtu> join, ChannelWriter<JoinedOtu> writer, CancellationToken cancellation)
    {
        try
        {
            var problems = new ProblemList();
            foreach (var otu in file.Otus(letters: true, problems, cancellation))
            {
                await writer.WriteAsync(join(otu), cancellation);
            }

            writer.Complete(problems.Any ? Changed() : null);
        }
        catch (Exception exception)
        {
            // The reader of the channel gets it.
            writer.Complete(exception is InputException ? Changed() : exception);
        }
    }

    private static TaskFailedException Changed() => new("The file was changed while it was imported, so nothing of it was taken. Import it again.");
}
