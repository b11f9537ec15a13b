"""What a validator can do to another one over its link, when it breaks the rules: the peer port's part of hostile.py.

Links are TLS 1.3 with pinned keys, frames of four bytes of length and a `PeerMessage` (Docs/Internals/peer-messages.proto).
Whoever has a validator's key gets through the handshake; everybody else can only hold handshakes up.
"""
import os
import random
import socket
import ssl
import struct
import subprocess

# WireLimits.transactionBytesMax, ModelLimits.feltsMax
TRANSACTION_BYTES_MAX = 3_080_192
FELTS_MAX = 1 << 16


def varint(value):
    out = bytearray()
    while value >= 0x80:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    out.append(value)
    return bytes(out)


def felts(count):
    """A list of felts as the byte coding has it: its count, then 32 bytes each, below the prime."""
    items = bytearray(os.urandom(32 * count))
    for index in range(0, len(items), 32):
        items[index] &= 7
    return varint(count) + bytes(items)


def invoke(sender, feltCount):
    """An invoke transaction of the form that nodes pass on, with felts where nobody looks before its signature is checked."""
    bounds = struct.pack("<Q", 100_000) + (2_000_000_000).to_bytes(16, "little")
    first = min(feltCount, FELTS_MAX)
    return (
        b"\0" + int(sender, 16).to_bytes(32, "big") + felts(first)
        + random.randrange(900).to_bytes(32, "big") + felts(2) + bounds * 3 + struct.pack("<Q", random.randrange(1 << 32))
        + felts(min(feltCount - first, 20_000)) + b"\0\0" + felts(0) + felts(0))


def frame(field, body):
    """A frame with one field of bytes."""
    message = varint(field << 3 | 2) + varint(len(body)) + body
    return struct.pack(">I", len(message)) + message


def transaction(body):
    return frame(7, body)


def block_request(height):
    return frame(5, b"\x08" + varint(height))


class HostileLink:
    """A link that a validator's key opens. The greeting is the one that the other side sent first."""

    def __init__(self, folder, port):
        pem, certificate = f"{folder}/link.pem", f"{folder}/link.crt"
        if not os.path.exists(certificate):
            with open(f"{folder}/link.key") as file:
                seed = bytes.fromhex(file.read().strip())
            # PKCS #8 of an Ed25519 key.
            der = bytes.fromhex("302e020100300506032b657004220420") + seed
            subprocess.run(
                ["openssl", "pkey", "-inform", "DER", "-out", pem], input=der, check=True, stderr=subprocess.DEVNULL)
            subprocess.run(
                ["openssl", "req", "-x509", "-key", pem, "-subj", "/CN=hostile", "-days", "30", "-out", certificate],
                check=True, stderr=subprocess.DEVNULL)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.minimum_version = ssl.TLSVersion.TLSv1_3
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
        context.load_cert_chain(certificate, pem)
        self.link = context.wrap_socket(socket.create_connection(("127.0.0.1", port), timeout=20))
        count = struct.unpack(">I", self.read(4))[0]
        greeting = self.read(count)
        self.link.sendall(struct.pack(">I", count) + greeting)
        self.link.settimeout(2)

    def read(self, count):
        data = b""
        while len(data) < count:
            part = self.link.recv(count - len(data))
            if not part:
                raise ConnectionError("the link was closed")
            data += part
        return data

    def send(self, frames):
        self.link.sendall(frames)

    def close(self):
        self.link.close()
