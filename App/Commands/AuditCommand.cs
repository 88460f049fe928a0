using System.CommandLine;
using Virtool.App.Api;
using Virtool.Components.Look;
using Virtool.Domain.Audit;
using Virtool.Domain.Rights;

namespace Virtool.App.Commands;

/// <summary><c>virtool admin audit</c>: who did what.</summary>
internal static class AuditCommand
{
    private static readonly Dictionary<string, string> NoNames = [];

    /// <summary>The verb.</summary>
    public static Command Create()
    {
        var json = CommonOptions.AsJson();
        var since = new Option<string?>("--since") { Description = "From when on: a day or a time in UTC, as 2026-11-22 or 2026-11-22T08:00:00Z.", HelpName = "time" };
        since.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string?>() is { } text && AuditMoments.From(text) is null)
            {
                result.AddError("--since takes a day or a time, as 2026-11-22 or 2026-11-22T08:00:00Z.");
            }
        });
        var command = new Command("audit", "List who did what, newest first.") { json, since };
        command.SetAction((result, cancellation) => AdminCommand.ListAsync(
            result,
            result.GetValue(json),
            services => services.GetRequiredService<AuditService>().Search(Viewer.Server, new AuditFilter(From: result.GetValue(since) is { } from ? AuditMoments.From(from) : null)),
            entry => AuditApi.Of(entry, Viewer.Server),
            Columns,
            cancellation));
        return command;
    }

    private static IReadOnlyList<string> Columns(AuditEntry entry) =>
        [Words.Exact(entry.At), entry.Actor.Name, entry.From ?? "", AuditWords.Sentence(entry, NoNames)];
}
