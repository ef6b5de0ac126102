
namespace Uutiset.Operations;

internal static class OperationsModule
{
    public static void AddOperations(this IServiceCollection services) => services.AddHealthChecks();

    public static void MapOperations(this WebApplication app)
    {
        app.MapHealthChecks("/healthz", new() { Predicate = _ => false }).AllowAnonymous();
        app.MapHealthChecks("/readyz").AllowAnonymous();
    }
}
