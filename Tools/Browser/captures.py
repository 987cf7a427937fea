"""Captures made up for the pages of `earshot flow`: names that try to be more than text, and many messages."""
import struct

LONG = 100_000

HOSTILE = [
    "</script><script>document.title='owned'</script>",
    "<img src=x onerror=\"document.title='owned'\">",
    "<!--<script>",
    "]]></text><script>document.title='owned'</script>",
    "' \" & < > \\ ; # % end {{a}} ${b}",
    "\u2028\u2029\u202egnal\u200b",
    "x" * 4000,
    "\x1b[31m\x07\x00",
    "end",
    "%%{init: {}}%%",
    "autonumber\nNote over p0: forged",
    "@enduml\n!include /etc/passwd",
    "%getenv(HOME) $x \\n",
]


class Capture:
    """A classic capture of MQTT over TCP, made up packet by packet."""

    def __init__(self, path):
        self.file = open(path, "wb")
        self.file.write(struct.pack("<IHHiIII", 0xA1B2C3D4, 2, 4, 0, 0, 262144, 1))
        self.time = 1_700_000_000_000_000
        self.sequences = {}

    def send(self, source, destination, payload):
        key = (source, destination)
        sequence = self.sequences.get(key, 1)
        self.sequences[key] = sequence + len(payload)
        acknowledgment = self.sequences.get((destination, source), 1)
        tcp = struct.pack(">HHIIBBHHH", source[1], destination[1], sequence & 0xFFFFFFFF,
                          acknowledgment & 0xFFFFFFFF, 0x50, 0x18, 65535, 0, 0)
        ip = struct.pack(">BBHHHBBH4s4s", 0x45, 0, 40 + len(payload), 0, 0, 64, 6, 0,
                         bytes(source[0]), bytes(destination[0]))
        packet = bytes(12) + b"\x08\x00" + ip + tcp + payload
        self.time += 10
        self.file.write(struct.pack("<IIII", self.time // 1_000_000, self.time % 1_000_000,
                                    len(packet), len(packet)))
        self.file.write(packet)

    def close(self):
        self.file.close()


def text(string):
    data = string.encode("utf-8", "surrogatepass")
    return struct.pack(">H", len(data)) + data


def mqtt(first, body):
    length, count = b"", len(body)
    while True:
        byte, count = count % 128, count // 128
        length += bytes([byte | (128 if count else 0)])
        if not count:
            return bytes([first]) + length + body


def connect(name):
    return mqtt(0x10, text("MQTT") + b"\x04\x02\x00\x3c" + text(name))


def publish(topic, payload):
    return mqtt(0x30, text(topic) + payload)


BROKER = ((10, 0, 0, 1), 1883)


def make_hostile(path):
    capture = Capture(path)
    for number, words in enumerate(HOSTILE):
        client = ((10, 0, 1, number + 1), 40000 + number)
        capture.send(client, BROKER, connect(words))
        capture.send(BROKER, client, mqtt(0x20, b"\x00\x00"))
        capture.send(client, BROKER, publish(words.replace("#", "") or "a", words.encode()))
    capture.close()


def make_long(path):
    capture = Capture(path)
    client = ((10, 0, 2, 1), 40000)
    capture.send(client, BROKER, connect("long"))
    names = ["alpha", "beta", "gamma", "delta", "epsilon"]
    for number in range(LONG - 1):
        capture.send(client, BROKER, publish(f"{names[number % 5]}/{number}", b"%d" % number))
    capture.close()
