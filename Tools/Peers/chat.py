"""The chat room as its authors wrote it, in threads: a client, and a server that answers anybody else's clients."""
import collections, contextlib, pickle, socket, threading, time

from stage import HOST, Failed, free_port

PART = 1000


class Client:
    """What one `recv` brings is a message."""

    def __init__(self, port, name):
        self.heard = []
        self.socket = socket.create_connection((HOST, port))
        self.port = port
        threading.Thread(target=self.listen, daemon=True).start()
        self.say(name)

    def listen(self):
        with self.socket:
            while data := self.socket.recv(1 << 16):
                self.heard.append(data.decode())

    def say(self, text):
        self.socket.sendall(text.encode())

    def hear(self, text, seconds=10):
        end = time.monotonic() + seconds
        while not any(text in line for line in self.heard):
            if time.monotonic() > end:
                raise Failed(f"{text!r} was not heard among {self.heard}")
            time.sleep(0.01)
        return next(line for line in self.heard if text in line)

    def download(self, name):
        self.heard.clear()
        self.say(f"download_file {name}")
        _, port, size, _ = self.hear("UDP ").split()
        content = b""
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as transfer:
            transfer.settimeout(1)
            for part in range(int(size) // PART + 1):
                transfer.sendto(f"part {part}".encode(), (HOST, int(port)))
                content += pickle.loads(transfer.recv(2048))
            transfer.sendto(b"finished", (HOST, int(port)))
        return content


def ask_all(port, folder):
    """Two clients talk, ask, and download what is in the folder."""
    bob = Client(port, "Bob")
    bob.hear("ALL ")
    alice = Client(port, "Zoë")
    for client in (bob, alice):
        client.hear("Zoë has joined the chat!")
    bob.say("hello")
    for client in (bob, alice):
        client.hear("Bob: hello")
    alice.say("~Bob ça va ?")
    bob.hear("Zoë: (PRIVATE) ça va ?")
    alice.hear("from you to Bob: (PRIVATE) ça va ?")
    alice.say("~Nobody hello")
    alice.hear("Nobody is not connected")
    bob.heard.clear()
    bob.say("show")
    bob.hear("ALL Zoë ")
    names = sorted(path.name for path in folder.iterdir())
    bob.say("get_list_file")
    listed = bob.hear("CHOOSE_FILE").split()[1:]
    if listed != names:
        raise Failed(f"files on offer are {listed} instead of {names}")
    for name in names:
        if bob.download(name) != (folder / name).read_bytes():
            raise Failed(f"{name} came with other bytes")
    alice.say("{quit}")
    bob.hear("Zoë left the chat...")
    bob.say("{quit}")


@contextlib.contextmanager
def serving(files, sends_sizes):
    server = Server(files, sends_sizes)
    try:
        yield server.port
    finally:
        server.close()


class Server:
    """Answers with the part and its size, as the authors' text has it, or with the part alone, as their capture."""

    def __init__(self, files, sends_sizes):
        self.files, self.sends_sizes = files, sends_sizes
        self.clients = collections.OrderedDict()
        self.lock = threading.Lock()
        self.socket = socket.create_server((HOST, free_port()))
        self.port = self.socket.getsockname()[1]
        threading.Thread(target=self.accept, daemon=True).start()

    def accept(self):
        while True:
            try:
                client, _ = self.socket.accept()
            except OSError:
                return
            threading.Thread(target=self.serve, args=(client,), daemon=True).start()

    def close(self):
        self.socket.close()

    def serve(self, client):
        name = client.recv(1024).decode()
        with self.lock:
            self.clients[name] = client
        self.tell_all(f"{name} has joined the chat!")
        self.tell_who_is_there()
        try:
            while (text := client.recv(1024).decode()) not in ("", "{quit}"):
                self.answer(name, client, text)
        except ConnectionResetError:
            pass
        with self.lock:
            del self.clients[name]
        client.close()
        self.tell_all(f"{name} left the chat...")
        self.tell_who_is_there()

    def tell_all(self, text):
        for client in list(self.clients.values()):
            # Whoever has just gone will be missed by its own thread.
            with contextlib.suppress(OSError):
                client.sendall(text.encode())
        # A line that follows at once would be read with it.
        time.sleep(0.002)

    def others(self, name):
        return "ALL " + "".join(f"{other} " for other in self.clients if other != name)

    def tell_who_is_there(self):
        for name, client in list(self.clients.items()):
            with contextlib.suppress(OSError):
                client.sendall(self.others(name).encode())

    def answer(self, name, client, text):
        if text == "show":
            client.sendall(self.others(name).encode())
        elif text == "get_list_file":
            client.sendall(("CHOOSE_FILE " + " ".join(self.files)).encode())
        elif text.startswith("download_file "):
            self.offer(client, text.split(" ", 1)[1])
        elif text.startswith("~"):
            other, _, words = text[1:].partition(" ")
            if other not in self.clients:
                client.sendall(f"{other} is not connected".encode())
                return
            client.sendall(f"from you to {other}: (PRIVATE) {words}".encode())
            self.clients[other].sendall(f"{name}: (PRIVATE) {words}".encode())
        else:
            self.tell_all(f"{name}: {text}")

    def offer(self, client, name):
        if name not in self.files:
            client.sendall(b"the file does not exist")
            return
        transfer = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        for port in range(55000, 55016):
            try:
                transfer.bind((HOST, port))
                break
            except OSError:
                continue
        threading.Thread(target=self.transfer, args=(transfer, self.files[name]), daemon=True).start()
        client.sendall(f"UDP {port} {len(self.files[name])} {name}".encode())

    def transfer(self, transfer, content):
        with transfer:
            while (asked := transfer.recvfrom(1024))[0] != b"finished":
                start = int(asked[0].split()[1]) * PART
                data = content[start:start + PART]
                transfer.sendto(pickle.dumps((data, len(data)) if self.sends_sizes else data, protocol=4), asked[1])
