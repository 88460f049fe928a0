using Microsoft.Extensions.Logging;
using Virtool.Data.Documents;
using Virtool.Data.Ownership;
using Virtool.Data.Store;

namespace Virtool.Data.Mongo;

/// <summary>
/// With MongoDB: a lease, which is one document. Its owner makes the number <c>beat</c> in it go up; another takes it when that stood still
/// for a lease, by the clock of who looks, so that no two clocks are compared. The owner gives it up, by its own clock, some time before.
/// It has a connection of its own: requests that wait for the server do not hold it up.
/// </summary>
internal sealed class MongoOwnership : IOwnership
{
    public const string Collection = "_ownership";
    private const string Owner = "owner";

    private static readonly TimeSpan Retry = TimeSpan.FromMilliseconds(500);

    private readonly string _process = Ids.New() + Ids.New();
    private readonly SemaphoreSlim _gate = new(1);
    private readonly CancellationTokenSource _closing = new();
    private readonly MongoClient _client;
    private readonly MongoOptions _options;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;
    private Tenure? _tenure;
    private bool _isReached;
    private Task _keeping = Task.CompletedTask;
    private (long Fence, long Beat, long Since)? _seen;

    /// <exception cref="StoreException">The driver is not installed, or does not take the address.</exception>
    public MongoOwnership(string address, string database, MongoOptions options, TimeProvider clock, ILogger logger)
    {
        _options = options;
        _clock = clock;
        _logger = logger;
        _client = new MongoClient(address, database, threads: 1, patience: options.Beat);
    }

    public string? Other { get; private set; }

    /// <summary>For how long after a renewal was asked for the owner takes itself for one; the rest of the lease is for ending its work.</summary>
    private TimeSpan Sure => _options.Lease * 0.8;

