using System.Globalization;
using System.Net;
using Microsoft.Extensions.Configuration.Json;

namespace SeeIt.Agent.Settings;

/// <summary>
/// Reads typed values out of a configuration and collects every error instead of stopping at the first.
/// A key that was never asked for is unknown: <see cref="RefuseUnknown"/> says so, with what was probably meant.
/// </summary>
internal sealed class SettingsReader(IConfigurationRoot configuration)
{
    private readonly List<string> _known = [];
    private readonly List<string> _errors = [];

    public IReadOnlyList<string> Errors => _errors;

    public string Text(string key, string fallback) => Value(key) ?? fallback;

    public string? OptionalText(string key) => Value(key);

    public bool Switch(string key, bool fallback) => Parse(key, fallback, "true or false",
        static (string text, out bool value) => bool.TryParse(text, out value));

    public int Number(string key, int fallback, int least, int most) => Parse(key, fallback, $"a whole number from {least} to {most}",
        (string text, out int value) => int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out value)
            && value >= least && value <= most);

    public IPAddress Address(string key, IPAddress fallback) => Parse(key, fallback, "an IP address",
        static (string text, out IPAddress value) => IPAddress.TryParse(text, out value!));

    public Uri? OptionalWebAddress(string key) => Parse<Uri?>(key, null, "an http or https address such as https://hub.example",
        static (string text, out Uri? value) => Uri.TryCreate(text, UriKind.Absolute, out value) && value.Scheme is "http" or "https");

    public DateTimeOffset? OptionalTime(string key) => Parse<DateTimeOffset?>(key, null, "a time such as 2015-12-02T21:15:00Z",
        static (string text, out DateTimeOffset? value) =>
        {
            var parsed = DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time);
            value = parsed ? time : null;
            return parsed;
        });

    public TimeZoneInfo Zone(string key) => Parse(key, TimeZoneInfo.Local, "an IANA time zone such as Europe/London",
        static (string text, out TimeZoneInfo value) => TimeZoneInfo.TryFindSystemTimeZoneById(text, out value!));

    public T OneOf<T>(string key, T fallback)
        where T : struct, Enum => Parse(key, fallback, $"one of {string.Join(", ", Enum.GetNames<T>())}",
        static (string text, out T value) => Enum.TryParse(text, ignoreCase: true, out value) && Enum.IsDefined(value));

    /// <summary>Names with a whole number each.</summary>
    public IReadOnlyDictionary<string, int> Counts(string key, int least, int most)
    {
        _known.Add(key);
        return configuration.GetSection(key).GetChildren().ToDictionary(
            child => child.Key, child => Number(child.Path, least, least, most), StringComparer.OrdinalIgnoreCase);
    }

    public IReadOnlyList<string> List(string key)
    {
        _known.Add(key);
        var items = new List<string>();
        foreach (var child in configuration.GetSection(key).GetChildren())
        {
            if (child.Value is { Length: > 0 } value && int.TryParse(child.Key, out _))
            {
                items.Add(value);
            }
            else
            {
                _errors.Add($"{child.Path}: a list such as [\"one\", \"two\"] is needed{Origin(child.Path)}.");
            }
        }

        if (configuration[key] is { Length: > 0 } single)
        {
            items.Add(single);
        }

        return items;
    }

    /// <summary>A list whose items are parsed; each that is refused is an error.</summary>
    public IReadOnlyList<T> List<T>(string key, ItemParser<T> parser)
        where T : class
    {
        var items = new List<T>();
        foreach (var (index, text) in List(key).Index())
        {
            if (parser(text, out var error) is { } item)
            {
                items.Add(item);
            }
            else
            {
                _errors.Add($"{key}: '{text}': {error}{Origin($"{key}:{index}")}");
            }
        }

        return items;
    }

    /// <summary>Null, with what is wrong, when the text is no item.</summary>
    public delegate T? ItemParser<T>(string text, out string? error)
        where T : class;

    /// <summary>Adds an error when an owner has set what another setting makes useless.</summary>
    public void RefuseSet(string key, string reason)
    {
        if (configuration.AsEnumerable().Any(pair => IsWithin(pair.Key, key) && pair.Value is { Length: > 0 }))
        {
            _errors.Add($"{key}: it has no effect{Origin(key)}: {reason}.");
        }
    }

    /// <summary>Adds an error when what another setting needs does not hold.</summary>
    public void Demand(string key, bool holds, string reason)
    {
        if (!holds)
        {
            _errors.Add($"{key}: '{configuration[key]}'{Origin(key)}: {reason}.");
        }
    }

    /// <summary>Adds an error for each key that nobody asked for, but for those below <paramref name="foreign"/>.</summary>
    public void RefuseUnknown(params string[] foreign)
    {
        foreach (var (key, value) in configuration.AsEnumerable())
        {
            var isSection = value is null && configuration.GetSection(key).GetChildren().Any();
            if (isSection || foreign.Any(other => IsWithin(key, other)) || _known.Any(known => IsWithin(key, known)))
            {
                continue;
            }

            var suggestion = Suggestion.For(key, _known) is { } meant ? $" Did you mean '{meant}'?" : "";
            _errors.Add($"{key}: there is no such setting{Origin(key)}.{suggestion}");
        }
    }

    private static bool IsWithin(string key, string section) =>
        key.Equals(section, StringComparison.OrdinalIgnoreCase) || key.StartsWith(section + ":", StringComparison.OrdinalIgnoreCase);

    private delegate bool Parser<T>(string text, out T value);

    private T Parse<T>(string key, T fallback, string needed, Parser<T> parser)
    {
        if (Value(key) is not { } text)
        {
            return fallback;
        }

        if (parser(text, out var value))
        {
            return value;
        }

        _errors.Add($"{key}: '{text}' is not {needed}{Origin(key)}.");
        return fallback;
    }

    private string? Value(string key)
    {
        _known.Add(key);
        return configuration[key] is { Length: > 0 } value ? value : null;
    }

    private string Origin(string key)
    {
        var provider = configuration.Providers.LastOrDefault(candidate => candidate.TryGet(key, out _));
        return provider switch
        {
            JsonConfigurationProvider json => $" (in {json.Source.Path})",
            not null when provider.GetType().Name.StartsWith("Environment", StringComparison.Ordinal) => " (in the environment)",
            _ => "",
        };
    }
}
