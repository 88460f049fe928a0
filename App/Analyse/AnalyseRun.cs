using Virtool.App.Server;
using Virtool.Domain.Analyses;

namespace Virtool.App.Analyse;

/// <summary>Analyses reads without a server: on a data folder that is gone at the end, with the workflows that a server runs.</summary>
/// <param name="input">What is analysed.</param>
/// <param name="tell">Told how far it is, 0 to 1, and what is done.</param>
internal sealed class AnalyseRun(AnalyseInput input, Action<double, string> tell)
{
    /// <summary>Runs it.</summary>
    /// <param name="use">What is done with the result, as long as its files are there.</param>
    /// <param name="cancellation">Ends it, with its tools.</param>
    /// <exception cref="AnalyseFailedException">It did not come to its end.</exception>
    public async Task RunAsync(Func<IServiceProvider, Analysis, Task> use, CancellationToken cancellation)
    {
        var folder = Directory.CreateTempSubdirectory("virtool-analyse-").FullName;
        try
        {
            using var host = AnalyseHost.Build(folder, input.Threads);
            await host.Services.GetRequiredService<Beginning>().RunAsync(cancellation);
            await host.StartAsync(cancellation);
            var work = new AnalyseWork(host.Services, input, tell);
            try
            {
                await use(host.Services, await work.RunAsync(cancellation));
            }
            finally
            {
                await work.EndJobsAsync();
                await host.StopAsync(CancellationToken.None);
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
