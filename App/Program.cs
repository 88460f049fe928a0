using System.CommandLine;
using Microsoft.Extensions.Options;
using Virtool.App.Commands;
using Virtool.App.Server;
using Virtool.App.Tools;
using Virtool.Data.Store;
using Virtool.Domain.Rights;

var root = new RootCommand("Virtool finds viruses in sequencing reads. Without a verb it runs the server, as \"serve\" does.")
{
    CommonOptions.Data,
    ServeCommand.Create(),
    DemoCommand.Create(),
    AnalyseCommand.Create(),
    new ToolCommand(ToolStreams.Console).Create(),
    AdminCommand.Create(),
};
root.TreatUnmatchedTokensAsErrors = false;
root.SetAction((result, cancellation) =>
    ServeCommand.RunAsync(result, CommonOptions.Settings(result.GetValue(CommonOptions.Data), port: null), cancellation));
root.Options.OfType<VersionOption>().Single().Action = new VersionAction();

var parsed = root.Parse(args);
var takesSettings = parsed.CommandResult.Command == root || parsed.CommandResult.Command.Name == ServeCommand.Name;
var wrong = parsed.Errors.Select(error => error.Message)
    .Concat(takesSettings ? [] : parsed.UnmatchedTokens.Select(token => $"\"{token}\" is not understood. See --help."))
    .ToArray();
if (wrong.Length > 0)
{
    await Console.Error.WriteLineAsync(string.Join(Environment.NewLine, wrong));
    return ExitCodes.BadInput;
}

try
{
    // The host gives its services 30 s to end. By its own default the command line would end the process after 2 s, with the data not given back.
    // A server that drains takes as long as its jobs do.
    var patience = takesSettings && parsed.GetValue(ServeCommand.Drain) ? (TimeSpan?)null : TimeSpan.FromMinutes(1);
    return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = patience });
}
catch (Exception exception) when (exception is WrongSettingException or OptionsValidationException)
{
    await Console.Error.WriteLineAsync(exception.Message);
    return ExitCodes.BadInput;
}
catch (Exception exception) when (exception is StoreException or RefusedException or NotFoundException)
{
    await Console.Error.WriteLineAsync(exception.Message);
    return ExitCodes.Failed;
}
