"""What a paho client asks of a broker; the same is asked of mosquitto, so that the question is known to be right."""
import queue

import paho.mqtt.client as paho
from paho.mqtt.enums import CallbackAPIVersion, MQTTProtocolVersion
from paho.mqtt.packettypes import PacketTypes
from paho.mqtt.properties import Properties

from stage import HOST, Failed

PATIENCE = 10


class Client:
    """A paho client whose calls wait for their answers."""

    def __init__(self, port, name, version=MQTTProtocolVersion.MQTTv311, clean=True, will=None, expiry=None):
        self.messages, self.events, self.version = queue.Queue(), queue.Queue(), version
        is_five = version == MQTTProtocolVersion.MQTTv5
        self.client = paho.Client(CallbackAPIVersion.VERSION2, client_id=name, protocol=version, **({} if is_five else {"clean_session": clean}))
        self.client.on_connect = lambda _, __, flags, reason, ___: self.events.put((flags.session_present, reason.value))
        self.client.on_subscribe = lambda _, __, ___, reasons, ____: self.events.put([reason.value for reason in reasons])
        self.client.on_unsubscribe = lambda *_: self.events.put("unsubscribed")
        self.client.on_message = lambda _, __, message: self.messages.put(message)
        if will:
            self.client.will_set(*will)
        options = {}
        if is_five:
            options["clean_start"] = clean
            if expiry is not None:
                options["properties"] = Properties(PacketTypes.CONNECT)
                options["properties"].SessionExpiryInterval = expiry
        self.client.connect(HOST, port, keepalive=30, **options)
        self.client.loop_start()
        self.session_present, self.reason = self.events.get(timeout=PATIENCE)

    def subscribe(self, *filters):
        self.client.subscribe(list(filters))
        return self.events.get(timeout=PATIENCE)

    def unsubscribe(self, *filters):
        self.client.unsubscribe(list(filters))
        return self.events.get(timeout=PATIENCE)

    def publish(self, topic, payload, qos=0, retain=False, properties=None):
        self.client.publish(topic, payload, qos, retain, properties=properties).wait_for_publish(PATIENCE)

    def next(self):
        try:
            message = self.messages.get(timeout=PATIENCE)
        except queue.Empty:
            raise Failed("a message did not come") from None
        return message.topic, message.payload.decode(), message.qos, bool(message.retain)

    def disconnect(self):
        self.client.disconnect()
        self.client.loop_stop()

    def vanish(self):
        """Ends without a word: the broker has to send the will."""
        self.client.loop_stop()
        self.client._sock_close()


def expect(what, seen, wanted):
    if seen != wanted:
        raise Failed(f"{what}: {seen!r} instead of {wanted!r}")


def ask_all(port):
    for version in (MQTTProtocolVersion.MQTTv311, MQTTProtocolVersion.MQTTv5):
        for question in (qualities, wildcards, retained, will, session, large):
            question(port, version)
    properties(port)


def qualities(port, version):
    """Each message arrives once, in the lower of both qualities."""
    listener, speaker = Client(port, "listener", version), Client(port, "speaker", version)
    for granted in (0, 1, 2):
        expect("granted", listener.subscribe((f"q/{granted}", granted)), [granted])
        for sent in (0, 1, 2):
            speaker.publish(f"q/{granted}", f"{sent} to {granted}", sent)
            expect("arrived", listener.next(), (f"q/{granted}", f"{sent} to {granted}", min(sent, granted), False))
    expect("unsubscribed", listener.unsubscribe("q/2"), "unsubscribed")
    speaker.publish("q/2", "to nobody", 1)
    speaker.publish("q/1", "last", 1)
    expect("arrived", listener.next()[1], "last")
    listener.disconnect(), speaker.disconnect()


def wildcards(port, version):
    listener, speaker = Client(port, "listener", version), Client(port, "speaker", version)
    expect("granted", listener.subscribe(("w/+/x", 1), ("v/#", 0), ("+/here", 2)), [1, 0, 2])
    topics = ["w/a/x", "w/a/b/x", "w//x", "v", "v/deep/down", "other/here", "$SYS/here", "w/a"]
    for topic in topics:
        speaker.publish(topic, "", 1)
    expect("topics", [listener.next()[0] for _ in range(5)], ["w/a/x", "w//x", "v", "v/deep/down", "other/here"])
    listener.disconnect(), speaker.disconnect()


