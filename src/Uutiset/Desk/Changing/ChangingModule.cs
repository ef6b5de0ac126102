using Uutiset.Data;

namespace Uutiset.Desk.Changing;

internal static class ChangingModule
{
    /// <param name="forgetting">Name of the timed job that forgets old ones.</param>
    public static void AddChanges<TChange, TRow, TWork>(this IServiceCollection services, string forgetting) where TChange : ManyChange where TRow : ManyChangeRow where TWork : class, IChangeWork<TChange, TRow>
    {
        services.AddScoped<IChangeWork<TChange, TRow>, TWork>();
        services.AddSingleton<ChangeRunner<TChange, TRow>>();
        services.AddHostedService(sp => sp.GetRequiredService<ChangeRunner<TChange, TRow>>());
        services.AddTimedJob<ChangeRunner<TChange, TRow>>(forgetting, TimeSpan.FromDays(1), (runner, ct) => runner.ForgetAsync(ct));
    }
}
