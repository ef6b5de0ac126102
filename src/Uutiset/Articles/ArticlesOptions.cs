namespace Uutiset.Articles;

internal enum AgentsPublish { OwnRegions, Never }

internal sealed class ArticlesOptions
{
    /// <summary>Whether change agents publish articles of their own regions themselves, or always send them to review.</summary>
    public AgentsPublish AgentsPublish { get; set; } = AgentsPublish.OwnRegions;
}
