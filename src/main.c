#include "cli/cli.h"
#include "store/db.h"

int main(int argc, char **argv)
{
    db_start();
    return cli_main(argc, argv);
}
