using SeeIt.Guide.Xmltv;

namespace SeeIt.Guide.Tests.Store;

/// <summary>Two processes on one folder: each has a HouseholdGuide of its own.</summary>
public sealed class SharedFolderTests : IDisposable
{
    private readonly TestGuide _mine = new("2026-03-03 20:00");

    private readonly HouseholdGuide _other;

    public SharedFolderTests() => _other = HouseholdGuide.Open(_mine.Folder, _mine.Time);

    public void Dispose()
    {
        _other.Dispose();
        _mine.Dispose();
    }

    [Fact]
    public void What_another_process_imports_is_seen_at_the_next_question()
    {
        Assert.Null(_mine.Guide.On("a", _mine.Now));

        Import(_other, ("a", 0, 60, "First"));
        Assert.Equal("First", _mine.Guide.On("a", _mine.Now)?.Title);

        Import(_other, ("a", 0, 60, "Second"), ("b", 0, 60, "New"));
        Assert.Equal("Second", _mine.Guide.On("a", _mine.Now)?.Title);
        Assert.Equal(["a", "b"], _mine.Guide.Channels.Select(channel => channel.Id));
        Assert.NotNull(_mine.Guide.FindChannel("b"));
    }

    [Fact]
    public void An_import_keeps_the_half_that_another_process_has_imported()
    {
        Import(_other, ("a", 0, 60, "Show"));
        _other.Import([TestGuide.Text("list.m3u", "#EXTM3U\n#EXTINF:-1 tvg-id=\"a\",Channel A\nhttp://h/a\n")], [], TestContext.Current.CancellationToken);

        Import(_mine.Guide, ("a", 0, 60, "New"));

        Assert.Equal("Channel A", Assert.Single(_other.Channels).Name);
        Assert.Equal("New", _other.On("a", _mine.Now)?.Title);
    }

    [Fact]
    public void A_file_that_is_no_guide_leaves_the_one_in_use_and_is_said()
    {
        Import(_other, ("a", 0, 60, "Show"));
        Assert.Equal("Show", _mine.Guide.On("a", _mine.Now)?.Title);
        var path = Path.Combine(_mine.Folder, "guide.db");
        File.WriteAllText(path + ".bad", "this is no database, and long enough to be looked at as one");
        File.Move(path + ".bad", path, overwrite: true);

        Assert.Equal("Show", _mine.Guide.On("a", _mine.Now)?.Title);
        Assert.NotNull(_mine.Guide.OpenProblem);

        Import(_other, ("a", 0, 60, "Whole"));
        Assert.Equal("Whole", _mine.Guide.On("a", _mine.Now)?.Title);
        Assert.Null(_mine.Guide.OpenProblem);
    }

    [Fact]
    public void A_deleted_guide_is_gone_and_can_be_imported_again()
    {
        Import(_mine.Guide, ("a", 0, 60, "Show"));
        File.Delete(Path.Combine(_mine.Folder, "guide.db"));

        Assert.Empty(_mine.Guide.Channels);
        Import(_mine.Guide, ("a", 0, 60, "Show"));
        Assert.Equal("Show", _mine.Guide.On("a", _mine.Now)?.Title);
    }

    [Fact]
    public void The_second_of_two_imports_at_once_is_refused_and_changes_nothing()
    {
        Import(_mine.Guide, ("a", 0, 60, "Show"));
        var refused = default(ImportResult);

        // The other import runs when this one has read its first byte.
        using var slow = new SignallingStream(_mine.Xmltv("slow.xml", ("a", 0, 60, "Slow")).Content, () =>
            refused ??= _other.Import([], [_mine.Xmltv("quick.xml", ("a", 0, 60, "Quick"))], TestContext.Current.CancellationToken));
        var result = _mine.Guide.Import([], [new NamedStream("slow.xml", slow)], TestContext.Current.CancellationToken);

        Assert.True(result.Installed);
        Assert.False(refused!.Installed);
        Assert.Contains("Another process imports", refused.StoreError!.Message, StringComparison.Ordinal);
        Assert.Equal("Slow", _mine.Guide.On("a", _mine.Now)?.Title);
        Import(_other, ("a", 0, 60, "Later"));
        Assert.Equal("Later", _mine.Guide.On("a", _mine.Now)?.Title);
    }

    private void Import(HouseholdGuide guide, params IEnumerable<(string, int, int, string)> programmes) => Assert.True(
        guide.Import([], [_mine.Xmltv("guide.xml", programmes)], TestContext.Current.CancellationToken).Installed);

    private sealed class SignallingStream(Stream inner, Action reading) : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => inner.Length;

        public override long Position { get => inner.Position; set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count)
        {
            reading();
            return inner.Read(buffer, offset, count);
        }

        public override void Flush() => inner.Flush();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
