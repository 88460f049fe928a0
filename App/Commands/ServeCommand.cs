using System.CommandLine;
using Virtool.App.Server;
using Virtool.Components.Shell;

namespace Virtool.App.Commands;

/// <summary><c>virtool serve</c>: the server, until it is told to stop.</summary>
internal static class ServeCommand
{
    /// <summary>The verb's name.</summary>
    public const string Name = "serve";

    /// <summary>Whether the end of the server waits for jobs.</summary>
    public static Option<bool> Drain { get; } = new("--drain")
    {
        Description = "Told to end, let no job start any more and wait for those that run; told again, end at once. Without it tools go on, and the next server takes them over.",
    };

    /// <summary>The verb.</summary>
    public static Command Create()
    {
        var port = CommonOptions.Port();
        var command = new Command(Name, "Run the server until Ctrl-C. Settings can follow as --Key=Value.") { port, Drain };
        command.TreatUnmatchedTokensAsErrors = false;
        command.SetAction((result, cancellation) =>
            RunAsync(result, [.. CommonOptions.Settings(result.GetValue(CommonOptions.Data), result.GetValue(port))], cancellation));
        return command;
    }

    /// <summary>Runs the server.</summary>
    /// <param name="result">The command line; what it has beside the verb's own options are settings.</param>
    /// <param name="settings">Settings that win over those.</param>
    /// <param name="cancellation">Ctrl-C.</param>
    public static async Task<int> RunAsync(ParseResult result, IReadOnlyList<string> settings, CancellationToken cancellation)
    {
        if (result.UnmatchedTokens.FirstOrDefault(token => !token.StartsWith("--", StringComparison.Ordinal) || !token.Contains('=', StringComparison.Ordinal)) is { } unknown)
        {
            await Console.Error.WriteLineAsync($"\"{unknown}\" is not understood. See virtool --help; settings are given as --Key=Value.");
            return ExitCodes.BadInput;
        }

        var drains = result.GetValue(Drain);
        await using var server = ServerHost.Build(
            [.. result.UnmatchedTokens, .. settings], services => _ = drains ? services.AddSingleton<IHostLifetime, DrainingLifetime>() : services);
        await ServerHost.StartAsync(server, cancellation);
        foreach (var url in ServerHost.Addresses(server))
        {
            await Console.Error.WriteLineAsync($"Virtool {Product.Version} is at {url}");
        }

        // Not with --drain: there the command line leaves signals to the server, and this is never cancelled.
        await using var stop = cancellation.Register(server.Lifetime.StopApplication);
        await server.WaitForShutdownAsync(CancellationToken.None);
        return ExitCodes.Done;
    }
}
