#!/usr/bin/env python3
"""Makes Vectors/peer/messages.json with Google's protobuf (`pip install protobuf`) from Docs/Internals/peer-messages.proto:
encodings of the messages between validators that ConsensusWire must read and write byte for byte."""
import json
import os
import re
import sys

from google.protobuf import descriptor_pb2, descriptor_pool, message_factory

root = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..")
TYPES = {"uint32": 13, "uint64": 4, "bytes": 12}


def load(path):
    """A descriptor of the messages in the file: a subset of the language, which the file keeps to."""
    text = re.sub(r"//.*", "", open(path).read())
    file = descriptor_pb2.FileDescriptorProto(name="peer.proto", package="starling.peer", syntax="proto3")
    for name, body in re.findall(r"message (\w+) \{((?:[^{}]|\{[^{}]*\})*)\}", text):
        message = file.message_type.add(name=name)

        def field(label, kind, title, number, oneof=None):
            entry = message.field.add(name=title, number=int(number), label=3 if label == "repeated" else 1)
            if kind in TYPES:
                entry.type = TYPES[kind]
            else:
                entry.type, entry.type_name = 11, f".starling.peer.{kind}"
            if oneof is not None:
                entry.oneof_index = oneof
            return entry

        optional = []
        for title, inner in re.findall(r"oneof (\w+) \{([^{}]*)\}", body):
            message.oneof_decl.add(name=title)
            for part in re.findall(r"(\w+) (\w+) = (\d+);", inner):
                field("", *part, oneof=len(message.oneof_decl) - 1)
        for label, kind, title, number in re.findall(
                r"(repeated |optional )?(\w+) (\w+) = (\d+);", re.sub(r"oneof \w+ \{[^{}]*\}", "", body)):
            entry = field(label.strip(), kind, title, number)
            if label.strip() == "optional":
                optional.append(entry)
        for entry in optional:
            entry.proto3_optional = True
            message.oneof_decl.add(name="_" + entry.name)
            entry.oneof_index = len(message.oneof_decl) - 1
    pool = descriptor_pool.DescriptorPool()
    pool.Add(file)
    return {m.name: message_factory.GetMessageClass(pool.FindMessageTypeByName(f"starling.peer.{m.name}"))
            for m in file.message_type}


kinds = load(os.path.join(root, "Docs/Internals/peer-messages.proto"))
block = {"elements": bytes(range(1, 33))}
signature = bytes([9] * 64)


def vote(vote_type, height, round, has_block, voter):
    fields = {"vote_type": vote_type, "height": height, "round": round, "voter": voter, "signature": signature}
    if has_block:
        fields["proposal_commitment"] = block
    return fields


def proposal(valid_round, polka):
    fields = {"height": 7, "round": 3, "proposer": 2, "proposal_commitment": block, "signature": signature,
              "polka": polka}
    if valid_round is not None:
        fields["valid_round"] = valid_round
    return fields


certificate = {"height": 300, "round": 1, "block": block,
               "signatures": [{"validator": index, "signature": signature} for index in (0, 1, 3)]}
messages = {
    "hello": {"hello": {"version": 1, "domain": bytes([5] * 32)}},
    "nil prevote of zeros": {"vote": vote(0, 0, 0, False, 0)},
    "precommit of the largest numbers": {"vote": vote(1, 2**64 - 1, 2**32 - 1, True, 127)},
    "fresh proposal": {"proposal": {"content": {"init": {"proposal": proposal(None, [])}}}},
    "repeated proposal": {"proposal": {
        "content": {"init": {"proposal": proposal(0, [vote(0, 7, 0, True, 1), vote(0, 7, 0, True, 2)]),
                             "content_byte_count": 3 << 20}},
        "stream_number": 5}},
    "part": {"proposal": {"content": {"content": b"\x01\x02\x03"}, "stream_number": 5, "message_id": 1}},
    "end": {"proposal": {"fin": {}, "stream_number": 5, "message_id": 2}},
    "summary": {"summary": {"height": 4, "prevotes_low": 5, "prevotes_high": 1, "proposals": [block, block]}},
    "request of genesis": {"block_request": {}},
    "request": {"block_request": {"height": 1 << 40}},
    "decided block": {"decided_block": {"certificate": certificate, "content": b"\x01"}},
    "transaction": {"transaction": b"\x00"},
}
path = os.path.join(root, "Vectors/peer/messages.json")
encoded = {name: kinds["PeerMessage"](**fields).SerializeToString(deterministic=True).hex()
           for name, fields in messages.items()}
with open(path, "w") as out:
    json.dump(encoded, out, indent=1)
    out.write("\n")
print(f"{len(encoded)} messages in {os.path.relpath(path)}", file=sys.stderr)
