using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Gas.Blazor.Account.Migrations
{
    /// <inheritdoc />
    public partial class PlansAndMail : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "BillingCustomer",
                table: "AspNetUsers",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "MailNotices",
                table: "AspNetUsers",
                type: "INTEGER",
                nullable: false,
                defaultValue: 15);

            migrationBuilder.AddColumn<long>(
                name: "PlanApplied",
                table: "AspNetUsers",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<long>(
                name: "PlanEndsAt",
                table: "AspNetUsers",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "PlanVersion",
                table: "AspNetUsers",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.CreateIndex(
                name: "IX_AspNetUsers_BillingCustomer",
                table: "AspNetUsers",
                column: "BillingCustomer",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_AspNetUsers_PlanToApply",
                table: "AspNetUsers",
                column: "PlanVersion",
                filter: "PlanApplied < PlanVersion");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_AspNetUsers_BillingCustomer",
                table: "AspNetUsers");

            migrationBuilder.DropIndex(
                name: "IX_AspNetUsers_PlanToApply",
                table: "AspNetUsers");

            migrationBuilder.DropColumn(
                name: "BillingCustomer",
                table: "AspNetUsers");

            migrationBuilder.DropColumn(
                name: "MailNotices",
                table: "AspNetUsers");

            migrationBuilder.DropColumn(
                name: "PlanApplied",
                table: "AspNetUsers");

            migrationBuilder.DropColumn(
                name: "PlanEndsAt",
                table: "AspNetUsers");

            migrationBuilder.DropColumn(
                name: "PlanVersion",
                table: "AspNetUsers");
        }
    }
}
