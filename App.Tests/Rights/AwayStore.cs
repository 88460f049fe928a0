using System.Reflection;
using Virtool.Data.Store;

namespace Virtool.App.Tests.Rights;

/// <summary>Stands for a store whose database does not answer.</summary>
public class AwayStore : DispatchProxy
{
    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => throw new StoreException("The database does not answer.");
}
