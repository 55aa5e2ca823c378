namespace Belfry.Alerting.Notify.Email;

/// <summary>
/// Lists of mail addresses as people write them (RFC 5322, 3.4, without groups and comments): <c>a@b</c>,
/// <c>Ann &lt;a@b&gt;</c>, <c>"Ops, night" &lt;a@b&gt;</c>, separated by commas.
/// </summary>
internal static class MailAddresses
{
    private const int CountMax = 1000;

    /// <summary>The addresses without names. False, with the reason, when one is wrong or there is none.</summary>
    internal static bool TryParse(string text, out IReadOnlyList<string> addresses, out string error)
    {
        var found = new List<string>();
        addresses = found;
        error = "";
        foreach (var entry in Split(text))
        {
            if (found.Count == CountMax)
            {
                error = $"more than {CountMax} addresses";
                return false;
            }

            if (!TryParseOne(entry.Trim(), out var address, out error))
            {
                return false;
            }

            found.Add(address);
        }

        if (found.Count == 0)
        {
            error = "mail: no address";
        }

        return found.Count > 0;
    }

    /// <summary>
    /// The text between commas that are not within quotes or angle brackets; blank entries are left out.
    /// </summary>
    private static IEnumerable<string> Split(string text)
    {
        var start = 0;
        var (isQuoted, isBracketed) = (false, false);
        for (var index = 0; index <= text.Length; index++)
        {
            var character = index < text.Length ? text[index] : ',';
            if (isQuoted && character == '\\')
            {
                index++;
            }
            else if (character == '"')
            {
                isQuoted = !isQuoted;
            }
            else if (character is '<' or '>' && !isQuoted)
            {
                isBracketed = character == '<';
            }
            else if (index >= text.Length || (character == ',' && !isQuoted && !isBracketed))
            {
                if (!string.IsNullOrWhiteSpace(text[start..index]))
                {
                    yield return text[start..index];
                }

                start = Math.Min(index + 1, text.Length);
            }
        }
    }

    private static bool TryParseOne(string entry, out string address, out string error)
    {
        address = entry;
        error = "";
        if (entry.Any(char.IsControl))
        {
            error = "mail: control character in an address";
            return false;
        }

        if (entry.EndsWith('>'))
        {
            var opening = entry.LastIndexOf('<');
            if (opening < 0)
            {
                error = $"mail: no angle-addr in `{entry}`";
                return false;
            }

            address = entry[(opening + 1)..^1].Trim();
        }

        // The local part may be quoted and then hold an @ of its own, so the last one divides.
        var at = address.LastIndexOf('@');
        var isValid = at > 0 && at < address.Length - 1 &&
            IsLocalPart(address[..at]) &&
            address[(at + 1)..].All(character =>
                char.IsLetterOrDigit(character) || character is '-' or '.' or '[' or ']' or ':');
        if (!isValid)
        {
            error = at < 0 ? $"mail: missing '@' or angle-addr in `{entry}`" : $"mail: invalid address `{entry}`";
        }

        return isValid;
    }

    private static bool IsLocalPart(string text) => text.Length > 2 && text[0] == '"' && text[^1] == '"'
        ? !text.Any(char.IsControl)
        : text[0] != '.' && text[^1] != '.' && text.All(character =>
            char.IsLetterOrDigit(character) || "!#$%&'*+-/=?^_`{|}~.".Contains(character, StringComparison.Ordinal));
}
