using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts;
using Uutiset.Data;
using Uutiset.Finnish;
using Uutiset.Vocabulary;

namespace Uutiset.Search.Wording;

/// <summary>Adds, changes and removes synonyms, and shows what a search becomes by them. They hold from the next search on, on every node.</summary>
internal sealed class KeepingSynonyms(NewsDb db, Analysis analysis, TermSynonyms synonyms, Audit audit, TimeProvider clock)
{
    // Each word of a group makes every search for the others a little dearer; the whole list is read for each search
    private const int MostWords = 10, LongestWord = 80, MostGroups = 500;

    /// <param name="group">New, or tracked and of the version that the caller saw.</param>
    /// <exception cref="DbUpdateConcurrencyException">Somebody else has changed it since.</exception>
    public async Task<IReadOnlyList<FieldError>> SaveAsync(SynonymGroup group, SynonymDraft draft, Actor actor, CancellationToken ct)
    {
        var words = SynonymDraft.Lines(draft.Words);
        if (await ErrorAsync(group.Id, words, draft.IsOneWay, ct) is { } error) return [error];
        var (before, isNew) = (Written(group), group.Id == 0);
        (group.Words, group.IsOneWay, group.SavedUtc, group.SavedBy) = (string.Join('\n', words), draft.IsOneWay, clock.GetUtcNow().UtcDateTime, actor.Name);
        if (isNew) db.Add(group);
        else group.Version++;
        audit.Write(db, actor, isNew ? "synonym.added" : "synonym.changed", "synonym:" + words[0], isNew ? Written(group) : $"{before} => {Written(group)}");
        await db.SaveChangesAsync(ct);
        return [];
    }

    public async Task RemoveAsync(SynonymGroup group, Actor actor, CancellationToken ct)
    {
        db.Remove(group);
        audit.Write(db, actor, "synonym.removed", "synonym:" + group.WordList[0], Written(group));
        await db.SaveChangesAsync(ct);
    }

    /// <summary>The search as it is made: for each word what is looked for beside it.</summary>
    public async Task<IReadOnlyList<TriedWord>> TryAsync(string q, CancellationToken ct) =>
        [.. analysis.Query(q, await synonyms.ReadAsync(db, ct)).Clauses.Where(c => !c.IsExcluded)
            .Select(c => new TriedWord(Text(c.Alternatives[0]), [.. c.Alternatives.Where(a => a.IsSynonym).Select(Text).Distinct()]))];

    private static string Text(QueryAlternative alternative) => string.Join(' ', alternative.Words.Select(w => w.Text));

    private async Task<FieldError?> ErrorAsync(long own, IReadOnlyList<string> words, bool oneWay, CancellationToken ct)
    {
        if (words.Count < 2) return TooFew;
        if (words.Count > MostWords || words.Any(w => w.Length > LongestWord)) return TooLong;
        var keys = words.Select(KeyOf).ToList();
        if (keys.Exists(k => k.Length == 0)) return NoWord;
        if (keys.Distinct().Count() < keys.Count) return Same;
        var others = await db.SynonymGroups.AsNoTracking().Where(g => g.Id != own).ToListAsync(ct);
        if (own == 0 && others.Count >= MostGroups) return TooMany;
        var pairs = others.SelectMany(g => g.Pairs).Select(p => (KeyOf(p.Typed), KeyOf(p.Finds))).ToHashSet();
        var asked = new SynonymGroup { Words = string.Join('\n', words), IsOneWay = oneWay }.Pairs.Select(p => (Typed: KeyOf(p.Typed), Finds: KeyOf(p.Finds))).ToList();
        if (asked.TrueForAll(pairs.Contains)) return Known;
        // The same two words from both sides are one group, or one of the two sides is a slip
        return oneWay && asked.Exists(p => pairs.Contains((p.Finds, p.Typed))) ? Circle : null;
    }

    /// <summary>Inflections of the same words mean the same already.</summary>
    private string KeyOf(string words) => string.Join(' ', analysis.Tokens(words).Select(t => t.Keys[0].Text));

    private static string Written(SynonymGroup group) => string.Join(group.IsOneWay ? " > " : " = ", group.WordList);

    private static readonly FieldError
        TooFew = new("words", "Kirjoita vähintään kaksi sanaa, kukin omalle rivilleen.", "Skriv minst två ord, vart och ett på sin egen rad.", "Write at least two words, each on a line of its own."),
        TooLong = new("words", "Ryhmässä voi olla enintään 10 sanaa, ja sanassa enintään 80 merkkiä.", "En grupp kan ha högst 10 ord, och ett ord högst 80 tecken.", "A group can have at most 10 words, and a word at most 80 characters."),
        NoWord = new("words", "Yhdellä rivillä ei ole kirjaimia eikä numeroita.", "En av raderna har varken bokstäver eller siffror.", "One line has neither letters nor digits."),
        Same = new("words", "Kaksi riviä on samaa sanaa eri taivutusmuodoissa. Ne löytävät toisensa jo ilman synonyymia.", "Två rader är samma ord i olika böjningar. De hittar varandra redan utan synonym.", "Two lines are the same word in different inflections. They find each other already."),
        Known = new("words", "Nämä sanat löytävät toisensa jo toisen synonyymin kautta.", "De här orden hittar varandra redan genom en annan synonym.", "These words find each other already by another synonym."),
        Circle = new("words", "Toinen synonyymi kulkee jo päinvastaiseen suuntaan. Tee sanoista yksi ryhmä, jos kumpikin saa löytää toisen.", "En annan synonym går redan åt andra hållet. Gör orden till en grupp om båda får hitta varandra.", "Another synonym leads the other way already. Make the words one group if each may find the other."),
        TooMany = new("words", "Synonyymejä on jo 500. Poista ensin sellaisia, joita ei enää tarvita.", "Det finns redan 500 synonymer. Ta först bort sådana som inte behövs.", "There are 500 synonyms already. Remove some that are not needed first.");
}

/// <param name="Also">What is looked for beside the word; none: the word alone.</param>
internal sealed record TriedWord(string Word, IReadOnlyList<string> Also);