def retained(port, version):
    speaker = Client(port, "speaker", version)
    speaker.publish("r/kept", "yesterday", 1, retain=True)
    speaker.publish("r/kept", "today", 1, retain=True)
    listener = Client(port, "listener", version)
    listener.subscribe(("r/#", 1))
    expect("kept", listener.next(), ("r/kept", "today", 1, True))
    speaker.publish("r/kept", "", 1, retain=True)
    expect("told of the end", listener.next(), ("r/kept", "", 1, False))
    late = Client(port, "late", version)
    late.subscribe(("r/#", 1))
    speaker.publish("r/other", "live", 1)
    expect("nothing kept", late.next(), ("r/other", "live", 1, False))
    listener.disconnect(), speaker.disconnect(), late.disconnect()


def will(port, version):
    listener = Client(port, "listener", version)
    listener.subscribe(("will/#", 1))
    gone = Client(port, "gone", version, will=("will/gone", "farewell", 1, False))
    gone.vanish()
    expect("will", listener.next(), ("will/gone", "farewell", 1, False))
    polite = Client(port, "polite", version, will=("will/polite", "not heard", 1, False))
    polite.disconnect()
    listener.client.publish("will/end", "end", 1)
    expect("no will", listener.next()[1], "end")
    listener.disconnect()


def session(port, version):
    """What comes while its subscriber is away waits for it, unless it asked to be forgotten."""
    name, kept = f"sleeper{version}", {"clean": False, "expiry": 300}
    sleeper = Client(port, name, version, **kept)
    expect("new session", sleeper.session_present, False)
    sleeper.subscribe(("s/#", 2))
    sleeper.disconnect()
    speaker = Client(port, "speaker", version)
    for qos in (1, 2):
        speaker.publish(f"s/{qos}", "while away", qos)
    sleeper = Client(port, name, version, **kept)
    expect("session", sleeper.session_present, True)
    expect("kept", sorted(sleeper.next()[:3] for _ in range(2)), [("s/1", "while away", 1), ("s/2", "while away", 2)])
    sleeper.disconnect()
    forgotten = Client(port, name, version, clean=True)
    expect("forgotten", forgotten.session_present, False)
    forgotten.disconnect(), speaker.disconnect()


def large(port, version):
    listener, speaker = Client(port, "listener", version), Client(port, "speaker", version)
    listener.subscribe(("l", 2))
    payload = "0123456789" * 30_000
    speaker.publish("l", payload, 2)
    expect("large", listener.next()[1] == payload, True)
    count = 200
    # No more at a time than paho has under way by itself: behind that it keeps messages back, and may let others pass them.
    for first in range(0, count, 15):
        under_way = [speaker.client.publish("l", str(number), number % 3) for number in range(first, min(first + 15, count))]
        for message in under_way:
            message.wait_for_publish(PATIENCE)
    texts = [listener.next()[1] for _ in range(count)]
    # Each quality of service has an order of its own.
    for qos in range(3):
        expect("order", [text for text in texts if int(text) % 3 == qos], [str(number) for number in range(qos, count, 3)])
    listener.disconnect(), speaker.disconnect()


def properties(port):
    """What version 5 adds to a message goes through as it is."""
    listener, speaker = (Client(port, name, MQTTProtocolVersion.MQTTv5) for name in ("listener", "speaker"))
    listener.subscribe(("p", 1))
    sent = Properties(PacketTypes.PUBLISH)
    sent.UserProperty = [("a", "1"), ("a", "2")]
    sent.ContentType, sent.ResponseTopic, sent.CorrelationData = "text/plain", "answers", b"\x00\x01"
    sent.PayloadFormatIndicator = 1
    speaker.publish("p", "with properties", 1, properties=sent)
    got = listener.messages.get(timeout=PATIENCE).properties
    for name in ("UserProperty", "ContentType", "ResponseTopic", "CorrelationData", "PayloadFormatIndicator"):
        expect(name, getattr(got, name, None), getattr(sent, name))
    listener.disconnect(), speaker.disconnect()
