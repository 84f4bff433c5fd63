#!/usr/bin/env python3
"""Lets schemathesis loose on a running program, as four callers: run.py PROGRAM [CALLER…] [-- OPTIONS OF SCHEMATHESIS]

    owner     the demo shop's owner
    customer  a customer of the demo shop
    nobody    without a token
    stranger  the owner of another shop, with that shop's token
"""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import loopback  # noqa: F401  names of shops lead to this machine from here on

HERE = Path(__file__).parent
PASSWORD = "Vitrina-demo-2026"
LOGINS = {
    "owner": ("demo", "duena@demo.test"),
    "customer": ("demo", "clienta@demo.test"),
    "stranger": ("bordados", "dueno@bordados.test"),
}
# Two at a time, each pair at a server of its own: the owner may suspend the customer, and nobody's failures to sign in lock
# the door for everybody of the address.
PAIRS = (("customer", "owner"), ("stranger", "nobody"))
# What would end what the caller is signed in by, or lock that door: only nobody calls it.
ENDS_SIGN_IN = (
    "^/api/v1/(auth/(login|logout|sessions/|change-password|forgot-password|reset-password|register|refresh)|signup)"
)
# Lists whose rows can be named in a path, by the folder they are named in.
LISTS = {
    "products": "/products?limit=100",
    "categories": "/categories",
    "brands": "/brands",
    "orders": "/admin/orders?limit=100",
    "people": "/admin/users?limit=100",
    "inventory": "/admin/inventory?limit=100",
    "sessions": "/auth/sessions",
    "services": "/admin/services",
    "resources": "/admin/resources",
    "bookings": "/admin/bookings?limit=100",
    "reviews": "/admin/reviews?tab=published&limit=100",
}
PLACES = ["05", "11", "76"]
SCHEDULES = ["sales.purge_carts", "http.purge_keys"]
# An owner who is refused most of what the API offers would test little. Free times, keys of links and devices, passwords, files,
# cards, accounts at providers and what these say cannot be made up.
LEAST_SHARE_SERVED = 0.53
# Where a shop's owner finds nothing, whatever they send.
PROVIDERS = "^/api/v1/platform/"
ONE_AT_A_TIME = threading.Lock()


class Api:
    """The API of one shop, as its owner."""

    def __init__(self, port: int, shop: str, email: str):
        self.base = f"http://{shop}.localhost:{port}/api/v1"
        self.token = self.call("/auth/login", {"email": email, "password": PASSWORD})["access_token"]

    def call(self, path: str, body: dict | None = None):
        headers = {"Content-Type": "application/json"}
        if hasattr(self, "token"):
            headers["Authorization"] = f"Bearer {self.token}"
        data = json.dumps(body).encode() if body else None
        with urllib.request.urlopen(urllib.request.Request(self.base + path, data, headers), timeout=20) as answer:
            return json.load(answer)

    def ids(self) -> dict[str, list[str]]:
        found = {}
        for folder, path in LISTS.items():
            listed = self.call(path)
            rows = listed["data"] if isinstance(listed, dict) else listed
            found[folder] = [row["variant_id" if folder == "inventory" else "id"] for row in rows]
        details = [self.call(f"/products/{id_}") for id_ in found["products"][:5]]
        found["pictures"] = [picture["id"] for detail in details for picture in detail["pictures"]]
        return found


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def start(program: str, folder: Path, port: int) -> subprocess.Popen:
    settings = {"VITRINA_LIMITS__ON": "false", "VITRINA_TELEMETRY__METRICS_PORT": str(free_port())}
    log = open(folder / "server.log", "w")
    server = subprocess.Popen(
        [program, "serve", "--demo", "--port", str(port), "--data-dir", str(folder / "data")],
        env=os.environ | settings,
        stdout=subprocess.PIPE,
        stderr=log,
        text=True,
    )
    for line in server.stdout:
        if "listening on" in line:
            return server
    sys.exit(f"the program ended with {server.wait()} before it listened")


