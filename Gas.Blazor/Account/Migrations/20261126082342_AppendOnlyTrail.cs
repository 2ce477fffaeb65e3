using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Gas.Blazor.Account.Migrations
{
    /// <inheritdoc />
    public partial class AppendOnlyTrail : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "MadeById",
                table: "Invitations",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "UsedById",
                table: "Invitations",
                type: "TEXT",
                nullable: true);

            migrationBuilder.Sql("""UPDATE "Invitations" SET "MadeById" = (SELECT "Id" FROM "AspNetUsers" WHERE "NormalizedEmail" = upper("MadeBy")), "UsedById" = (SELECT "Id" FROM "AspNetUsers" WHERE "NormalizedEmail" = upper("UsedBy"));""");

            // Held by the database itself, whoever is at it. A later migration that makes this table anew has to make the trigger anew, too.
            migrationBuilder.Sql("""
                CREATE TRIGGER "AuditEntries_AppendOnly" BEFORE UPDATE ON "AuditEntries"
                BEGIN
                    SELECT RAISE(ABORT, 'Lines of the audit trail are never changed.');
                END;
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("""DROP TRIGGER "AuditEntries_AppendOnly";""");

            migrationBuilder.DropColumn(
                name: "MadeById",
                table: "Invitations");

            migrationBuilder.DropColumn(
                name: "UsedById",
                table: "Invitations");
        }
    }
}
