"""What pika and proton do with a broker, alone and together with Earshot's clients."""
import threading

import pika
from proton import Message
from proton.utils import BlockingConnection

from stage import HOST, Failed

PATIENCE = 15


def pika_connection(port):
    return pika.BlockingConnection(pika.ConnectionParameters(HOST, port, heartbeat=10))


def ask_with_pika(port):
    """Topics, confirms, a message that cannot be routed, and acknowledgements of each kind."""
    with pika_connection(port) as connection:
        channel = connection.channel()
        channel.exchange_declare("weather", "topic")
        queue = channel.queue_declare("", exclusive=True).method.queue
        channel.queue_bind(queue, "weather", "north.#")
        channel.confirm_delivery()
        sent = [bytes([number]) * (number * 1000) for number in range(10)]
        for body in sent:
            channel.basic_publish("weather", "north.wind", body, pika.BasicProperties(content_type="text/plain", headers={"size": len(body)}))
        try:
            channel.basic_publish("weather", "south", b"", mandatory=True)
            raise Failed("a message to nobody was not returned")
        except pika.exceptions.UnroutableError:
            pass
        got = []
        for method, properties, body in channel.consume(queue, inactivity_timeout=PATIENCE):
            if method is None:
                raise Failed(f"{len(got)} messages of {len(sent)} came")
            if not method.redelivered and len(body) == 3000:
                channel.basic_nack(method.delivery_tag)
                continue
            channel.basic_ack(method.delivery_tag)
            got.append(body)
            if len(got) == len(sent):
                break
        channel.cancel()
        if sorted(got) != sent:
            raise Failed("other messages came than were sent")


def ask_with_proton(port):
    """Messages of several types through a queue: accepted and rejected."""
    connection = BlockingConnection(f"amqp://guest:guest@{HOST}:{port}", timeout=PATIENCE, allowed_mechs="PLAIN")
    try:
        sender = connection.create_sender("/queue/peers")
        # RabbitMQ 3.10 breaks off at a list that stands alone.
        bodies = ["text", {"a": 1, "b": [1, 2.5, None]}, b"bytes" * 5000, True, 5]
        for number, body in enumerate(bodies):
            sender.send(Message(body=body, id=number, subject=f"message {number}"))
        receiver = connection.create_receiver("/queue/peers", credit=1)
        for number, body in enumerate(bodies):
            message = receiver.receive()
            came = bytes(message.body) if isinstance(body, bytes) else message.body
            if came != body:
                raise Failed(f"{came!r} came instead of {body!r}")
            receiver.reject() if number == 3 else receiver.accept()
    finally:
        connection.close()


def hear_with_pika(port, exchange, kind, key, act):
    """What others publish to an exchange while they act."""
    ready, heard = threading.Event(), []

    def listen():
        with pika_connection(port) as connection:
            channel = connection.channel()
            channel.exchange_declare(exchange, kind)
            queue = channel.queue_declare("", exclusive=True).method.queue
            channel.queue_bind(queue, exchange, key)
            ready.set()
            for method, _, body in channel.consume(queue, auto_ack=True, inactivity_timeout=3):
                if method is None:
                    break
                heard.append(body)

    listener = threading.Thread(target=listen, daemon=True)
    listener.start()
    if not ready.wait(PATIENCE):
        raise Failed("pika could not listen")
    act()
    listener.join(PATIENCE)
    return heard
