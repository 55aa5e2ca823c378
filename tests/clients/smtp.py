"""A real SMTP server (aiosmtpd): smtp.py PORT FOLDER writes each message it takes to FOLDER/N.eml, envelope first."""
import os
import sys
import time
from aiosmtpd.controller import Controller


class Keep:
    def __init__(self, folder):
        self.folder, self.count = folder, 0

    async def handle_DATA(self, server, session, envelope):
        self.count += 1
        path = os.path.join(self.folder, f"{self.count}.eml")
        with open(path + ".part", "wb") as f:
            f.write(f"X-Envelope-From: {envelope.mail_from}\nX-Envelope-To: {','.join(envelope.rcpt_tos)}\n".encode())
            f.write(envelope.content.replace(b"\r\n", b"\n"))
        os.rename(path + ".part", path)
        return "250 kept"


controller = Controller(Keep(sys.argv[2]), hostname="127.0.0.1", port=int(sys.argv[1]))
controller.start()
print("listening", sys.argv[1], flush=True)
while True:
    time.sleep(3600)
