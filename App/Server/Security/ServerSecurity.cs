using System.Net;
using Microsoft.AspNetCore.HttpOverrides;

namespace Virtool.App.Server.Security;

/// <summary>What lies between the server and its browsers, as <c>Server:…</c> in appsettings.json says.</summary>
internal sealed record ServerSecurity
{
    /// <summary>The section.</summary>
    public const string Section = "Server";

    /// <summary>Browsers are told to come by TLS only, for 30 days from each answer.</summary>
    public bool Hsts { get; init; }

    /// <summary>Addresses (<c>127.0.0.1</c>) or networks (<c>10.0.0.0/8</c>) of proxies that are believed where a request comes from, and by which way.</summary>
    public IReadOnlyList<string> TrustedProxies { get; init; } = [];

    /// <summary>Throws where a proxy is neither an address nor a network.</summary>
    /// <exception cref="WrongSettingException">One is not.</exception>
    public ServerSecurity Demand()
    {
        var wrong = TrustedProxies.FirstOrDefault(proxy => !IPAddress.TryParse(proxy, out _) && !System.Net.IPNetwork.TryParse(proxy, out _));
        return wrong is null ? this : throw new WrongSettingException($"{Section}:{nameof(TrustedProxies)}", $"{wrong} is no address such as 127.0.0.1, and no network such as 10.0.0.0/8.");
    }

    /// <summary>What trusted proxies say is taken as if they were not there; without any, nobody is believed.</summary>
    public void UseProxies(IApplicationBuilder app)
    {
        if (TrustedProxies.Count == 0)
        {
            return;
        }

        var options = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.All & ~ForwardedHeaders.XForwardedPrefix, ForwardLimit = null };
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var proxy in TrustedProxies)
        {
            if (IPAddress.TryParse(proxy, out var address))
            {
                options.KnownProxies.Add(address);
            }
            else
            {
                options.KnownIPNetworks.Add(System.Net.IPNetwork.Parse(proxy));
            }
        }

        app.UseForwardedHeaders(options);
    }

    /// <summary>With <see cref="Hsts"/>.</summary>
    public void UseStrictTransport(IApplicationBuilder app)
    {
        if (Hsts)
        {
            app.UseHsts();
        }
    }
}
