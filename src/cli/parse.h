/* parse: `rectify parse FILE [--json]`: shows a letter as a tree. Exit 0, 1 when the file is refused (sentences on
 * stderr), 2 for a wrong command line. argv[0] is "parse". */
#ifndef RECTIFY_CLI_PARSE_H
#define RECTIFY_CLI_PARSE_H

int cli_parse(int argc, char **argv);

#endif
