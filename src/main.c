#include "cli/parse.h"

#include <stdio.h>
#include <string.h>

int main(int argc, char **argv)
{
    if (argc >= 2 && strcmp(argv[1], "parse") == 0)
        return cli_parse(argc - 1, argv + 1);
    fputs("usage: rectify parse FILE [--json]\n", stderr);
    return 2;
}
