namespace Virtool.App.Server;

/// <summary>A setting is wrong, so the server does not start.</summary>
/// <param name="setting">Its name, as in appsettings.json, with colons.</param>
/// <param name="message">What is wrong with it and what to do.</param>
internal sealed class WrongSettingException(string setting, string message)
    : Exception($"The setting {setting} is wrong. {message}");
