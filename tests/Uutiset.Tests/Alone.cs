namespace Uutiset.Tests;

/// <summary>Run after all others and one by one: what other tests do and hold would be in their figures.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;
