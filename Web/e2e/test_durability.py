"""S7: whenever the server is killed, no acknowledged lead is lost and none is doubled.

YUYAN_KILL_ROUNDS  how often it is killed (50)
YUYAN_KILL_SEED    repeats the draws of a run that printed it
"""

import contextlib
import http.client
import itertools
import json
import os
import queue
import random
import select
import shutil
import sqlite3
import subprocess
import threading
import time
import uuid

import conftest
import pytest
from conftest import BINARY, ROOT, Api, free_port

ROUNDS = int(os.environ.get("YUYAN_KILL_ROUNDS", "50"))
SENDERS = 16
# What must happen once for each lead after its commit: a task and an effect outside.
RULE = """
kind: rule
key: durability
label: 每条线索一次
label_en: Once for each lead
object: lead
trigger: {event: lead.arrived}
actions:
  - create_task: {title: 核对, title_en: Check, due_working_hours: 9}
  - webhook: {url: "https://hooks.example.com/leads"}
"""
# How often each lead may have each of these, and where they are counted.
ONCE_AT_COMMIT = {
    "arrival": "SELECT record_id FROM event WHERE object = 'lead' AND kind = 'lead.arrived'",
    "assignment": "SELECT record_id FROM event WHERE object = 'lead' AND kind = 'lead.assigned'",
    "routing decision": "SELECT record_id FROM routing_decision WHERE object = 'lead'",
    "deadline": "SELECT record_id FROM deadline WHERE object = 'lead'",
    "owner's notification": """
        SELECT n.record_id FROM notification n JOIN r_lead l ON l.id = n.record_id AND l.owner_id = n.user_id
        WHERE n.object = 'lead' AND n.kind = 'lead.assigned' AND n.count = 1""",
    "score": "SELECT record_id FROM score_result WHERE object = 'lead'",
    "client key": "SELECT record_id FROM client_key WHERE object = 'lead'",
}
ONCE_IN_THE_END = {
    "task": "SELECT f_lead FROM r_task WHERE f_lead IS NOT NULL",
    "outside effect": """
        SELECT e.record_id FROM outbox o JOIN event e ON o.effect_key = 'rule:durability:1:event:' || e.id""",
    "rule run": "SELECT record_id FROM rule_run WHERE rule = 'durability' AND fired = 1",
    "search entry": "SELECT record_id FROM search_entry WHERE object = 'lead'",
}


class Lead:
    """What one visitor sends, the same each time."""

    def __init__(self, number: int, run: str):
        self.phone = f"13{number:09}"
        self.body = json.dumps({
            "answers": {"name": f"访客{number}", "phone": self.phone, "company": f"第{number}号耐久测试",
                        "title_role": "technical", "company_size": "from_50"},
            "client_key": f"{run}-{number}", "consent": True}).encode()


class Ledger:
    """What was sent and what was acknowledged."""

    def __init__(self, run: str):
        self.changed = threading.Condition()
        self.sent: dict[str, Lead] = {}
        self.acknowledged: set[str] = set()
        self.odd: list[str] = []
        self.sendings = 0
        self._fresh = (Lead(number, run) for number in itertools.count(1))

    def fresh(self) -> Lead:
        with self.changed:
            return next(self._fresh)

    def sending(self, lead: Lead):
        with self.changed:
            self.sent[lead.phone] = lead
            self.sendings += 1
            self.changed.notify_all()

    def answered(self, lead: Lead, status: int, text: bytes):
        with self.changed:
            if status == 201:
                self.acknowledged.add(lead.phone)
            else:
                self.odd.append(f"{lead.phone}: {status} {text[:300]!r}")

    def open(self) -> list[Lead]:
        return [lead for phone, lead in self.sent.items() if phone not in self.acknowledged]


class Server:
    def __init__(self, data, log):
        self.port = free_port()
        self.process = subprocess.Popen(
            [BINARY, "serve", "--data", str(data), "--port", str(self.port), "--measured"],
            stdout=subprocess.PIPE, stderr=log)

    def is_ready(self, seconds: float) -> bool:
        """Waits for the line that tells it listens."""
        if not select.select([self.process.stdout], [], [], seconds)[0]:
            return False
        return b"ready" in self.process.stdout.readline()

    def kill(self):
        self.process.kill()
        self.process.wait()
        self.process.stdout.close()

    def stop(self) -> int:
        self.process.terminate()
        return self.process.wait(timeout=60)


@contextlib.contextmanager
def senders(port: int, ledger: Ledger, again: list[Lead], is_endless: bool):
    """Submits leads from many connections, first those that are sent again."""
    work: queue.SimpleQueue[Lead] = queue.SimpleQueue()
    for lead in again:
        work.put(lead)

    def take() -> Lead | None:
        try:
            return work.get_nowait()
        except queue.Empty:
            return ledger.fresh() if is_endless else None

    def send():
        door = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        with contextlib.closing(door), contextlib.suppress(OSError, http.client.HTTPException):
            while lead := take():
                ledger.sending(lead)
                door.request("POST", "/api/v1/forms/website/submissions", lead.body, {"Content-Type": "application/json"})
                answer = door.getresponse()
                ledger.answered(lead, answer.status, answer.read())

    threads = [threading.Thread(target=send) for _ in range(SENDERS)]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        for thread in threads:
            thread.join()


