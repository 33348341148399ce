#!/usr/bin/env python3
"""Checks that no room imports upwards: `swift package dump-package` against the house's order.

A target may depend only on targets that stand below it here; rooms on one line do not know each other.
"""
import json
import subprocess
import sys

FLOORS = [
    ["SQLText", "CPostgres"],
    ["FormulaLanguage", "Storage"],
    ["StorageSQLite", "StoragePostgres", "Definitions"],
    ["Records"],
    ["MetricLayer", "TestKit"],
    ["Flow"],
    ["Leads", "Touches", "Pipeline"],
    ["HTTPAPI"],
    ["yuyan"],
]
# Packages from outside that a room may use; every other room uses none.
OUTSIDE = {
    "StorageSQLite": {"GRDB"}, "Definitions": {"Yams"}, "Records": {"Crypto"},
    "HTTPAPI": {"Hummingbird", "Crypto", "CryptoExtras", "Logging"},
    "yuyan": {"Hummingbird", "Logging", "ServiceLifecycle", "ArgumentParser"},
}
# Engines above the drivers must not know a database.
DRIVERS = {"StorageSQLite", "StoragePostgres"}


def main() -> int:
    package = json.loads(subprocess.run(["swift", "package", "dump-package"], check=True, capture_output=True).stdout)
    floor = {name: level for level, names in enumerate(FLOORS) for name in names}
    wrong = []
    for target in package["targets"]:
        name = target["name"]
        if target["type"] == "test":
            continue
        if name not in floor:
            wrong.append(f"{name} stands on no floor of the house")
            continue
        for dependency in target["dependencies"]:
            kind, value = next(iter(dependency.items()))
            other = value[0]
            if kind == "product":
                if other not in OUTSIDE.get(name, set()):
                    wrong.append(f"{name} may not use the package product {other}")
            elif floor.get(other, 99) >= floor[name]:
                wrong.append(f"{name} may not import {other}: it does not stand below")
            elif other in DRIVERS and name not in ("yuyan", "TestKit"):
                wrong.append(f"{name} may not import the driver {other}")
    for line in wrong:
        print(line)
    print(f"{len(package['targets'])} targets, {len(wrong)} imports that run upwards")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
