using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.DependencyInjection;
using SeeIt.Contracts.Api;
using SeeIt.Hub.Accounts;
using SeeIt.Hub.Tests.Support;
using SeeIt.TestKit;

namespace SeeIt.Hub.Tests.Accounts;

public sealed class MigrationTests
{
    [Fact]
    public async Task Accounts_and_tvs_of_a_hub_from_before_invitations_and_passkeys_are_kept()
    {
        using var folder = new TemporaryFolder();
        var email = "";
        await using (var hub = await RunningHub.StartAsync(folder: folder.Path))
        {
            using var ada = await hub.NewPhoneAsync();
            email = ada.Email;
            await using var box = new SimulatedBox(hub.Address);
            await box.PairAsync(ada);
        }

        var options = new DbContextOptionsBuilder<HubDatabase>().UseSqlite($"Data Source={folder.File("accounts.db")}").Options;
        await using (var database = new HubDatabase(options))
        {
            await database.GetService<IMigrator>().MigrateAsync("LinkFailure", TestContext.Current.CancellationToken);
            var tables = await database.Database.SqlQueryRaw<string>("SELECT name AS Value FROM sqlite_master WHERE name IN ('Invitations', 'AspNetUserPasskeys')").ToListAsync(TestContext.Current.CancellationToken);
            Assert.Empty(tables);
        }

        await using var again = await RunningHub.StartAsync(folder: folder.Path);
        using var phone = await again.SignInAsync(email);
        Assert.Single(await phone.GetAsync("/api/v1/tvs", ApiJson.Default.IReadOnlyListTvView));
        using var ben = await again.NewPhoneAsync("Ben", await phone.InviteAsync());
        Assert.Equal(2, (await ben.HouseholdAsync()).Members.Count);
    }

    [Fact]
    public async Task Model_has_nothing_that_no_migration_makes()
    {
        await using var hub = await RunningHub.StartAsync();
        await using var database = await hub.Services.GetRequiredService<IDbContextFactory<HubDatabase>>().CreateDbContextAsync(TestContext.Current.CancellationToken);
        Assert.False(database.Database.HasPendingModelChanges());
    }
}
