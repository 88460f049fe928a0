using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Virtool.Data.Changes;
using Virtool.Data.Mongo;
using Virtool.Data.Store;
using Xunit;

namespace Virtool.App.Tests.Data;

public sealed class MongoLibraryTests
{
    [Fact]
    public void A_missing_driver_is_told_with_the_packages_that_have_it()
    {
        var error = Should.Throw<StoreException>(() => MongoLibrary.Find([("libno-such-driver.so.1", "libno-such-bson.so.1")]));
        error.Message.ShouldContain("libmongoc-1.0-0");
        error.Message.ShouldContain("libmongoc2-2");
    }

    [Fact]
    public void The_driver_and_its_library_are_of_one_release()
    {
        MongoLibrary.Releases.Count.ShouldBe(2);
        MongoLibrary.Releases.ShouldAllBe(release => release.Driver.Replace("mongoc", "bson", StringComparison.Ordinal) == release.Bson);
    }

    [Fact]
    public async Task An_address_that_the_driver_does_not_take_is_told()
    {
        await MongoServer.AddressAsync();
        using var feed = new ChangeFeed();
        Should.Throw<StoreException>(() => new MongoStore("mongodb://", "virtool", feed)).Message.ShouldContain("Database:ConnectionString");
    }

    [Theory]
    [InlineData("mongodb://127.0.0.1:1")]
    [InlineData("mongodb://a,b/?replicaSet=rs0&tls=true")]
    public async Task An_address_of_mongodb_chooses_its_engine(string address)
    {
        await MongoServer.AddressAsync();
        var services = new ServiceCollection().AddData("nowhere", new DatabaseOptions { ConnectionString = address });
        await using var provider = services.BuildServiceProvider();
        provider.GetRequiredService<IDocumentStore>().ShouldBeOfType<MongoStore>();
    }
}