def fuzz(caller: str, port: int, folder: Path, stage: dict, options: list[str]) -> bool:
    """Whether every call of this caller was answered as it should be."""
    file = folder / f"{caller}.json"
    file.write_text(json.dumps(stage | {"caller": caller, "login": login_of(caller, port)}))
    # Of one kind, and joined: two kinds of exclusion leave out only what meets both.
    left_out = {"nobody": [], "owner": [ENDS_SIGN_IN, PROVIDERS]}.get(caller, [ENDS_SIGN_IN])
    kept = ["--exclude-path-regex", "|".join(left_out)] if left_out else []
    command = [
        sys.executable,
        "-c",
        "from schemathesis.cli import schemathesis; schemathesis()",
        f"--config-file={HERE / 'schemathesis.toml'}",
        "run",
        f"http://demo.localhost:{port}/api/openapi.json",
        *kept,
        *options,
    ]
    modules = os.pathsep.join([str(HERE), os.environ.get("PYTHONPATH", "")])
    settings = {"VITRINA_FUZZ_STAGE": str(file), "SCHEMATHESIS_HOOKS": "hooks", "PYTHONPATH": modules}
    said = folder / f"{caller}.said"
    with open(said, "w") as output:
        done = subprocess.run(command, env=os.environ | settings, cwd=folder, stdout=output, stderr=subprocess.STDOUT)
    with ONE_AT_A_TIME:
        print(f"==> as {caller}\n{said.read_text()}", flush=True)
        return tell_statuses(caller, file.with_suffix(".statuses")) and done.returncode == 0


def login_of(caller: str, port: int) -> dict | None:
    if caller not in LOGINS:
        return None
    shop, email = LOGINS[caller]
    url = f"http://{shop}.localhost:{port}/api/v1/auth/login"
    return {"url": url, "body": {"email": email, "password": PASSWORD}}


def tell_statuses(caller: str, file: Path) -> bool:
    """Prints how calls were answered; whether enough of the owner's got through to have tested something."""
    answers = json.loads(file.read_text())
    total = sum(sum(statuses.values()) for statuses in answers.values())
    served = [name for name, statuses in answers.items() if any(status.startswith("2") for status in statuses)]
    print(f"    {caller}: {total} calls, {len(served)} of {len(answers)} operations answered 2xx at least once")
    never = sorted(set(answers) - set(served))
    if caller == "owner" and len(served) < LEAST_SHARE_SERVED * len(answers):
        print(f"    too few got through; never: {', '.join(never)}")
        return False
    return True


def fuzz_as(callers: list[str], program: str, options: list[str]) -> bool:
    """Lets these callers, one after the other, loose on a program of their own."""
    port = free_port()
    with tempfile.TemporaryDirectory(prefix="vitrina-fuzz-") as name:
        folder = Path(name)
        server = start(program, folder, port)
        try:
            own, other = (Api(port, *LOGINS[who]).ids() for who in ("owner", "stranger"))
            stage = {"own": own | {"places": PLACES, "schedules": SCHEDULES}, "neighbours": sorted({id_ for ids in other.values() for id_ in ids})}
            results = [fuzz(caller, port, folder, stage, options) for caller in callers]
        finally:
            server.send_signal(signal.SIGTERM)
            ended = server.wait(timeout=60)
            forget_cluster(folder)
        log = (folder / "server.log").read_text()
        panics = [line for line in log.splitlines() if "panicked" in line]
        print("\n".join(panics))
    return all(results) and not panics and ended == 0


def main() -> int:
    arguments = sys.argv[1:]
    options = arguments[arguments.index("--") + 1 :] if "--" in arguments else []
    program, *wanted = arguments[: len(arguments) - len(options) - ("--" in arguments)]
    lanes = [[caller for caller in pair if not wanted or caller in wanted] for pair in PAIRS]
    with ThreadPoolExecutor() as pool:
        results = [pool.submit(fuzz_as, lane, program, options) for lane in lanes if lane]
    return 0 if all(result.result() for result in results) else 1


def forget_cluster(folder: Path) -> None:
    """Root's PostgreSQL keeps its files elsewhere, and says where."""
    home = folder / "data" / "cluster.home"
    if home.is_file():
        shutil.rmtree(home.read_text().strip(), ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
