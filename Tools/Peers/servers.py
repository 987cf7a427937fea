"""Servers that others wrote, and Earshot's own, each on a port of its own, with all their files in the stage's folder."""
import contextlib, os, shutil, subprocess

from stage import HOST, Failed, free_port, listens, wait_until


@contextlib.contextmanager
def running(stage, name, port, command, **options):
    program = stage.start(name, command, **options)
    try:
        wait_until(lambda: listens(port) or program.poll() is not None, f"{name} to listen", 120)
        if program.poll() is not None:
            raise Failed(f"{name} did not start:\n{stage.log(name)}")
        yield port
    finally:
        stage.stop(program)


def mosquitto(stage, in_websocket=False):
    port = free_port()
    listeners = f"listener {port} {HOST}\n"
    if in_websocket:
        # Without a listener of the plain kind mosquitto 2.0.11 does not start.
        listeners += f"protocol websockets\nlistener {free_port()} {HOST}\n"
    (stage.folder / "mosquitto.conf").write_text(f"allow_anonymous true\npersistence false\nuser root\n{listeners}")
    program = shutil.which("mosquitto") or "/usr/sbin/mosquitto"
    return running(stage, "mosquitto", port, [program, "-c", stage.folder / "mosquitto.conf"])


def earshot_server(stage, earshot, kind, *options):
    port = free_port()
    return running(stage, f"serve-{kind}", port, [earshot, "serve", kind, "--port", port, *options])


@contextlib.contextmanager
def rabbitmq(stage):
    """A node of its own, with an epmd of its own, and AMQP 1.0 besides 0-9-1."""
    folder, port, epmd_port = stage.folder / "rabbitmq", free_port(), free_port()
    folder.mkdir()
    (folder / "plugins").write_text("[rabbitmq_amqp1_0].\n")
    (folder / "rabbitmq.conf").write_text(f"listeners.tcp.local = {HOST}:{port}\n")
    environment = dict(
        os.environ, HOME=str(folder), RABBITMQ_NODENAME="earshot-peers@localhost", ERL_EPMD_ADDRESS=HOST, ERL_EPMD_PORT=str(epmd_port),
        RABBITMQ_DIST_PORT=str(free_port()), RABBITMQ_MNESIA_BASE=str(folder / "mnesia"), RABBITMQ_LOG_BASE=str(folder / "log"),
        RABBITMQ_PID_FILE=str(folder / "pid"), RABBITMQ_ENABLED_PLUGINS_FILE=str(folder / "plugins"),
        RABBITMQ_CONFIG_FILE=str(folder / "rabbitmq"), RABBITMQ_CONF_ENV_FILE=str(folder / "none"),
        RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS="-kernel inet_dist_use_interface {127,0,0,1}")
    try:
        with running(stage, "rabbitmq", port, ["/usr/lib/rabbitmq/bin/rabbitmq-server"], env=environment) as port:
            yield port
    finally:
        # The daemon leaves the group of whoever started it.
        subprocess.run(["epmd", "-port", str(epmd_port), "-kill"], env=environment, capture_output=True)


@contextlib.contextmanager
def prosody(stage, users, password):
    """The domain localhost with these users, who all have the same password, and rooms at conference.localhost."""
    folder, port = stage.folder / "prosody", free_port()
    folder.mkdir()
    configuration = folder / "prosody.cfg.lua"
    configuration.write_text(f"""
        daemonize = false
        run_as_root = true
        pidfile = "{folder}/prosody.pid"
        data_path = "{folder}"
        certificates = "{folder}"
        interfaces = {{ "{HOST}" }}
        c2s_ports = {{ {port} }}
        modules_enabled = {{ "roster", "saslauth", "disco", "ping", "version", "vcard_legacy", "private", "groups", "offline" }}
        modules_disabled = {{ "s2s", "tls" }}
        groups_file = "{folder}/groups"
        authentication = "internal_hashed"
        c2s_require_encryption = false
        allow_unencrypted_plain_auth = true
        log = {{ info = "*console" }}
        VirtualHost "localhost"
        Component "conference.localhost" "muc"
        muc_room_locking = false
        """)
    # These two see one another come and go.
    (folder / "groups").write_text("[Friends]\nankur@localhost=Ankur\nomkar@localhost=Omkar\n")
    for user in users:
        subprocess.run(["prosodyctl", "--config", configuration, "register", user, "localhost", password], check=True, capture_output=True)
    with running(stage, "prosody", port, ["prosody", "--config", configuration]) as port:
        yield port
