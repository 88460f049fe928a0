namespace Virtool.Jobs.Limits;

/// <summary>Holds the processes of jobs to what they may take, by the means that this machine has.</summary>
public sealed class HostLimits
{
    /// <summary>What can be enforced here, and how: memory, CPU and kill, in this order. Found by trying it, once, when first asked.</summary>
    public Task<IReadOnlyList<Ability>> AbilitiesAsync(CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<Ability>>([]).WaitAsync(cancellation);
}
