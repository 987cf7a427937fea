"""How the texts of tshark's taps are held against ours: what Tools/compare --taps does with two that differ."""
import re

# How the texts of taps begin.
HEADS = re.compile(r"^(?:={80}\n[^\n]+ (?:Conversations|Endpoints)\n|\n={50,}\nPacket Lengths:|\n={20,}\n\| IO Statistics"
                   r"|\|Time     \||Conv\.\| Time    \||\n={67}\nProtocol Hier|\n={67}\nFollow: )", re.M)
LANE = 20
SHAFT = re.compile(r"<-+|-+>")


def split(output):
    """The text of each tap, in the order in which they were printed; taps of nothing have none."""
    text = output.decode("utf-8", "replace")
    starts = [hit.start() for hit in HEADS.finditer(text)]
    return [text[start:end] for start, end in zip(starts, starts[1:] + [len(text)])]


def name(text):
    """A word for what a text is, as in Tools/taps-open.txt."""
    head = text.strip("\n").split("\n")[1] if text.strip("\n").startswith("=") else "flow"
    return re.sub(r"\W+", "-", head.lower()).strip("-")


class Lanes:
    """A line of a flow: the lanes, and what tshark writes over them."""

    def __init__(self, count):
        self.text = ("|" + " " * (LANE - 1)) * count + "|"

    def overwrite(self, first, second, text):
        """As tshark does: where it would go beyond the line's end, nothing is taken out for what is put in."""
        text = text[:abs(second - first)]
        place = min(first, second, len(self.text))
        end = place + len(text)
        self.text = self.text[:place] + text + self.text[end if end <= len(self.text) else place:]

    def draw(self, first, second, ports):
        shaft = "-" * (abs(second - first) - 2)
        if first < second:
            self.overwrite(first, second, shaft + ">")
            self.overwrite(first - 9, first - 1, ports[0])
            self.overwrite(second + 1, second + 9, ports[1])
        else:
            self.overwrite(first, second, "<" + shaft)
            self.overwrite(first + 1, first + 9, ports[0])
            self.overwrite(second - 9, second + 1, ports[1])


class Flow:
    """One of our flow graphs, to be drawn again as tshark would have drawn it.

    Where the last address talks to itself, it has no lane for the end of that arrow, and writes over the end of the line.
    """

    def __init__(self, text):
        self.lines = text.split("\n")
        self.margin = 15 if text.startswith("Conv.") else 10
        cells = [cell for line in self.lines[:2] for cell in line[self.margin:].split("|")]
        self.theirs = sum(1 for cell in cells if cell.strip())
        arrow = next((line for line in self.lines if self.shaft(line)), "")
        self.ours = max(self.theirs, (len(arrow) - self.margin - 1) // LANE)

    def shaft(self, line):
        """Between which places of such a line, without its margin, an arrow is drawn."""
        hit = SHAFT.search(line[self.margin:]) if not line[:self.margin].strip(" |") else None
        return hit and (hit.start(), hit.end() + 1)

    def redrawn(self, their_lines, is_meant):
        """The lines with tshark's lanes, and with its words where ours are meant to be others."""
        lines = self.heading()
        for index in range(2, len(self.lines)):
            line = self.lines[index]
            next_shaft = self.shaft(self.lines[index + 1]) if index + 1 < len(self.lines) else None
            if next_shaft:
                their_line = their_lines[index] if index < len(their_lines) else ""
                line = self.label(line, next_shaft, their_line, is_meant)
            elif self.shaft(line):
                line = self.arrow(line)
            elif line.startswith("-"):
                line = line[LANE * (self.ours - self.theirs):]
            lines.append(line)
        return lines

    def heading(self):
        first, second = self.lines[:2]
        pairs = 2 * LANE * (self.theirs // 2)
        if self.ours > self.theirs and self.theirs % 2:
            second = second[:self.margin + LANE + pairs]
        elif self.ours > self.theirs:
            first = first[:self.margin + pairs] + "|"
        return [first, second]

    def arrow(self, line):
        ends = self.shaft(line)
        ports = re.findall(r"\(\d+\)", line)
        lanes = Lanes(self.theirs)
        if line[self.margin + ends[0]] == "<":
            lanes.draw(*ends[::-1], ports[::-1])
        else:
            lanes.draw(*ends, ports)
        return line[:self.margin] + lanes.text

    def label(self, line, ends, their_line, is_meant):
        head = re.match(r"(?:\d+ *)?\|[^|]*", line)[0]
        body, comment = line[len(head):][:LANE * self.ours + 1], line[len(head):][LANE * self.ours + 1:]

        def drawn(label, comment):
            lanes = Lanes(self.theirs)
            lanes.overwrite(*ends, label)
            return head + lanes.text + comment

        protocol, colon, info = comment.partition(": ")
        if not colon:
            return drawn(body[ends[0]:ends[1]].rstrip(" |"), comment)
        for hit in re.finditer(r"\|(([^|]*?): (.*))", their_line):
            if drawn(hit[3], hit[1]) == their_line and is_meant(hit[2], hit[3], protocol, info):
                return their_line
        return drawn(info, comment)


def numbered(numbers):
    """A filter for the packets of these numbers."""
    runs = []
    for number in sorted(numbers):
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return "frame.number in {%s}" % ", ".join(f"{first}..{last}" for first, last in runs)


def parts(tap):
    """A tap, and its filter."""
    count = {"conv": 2, "endpoints": 2, "plen": 2, "flow": 3}.get(tap.split(",")[0], 2 if tap.startswith("io,phs") else 3)
    words = tap.split(",")
    return ",".join(words[:count]), ",".join(words[count:])


def without(tap, *filters):
    """The tap, without the packets of these filters."""
    head, own = parts(tap)
    others = [f"not ({packets})" for packets in filters if packets]
    if head.startswith("io,stat"):
        own = ""  # Several columns, which are held over all packets alone.
    return ",".join([head, " and ".join(([f"({own})"] if own else []) + others)])


def is_of(tap, kind):
    """Whether the text of a tap is of this kind."""
    ends = {"conv": "-conversations", "endpoints": "-endpoints", "plen": "packet-lengths", "flow": "flow",
            "io,phs": "protocol-hierarchy-statistics", "io,stat": "io-statistics"}
    return any(tap.startswith(start) and kind.endswith(end) for start, end in ends.items())
