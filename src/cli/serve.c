/* `rectify serve`: the web interface and the API, until SIGTERM or SIGINT. */
#include "cli/commands.h"

#include "access/first_run.h"
#include "api/server.h"
#include "cli/cli_messages.h"

#include <arpa/inet.h>
#include <ifaddrs.h>
#include <net/if.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

static bool read_number(struct cli *cli, const char *name, const char *text, unsigned long most,
                        unsigned long *ret_number)
{
    char *end;
    *ret_number = strtoul(text, &end, 10);
    if (*text >= '0' && *text <= '9' && !*end && *ret_number <= most)
        return true;
    problem_add(&cli->problems, REFUSED, &msg_cli_value, "", name, text, NULL);
    return false;
}

/* "0.0.0.0:8080", ":8080", "8080", "[::1]:8080" */
static bool read_listen(struct cli *cli, struct server_setup *setup)
{
    const char *text = cli_option(cli, "listen"), *colon = text ? strrchr(text, ':') : NULL;
    unsigned long port = 8080, threads = 0;
    setup->address = "0.0.0.0";
    if (text && !read_number(cli, "listen", colon ? colon + 1 : text, 65535, &port))
        return false;
    if (colon && colon > text)
        setup->address = *text == '[' ? arena_strndup(cli->arena, text + 1, (size_t)(colon - text) - 2)
                                      : arena_strndup(cli->arena, text, (size_t)(colon - text));
    if (cli_option(cli, "threads") && !read_number(cli, "threads", cli_option(cli, "threads"), 64, &threads))
        return false;
    setup->port = (uint16_t)port;
    setup->threads = (unsigned)threads;
    return true;
}

static void print_addresses(struct cli *cli, const struct server_setup *setup, unsigned port)
{
    bool everywhere = strcmp(setup->address, "0.0.0.0") == 0 || strcmp(setup->address, "::") == 0;
    if (!everywhere) {
        printf(strchr(setup->address, ':') ? "  http://[%s]:%u\n" : "  http://%s:%u\n", setup->address, port);
        return;
    }
    printf("  http://127.0.0.1:%u  %s\n", port, cli_say(cli, "（本机）", "(this machine)"));
    struct ifaddrs *all = NULL;
    if (getifaddrs(&all) != 0)
        return;
    for (const struct ifaddrs *one = all; one; one = one->ifa_next) {
        char text[INET_ADDRSTRLEN];
        if (!one->ifa_addr || one->ifa_addr->sa_family != AF_INET || one->ifa_flags & IFF_LOOPBACK ||
            !(one->ifa_flags & IFF_UP))
            continue;
        inet_ntop(AF_INET, &((const struct sockaddr_in *)(const void *)one->ifa_addr)->sin_addr, text, sizeof text);
        printf("  http://%s:%u  %s\n", text, port, cli_say(cli, "（局域网）", "(this network)"));
    }
    freeifaddrs(all);
}

static const char *sample_logins(struct cli *cli)
{
    return db_is_postgres(cli->where) ? NULL : arena_printf(cli->arena, "%s/sample-logins.txt", cli->where);
}

static void print_sample_logins(struct cli *cli, const char *path)
{
    char buffer[4096];
    size_t got;
    FILE *file = fopen(path, "re");
    if (!file)
        return;
    puts(cli_say(cli, "示例账号：", "sample log-ins:"));
    while ((got = fread(buffer, 1, sizeof buffer, file)) > 0)
        fwrite(buffer, 1, got, stdout);
    fclose(file);
}

static enum status give_code(struct tx *tx, void *context, struct problems *problems)
{
    (void)problems;
    return setup_code_give(tx, context);
}

/* Each connection is a file. */
static void raise_file_limit(void)
{
    struct rlimit files;
    if (getrlimit(RLIMIT_NOFILE, &files) == 0 && files.rlim_cur < files.rlim_max) {
        files.rlim_cur = files.rlim_max < 65536 ? files.rlim_max : 65536;
        setrlimit(RLIMIT_NOFILE, &files);
    }
}

int command_serve(struct cli *cli)
{
    struct server *server;
    const struct installation *installation;
    struct server_setup setup = {.where = cli->where,
                                 .log = cli_option(cli, "quiet") == NULL,
                                 .reminds = cli_option(cli, "no-reminders") == NULL,
                                 .profiles = cli->profiles,
                                 .rules = &cli->rules,
                                 .blobs = cli->blobs,
                                 .clock = cli->clock};
    const char *logins = sample_logins(cli);
    char code[ACTIVATION_CODE] = "";
    if (cli->count)
        return cli_usage(cli);
    if (!read_listen(cli, &setup))
        return cli_result(cli, REFUSED);
    sigset_t ends;
    sigemptyset(&ends);
    sigaddset(&ends, SIGTERM);
    sigaddset(&ends, SIGINT);
    sigaddset(&ends, SIGHUP);
    pthread_sigmask(SIG_BLOCK, &ends, NULL); /* in every thread that starts now: they come to sigwait below */
    signal(SIGPIPE, SIG_IGN);
    raise_file_limit();
    enum status status = installation_load(cli->db, &installation);
    setup.installation = installation;
    setup.sample = logins && access(logins, R_OK) == 0;
    if (!status)
        status = cli_write(cli, give_code, code);
    setup.setup_code = code;
    if (!status)
        status = server_start(&setup, &cli->problems, &server);
    if (status)
        return cli_result(cli, status);
    puts(cli_say(cli, "整改通已启动，请用浏览器打开：", "Rectify is running; open in a browser:"));
    print_addresses(cli, &setup, http_port(server->http));
    if (setup.sample)
        print_sample_logins(cli, logins);
    if (*code && setup.log) /* with --quiet standard output is likely kept somewhere */
        printf("%s%s\n",
               cli_say(cli, "首次设置码（在别的电脑上打开时要填）：", "set-up code (asked for on other machines): "),
               code);
    puts(cli_say(cli, "按 Ctrl+C 停止", "Ctrl+C stops it"));
    fflush(stdout);
    int number = 0;
    sigwait(&ends, &number);
    if (!server_stop(server)) {
        fputs(cli_say(cli, "有的连接未能及时结束，已中断\n", "some connections did not end in time and were cut\n"),
              stderr);
        fflush(NULL);
        _exit(EXIT_FAILED);
    }
    return EXIT_OK;
}
