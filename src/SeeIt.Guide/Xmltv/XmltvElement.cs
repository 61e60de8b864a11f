namespace SeeIt.Guide.Xmltv;

/// <summary>A child of <c>tv</c>.</summary>
/// <param name="Line">Where it begins, from 1.</param>
public abstract record XmltvElement(long Line);

/// <param name="Line">Where it begins, from 1.</param>
/// <param name="Id">What programmes refer to.</param>
/// <param name="Names">Every display-name, in order: names, call signs and numbers.</param>
/// <param name="Icon">Address of a logo.</param>
public sealed record XmltvChannel(long Line, string Id, IReadOnlyList<string> Names, string? Icon) : XmltvElement(Line);

/// <summary>A text and the language it is said to be in.</summary>
public readonly record struct LocalText(string Text, string? Language);

/// <param name="Role">The element's name: actor, director, presenter, guest, ….</param>
/// <param name="Name">As written.</param>
/// <param name="Character">Whom an actor plays.</param>
public readonly record struct Credit(string Role, string Name, string? Character);

/// <param name="System">xmltv_ns, onscreen, dd_progid, themoviedb.org, ….</param>
/// <param name="Value">As written, trimmed.</param>
public readonly record struct EpisodeId(string System, string Value);

/// <param name="Line">Where it begins, from 1.</param>
/// <param name="Channel">The <see cref="XmltvChannel.Id"/>; it need not have been declared.</param>
/// <param name="Start">Unix seconds.</param>
/// <param name="Stop">Unix seconds, exclusive; null when the file has none, or one that is not after the start.</param>
public sealed record XmltvProgramme(long Line, string Channel, long Start, long? Stop) : XmltvElement(Line)
{
    /// <summary>At least one.</summary>
    public List<LocalText> Titles { get; } = [];

    public List<LocalText> SubTitles { get; } = [];

    public List<LocalText> Descriptions { get; } = [];

    public List<string> Categories { get; } = [];

    public List<Credit> Credits { get; } = [];

    public List<EpisodeId> EpisodeIds { get; } = [];

    /// <summary>The original date, as written: a year, or more of it.</summary>
    public string? Date { get; set; }

    /// <summary>previously-shown is there.</summary>
    public bool IsRepeat { get; set; }

    /// <summary>new or premiere is there.</summary>
    public bool IsNew { get; set; }
}
