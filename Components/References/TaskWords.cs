using Virtool.Components.Look;
using Virtool.Domain.Tasks;

namespace Virtool.Components.References;

/// <summary>What people read of a task of the server.</summary>
public static class TaskWords
{
    /// <summary>What it does.</summary>
    public static string Title(string type) => type switch
    {
        "import_reference" => "Importing",
        "clone_reference" => "Copying",
        "delete_reference" => "Deleting",
        "remote_reference" => "Installing",
        "update_remote_reference" => "Updating",
        "install_hmms" => "Installing",
        _ => Words.Title(type),
    };

    /// <summary>That it did not work.</summary>
    public static string Failed(ServerTask task) => task.Type switch
    {
        "import_reference" => $"{task.Subject.Name} could not be imported.",
        "clone_reference" => $"{task.Subject.Name} could not be copied.",
        "delete_reference" => $"{task.Subject.Name} could not be deleted.",
        "remote_reference" => $"{task.Subject.Name} could not be installed.",
        "update_remote_reference" => $"{task.Subject.Name} could not be updated.",
        "install_hmms" => $"{task.Subject.Name} could not be installed.",
        _ => $"{Words.Title(task.Type)} of {task.Subject.Name} did not work.",
    };

    /// <summary>What becomes of it where it is cancelled.</summary>
    public static string Cancelled(ServerTask task) =>
        task.Type == "update_remote_reference" ? "Cancel it, viruses that are done stay" : "Cancel it, nothing is kept";
}
