"""Measures the release build and writes docs/benchmarks.{md,json}.

usage: script/bench [--small] [--data DIR] [--only PART…] [--seconds S] [--dry]

  --small     100,000 rows of each kind and short rounds, to try things out
  --data DIR  keeps the seeded company there and uses it again next time
  --only      parts: rest phone sweep timers funnel lists intake
  --seconds   length of one load round (default 10)
  --dry       prints only

Every figure that is compared with another is measured in the same run.
"""

import argparse
import http.client
import json
import os
import re
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BINARY = Path(os.environ.get("YUYAN_BINARY", ROOT / ".build-release/release/yuyan"))
PASSWORD = "bench-password-1"
COLUMNS = "name,phone,company,title_role,company_size,industry,region,source,status,score,budget,created_at"
VIEWERS = {
    "admin": "admin",
    "rich": "rep01",
    "none": "rep02",
    "manager": "east.manager",
    "shared": "rep09",
    "shared500": "rep10",
}
NAMES = {
    "admin": "an admin",
    "rich": "a rep with a tenth of all",
    "none": "a rep with none",
    "manager": "a team manager",
    "shared": "a rep with 60 shared ones",
    "shared500": "a rep with 500 shared ones",
}
# Beyond the goals: what the same costs where it hurts.
BEYOND = {"shared500"}
SORTS = {"created": "-created_at", "score": "-score", "amount": "-budget"}
LIST_CONNECTIONS = 16
INTAKE_CONNECTIONS = 64


class Report:
    """The figures in the order in which they are shown."""

    def __init__(self):
        self.rows = []

    def add(self, id, what, value, unit, goal=None, better="lower"):
        value = round(value, 3 if abs(value) < 10 else 1)
        self.rows.append({"id": id, "what": what, "value": value, "unit": unit, "goal": goal, "better": better})
        met = "" if goal is None else ("  ok" if is_met(self.rows[-1]) else "  NOT MET")
        print(f"{id:28} {value:>12} {unit:12} goal {goal}{met}", flush=True)


def is_met(row):
    if row["goal"] is None:
        return True
    return row["value"] >= row["goal"] if row["better"] == "higher" else row["value"] <= row["goal"]


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


def yuyan(*args):
    """Runs the program; returns its last JSON line."""
    done = subprocess.run([BINARY, *map(str, args)], cwd=ROOT, capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"yuyan {' '.join(map(str, args))}\n{done.stdout}{done.stderr}")
    lines = [line for line in done.stdout.splitlines() if line.startswith("{")]
    return json.loads(lines[-1]) if lines else {}


