using System.Formats.Tar;
using System.IO.Compression;
using System.Net;
using SeeIt.Contracts;
using SeeIt.Contracts.Api;
using SeeIt.Contracts.Hub;
using SeeIt.Hub.Tests.Support;
using SeeIt.TestKit;
using SeeIt.TestKit.Schemas;

namespace SeeIt.Hub.Tests.Backups;

/// <summary>seeit-hub backup and restore, by the program, of a hub that runs.</summary>
public sealed class BackupTests : IDisposable
{
    private readonly TemporaryFolder _work = new();

    private string Archive => _work.File("hub.tar.gz");

    private string Elsewhere => _work.File("elsewhere");

    public void Dispose() => _work.Dispose();

    [Fact]
    public async Task What_is_kept_while_phones_tap_is_a_whole_hub_elsewhere()
    {
        Phone phone;
        SimulatedBox box;
        List<Guid> before = [];
        string url;
        await using (var hub = await HubProcess.StartAsync(_work.File("data")))
        {
            phone = await hub.NewPhoneAsync();
            box = new SimulatedBox(hub.Address) { Answers = true };
            await box.PairAsync(phone);
            await box.ConnectAsync();
            for (var tap = 0; tap < 5; tap++)
            {
                before.Add((await phone.CommandAsync(box.Id, new PauseVerb())).Id);
            }

            using var enough = new CancellationTokenSource();
            var tapping = TapAsync(phone, box.Id, enough.Token);
            var (exitCode, output, errors) = await HubProgram.RunAsync("backup", Archive, "--DataFolder", _work.File("data"));
            await enough.CancelAsync();
            Assert.True(await tapping > 0, "Nobody tapped meanwhile.");
            Assert.True(exitCode == 0, errors);
            Assert.StartsWith(Archive, output, StringComparison.Ordinal);
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Archive));
            Assert.DoesNotContain(Directory.GetFileSystemEntries(_work.File("data")), entry => entry.Contains(".backup", StringComparison.Ordinal));
            await box.DisconnectAsync();

