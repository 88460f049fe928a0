using Virtool.Components.Access;
using Virtool.Domain.Audit;
using Virtool.Domain.Rights;

namespace Virtool.App.Server;

/// <summary>Who makes a request is who acts while it is answered.</summary>
internal static class ActingRequests
{
    /// <summary>Puts it into the pipeline, after the authentication.</summary>
    public static void UseActing(this IApplicationBuilder app)
    {
        var acting = app.ApplicationServices.GetRequiredService<Acting>();
        app.Use(async (context, next) =>
        {
            using (acting.As(ViewerClaims.From(context.User) is { } viewer ? Actor.Of(viewer, RequestAddress.Of(context)) : null))
            {
                await next(context);
            }
        });
    }
}
