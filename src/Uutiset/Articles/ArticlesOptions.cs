using System.ComponentModel.DataAnnotations;

namespace Uutiset.Articles;

internal enum AgentsPublish { OwnRegions, Never }

internal sealed class ArticlesOptions
{
    /// <summary>Whether change agents publish articles of their own regions themselves, or always send them to review.</summary>
    public AgentsPublish AgentsPublish { get; set; } = AgentsPublish.OwnRegions;

    /// <summary>How many themes an article needs before it is published; 0 for none. Standing pages and imported articles need none.</summary>
    [Range(0, PublicationCheck.MostThemes)]
    public int ThemesAtLeast { get; set; } = 1;
}
