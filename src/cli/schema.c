/* `rectify schema [--json|--openapi|--typescript|--lifecycles]`: the records, fields and words of this program, without
 * a store.
 */
#include "api/schema.h"
#include "api/openapi.h"

#include "access/scope.h"
#include "cli/commands.h"
#include "workflow/lifecycle.h"

int command_schema(struct cli *cli)
{
    if (cli->count)
        return cli_usage(cli);
    if (cli_option(cli, "typescript")) {
        schema_typescript(&cli->out);
        return EXIT_OK;
    }
    if (cli_option(cli, "openapi")) {
        struct openapi_view view = {cli->profiles, cli->language, ROLES_ALL, ROLES_ALL};
        openapi_json(&cli->out, &view);
        return EXIT_OK;
    }
    if (cli_option(cli, "lifecycles")) {
        lifecycle_document(cli->profiles, &cli->out);
        return EXIT_OK;
    }
    struct schema_view view = {
        .profiles = cli->profiles, .profile = "inspection", .site_roles = ROLES_ALL, .ledger_roles = ROLES_ALL};
    return cli_result(cli, schema_json(&cli->out, cli->arena, &view));
}
