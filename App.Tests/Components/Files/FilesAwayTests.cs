using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Virtool.Components.Shell;
using Virtool.Domain.Files;
using Virtool.Domain.Settings;
using Xunit;

namespace Virtool.App.Tests.Components.Files;

public sealed class FilesAwayTests : PagesContext
{
    [Fact]
    public async Task Every_page_says_that_the_disk_of_the_files_is_not_mounted_until_it_is()
    {
        var (settings, directory, data) = (Of<SettingsService>(), Of<FilesDirectory>(), Of<DataFolder>());
        var id = await settings.ServerIdAsync(Cancellation);
        await settings.MarkFilesAsync(Cancellation);
        var banner = Render<FilesAway>();
        banner.Markup.Trim().ShouldBeEmpty();

        await directory.LookAsync(Cancellation);
        banner.WaitForAssertion(() => banner.Find("[role=alert] strong").TextContent.ShouldBe("The files directory lacks its marker (files/.virtool); is its disk mounted?"));

        Directory.CreateDirectory(data.Files);
        await File.WriteAllTextAsync(Path.Combine(data.Files, FilesDirectory.Marker), id, Cancellation);
        await directory.LookAsync(Cancellation);
        banner.WaitForAssertion(() => banner.FindAll("[role=alert]").ShouldBeEmpty());
    }

    private T Of<T>()
        where T : notnull => Services.GetRequiredService<T>();
}
