using Microsoft.AspNetCore.SignalR;
using Virtool.Data.Changes;
using Virtool.Domain.Users;

namespace Virtool.App.Hubs;

/// <summary>What every listener needs.</summary>
/// <param name="Hub">Sends messages.</param>
/// <param name="Feed">The change feed.</param>
/// <param name="Interfaces">What the hub tells of.</param>
/// <param name="Documents">Changed documents, read once for all.</param>
/// <param name="Audiences">Who could see what.</param>
/// <param name="Viewers">Who users are now.</param>
/// <param name="Watch">Tells when they may be others.</param>
/// <param name="Time">The clock.</param>
/// <param name="Log">The log.</param>
internal sealed record ListenerParts(
    IHubContext<ChangesHub> Hub,
    IChangeFeed Feed,
    HubInterfaces Interfaces,
    SharedDocuments Documents,
    AudienceKeeper Audiences,
    Viewers Viewers,
    ViewerWatch Watch,
    TimeProvider Time,
    ILogger<ChangeListener> Log);
