"""What slixmpp does with a server: two who know each other, a room, and questions."""
import asyncio

import slixmpp

from stage import HOST, Failed

PATIENCE = 15


class User(slixmpp.ClientXMPP):
    def __init__(self, name, password):
        super().__init__(f"{name}@localhost", password)
        self.enable_starttls = self.enable_direct_tls = False
        self.enable_plaintext = True
        self["feature_mechanisms"].unencrypted_scram = self["feature_mechanisms"].unencrypted_plain = True
        for plugin in ("xep_0030", "xep_0045", "xep_0092", "xep_0199", "xep_0054"):
            self.register_plugin(plugin)
        self.heard = asyncio.Queue()
        self.add_event_handler("message", lambda message: self.heard.put_nowait(message))

    async def sign_in(self, port):
        online = asyncio.get_running_loop().create_future()
        self.add_event_handler("session_start", lambda _: online.done() or online.set_result(None))
        self.connect(HOST, port)
        await asyncio.wait_for(online, PATIENCE)
        self.send_presence()
        await self.get_roster()

    async def hear(self, text):
        while True:
            message = await asyncio.wait_for(self.heard.get(), PATIENCE)
            if message["body"] == text:
                return message


async def talk(port, password):
    alice, bob = User("alice", password), User("bob", password)
    await alice.sign_in(port)
    await bob.sign_in(port)
    alice.send_message(mto=bob.boundjid, mbody="ça va ? <&>", mtype="chat")
    message = await bob.hear("ça va ? <&>")
    message.reply("très bien ✓").send()
    await alice.hear("très bien ✓")
    await bob["xep_0199"].ping(alice.boundjid, timeout=PATIENCE)
    version = await alice["xep_0092"].get_version(bob.boundjid)
    if not version["software_version"]["name"]:
        raise Failed("bob has no version")
    room = "lounge@conference.localhost"
    for user, nick in ((alice, "Al"), (bob, "Bo")):
        await user["xep_0045"].join_muc_wait(room, nick, maxstanzas=0, timeout=PATIENCE)
    alice.send_message(mto=room, mbody="hello room", mtype="groupchat")
    await bob.hear("hello room")
    try:
        await alice["xep_0030"].get_info("nobody.localhost", timeout=PATIENCE)
        raise Failed("nobody.localhost answered")
    except slixmpp.exceptions.IqError:
        pass
    for user in (alice, bob):
        await user.disconnect()


def ask_all(port, password):
    asyncio.run(asyncio.wait_for(talk(port, password), 60))
