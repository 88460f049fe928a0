using System.CommandLine;
using Virtool.Benchmarks.Feed;
using Virtool.Benchmarks.Jobs;
using Virtool.Benchmarks.Live;
using Virtool.Benchmarks.Pathoscope;
using Virtool.Benchmarks.Reads;
using Virtool.Benchmarks.References;
using Virtool.Benchmarks.Samples;
using Virtool.Benchmarks.Store;

var root = new RootCommand("Measures Virtool against peers in the same run. Each verb prints one table.")
{
    ReadsCommand.Create(),
    ArrivalsCommand.Create(),
    StoreCommand.Create(),
    JobsCommand.Create(),
    OverheadCommand.Create(),
    LoadCommand.Create(),
    FeedCommand.Create(),
    LiveCommand.Create(),
    ReferencesCommand.Create(),
    SamplesCommand.Create(),
    PathoscopeCommand.Create(),
};
return await root.Parse(args).InvokeAsync();
