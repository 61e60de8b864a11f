using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace SeeIt.Hub.Accounts.Migrations
{
    /// <inheritdoc />
    public partial class LinkFailure : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "LinkFailure",
                table: "Posts",
                type: "INTEGER",
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "LinkFailure",
                table: "Posts");
        }
    }
}
