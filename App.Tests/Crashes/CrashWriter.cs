using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Virtool.Data.Documents;
using Virtool.Data.Queries;
using Virtool.Data.Store;

namespace Virtool.App.Tests.Crashes;

/// <summary>
/// Uses the store of a data folder as the server does, from several tasks at a time, until it is killed. Each batch inserts a pair and
/// replaces another; once it has returned, its number is a line on standard output.
/// </summary>
internal static class CrashWriter
{
    public const string Verb = "write-until-killed";
    public const int Writers = 4;

    public static string Counter(int writer) => string.Create(CultureInfo.InvariantCulture, $"counter{writer}");

    public static async Task<int> RunAsync(string folder)
    {
        await using var services = Open(folder);
        await services.EnsureCollectionsAsync();
        var store = services.GetRequiredService<IDocumentStore>();
        await using var output = TextWriter.Synchronized(new StreamWriter(Console.OpenStandardOutput()) { AutoFlush = true });
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Task.Run(() => WriteAsync(store, writer, output))));
        return 0;
    }

    public static ServiceProvider Open(string folder) => new ServiceCollection()
        .AddLogging()
        .AddData(folder, new DatabaseOptions())
        .AddSingleton(CrashPair.Left)
        .AddSingleton(CrashPair.Right)
        .BuildServiceProvider();

    private static async Task WriteAsync(IDocumentStore store, int writer, TextWriter output)
    {
        var (left, right) = (await FindAsync(store, "left", writer), await FindAsync(store, "right", writer));
        while (true)
        {
            var (number, id) = (left.Number + 1, Ids.New());
            var text = string.Create(CultureInfo.InvariantCulture, $"{writer} {number} {new string('x', 200)}");
            (left, right) = (left with { Number = number, Search = text }, right with { Number = number });
            await store.BatchAsync(
            [
                Insert("left", new CrashPair { Id = id, Number = number, Search = text }),
                left.Revision == 0 ? Insert("left", left) : new Write.Replace("left", left),
                Insert("right", new CrashPair { Id = id, Number = number }),
                right.Revision == 0 ? Insert("right", right) : new Write.Replace("right", right),
            ]);
            (left, right) = (left with { Revision = left.Revision + 1 }, right with { Revision = right.Revision + 1 });
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{writer} {number} {id}"));
        }
    }

    private static Write.Insert Insert(string collection, CrashPair pair) => new(collection, pair);

    private static async Task<CrashPair> FindAsync(IDocumentStore store, string collection, int writer)
    {
        var found = await store.FindAsync(collection, Query<CrashPair>.ById(Counter(writer)));
        return found.Count == 0 ? new CrashPair { Id = Counter(writer) } : found[0];
    }
}
