using System.Text;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Template;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Virtool.App.Tests.Rights.Table;

/// <summary>Every route and page, by everybody: what the table says is what is answered.</summary>
public sealed class RouteTableTests : IAsyncLifetime
{
    private readonly RightsLab _lab = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await _lab.StartAsync();

    public ValueTask DisposeAsync() => _lab.DisposeAsync();

    [Fact]
    public async Task Everybody_is_answered_as_the_table_says()
    {
        var wrong = new List<string>();
        foreach (var row in RouteTable.Rows)
        {
            var answered = new List<int>();
            await _lab.ResetAsync();
            foreach (var who in Enum.GetValues<Who>())
            {
                var (status, text) = await AskAsync(row, who);
                answered.Add(status);
                if (who is Who.Anonymous or Who.Stranger or Who.Colleague && text.Contains(RightsLab.Secret, StringComparison.Ordinal))
                {
                    wrong.Add($"{row} tells {who} the sample's name");
                }
            }

            if (!answered.SequenceEqual(row.Statuses))
            {
                wrong.Add($"{row}: {string.Join(' ', answered)} instead of {string.Join(' ', row.Statuses)}");
            }
        }

        wrong.ShouldBeEmpty(string.Join(Environment.NewLine, wrong));
    }

    [Fact]
    public void Every_route_and_every_page_has_a_row()
    {
        var routes = _lab.Server.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().Where(IsOurs).SelectMany(Methods).ToHashSet();
        routes.ShouldContain(("GET", "/samples/{Id}"));
        routes.ShouldContain(("PATCH", "/api/samples/{id}/rights"));
        routes.ShouldContain(("HEAD", "/upload/tus/{id}"));
        routes.Where(route => !RouteTable.Rows.Any(row => row.Method == route.Method && Matches(route.Pattern, row.Path))).ShouldBeEmpty();
    }

    [Fact]
    public void Every_row_says_what_each_is_answered() => RouteTable.Rows.ShouldAllBe(row => row.Statuses.Count == Enum.GetValues<Who>().Length);

    private static bool IsOurs(RouteEndpoint endpoint) =>
        endpoint.Metadata.GetMetadata<ComponentTypeMetadata>() is not null
        || new[] { "/api", "/upload", "/download", "/session" }.Any(start => endpoint.RoutePattern.RawText!.StartsWith(start, StringComparison.Ordinal));

    /// <summary>Pages answer POST too, for their forms: what those may is the forms' own test. What leads nowhere has no method.</summary>
    private static IEnumerable<(string Method, string Pattern)> Methods(RouteEndpoint endpoint)
    {
        var pattern = endpoint.RoutePattern.RawText!.TrimEnd('/') is { Length: > 0 } text ? text : "/";
        return endpoint.Metadata.GetMetadata<ComponentTypeMetadata>() is not null
            ? [("GET", pattern)]
            : (endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? []).Select(method => (method, pattern));
    }

    private static bool Matches(string pattern, string path) =>
        new TemplateMatcher(TemplateParser.Parse(pattern.TrimStart('/')), []).TryMatch(path, []);

    private async Task<(int Status, string Text)> AskAsync(RouteRow row, Who who)
    {
        if (row.Method is not ("GET" or "HEAD" or "OPTIONS"))
        {
            await _lab.ResetAsync();
        }

        if (row.Before is not null)
        {
            await row.Before(_lab);
        }

        using var request = new HttpRequestMessage(new HttpMethod(row.Method), new Uri(row.Address, UriKind.Relative));
        if (row.Body is not null)
        {
            request.Content = new StringContent(row.Body, Encoding.UTF8, "application/json");
        }

        using var answer = await _lab.Of(who).SendAsync(request, Cancellation);
        return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(Cancellation));
    }
}
