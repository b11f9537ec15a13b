#!/usr/bin/env python3
"""Proofs in a bucket of moto's S3 server, which checks every signature: a whole network, then every fault of a server.

    pip install 'moto[server]==5.2.5' boto3
    Tests/Python/s3_test.py --starling .build/release/starling

Four validators, a prover and an explorer are started with S3 variables in the environment. Their proofs must come to be in the
bucket and nowhere else, `starling verify` and the explorer must find them there. Then a proxy in front of the bucket answers 500
and 503, slowly, with half an answer, with another object and for an expired key, and a key and a signature are wrong: nothing may
be lost, nothing believed, and the message must say what happened.

Exit status 0 when everything held, 1 with the reason when something did not.
"""
import http.client
import http.server
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request

import boto3
import botocore

import hostile

BUCKET, REGION = "starling-proofs", "eu-central-1"
POLICY = {"Version": "2012-10-17", "Statement": [
    {"Effect": "Allow", "Action": "s3:*", "Resource": ["arn:aws:s3:::*", "arn:aws:s3:::*/*"]}]}


class Proxy(http.server.ThreadingHTTPServer):
    """Passes requests on to a server, with a fault for as many of them as `left` says."""

    def __init__(self, target_port):
        super().__init__(("127.0.0.1", 0), Handler)
        self.target_port, self.fault, self.left, self.seen = target_port, None, 0, 0
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def set(self, fault, count):
        self.fault, self.left, self.seen = fault, count, 0


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def handle_any(self):
        proxy = self.server
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        proxy.seen += 1
        fault = proxy.fault if proxy.left > 0 else None
        proxy.left -= 1
        if fault in ("500", "503"):
            return self.answer(int(fault), b"<Error><Code>SlowDown</Code><Message>busy</Message></Error>")
        if fault == "expired":
            return self.answer(400, b"<Error><Code>ExpiredToken</Code><Message>The provided token has expired.</Message></Error>")
        connection = http.client.HTTPConnection("127.0.0.1", proxy.target_port)
        connection.request(self.command, self.path, body, dict(self.headers))
        answer = connection.getresponse()
        content = answer.read()
        if fault == "slow":
            time.sleep(3)
        is_object = self.command == "GET" and "list-type" not in self.path
        if fault == "other" and is_object:
            content = content[:-1] + bytes([content[-1] ^ 1])
        if fault == "cut" and is_object:
            self.send_response(answer.status)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content[:len(content) // 2])
            self.close_connection = True
            return None
        return self.answer(answer.status, content)

    def answer(self, status, content):
        self.send_response(status)
        if status != 204:
            self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        if status != 204:
            self.wfile.write(content)

    do_GET = do_PUT = do_DELETE = handle_any

    def log_message(self, *_):
        pass


class Bucket:
    """moto's server with one user, whose signatures it checks, and an empty bucket."""

    def __init__(self):
        self.port = hostile.free_ports(1)
        # A folder of its own: moto writes where it is started.
        self.process = subprocess.Popen(
            [sys.executable, "-m", "moto.server", "-p", str(self.port)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.url = f"http://127.0.0.1:{self.port}"

    def prepare(self):
        """A user with a key, an empty bucket, and from here on every request is authenticated."""
        hostile.wait_for(self.is_up, 60)
        anybody = dict(endpoint_url=self.url, region_name=REGION, aws_access_key_id="any", aws_secret_access_key="any")
        iam = boto3.client("iam", **anybody)
        iam.create_user(UserName="prover")
        iam.put_user_policy(UserName="prover", PolicyName="bucket", PolicyDocument=json.dumps(POLICY))
        key = iam.create_access_key(UserName="prover")["AccessKey"]
        self.key, self.secret = key["AccessKeyId"], key["SecretAccessKey"]
        boto3.client("s3", **anybody).create_bucket(
            Bucket=BUCKET, CreateBucketConfiguration={"LocationConstraint": REGION})
        urllib.request.urlopen(urllib.request.Request(
            f"{self.url}/moto-api/reset-auth", data=b"0", headers={"Content-Type": "text/plain"}))
        self.client = boto3.client(
            "s3", endpoint_url=self.url, region_name=REGION, aws_access_key_id=self.key, aws_secret_access_key=self.secret)
        try:
            boto3.client("s3", **anybody).list_objects_v2(Bucket=BUCKET)
            raise hostile.Failed("the server takes any signature: nothing would be tested")
        except botocore.exceptions.ClientError:
            pass

    def is_up(self):
        try:
            return urllib.request.urlopen(f"{self.url}/moto-api/", timeout=2).status == 200
        except OSError:
            return False

    def keys(self):
        return [entry["Key"] for page in self.client.get_paginator("list_objects_v2").paginate(Bucket=BUCKET)
                for entry in page.get("Contents", [])]

    def environment(self, url, **changes):
        own = {
            "AWS_ACCESS_KEY_ID": self.key, "AWS_SECRET_ACCESS_KEY": self.secret, "AWS_REGION": REGION,
            "S3_BUCKET_NAME": BUCKET, "AWS_ENDPOINT_URL": url,
        }
        return {**os.environ, **own, **changes}


def starling(options, environment, *arguments):
    """Runs a command; its exit status and everything it said."""
    done = subprocess.run([options.starling, *arguments], env=environment, capture_output=True, text=True, timeout=600)
    return done.returncode, done.stdout + done.stderr


def check(name, holds, text=""):
    print(f"  {'ok' if holds else 'FAILED':8}{name}", flush=True)
    if not holds:
        raise hostile.Failed(f"{name}: {text}")


def network(options, bucket, proxy, folder):
    """A network whose proofs go through the proxy into the bucket. Returns how its commands are called."""
    first = hostile.free_ports(20)
    ports = ["--rpc-port", first, "--link-port", first + 5, "--prover-port", first + 10, "--explorer-port", first + 11]
    environment = bucket.environment(f"http://127.0.0.1:{proxy.server_port}")
    up = ["local", "up", "--folder", folder, *map(str, ports)]
    proxy.set("503", 3)
    status, text = starling(options, environment, *up, "--count", "60", "--rate", "50")
    check("a network is up, its transactions are in proven blocks", status == 0, text)
    return environment, ["--rpc", f"http://127.0.0.1:{first}", "--committee", f"{folder}/node0/committee"], \
        f"http://127.0.0.1:{first + 11}"


def readers(options, bucket, environment, common, explorer):
    """What is in the bucket, and who finds it there."""
    keys = bucket.keys()
    check("the proofs are in the bucket, under the chain's fingerprint", bool(keys) and len({k.split("/")[1] for k in keys}) == 1)
    blocks = sorted({int(key.split("/")[2].split("-")[1]) for key in keys})
    committee = common[2:]
    status, text = starling(options, environment, "proofs", "list", *committee)
    check("starling proofs list", status == 0 and f"{len(keys)} proofs" in text and f"s3://{BUCKET}/" in text, text)
    status, text = starling(options, environment, "proofs", "check", *common)
    check("starling proofs check verifies all of them",
          status == 0 and f"{len(keys)} of {len(keys)}" in text and "verified against" in text, text)
    status, text = starling(options, environment, "verify", "--block", str(blocks[0]), *common)
    check("starling verify --block", status == 0, text)
    bundle = urllib.request.urlopen(f"{explorer}/bundle/{blocks[0]}", timeout=60).read()
    check("the explorer hands the browser a bundle with the proof", len(bundle) > 100_000, len(bundle))
    return blocks


FAULTS = [
    ("500", 2, True, ""), ("503", 5, True, ""), ("503", 6, False, "503 SlowDown: busy"), ("cut", 2, True, ""),
    ("cut", 6, False, "transfer"), ("slow", 2, True, ""), ("other", 1, False, "not that of its name"),
    ("expired", 1, False, "ExpiredToken: The provided token has expired."),
]


def faults(options, bucket, proxy, environment, common, block):
    for fault, count, is_verified, words in FAULTS:
        # The first request of a verification is the list; of the content come the others.
        proxy.set(fault, count + (1 if fault in ("cut", "other") else 0))
        status, text = starling(options, environment, "verify", "--block", str(block), *common)
        said = status == 0 if is_verified else status == 2 and words.lower() in text.lower()
        proxy.set(None, 0)
        check(f"{fault} x{count}: {'verified all the same' if is_verified else 'could not be checked, and why'}", said, text)
    for name, change, words in [
        ("a wrong secret", {"AWS_SECRET_ACCESS_KEY": "wrong"}, "SignatureDoesNotMatch"),
        ("an unknown key", {"AWS_ACCESS_KEY_ID": "AKIANOBODY0000000000"}, "InvalidAccessKeyId"),
        ("another bucket", {"S3_BUCKET_NAME": "nobodys-bucket"}, "NoSuchBucket"),
        ("no region", {"AWS_REGION": ""}, "AWS_REGION"),
    ]:
        changed = {**environment, **change}
        status, text = starling(options, changed, "proofs", "list", *common[2:])
        check(f"{name}: refused in words", status == 2 and words in text, text)


def copies(options, bucket, environment, common, folder):
    """Out of the bucket and back into an empty one: the same names."""
    committee, before = common[2:], bucket.keys()
    status, text = starling(options, environment, "proofs", "copy", "--to", f"{folder}/copy", *committee)
    check("starling proofs copy into a folder", status == 0 and f"{len(before)} proofs" in text, text)
    for key in before:
        bucket.client.delete_object(Bucket=BUCKET, Key=key)
    status, text = starling(
        options, environment, "proofs", "copy", "--proofs", f"{folder}/copy", "--to", f"s3://{BUCKET}", *committee)
    check("and back into the empty bucket", status == 0 and bucket.keys() == before, text)
    key = random.choice(before)
    body = bytearray(bucket.client.get_object(Bucket=BUCKET, Key=key)["Body"].read())
    body[len(body) // 2] ^= 1
    bucket.client.put_object(Bucket=BUCKET, Key=key, Body=bytes(body))
    status, text = starling(options, environment, "proofs", "check", *committee)
    check("a damaged object is found", status == 1 and key.split("/")[2] in text, text)
    status, text = starling(options, environment, "proofs", "prune", "--keep", "1", *committee)
    check("starling proofs prune", status == 0 and len({k.split("-")[1] for k in bucket.keys()}) == 1, text)


def main():
    parser = hostile.argument_parser(__doc__)
    options = parser.parse_args()
    options.starling = os.path.abspath(options.starling)
    folder = tempfile.mkdtemp(prefix="starling-s3-")
    bucket = Bucket()
    try:
        proxy = Proxy(bucket.port)
        bucket.prepare()
        environment, common, explorer = network(options, bucket, proxy, f"{folder}/net")
        blocks = readers(options, bucket, environment, common, explorer)
        faults(options, bucket, proxy, environment, common, blocks[0])
        copies(options, bucket, environment, common, folder)
        found = [name for _, _, names in os.walk(f"{folder}/net") for name in names if name.endswith(".proof")]
        check("no proof is anywhere else", not found, found)
        print("everything held")
        return 0
    except hostile.Failed as error:
        print(f"FAILED: {error}", file=sys.stderr)
        return 1
    finally:
        subprocess.run([options.starling, "local", "down", "--folder", f"{folder}/net"], capture_output=True)
        bucket.process.terminate()
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
