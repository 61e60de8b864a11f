using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using SeeIt.Hub.Devices;
using SeeIt.Hub.Households;
using SeeIt.Hub.Pairing;
using SeeIt.Hub.Posts;

namespace SeeIt.Hub.Accounts;

/// <summary>
/// <c>accounts.db</c>: accounts, households, TVs, posts that wait, pairings, and OpenIddict's clients and tokens.
/// Times are Unix milliseconds: SQLite cannot order a DateTimeOffset.
/// </summary>
public sealed class HubDatabase(DbContextOptions<HubDatabase> options) : IdentityUserContext<Account>(options)
{
    public DbSet<Household> Households => Set<Household>();

    public DbSet<Member> Members => Set<Member>();

    public DbSet<Invitation> Invitations => Set<Invitation>();

    public DbSet<Tv> Tvs => Set<Tv>();

    public DbSet<SharedPost> Posts => Set<SharedPost>();

    public DbSet<PairingRequest> Pairings => Set<PairingRequest>();

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.UseOpenIddict();

        builder.Entity<Member>(member =>
        {
            member.HasKey(m => m.AccountId);
            member.HasOne<Account>().WithOne().HasForeignKey<Member>(m => m.AccountId).OnDelete(DeleteBehavior.Cascade);
            member.HasOne<Household>().WithMany().HasForeignKey(m => m.HouseholdId).OnDelete(DeleteBehavior.Cascade);
        });
        builder.Entity<Invitation>(invitation =>
        {
            invitation.HasOne<Household>().WithMany().HasForeignKey(i => i.HouseholdId).OnDelete(DeleteBehavior.Cascade);
            invitation.HasIndex(i => i.CodeHash).IsUnique();
        });
        builder.Entity<Tv>().HasOne<Household>().WithMany().HasForeignKey(tv => tv.HouseholdId).OnDelete(DeleteBehavior.Cascade);
        builder.Entity<SharedPost>(post =>
        {
            post.HasOne<Tv>().WithMany().HasForeignKey(p => p.TvId).OnDelete(DeleteBehavior.Cascade);
            post.HasIndex(p => new { p.TvId, p.SharedAtMs });
        });
        builder.Entity<PairingRequest>(pairing =>
        {
            pairing.HasIndex(p => p.CodeHash);
            pairing.HasIndex(p => p.ExpiresAtMs);
            pairing.HasIndex(p => p.DeviceTokenId);
        });
    }

    /// <summary>For <c>dotnet ef migrations add</c> alone.</summary>
    internal sealed class DesignTime : IDesignTimeDbContextFactory<HubDatabase>
    {
        /// <summary>With the version of Identity's tables that the hub runs with.</summary>
        public HubDatabase CreateDbContext(string[] args) => new(new DbContextOptionsBuilder<HubDatabase>()
            .UseSqlite("Data Source=:memory:")
            .UseApplicationServiceProvider(new ServiceCollection().Configure<IdentityOptions>(AccountSetup.Tables).BuildServiceProvider())
            .Options);
    }
}
