using Virtool.Bio;
using Virtool.Domain.Files;

namespace Virtool.Jobs.Workflows;

/// <summary>The files directory, as steps need it.</summary>
internal static class TakenFiles
{
    /// <summary>Ends a step whose files cannot be taken: that they seem to be missing says nothing of them.</summary>
    /// <exception cref="InputException">The directory went away after the job had started.</exception>
    public static async Task RequireAsync(this FilesDirectory directory, CancellationToken cancellation)
    {
        if (await directory.LookAsync(cancellation) is { IsThere: false } state)
        {
            throw new InputException($"The files cannot be taken: {state.Words} Start the job again when it is there.");
        }
    }
}