class Server:
    """A `yuyan` process that listens, ended with the block."""

    def __init__(self, *args, path="/healthz"):
        self.port = free_port()
        self.args = [str(BINARY), *map(str, args), "--port", str(self.port)]
        self.path = path

    def __enter__(self):
        start = time.monotonic()
        self.process = subprocess.Popen(
            self.args, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        while True:
            if self.process.poll() is not None:
                sys.exit(f"{' '.join(self.args)}\n{self.process.stderr.read()}")
            try:
                if request(self.port, "GET", self.path)[0] == 200:
                    break
            except OSError:
                time.sleep(0.002)
        self.ready = time.monotonic() - start
        return self

    def __exit__(self, *_):
        self.process.terminate()
        try:
            self.process.wait(30)
        except subprocess.TimeoutExpired:
            self.process.kill()

    def cpu(self):
        """Seconds of processor time so far."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def settle(self, limit=60):
        """Waits until the engine has caught up with what is due at start."""
        end = time.monotonic() + limit
        calm = 0
        while calm < 3 and time.monotonic() < end:
            before = self.cpu()
            time.sleep(1)
            calm = calm + 1 if self.cpu() - before < 0.15 else 0

    def rss(self):
        text = Path(f"/proc/{self.process.pid}/status").read_text()
        return int(re.search(r"VmRSS:\s+(\d+)", text).group(1)) / 1024


def request(port, method, path, body=None, cookie=None):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    headers = {"X-Requested-With": "yuyan", "Content-Type": "application/json"}
    if cookie:
        headers["Cookie"] = cookie
    connection.request(method, path, json.dumps(body) if body is not None else None, headers)
    answer = connection.getresponse()
    text = answer.read()
    cookie = (answer.getheader("Set-Cookie") or "").split(";")[0]
    connection.close()
    return answer.status, text, cookie


def log_in(port, login, password=PASSWORD):
    status, text, cookie = request(port, "POST", "/api/v1/session", {"login": login, "password": password})
    if status != 200:
        sys.exit(f"log-in {login}: {status} {text}")
    return cookie


def wrk(url, seconds, connections, *options, script=None, arguments=()):
    """A round of load: requests a second, percentiles in ms, failures."""
    command = ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--latency", "--timeout", "10s", *options]
    if script:
        command += ["-s", script]
    command += [url]
    if arguments:
        command += ["--", *map(str, arguments)]
    text = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    percentiles = {}
    for share, number, unit in re.findall(r"^\s+(\d+)%\s+([\d.]+)(us|ms|s|m)$", text, re.M):
        percentiles[int(share)] = float(number) * {"us": 0.001, "ms": 1, "s": 1000, "m": 60000}[unit]
    bad = re.search(r"Non-2xx or 3xx responses: (\d+)", text)
    lost = re.search(r"Socket errors: connect (\d+), read (\d+), write (\d+), timeout (\d+)", text)
    failures = int(bad.group(1)) if bad else 0
    if lost:
        failures += sum(map(int, lost.groups()))
    return {
        "rate": float(re.search(r"Requests/sec:\s+([\d.]+)", text).group(1)),
        "ms": percentiles,
        "failures": failures,
    }


INTAKE_SCRIPT = """
local rows = 1000000
local regions = {"east", "south", "north", "west"}
function init(args)
  math.randomseed(tonumber(args[1]))
  rows = tonumber(args[2])
end
local function key()
  return string.format("%08x-%04x-%04x-%04x%08x", math.random(0, 4294967295), math.random(0, 65535),
    math.random(0, 65535), math.random(0, 65535), math.random(0, 4294967295))
end
function request()
  local phone = string.format("%.0f", 13000000001 + math.random(1, rows - 1) * 6991 + math.random(0, 6988))
  local company = string.format("%08d", math.random(1, rows - 1) * 89 + math.random(1, 88))
  local body = '{"answers":{"name":"李伟","phone":"' .. phone .. '","company":"华信' .. company ..
    '科技有限公司","title_role":"technical","company_size":"from_50","current_system":"Excel","region":"' ..
    regions[math.random(1, 4)] .. '","product_line":"sales_cloud",' ..
    '"demand":"想管好二十人的销售团队，现在用表格，漏单很多，希望两个月内上线。"},' ..
    '"utm":{"utm_source":"baidu","utm_campaign":"spring"},"client_key":"' .. key() .. '","consent":true}'
  return wrk.format("POST", nil, {["Content-Type"] = "application/json"}, body)
end
"""


# MARK: Parts


def seed(args, data):
    if (data / "bench-moment").exists():
        print(f"using the company in {data}")
        return
    rows = args.rows
    start = time.monotonic()
    figure = yuyan("measure", "seed", "--data", data, "--password", PASSWORD, "--leads", rows, "--accounts", rows,
                   "--opportunities", rows, "--timers", rows)
    size = sum(f.stat().st_size for f in data.rglob("*") if f.is_file()) / 1e6
    print(f"seeded {rows:,} rows of each kind in {time.monotonic() - start:.0f} s, {size:.0f} MB; {figure.get('log_ins')}")


def measure_rest(args, report, data):
    """The demo company: ready, and at rest."""
    demo = data.parent / "demo"
    if not (demo / "control.sqlite").exists():
        subprocess.run([BINARY, "demo", "--data", demo], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    readies = []
    for _ in range(3):
        with Server("serve", "--data", demo, path="/healthz") as server:
            readies.append(server.ready)
    with Server("serve", "--data", demo) as server:
        time.sleep(8)
        report.add("rest.rss", "demo company at rest, resident memory", server.rss(), "MB", 100)
    report.add("rest.ready", "demo company, from start to the first answer", statistics.median(readies), "s", 0.5)


def measure_phone(args, report, data):
    """A phone's first load: headless Chromium, CPU slowed four times."""
    web = ROOT / "Web/dist"
    if not (web / "index.html").exists():
        return print("Web/dist is not built; the phone is left out")
    from playwright.sync_api import sync_playwright

    demo = data.parent / "demo"
    text = (demo / "demo-logins.txt").read_text()
    password = re.search(r"password: (\S+)", text).group(1)
    with Server("serve", "--data", demo, "--web", web) as server, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("YUYAN_CHROMIUM", "/usr/bin/chromium"), args=["--no-sandbox"])
        cookie = log_in(server.port, "rep01", password)
        for id, what, logged_in in (("login", "log-in page", False), ("home", "workbench of a logged-in rep", True)):
            paints, sizes = [], []
            for _ in range(3):
                paint, size = first_load(browser, server.port, cookie if logged_in else None)
                paints.append(paint)
                sizes.append(size)
            report.add(f"phone.{id}.paint", f"phone, first contentful paint, {what}", statistics.median(paints) / 1000,
                       "s", 1.2)
            report.add(f"phone.{id}.size", f"phone, compressed transfer, {what}", statistics.median(sizes) / 1000, "kB", 220)
        browser.close()


