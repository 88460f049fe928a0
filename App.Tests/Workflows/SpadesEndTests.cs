using Shouldly;
using Virtool.Jobs.Workflows.Nuvs;
using Xunit;

namespace Virtool.App.Tests.Workflows;

/// <summary>What SPAdes 3.15.5 writes into its log when it fails, and what 3.11 wrote.</summary>
public sealed class SpadesEndTests
{
    private const string System = "== Error ==  system call for: \"['spades-core', 'K21/configs/config.info']\" finished abnormally, OS return value: ";

    [Theory]
    [InlineData("== Running: spades-hammer", System + "-6")]
    [InlineData("Error in malloc(): out of memory", System + "-11")]
    [InlineData("terminate called after throwing an instance of 'std::bad_alloc'", System + "-6")]
    [InlineData("  0:00:01.000     1M / 33M   ERROR   General                 (memory_limit.cpp          :  54)   Not enough memory to run SPAdes. 24Gb is needed", System + "255")]
    [InlineData("mimalloc: error: unable to allocate OS memory (68719476736 bytes, error code: 12)", System + "-11")]
    public void Memory_that_is_lacking_is_told(string said, string ended) => SpadesEnd.Of([said, "", ended]).OutOfMemory.ShouldBeTrue();

    [Theory]
    [InlineData("  0:00:00.021     1M / 33M   ERROR   General                 (kmer_coverage_model.cpp   : 187)   Invalid kmer coverage histogram, make sure that the coverage is indeed uniform", System + "21")]
    [InlineData("  0:00:00.002     1M / 33M   ERROR   General                 (construction.cpp          : 143)   Failed to determine read length for library #0. Check that not only merged reads are present.", System + "2")]
    public void Reads_that_are_too_few_are_told(string said, string ended)
    {
        var end = SpadesEnd.Of([said, ended]);

        (end.TooFewReads, end.OutOfMemory).ShouldBe((true, false));
    }

    [Fact]
    public void An_abort_for_another_reason_is_no_want_of_memory()
    {
        var end = SpadesEnd.Of(["Verification of expression 'g_.k() > 0' failed in function 'void f()'.", System + "-6"]);

        (end.OutOfMemory, end.Signal, end.Error).ShouldBe((false, 6, "Verification of expression 'g_.k() > 0' failed in function 'void f()'."));
    }

    [Fact]
    public void Its_own_words_are_kept()
    {
        SpadesEnd.Of(["== Error ==  file is empty: 1.fq (left reads, library number: 1, library type: paired-end)"])
            .ShouldBe(new SpadesEnd(false, false, null, "file is empty: 1.fq (left reads, library number: 1, library type: paired-end)"));
        SpadesEnd.Of(["  0:00:00.021     1M / 33M   ERROR   General                 (main.cpp                  :  89)   Failed to determine offset! Specify it manually and restart, please!", System + "255"])
            .ShouldBe(new SpadesEnd(false, false, null, "Failed to determine offset! Specify it manually and restart, please!"));
    }

    [Fact]
    public void A_program_that_was_killed_is_told_by_its_signal() => SpadesEnd.Of([System + "-9"]).ShouldBe(new SpadesEnd(false, false, 9, null));

    [Fact]
    public void Memory_that_it_speaks_of_where_all_is_well_is_no_want_of_it() =>
        SpadesEnd.Of(["  Memory limit (in Gb): 4", "  0:00:00.021     1M / 33M   INFO    General                 (kmer_splitter.hpp         :  93)   Memory available for splitting buffers: 0.333 Gb", System + "21"]).OutOfMemory.ShouldBeFalse();
}
