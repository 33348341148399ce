"""Starts the real server on the demo company, and real Chromium on it.

YUYAN_BINARY       the server, else .build-release/release/yuyan
YUYAN_E2E_DB       sqlite (default) or postgres
YUYAN_E2E_POSTGRES connection string where the database is postgres
"""

import json
import os
import shutil
import socket
import subprocess
import urllib.error
import urllib.request
import uuid
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parents[2]
SHOTS = ROOT / "shots" / os.environ.get("YUYAN_E2E_DB", "sqlite")
BINARY = os.environ.get("YUYAN_BINARY") or str(ROOT / ".build-release/release/yuyan")
PASSWORD = os.environ.get("YUYAN_DEMO_PASSWORD") or "demo-" + uuid.uuid4().hex[:12]
SIZES = {
    "desktop": {"viewport": {"width": 1440, "height": 900}},
    "phone": {"viewport": {"width": 390, "height": 844}, "device_scale_factor": 2, "is_mobile": True, "has_touch": True},
}


def free_port() -> int:
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


@pytest.fixture(scope="session")
def base(tmp_path_factory):
    """The demo company, made once and served with a clock that tests move."""
    data = tmp_path_factory.mktemp("yuyan")
    store = ["--data", str(data)]
    if os.environ.get("YUYAN_E2E_DB") == "postgres":
        store += ["--postgres", os.environ["YUYAN_E2E_POSTGRES"]]
    env = {**os.environ, "YUYAN_DEMO_PASSWORD": PASSWORD, "YUYAN_TEMPLATES": str(ROOT / "Templates")}
    subprocess.run([BINARY, "demo", *store], env=env, check=True, timeout=900)
    port = free_port()
    log = (data / "serve.log").open("wb")
    server = subprocess.Popen(
        [BINARY, "serve", *store, "--port", str(port), "--web", str(ROOT / "Web/dist"), "--clock", "manual"],
        env=env, stdout=subprocess.PIPE, stderr=log)
    line = server.stdout.readline().decode()  # printed once it listens
    assert "ready" in line, line + (data / "serve.log").read_text()
    yield f"http://127.0.0.1:{port}"
    server.terminate()
    server.wait(timeout=60)


class Api:
    """One person's session, spoken to without a browser."""

    def __init__(self, base: str, login: str):
        self.base, self.login, self.cookie = base, login, ""
        answer, headers = self._send("POST", "/session", {"login": login, "password": PASSWORD})
        self.cookie = headers["Set-Cookie"].split(";")[0]
        self.me = answer["user"]

    def _send(self, method, path, body=None, headers=None):
        data = body if isinstance(body, bytes) else None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self.base + "/api/v1" + quote(path, safe="/?&=%:,-_.~"), data=data, method=method, headers={
            "Content-Type": "application/json", "X-Requested-With": "yuyan", "Origin": self.base, "Cookie": self.cookie,
            **(headers or {})})
        with urllib.request.urlopen(request, timeout=300) as answer:
            text = answer.read()
            return (json.loads(text) if text else None), answer.headers

    def get(self, path):
        return self._send("GET", path)[0]

    def post(self, path, body=None, **headers):
        return self._send("POST", path, {} if body is None else body, headers)[0]

    def put(self, path, body):
        return self._send("PUT", path, body)[0]

    def refused(self, method, path, body=None):
        """The status and problem of a call that must be refused."""
        try:
            self._send(method, path, body)
        except urllib.error.HTTPError as error:
            return error.code, json.loads(error.read())
        raise AssertionError(f"{method} {path} was not refused")

    def upload(self, name: str, content: bytes, mime: str) -> int:
        return self._send("POST", "/files", content, {"Content-Type": mime, "X-File-Name": name})[0]["id"]

    def advance(self, minutes: int):
        while minutes > 0:
            step = min(minutes, 24 * 60)
            self.put("/clock", {"advance_minutes": step})
            minutes -= step


@pytest.fixture(scope="session")
def people(base):
    known: dict[str, Api] = {}

    def session(login: str) -> Api:
        if login not in known:
            known[login] = Api(base, login)
        return known[login]

    return session


@pytest.fixture(scope="session")
def browser():
    with sync_playwright() as p:
        chromium = os.environ.get("YUYAN_CHROMIUM") or shutil.which("chromium")
        browser = p.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(params=list(SIZES))
def size(request):
    return request.param


class Visits:
    """Opens pages and collects what must not happen on them."""

    def __init__(self, browser, base):
        self.browser, self.base = browser, base
        self.contexts, self.found, self.allowed = [], [], []

    def page(self, size: str, api: Api | None = None):
        context = self.browser.new_context(**SIZES[size], locale="zh-CN", timezone_id="Asia/Shanghai", base_url=self.base)
        if api is not None:
            name, value = api.cookie.split("=", 1)
            context.add_cookies([{"name": name, "value": value, "url": self.base}])
        self.contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(60_000)
        page.on("pageerror", lambda e: self.found.append(f"pageerror {e}"))
        page.on("console", lambda m: self.found.append(f"{m.type} {m.text}") if m.type == "error" else None)
        return page

    def close(self):
        for context in self.contexts:
            context.close()
        bad = [f for f in self.found if not any(a in f for a in self.allowed)]
        assert bad == [], bad


@pytest.fixture
def visits(browser, base):
    visits = Visits(browser, base)
    yield visits
    visits.close()


def shot(page, size: str, name: str):
    SHOTS.mkdir(parents=True, exist_ok=True)
    page.wait_for_load_state("networkidle") if "/f/" in page.url else None
    page.screenshot(path=str(SHOTS / f"{name}-{size}.png"))


def fits(page):
    """No page scrolls sideways."""
    over = page.evaluate("() => document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert over <= 0, f"{page.url} is {over}px too wide"


def png(seed: int) -> bytes:
    """A small picture of its own."""
    import struct
    import zlib
    rows = b"".join(b"\0" + bytes([(x * 7 + y * seed) % 256 for x in range(64 * 3)]) for y in range(48))

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 64, 48, 8, 2, 0, 0, 0))
            + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))