def first_load(browser, port, cookie):
    context = browser.new_context(viewport={"width": 390, "height": 844}, device_scale_factor=3, is_mobile=True,
                                  has_touch=True, locale="zh-CN")
    if cookie:
        name, value = cookie.split("=", 1)
        context.add_cookies([{"name": name, "value": value, "url": f"http://127.0.0.1:{port}"}])
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Emulation.setCPUThrottlingRate", {"rate": 4})
    size = 0

    def finished(event):
        nonlocal size
        size += event["encodedDataLength"]

    session.on("Network.loadingFinished", finished)
    page.goto(f"http://127.0.0.1:{port}/", wait_until="load")
    page.wait_for_function("performance.getEntriesByName('first-contentful-paint').length > 0")
    page.wait_for_timeout(1500)
    paint = page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime")
    context.close()
    return paint, size


def measure_sweep(args, report, data):
    figure = yuyan("measure", "sweep", "--data", data, "--hits", args.hits)
    report.add("sweep.hits", f"inactivity sweep of {args.rows:,} customers, {figure['raised']} raised", figure["sweep_ms"],
               "ms", 300)
    report.add("sweep.first", "the day's first walk over all of them, none raised", figure["first_of_day_ms"], "ms")


def measure_timers(args, report, data):
    figure = yuyan("measure", "timers", "--data", data)
    report.add("timers.due", f"{figure['due']} due among {figure['waiting']:,} timers, found and run, the whole tick",
               figure["tick_ms"], "ms", 100)
    report.add("timers.idle", "a tick with nothing due", figure["idle_tick_ms"], "ms")


def measure_funnel(args, report, data):
    figure = yuyan("measure", "funnel", "--data", data)
    report.add("funnel.raw", f"count and sum by stage over {args.rows:,} opportunities, raw SQL, cold", figure["raw_ms"], "ms")
    report.add("funnel.ratio", "the same by the metric layer, cold, against raw SQL", figure["ratio"], "×", 1.3)
    with Server("serve", "--data", data, "--measured") as server:
        server.settle()
        times, writes = board_under_writes(server.port, args.seconds * 2, 50)
    report.add("funnel.p95", f"funnel board while {writes:.0f} writes/s arrive, p95", percentile(times, 0.95), "ms", 200)


