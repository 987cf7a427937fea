/* Sends datagrams over loopback, so many a second for so many seconds, and prints how many it sent.
 *
 *     blast PORT RATE SECONDS
 *
 * Each is an MQTT-SN PUBLISH of 100 bytes, from one of a hundred ports in turn.  Nobody reads them: the socket they go to is
 * ours, and the kernel drops what it has no room for behind the place where packets are captured.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>

enum { senders = 100, burst = 64, length = 100 };

static double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec + time.tv_nsec / 1e9;
}

static int fail(const char *what) {
    perror(what);
    return 1;
}

int main(int argc, char **argv) {
    if (argc != 4) {
        fprintf(stderr, "usage: blast PORT RATE SECONDS\n");
        return 2;
    }
    int port = atoi(argv[1]), rate = atoi(argv[2]), seconds = atoi(argv[3]);
    if (port < 1 || port > 65535 || rate < 1 || rate > 2000000 || seconds < 1 || seconds > 600) {
        fprintf(stderr, "blast: at most 2000000 a second for 600 seconds\n");
        return 2;
    }
    struct sockaddr_in place = {.sin_family = AF_INET, .sin_port = htons(port)};
    place.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    int receiver = socket(AF_INET, SOCK_DGRAM, 0);
    if (bind(receiver, (struct sockaddr *)&place, sizeof place)) return fail("bind");
    int sockets[senders];
    for (int i = 0; i < senders; i++) {
        sockets[i] = socket(AF_INET, SOCK_DGRAM, 0);
        if (connect(sockets[i], (struct sockaddr *)&place, sizeof place)) return fail("connect");
    }
    uint8_t packet[length] = {length, 0x0C, 0x00, 0x00, 0x01, 0x00, 0x00};
    struct iovec part = {packet, length};
    struct mmsghdr messages[burst];
    memset(messages, 0, sizeof messages);
    for (int i = 0; i < burst; i++) messages[i].msg_hdr = (struct msghdr){.msg_iov = &part, .msg_iovlen = 1};
    long sent = 0;
    double begin = now();
    while (now() - begin < seconds) {
        /* What is due by now; what could not be sent in time is not made up for in one go. */
        double due = (now() - begin) * rate - sent;
        if (due > rate / 20.0) due = rate / 20.0;
        while (due >= 1) {
            int count = due < burst ? (int)due : burst;
            int done = sendmmsg(sockets[sent / burst % senders], messages, count, 0);
            if (done < 0) return fail("send");
            sent += done;
            due -= done;
        }
        struct timespec pause = {0, 200000};
        nanosleep(&pause, NULL);
    }
    printf("%ld\n", sent);
    return 0;
}
