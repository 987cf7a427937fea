"""Where a check takes place: a temporary folder, free ports, programs that end with it, and a capture of what travels."""
import contextlib, os, pathlib, shutil, signal, socket, subprocess, tempfile, time

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
HOST = "127.0.0.1"


class Failed(Exception):
    """A check that did not come out as it should."""


def free_port(kind=socket.SOCK_STREAM):
    with socket.socket(socket.AF_INET, kind) as probe:
        probe.bind((HOST, 0))
        return probe.getsockname()[1]


def wait_until(holds, what, seconds=30):
    end = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > end:
            raise Failed(f"waited {seconds} s in vain for {what}")
        time.sleep(0.05)


def listens(port):
    with socket.socket() as probe:
        probe.settimeout(0.5)
        return probe.connect_ex((HOST, port)) == 0


class Stage:
    """A folder and the programs that run in it; `close` ends them all."""

    def __init__(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="earshot-peers-"))
        self.programs = []

    def start(self, name, command, **options):
        """Starts a program in a group of its own, with its output in a file of its name."""
        log = open(self.folder / f"{name}.log", "ab")
        options.setdefault("cwd", self.folder)
        program = subprocess.Popen([str(part) for part in command], stdin=subprocess.DEVNULL, stdout=log,
                                   stderr=subprocess.STDOUT, start_new_session=True, **options)
        self.programs.append(program)
        return program

    def log(self, name, line_count=5):
        """The last that a program said."""
        path = self.folder / f"{name}.log"
        lines = path.read_text(errors="replace").splitlines() if path.exists() else []
        return "\n".join(f"    {line}" for line in lines[-line_count:])

    def stop(self, program, kind=signal.SIGTERM):
        """Ends a program, and all that it started."""
        if program.poll() is None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(program.pid, kind)
            try:
                program.wait(10)
            except subprocess.TimeoutExpired:
                pass
        with contextlib.suppress(ProcessLookupError):
            os.killpg(program.pid, signal.SIGKILL)
        self.programs.remove(program)
        return program.wait()

    def close(self):
        for program in reversed(list(self.programs)):
            self.stop(program)
        shutil.rmtree(self.folder, ignore_errors=True)


class Capture:
    """What travels on the loopback through some ports, while a check goes on."""

    def __init__(self, stage, earshot, name, packets):
        self.stage, self.path = stage, stage.folder / f"{name}.pcapng"
        # A recorder of tests is told when it is ready by the file's first block.
        if subprocess.run([earshot, "live", "--help"], capture_output=True).returncode == 0:
            command = [earshot, "live", "-i", "lo", "-f", packets, "-w", self.path]
        else:
            command = ["tcpdump", "-i", "lo", "-s", "0", "-U", "-Z", "root", "--immediate-mode", "-w", self.path, *packets.split()]
        self.program = stage.start("capture", command)
        wait_until(lambda: self.path.exists() and self.path.stat().st_size > 0, "the capture to begin")

    def end(self):
        """Waits until nothing more comes, and ends it."""
        size = -1
        while size != (size := self.path.stat().st_size):
            time.sleep(0.3)
        if self.stage.stop(self.program, signal.SIGINT) not in (0, -signal.SIGINT):
            raise Failed(f"the capture failed:\n{self.stage.log('capture')}")
        return self.path