            // A box holds to its hub's address.
            url = hub.Address.GetLeftPart(UriPartial.Authority);
        }

        Assert.Equal(0, (await HubProgram.RunAsync("restore", Archive, "--DataFolder", Elsewhere)).ExitCode);
        Assert.Equal(["accounts.db", "commands.db", "keys", "lock"], Names(Elsewhere));
        await using var restored = await HubProcess.StartAtAsync(url, Elsewhere);
        using (phone)
        await using (box)
        {
            // The sign-in from before holds, and so does the password.
            Assert.Equal(HttpStatusCode.OK, await phone.StatusAsync("/api/v1/tvs"));
            using var again = await restored.SignInAsync(phone.Email);
            await box.ConnectAsync();
            Assert.Equal(Presence.Online, (await again.GetAsync($"/api/v1/tvs/{box.Id}", ApiJson.Default.TvView)).Presence);
            foreach (var id in before)
            {
                Assert.Equal(Progress.Done, (await again.CommandAsync(id)).Progress);
            }

            await again.UntilAsync((await again.CommandAsync(box.Id, new PauseVerb())).Id, Progress.Done);
        }
    }

    [Fact]
    public async Task A_hub_that_runs_is_not_restored_over()
    {
        await using var hub = await HubProcess.StartAsync(_work.File("data"));
        using var phone = await hub.NewPhoneAsync();
        Assert.Equal(0, (await HubProgram.RunAsync("backup", Archive, "--DataFolder", _work.File("data"))).ExitCode);
        var (exitCode, _, errors) = await HubProgram.RunAsync("restore", Archive, "--DataFolder", _work.File("data"), "--replace");
        Assert.Equal(1, exitCode);
        Assert.Contains("stop it first", errors, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, await phone.StatusAsync("/api/v1/tvs"));

        // Nor does a second hub run on its folder.
        var second = await HubProgram.RunAsync("--DataFolder", _work.File("data"), "--urls", "http://127.0.0.1:0");
        Assert.Equal(2, second.ExitCode);
        Assert.Contains("another seeit-hub uses", second.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_there_is_replaced_only_when_asked_and_kept_aside()
    {
        await MakeHubAsync();
        await File.WriteAllTextAsync(Path.Combine(_work.File("data"), "hub.json"), "{ \"PresenceGraceMs\": 1234 }", TestContext.Current.CancellationToken);
        Assert.Equal(0, (await HubProgram.RunAsync("backup", Archive, "--DataFolder", _work.File("data"))).ExitCode);
        await File.WriteAllTextAsync(Path.Combine(_work.File("data"), "hub.json"), "{}", TestContext.Current.CancellationToken);
        var accounts = await File.ReadAllBytesAsync(Path.Combine(_work.File("data"), "accounts.db"), TestContext.Current.CancellationToken);

        var (exitCode, _, errors) = await HubProgram.RunAsync("restore", Archive, "--DataFolder", _work.File("data"));
        Assert.Equal(1, exitCode);
        Assert.Contains("accounts.db, commands.db, hub.json, keys. With --replace", errors, StringComparison.Ordinal);
        Assert.Equal("{}", await File.ReadAllTextAsync(Path.Combine(_work.File("data"), "hub.json"), TestContext.Current.CancellationToken));

        var replaced = await HubProgram.RunAsync("restore", Archive, "--DataFolder", _work.File("data"), "--replace");
        Assert.True(replaced.ExitCode == 0, replaced.Errors);
        Assert.Contains("1234", await File.ReadAllTextAsync(Path.Combine(_work.File("data"), "hub.json"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
        var aside = Assert.Single(Directory.GetDirectories(_work.File("data"), "before-*"));
        Assert.Equal(["accounts.db", "commands.db", "hub.json", "keys"], Names(aside));
        Assert.Equal(accounts, await File.ReadAllBytesAsync(Path.Combine(aside, "accounts.db"), TestContext.Current.CancellationToken));
        Assert.Equal("{}", await File.ReadAllTextAsync(Path.Combine(aside, "hub.json"), TestContext.Current.CancellationToken));
    }

    public static TheoryData<string> Damages => ["cut", "flipped", "not gzip", "missing", "changed", "escaping", "linked", "newer accounts", "newer commands", "newer archive", "empty"];

    [Theory]
    [MemberData(nameof(Damages))]
    public async Task An_archive_that_is_broken_or_of_a_newer_hub_is_refused_and_nothing_is_changed(string damage)
    {
        await MakeHubAsync();
        if (damage == "newer accounts")
        {
            SchemaDump.Execute(Path.Combine(_work.File("data"), "accounts.db"), "INSERT INTO __EFMigrationsHistory VALUES ('20991231000000_Later', '99.0.0')");
        }
        else if (damage == "newer commands")
        {
            SchemaDump.Execute(Path.Combine(_work.File("data"), "commands.db"), "PRAGMA user_version = 99");
        }

        Assert.Equal(0, (await HubProgram.RunAsync("backup", Archive, "--DataFolder", _work.File("data"))).ExitCode);
        await DamageAsync(damage);
        var (exitCode, _, errors) = await HubProgram.RunAsync("restore", Archive, "--DataFolder", Elsewhere);
        Assert.True(exitCode == 1, $"{damage}: {exitCode} {errors}");
        Assert.StartsWith("seeit-hub: nothing was restored: ", errors, StringComparison.Ordinal);
        Assert.Single(errors.TrimEnd().Split('\n'));
        Assert.Contains(damage.StartsWith("newer", StringComparison.Ordinal) ? "newer seeit-hub" : "broken", errors, StringComparison.Ordinal);
        Assert.Equal(["lock"], Names(Elsewhere));
        Assert.False(File.Exists(_work.File("escaped")));
    }

    [Fact]
    public async Task A_restore_that_was_killed_between_its_renames_keeps_the_hub_from_starting_and_is_run_again()
    {
        await MakeHubAsync();
        Assert.Equal(0, (await HubProgram.RunAsync("backup", Archive, "--DataFolder", _work.File("data"))).ExitCode);
        File.Delete(Path.Combine(_work.File("data"), "accounts.db"));
        await File.WriteAllTextAsync(Path.Combine(_work.File("data"), "restore-unfinished"), "", TestContext.Current.CancellationToken);
        var start = await HubProgram.RunAsync("--DataFolder", _work.File("data"), "--urls", "http://127.0.0.1:0");
        Assert.Equal(2, start.ExitCode);
        Assert.Contains("Run seeit-hub restore again", start.Errors, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(_work.File("data"), "accounts.db")));

        var again = await HubProgram.RunAsync("restore", Archive, "--DataFolder", _work.File("data"));
        Assert.True(again.ExitCode == 0, again.Errors);
        await using var hub = await HubProcess.StartAsync(_work.File("data"));
        using var phone = await hub.SignInAsync("ada@example.org");
    }

    [Theory]
    [InlineData("backup")]
    [InlineData("restore")]
    [InlineData("backup", "--DataFolder", "somewhere")]
    [InlineData("restore", "--replace")]
    public async Task What_is_not_written_as_it_must_be_says_how(params string[] arguments)
    {
        var (exitCode, _, errors) = await HubProgram.RunAsync(arguments);
        Assert.Equal(2, exitCode);
        Assert.Contains($"write it as seeit-hub {arguments[0]} FILE --DataFolder DIR", errors, StringComparison.Ordinal);
    }

    private static IEnumerable<string> Names(string folder) =>
        Directory.GetFileSystemEntries(folder).Select(entry => Path.GetFileName(entry)).Order(StringComparer.Ordinal);

    private static async Task<int> TapAsync(Phone phone, string tvId, CancellationToken enough)
    {
        var taps = 0;
        while (!enough.IsCancellationRequested)
        {
            taps += (await phone.SendAsync(tvId, new PauseVerb())).StatusCode == HttpStatusCode.Accepted ? 1 : 0;
        }

        return taps;
    }

    private async Task MakeHubAsync()
    {
        await using var hub = await HubProcess.StartAsync(_work.File("data"));
        using var phone = await hub.NewPhoneAsync();
        await hub.StopAsync();
    }

    private async Task DamageAsync(string damage)
    {
        var bytes = await File.ReadAllBytesAsync(Archive, TestContext.Current.CancellationToken);
        switch (damage)
        {
            case "cut":
                await File.WriteAllBytesAsync(Archive, bytes[..(bytes.Length / 2)], TestContext.Current.CancellationToken);
                break;
            case "flipped":
                bytes[bytes.Length / 2] ^= 1;
                await File.WriteAllBytesAsync(Archive, bytes, TestContext.Current.CancellationToken);
                break;
            case "not gzip":
                await File.WriteAllTextAsync(Archive, "What is this?", TestContext.Current.CancellationToken);
                break;
            case "empty":
                await File.WriteAllBytesAsync(Archive, [], TestContext.Current.CancellationToken);
                break;
            case "missing":
                await RewriteAsync(entry => entry.Name == "commands.db" ? null : entry);
                break;
            case "changed":
                await RewriteAsync(entry => entry.Name == "keys/signing.key" ? Entry(entry.Name, "another") : entry);
                break;
            case "escaping":
                await RewriteAsync(entry => entry.Name == "keys/signing.key" ? Entry("keys/../../escaped", "gone") : entry);
                break;
            case "linked":
                await RewriteAsync(entry => entry.Name == "keys/signing.key" ? new PaxTarEntry(TarEntryType.SymbolicLink, entry.Name) { LinkName = "/etc/passwd" } : entry);
                break;
            case "newer archive":
                await RewriteAsync(entry => entry.Name == "manifest.json" ? Entry(entry.Name, """{"format":99,"hubVersion":"9.0.0","made":"2099-01-01T00:00:00Z","files":{}}""") : entry);
                break;
        }
    }

    private static PaxTarEntry Entry(string name, string text) =>
        new(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(text)) };

    private async Task RewriteAsync(Func<TarEntry, TarEntry?> change)
    {
        var aside = Archive + ".rewritten";
        await using (var reader = new TarReader(new GZipStream(File.OpenRead(Archive), CompressionMode.Decompress)))
        await using (var writer = new TarWriter(new GZipStream(File.Create(aside), CompressionLevel.Fastest)))
        {
            while (await reader.GetNextEntryAsync(copyData: true, TestContext.Current.CancellationToken) is { } entry)
            {
                if (change(entry) is { } changed)
                {
                    await writer.WriteEntryAsync(changed, TestContext.Current.CancellationToken);
                }
            }
        }

        File.Move(aside, Archive, overwrite: true);
    }
}
