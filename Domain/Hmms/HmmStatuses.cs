using Virtool.Data.Collections;
using Virtool.Data.Store;

namespace Virtool.Domain.Hmms;

/// <summary>The one document that says which set of profiles is installed.</summary>
public static class HmmStatuses
{
    /// <summary>Sees that it is there.</summary>
    public static async Task EnsureAsync(this Collection<HmmStatus> status, CancellationToken cancellation = default)
    {
        if (await status.GetAsync(HmmStatus.OnlyId, cancellation) is not null)
        {
            return;
        }

        try
        {
            await status.InsertAsync(new HmmStatus { Id = HmmStatus.OnlyId }, cancellation);
        }
        catch (DuplicateException)
        {
            // Somebody else was quicker.
        }
    }
}
