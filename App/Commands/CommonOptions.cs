using System.CommandLine;

namespace Virtool.App.Commands;

/// <summary>Options that several verbs have.</summary>
internal static class CommonOptions
{
    /// <summary><c>--data DIR</c>, of every verb.</summary>
    public static Option<DirectoryInfo?> Data { get; } = new("--data")
    {
        Description = "The data folder (otherwise the setting Data:Folder, \"data\" in the current folder).",
        HelpName = "DIR",
        Recursive = true,
    };

    /// <summary><c>--port N</c>.</summary>
    public static Option<int?> Port()
    {
        var port = new Option<int?>("--port")
        {
            Description = "The port of 127.0.0.1 to listen on; 0 takes a free one (otherwise the setting Urls).",
            HelpName = "N",
        };
        port.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int?>() is < 0 or > 65535)
            {
                result.AddError("--port takes a number from 0 to 65535.");
            }
        });
        return port;
    }

    /// <summary><c>--json</c>.</summary>
    public static Option<bool> AsJson() => new("--json") { Description = "Print JSON on standard output, and nothing else there." };

    /// <summary>What the options say, as settings.</summary>
    public static List<string> Settings(DirectoryInfo? data, int? port)
    {
        var settings = new List<string>();
        if (data is not null)
        {
            settings.Add($"--{Server.StartSettings.FolderKey}={data.FullName}");
        }

        if (port is not null)
        {
            settings.Add(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"--Urls=http://127.0.0.1:{port}"));
        }

        return settings;
    }
}
