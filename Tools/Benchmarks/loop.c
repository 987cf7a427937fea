/* The floor: what it costs to have libpcap hand out every packet of a capture, and do nothing with it. */
#include <pcap/pcap.h>
#include <stdio.h>

int main(int argc, char **argv) {
    char error[PCAP_ERRBUF_SIZE];
    struct pcap_pkthdr *header;
    const u_char *bytes;
    unsigned long packets = 0, first_bytes = 0;
    if (argc != 2) {
        fprintf(stderr, "usage: loop CAPTURE\n");
        return 2;
    }
    pcap_t *capture = pcap_open_offline(argv[1], error);
    if (capture == NULL) {
        fprintf(stderr, "%s\n", error);
        return 2;
    }
    while (pcap_next_ex(capture, &header, &bytes) == 1) {
        packets++;
        /* Touches the packet, so that its page is really read. */
        if (header->caplen > 0) first_bytes += bytes[0];
    }
    pcap_close(capture);
    printf("%lu packets (%lu)\n", packets, first_bytes);
    return 0;
}
