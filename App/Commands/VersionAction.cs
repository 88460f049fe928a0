using System.CommandLine;
using System.CommandLine.Invocation;
using Virtool.Components.Shell;

namespace Virtool.App.Commands;

/// <summary><c>virtool --version</c>.</summary>
internal sealed class VersionAction : SynchronousCommandLineAction
{
    /// <inheritdoc />
    public override int Invoke(ParseResult parseResult)
    {
        Console.WriteLine(Product.Version);
        return ExitCodes.Done;
    }
}
