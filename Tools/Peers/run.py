"""Earshot's clients against servers that others wrote, and clients that others wrote against Earshot's servers.

Everything happens on the loopback and in temporary folders.  While it does, it is captured, and what Earshot reads of it is held
against tshark.
"""
import argparse, contextlib, json, os, pathlib, shutil, signal, subprocess, sys, threading, time, traceback

import amqp, chat, mqtt, servers, xmpp
from stage import HOST, ROOT, Capture, Failed, OutOfTime, Stage

TIME = 14 * 60
CHAT_FILES = {"alice.jpg": 43_712, "bob.jpg": 10_341, "hello.c": 0, "whole-parts.bin": 2_000}


class Run:
    """The checks that were asked for: those of a family one after the other, the families side by side."""

    def __init__(self, earshot, only):
        self.earshot, self.only = earshot, only
        self.names, self.failures, self.families = [], [], []
        self.is_over = False
        lines = subprocess.run([earshot, "generate", "--list", "--json"], capture_output=True, text=True, check=True).stdout
        self.scenarios = [json.loads(line) for line in lines.splitlines()]

    def scenarios_of(self, *families):
        return [scenario["name"] for scenario in self.scenarios
                if scenario["connect"] and scenario["name"].split("-")[0] in families]

    def check(self, name, server, rule, packets, act):
        """Starts a server, captures, acts, and holds the capture against tshark.

        `server` takes the stage and is a context with the port; `rule` says which protocol is at it; `packets` is what is
        captured, besides that port; `act` takes the stage and the port, and raises `Failed`.
        """
        if self.is_over or self.only and not any(word in name for word in self.only):
            return
        self.names.append(name)
        begin, stage = time.monotonic(), Stage()
        try:
            with server(stage) as port:
                capture = Capture(stage, self.earshot, " or ".join([f"port {port}", *packets]))
                act(stage, port)
                told = self.compare(capture.end(), rule and f"tcp.port=={port},{rule}")
            print(f"{name}: {told} ({time.monotonic() - begin:.1f} s)", flush=True)
        except Exception as failure:
            told = str(failure) if isinstance(failure, Failed) else traceback.format_exc()
            print(f"{name}: FAILED: {told}\n  what is left of it: {self.keep(stage, name)}", flush=True)
            self.failures.append(name)
        finally:
            stage.close()

    def keep(self, stage, name):
        """Captures and what programs said, for whoever looks into it."""
        place = ROOT / ".build" / "peers-failed" / name.replace(" ", "-")
        shutil.rmtree(place, ignore_errors=True)
        place.mkdir(parents=True)
        for path in [*stage.folder.glob("*.log"), *stage.folder.glob("*.pcapng")]:
            shutil.copy(path, place)
        return place.relative_to(ROOT)

    def compare(self, capture, rule):
        command = [ROOT / "Tools" / "compare", "--binary", self.earshot, *(["-d", rule] if rule else []), capture]
        done = subprocess.run(command, capture_output=True, text=True)
        if done.returncode:
            raise Failed(f"Earshot and tshark read the capture differently:\n{done.stdout}{done.stderr}")
        rows = subprocess.run([self.earshot, "read", *(["-d", rule] if rule else []), capture], capture_output=True, text=True).stdout
        if "Malformed" in rows:
            raise Failed("a malformed packet:\n" + "\n".join(row for row in rows.splitlines() if "Malformed" in row))
        return f"{len(rows.splitlines())} packets"

    def play(self, scenario, *options):
        """Our clients of a scenario, as an act."""

        def act(stage, port):
            command = [self.earshot, "generate", scenario, "--connect", f"{HOST}:{port}", "--speed", "20", *options]
            done = subprocess.run(command, capture_output=True, text=True, timeout=120)
            if done.returncode:
                raise Failed(f"status {done.returncode}: {done.stderr.strip()}")

        return act

    # What is checked.

    def all(self):
        self.families = [threading.Thread(target=family, daemon=True) for family in (self.mqtt, self.chat, self.amqp, self.xmpp)]
        for family in self.families:
            family.start()
        for family in self.families:
            family.join()

    def end(self):
        """Ends what is going on; what comes next does not begin."""
        self.is_over = True
        for stage in list(Stage.all):
            stage.close()
        for family in self.families:
            family.join(5)

    def mqtt(self):
        for scenario in self.scenarios_of("mqtt"):
            in_frames = scenario == "mqtt-websocket"
            rule = "http" if in_frames else "mqtt"
            self.check(f"{scenario} with mosquitto", lambda stage: servers.mosquitto(stage, in_frames), rule, [], self.play(scenario))
            self.check(f"{scenario} with serve mqtt", self.broker, rule, [], self.play(scenario))
        self.check("paho with mosquitto", servers.mosquitto, "mqtt", [], lambda _, port: mqtt.ask_all(port))
        self.check("paho with serve mqtt", self.broker, "mqtt", [], lambda _, port: mqtt.ask_all(port))

    def broker(self, stage):
        return servers.earshot_server(stage, self.earshot, "mqtt")

    def chat(self):
        files = {name: bytes(at * 7 % 251 for at in range(size)) for name, size in CHAT_FILES.items()}
        transfers = ["udp portrange 55000-55015"]

        def room(stage):
            folder = stage.folder / "files"
            folder.mkdir(exist_ok=True)
            for name, content in files.items():
                (folder / name).write_bytes(content)
            return servers.earshot_server(stage, self.earshot, "chat", "--files", folder)

        # tshark does not know the protocol: what is held against it are TCP and UDP.
        self.check("the authors' client with serve chat", room, None, transfers,
                   lambda stage, port: chat.ask_all(port, stage.folder / "files"))
        for scenario in self.scenarios_of("chat"):
            self.check(f"{scenario} with serve chat", room, None, transfers, self.play(scenario))
            for sends_sizes in (False, True):
                self.check(f"{scenario} with the authors' server{', sizes with parts' if sends_sizes else ''}",
                           lambda _: chat.serving(files, sends_sizes), None, transfers, self.play(scenario))


    def amqp(self):
        scenarios = self.scenarios_of("amqp", "amqp091")
        with self.shared("RabbitMQ", servers.rabbitmq, [*scenarios, "pika", "proton"]) as broker:
            if broker is None:
                return
            login = ["--user", "guest", "--password", "guest"]
            for scenario in scenarios:
                self.check(f"{scenario} with RabbitMQ", broker, "amqp", [], self.play(scenario, *login))
            self.check("pika with RabbitMQ", broker, "amqp", [], lambda _, port: amqp.ask_with_pika(port))
            self.check("proton with RabbitMQ", broker, "amqp", [], lambda _, port: amqp.ask_with_proton(port))
            if "amqp091-publish" in scenarios:
                self.check("pika hears what amqp091-publish says to RabbitMQ", broker, "amqp", [], self.overhear(login))

    def overhear(self, login):
        def act(stage, port):
            heard = amqp.hear_with_pika(port, "letters", "direct", "to.alice",
                                        lambda: self.play("amqp091-publish", "--count", "7", "--size", "9000", *login)(stage, port))
            if [len(body) for body in heard] != [9000] * 7:
                raise Failed(f"pika heard messages of {[len(body) for body in heard]} bytes instead of 7 times 9000")

        return act

    def xmpp(self):
        scenarios, password = self.scenarios_of("xmpp"), "secret"
        users = ["alice", "bob", "carol", "mallory", "ankur", "omkar", *(f"user{number}" for number in range(20))]
        with self.shared("prosody", lambda stage: servers.prosody(stage, users, password), [*scenarios, "slixmpp"]) as server:
            if server is None:
                return
            for scenario in scenarios:
                lead = {"xmpp-session": "ankur", "xmpp-storm": "user0"}.get(scenario, "alice")
                self.check(f"{scenario} with prosody", server, "xmpp", [],
                           self.play(scenario, "--user", f"{lead}@localhost", "--password", password))
            self.check("slixmpp with prosody", server, "xmpp", [], lambda _, port: xmpp.ask_all(port, password))

    @contextlib.contextmanager
    def shared(self, name, server, subjects):
        """A server that takes long to start, for several checks; none if none of these is asked for."""
        if self.only and not any(word in f"{subject} with {name}" for word in self.only for subject in subjects):
            yield None
            return
        with contextlib.closing(Stage()) as stage, contextlib.ExitStack() as stack:
            try:
                port = stack.enter_context(server(stage))
            except Failed as failure:
                print(f"{name}: FAILED: {failure}", flush=True)
                self.failures.append(name)
                yield None
            else:
                yield lambda _: contextlib.nullcontext(port)


def main():
    parser = argparse.ArgumentParser(prog="Tools/peers", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--binary", type=pathlib.Path, required=True, help=argparse.SUPPRESS)
    parser.add_argument("only", nargs="*", metavar="WORD", help="only the checks in whose name one of the words is")
    arguments = parser.parse_args()

    def stop(number, _):
        raise OutOfTime(f"not done after {TIME} s" if number == signal.SIGALRM else "stopped")

    for number in (signal.SIGALRM, signal.SIGTERM, signal.SIGINT):
        signal.signal(number, stop)
    signal.alarm(TIME)
    run = Run(arguments.binary.resolve(), arguments.only)
    try:
        run.all()
    except OutOfTime as error:
        run.failures.append(str(error))
        run.end()
    print(f"{len(run.names)} checks, {len(run.failures)} failed" + "".join(f"\n    {name}" for name in run.failures))
    sys.stdout.flush()
    # Whatever still runs in a thread is not waited for.
    os._exit(1 if run.failures else 0)


main()
