namespace Virtool.App.Tests.Rights.Table;

/// <summary>Who asks, in the order of the columns of <see cref="RouteTable"/>.</summary>
internal enum Who
{
    /// <summary>Nobody is signed in.</summary>
    Anonymous,

    /// <summary>A user whom nobody gave anything.</summary>
    Stranger,

    /// <summary>With every permission, but nobody shares the sample with it.</summary>
    Colleague,

    /// <summary>May see the sample.</summary>
    Reader,

    /// <summary>May see and change the sample.</summary>
    Writer,

    /// <summary>Whose sample it is; with every permission.</summary>
    Owner,

    /// <summary>In a group that may see and change the sample; with every permission.</summary>
    Member,

    /// <summary>May do everything.</summary>
    Administrator,

    /// <summary>The owner's script, with every permission.</summary>
    Key,

    /// <summary>The owner's script, with no permission.</summary>
    BareKey,
}
