using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Gas.Blazor.Account.Migrations.Postgres
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
                type: "text",
                nullable: true,
                collation: "C");

            migrationBuilder.AddColumn<string>(
                name: "UsedById",
                table: "Invitations",
                type: "text",
                nullable: true,
                collation: "C");

            migrationBuilder.Sql("""UPDATE "Invitations" SET "MadeById" = (SELECT "Id" FROM "AspNetUsers" WHERE "NormalizedEmail" = upper("MadeBy")), "UsedById" = (SELECT "Id" FROM "AspNetUsers" WHERE "NormalizedEmail" = upper("UsedBy"));""");

            // Held by the database itself, whoever is at it.
            migrationBuilder.Sql("""
                CREATE FUNCTION "RefuseAuditUpdate"() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN
                    RAISE EXCEPTION 'Lines of the audit trail are never changed.';
                END;
                $$;
                CREATE TRIGGER "AuditEntries_AppendOnly" BEFORE UPDATE ON "AuditEntries" FOR EACH STATEMENT EXECUTE FUNCTION "RefuseAuditUpdate"();
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("""DROP TRIGGER "AuditEntries_AppendOnly" ON "AuditEntries"; DROP FUNCTION "RefuseAuditUpdate"();""");

            migrationBuilder.DropColumn(
                name: "MadeById",
                table: "Invitations");

            migrationBuilder.DropColumn(
                name: "UsedById",
                table: "Invitations");
        }
    }
}
