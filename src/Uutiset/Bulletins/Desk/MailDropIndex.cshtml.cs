using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Options;
using Uutiset.Accounts;
using Uutiset.Mailing;

namespace Uutiset.Bulletins.Desk;

[Needs(Permission.MailDropRead)]
internal sealed class MailDropIndexModel(MailDrop drop, IOptions<MailOptions> mail) : PageModel
{
    private const int MostRows = 100;

    public bool InUse => mail.Value.UsesDrop;

    public int Total { get; private set; }

    public IReadOnlyList<(string Name, DroppedMail Mail)> Rows { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken ct)
    {
        Total = drop.Count;
        var rows = new List<(string, DroppedMail)>();
        foreach (var name in drop.Names(MostRows))
            if (await drop.ReadAsync(name, ct) is { } bytes) rows.Add((name, DroppedMail.Read(bytes)));
        Rows = rows;
    }
}
