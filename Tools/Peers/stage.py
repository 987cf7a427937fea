"""Where a check takes place: a temporary folder, free ports, programs that end with it, and a capture of what travels."""
import contextlib, os, pathlib, shutil, signal, socket, subprocess, tempfile, time

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
HOST = "127.0.0.1"


class Failed(Exception):
    """A check that did not come out as it should."""


class OutOfTime(BaseException):
    """All checks together took too long."""


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

    def __init__(self, stage, earshot, packets):
        self.stage, self.path = stage, stage.folder / "capture.pcapng"
        self.program = stage.start("capture", [earshot, "live", "-i", "lo", "-f", packets, "-w", self.path])
        wait_until(lambda: "capturing on" in stage.log("capture") or self.program.poll() is not None, "the capture to begin", 60)

    def end(self):
        """Waits until nothing more comes, and ends it."""
        size = -1
        while size != (size := self.path.stat().st_size if self.path.exists() else 0):
            time.sleep(0.3)
        status = self.stage.stop(self.program, signal.SIGINT)
        told = self.stage.log("capture")
        if status != 0 or ", 0 dropped by the kernel, 0 dropped" not in told:
            raise Failed(f"the capture ended with status {status}:\n{told}")
        return self.path
