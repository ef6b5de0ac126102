using Uutiset.Tests;
using Uutiset.Tests.Browser;
using Uutiset.Tests.Bulletins;
using Xunit.Sdk;
using Xunit.v3;

[assembly: TestCollectionOrderer(typeof(LongestFirst))]

namespace Uutiset.Tests;

/// <summary>Classes that take minutes begin first: at the end one processor would wait for them.</summary>
internal sealed class LongestFirst : ITestCollectionOrderer
{
    private static readonly Type[] Long = [typeof(AccessibilityTests), typeof(KeyboardTests), typeof(KillTests)];

    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(IReadOnlyCollection<TTestCollection> testCollections) where TTestCollection : ITestCollection =>
        [.. testCollections.OrderByDescending(c => Array.Exists(Long, t => c.TestCollectionDisplayName.Contains(t.FullName!, StringComparison.Ordinal)))];
}