    public async Task<Tenure?> TryTakeAsync(CancellationToken cancellation = default)
    {
        await _gate.WaitAsync(cancellation);
        try
        {
            if (_tenure is not { Ended.IsCancellationRequested: false })
            {
                await _keeping;
                _tenure = await ReachAsync(cancellation);
            }

            return _tenure;
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Gives the lease back, so that the next one has it at once.</summary>
    public ValueTask DisposeAsync() => CloseAsync(isWell: true);

    /// <summary>Closes as a crash does: the lease runs out.</summary>
    internal ValueTask AbandonAsync() => CloseAsync(isWell: false);

    private async ValueTask CloseAsync(bool isWell)
    {
        if (_closing.IsCancellationRequested)
        {
            return;
        }

        await _closing.CancelAsync();
        await _keeping;
        if (isWell && _tenure is not null)
        {
            await LeaveAsync(_tenure.Fence);
        }

        _client.Dispose();
        _gate.Dispose();
        _closing.Dispose();
    }

    /// <summary>The first time it is waited for the server, which may be starting too; later the caller comes again.</summary>
    private async Task<Tenure?> ReachAsync(CancellationToken cancellation)
    {
        var begun = _clock.GetTimestamp();
        while (true)
        {
            try
            {
                var tenure = await TakeAsync(cancellation);
                _isReached = true;
                return tenure;
            }
            catch (MongoException error) when (error.IsPassing && !_isReached && _clock.GetElapsedTime(begun) < _options.Patience)
            {
                await Task.Delay(Retry, _clock, cancellation);
            }
        }
    }

    private async Task<Tenure?> TakeAsync(CancellationToken cancellation)
    {
        var asked = _clock.GetTimestamp();
        var found = await _client.ListAsync(Collection, new Bson { ["_id"] = Owner }, cancellation: cancellation);
        var fence = Fences.After(found is [var last] ? last["fence"].Whole : 0, _clock.GetUtcNow());
        if (!(found is [var now] ? IsFree(now) && await ReplaceAsync(now, fence) : await InsertAsync(fence, cancellation)))
        {
            Other = found is [var other] ? other["name"].Text : null;
            return null;
        }

        Other = null;
        _seen = null;
        var ended = new CancellationTokenSource();
        _keeping = KeepAsync(fence, asked, ended);
        return new Tenure(fence, ended.Token);
    }

    /// <summary>Whether nobody has the lease: it was given back, or this process lost it to nobody, or its owner showed nothing for so long.</summary>
    private bool IsFree(BsonValue lease)
    {
        if (lease["process"].Text is not { } owner || owner == _process)
        {
            return true;
        }

        var (fence, beat) = (lease["fence"].Whole, lease["beat"].Whole);
        if (_seen is not { } seen || (seen.Fence, seen.Beat) != (fence, beat))
        {
            // From when the answer was there, not from when it was asked for: what is in it was written before.
            _seen = (fence, beat, _clock.GetTimestamp());
            return false;
        }

        return _clock.GetElapsedTime(seen.Since) >= _options.Lease;
    }

    private async Task<bool> InsertAsync(long fence, CancellationToken cancellation)
    {
        var lease = new Bson { ["_id"] = Owner, ["beat"] = 1L };
        Sign(lease, fence);
        await MongoSchema.CreateAsync(_client, Collection, cancellation);
        var reply = await _client.WriteAsync(new Bson { ["insert"] = Collection, ["documents"] = new[] { lease } }, cancellation);
        return reply.Errors is not [{ Code: MongoFailure.Duplicate }] && reply.Whole().Count == 1;
    }

    private Task<bool> ReplaceAsync(BsonValue found, long fence)
    {
        var signed = new Bson();
        Sign(signed, fence);
        return UpdateAsync(
            new Bson { ["_id"] = Owner, ["fence"] = found["fence"].Whole, ["beat"] = found["beat"].Whole },
            new Bson { ["$set"] = signed, ["$inc"] = new Bson { ["beat"] = 1L } });
    }

    private void Sign(Bson lease, long fence) => lease
        .With("process", _process)
        .With("name", $"The server on {Environment.MachineName} (process {Environment.ProcessId})")
        .With("fence", fence)
        .With("since", _clock.GetUtcNow());

    private async Task<bool> UpdateAsync(Bson wanted, Bson change)
    {
        var update = new Bson { ["q"] = wanted, ["u"] = change };
        return (await _client.WriteAsync(new Bson { ["update"] = Collection, ["updates"] = new[] { update } }, CancellationToken.None)).Whole().Count == 1;
    }

    /// <summary>Renews the lease until it is lost or given back.</summary>
    /// <param name="fence">The tenure's.</param>
    /// <param name="sure">When what renewed it last was asked for.</param>
    /// <param name="ended">The tenure's end.</param>
    private async Task KeepAsync(long fence, long sure, CancellationTokenSource ended)
    {
        var pause = _options.Beat;
        while (true)
        {
            await Task.Delay(pause, _clock, _closing.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (_closing.IsCancellationRequested)
            {
                return;
            }

            var asked = _clock.GetTimestamp();
            var renewing = RenewAsync(fence);
            var left = Sure - _clock.GetElapsedTime(sure);
            if (left > TimeSpan.Zero)
            {
                await ((Task)renewing).WaitAsync(left, _clock, CancellationToken.None).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }

            var isRenewed = renewing.IsCompleted ? await renewing : null;
            sure = isRenewed == true ? asked : sure;
            if (isRenewed == false || _clock.GetElapsedTime(sure) >= Sure)
            {
                _logger.LogWarning("{Sentence}", isRenewed == false ? "Another server has taken the data over." : "The MongoDB server did not answer for so long that another server may take the data over.");
                await ended.CancelAsync();
                await renewing;
                return;
            }

            pause = isRenewed == true ? _options.Beat : Retry;
        }
    }

    /// <summary>False where somebody else has the lease; null where that is not known.</summary>
    private async Task<bool?> RenewAsync(long fence)
    {
        try
        {
            return await UpdateAsync(Own(fence), new Bson { ["$inc"] = new Bson { ["beat"] = 1L } });
        }
        catch (StoreException error)
        {
            _logger.LogInformation("The lease of the data cannot be renewed at the moment; it is tried again. {Why}", error.Message);
            return null;
        }
    }

    private async Task LeaveAsync(long fence)
    {
        try
        {
            await UpdateAsync(Own(fence), new Bson { ["$set"] = new Bson { ["process"] = null } });
        }
        catch (StoreException error)
        {
            _logger.LogInformation("The lease of the data cannot be given back; it runs out by itself. {Why}", error.Message);
        }
    }

    private Bson Own(long fence) => new() { ["_id"] = Owner, ["process"] = _process, ["fence"] = fence };
}
