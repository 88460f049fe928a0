using Shouldly;
using Virtool.Components.Access;
using Xunit;

namespace Virtool.App.Tests.Components.Access;

public sealed class ReturnAddressTests
{
    [Theory]
    [InlineData("/samples?find=x", "/samples?find=x")]
    [InlineData(null, "/")]
    [InlineData("", "/")]
    [InlineData("samples", "/")]
    [InlineData("//evil.example", "/")]
    [InlineData("/\\evil.example", "/")]
    [InlineData("https://evil.example", "/")]
    [InlineData("/a\r\nb", "/")]
    public void The_way_in_never_leads_to_another_server(string? address, string local) => ReturnAddress.Local(address).ShouldBe(local);
}