def until(condition, seconds: float):
    """Looks again and again; what it sees in the end is for the caller to judge."""
    pause, end = threading.Event(), time.monotonic() + seconds
    while not condition() and time.monotonic() < end:
        pause.wait(0.02)


def verify(path, ledger: Ledger):
    """Reads the database beside the running server."""
    with contextlib.closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as database:
        rows = lambda query: database.execute(query).fetchall()
        database.execute("BEGIN")
        assert rows("PRAGMA integrity_check") == [("ok",)]
        phones, owners = {}, {}
        for id, phone, owner in rows("SELECT id, f_phone, owner_id FROM r_lead"):
            assert phone not in phones, f"{phone} is there twice"
            phones[phone], owners[id] = id, owner
        assert ledger.acknowledged <= phones.keys(), sorted(ledger.acknowledged - phones.keys())
        assert phones.keys() <= ledger.sent.keys()
        assert None not in owners.values(), "the guards of this company let everybody be routed"
        leads = sorted(owners)
        for what, query in ONCE_AT_COMMIT.items():
            assert sorted(id for id, in rows(query)) == leads, what
        assert rows("SELECT id FROM event WHERE kind = 'lead.touched'") == [], "a repetition is no second touch"
        assert rows("SELECT name, last_error FROM follower_error") == []
        database.execute("COMMIT")
        found = lambda query: sorted(id for id, in rows(query))
        for what, query in ONCE_IN_THE_END.items():
            until(lambda: len(found(query)) >= len(leads), 30)
            assert found(query) == leads, what
        assert rows("SELECT rule, event_id FROM rule_run GROUP BY 1, 2 HAVING count(*) > 1") == []
    return phones


@pytest.fixture
def company(tmp_path, monkeypatch):
    """A small company in which a person may have any number of leads."""
    templates, data = tmp_path / "templates", tmp_path / "data"
    shutil.copytree(ROOT / "Templates/sales", templates / "sales")
    route = templates / "sales/route.yaml"
    text = route.read_text()
    route.write_text(text.replace("pending_below: 8\n", "pending_below: 1000000\n").replace("per_day: 15\n", "per_day: 1000000\n"))
    assert route.read_text().count("1000000\n") == 2
    rules = templates / "sales/rules.yaml"
    rules.write_text(rules.read_text().rstrip() + "\n---" + RULE)

    def run(*words):
        return subprocess.run([BINARY, *words, "--data", str(data)], check=True, capture_output=True, text=True).stdout

    told = run("init", "--templates", str(templates), "--template", "sales", "--company", "耐久测试", "--admin", "admin")
    for number in range(1, 4):
        run("user", "add", f"rep{number}", "--name", f"代表{number}", "--role", "rep")
    monkeypatch.setattr(conftest, "PASSWORD", told.split("password: ")[1].split("（")[0].strip())
    return data


@pytest.mark.skipif(
    os.environ.get("YUYAN_E2E_DB", "sqlite") != "sqlite", reason="StorageTests kill the connections of PostgreSQL")
def test_s7_no_acknowledged_lead_is_lost_or_doubled_by_kill(company):
    seed = int(os.environ.get("YUYAN_KILL_SEED") or random.SystemRandom().randrange(10**6))
    print(f"\nYUYAN_KILL_SEED={seed}")
    dice, began = random.Random(seed), time.monotonic()
    ledger = Ledger(uuid.UUID(int=dice.getrandbits(128)).hex)
    path = company / "workspaces/main.sqlite"
    with (company / "serve.log").open("wb") as log:
        for number in range(1, ROUNDS + 1):
            server = Server(company, log)
            try:
                if dice.random() < 0.1:  # already while it opens the data
                    server.is_ready(dice.uniform(0, 0.4))
                    continue
                assert server.is_ready(30), (company / "serve.log").read_text()
                if number % 10 == 0:
                    verify(path, ledger)
                last = ledger.sendings + dice.randrange(1, 150)
                # What stayed without an answer comes again, from two visitors' windows at once.
                with senders(server.port, ledger, [lead for lead in ledger.open() for _ in range(2)], is_endless=True):
                    with ledger.changed:
                        ledger.changed.wait_for(lambda: ledger.sendings >= last, 30)
                    server.kill()
                assert ledger.odd == []
            finally:
                server.kill()
        server = Server(company, log)
        try:
            assert server.is_ready(30), (company / "serve.log").read_text()
            verify(path, ledger)
            unanswered = ledger.open()
            known = dice.sample(sorted(ledger.acknowledged), min(100, len(ledger.acknowledged)))
            again = [lead for lead in unanswered for _ in range(2)] + [ledger.sent[phone] for phone in known]
            with senders(server.port, ledger, again, is_endless=False):
                pass
            assert ledger.odd == [] and ledger.open() == []
            phones = verify(path, ledger)
            assert phones.keys() == ledger.sent.keys(), "each lead that was ever sent is there once"
            admin = Api(f"http://127.0.0.1:{server.port}", "admin")
            for phone in known[:20]:
                items = admin.get(f"/objects/lead/records?q={phone}")["items"]
                assert [item["id"] for item in items] == [phones[phone]]
            assert server.stop() == 0
        finally:
            server.kill()
    print(f"{ROUNDS} kills, {len(phones)} leads, {ledger.sendings - len(phones)} of them sent again, "
          f"{len(unanswered)} unanswered at last, {time.monotonic() - began:.0f} s")
