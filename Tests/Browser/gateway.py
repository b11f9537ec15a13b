"""A plain HTTP gateway that can be shut: it stands between the explorer and its node or prover."""
import http.server
import json
import threading
import urllib.error
import urllib.request


class Gateway:
    """Forwards to a target; while `is_down`, connections are closed without an answer, as a dead process does. Paths in
    `answers` are answered with that value as JSON."""

    def __init__(self, target):
        self.target, self.is_down, self.answers = target, False, {}
        gateway = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def log_message(self, *_):
                pass

            def forward(self):
                body = self.rfile.read(int(self.headers.get("content-length") or 0))
                answer = None if gateway.is_down else gateway.ask(self.path, body)
                if answer is None:
                    self.close_connection = True
                    self.connection.close()
                    return
                status, content = answer
                self.send_response(status)
                self.send_header("content-type", "application/json")
                self.send_header("content-length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)

            do_GET = do_POST = forward

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.address = f"http://127.0.0.1:{self.server.server_address[1]}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def ask(self, path, body):
        if path in self.answers:
            return 200, json.dumps(self.answers[path]).encode()
        request = urllib.request.Request(
            self.target + path, data=body or None, headers={"content-type": "application/json"})
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:
                return answer.status, answer.read()
        except urllib.error.HTTPError as error:
            return error.code, error.read()
        except OSError:
            return None

    def close(self):
        self.server.shutdown()
