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
    new ToolCommand(ToolStreams.Console).Create(),
    AdminCommand.Create(),
};
root.TreatUnmatchedTokensAsErrors = false;
root.SetAction((result, cancellation) =>
    ServeCommand.RunAsync(result, CommonOptions.Settings(result.GetValue(CommonOptions.Data), port: null), cancellation));
root.Options.OfType<VersionOption>().Single().Action = new VersionAction();

var parsed = root.Parse(args);
if (parsed.Errors.Count > 0)
{
    foreach (var error in parsed.Errors)
    {
        await Console.Error.WriteLineAsync(error.Message);
    }

    return ExitCodes.BadInput;
}

try
{
    return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
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
