using Uutiset.Data;

namespace Uutiset.Vocabulary;

internal static class VocabularyModule
{
    public static void AddVocabulary(this IServiceCollection services) =>
        services.AddSingleton<IStartingRows, StartingVocabulary>().AddScoped<Terms>();
}