def board_under_writes(port, seconds, rate):
    """Reads a board again and again while leads come in at a steady rate."""
    cookie = log_in(port, "admin")
    request(port, "GET", "/api/v1/boards/bench_funnel", cookie=cookie)
    end = time.monotonic() + seconds
    written = []

    def write(offset):
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        due = time.monotonic() + offset
        serial = 0
        while due < end:
            time.sleep(max(0, due - time.monotonic()))
            serial += 1
            number = int(time.time() * 1000) % 1_000_000_000 + serial
            body = {"answers": {"name": "李伟", "phone": f"19{number:09d}", "company": f"新客{number}{offset}有限公司",
                                "title_role": "technical", "company_size": "from_50"}, "consent": True}
            connection.request("POST", "/api/v1/forms/website/submissions", json.dumps(body),
                               {"Content-Type": "application/json"})
            answer = connection.getresponse()
            answer.read()
            if answer.status == 201:
                written.append(1)
            due += 10 / rate
        connection.close()

    writers = [threading.Thread(target=write, args=(i / rate,)) for i in range(10)]
    for writer in writers:
        writer.start()
    times = []
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    while time.monotonic() < end:
        start = time.monotonic()
        connection.request("GET", "/api/v1/boards/bench_funnel", headers={"Cookie": cookie})
        connection.getresponse().read()
        times.append((time.monotonic() - start) * 1000)
        time.sleep(0.1)
    for writer in writers:
        writer.join()
    return times, len(written) / seconds


def percentile(values, share):
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]


