using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Virtool.Jobs.Outgoing;

namespace Virtool.App.Tests.Outgoing;

/// <summary>What asks others, with settings of a test.</summary>
internal static class OutgoingParts
{
    /// <summary>Settings as <c>Key=Value</c> below Outgoing.</summary>
    public static ServiceProvider With(TimeProvider? time, ILoggerProvider? log, params (string Key, string Value)[] settings)
    {
        var services = new ServiceCollection();
        services.AddSingleton(time ?? TimeProvider.System);
        services.AddLogging(logging =>
        {
            logging.SetMinimumLevel(LogLevel.Trace);
            if (log is not null)
            {
                logging.AddProvider(log);
            }
        });
        (string Key, string Value)[] usual = [("Proxy", "none"), ("RetryDelay", "00:00:00.001"), .. settings];
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(usual.GroupBy(setting => setting.Key).Select(setting => KeyValuePair.Create($"Outgoing:{setting.Key}", (string?)setting.Last().Value)))
            .Build();
        services.AddOutgoing(configuration);
        return services.BuildServiceProvider();
    }

    public static ServiceProvider With(params (string Key, string Value)[] settings) => With(time: null, log: null, settings);
}
