namespace Uutiset.Themes.Pages;

/// <summary>Under a preview that somebody outside opens with a link of their own: approve the quotes, or say something.</summary>
/// <param name="Said">What just came of it, instead of the form's first line.</param>
/// <param name="Error">What is wrong with what was sent.</param>
internal sealed record GuestForm(string Action, string? Said = null, string? Error = null);