def measure_lists(args, report, data):
    """Lists and plain text in turns: each list is compared with the plain
    text before and after it, so that noise hits both."""
    seconds = max(2, args.seconds // 3)
    ratios, costs, hellos = {}, [], []
    with Server("measure", "hello", path="/hello") as hello, Server("serve", "--data", data, "--measured") as server:
        server.settle()
        cookies = {viewer: log_in(server.port, login) for viewer, login in VIEWERS.items()}

        def plain():
            hellos.append(wrk(f"http://127.0.0.1:{hello.port}/hello", seconds, LIST_CONNECTIONS)["rate"])

        plain()
        for sort, order in SORTS.items():
            for viewer in VIEWERS:
                path = f"/api/v1/objects/lead/records?columns={COLUMNS}&sort={order}&limit=50"
                status, text, _ = request(server.port, "GET", path, cookie=cookies[viewer])
                rows = len(json.loads(text)["items"]) if status == 200 else 0
                before = server.cpu()
                result = wrk(f"http://127.0.0.1:{server.port}{path}", seconds, LIST_CONNECTIONS,
                             "-H", f"Cookie: {cookies[viewer]}")
                cost = (server.cpu() - before) / (result["rate"] * seconds) * 1e6
                plain()
                ratios[viewer, sort] = result["rate"] / statistics.mean(hellos[-2:])
                if viewer == "admin":
                    costs.append(cost)
                print(f"  {viewer:9} {sort:8} {rows:>3} rows {result['rate']:>8.0f}/s p99 {result['ms'].get(99, 0):6.1f} ms "
                      f"{cost:5.0f} µs CPU, {result['failures']} failed, hello {hellos[-1]:.0f}/s", flush=True)
    report.add("hello", f"limit: plain text without middleware, {LIST_CONNECTIONS} connections",
               statistics.median(hellos), "/s", None, "higher")
    for (viewer, sort), ratio in ratios.items():
        report.add(f"list.{viewer}.{sort}", f"list of 50 × 12 fields for {NAMES[viewer]}, by {sort}, against hello",
                   ratio, "×", None if viewer in BEYOND else 0.12, "higher")
    slowest = max(ratios["admin", sort] / ratio for (viewer, sort), ratio in ratios.items() if viewer not in BEYOND)
    report.add("list.fairness", "the slowest list's time against the admin's of the same order", slowest, "×", 1.5)
    report.add("list.cpu", "processor time of an admin's list in the server, mean of three orders",
               statistics.mean(costs), "µs")


def measure_intake(args, report, data):
    loops = [yuyan("measure", "loop", "--data", data, "--seconds", args.seconds, "--tasks", INTAKE_CONNECTIONS)]
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as script:
        script.write(INTAKE_SCRIPT)
        script.flush()
        with Server("serve", "--data", data, "--measured") as server:
            url = f"http://127.0.0.1:{server.port}/api/v1/forms/website/submissions"
            server.settle()
            numbers = (int(time.time()), args.rows)
            wrk(url, 2, INTAKE_CONNECTIONS, script=script.name, arguments=numbers)
            result = wrk(url, args.seconds * 2, INTAKE_CONNECTIONS, script=script.name,
                         arguments=(numbers[0] + 1, args.rows))
            rss = server.rss()
    loops.append(yuyan("measure", "loop", "--data", data, "--seconds", args.seconds, "--tasks", INTAKE_CONNECTIONS))
    if result["failures"]:
        print(f"intake: {result['failures']} failed")
    loop = statistics.mean(figure["per_second"] for figure in loops)
    report.add("intake.loop", f"limit: the intake's own statements in one process, {INTAKE_CONNECTIONS} tasks", loop,
               "leads/s", None, "higher")
    report.add("intake.rate", f"leads taken in over HTTP, {INTAKE_CONNECTIONS} keep-alive connections, {args.rows:,} there before",
               result["rate"], "leads/s", 800, "higher")
    report.add("intake.ratio", "the same against the loop", result["rate"] / loop, "×", 0.5, "higher")
    report.add("intake.p99", "answer to a lead, p99", result["ms"].get(99, 0), "ms", 250)
    report.add("intake.failures", "answers other than 201", result["failures"], "", 0)
    report.add("intake.statements", "SQL statements per lead", loops[-1]["statements_per_lead"], "", None)
    report.add("intake.group", "leads per commit in the loop", loops[-1]["leads_per_commit"], "", None, "higher")
    report.add("intake.rss", "resident memory after the load", rss, "MB", None)


PARTS = {
    "rest": measure_rest, "phone": measure_phone, "sweep": measure_sweep, "timers": measure_timers,
    "funnel": measure_funnel, "lists": measure_lists, "intake": measure_intake,
}


def write(report, args, minutes):
    (ROOT / "docs/benchmarks.json").write_text(json.dumps(report.rows, ensure_ascii=False, indent=2) + "\n")
    lines = [
        "# Benchmarks",
        "",
        f"Written by `script/bench` on {date.today()} in {minutes:.0f} minutes; the notes below the table are written by hand.",
        "",
        "| figure | measured | goal | |",
        "|---|---|---|---|",
    ]
    for row in report.rows:
        sign = {"higher": "≥", "lower": "≤"}[row["better"]]
        goal = "" if row["goal"] is None else f"{sign} {row['goal']:g} {row['unit']}".strip()
        met = "" if row["goal"] is None else ("met" if is_met(row) else "**not met**")
        lines.append(f"| {row['what']} | {row['value']:g} {row['unit']} | {goal} | {met} |")
    (ROOT / "docs/benchmarks.md").write_text("\n".join(lines) + "\n\n" + kept_notes())


def kept_notes():
    """What was written by hand under the table."""
    path = ROOT / "docs/benchmarks.md"
    if not path.exists():
        return "## Notes\n"
    text = path.read_text()
    start = text.find("## ")
    return text[start:] if start >= 0 else "## Notes\n"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--small", action="store_true")
    parser.add_argument("--data", type=Path)
    parser.add_argument("--only", nargs="+", choices=PARTS, default=list(PARTS))
    parser.add_argument("--seconds", type=int)
    parser.add_argument("--dry", action="store_true")
    args = parser.parse_args()
    args.rows = 100_000 if args.small else 1_000_000
    args.hits = 50 if args.small else 500
    args.seconds = args.seconds or (3 if args.small else 10)
    if not shutil.which("wrk"):
        sys.exit("wrk is missing: apt-get install wrk")
    root = args.data or Path(tempfile.mkdtemp(prefix="yuyan-bench."))
    data = root / "company"
    data.mkdir(parents=True, exist_ok=True)
    start = time.monotonic()
    report = Report()
    try:
        if set(args.only) - {"rest", "phone"}:
            seed(args, data)
        for name, part in PARTS.items():
            if name in args.only:
                part(args, report, data)
    finally:
        if not args.data:
            shutil.rmtree(root)
    if not args.dry and not args.small and len(args.only) == len(PARTS):
        write(report, args, (time.monotonic() - start) / 60)
    missed = [row["id"] for row in report.rows if not is_met(row)]
    print("all goals met" if not missed else f"not met: {', '.join(missed)}")


if __name__ == "__main__":
    main()
