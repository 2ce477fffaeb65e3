using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Gas.Blazor.Account.Migrations
{
    /// <inheritdoc />
    public partial class Payments : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "BillingCheckout",
                table: "AspNetUsers",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "BillingDueAt",
                table: "AspNetUsers",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "BillingStatus",
                table: "AspNetUsers",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<string>(
                name: "BillingSubscription",
                table: "AspNetUsers",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "BillingVersion",
                table: "AspNetUsers",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.CreateIndex(
                name: "IX_AspNetUsers_BillingDueAt",
                table: "AspNetUsers",
                column: "BillingDueAt");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_AspNetUsers_BillingDueAt",
                table: "AspNetUsers");

            migrationBuilder.DropColumn(
                name: "BillingCheckout",
                table: "AspNetUsers");

            migrationBuilder.DropColumn(
                name: "BillingDueAt",
                table: "AspNetUsers");

            migrationBuilder.DropColumn(
                name: "BillingStatus",
                table: "AspNetUsers");

            migrationBuilder.DropColumn(
                name: "BillingSubscription",
                table: "AspNetUsers");

            migrationBuilder.DropColumn(
                name: "BillingVersion",
                table: "AspNetUsers");
        }
    }
}
