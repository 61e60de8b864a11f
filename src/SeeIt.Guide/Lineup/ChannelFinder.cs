using SeeIt.Guide.Text;

namespace SeeIt.Guide.Lineup;

/// <summary>Finds a channel by what a person calls it. Immutable.</summary>
internal sealed class ChannelFinder
{
    private readonly Dictionary<string, Channel> _byId = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, Channel> _byNumber = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Channel> _byKey = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Channel> _byPlainKey = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<Channel>> _named = new(StringComparer.Ordinal);
    private readonly HashSet<string> _brands = new(StringComparer.Ordinal);

    public ChannelFinder(IReadOnlyList<Channel> channels)
    {
        foreach (var channel in channels)
        {
            _byId.TryAdd(channel.Id, channel);
            if (channel.Number is { } number)
            {
                _byNumber.TryAdd(Number(number), channel);
            }

            AddName(channel, channel.Name);
        }

        // Names come before aliases, of whatever channel.
        foreach (var channel in channels)
        {
            foreach (var alias in channel.Aliases)
            {
                AddName(channel, alias);
            }
        }
    }

    /// <summary>What stands for a channel before a show's name: the letters that its name begins with, and those with its number: "bbc", "itv", "bbc1", "c4".</summary>
    public IReadOnlySet<string> Brands => _brands;

    /// <summary>Every channel of that name, in whatever quality.</summary>
    public IReadOnlyList<Channel> Named(string name) => _named.GetValueOrDefault(ChannelNames.PlainKey(name)) ?? [];

    /// <summary>By id, then number, then name or alias, folded, then without "HD" and the like.</summary>
    public Channel? Find(string text)
    {
        text = text.Trim();
        return _byId.GetValueOrDefault(text)
            ?? _byNumber.GetValueOrDefault(Number(text))
            ?? _byKey.GetValueOrDefault(ChannelNames.Key(text))
            ?? _byPlainKey.GetValueOrDefault(ChannelNames.PlainKey(text));
    }

    private void AddName(Channel channel, string name)
    {
        _byKey.TryAdd(ChannelNames.Key(name), channel);
        var plain = ChannelNames.PlainKey(name);
        _byPlainKey.TryAdd(plain, channel);
        if (!_named.TryGetValue(plain, out var named))
        {
            _named.Add(plain, named = []);
        }

        if (!named.Contains(channel))
        {
            named.Add(channel);
        }

        if (WordScanner.Scan(name).FirstOrDefault().Text?.TrimEnd('0', '1', '2', '3', '4', '5', '6', '7', '8', '9') is { Length: >= 2 } brand)
        {
            _brands.Add(brand);
        }

        // "C4", "Channel4": who writes them before a show's name means the channel.
        if (plain.Length >= 3 && char.IsAsciiDigit(plain[^1]))
        {
            _brands.Add(plain);
            if (plain.StartsWith("channel", StringComparison.Ordinal))
            {
                _brands.Add("c" + plain["channel".Length..]);
                _brands.Add("ch" + plain["channel".Length..]);
            }
        }
    }

    private static string Number(string number) => number.Trim().TrimStart('0').Replace('-', '.');
}
