using System.Text.Json.Nodes;
using Shouldly;
using Virtool.Domain.Jobs;
using Virtool.Domain.Links;
using Virtool.Jobs.Processes;
using Virtool.Jobs.Scheduling;
using Virtool.Jobs.Workflows;
using Xunit;

namespace Virtool.App.Tests.Jobs.Scheduling;

public sealed class FailureTests
{
    private static readonly Job FourGigabytes =
        JobRules.Create("pathoscope", new Subject("samples", "sample01", "A sample"), [], new Link("u", "u"), new JsonObject(), DateTimeOffset.UnixEpoch) with { Mem = 4 };

    [Theory]
    [InlineData("bowtie2", 1, "terminate called after throwing an instance of 'std::bad_alloc'", "out_of_memory", "bowtie2 ran out of its 4 GB of memory; retry with 8 GB?")]
    [InlineData("bowtie2", 1, "Out of memory allocating the ebwt[] array", "out_of_memory", "bowtie2 ran out of its 4 GB of memory")]
    [InlineData("bowtie2", 1, "write: Disk quota exceeded", "disk_full", "bowtie2 could not write: the disk is full.")]
    [InlineData("samtools", 1, "write failed: No space left on device", "disk_full", "samtools could not write: the disk is full.")]
    [InlineData("virtool", 2, "Line 4 of reads.fq: the quality is shorter than the read.", "bad_input", "Line 4 of reads.fq: the quality is shorter than the read.")]
    [InlineData("bowtie2", 2, "Error: odd reads", "tool_failed", "bowtie2 ended with exit status 2. Its last words are below.")]
    [InlineData("bowtie2", 137, "", "killed", "bowtie2 was killed from outside, most often because the machine had no memory left")]
    [InlineData("bowtie2", 139, "", "killed", "bowtie2 was ended by signal 11 (segmentation fault).")]
    public void A_tools_failure_is_said_in_plain_words(string tool, int status, string word, string type, string sentence)
    {
        var error = Failure.Of(new ToolFailedException(tool, new ToolResult(status, [word])), FourGigabytes, 16);

        error.Type.ShouldBe(type);
        error.Message.ShouldStartWith(sentence);
        error.Details.ShouldBe([word]);
    }

    [Theory]
    [InlineData(4, false, 16, 8, "bowtie2 ran out of its 4 GB of memory; it is started again by itself with 8 GB.")]
    [InlineData(4, true, 16, 8, "bowtie2 ran out of its 4 GB of memory; retry with 8 GB?")]
    [InlineData(6, true, 8, 8, "bowtie2 ran out of its 6 GB of memory; retry with 8 GB?")]
    [InlineData(8, false, 8, null, "bowtie2 ran out of its 8 GB of memory, which is all that jobs together may have. An administrator can raise that in Settings; then start it again.")]
    public void Running_out_of_memory_is_counted_whatever_the_exit_status_and_more_is_offered(int had, bool raised, int most, int? offered, string sentence)
    {
        foreach (var status in new[] { 1, 137 })
        {
            var result = new ToolResult(status, ["Error: odd reads"]) { OutOfMemory = true };
            var error = Failure.Of(new ToolFailedException("bowtie2", result), FourGigabytes with { Mem = had, MemoryRaised = raised }, most);

            (error.Type, error.OfferedMem, error.Message).ShouldBe(("out_of_memory", offered, sentence));
        }
    }

    [Fact]
    public void A_tool_that_was_killed_without_such_a_count_did_not_run_out_of_its_memory()
    {
        var killed = new ToolFailedException("bowtie2", new ToolResult(137, []));

        Failure.Of(killed, FourGigabytes, 16).ShouldSatisfyAllConditions(error => error.Type.ShouldBe("killed"), error => error.OfferedMem.ShouldBeNull());
        (FourGigabytes with { State = JobState.Running }).GetsMoreMemory(killed, 16, DateTimeOffset.UnixEpoch).ShouldBeNull();
    }

    [Fact]
    public void A_tool_that_said_nothing_is_said_to_have_said_nothing() =>
        Failure.Of(new ToolFailedException("bowtie2", new ToolResult(1, [])), FourGigabytes, 16).Message.ShouldBe("bowtie2 ended with exit status 1, and said nothing.");

    [Fact]
    public void A_missing_tool_is_named_with_its_package()
    {
        var error = Failure.Of(new ToolMissingException("bowtie2-build"), FourGigabytes, 16);

        error.Type.ShouldBe("tool_missing");
        error.Message.ShouldContain("Install the package bowtie2");
    }

    [Fact]
    public void A_step_may_say_why_itself()
    {
        var error = Failure.Of(new StepFailedException("no_index", "The index is gone. Build it again."), FourGigabytes, 16);

        (error.Type, error.Message).ShouldBe(("no_index", "The index is gone. Build it again."));
    }

    [Fact]
    public void A_full_disk_of_the_server_is_known() =>
        Failure.Of(new IOException("No space left on device : '/x'", 28), FourGigabytes, 16).Type.ShouldBe("disk_full");

    [Fact]
    public void Any_other_exception_is_internal_and_names_itself()
    {
        var error = Failure.Of(new InvalidOperationException("Odd."), FourGigabytes, 16);

        error.Type.ShouldBe("internal");
        error.Message.ShouldContain("Odd.");
        error.Details.ShouldBe(["InvalidOperationException: Odd."]);
    }
}
