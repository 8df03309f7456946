/* Who is let in, how many at once, and that the address is free afterwards. */
#include "testing.h"

#include "api/greeter.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdatomic.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { GUESTS = 8 };

struct house {
    atomic_int let_in, refuse;
    int inside[GUESTS];
};

static bool take(void *context, int connection, const struct sockaddr *peer, socklen_t size)
{
    struct house *house = context;
    if (peer->sa_family != AF_INET || size < sizeof(struct sockaddr_in) || atomic_load(&house->refuse)) {
        close(connection);
        return false;
    }
    house->inside[atomic_load(&house->let_in)] = connection;
    atomic_fetch_add(&house->let_in, 1);
    return true;
}

static int listen_anywhere(struct sockaddr_in *ret_where)
{
    socklen_t size = sizeof *ret_where;
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
    *ret_where = (struct sockaddr_in){.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    assert_int_equal(bind(fd, (struct sockaddr *)ret_where, sizeof *ret_where), 0);
    assert_int_equal(listen(fd, GUESTS), 0);
    assert_int_equal(getsockname(fd, (struct sockaddr *)ret_where, &size), 0);
    return fd;
}

static int knock(const struct sockaddr_in *where)
{
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    assert_int_equal(connect(fd, (const struct sockaddr *)where, sizeof *where), 0);
    return fd;
}

/* Waits until so many were let in. */
static void wait_for(struct house *house, int count)
{
    for (int i = 0; i < 3000 && atomic_load(&house->let_in) < count; i++)
        poll(NULL, 0, 10);
    assert_int_equal(atomic_load(&house->let_in), count);
}

static void nobody_is_let_in_beyond_the_limit_until_one_leaves(void **state)
{
    (void)state;
    struct house house = {0};
    struct sockaddr_in where;
    int guests[4];
    struct greeter *greeter = greeter_new(listen_anywhere(&where), 2, take, &house);
    assert_true(greeter_open(greeter));
    for (int i = 0; i < 4; i++)
        guests[i] = knock(&where); /* the kernel's queue takes them all */
    wait_for(&house, 2);
    poll(NULL, 0, 200);
    wait_for(&house, 2);
    greeter_left(greeter);
    wait_for(&house, 3);
    greeter_left(greeter);
    wait_for(&house, 4);
    greeter_close(greeter);
    greeter_free(greeter);
    for (int i = 0; i < 4; i++) {
        close(guests[i]);
        close(house.inside[i]);
    }
}

static void one_that_cannot_be_served_takes_no_room(void **state)
{
    (void)state;
    struct house house = {.refuse = 1};
    struct sockaddr_in where;
    char byte;
    struct greeter *greeter = greeter_new(listen_anywhere(&where), 1, take, &house);
    assert_true(greeter_open(greeter));
    for (int i = 0; i < 3; i++) {
        int guest = knock(&where);
        assert_true(read(guest, &byte, 1) <= 0); /* closed, and not left waiting */
        close(guest);
    }
    atomic_store(&house.refuse, 0);
    int guest = knock(&where);
    wait_for(&house, 1);
    greeter_free(greeter);
    close(guest);
    close(house.inside[0]);
}

static void a_closed_house_answers_nobody(void **state)
{
    (void)state;
    struct house house = {0};
    struct sockaddr_in where;
    struct greeter *greeter = greeter_new(listen_anywhere(&where), 1, take, &house);
    assert_true(greeter_open(greeter));
    greeter_close(greeter);
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    assert_int_not_equal(connect(fd, (struct sockaddr *)&where, sizeof where), 0);
    close(fd);
    greeter_close(greeter);
    greeter_free(greeter);
    greeter_free(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nobody_is_let_in_beyond_the_limit_until_one_leaves),
        cmocka_unit_test(one_that_cannot_be_served_takes_no_room),
        cmocka_unit_test(a_closed_house_answers_nobody),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
